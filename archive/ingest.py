"""The life of one page, in order: kept, read, identified, compared, stored.

`Intake` is one outlet's door into the archive: spiders hand over bytes (`keep`) and pages (`take`); imports walk the
same corridor. Every answer becomes a capture row, 304, 404 and 410 too.
"""

from datetime import datetime
from pathlib import Path

from archive.folder import DataFolder
from archive.gate import judge
from archive.identity import clean_url, identify
from archive.instants import now, unstamp
from archive.model import Capture, Exchange, Outcome, OutcomeKind, Outlet, Page, Reading
from archive.recording import Recording
from archive.store import Row
from archive.versions import is_gone
from archive.writer import Writer

OUTCOMES: dict[str, OutcomeKind] = {
    "first": "new",
    "edit": "edited",
    "revert": "edited",
    "cosmetic": "cosmetic",
    "back": "back",
}
ABSENCES = (
    "SELECT id, fetched_at FROM captures WHERE article_id = ? AND status IN (404, 410) AND fetched_at >"
    " (SELECT coalesce(max(fetched_at), '') FROM captures WHERE article_id = ? AND status IN (200, 304))"
)
OTHERS_ANSWERED = (
    "SELECT 1 FROM captures WHERE id > ? AND outlet = ? AND article_id <> ? AND status IN (200, 304) LIMIT 1"
)


class Intake:
    """One outlet's open door; a context manager. Opens a writer of its own unless it is given one."""

    def __init__(self, data: Path, outlet: Outlet, writer: Writer | None = None) -> None:
        self.outlet = outlet
        self._own = writer is None
        self.writer = writer or Writer(DataFolder(data), outlet.name)
        self._store = self.writer.store
        self._recording = Recording(self.writer, outlet)
        self._store.put_outlet(outlet)

    def __enter__(self) -> "Intake":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        try:
            self.flush()
        finally:
            if self._own:
                self.writer.close()

    def keep(self, exchange: Exchange) -> Capture:
        """Append bytes to the WARC; the next take, failed or flush acknowledges them. Raises DiskFull."""
        return self.writer.keep(exchange)

    def flush(self) -> None:
        """Acknowledge captures that belong to no article: feeds, robots.txt, redirects."""
        if self.writer.has_unacknowledged:
            with self.writer.acknowledged():
                self.writer.write_captures(self.outlet)

    def failed(self, url: str, error: str) -> Outcome:
        """No answer at all: a capture row without bytes says when and why."""
        article = self._article_of(url)
        with self.writer.acknowledged():
            self.writer.note(Capture(url=url, fetched_at=now(), status=0, error=error))
            self.writer.write_captures(self.outlet, (url,), article["id"] if article else None)
        return Outcome(kind="failed", url=url, reason=error)

    def take(self, page: Page) -> Outcome:
        """The life of one article page, whatever its status."""
        if page.status in (404, 410):
            return self._absent(page)
        if page.status == 304:
            return self._not_modified(page)
        if page.status != 200:
            self.flush()
            return Outcome(kind="failed", url=page.url, reason=f"http_{page.status}")
        return self.consider(page, self.writer.reader.read(page, self.outlet))

    def consider(self, page: Page, reading: Reading) -> Outcome:
        """A page that was read: held with a reason, or stored as an article or a version of one."""
        identity = identify(page.final_url, self.outlet)
        reason = judge(page, reading, self.outlet) or ("" if identity else "not_an_article")
        if reason or identity is None:
            return self._hold(page, reading, reason)
        with self.writer.acknowledged():
            article_id, kind = self._recording.write(page, identity, reading)
        self.writer.ledger.release(self.outlet.name, clean_url(page.url))
        return Outcome(kind=OUTCOMES.get(kind, "unchanged"), url=page.url, article_id=article_id)

    def _article_of(self, url: str) -> Row | None:
        identity = identify(url, self.outlet)
        return self._store.article(self.outlet.name, identity.key) if identity else None

    def _hold(self, page: Page, reading: Reading, reason: str) -> Outcome:
        article = self._article_of(page.url)
        with self.writer.acknowledged():
            addresses = (page.url, *page.hops, page.final_url)
            capture_id = self.writer.write_captures(self.outlet, addresses, article["id"] if article else None)
        url = clean_url(page.url)
        self.writer.ledger.hold(self.outlet.name, url, reason, reading.title, capture_id, page.fetched_at)
        return Outcome(kind="held", url=page.url, reason=reason)

    def _not_modified(self, page: Page) -> Outcome:
        article = self._article_of(page.url)
        if article is None:
            self.flush()
            return Outcome(kind="ignored", url=page.url, reason="unknown_304")
        with self.writer.acknowledged():
            self._note_without_bytes(page)
            back = self._recording.still_there(article, page)
        return Outcome(kind="back" if back else "unchanged", url=page.url, article_id=article["id"])

    def _note_without_bytes(self, page: Page) -> None:
        self.writer.note(Capture(url=page.url, fetched_at=page.fetched_at, status=page.status))

    def _absent(self, page: Page) -> Outcome:
        article = self._article_of(page.url)
        if article is None:
            self.flush()
            return Outcome(kind="failed", url=page.url, reason=f"http_{page.status}")
        with self.writer.acknowledged():
            capture_id = self.writer.write_captures(self.outlet, (page.url, page.final_url), article["id"])
            confirmed = article["status"] != "gone" and is_gone(*self._absences(article["id"]))
            if article["status"] != "gone":
                self._recording.absent(article, page, capture_id, confirmed=confirmed)
        return Outcome(kind="gone" if confirmed else "missing", url=page.url, article_id=article["id"])

    def _absences(self, article_id: int) -> tuple[list[datetime], bool]:
        """When it was not there, since it last was, and whether another article of the outlet answered meanwhile."""
        rows = list(self._store.db.query(ABSENCES, (article_id, article_id)))
        since = min((row["id"] for row in rows), default=0)
        others = self._store.row(OTHERS_ANSWERED, since, self.outlet.name, article_id)
        return [unstamp(row["fetched_at"]) for row in rows], others is not None
