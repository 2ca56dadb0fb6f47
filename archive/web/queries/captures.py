"""One capture, all captures of its article or address, and what each of them found there, as the record proves it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

from archive.record.redactions import redaction_of
from archive.record.rows import KeptCaptureRow
from archive.sqlite import column
from archive.versions.checks import LISTED_COLUMNS, ListedCapture
from archive.web.queries.articles import MOST_CAPTURES, version_text
from archive.web.queries.capture_rows import Noted, noted_of
from archive.web.queries.outlets import OutletTitles
from archive.web.queries.rows import Connection, row, rows
from archive.web.queries.version_history import TrailVersion, holds_text, trail

ONE = """
SELECT {columns}, o.title AS outlet_title, o.title_en AS outlet_title_en
FROM captures c JOIN outlets o ON o.name = c.outlet WHERE c.id = ?
""".format(columns=", ".join(f"c.{column}" for column in KeptCaptureRow.__annotations__))
LISTED = f"SELECT {LISTED_COLUMNS} FROM captures"  # noqa: S608 - columns from beside
OF_ARTICLE = f"{LISTED} WHERE article_id = ? ORDER BY fetched_at DESC, id DESC LIMIT ?"
OF_ADDRESS = f"{LISTED} WHERE url = ? AND article_id IS NULL ORDER BY fetched_at DESC, id DESC LIMIT ?"
# The newest that shows the page, else the newest.
NEWEST = """
SELECT id FROM captures WHERE article_id = ?
ORDER BY status = 200 AND warc_file <> '' AND coalesce(held, '') = '' DESC, fetched_at DESC, id DESC LIMIT 1
"""
ARTICLE = "SELECT id, title, url, lang, published_day, status FROM articles WHERE id = ?"

# first, edit …: the kinds of the version that was read from it. unchanged: the server said so. same_bytes: the bytes
# are those of the page before. no_version: other bytes, of which no new version came. other_bytes: the same of an
# address that is no article's. held: it was not taken for the page that was asked for. absent, moved, refused: the
# server's answer. no_answer: none came.
Found = str
DIFFERENT = frozenset(
    {"first", "edit", "revert", "alternates", "repeat", "cosmetic", "unsettled", "given", "other_bytes"}
)
ANSWERS = {304: "unchanged", 404: "absent", 410: "absent"}
WITHOUT_PAGE = frozenset({"held", "absent", "refused", "no_answer"})


class CaptureOfOutlet(KeptCaptureRow, OutletTitles):
    """ONE: a capture and the names of its outlet."""


class CapturedArticle(TypedDict):
    """ARTICLE: the article a capture is of."""

    id: int
    title: str
    url: str
    lang: str
    published_day: str
    status: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A capture among the others: what it found, and the number of the version that was read from it, 0 for none."""

    capture: ListedCapture
    found: Found
    version: int

    @property
    def mark(self) -> str:
        """How the line draws it: different, without_page, or same."""
        if self.found in DIFFERENT:
            return "different"
        return "without_page" if self.found in WITHOUT_PAGE else "same"


@dataclass(frozen=True, slots=True)
class CaptureWithOthers:
    """A capture; its article and the versions (None and empty where it is no article's); the captures beside it, newest
    first, at most MOST_CAPTURES; `is_cut` where there are older ones. `title` is the headline that was read from it,
    else the article's.
    """

    capture: CaptureOfOutlet
    article: CapturedArticle | None
    versions: list[TrailVersion]
    others: list[Seen]
    is_cut: bool
    title: str
    noted: Noted | None


def capture_with_others(connection: Connection, capture_id: int) -> CaptureWithOthers | None:
    """None where the record has no capture of this number."""
    capture = capture_of_outlet(connection, capture_id)
    if capture is None:
        return None
    article_id = capture["article_id"]
    article = row(connection, CapturedArticle, ARTICLE, (article_id,)) if article_id else None
    versions = trail(connection, article_id) if article_id else []
    sql, of = (OF_ARTICLE, article_id) if article_id else (OF_ADDRESS, capture["url"])
    listed = rows(connection, ListedCapture, sql, (of, MOST_CAPTURES + 1))
    is_cut = len(listed) > MOST_CAPTURES
    others = seen(listed[:MOST_CAPTURES], versions, of_article=article is not None, whole=not is_cut)
    title = _title(connection, capture, article, versions)
    return CaptureWithOthers(capture, article, versions, others, is_cut, title, noted_of(connection, capture_id))


def _title(
    connection: Connection, capture: KeptCaptureRow, article: CapturedArticle | None, versions: Iterable[TrailVersion]
) -> str:
    if article is None:
        return ""
    read = next((one["n"] for one in versions if one["capture_id"] == capture["id"] and holds_text(one)), None)
    version = version_text(connection, article["id"], read) if read else None
    return version["title"] if version else article["title"]


def capture_of_outlet(connection: Connection, capture_id: int) -> CaptureOfOutlet | None:
    """None where the record has no capture of this number, or its bytes were taken out."""
    if redaction_of(connection, "capture", capture_id):
        return None
    return row(connection, CaptureOfOutlet, ONE, (capture_id,))


def newest_capture(connection: Connection, article_id: int) -> int | None:
    """The newest capture of an article that holds its page, else its newest."""
    return next(column(connection, int, NEWEST, (article_id,)), None)


def seen(
    listed: Sequence[ListedCapture], versions: Iterable[TrailVersion], *, of_article: bool, whole: bool
) -> list[Seen]:
    """What each of these captures found, newest first as they came; `whole`: none is older than the last of them."""
    read = {one["capture_id"]: one for one in versions if holds_text(one)}
    found: list[Seen] = []
    before: str | None = None
    for capture in reversed(listed):
        version = read.get(capture["id"])
        kind = _found(capture, version, before, of_article=of_article)
        if kind == "other_bytes" and capture["via"] == "given":
            kind = "given"
        elif kind == "other_bytes" and before is None and whole:
            kind = "first"
        found.append(Seen(capture, kind, version["n"] if version else 0))
        if kind != "held" and capture["status"] in (0, 200) and capture["body_sha256"]:
            before = capture["body_sha256"]
    return found[::-1]


def _found(capture: ListedCapture, version: TrailVersion | None, before: str | None, *, of_article: bool) -> Found:
    if version is not None:
        return version["kind"]
    if capture["held"] and capture["status"] == 200:
        return "held"
    if capture["body_sha256"] and capture["status"] in (0, 200):
        other = "no_version" if of_article else "other_bytes"
        return "same_bytes" if capture["body_sha256"] == before else other
    if capture["error"] or not capture["status"]:
        return "no_answer"
    return ANSWERS.get(capture["status"], "moved" if 300 <= capture["status"] < 400 else "refused")
