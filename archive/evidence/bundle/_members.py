"""The records of an article cut from our WARC files as they are stored: whole gzip members, no byte changed.

Every capture is read back first and held against its row; one that is not what its row says is told of and left out.
Of a revisit the record with the body comes along, in front of it.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from archive.evidence.bundle._rows import ArticleRows, Fields
from archive.warc.kept_record import NotKept, path_of, read_kept, stored_bytes

# What a read-back can find, beside archive.warc.kept_record.Fault: another address or other bytes than the row's; and
# that it was taken out of the archive.
OTHER_RECORD, OTHER_BYTES, REDACTED = "other_record", "sha256", "redacted"
STAYS = frozenset({"id", "outlet", "fetched_at", "status", "via", "received_at", "clock"})
CaptureAt = Callable[[str, int], Fields | None]


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of one of our files: `before` bytes of records that belong to the record behind them, then that record."""

    warc_file: str
    offset: int
    length: int
    before: int = 0

    @property
    def whole(self) -> int:
        return self.before + self.length


@dataclass(slots=True)
class Cut:
    """A capture, and its place in the bundle's WARC file: `start` of all of it, `at` of its record; None where nothing
    of it is there. `fault`: why not, empty where nothing was kept. `named` are the fields of its WARC record, by small
    letters; `head` is status line and headers of the answer."""

    capture: Fields
    piece: Piece | None = None
    fault: str = ""
    start: int | None = None
    at: int | None = None
    named: dict[str, str] = field(default_factory=dict)
    head: str = ""


@dataclass(slots=True)
class Plan:
    """What the bundle's WARC file holds, in its order."""

    cuts: list[Cut]
    pieces: list[Piece]

    @property
    def length(self) -> int:
        return sum(piece.whole for piece in self.pieces)


def plan(folder: Path, known: ArticleRows, capture_at: CaptureAt) -> Plan:
    """Read every capture back. `capture_at` finds the row of a record by its file and offset.

    One body is in memory at a time.
    """
    found, starts, pieces, end = [], dict[Piece, int](), list[Piece](), 0
    for capture in known.captures:
        if ("capture", capture["id"]) in known.redacted:
            found.append(Cut(_stub(capture), fault=REDACTED))
            continue
        cut, needed = _read(folder, capture, capture_at)
        for piece in needed:
            if piece not in starts:
                starts[piece], end = end, end + piece.whole
                pieces.append(piece)
        if cut.piece is not None:
            cut.start = starts[cut.piece]
            cut.at = cut.start + cut.piece.before
        found.append(cut)
    return Plan(found, pieces)


def _stub(capture: Fields) -> Fields:
    """What is told of a capture that was taken out, whatever its row still says."""
    return {name: value if name in STAYS else "" for name, value in capture.items()}


def _read(folder: Path, capture: Fields, capture_at: CaptureAt) -> tuple[Cut, list[Piece]]:
    if not capture["warc_file"]:
        return Cut(capture), []
    piece = _piece(capture)
    try:
        record = read_kept(folder, piece.warc_file, piece.offset, piece.length)
    except NotKept as problem:
        return Cut(capture, fault=problem.fault), []
    if unquote(record.url) != unquote(str(capture["url"])):
        return Cut(capture, fault=OTHER_RECORD), []
    if hashlib.sha256(record.payload).hexdigest() != capture["body_sha256"]:
        return Cut(capture, fault=OTHER_BYTES), []
    needed = [piece]
    if record.original:
        original = record.original
        row = capture_at(original.warc_file, original.offset)
        if row and not row["url"]:
            return Cut(capture, fault=REDACTED), []
        needed.insert(0, _piece(row) if row else Piece(original.warc_file, original.offset, original.length))
    return Cut(capture, piece, named=record.named, head=record.answer_head), needed


def _piece(capture: Fields) -> Piece:
    before = int(capture.get("warc_before") or 0)
    offset, length = int(capture["warc_offset"] or 0), int(capture["warc_length"] or 0)
    return Piece(str(capture["warc_file"]), offset, length, before)


def stored(folder: Path, piece: Piece) -> Iterator[bytes]:
    """The bytes of a piece. Raises NotKept where its file is not there, or ends before it does."""
    return stored_bytes(path_of(folder, piece.warc_file), piece.offset - piece.before, piece.whole)
