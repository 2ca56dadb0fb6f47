"""A log of made-up leaves, and what anybody checks of the files published of it."""

from contextlib import closing
from pathlib import Path

from archive.data_folder import DataFolder
from archive.evidence import log
from archive.evidence.merkle import HASH_BYTES, Frontier, leaf_hash, root
from archive.evidence.notes import Checkpoint, Note, Verifier
from archive.evidence.records import entry_of
from archive.evidence.tiles import ENTRIES, entries_in, node_from, path_of, width_of
from archive.record.store import open_record
from archive.sqlite import transaction


def grow(data: Path, count: int, name: str = "a") -> None:
    """Append so many leaves, whose entries follow from their numbers and the name."""
    DataFolder(data).make()
    with closing(open_record(data / "warraq.db")) as store, transaction(store.db):
        first = log.size(store.db.conn)
        rows = [(n, entry_of(f"{name} {n}")) for n in range(first, first + count)]
        store.db.conn.executemany("INSERT INTO log VALUES(?, 'redacted', 0, NULL, ?, '')", rows)


def cut(data: Path, size: int) -> None:
    """Bring the record back to what it was at so many leaves."""
    with closing(open_record(data / "warraq.db")) as store:
        store.db.execute("DELETE FROM log WHERE n >= ?", (size,))


def verified(published: Path, checkpoint: str = "checkpoint") -> Checkpoint:
    """A checkpoint whose signature, tiles and entries hold, as somebody sees it who has the folder alone."""
    verifier = Verifier.parse((published / "log.vkey").read_text())
    note = Note.parse((published / checkpoint).read_bytes())
    found = Checkpoint.parse(note.text)
    assert note.is_signed_by(verifier)
    assert found.origin == verifier.name
    assert root(found.size, node_from(lambda path: (published / path).read_bytes(), found.size)) == found.root
    tree = Frontier()
    for index in range(-(-found.size // 256)):
        width = width_of(0, index, found.size)
        entries = entries_in((published / path_of(ENTRIES, index, width)).read_bytes())
        hashes = b"".join(map(leaf_hash, entries))
        assert (published / path_of(0, index, width)).read_bytes() == hashes
        assert len(hashes) == width * HASH_BYTES
        for entry in entries:
            tree.append(leaf_hash(entry))
    assert tree.root() == found.root
    return found
