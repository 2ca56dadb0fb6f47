"""Other people's captures enter the archive, outlets that no longer exist among them, keeping their capture times.

What was good in a file is kept; what was not is counted and named. Importing a file twice changes nothing.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.crawl_state.redactions import is_left_out
from archive.exchange import Capture, Exchange, Page
from archive.identity.keys import key_of
from archive.identity.unknown_hosts import unknown_outlet
from archive.identity.urls import LONGEST_ADDRESS, is_web_address
from archive.ingest._channel_pages import KNOWN_MESSAGE
from archive.ingest._foreign_page_owner import Sorting, is_readable, page_in, why_ignored
from archive.ingest._text_work import remember
from archive.ingest.foreign_files import Bad, ForeignFile, ForeignPage
from archive.ingest.intake import Intake, Prepared
from archive.ingest.session import Writer
from archive.model import FROM_IMPORTS, Outcome, Outlet
from archive.sqlite import column, savepoint
from archive.times import stamp
from archive.warc.packing import Packed

# One commit for so many pages, and for no more than so many bytes of them: they wait in memory.
BATCH, BATCH_BYTES = 100, 16 * 1024 * 1024
CAPTURED = "SELECT 1 FROM captures WHERE url = ? AND fetched_at = ? AND status = ?"
# An older release wrote a page without a time down as an answer of the moment at which it came, and kept of that a day.
GIVEN = """
SELECT 1 FROM captures WHERE url = ? AND body_sha256 = ?
  AND (status = ? OR via = 'import' AND length(received_at) = 10 AND substr(fetched_at, 1, 10) = received_at)
"""
Done = Outcome | Bad


@dataclass(frozen=True, slots=True)
class Ready:
    """One page of the input, read and waiting for its commit."""

    found: ForeignPage
    intake: Intake
    page: Page
    prepared: Prepared | None
    packed: Packed


class Importer:
    """Takes files into the record. `outlets` are those known; `only` forces every address to one of them."""

    def __init__(self, writer: Writer, outlets: Mapping[str, Outlet], only: Outlet | None = None) -> None:
        self._writer, self._sorting = writer, Sorting(outlets, only)
        self._intakes: dict[str, Intake] = {}
        self._last_packed: Packed | None = None
        self._last_kept: tuple[Packed | None, Capture | None] = None, None
        writer.outlets = self._sorting.outlets
        remember(BATCH)

    def run(self, path: Path) -> Iterator[tuple[Done, int]]:
        """Yields each outcome or Bad with the number of input bytes read so far. Commits a batch of pages at a time.

        Pages are read before the commit begins, so that other processes never wait for a slow page.
        """
        with ForeignFile(path, lambda url: self._sorting.outlet_for(url).timezone) as stream:
            for batch in self._batches(self._sorting.parted(self._writer.reader, stream.things())):
                ready = [self._read(thing) for thing in batch]
                with self._writer.acknowledged():
                    done = [self._store(thing) if isinstance(thing, Ready) else thing for thing in ready]
                for intake in {id(one.intake): one.intake for one in ready if isinstance(one, Ready)}.values():
                    intake.settle()
                yield from ((outcome, stream.position) for outcome in done)
        for intake in self._intakes.values():
            intake.settle(last=True)

    def _batches(self, things: Iterator[ForeignPage | Bad]) -> Iterator[list[ForeignPage | Bad]]:
        """Things to be committed together. A second capture of an article waits for the commit of the first: what is
        asked of the record before a commit must know of all that came before, however a file is parted."""
        batch: list[ForeignPage | Bad] = []
        size, articles = 0, set[str]()
        for thing in things:
            key = "" if isinstance(thing, Bad) else self._article_of(thing.address)
            if batch and (len(batch) == BATCH or size >= BATCH_BYTES or key in articles):
                yield batch
                batch, size, articles = [], 0, set()
            batch.append(thing)
            size += 0 if isinstance(thing, Bad) else len(thing.exchange.body)
            articles |= {key} - {""}
        if batch:
            yield batch

    def _article_of(self, url: str) -> str:
        """Outlet and key of an address; the address itself where it is no article's, empty where it is none."""
        if not is_web_address(url):
            return ""
        outlet = self._sorting.outlet_for(url)
        return f"{outlet.name} {key_of(url, outlet) or url}"

    def _read(self, thing: ForeignPage | Bad) -> Ready | Done:
        if isinstance(thing, Bad):
            return thing
        exchange = thing.exchange
        if not exchange.url.lower().startswith(("http:", "https:")):
            # Crawlers keep name look-ups, screenshots and their own notes as records too.
            return Outcome(kind="ignored", url=exchange.url[:200], reason="no_web_address")
        if not is_web_address(exchange.url):
            return Bad(
                exchange.url[:200], f"its address is no http(s) address, or longer than {LONGEST_ADDRESS:,} letters"
            )
        if self._known(thing):
            return Outcome(kind="unchanged", url=exchange.url)
        page = page_in(thing)
        readable = is_readable(page)
        intake = self._intake(exchange.url)
        reason = why_ignored(thing, page, intake.outlet) if readable and thing.reading is None else ""
        if self._is_left_out(thing.address):
            reason = "redacted"
        if reason:
            return Outcome(kind="ignored", url=exchange.url, reason=reason)
        prepared = intake.prepare(page, thing.reading) if readable else None
        return Ready(thing, intake, page, prepared, self._pack(exchange))

    def _is_left_out(self, url: str) -> bool:
        """Was its article taken out of the archive?"""
        outlet = self._sorting.outlet_for(url)
        return is_left_out(self._writer.held_pages.db, outlet.name, key_of(url, outlet))

    def _pack(self, exchange: Exchange) -> Packed:
        """Before the commit; once of a page of many messages."""
        if self._last_packed is None or exchange is not self._last_packed.exchange:
            self._last_packed = self._writer.pack(exchange)
        return self._last_packed

    def _store(self, ready: Ready) -> Done:
        url = ready.page.url
        if self._known(ready.found):
            return Outcome(kind="unchanged", url=url)
        try:
            with savepoint(self._writer.store.db):
                self._keep(ready.packed)
                outcome = ready.intake.store(ready.page, ready.prepared)
        except (ValueError, TypeError, OverflowError) as problem:
            # One thing nobody foresaw must not cost the others of its batch, nor the rest of the file.
            self._writer.forget()
            return Bad(url[:200], f"could not be stored ({problem})")
        is_sent_on = 300 <= ready.page.status < 400 and not outcome.way
        return replace(outcome, kind="ignored") if is_sent_on else outcome

    def _keep(self, packed: Packed) -> None:
        """A page of many messages is kept once."""
        last, capture = self._last_kept
        if capture is not None and packed is last:
            self._writer.note(capture)
        else:
            self._last_kept = packed, self._writer.keep_packed(packed)

    def _known(self, found: ForeignPage) -> bool:
        """Was this very page imported before? What was given is known by its bytes, as nobody observed its time."""
        if found.message:
            exchange, outlet = found.exchange, self._sorting.outlet_for(found.message)
            page = exchange.url, stamp(exchange.fetched_at), exchange.status
            return self._writer.store.exists(KNOWN_MESSAGE, *page, outlet.name, key_of(found.message, outlet) or "")
        sql, value = (CAPTURED, stamp(found.exchange.fetched_at)) if found.dated else (GIVEN, _sha256(found))
        return self._writer.store.exists(sql, found.exchange.url, value, found.exchange.status)

    def _intake(self, url: str) -> Intake:
        outlet = self._sorting.outlet_for(url)
        intake = self._intakes.get(outlet.name)
        if intake is None or intake.outlet != outlet:
            intake = self._intakes[outlet.name] = Intake(self._writer.data.root, outlet, self._writer)
        return intake


def imported_outlets(connection: sqlite3.Connection) -> dict[str, Outlet]:
    """The outlets of a record that nobody described, by their names, as `unknown_outlet` makes them."""
    homes = column(connection, str, "SELECT home FROM outlets WHERE note = ?", (FROM_IMPORTS,))
    return {outlet.name: outlet for outlet in map(unknown_outlet, homes)}


def _sha256(found: ForeignPage) -> str:
    return hashlib.sha256(found.exchange.body).hexdigest()
