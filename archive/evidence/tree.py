"""What is published of the log held against its entries: every tile, every checkpoint that was ever signed, the key.

The entries are those of the record; of a folder of downloads alone, those of its own bundles.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.errors import WarraqError
from archive.evidence import log
from archive.evidence.checkpoint import CHECKPOINT, KEPT, VERIFIER
from archive.evidence.findings import Archive, Bad, Cursor, Step
from archive.evidence.merkle import HASH_BYTES, Frontier, leaf_hash
from archive.evidence.notes import BadNote, Checkpoint, Note, Verifier
from archive.evidence.tiles import (
    ENTRIES,
    FOLDER,
    PARTIAL,
    WIDTH,
    BadTile,
    Tile,
    entries_in,
    path_of,
    tiles_of,
)

LEAVES, BUNDLES = f"{FOLDER}/0/", f"{FOLDER}/{ENTRIES}/"
ENTRY_BYTES = 36  # with its length before it
# One entry that is not there moves all that come behind it.
MOST_TOLD = 200
Entries = Callable[[int], Iterator[bytes]]


class _BadBundleError(Exception):
    """A bundle of entries that cannot be read; `path` is its place in the folder."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(why)
        self.path = path


class Tree:
    """Of a folder of downloads. With `of_record` its tiles are held against the record's log; `key` is that of the
    archive, where it is known. Quick enough for every night: a million entries take three seconds."""

    def __init__(self, folder: Path, *, of_record: bool, key: str = "") -> None:
        self._folder, self._of_record, self._key = folder, of_record, key

    def total(self, archive: Archive) -> int:
        return log.size(archive.record) // WIDTH if self._of_record else 0

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        if after is None and self._is_signed():
            bad, size = list[Bad](), log.size(archive.record) if self._of_record else None
            source = partial(log.entries, archive.record, 0) if self._of_record else self._bundled
            for name, why in islice(self._wrong(source, size), MOST_TOLD):
                bad.append({"what": "log", "where": f"{self._folder.name}/{name}", "why": why})
            yield Step(1, len(list(self._files())), bad)

    def _is_signed(self) -> bool:
        """Was there ever a checkpoint? The key of an archive is made when it signs for the first time."""
        return bool(self._key) or (self._folder / CHECKPOINT).exists() or any(self._folder.glob(f"{KEPT}/*"))

    def _wrong(self, entries: Entries, size: int | None) -> Iterator[tuple[str, str]]:
        """Names of files and what is wrong with each."""
        found: dict[str, Checkpoint] = {}
        yield from self._read(found, self._checkpoints())
        if CHECKPOINT in found and (kept := f"{KEPT}/{found[CHECKPOINT].size}") not in self._checkpoints():
            yield kept, f"It is not there, and {CHECKPOINT} is a copy of it."
        if CHECKPOINT in found and (newest := max(one.size for one in found.values())) > found[CHECKPOINT].size:
            yield CHECKPOINT, f"It is of {found[CHECKPOINT].size} entries, and one of {newest} was signed."
        if not found:
            return
        try:
            yield from _roots(found, entries, size)
            yield from self._tiles(entries, _largest(found, size))
        except _BadBundleError as problem:
            yield problem.path, str(problem)

    def of_download(self, record: sqlite3.Connection) -> Iterator[tuple[str, str]]:
        """The same of the checkpoint beside a downloaded file: that of its size, else the newest."""
        size = log.size(record)
        kept = f"{KEPT}/{size}"
        found: dict[str, Checkpoint] = {}
        yield from self._read(found, [kept if (self._folder / kept).exists() else CHECKPOINT])
        for name, checkpoint in found.items():
            if checkpoint.size != size:
                yield name, f"It is of {checkpoint.size} entries, and the file has {size}. Fetch {kept} of its archive."
            if checkpoint.size <= size:
                yield from _roots(found, lambda end: log.entries(record, 0, end), size)

    def _read(self, found: dict[str, Checkpoint], names: list[str]) -> Iterator[tuple[str, str]]:
        """Fill `found` with the checkpoints of these names; what is wrong with one keeps it out."""
        verifier, why = self._verifier()
        if why:
            yield VERIFIER, why
        if verifier is None:
            return
        for name in names:
            try:
                found[name] = self._checkpoint(name, verifier)
            except FileNotFoundError:
                yield name, "It is not there."
            except (OSError, WarraqError) as problem:
                yield name, str(problem)

    def _verifier(self) -> tuple[Verifier | None, str]:
        """The key to check by, that of the archive where it is known; and what is wrong with the published one."""
        known = Verifier.parse(self._key) if self._key else None
        try:
            text = (self._folder / VERIFIER).read_text(encoding="utf-8")
            published = Verifier.parse(text)
        except (OSError, ValueError, WarraqError) as problem:
            why = getattr(problem, "strerror", None) or problem
            return known, f"The key that the log is signed with cannot be read ({why})."
        if text == f"{known or published}\n":
            return known or published, ""
        return known or published, "It is not the key of this archive." if known else "It is not what Warraq writes."

    def _checkpoints(self) -> list[str]:
        kept = sorted(self._folder.glob(f"{KEPT}/*"), key=lambda path: path.name.zfill(20))
        return [*(f"{KEPT}/{path.name}" for path in kept), CHECKPOINT]

    def _checkpoint(self, name: str, verifier: Verifier) -> Checkpoint:
        note = Note.parse((self._folder / name).read_bytes())
        if not note.is_signed_by(verifier):
            raise BadNote(f"It is not signed by the key of {VERIFIER}, or was changed since.")
        found = Checkpoint.parse(note.text)
        if name not in (CHECKPOINT, f"{KEPT}/{found.size}"):
            raise BadNote(f"It is of {found.size} entries.")
        return found

    def _bundled(self, end: int) -> Iterator[bytes]:
        """The entries as the bundles of the folder have them. Raises _BadBundleError."""
        for index in range(-(-end // WIDTH)):
            path = path_of(ENTRIES, index, min(WIDTH, end - index * WIDTH))
            try:
                yield from entries_in((self._folder / path).read_bytes())
            except (OSError, BadTile) as problem:
                raise _BadBundleError(path, f"It cannot be read ({problem}).") from problem

    def _files(self) -> Iterator[str]:
        found = (path for path in (self._folder / FOLDER).rglob("*") if path.is_file())
        return (path.relative_to(self._folder).as_posix() for path in found)

    def _tiles(self, entries: Entries, size: int) -> Iterator[tuple[str, str]]:
        unknown = set(self._files())
        for tile in tiles_of(entries(size)):
            for name, content in _with_narrower(tile, unknown):
                unknown.discard(name)
                if not (self._folder / name).is_file():
                    yield name, "It is not there."
                elif (self._folder / name).read_bytes() != content:
                    yield name, "It is not what the entries of the log give there."
                    # Of a folder alone nobody knows which of the two it is.
                    if name.startswith(LEAVES) and not self._of_record:
                        yield name.replace(LEAVES, BUNDLES, 1), f"Its entries are not those of {name}."
        for name in sorted(unknown):
            yield name, "It is no part of the tree."


def _with_narrower(tile: Tile, there: set[str]) -> Iterator[tuple[str, bytes]]:
    """A tile, and what is left of it from when it was narrower."""
    yield tile
    whole, _, width = tile.path.partition(PARTIAL)
    each = ENTRY_BYTES if tile.path.startswith(BUNDLES) else HASH_BYTES
    for narrower in range(1, int(width.lstrip("/") or WIDTH)):
        name = f"{whole}{PARTIAL}/{narrower}"
        if name in there:
            yield name, tile.content[: narrower * each]


def _roots(found: dict[str, Checkpoint], entries: Entries, size: int | None) -> Iterator[tuple[str, str]]:
    """Every checkpoint against the root of as many entries."""
    tree, rest = Frontier(), entries(_largest(found, size))
    for name, checkpoint in sorted(found.items(), key=lambda named: named[1].size):
        if size is not None and checkpoint.size > size:
            yield name, f"It is of {checkpoint.size} entries, and the log has {size}: some were taken out of it."
            continue
        for entry in islice(rest, checkpoint.size - tree.size):
            tree.append(leaf_hash(entry))
        if tree.size != checkpoint.size or tree.root() != checkpoint.root:
            yield name, f"The first {checkpoint.size} entries of the log are not those that were signed."


def _largest(found: dict[str, Checkpoint], size: int | None) -> int:
    """Of the checkpoints that a log of so many entries can have."""
    return max((one.size for one in found.values() if size is None or one.size <= size), default=0)
