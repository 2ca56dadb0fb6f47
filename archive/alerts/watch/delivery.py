"""Watch lists at work: what is new is held against every name as it comes, and told once a day.

What was found is committed, with how far the record was walked, before anything is sent; that it was told as soon as
the channel took it. Nothing is lost or told twice, whenever the process dies; a digest goes out twice only if it dies
between the channel's yes and the commit after it.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlite_utils.utils import sqlite3

from archive.alerts.collecting import newest
from archive.alerts.operator_message import is_time
from archive.alerts.rows import Lang
from archive.alerts.watch.collecting import collect, found_among, in_words, reread
from archive.alerts.watch.digest import ArticleTold, digest, entries_of
from archive.alerts.watch.schema import FoundRow, ListRow, SubscriptionRow
from archive.alerts.watch.sending import page_of, way_to
from archive.alerts.watch.store import Watching
from archive.alerts.watch.telegram import BotBlockedError
from archive.configuration import Subscriptions, current
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.record.store import read_record
from archive.search.name_lists import Name
from archive.search.vocabulary import Vocabulary
from archive.sqlite import one_state
from archive.times import damascus_day, damascus_time, now, unstamp

BUSY = "Watch lists are being looked through by another process on this data folder; wait for it to end."


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest, or the attempt: `count` articles of the list `watch`. `cause` is empty where it was taken."""

    watch: int
    subscription: int
    count: int
    cause: str

    def __str__(self) -> str:
        return f"watch list {self.watch}: {self.count} articles, " + (
            f"not sent: {self.cause}" if self.cause else "sent"
        )


def keep(data: DataFolder, names: Sequence[Name], label: str, channel: str, lang: Lang) -> tuple[ListRow, list[Name]]:
    """Keep a list for what comes from now on, and tell a channel, an Apprise URL, if one is named. Also returns what of
    the list is no name, and was left out."""
    with closing(read_record(data.record)) as record, one_state(record):
        wanted, odd = in_words(record, names)
        reached = newest(record).version
    with Watching(data.watch) as watching:
        kept = watching.add(wanted, label, reached, now())
        if channel:
            watching.subscribe(kept["id"], channel, lang, now())
    return kept, odd


def send_digests(
    data: DataFolder,
    site: str,
    digest_at: str,
    *,
    at_once: bool = False,
    also_waiting: bool = False,
    stop: threading.Event | None = None,
) -> Iterator[Digest]:
    """One pass: find what is new; behind `digest_at` in Damascus, or `at_once`, send the digests that are due.

    Raises AlreadyRunning while another process does the same.
    """
    with (
        data.make().lock("watch", BUSY),
        closing(read_record(data.record)) as record,
        Watching(data.watch) as watching,
    ):
        at = now()
        with one_state(record):
            collect(record, watching, data.service, at)
            reread(record, watching, at)
        if not (at_once or is_time(digest_at, at)):
            return
        before = "9999" if at_once else damascus_day(at).isoformat()
        for one in watching.due(before, at, also_waiting=also_waiting):
            if stop is not None and stop.is_set():
                return
            with one_state(record):
                yield from _send_digest(record, watching, one, _Sending(site, current(data).subscriptions, at))


class _Sending(NamedTuple):
    """Of one pass: where readers reach the archive, by what they are told, and when it is."""

    site: str
    settings: Subscriptions
    at: datetime


def _send_digest(
    record: sqlite3.Connection, watching: Watching, one: SubscriptionRow, sending: _Sending
) -> Iterator[Digest]:
    site, settings, at = sending
    kept, found = watching.list_of(one["list_id"]), watching.found(one["list_id"], one["told"])
    articles = _still_found(record, watching, found)
    last, day = found[-1]["id"] if found else 0, damascus_day(at)
    if not articles:
        watching.mark_sent(one["id"], last, day.isoformat())
        return
    page = page_of(site, one["lang"], one["token"]) if one["token"] else ""
    try:
        way = way_to(one["channel"], settings, page)
        title, text = digest(kept["label"], articles, one["lang"], site, day, way.longest_text, page)
        way.deliver(title, text)
    except BotBlockedError as problem:
        # Who blocks the bot has ended it.
        watching.remove(kept["id"])
        yield Digest(kept["id"], one["id"], len(articles), f"{problem} The list is forgotten.")
    except WarraqError as problem:
        watching.failed(one, at)
        yield Digest(kept["id"], one["id"], len(articles), str(problem))
    else:
        watching.mark_sent(one["id"], last, day.isoformat())
        yield Digest(kept["id"], one["id"], len(articles), "")


def _still_found(
    record: sqlite3.Connection, watching: Watching, found: Sequence[FoundRow]
) -> list[tuple[ArticleTold, list[str], int]]:
    """Of what was met, what the search finds now; the rest is forgotten; a later version may bring the name."""
    names = watching.names_of(found)
    articles = dict[str, list[int]]()
    for row in found:
        for name in names.get(row["id"], ()):
            articles.setdefault(name["text"], []).append(row["article_id"])
    vocabulary, there = Vocabulary(record), dict[int, list[str]]()
    for text, wanted in articles.items():
        for article in found_among(record, text, wanted, vocabulary):
            there.setdefault(article, []).append(text)
    watching.forget(row["id"] for row in found if row["article_id"] not in there)
    return entries_of(record, there)


def name_of(kept: ListRow) -> str:
    """What a list is called to the operator: readers' words are shown to nobody."""
    return "a reader's" if kept["origin"] == "web" else kept["label"]


def troubles(data: DataFolder) -> list[str]:
    """A sentence for each channel that does not take its digests."""
    if not data.watch.exists():
        return []
    with Watching(data.watch) as watching:
        return [
            f"Watch list {kept['id']} ({name_of(kept)}) has not reached {one['channel'].partition(':')[0]} since"
            f" {damascus_time(unstamp(one['failing_since']))}. Mend it, then: warraq watch send --now"
            for kept in watching.lists()
            for one in watching.subscriptions(kept["id"])
            if one["failures"]
        ]
