"""The evidence of several articles in one WACZ: one WARC file cut from ours, and a folder for each article."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import IO

from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder
from archive.evidence.bundle._index import cdx_lines, page_lines
from archive.evidence.bundle._members import Cut, Piece, Plan, plan
from archive.evidence.bundle._package import Package
from archive.evidence.bundle._proofs import proofs_of
from archive.evidence.bundle._rows import ArticleRows, article_rows, capture_at
from archive.evidence.bundle.bundle import WARC, BundleTooLong, OnBytes, add_article, measured, pieces_of, titles_of

NAME = "captures.wacz"


@dataclass(frozen=True, slots=True)
class Bundles:
    """What was made; `missing` are the numbers of articles that the record does not have, `left_out` counts captures
    whose bytes are not as they were recorded, or not there."""

    articles: int
    missing: tuple[int, ...]
    bytes: int
    sha256: str
    captures: int
    versions: int
    left_out: int


def make_bundles(
    connection: sqlite3.Connection,
    data: DataFolder,
    ids: Sequence[int],
    target: IO[bytes],
    title: str,
    on_bytes: OnBytes = lambda *_: None,
    *,
    longest: int | None = None,
) -> Bundles:
    """Write one WACZ of these articles to `target`, which can be read and sought: the records of all of them once, and
    `warraq/ID/` of each as its own bundle has `warraq/`. Raises NotKept where a WARC file breaks meanwhile,
    BundleTooLong past `longest` bytes of captures."""
    rows = [(one, article_rows(connection, one)) for one in ids]
    known = [found for _, found in rows if found is not None]
    plans = [plan(data.warc, one, partial(capture_at, connection)) for one in known]
    whole = _together(plans)
    if longest is not None and whole.length > longest:
        raise BundleTooLong(f"The captures of these articles are more than {longest >> 20} MB.")
    package = Package(target)
    package.add_pieces(WARC, pieces_of(data.warc, whole, on_bytes), whole.length)
    package.add("indexes/index.cdx", cdx_lines(whole.cuts, WARC.removeprefix("archive/")))
    titles = {number: name for one in known for number, name in titles_of(one).items()}
    package.add("pages/pages.jsonl", page_lines(whole.cuts, titles, title))
    for one, cut in zip(known, plans, strict=True):
        add_article(package, one, cut.cuts, proofs_of(connection, data.published, one), NAME, f"warraq/{number(one)}/")
    package.add("warraq/sha256sums.txt", package.sha256().encode())
    newest = max((one.newest for one in known), default="1980-01-01T00:00:00Z")
    created = newest if "T" in newest else f"{newest}T00:00:00Z"
    package.finish({"title": title, "created": created, "software": f"warraq/{version('warraq')}"})
    size, digest = measured(target)
    missing = tuple(one for one, found in rows if found is None)
    versions, left_out = sum(len(one.versions) for one in known), sum(bool(cut.fault) for cut in whole.cuts)
    return Bundles(len(known), missing, size, digest, len(whole.cuts), versions, left_out)


def number(known: ArticleRows) -> int:
    """Its number in the archive."""
    return int(known.article["id"] or 0)


def _together(plans: Sequence[Plan]) -> Plan:
    """One plan of all of them: a record that several need stands there once. Their cuts get their new places."""
    starts, end = dict[Piece, int](), 0
    for piece in (piece for one in plans for piece in one.pieces):
        if piece not in starts:
            starts[piece], end = end, end + piece.whole
    cuts: dict[int, Cut] = {}
    for cut in (cut for one in plans for cut in one.cuts):
        if cut.piece is not None:
            cut.start = starts[cut.piece]
            cut.at = cut.start + cut.piece.before
        cuts.setdefault(int(cut.capture["id"] or 0), cut)
    return Plan(list(cuts.values()), list(starts))
