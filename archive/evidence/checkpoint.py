"""The log published: its tree as static files, then a signed checkpoint that stands over them.

The order is the promise: the record's commit, tiles and their folders on the disk, the checkpoint renamed. Wherever
that is cut short, whatever checkpoint is there verifies. Every checkpoint ever signed is kept, and before the next one
is signed the record's log must still give each of them: a record restored from before one of them grew another tree,
and no second tree is signed under one name.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder, sync
from archive.errors import BadConfiguration, DiskFull, WarraqError, is_disk_full
from archive.evidence import keys, log
from archive.evidence._durable_files import DurableFolder, content_of
from archive.evidence._published_tree import PublishedTree, mark_of, published_tree
from archive.evidence.merkle import Frontier, leaf_hash, root
from archive.evidence.notes import BadNote, Checkpoint, Note, Signer
from archive.evidence.tiles import FOLDER, PARTIAL, WIDTH, Tile, tiles_of
from archive.record import changes
from archive.record.store import read_record
from archive.sqlite import connect, open_readonly

CHECKPOINT, KEPT, VERIFIER, STAMPS = "checkpoint", "checkpoints", "log.vkey", "timestamps"
BUSY = "Another publish is running on this data folder; wait for it to end."
ANEW = "warraq publish --new-log"
# So many entries are read in one transaction: a long one would keep the record's own log from being folded in.
_CHUNK = 1 << 16
_NUMBERED = re.compile(r"/\d{1,4}\Z", re.ASCII)


class LogRewritten(WarraqError):
    """The record's log does not begin with what was signed of it before: nothing more is signed under its name."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The checkpoint that was published: the log's origin, how many leaves it has, the root's hash in hexadecimal."""

    origin: str
    size: int
    root: str


def sign(data: DataFolder, public_address: str, up_to: Path | None = None, *, whole: bool = False) -> Signed | None:
    """Publish tiles and a checkpoint of the log as a snapshot `up_to` has it, else of all of it; None for an empty log.

    It goes on from what is published; `whole`: every entry is hashed anew, and every tile held against them.

    Raises LogRewritten where the log is not what was signed before, AlreadyRunning beside a publish, BadConfiguration.
    """
    with data.make().lock("publish", BUSY), closing(read_record(data.record)) as record:
        size = _size_in(up_to) if up_to else log.size(record)
        if not size:
            return None
        data.published.mkdir(exist_ok=True)
        signer, noted = _signer(data, public_address), changes.noted(record)
        kept, known = kept_checkpoints(data), None
        if not whole:
            known = _known(published_tree(record, data.published / CHECKPOINT), kept)
        found = Checkpoint(signer.name, size, _demand_grown(record, size, kept, known))
        try:
            _publish(data.published, _tiles(record, size, known), found, signer)
        except OSError as problem:
            raise _cannot_write(data.published, problem) from problem
        # It is signed: without the mark the next one only takes longer.
        with suppress(sqlite3.Error, WarraqError), closing(connect(data.record)) as db:
            changes.mark_log(db, mark_of(size, found.root), size, noted)
        return Signed(found.origin, size, found.root.hex())


def begin_anew(data: DataFolder) -> None:
    """Put the published log aside, as log-1, log-2, …, and let the next `sign` begin another one under another name.

    For a record that was restored from a backup: what was signed of the other one stays to be read."""
    with data.make().lock("publish", BUSY):
        number = 1 + max((int(path.name.partition("-")[2]) for path in data.published.glob("log-[0-9]*")), default=0)
        aside = data.published / f"log-{number}"
        aside.mkdir(parents=True)
        # The key goes first, so that nothing is signed by it any more; then the checkpoint, which stands over the rest.
        origin = _retire_key(data, number)
        for name in (CHECKPOINT, VERIFIER, KEPT, FOLDER, STAMPS):
            if (data.published / name).exists():
                (data.published / name).rename(aside / name)
        for folder in (aside, data.published):
            sync(folder)
        if origin:
            keys.make(data, "log", f"{_NUMBERED.sub('', origin)}/{number + 1}")


def _retire_key(data: DataFolder, number: int) -> str:
    """The name of the key that was put aside; empty where there is none."""
    path, known = keys.key_file(data, "log"), keys.known_signer(data, "log")
    if known is None:
        return ""
    path.rename(path.with_name(f"log-{number}.key"))
    sync(path.parent)
    return known.name


def kept_checkpoints(data: DataFolder) -> list[Checkpoint]:
    """Every checkpoint that was signed, the smallest tree first. Raises WarraqError for one that is damaged."""
    signer, found = keys.known_signer(data, "log"), set()
    for path in (*(data.published / KEPT).glob("[0-9]*"), data.published / CHECKPOINT):
        content = content_of(path)
        if content is not None:
            found.add(_checkpoint_in(path, content, signer))
    return sorted(found, key=lambda checkpoint: checkpoint.size)


def published_head(data: DataFolder) -> tuple[Checkpoint, str] | None:
    """The checkpoint that is published, and the verifier key beside it as text; None where there is none to be read."""
    try:
        note = Note.parse((data.published / CHECKPOINT).read_bytes())
        return Checkpoint.parse(note.text), (data.published / VERIFIER).read_text(encoding="ascii").strip()
    except (OSError, ValueError, BadNote):
        return None


def tree_head(
    connection: sqlite3.Connection, published: Path | None = None, record: sqlite3.Connection | None = None
) -> Checkpoint:
    """How many leaves the log of a record or a download has, and its root; the origin is empty. Where it begins with
    the log of a folder `published`, as is known from the `record` that it is a copy of, only what came since is
    hashed."""
    size = log.size(connection)
    known = published_tree(connection, published / CHECKPOINT, record) if published else None
    return Checkpoint("", size, _demand_grown(connection, size, [], known))


def _signer(data: DataFolder, public_address: str) -> Signer:
    known = keys.known_signer(data, "log")
    if known is None and (data.published / CHECKPOINT).exists():
        raise BadConfiguration(
            f"A log was published, and {keys.key_file(data, 'log')}, which signed it, is not there. Put it back, or"
            f" begin another log: {ANEW}"
        )
    return known or keys.signer(data, "log", public_address)


def _checkpoint_in(path: Path, content: bytes, signer: Signer | None) -> Checkpoint:
    try:
        note = Note.parse(content)
        found = Checkpoint.parse(note.text)
    except BadNote as problem:
        raise WarraqError(
            f"{path} is damaged. {problem} Restore it from a backup, or begin another log: {ANEW}"
        ) from problem
    if signer is None or not note.is_signed_by(signer.verifier):
        raise BadConfiguration(
            f"{path} was not signed by the key of this archive, or was changed since. Put back what was there, or begin"
            f" another log: {ANEW}"
        )
    return found


def _known(published: PublishedTree | None, kept: list[Checkpoint]) -> PublishedTree | None:
    """What is published, where every checkpoint that was signed is of a beginning of it."""
    if published is None or any(one.size > published.size for one in kept):
        return None
    is_one = all(root(one.size, published.node) == one.root for one in kept)
    return published if is_one else None


def _demand_grown(
    record: sqlite3.Connection, size: int, kept: list[Checkpoint], known: PublishedTree | None = None
) -> bytes:
    """The root at `size`; every kept checkpoint was met on the way, unless they are `known` to be. Raises
    LogRewritten."""
    if kept and kept[-1].size > size:
        raise _rewritten(f"it has {size} leaves, and {kept[-1].size} were signed")
    if known and known.size > size:
        known = None
    tree = known.frontier() if known else Frontier()
    entries = _entries(record, tree.size, size)
    for checkpoint in [] if known else kept:
        _grow(tree, entries, checkpoint.size)
        if tree.root() != checkpoint.root:
            raise _rewritten(f"its first {checkpoint.size} leaves are not those that were signed")
    _grow(tree, entries, size)
    return tree.root()


def _grow(tree: Frontier, entries: Iterator[bytes], size: int) -> None:
    for entry in islice(entries, size - tree.size):
        tree.append(leaf_hash(entry))
    if tree.size != size:
        raise _rewritten(f"leaf {tree.size} is not in it")


def _rewritten(what: str) -> LogRewritten:
    return LogRewritten(
        f"The log is not what was signed before: {what}. Nothing was signed. Was the record restored from a backup,"
        f" begin another log: {ANEW}. If not, somebody changed it: restore it, and ask who."
    )


def _size_in(snapshot: Path) -> int:
    with closing(open_readonly(snapshot)) as connection:
        return log.size(connection)


def _entries(record: sqlite3.Connection, first: int, end: int) -> Iterator[bytes]:
    for upto in range(first, end, _CHUNK):
        yield from list(log.entries(record, upto, min(upto + _CHUNK, end)))


def _tiles(record: sqlite3.Connection, size: int, known: PublishedTree | None) -> Iterator[Tile]:
    """The tiles that a checkpoint stands over, but for those that are full in what is known to be published."""
    start = known.size - known.size % WIDTH if known else 0
    return tiles_of(_entries(record, start, size), start, known.node if known else None)


def _publish(published: Path, tiles: Iterator[Tile], found: Checkpoint, signer: Signer) -> None:
    """Write what a checkpoint stands over, then it. A tile of the right size may be of a record that was there before:
    what counts is its content."""
    folder, full = DurableFolder(published), []
    for tile in tiles:
        folder.put(tile.path, tile.content)
        if PARTIAL not in tile.path:
            full.append(published / f"{tile.path}{PARTIAL}")
    note = _signed_before(published, found) or f"{found.text}\n{signer.sign(found.text)}".encode()
    folder.put(VERIFIER, f"{signer.verifier}\n".encode())
    folder.put(f"{KEPT}/{found.size}", note)
    folder.settle()
    folder.put(CHECKPOINT, note)
    folder.settle()
    for partial in full:
        if partial.is_dir():
            shutil.rmtree(partial)


def _signed_before(published: Path, found: Checkpoint) -> bytes | None:
    """The same checkpoint as it is kept, with what others have cosigned; None where it was not signed yet."""
    content = content_of(published / KEPT / str(found.size))
    return content if content is not None and Note.parse(content).text == found.text else None


def _cannot_write(published: Path, problem: OSError) -> WarraqError:
    if is_disk_full(problem):
        return DiskFull(f"The disk of {published} is full. The log was not signed; free some room and try again.")
    return BadConfiguration(f"{published} cannot be written ({problem.strerror}). The log was not signed.")
