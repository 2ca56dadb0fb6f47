"""An older capture fills an article's past: it widens the time a known text stood, or becomes a version between others.

The present text, its index row and its status are never touched.
"""

from collections.abc import Sequence

from archive.exchange import Page
from archive.ingest._read_page import ReadPage
from archive.ingest._text_work import Text
from archive.model import Reading
from archive.record.rows import ArticleRow, VersionRow
from archive.record.store import Store
from archive.times import stamp, unstamp
from archive.versions.alternation import OTHER_TEXTS
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
    """Returns the kind of change where a text was met that the archive did not have, `edit` where that is none, else
    empty."""
    fingerprint, at = read.fingerprint, stamp(read.page.fetched_at)
    store.db.execute("UPDATE articles SET first_seen_at = min(first_seen_at, ?) WHERE id = ?", (at, article["id"]))
    texts = list(store.rows(VersionWithText, TEXTS, article["id"]))
    before, after = _around(texts, at)
    for neighbour in (before, after):
        if neighbour and neighbour["words_sha256"] == fingerprint.words_sha256:
            store.widen_version(neighbour["id"], read.page.fetched_at)
            if read.page.via == "crawl":
                store.prefer_own(neighbour, read.capture_id)
            return ""
    earlier = [row["words_sha256"] for row in texts if row["seen_at"] <= at]
    change = _change(before, read, earlier) if before else Change("first")
    version_id = read.add_version(store, article["id"], change)
    store.db.execute("UPDATE versions SET title = ?, body = ? WHERE id = ?", (*read.text, version_id))
    if before:
        read.note(version_id, read.page.fetched_at, change, read.verdict(text_of(before), read.text))
        store.write_edit(version_id, read.verdict(text_of(before), read.text).beside)
    if after and after["kind"] != "extractor":
        _change_after(store, after, read, earlier)
    if after:
        store.write_edit(after["id"], read.verdict(read.text, text_of(after)).beside)
    store.fold_alternations(article["id"], version_id)
    return change.kind if change.kind in ("furniture", "unsettled") else "edit"


def neighbours(store: Store, article: ArticleRow, page: Page) -> tuple[VersionWithText | None, VersionWithText | None]:
    """The texts between which `fill_past` will put that of a page: the one before and the one after."""
    return _around(list(store.rows(VersionWithText, TEXTS, article["id"])), stamp(page.fetched_at))


def text_of(version: VersionWithText) -> Text:
    return version["old_title"], version["old_body"]


def _around(texts: Sequence[VersionWithText], at: str) -> tuple[VersionWithText | None, VersionWithText | None]:
    before = next((row for row in reversed(texts) if row["seen_at"] <= at), None)
    return before, next((row for row in texts if row["seen_at"] > at), None)


def _change(before: VersionWithText, read: ReadPage, earlier: list[str]) -> Change:
    verdict = read.verdict(text_of(before), read.text)
    change = compare(
        text_of(before),
        fingerprint_of(before),
        read.reading,
        read.fingerprint,
        earlier,
        same_extractor=before["extractor"] == read.extractor,
        verdict=verdict,
    )
    return change or Change("cosmetic")


def _change_after(store: Store, after: VersionWithText, read: ReadPage, earlier: list[str]) -> None:
    """What came next is now a change of the text that was put before it; until now it was compared with another."""
    text = Reading(title=after["old_title"], text=after["old_body"])
    verdict = read.verdict(read.text, text_of(after))
    change = compare(
        read.text,
        read.fingerprint,
        text,
        fingerprint_of(after),
        earlier,
        same_extractor=after["extractor"] == read.extractor,
        verdict=verdict,
    )
    if change:
        store.db.execute(
            "UPDATE versions SET added = ?, removed = ?, changed = ?, numbers = ? WHERE id = ?",
            (change.added, change.removed, change.changed, change.numbers, after["id"]),
        )
        # Whether it is one of a run is seen anew, of all of them.
        stays = after["kind"] == change.kind or {after["kind"], change.kind} <= OTHER_TEXTS
        if not stays:
            store.judge_anew(after["id"], after["kind"], change.kind, "older")
        read.note(after["id"], unstamp(after["seen_at"]), change, verdict)


def fingerprint_of(version: VersionRow) -> Fingerprint:
    return Fingerprint(version["sha256"], version["words_sha256"], version["words"])
