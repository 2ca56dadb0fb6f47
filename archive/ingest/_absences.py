"""An article that was not found at its address: missing, or gone once that is proven; the answer is a check of it."""

from functools import partial

from archive.exchange import Page
from archive.identity.urls import clean_url
from archive.ingest._deletion import why_unproven
from archive.ingest._reassigned_keys import article_at
from archive.ingest._recording import Recording, is_older
from archive.ingest._removal import ARTICLE_REDIRECT, DENIED, sent_to_another
from archive.ingest._uncaptured_texts import only_given
from archive.ingest.session import Writer
from archive.model import Outcome, OutcomeKind, Outlet, Reading
from archive.record.rows import ArticleRow


class Absences:
    """Of one outlet's articles. `way` is a word of archive.versions.removals, empty for 404 and 410."""

    def __init__(self, writer: Writer, outlet: Outlet, recording: Recording) -> None:
        self._writer, self._outlet, self._recording = writer, outlet, recording

    def take(self, page: Page, way: str = "", reading: Reading | None = None) -> Outcome:
        """Of the article at the address that was asked for. `reading` is what was read on the page that was no page of
        it: where it is wrongly taken for none, a person can release it."""
        requested = self._article_of(page.url)
        unproven = why_unproven(self._writer.store, requested, page.fetched_at, way) if requested else ""
        with self._writer.acknowledged():
            article = self._article_of(page.url)
            number = article["id"] if article else None
            capture_id = self._writer.write_captures(self._outlet, page.addresses, number, way)
            if article is None:
                return Outcome(kind="failed", url=page.url, reason=f"http_{page.status}")
            if article != requested:
                # Another process wrote in between.
                unproven = why_unproven(self._writer.store, article, page.fetched_at, way)
            if way and page.status == 200:
                title, text = (reading.title, reading.text) if reading else ("", "")
                held = (self._outlet.name, clean_url(page.url), way, title, capture_id, page.fetched_at)
                self._writer.afterwards(partial(self._writer.held_pages.hold, *held, text=text))
            kind, reason = self._become(article, page, capture_id, unproven)
        if way == DENIED and kind == "missing":
            reason = f"http_{page.status}"
        return Outcome(kind=kind, url=page.url, article_id=article["id"], reason=reason, way=way)

    def foresee_sent_away(self, page: Page, reading: Reading) -> tuple[ArticleRow, str] | None:
        """The article asked for, where its address led to the page of another one, and why that proves nothing yet;
        None where it did not. Slow: belongs before the transaction."""
        requested = sent_to_another(self._writer.store, self._outlet, page, reading.text)
        if requested is None:
            return None
        return requested, why_unproven(self._writer.store, requested, page.fetched_at, ARTICLE_REDIRECT)

    def sent_away(self, page: Page, article: ArticleRow, unproven: str) -> Outcome:
        """Of an article whose address led to another one. Belongs inside the transaction, before that one is written;
        the other arguments are what was foreseen."""
        addresses = (page.url, *page.hops)
        capture_id = self._writer.write_redirects(self._outlet, addresses, article["id"], ARTICLE_REDIRECT)
        kind, reason = self._become(article, page, capture_id, unproven)
        return Outcome(kind=kind, url=page.url, article_id=article["id"], reason=reason, way=ARTICLE_REDIRECT)

    def _article_of(self, url: str) -> ArticleRow | None:
        return article_at(self._writer.store, self._outlet, url)

    def _become(
        self, article: ArticleRow, page: Page, capture_id: int | None, unproven: str
    ) -> tuple[OutcomeKind, str]:
        # What is gone stays gone; that it was not there before it was last seen says nothing of now.
        if article["status"] == "gone":
            return "unchanged", "still_gone"
        if is_older(page, article):
            return "unchanged", ""
        # Nobody saw it there: that it is not there proves no deletion.
        unproven = unproven or ("never_seen" if only_given(article) else "")
        self._recording.absent(article, page, capture_id, confirmed=not unproven)
        return ("missing", unproven) if unproven else ("gone", "")
