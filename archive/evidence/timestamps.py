"""Timestamps of others for the checkpoints of the log: by RFC 3161, and by OpenTimestamps. Options of the operator.

What is stamped is the SHA-256 of a checkpoint's three lines, without the signatures under them, to which a partner's
may come later. Kept in `timestamps/`, each named by the checkpoint's size, who gave it and its own hash; what could not
be had is asked for again the next night, and so is what a calendar of OpenTimestamps still holds as pending.
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from archive.data_folder import DataFolder
from archive.evidence._durable_files import DurableFolder, content_of
from archive.evidence._ots import Attestation, BadProofError, attestations, digest_of, pending, proof_of, put_in_place
from archive.evidence._rfc3161 import NONCE_BYTES, BadAnswerError, demand_answer, question
from archive.evidence.checkpoint import KEPT, STAMPS
from archive.evidence.findings import Archive, Bad, Cursor, Step
from archive.evidence.notes import BadNote, Note

NAME = re.compile(
    r"(?P<size>[1-9][0-9]{0,17})\.(?P<host>[a-z0-9.-]{1,200})\.(?P<hash>[0-9a-f]{16})\.(?P<kind>tsr|ots)", re.ASCII
)
Kind = Literal["tsr", "ots"]
SUFFIXES: tuple[Kind, ...] = ("tsr", "ots")
# Those that were not stamped on their own day are, when a network is there again; older ones are contained in newer.
NEWEST, TIMEOUT_SECONDS, MOST_BYTES = 30, 20.0, 1 << 20
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
CALENDAR = "application/vnd.opentimestamps.v1"
# Pools lead to calendars of other names; nobody else's address in a proof is asked.
CALENDARS = (".calendar.opentimestamps.org", ".calendar.eternitywall.com", ".calendar.catallaxy.com")
# What is sent to an address, None to read it; as what, and what is wanted back.
Ask = Callable[[str, bytes | None, str, str], bytes]


class Wanted(NamedTuple):
    """The operator's choice: addresses of authorities (RFC 3161) and of calendars (OpenTimestamps)."""

    authorities: Sequence[str] = ()
    calendars: Sequence[str] = ()


class Stamped(NamedTuple):
    """How many timestamps came, and who could not be asked or gave none, with the reason."""

    made: int
    missed: tuple[str, ...]


def stamp(data: DataFolder, wanted: Wanted, ask: Ask | None = None) -> Stamped:
    """Have the newest checkpoints stamped by everybody who has not yet; never raises for what others do."""
    made, missed, folder = 0, dict[str, str](), DurableFolder(data.published)
    for host, work in _work(data.published, wanted, ask or _fetched):
        if host in missed:
            continue
        try:
            found = work()
        except (OSError, ValueError) as problem:
            missed[host] = f"{host}: {problem}"
            continue
        if found:
            new, old = found
            folder.put(f"{STAMPS}/{new.name}", new.content)
            folder.settle()
            if old:
                (data.published / STAMPS / old.name).unlink()
            made += 1
    return Stamped(made, tuple(missed.values()))


def stamps_of(published: Path, size: int) -> dict[str, bytes]:
    """Of a checkpoint, by the names of their files."""
    found = ((path.name, content_of(path)) for path in sorted((published / STAMPS).glob(f"{size}.*")))
    return {name: content for name, content in found if content is not None and NAME.fullmatch(name)}


class Timestamps:
    """Every timestamp that is kept: is it one, and of the checkpoint that its name says?"""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def total(self, archive: Archive) -> int:  # noqa: ARG002 - as every check
        return sum(1 for _ in (self._folder / STAMPS).glob("*"))

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:  # noqa: ARG002 - as every check
        paths = sorted((self._folder / STAMPS).glob("*"))
        if after is None and paths:
            wrong = ((path.name, _wrong(self._folder, path)) for path in paths)
            bad: list[Bad] = [
                {"what": "timestamp", "where": f"{self._folder.name}/{STAMPS}/{name}", "why": why}
                for name, why in wrong
                if why
            ]
            yield Step(1, len(paths), bad)


class _Kept(NamedTuple):
    """A timestamp as it is kept."""

    name: str
    content: bytes


# A timestamp, and the one in whose place it comes; nothing where it is too early.
_Found = tuple[_Kept, _Kept | None] | None


def _named(size: int, host: str, kind: Kind, content: bytes) -> _Kept:
    return _Kept(f"{size}.{host}.{_hash(content)}.{kind}", content)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _known(published: Path, size: int, host: str, kind: Kind) -> _Kept | None:
    found = ((name, NAME.fullmatch(name), content) for name, content in stamps_of(published, size).items())
    return next((_Kept(n, c) for n, one, c in found if one and (one["host"], one["kind"]) == (host, kind)), None)


def _work(published: Path, wanted: Wanted, ask: Ask) -> Iterator[tuple[str, Callable[[], _Found]]]:
    """Whom to ask, and what for."""
    sizes = sorted((int(path.name) for path in (published / KEPT).glob("[0-9]*") if path.name.isdigit()), reverse=True)
    for size in sizes[:NEWEST]:
        digest = _digest(published, size)
        for kind, addresses in zip(SUFFIXES, wanted, strict=True):
            for address in addresses:
                host = urlsplit(address).hostname or ""
                known = _known(published, size, host, kind)
                if known is None:
                    new = partial(_new, kind, address, digest, ask)
                    yield host, lambda s=size, h=host, k=kind, n=new: (_named(s, h, k, n()), None)  # type: ignore[misc]
                elif kind == "ots":
                    yield host, partial(_upgraded, size, known, address, ask)


def _new(kind: Kind, address: str, digest: bytes, ask: Ask) -> bytes:
    if kind == "ots":
        return proof_of(digest, ask(f"{address.rstrip('/')}/digest", digest, "application/octet-stream", CALENDAR))
    nonce = int.from_bytes(secrets.token_bytes(NONCE_BYTES)) | 1
    answer = ask(address, question(digest, nonce), QUERY, REPLY)
    demand_answer(answer, digest, nonce)
    return answer


def _upgraded(size: int, known: _Kept, address: str, ask: Ask) -> _Found:
    """A proof with what its calendars have by now; nothing where they have nothing yet."""
    proof = known.content
    for one in reversed(list(pending(proof))):
        if not _may_be_asked(one, address):
            continue
        try:
            found = ask(f"{one.calendar.rstrip('/')}/timestamp/{one.message.hex()}", None, "", CALENDAR)
        except FileNotFoundError:
            # It is in no block yet.
            continue
        proof = put_in_place(proof, one, found)
    return (_named(size, urlsplit(address).hostname or "", "ots", proof), known) if proof != known.content else None


def _may_be_asked(one: Attestation, address: str) -> bool:
    found = urlsplit(one.calendar)
    host = found.hostname or ""
    return found.scheme in ("http", "https") and (host == urlsplit(address).hostname or host.endswith(CALENDARS))


def _digest(published: Path, size: int) -> bytes:
    return hashlib.sha256(Note.parse((published / KEPT / str(size)).read_bytes()).text.encode()).digest()


def _wrong(published: Path, path: Path) -> str:
    named = NAME.fullmatch(path.name)
    if named is None:
        return "It is no timestamp."
    try:
        digest, content = _digest(published, int(named["size"])), path.read_bytes()
        if _hash(content) != named["hash"]:
            return "It is not the one that was kept: its hash is not the one in its name."
        if named["kind"] == "tsr":
            demand_answer(content, digest)
        elif attestations(content) and digest_of(content) != digest:
            return f"It is not of the checkpoint of {named['size']} leaves."
    except (OSError, BadNote) as problem:
        return f"The checkpoint that it is of cannot be read ({problem})."
    except (BadAnswerError, BadProofError) as problem:
        return str(problem)
    return ""


def _fetched(address: str, content: bytes | None, kind: str, wanted: str) -> bytes:
    """Raises FileNotFoundError for a 404, OSError for whatever else keeps an answer away."""
    from urllib.error import HTTPError  # noqa: PLC0415 - most archives ask nobody
    from urllib.request import Request, urlopen  # noqa: PLC0415

    headers = {"Accept": wanted} | ({"Content-Type": kind} if content is not None else {})
    try:
        request = Request(address, data=content, headers=headers)  # noqa: S310 - the operator's own, or a calendar's
        with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            found: bytes = answer.read(MOST_BYTES)
    except HTTPError as problem:
        if problem.code == 404:
            raise FileNotFoundError(address) from problem
        raise OSError(f"it answered {problem.code}") from problem
    return found
