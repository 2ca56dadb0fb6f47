"""Incidents told to the operator: each at its opening and at its end, by every channel, once; and the daily summary.

What is to be told is written down for each channel before anything is sent, and what was sent as soon as the channel
took it, as archive.alerts.delivery does it for saved searches.
"""

import shutil
import threading
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.alerts.operator_message import Day, Names, as_notice, is_time, messages, summary
from archive.alerts.operators import Operators
from archive.alerts.rows import Lang, OperatorRow
from archive.alerts.store import Readers
from archive.configuration import OperatorSettings
from archive.crawl_state.expectations import expected
from archive.crawl_state.health import read_health
from archive.crawl_state.held import HeldPages
from archive.crawl_state.incidents import Incidents, open_incidents
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.record.store import read_record
from archive.sqlite import open_readonly
from archive.times import damascus_day, damascus_time, stamp, start_of, unstamp

BUSY = "The operator is being told by another process on this data folder; wait for it to end."
DIGEST_AT = OperatorSettings().digest_at
TITLES = {"ar": "SELECT name, title FROM outlets", "en": "SELECT name, title_en FROM outlets"}
CAME = "SELECT outlet, sum(new) FROM runs WHERE NOT past AND started_at >= ? AND started_at < ? GROUP BY outlet"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A message to one of the operator's channels, or the attempt; `cause` is empty where it was taken."""

    operator: int
    title: str
    cause: str

    def __str__(self) -> str:
        return f"operator's channel {self.operator}: " + (f"not sent: {self.cause}" if self.cause else "sent")


def follow(data: DataFolder, channel: str, lang: Lang, at: datetime) -> OperatorRow:
    """Tell the operator by this channel from now on, of what is open first. Who was never told hears of no past."""
    with Readers(data.readers) as readers:
        return Operators(readers).add(channel, lang, at, open_incidents(data.service) or ())


def alert_operators(
    data: DataFolder,
    site: str,
    at: datetime,
    *,
    configured: Collection[str] | None = None,
    digest_at: str = DIGEST_AT,
    also_waiting: bool = False,
    stop: threading.Event | None = None,
) -> Iterator[Attempt]:
    """One pass. `configured` are the channels that the configuration names; None where nobody asked it.

    Raises AlreadyRunning while another process does the same.
    """
    if not data.service.exists() or not (data.readers.exists() or configured):
        return
    with data.make().lock("operators", BUSY), Readers(data.readers) as readers:
        operators = Operators(readers)
        if configured is not None:
            operators.follow_configured(configured, "ar", at)
        if not operators.all():
            return
        with Incidents(data.service) as incidents:
            news = incidents.to_tell()
            operators.queue(news)
            incidents.mark_sent(news, at)
        for channel in operators.due(at, also_waiting=also_waiting):
            if stop is None or not stop.is_set():
                yield from _deliver(data, operators, channel, site, at, digest_at)


def _deliver(
    data: DataFolder, operators: Operators, channel: OperatorRow, site: str, at: datetime, digest_at: str
) -> Iterator[Attempt]:
    notices = operators.unsent(channel["id"])
    wants_summary = channel["digest_on"] < damascus_day(at).isoformat() and is_time(digest_at, at)
    if not notices and not wants_summary:
        return
    from archive.alerts.channel import Channel  # noqa: PLC0415 - Apprise takes a third of a second, and memory

    names, title = Names(channel["lang"], _titles(data, channel["lang"]), site), ""
    try:
        way = Channel(channel["channel"])
        for title, text, incidents in messages(notices, names):
            way.deliver(title, text[: way.longest_text - len(title)])
            operators.sent(channel["id"], incidents, at)
            yield Attempt(channel["id"], title, "")
        if wants_summary:
            title, text = _summary(data, names, at)
            way.deliver(title, text[: way.longest_text - len(title)])
            operators.summed_up(channel["id"], damascus_day(at).isoformat())
            yield Attempt(channel["id"], title, "")
    except WarraqError as problem:
        operators.failed(channel, str(problem), at)
        yield Attempt(channel["id"], title, str(problem))


def _summary(data: DataFolder, names: Names, at: datetime) -> tuple[str, str]:
    yesterday = damascus_day(at) - timedelta(days=1)
    span = stamp(start_of(yesterday)), stamp(start_of(yesterday + timedelta(days=1)))
    with closing(open_readonly(data.service)) as connection:
        came = {str(outlet): int(number) for outlet, number in connection.execute(CAME, span)}
    health = read_health(data.service) or {}
    followed = {name: row for name, row in health.items() if row["state"] != "disabled"}
    with HeldPages(data.service) as held_pages:
        held = len(held_pages.held())
    day = Day(
        day=yesterday,
        came={name: came.get(name, 0) for name in {*followed, *came}},
        expected={
            name: _expected(data, name, start_of(yesterday)) or row["expected"] for name, row in followed.items()
        },
        held=held,
        free_bytes=shutil.disk_usage(data.root).free,
    )
    return summary(day, [as_notice(dict(row)) for row in open_incidents(data.service) or ()], names)


def _expected(data: DataFolder, outlet: str, day: datetime) -> str:
    known = expected(data.service, outlet, day)
    return f"{known.low:g}-{known.high:g}" if known else ""


def _titles(data: DataFolder, lang: Lang) -> dict[str, str]:
    if not data.record.exists():
        return {}
    with closing(read_record(data.record)) as record:
        return {str(name): str(title) for name, title in record.execute(TITLES[lang]) if title}


def operator_troubles(data: DataFolder) -> list[str]:
    """A sentence for each of the operator's channels whose messages do not arrive."""
    if not data.readers.exists():
        return []
    with Readers(data.readers) as readers:
        return [
            f"The operator's channel {row['id']} ({row['channel'].partition('://')[0]}) has not taken a message since"
            f" {damascus_time(unstamp(row['failing_since']))}{', and was given up' if row['given_up'] else ''}:"
            f" {row['cause']}"
            for row in Operators(readers).all()
            if row["failures"]
        ]
