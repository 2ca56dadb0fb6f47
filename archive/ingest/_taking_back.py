"""Takes back what entered the record before it showed that it was a wall: whole articles, and versions of articles.

The captures stay, held with the reason, so that a person can still release them; the next crawl asks anew. Each is
taken back by itself: cut short, what is left is found, and taken back, with the next page that has the text.
"""

import logging
from contextlib import suppress

from archive.copies.forgetting import compare_again, forget_copies, forget_sketch
from archive.errors import WarcDamaged, WarraqError
from archive.evidence.log import About, withdraw
from archive.identity.urls import clean_url
from archive.ingest._repeated_text import SAME_TEXT, Stored
from archive.ingest._text_work import TextWork, work_out
from archive.ingest.rereading import Rereading
from archive.ingest.session import Writer
from archive.model import Outlet
from archive.record.rows import ArticleRow, VersionRow
from archive.record.taking_back import (
    LEVEL,
    REASON,
    Beside,
    take_article_back,
    take_version_back,
    text_before,
    versions_of,
)
from archive.times import damascus_day, now, unstamp
from archive.versions.furniture.forgetting import forget_lines

log = logging.getLogger(__name__)
_NEWEST_PAGE = (
    "SELECT id FROM captures WHERE article_id = ? AND status = 200 AND fetched_at >= ? ORDER BY id DESC LIMIT 1"
)


class TakingBack:
    """Of one outlet."""

    def __init__(self, writer: Writer, outlet: Outlet) -> None:
        self._writer, self._store, self._outlet = writer, writer.store, outlet
        self._rereading = Rereading(writer, outlet)

    def take_back(self, found: Stored) -> str | None:
        """The key of the article that was taken back, or of which a version was; None where that is no more what it
        was, or another process keeps us from it."""
        article = self._store.row(ArticleRow, "SELECT * FROM articles WHERE id = ?", found.article_id)
        version = self._store.row(VersionRow, "SELECT * FROM versions WHERE id = ?", found.version_id)
        if article is None or version is None:
            return None
        try:
            done = self._version(article, version) if found.is_turned else self._article(article, version)
        except WarraqError as problem:
            log.warning("%s: article %d could not be taken back now: %s", self._outlet.name, article["id"], problem)
            return None
        return article["key"] if done else None

    def _article(self, article: ArticleRow, version: VersionRow) -> bool:
        if article["versions"] != 1:
            return False
        capture_id = self._newest_page(article, version)
        self._forget_derived(article)
        # Before the lock, and what is too long for it in a commit of its own.
        self._work_out((article["title"], article["body"]))
        self._store.make_way(article)
        with self._writer.acknowledged():
            if versions_of(self._store, article["id"]) != [version["id"]]:
                return False
            self._withdraw("article", article["id"])
            self._withdraw("version", version["id"])
            take_article_back(self._store, article, _today())
        self._hold(article, capture_id, version)
        return True

    def _version(self, article: ArticleRow, version: VersionRow) -> bool:
        before = text_before(self._store, version)
        if before is None:
            return False
        capture_id = self._newest_page(article, version)
        self._forget_derived(article)
        self._work_out((article["title"], article["body"]), (str(before["title"]), str(before["body"])))
        self._store.make_way(article)
        beside = self._beside(article, before)
        with self._writer.acknowledged():
            if text_before(self._store, version) != before:
                return False
            self._withdraw("version", version["id"])
            take_version_back(self._store, article, version, before, beside, _today())
        compare_again(self._writer.data.similar, article["id"])
        self._hold(article, capture_id, version)
        return True

    def _withdraw(self, about: About, ref: int) -> None:
        withdraw(self._store.db, about, ref, LEVEL, REASON, _today())

    def _work_out(self, *texts: tuple[str, str]) -> None:
        work_out(self._writer.reader, TextWork(texts))

    def _forget_derived(self, article: ArticleRow) -> None:
        forget_copies(self._store, article["id"])
        # Before its row goes: nobody finds a sketch of an article that is not there.
        forget_sketch(self._writer.data.similar, article["id"])
        forget_lines(self._writer.data.lines, article["outlet"], [article["key"]])

    def _beside(self, article: ArticleRow, before: VersionRow) -> Beside:
        """What the page said beside its text, read once more where its bytes can be had."""
        stands = Beside(article["lang"], article["image_url"], article["image_caption"])
        if before["capture_id"] is None:
            return stands
        with suppress(WarcDamaged):
            page = self._rereading.kept_page(before["capture_id"], str(before["title"]))
            reading, _ = self._writer.reader.read_and_judge(page, self._outlet)
            return Beside(reading.lang or self._outlet.lang, reading.image, reading.image_caption)
        return stands

    def _newest_page(self, article: ArticleRow, version: VersionRow) -> int | None:
        return next(self._store.column(int, _NEWEST_PAGE, article["id"], version["seen_at"]), None)

    def _hold(self, article: ArticleRow, capture_id: int | None, version: VersionRow) -> None:
        held_pages, url = self._writer.held_pages, clean_url(article["url"])
        seen_at = unstamp(version["seen_at"])
        held = (self._outlet.name, url, SAME_TEXT, article["title"], capture_id or version["capture_id"], seen_at)
        held_pages.hold(*held, text=article["body"])
        held_pages.forget_validators(self._outlet.name, [url])


def _today() -> str:
    return damascus_day(now()).isoformat()
