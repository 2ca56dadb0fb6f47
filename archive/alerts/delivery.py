"""Saved searches at work: each new match and each later change found once, sent once.

What is new is found by archive.alerts.collecting. What was found is committed, with the cursors, before anything is
sent; what was sent is committed as soon as the channel took it. So nothing is lost or found twice, whenever the process
dies; a message is sent twice only if it dies between the channel's yes and the commit after it.
"""

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from sqlite_utils.utils import sqlite3

from archive.alerts.collecting import collect, newest
from archive.alerts.message import events_of, heading, message
from archive.alerts.saved_search import SavedSearch, Wanted
from archive.alerts.store import Readers
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, WarraqError
from archive.record.store import read_record
from archive.search.compiled import NOTHING
from archive.search.engine import Hit, search
from archive.search.fts_query import compile_query
from archive.search.vocabulary import Vocabulary
from archive.sqlite import one_state
from archive.times import damascus_time, now, unstamp

Connection = sqlite3.Connection
BUSY = "Saved searches are being looked through by another process on this data folder; wait for it to end."


@dataclass(frozen=True, slots=True)
class Sent:
    """One message, or the attempt: `count` matches, `named` of them one by one. `cause` is empty where it was taken."""

    search: int
    label: str
    count: int
    named: int
    cause: str
    given_up: bool

    def __str__(self) -> str:
        return self.describe(f"{self.search}  {self.label}")

    def describe(self, name: str) -> str:
        """What became of it, under a name for the search: its label is a reader's question, which no log holds."""
        found = f"{name}: {self.count} found"
        if self.given_up:
            return f"{found}, given up after days of failing: {self.cause} Mend it, then: warraq alerts send --now"
        return f"{found}, not sent: {self.cause}" if self.cause else f"{found}, sent"


def save(data: DataFolder, wanted: Wanted) -> SavedSearch:
    """Save a search for what comes into the record from now on. Raises BadConfiguration as demand_sense does."""
    with closing(read_record(data.record)) as record:
        demand_sense(record, wanted)
        reached = newest(record)
    with Readers(data.readers) as readers:
        return readers.add(wanted, reached, now())


def demand_sense(record: Connection, wanted: Wanted | SavedSearch) -> None:
    """Raises BadConfiguration for a question without a word, or an outlet of which the archive holds nothing."""
    if compile_query(wanted.question, wanted.mode, Vocabulary(record)).match == NOTHING:
        raise BadConfiguration(f"“{wanted.question}” has no word to look for. Name at least one.")
    for outlet in wanted.filters["outlets"]:
        if not record.execute("SELECT 1 FROM outlets WHERE name = ?", (outlet,)).fetchone():
            raise BadConfiguration(
                f"The archive holds nothing of an outlet called “{outlet}”. List them with: warraq outlets"
            )


def preview(record: Connection, wanted: Wanted | SavedSearch, limit: int) -> list[Hit]:
    """The newest articles that a search finds now. Nothing is sent or remembered."""
    return search(record, wanted.question, mode=wanted.mode, limit=limit, **wanted.filters).hits


def troubles(data: DataFolder) -> list[str]:
    """A sentence for each saved search whose messages do not arrive."""
    if not data.readers.exists():
        return []
    with Readers(data.readers) as readers:
        return [
            f"Alert {saved.id} ({saved.label}) has not reached its reader since"
            f" {damascus_time(unstamp(saved.failing_since))}"
            f"{', and was given up' if saved.given_up else ''}: {saved.cause}"
            for saved in readers.searches()
            if saved.state != "ok"
        ]


def send(data: DataFolder, site: str, *, also_waiting: bool, stop: threading.Event) -> Iterator[Sent]:
    """One pass: find what is new, then send to every channel that is due. `site` is where readers reach the archive.

    Raises AlreadyRunning while another process does the same.
    """
    with (
        data.make().lock("alerts", BUSY),
        closing(read_record(data.record)) as record,
        Readers(data.readers) as readers,
    ):
        readers.forget_unread(now())
        with one_state(record):
            collect(record, readers, data.service)
        for saved in readers.to_send(now(), also_waiting=also_waiting):
            if stop.is_set():
                return
            yield _send(record, readers, saved, site)


def _send(record: Connection, readers: Readers, saved: SavedSearch, site: str) -> Sent:
    from archive.alerts.channel import Channel  # noqa: PLC0415 - Apprise takes a third of a second; most passes send nothing

    unsent = readers.unsent(saved.id)
    events = events_of(record, unsent)
    named, cause, given_up = 0, "", False
    try:
        channel = Channel(saved.channel)
        title = heading(saved, events)
        named, text = message(saved, events, site, channel.longest_text - len(title))
        if events:
            channel.deliver(title, text)
    except WarraqError as problem:
        failed = readers.failed(saved, str(problem), now())
        cause, given_up = failed.cause, failed.given_up
    else:
        readers.sent(saved.id, unsent[-1]["id"], now())
    return Sent(saved.id, saved.label, len(events), named, cause, given_up)
