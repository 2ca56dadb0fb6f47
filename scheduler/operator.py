"""The operator told: the pass that the service makes, and the operator's channels as the command line shows them."""

import threading
from collections.abc import Iterable, Iterator
from typing import TypedDict

from archive.alerts.message import public_site
from archive.alerts.operator_delivery import Attempt, alert_operators, follow
from archive.alerts.operators import Operators
from archive.alerts.rows import Lang, OperatorRow
from archive.alerts.store import Readers
from archive.configuration import current
from archive.data_folder import DataFolder
from archive.model import Outlet
from archive.times import now
from scheduler.health.self_check import clocks_of_now, watch

OPERATOR_COLUMNS = ("operator", "channel", "lang", "state", "waiting", "cause")


class ChannelRow(TypedDict):
    """One of the operator's channels, with its keys in `warraq alerts list --json`."""

    operator: int
    channel: str
    lang: Lang
    created_at: str
    state: str
    cause: str
    failing_since: str
    next_try: str
    waiting: int


def look_and_tell(data: DataFolder, outlets: Iterable[Outlet], stop: threading.Event) -> Iterator[Attempt]:
    """Judge what is ours (does anybody crawl, is there room, is the clock right), then tell what is to be told."""
    watch(data, outlets, clocks_of_now())
    yield from alert_operator(data, stop=stop)


def alert_operator(
    data: DataFolder, *, also_waiting: bool = False, stop: threading.Event | None = None
) -> Iterator[Attempt]:
    """Tell the operator what is to be told, by the channels of the configuration and those that were added."""
    settings = current(data).operator
    return alert_operators(
        data,
        public_site(data),
        now(),
        configured=settings.channels,
        digest_at=settings.digest_at,
        also_waiting=also_waiting,
        stop=stop,
    )


def add_operator(data: DataFolder, url: str, lang: Lang, *, trial: tuple[str, str] | None) -> ChannelRow:
    """Tell the operator by this channel. With a `trial` message nothing is saved unless it is taken."""
    from archive.alerts.channel import Channel  # noqa: PLC0415 - the service tells without Apprise until it sends

    channel = Channel(url)
    if trial:
        channel.deliver(*trial)
    data.make()
    row = follow(data, url, lang, now())
    return _row(row, 0)


def operator_rows(data: DataFolder) -> list[ChannelRow]:
    if not data.readers.exists():
        return []
    with Readers(data.readers) as readers:
        operators = Operators(readers)
        return [_row(one, len(operators.unsent(one["id"]))) for one in operators.all()]


def remove_operators(data: DataFolder, ids: Iterable[int]) -> list[ChannelRow]:
    """Raises BadConfiguration where one of them is none."""
    with Readers(data.readers) as readers:
        operators = Operators(readers)
        removed = [_row(operators.of(one), 0) for one in ids]
        for one in removed:
            operators.remove(one["operator"])
    return removed


def _row(row: OperatorRow, waiting: int) -> ChannelRow:
    return {
        "operator": row["id"],
        # What comes after the scheme may be a secret.
        "channel": row["channel"].partition("://")[0],
        "lang": row["lang"],
        "created_at": row["created_at"],
        "state": "given_up" if row["given_up"] else "waiting" if row["failures"] else "ok",
        "cause": row["cause"],
        "failing_since": row["failing_since"],
        "next_try": row["next_try"],
        "waiting": waiting,
    }
