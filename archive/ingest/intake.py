"""The life of one page, in order: kept, read, identified, compared, stored.

`Intake` is one outlet's entry into the archive: spiders bring bytes (`keep`) and pages (`take`), and so do imports.
Every answer becomes a capture row, 304, 404 and 410 too. Whatever is slow happens before the transaction begins, and
what the record holds of an article is read inside it: other processes write meanwhile.
"""

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from archive.data_folder import DataFolder
from archive.evidence.own_facts import put_outlet
from archive.exchange import Capture, Exchange, Page
from archive.identity.keys import Identity, identify
from archive.identity.urls import clean_url
from archive.ingest._absences import Absences
from archive.ingest._answers_without_page import AnswersWithoutPage
from archive.ingest._change_attribution import Judging
from archive.ingest._outdated_keys import bring_up_to_date
from archive.ingest._page_traits import traits_of
from archive.ingest._reassigned_keys import article_at, known_article
from archive.ingest._recording import Recording
from archive.ingest._removal import way_of_page
from archive.ingest._repeated_text import NOTHING, UNREADABLE, SameText, Seen
from archive.ingest._settling_changes import Settling
from archive.ingest._taking_back import TakingBack
from archive.ingest._text_work import TextWork, work_out
from archive.ingest._truncation import SHRUNK, why_doubted
from archive.ingest._verdicts import Verdicts
from archive.ingest.bounds import OUT_OF_BOUNDS, RunBounds
from archive.ingest.rereading import Renewed, Rereading
from archive.ingest.session import Writer, software_of, unanswered
from archive.model import Outcome, OutcomeKind, Outlet, Reading, Traits
from archive.reading.quality_gate import judge
from archive.record.rows import ArticleRow
from archive.times import now
from archive.versions.compare import Fingerprint
from archive.versions.removals import REMOVALS

OUTCOMES: dict[str, OutcomeKind] = {
    "first": "new",
    "edit": "edited",
    "revert": "edited",
    "cosmetic": "cosmetic",
    "furniture": "furniture",
    "unsettled": "unsettled",
    "back": "back",
    "given": "given",
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page that was read and judged: `reason` says why it is held, `renewed` is the kept text under today's rules;
    `traits` are known where the page was held beside others of its crawl, `same` where its text stood elsewhere."""

    page: Page
    reading: Reading
    identity: Identity | None
    reason: str
    renewed: Renewed | None
    verdicts: Verdicts = field(default_factory=dict)
    traits: Traits | None = None
    same: Seen = NOTHING


class Intake:
    """One outlet's entry, open; a context manager. Opens a writer of its own unless it is given one."""

    def __init__(self, data: Path, outlet: Outlet, writer: Writer | None = None) -> None:
        self.outlet = outlet
        self._own = writer is None
        self.writer = writer or Writer(DataFolder(data), outlet.name)
        self._store = self.writer.store
        self._judging = Judging(self.writer, outlet)
        self._settling = Settling(self.writer, outlet, self._judging)
        self._recording = Recording(self.writer, outlet, self._judging, self._settling)
        self._rereading = Rereading(self.writer, outlet)
        self._same_text = SameText(self.writer, outlet)
        self._absences = Absences(self.writer, outlet, self._recording)
        self._without_page = AnswersWithoutPage(self.writer, outlet, self._recording, self._absences)
        # What is usual for the outlet, where a crawl holds its pages beside it.
        self.bounds: RunBounds | None = None
        try:
            # One that only imports know enters with its first article (archive.ingest._recording).
            if self._own or outlet.enabled:
                put_outlet(self._store, outlet)
        except BaseException:
            if self._own:
                self.writer.close()
            raise

    def __enter__(self) -> "Intake":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        try:
            self.flush()
            self.settle(last=True)
        finally:
            if self._own:
                self.writer.close()

    def keep(self, exchange: Exchange) -> Capture:
        """Append bytes to the WARC; the next take, failed or flush acknowledges them. Raises DiskFull."""
        return self.writer.keep(exchange, software_of(self.outlet))

    def flush(self) -> None:
        """Acknowledge captures that belong to no article: feeds, robots.txt, redirects."""
        if self.writer.has_unacknowledged:
            with self.writer.acknowledged():
                self.writer.write_captures(self.outlet)

    def settle(self, *, last: bool = False) -> None:
        """Behind a commit: judge anew what earlier pages left open, by what the last ones taught. Raises nothing."""
        self._settling.step(last=last)

    def failed(self, url: str, error: str) -> Outcome:
        """No answer at all: a capture row without bytes says when and why."""
        with self.writer.acknowledged():
            article = self._article_of(url)
            self.writer.note(unanswered(url, error))
            self.writer.write_captures(self.outlet, (url,), article["id"] if article else None, error)
        return Outcome(kind="failed", url=url, reason=error)

    def hold_unasked(self, url: str, title: str, reason: str) -> Outcome:
        """Hold a page that is not even asked for, with whatever was kept of it before."""
        found = self._store.column(int, "SELECT id FROM captures WHERE url = ? ORDER BY fetched_at DESC", url)
        self.writer.held_pages.hold(self.outlet.name, clean_url(url), reason, title, next(found, None), now())
        return Outcome(kind="held", url=url, reason=reason)

    def take(self, page: Page) -> Outcome:
        """The life of one article page, whatever its status."""
        return self.store(page, self.prepare(page) if page.status == 200 else None)

    def consider(self, page: Page, reading: Reading) -> Outcome:
        """A page that somebody read: held with a reason, or stored as an article or a version of one."""
        return self.store(page, self.prepare(page, reading))

    def prepare(self, page: Page, foreign: Reading | None = None) -> Prepared:
        """Read a page and judge it; `foreign` is a reading somebody else made of it. Stores nothing of the page."""
        reading, reason = self._read(page, foreign)
        identity = identify(page.final_url, self.outlet)
        reason = reason or ("" if identity else "not_an_article")
        requested = self._article_of(page.url)
        if requested and foreign is None and not self.outlet.channel:
            reason = way_of_page(self.writer, self.outlet, page, reading, reason, requested)
        same = NOTHING
        # Then neither its key nor its address is in the record, and nothing is asked of an article that is not there.
        is_new = requested is None and not page.is_redirected
        if identity and not reason:
            if not is_new:
                bring_up_to_date(self._store, self.outlet, identity, page.final_url, self.writer.acknowledged)
            # First, as all that follows asks of the text what only the process that can be killed shall work out.
            reason = work_out(self.writer.reader, TextWork(((reading.title, reading.text),)))
        # A channel may say the same every morning, and cut what it said.
        if identity and (not reason or reason in UNREADABLE) and reading.text and not self.outlet.channel:
            same = self._same_text.seen(page, identity, reading, requested, reason)
            reason = same.reason or reason
        if identity is None or (reason and not self._is_released(page, reason)):
            return Prepared(page, reading, identity, reason, None, same=same)
        known = None if is_new else self._store.article(self.outlet.name, identity.key)
        renewed = self._rereading.renew(known) if known else None
        present = renewed.reading if renewed else None
        sure = bool(reason or self.outlet.channel)
        doubt = "" if sure else why_doubted(self.writer, self.outlet, page, known, reading, present)
        traits = traits_of(page, reading) if self.bounds and not doubt else None
        doubt = doubt or self._why_out_of_bounds(page, traits)
        if doubt:
            return Prepared(page, reading, identity, doubt, renewed, traits=traits)
        self._judging.learn(page, identity, reading)
        old = None if is_new else known or known_article(self._store, self.outlet, page, identity.key, reading)
        foreseen = self._recording.foresee(page, identity, reading, old, renewed)
        return Prepared(page, reading, identity, foreseen.failed, renewed, foreseen.verdicts, traits)

    def _read(self, page: Page, foreign: Reading | None) -> tuple[Reading, str]:
        if foreign is None:
            return self.writer.reader.read_and_judge(page, self.outlet)
        return foreign, judge(page, foreign, self.outlet)

    def _why_out_of_bounds(self, page: Page, traits: Traits | None) -> str:
        if self.bounds is None or traits is None or not self.bounds.is_out(traits, self._article_of(page.url)):
            return ""
        return "" if self._is_released(page, OUT_OF_BOUNDS) else OUT_OF_BOUNDS

    def _is_released(self, page: Page, reason: str) -> bool:
        return self.writer.held_pages.is_released(self.outlet.name, clean_url(page.url), reason)

    def store(self, page: Page, prepared: Prepared | None) -> Outcome:
        """Write what became of a page, in one commit. Without `prepared` its status alone decides."""
        return self._record(prepared) if prepared else self._without_page.take(page)

    def _record(self, prepared: Prepared) -> Outcome:
        page, identity = prepared.page, prepared.identity
        if prepared.reason or identity is None:
            return self._hold(prepared)
        is_ours = not self._store.db.conn.in_transaction
        sent_away = self._absences.foresee_sent_away(page, prepared.reading) if page.is_redirected else None
        with self.writer.acknowledged():
            absent = self._absences.sent_away(page, *sent_away) if sent_away else None
            # What answered is another article's page: the address that was asked for is none of its own.
            page = replace(page, url=page.final_url, hops=()) if absent else page
            read = (prepared.reading, prepared.renewed, prepared.verdicts)
            article_id, kind = self._recording.write(page, identity, *read)
            self.writer.afterwards(partial(self.writer.held_pages.release, self.outlet.name, clean_url(page.url)))
        if is_ours:
            self.settle()
        if absent:
            return absent
        kept = OUTCOMES.get(kind, "unchanged")
        traits = (prepared.traits or traits_of(page, prepared.reading)) if kept == "new" else None
        strategy = prepared.reading.strategy
        return Outcome(kind=kept, url=page.url, article_id=article_id, strategy=strategy, traits=traits)

    def _article_of(self, url: str) -> ArticleRow | None:
        return article_at(self._store, self.outlet, url)

    def _hold(self, prepared: Prepared) -> Outcome:
        page, reading, reason = prepared.page, prepared.reading, prepared.reason
        if reason in REMOVALS and self._article_of(page.url):
            return self._absences.take(page, reason, reading)
        taken_back = self._take_back(prepared.same)
        with self.writer.acknowledged():
            article = self._article_of(page.url)
            number = article["id"] if article else None
            capture_id = self.writer.write_captures(self.outlet, page.addresses, number, reason)
            words = Fingerprint.of(reading.title, reading.text).words_sha256 if reason == SHRUNK else ""
            held = (self.outlet.name, clean_url(page.url), reason, reading.title, capture_id, page.fetched_at, words)
            self.writer.afterwards(partial(self.writer.held_pages.hold, *held, reading.text))
        traits = prepared.traits if reason == OUT_OF_BOUNDS else None
        return Outcome(kind="held", url=page.url, reason=reason, traits=traits, taken_back=taken_back)

    def _take_back(self, same: Seen) -> tuple[str, ...]:
        """What has the text of a page that is no article goes; returns the keys of the articles. Not in the batch of an
        import, which a row of its own commit may not break."""
        if not same.stored or self._store.db.conn.in_transaction:
            return ()
        taking_back = TakingBack(self.writer, self.outlet)
        done = (taking_back.take_back(one) for one in same.stored)
        return tuple(key for key in done if key is not None)
