"""An older capture fills an article's past: it widens the time a known text stood, or becomes a version between others.

The present text, its index row and its status are never touched.
"""

from collections.abc import Sequence

from archive.ingest._read_page import ReadPage
from archive.ingest._text_work import TextWork
from archive.model import Page, Reading
from archive.record.rows import ArticleRow, VersionRow
from archive.record.store import Store
from archive.times import stamp
from archive.versions.compare import Change, Fingerprint, compare

TEXTS = (
    "SELECT v.*, t.title AS old_title, t.body AS old_body FROM versions v JOIN version_texts t ON t.id = v.id"
    " WHERE v.article_id = ? AND v.kind NOT IN ('gone', 'back', 'given') ORDER BY v.seen_at, v.n"
)


class VersionWithText(VersionRow):
    """A version, and the text it stands for wherever that is kept."""

    old_title: str
    old_body: str


def fill_past(store: Store, article: ArticleRow, read: ReadPage) -> str:
    """Returns `edit` where a text was met that the archive did not have, else empty."""
    reading, fingerprint, at = read.reading, read.fingerprint, stamp(read.page.fetched_at)
    store.db.execute("UPDATE articles SET first_seen_at = min(first_seen_at, ?) WHERE id = ?", (at, article["id"]))
    texts = list(store.rows(VersionWithText, TEXTS, article["id"]))
    before, after = _neighbours(texts, at)
    for neighbour in (before, after):
        if neighbour and neighbour["words_sha256"] == fingerprint.words_sha256:
            store.widen_version(neighbour["id"], read.page.fetched_at)
            if read.page.via == "crawl":
                store.prefer_own(neighbour, read.capture_id)
            return ""
    earlier = [row["words_sha256"] for row in texts if row["seen_at"] <= at]
    read.add_version(store, article["id"], _change(before, read, earlier) if before else Change("first"))
    store.db.execute(
        "UPDATE versions SET title = ?, body = ? WHERE article_id = ? AND n ="
        " (SELECT versions FROM articles WHERE id = ?)",
        (reading.title, reading.text, article["id"], article["id"]),
    )
    if after and after["kind"] != "extractor":
        _change_after(store, after, read, earlier)
    return "edit"


def past_work(store: Store, article: ArticleRow, page: Page, reading: Reading) -> TextWork:
    """What `fill_past` will ask of texts: how they differ from the one before and the one after."""
    text = (reading.title, reading.text)
    before, after = _neighbours(list(store.rows(VersionWithText, TEXTS, article["id"])), stamp(page.fetched_at))
    pairs = []
    if before:
        pairs.append(((before["old_title"], before["old_body"]), text))
    if after:
        pairs.append((text, (after["old_title"], after["old_body"])))
    return TextWork((text,), tuple(pairs))


def _neighbours(texts: Sequence[VersionWithText], at: str) -> tuple[VersionWithText | None, VersionWithText | None]:
    before = next((row for row in reversed(texts) if row["seen_at"] <= at), None)
    return before, next((row for row in texts if row["seen_at"] > at), None)


def _change(before: VersionWithText, read: ReadPage, earlier: list[str]) -> Change:
    change = compare(
        (before["old_title"], before["old_body"]),
        fingerprint_of(before),
        read.reading,
        read.fingerprint,
        earlier,
        same_extractor=before["extractor"] == read.extractor,
    )
    return change or Change("cosmetic")


def _change_after(store: Store, after: VersionWithText, read: ReadPage, earlier: list[str]) -> None:
    """What came next is now a change of the text that was put before it; until now it was compared with another."""
    text = Reading(title=after["old_title"], text=after["old_body"])
    change = compare(
        (read.reading.title, read.reading.text),
        read.fingerprint,
        text,
        fingerprint_of(after),
        earlier,
        same_extractor=after["extractor"] == read.extractor,
    )
    if change:
        store.db.execute(
            "UPDATE versions SET kind = ?, added = ?, removed = ?, changed = ?, numbers = ? WHERE id = ?",
            (change.kind, change.added, change.removed, change.changed, change.numbers, after["id"]),
        )


def fingerprint_of(version: VersionRow) -> Fingerprint:
    return Fingerprint(version["sha256"], version["words_sha256"], version["words"])
