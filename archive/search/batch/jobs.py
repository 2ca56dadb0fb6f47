"""Lists under way: what was asked and what was found so far, in files that only the list's secret token opens.

The reading room is several processes, so a list cannot lie in the memory of one. Its files lie in a folder of this
machine's memory where there is one, else of its temporary files; encrypted by ChaCha20-Poly1305 (RFC 8439) under a key
derived from the token, and named by another: without the token nobody can read them or tell whose they are. An hour
after the last change they are removed.
"""

import hashlib
import json
import os
import re
import secrets
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, NewType, TypedDict, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from archive.errors import WarraqError
from archive.search.batch.counting import Counted, Near, Newest
from archive.search.compiled import Mode
from archive.search.name_lists import Name, Remark
from archive.search.query_parser import Note

Token = NewType("Token", str)
# Counting may still go on; it has ended: with all names, because the reader stopped it, at its limit, with its process.
State = Literal["waiting", "running", "done", "stopped", "limit", "ended"]
UNDER_WAY: tuple[State, ...] = ("waiting", "running")

KEPT_SECONDS = 3_600
MOST_UNDER_WAY = 8
SILENT_SECONDS = 20.0  # whoever counts says every second that it lives
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
NONCE = 12
ASKED, FOUND, STOP, ALIVE = ".asked", ".found", ".stop", ".alive"


class TooManyLists(WarraqError):
    """Enough lists are under way."""

    def __init__(self) -> None:
        super().__init__("Enough lists are being counted; try again in a minute.")


@dataclass(frozen=True, slots=True)
class SubmittedList:
    """A list as it was sent: `source` is the name of its file, if it was one."""

    names: tuple[Name, ...]
    remarks: tuple[Remark, ...]
    mode: Mode = "names"
    folded: bool = False
    source: str = ""


@dataclass(slots=True)
class Found:
    """What was found so far: of the first names `counted`, None of one that costs more than a question may; `near` by
    the place of a name that nothing has. `articles`: how many were searched. `seconds`: how long it took so far."""

    state: State = "waiting"
    counted: list[Counted | None] = field(default_factory=list)
    near: dict[int, list[Near]] = field(default_factory=dict)
    articles: int = 0
    seconds: float = 0.0

    @property
    def lacking(self) -> list[int]:
        """The places of the names that nothing has."""
        return [place for place, one in enumerate(self.counted) if one is not None and not one.articles]


class _SubmittedFile(TypedDict):
    names: list[dict[str, object]]
    remarks: list[dict[str, object]]
    mode: Mode
    folded: bool
    source: str


class _CountedFile(TypedDict):
    articles: int
    outlets: int
    first: str
    last: str
    newest: dict[str, object] | None
    notes: list[dict[str, str]]


class _FoundFile(TypedDict):
    state: State
    counted: list[_CountedFile | None]
    near: dict[str, list[dict[str, object]]]
    articles: int
    seconds: float


def folder_for(record: Path) -> Path:
    """The folder of one record's lists, for this user alone. Raises OSError where there can be none."""
    base = MEMORY if os.access(MEMORY, os.W_OK) else Path(tempfile.gettempdir())
    name = hashlib.sha256(str(record.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    folder = base / f"warraq-lists-{os.getuid()}-{name}"
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    known = folder.lstat()
    if not stat.S_ISDIR(known.st_mode) or known.st_uid != os.getuid() or known.st_mode & 0o077:
        raise PermissionError(f"{folder} is not ours alone")
    return folder


class Jobs:
    """The lists in a folder. Raises OSError where it cannot be written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, submitted: SubmittedList) -> Token:
        """Keep a list that is to be counted. Raises TooManyLists."""
        self.sweep()
        if self.under_way() >= MOST_UNDER_WAY:
            raise TooManyLists
        token = Token(secrets.token_urlsafe(16))
        self.write(token, ASKED, asdict(submitted))
        self.mark_alive(token)
        return token

    def submitted(self, token: Token) -> SubmittedList | None:
        """The list; None where there is none any more."""
        known = cast("_SubmittedFile | None", self.read(token, ASKED))
        if known is None:
            return None
        return SubmittedList(
            tuple(Name(**one) for one in known["names"]),  # type: ignore[arg-type]
            tuple(Remark(**one) for one in known["remarks"]),  # type: ignore[arg-type]
            known["mode"],
            known["folded"],
            known["source"],
        )

    def put(self, token: Token, found: Found) -> None:
        self.write(token, FOUND, asdict(found))
        self.mark_alive(token, lives=found.state in UNDER_WAY)

    def found(self, token: Token) -> Found:
        """What was found so far; of a list whose process is gone, what that left."""
        known = cast("_FoundFile | None", self.read(token, FOUND))
        found = _found(known) if known else Found()
        if found.state in UNDER_WAY and not self._is_alive(self._path(token, ALIVE)):
            found.state = "ended"
        return found

    def stop(self, token: Token) -> None:
        self._path(token, STOP).touch(mode=0o600)

    def is_stopped(self, token: Token) -> bool:
        return self._path(token, STOP).exists()

    def mark_alive(self, token: Token, *, lives: bool = True) -> None:
        """Whoever counts a list lives, or has ended."""
        path = self._path(token, ALIVE)
        path.touch(mode=0o600) if lives else path.unlink(missing_ok=True)

    def under_way(self) -> int:
        """How many lists wait or are counted."""
        return sum(map(self._is_alive, self._folder.glob(f"*{ALIVE}")))

    def sweep(self) -> None:
        """Remove what nobody has touched for an hour."""
        newest: dict[str, float] = {}
        for path, changed in self._files():
            newest[path.stem] = max(changed, newest.get(path.stem, 0.0))
        for path, _ in self._files():
            if newest.get(path.stem, 0.0) < time.time() - KEPT_SECONDS:
                path.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[Path, float]]:
        for path in self._folder.iterdir():
            with suppress(FileNotFoundError):
                yield path, path.stat().st_mtime

    @staticmethod
    def _is_alive(path: Path) -> bool:
        try:
            return time.time() - path.stat().st_mtime < SILENT_SECONDS
        except FileNotFoundError:
            return False

    def _path(self, token: Token, suffix: str) -> Path:
        return self._folder / f"{_derived('name', token).hex()[:32]}{suffix}"

    def write(self, token: Token, suffix: str, content: object) -> None:
        """Keep something of a list, as JSON."""
        path = self._path(token, suffix)
        nonce = secrets.token_bytes(NONCE)
        plain = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
        beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(nonce + _cipher(token).encrypt(nonce, plain, suffix.encode("ascii")))
        beside.replace(path)

    def read(self, token: Token, suffix: str) -> object:
        """What was written; None where there is none, or the token is not its own."""
        if not TOKEN.fullmatch(token):
            return None
        try:
            sealed = self._path(token, suffix).read_bytes()
            plain = _cipher(token).decrypt(sealed[:NONCE], sealed[NONCE:], suffix.encode("ascii"))
        except (FileNotFoundError, InvalidTag, ValueError):
            return None
        return json.loads(plain)


def _found(known: _FoundFile) -> Found:
    return Found(
        known["state"],
        [None if one is None else _counted(one) for one in known["counted"]],
        {int(place): [Near(**near) for near in found] for place, found in known["near"].items()},  # type: ignore[arg-type]
        known["articles"],
        known["seconds"],
    )


def _counted(known: _CountedFile) -> Counted:
    newest = known["newest"]
    return Counted(
        known["articles"],
        known["outlets"],
        known["first"],
        known["last"],
        Newest(**newest) if newest else None,  # type: ignore[arg-type]
        tuple(Note(**note) for note in known["notes"]),
    )


def _derived(purpose: str, token: Token) -> bytes:
    return hashlib.sha256(f"warraq list {purpose} {token}".encode()).digest()


def _cipher(token: Token) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(_derived("key", token))
