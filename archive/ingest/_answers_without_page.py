"""What an answer without a page to read says of its article: 304, 404, 410, a redirect, a refusal, an outage."""

from archive.exchange import Page, asks_for_browser
from archive.ingest._absences import Absences
from archive.ingest._reassigned_keys import article_at
from archive.ingest._recording import Recording
from archive.ingest._removal import BLANK, DENIED, is_denied, way_of_redirect
from archive.ingest.session import Writer, not_modified
from archive.model import Outcome, Outlet
from archive.record.rows import ArticleRow

NO_CONTENT = 204


class AnswersWithoutPage:
    """Of one outlet. Its status alone decides, in one commit."""

    def __init__(self, writer: Writer, outlet: Outlet, recording: Recording, absences: Absences) -> None:
        self._writer, self._outlet = writer, outlet
        self._recording, self._absences = recording, absences

    def take(self, page: Page) -> Outcome:
        if page.status in (404, 410) and not asks_for_browser(page.headers):
            return self._absences.take(page)
        if page.status == 304:
            return self._not_modified(page)
        if way := self._way_without_page(page):
            return self._absences.take(page, way)
        self._note_no_answer(page)
        return Outcome(kind="failed", url=page.url, reason=f"http_{page.status}")

    def _way_without_page(self, page: Page) -> str:
        article = self._article_of(page.url)
        if is_denied(self._writer.store, article, page):
            return DENIED
        if article and page.status == NO_CONTENT:
            return BLANK
        return way_of_redirect(self._writer.store, self._outlet, page) if article else ""

    def _note_no_answer(self, page: Page) -> None:
        """An outage, a refusal, a challenge: a check of the article all the same.

        A challenge may come as a 404. It stays without the article's number, so that nobody counts it as an absence.
        """
        if not self._writer.has_unacknowledged:
            return
        challenge = asks_for_browser(page.headers)
        with self._writer.acknowledged():
            article = None if challenge else self._article_of(page.url)
            held = "challenge" if challenge else ""
            self._writer.write_captures(self._outlet, page.addresses, article["id"] if article else None, held)

    def _not_modified(self, page: Page) -> Outcome:
        with self._writer.acknowledged():
            article = self._article_of(page.url)
            if article is None:
                self._writer.write_captures(self._outlet)
                return Outcome(kind="ignored", url=page.url, reason="unknown_304")
            if page.via == "crawl":  # Of an import the record itself is kept.
                self._writer.note(not_modified(page))
            back = self._recording.still_there(article, page)
        return Outcome(kind="back" if back else "unchanged", url=page.url, article_id=article["id"])

    def _article_of(self, url: str) -> ArticleRow | None:
        return article_at(self._writer.store, self._outlet, url)
