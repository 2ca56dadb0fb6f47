"""What one writing process holds open: the record, the held pages, a WARC file and a reading process.

The order of every write is here: bytes appended, made durable, then one commit that acknowledges them.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

from archive.crawl_state.held import HeldPages
from archive.data_folder import DataFolder
from archive.errors import WarcDamaged
from archive.evidence import log as evidence_log
from archive.evidence.closed_files import note_closed
from archive.exchange import Capture, Exchange, Page, RequestDetails
from archive.model import Outlet
from archive.reading.rules_id import rules_id
from archive.reading.worker import Reader
from archive.record.store import Store, open_record
from archive.sqlite import transaction
from archive.times import clock_state, now
from archive.versions.furniture.learned_lines import PageLines
from archive.warc.appender import WarcAppender, close_file, repair
from archive.warc.files import day_of, files_of
from archive.warc.originals import Original, original_at
from archive.warc.packing import Packed, pack

if TYPE_CHECKING:
    from archive.analysis.follower import Follower
    from archive.copies.finder import CopyFinder

log = logging.getLogger(__name__)
ANALYSED = "SELECT 1 FROM analyses"
_RELEASE = f"warraq/{version('warraq')}"
# A crawl's texts are compared and analysed so many commits, or seconds, at a time: what is done once for each step
# costs more than a text.
BATCH_COMMITS, BATCH_SECONDS = 8, 20.0


class Writer:
    """A context manager. The caller holds the lock of `warc_name`, so nobody else appends to that file.

    Raises what opening the record raises, and WarcDamaged when the WARC file lost acknowledged bytes.
    """

    def __init__(self, data: DataFolder, warc_name: str) -> None:
        self.data = data.make()
        # Whose rules tell which article an address in a message is; nobody's where it was not told.
        self.outlets: Mapping[str, Outlet] = {}
        self._kept: list[Capture] = []
        self._commits_at_once, self._unfollowed, self._followed_at = 1, 0, time.monotonic()
        self._afterwards: list[Callable[[], None]] = []
        self.reader = Reader()
        self.warc = WarcAppender(data.warc, warc_name)
        with ExitStack() as opened:
            self.store: Store = open_record(data.record)
            opened.callback(self.store.close)
            evidence_log.catch_up(self.store.db)
            if not self.store.exists(ANALYSED):
                self._follow_analysis()
            self.lines = PageLines(data.lines)
            opened.callback(self.lines.close)
            self.held_pages = HeldPages(data.service)
            opened.callback(self.held_pages.close)
            self._cut_unacknowledged(warc_name)
            opened.pop_all()

    @cached_property
    def copies(self) -> "CopyFinder":
        """Loaded and opened with the first text that is to be compared: most crawls bring none."""
        from archive.copies.finder import CopyFinder  # noqa: PLC0415
        from archive.copies.index import SimilarIndex  # noqa: PLC0415

        return CopyFinder(self.store, SimilarIndex(self.data.similar))

    @cached_property
    def analysis(self) -> "Follower":
        """As `copies`. Rules that are new begin here, so of a new record before anything is written."""
        from archive.analysis.follower import Follower  # noqa: PLC0415

        return Follower(self.store.db)

    def _cut_unacknowledged(self, warc_name: str) -> None:
        """Of the files of two days: a page may have been kept before midnight and its article lost after it. Whoever
        wrote them is gone, so they are closed."""
        names = [path.relative_to(self.data.warc).as_posix() for path in files_of(self.data.warc, warc_name)]
        days = sorted(set(map(day_of, names)))[-2:]
        for name in (name for name in names if day_of(name) in days):
            repair(self.data.warc / name, self.store.acknowledged_bytes(name))
            close_file(self.data.warc / name)
        note_closed(self.store.db, self.data.warc, warc_name)

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        with ExitStack() as closing:
            for part in (self.store, self.lines, self.held_pages, self.warc, self.reader):
                closing.callback(part.close)
            self.follow_rest()
            if "copies" in vars(self):
                closing.callback(self.copies.close)

    @contextmanager
    def acknowledged(self) -> Iterator[None]:
        """One commit, the bytes kept so far made durable before it; inside another, that one sees to both.

        What was handed to `afterwards` is done behind the commit, so that no private note names a row that never was.
        """
        if self.store.db.conn.in_transaction:
            yield
            return
        self._afterwards.clear()
        self.store.unlogged.clear()
        # After a commit that failed nothing follows when this is closed: the disk may be full.
        unfollowed, self._unfollowed = self._unfollowed, 0
        # Mostly all is kept by now: waiting for the disk before the lock is taken keeps nobody else waiting.
        self.warc.sync()
        with transaction(self.store.db):
            yield
            evidence_log.append(self.store.db, self.store.unlogged)
            self.warc.sync()
        if self._afterwards:
            with transaction(self.held_pages.db):
                for action in self._afterwards:
                    action()
        self._unfollowed = unfollowed + 1
        self._follow({"search": self.store.follow_index, "edits": self.store.follow_edits})
        if self._unfollowed >= self._commits_at_once or time.monotonic() - self._followed_at >= BATCH_SECONDS:
            self._follow_texts()

    def follow_in_batches(self) -> None:
        """From now on copies and analyses follow every few commits, and when this is closed. Who is killed before has
        left them to whoever writes next, as they follow the record in its order."""
        self._commits_at_once = BATCH_COMMITS

    def follow_rest(self) -> None:
        """Compare and analyse what waits until its batch is full."""
        if self._unfollowed:
            self._follow_texts()

    def _follow_texts(self) -> None:
        # Loaded within the step: what keeps one from opening costs the record nothing either.
        self._follow({"copies": self._follow_copies, "analysis": self._follow_analysis})
        self._unfollowed, self._followed_at = 0, time.monotonic()

    def _follow_copies(self) -> None:
        self.copies.follow()

    def _follow_analysis(self) -> None:
        self.analysis.follow()

    def _follow(self, steps: Mapping[str, Callable[[], object]]) -> None:
        """One step each behind the record, whose failure costs the record nothing: what it left is taken up later."""
        for derived, follow in steps.items():
            try:
                follow()
            except Exception:
                log.exception("%s could not follow the record; mend it with: warraq reindex %s", derived, derived)

    def afterwards(self, action: Callable[[], None]) -> None:
        self._afterwards.append(action)

    def pack(self, exchange: Exchange, software: str = "") -> Packed:
        """What `keep_packed` appends: of a body that is kept already only the head of the answer."""
        return pack(exchange, self._kept_before(exchange), software)

    def keep(self, exchange: Exchange, software: str = "") -> Capture:
        """Pack and append. The bytes are acknowledged by the next `write_captures`."""
        return self.keep_packed(self.pack(exchange, software))

    def keep_packed(self, packed: Packed) -> Capture:
        """Append to the WARC."""
        capture = self.warc.append_packed(packed)
        self._kept.append(capture)
        return capture

    def _kept_before(self, exchange: Exchange) -> Original | None:
        """A whole record of the same address and body, read back and found sound; None where there is none."""
        if exchange.via != "crawl" or not exchange.body:
            return None
        place = self.store.same_body(exchange.url, hashlib.sha256(exchange.body).hexdigest())
        # One that is damaged is no evidence: the body is kept anew.
        with suppress(WarcDamaged):
            return original_at(self.data.warc, *place) if place else None
        return None

    def note(self, capture: Capture) -> None:
        """Remember an answer that has no bytes worth keeping (a 304, a time-out)."""
        self._kept.append(capture)

    @property
    def has_unacknowledged(self) -> bool:
        return bool(self._kept)

    def forget(self) -> None:
        """Leave what was kept and not yet written unacknowledged."""
        self._kept.clear()

    def write_redirects(self, outlet: Outlet, addresses: Collection[str], article_id: int, held: str) -> int | None:
        """Rows for the redirects among what was kept that `addresses` answered with, the article's; the last was `held`
        with the reason. Whatever else was kept waits for `write_captures`. Returns the last such row's id."""
        sent_on = [capture for capture in self._kept if capture.url in addresses and 300 <= capture.status < 400]
        last: int | None = None
        for capture in sent_on:
            noted = replace(capture, held=held if capture is sent_on[-1] else "", software=software_of(outlet))
            last = self.store.add_capture(noted, outlet.name, article_id)
            self._kept.remove(capture)
        return last

    def write_captures(
        self, outlet: Outlet, addresses: Collection[str] = (), article_id: int | None = None, held: str = ""
    ) -> int | None:
        """Rows for everything kept so far; those of `addresses` are the article's, and of these what was answered was
        `held`, with the reason, where it was not taken for its page. Returns the last such row's id."""
        last: int | None = None
        for capture in self._kept:
            mine = capture.url in addresses
            why = held if mine and capture.status else capture.held
            noted = replace(capture, held=why, software=software_of(outlet))
            row = self.store.add_capture(noted, outlet.name, article_id if mine else None)
            last = row if mine else last
        self._kept.clear()
        return last


def software_of(outlet: Outlet) -> str:
    """What took an answer: our release, and the rules by which a page of the outlet would be read."""
    return f"{_RELEASE} rules/{rules_id(outlet)}"


def unanswered(url: str, error: str) -> Capture:
    """A request of ours that was not answered, or not sent; without bytes."""
    details = RequestDetails(clock=clock_state(), robots="disallowed" if error == "robots" else "")
    return Capture(url=url, fetched_at=now(), status=0, error=error, asked=details)


def not_modified(page: Page) -> Capture:
    """A 304: an answer without bytes."""
    return Capture(url=page.url, fetched_at=page.fetched_at, status=page.status, asked=page.asked)
