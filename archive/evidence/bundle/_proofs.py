"""The proofs of a bundle: from each leaf of the log about an article to the checkpoint that the archive signed.

A leaf covers only what never changes (archive.evidence.records). Nothing is handed out that does not hold: each proof
is checked here, as whoever gets it does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.errors import WarraqError
from archive.evidence.bundle._rows import ArticleRows
from archive.evidence.leaves import Leaf, leaves
from archive.evidence.merkle import Node, consistency_proof, inclusion_proof, is_consistent, is_included, leaf_hash
from archive.evidence.notes import Checkpoint, Note
from archive.evidence.tiles import node_from
from archive.evidence.timestamps import stamps_of
from archive.sqlite import column

CHECKPOINT, KEPT, KEY = "checkpoint", "checkpoints", "log.vkey"
LARGEST = 64 * 1024
ABOUT = "SELECT n FROM log WHERE kind = ? AND ref = ? ORDER BY n"


@dataclass(frozen=True, slots=True)
class Proof:
    """A leaf, and the hashes that lead from it to the root."""

    leaf: Leaf
    path: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Proofs:
    """`checkpoint` is what the archive signed, `note` its bytes with every signature under it, `key` the archive's
    public one. `unsigned` counts leaves that came after it. `earlier` is the first checkpoint kept that has a leaf of
    the article, with its note and the hashes that show it to be the beginning of this one; None where this is it.
    `stamps` are the timestamps of others for the checkpoint, by the names of their files."""

    checkpoint: Checkpoint
    note: bytes
    key: bytes
    proofs: Sequence[Proof]
    unsigned: int
    earlier: tuple[Checkpoint, bytes, Sequence[bytes]] | None = None
    leaf_of: Mapping[tuple[str, int], int] = field(default_factory=dict)
    stamps: Mapping[str, bytes] = field(default_factory=dict)

    def as_record(self) -> dict[str, object]:
        """As `warraq/proofs.json` has it; hashes in hexadecimal."""
        earlier = self.earlier and {
            "size": self.earlier[0].size,
            "root": self.earlier[0].root.hex(),
            "path": [step.hex() for step in self.earlier[2]],
        }
        return {
            "origin": self.checkpoint.origin,
            "size": self.checkpoint.size,
            "root": self.checkpoint.root.hex(),
            "unsigned": self.unsigned,
            "earlier": earlier,
            "leaves": [_leaf(proof) for proof in self.proofs],
        }


def _leaf(proof: Proof) -> dict[str, object]:
    leaf = proof.leaf
    described = {"n": leaf.n, "kind": leaf.kind, "ref": leaf.ref, "record": leaf.record if leaf.holds else None}
    return {**described, "entry": leaf.entry.hex(), "path": [step.hex() for step in proof.path]}


def proofs_of(connection: sqlite3.Connection, published: Path, known: ArticleRows) -> Proofs | None:
    """None where no checkpoint was published, or the record is not the one that it is of."""
    try:
        note = _read(published / CHECKPOINT)
        checkpoint = Checkpoint.parse(Note.parse(note).text)
        node = node_from(lambda path: _read(published / path), checkpoint.size)
        about = sorted(_about(connection, known))
        signed = [n for n in about if n < checkpoint.size]
        proofs = [_proof(connection, n, checkpoint, node) for n in signed]
        earlier = _earlier(published, signed, checkpoint, node)
        key = _read(published / KEY)
    except (OSError, WarraqError, ValueError):  # Half written, of another record, or by nobody: no proof is handed out.
        return None
    leaf_of: dict[tuple[str, int], int] = {(proof.leaf.kind, proof.leaf.ref): proof.leaf.n for proof in proofs}
    if not proofs:
        return None
    stamps = stamps_of(published, checkpoint.size)
    return Proofs(checkpoint, note, key, proofs, len(about) - len(signed), earlier, leaf_of, stamps)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST)


def _about(connection: sqlite3.Connection, known: ArticleRows) -> Iterator[int]:
    """The leaves about an article's rows, and those that say of them that something was taken out."""
    rows = [("described", known.article)]
    rows += [(kind, one) for kind in ("capture", "held") for one in known.captures]
    rows += [(kind, one) for kind in ("version", "reread") for one in known.versions]
    for kind, row in rows:
        for n in column(connection, int, ABOUT, (kind, row["id"])):
            yield n
            yield from column(connection, int, ABOUT, ("redacted", n))


def _proof(connection: sqlite3.Connection, n: int, checkpoint: Checkpoint, node: Node) -> Proof:
    leaf = next(leaves(connection, n, n + 1))
    path = inclusion_proof(n, checkpoint.size, node)
    if not is_included(leaf_hash(leaf.entry), n, checkpoint.size, path, checkpoint.root):
        raise ValueError(f"Leaf {n} is not in the tree that was signed.")
    return Proof(leaf, path)


def _earlier(
    published: Path, signed: Sequence[int], now: Checkpoint, node: Node
) -> tuple[Checkpoint, bytes, Sequence[bytes]] | None:
    sizes = sorted(int(path.name) for path in (published / KEPT).glob("[0-9]*") if path.name.isdigit())
    size = next((one for one in sizes if signed and signed[0] < one < now.size), None)
    if size is None:
        return None
    note = _read(published / KEPT / str(size))
    before = Checkpoint.parse(Note.parse(note).text)
    path = consistency_proof(before.size, now.size, node)
    if not is_consistent(before.size, before.root, now.size, now.root, path):
        raise ValueError("An earlier checkpoint is not the beginning of this one.")
    return before, note, path
