"""What was not captured, for readers: the table of gaps, whose fault each is, and what is not read at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.model import FROM_IMPORTS
from archive.record.gaps import gaps
from archive.record.rows import GapRow
from archive.text.spreadsheets import BYTE_ORDER_MARK, csv_line
from archive.times import stamp, unstamp
from archive.web.queries.outlets import NamedOutlet
from archive.web.queries.rows import Connection, rows

DAYS, LATELY_DAYS = 90, 30
SHOWN = 60
# Causes that lie with us: we did not run, had no room, broke, or came too seldom.
OURS = frozenset(
    (
        *("not_running", "disk_full", "storage", "memory", "time_limit", "crashed", "crashed_crawl", "internal_error"),
        *("busy", "no_reader", "already_running", "index_out_of_date", "feed_overflow", "private_address"),
        *("our_network", "not_crawled", "clock", "quota", "hung"),
    )
)
NOT_READ = """
SELECT name, title AS outlet_title, title_en AS outlet_title_en, note FROM outlets
WHERE enabled = 0 AND note <> ? ORDER BY name
"""
COLUMNS = ("id", "outlet", "since", "until", "cause", "known_missing", "found_at")


class NotRead(NamedOutlet):
    """NOT_READ: an outlet that we know and do not follow; `note` says why, in the words of its file."""

    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGap:
    """A gap; `left` and `width` are its place in the last DAYS days, in per cent from the oldest on.

    `is_ours`: the fault is ours, not the outlet's. `seconds` up to now where it lasts.
    """

    row: GapRow
    is_ours: bool
    seconds: float
    left: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsPage:
    """The gaps that lasted into the last DAYS days, or of all time, the newest first, SHOWN at most unless all.

    `known` is the sum of the articles known to be missing; `unknown` counts the gaps of which nobody can know.
    """

    gaps: list[ShownGap]
    count: int
    ours: int
    known: int
    unknown: int
    not_read: list[NotRead]


def gaps_page(
    connection: Connection, now: datetime, *, outlet: str | None = None, everything: bool = False
) -> GapsPage | None:
    """None where the file, of an older release, has no table of gaps."""
    since = "" if everything else stamp(now - timedelta(days=DAYS))
    found = gaps(connection, since, outlet)
    if found is None:
        return None
    shown = [shown_gap(row, now) for row in found]
    return GapsPage(
        gaps=shown if everything else shown[:SHOWN],
        count=len(shown),
        ours=sum(gap.is_ours for gap in shown),
        known=sum(row["known_missing"] or 0 for row in found),
        unknown=sum(row["known_missing"] is None for row in found),
        not_read=[] if outlet else rows(connection, NotRead, NOT_READ, (FROM_IMPORTS,)),
    )


def shown_gap(row: GapRow, now: datetime) -> ShownGap:
    first, span = now - timedelta(days=DAYS), DAYS * 86_400
    begin, end = unstamp(row["since"]), unstamp(row["until"]) if row["until"] else now
    left = min(max((begin - first).total_seconds() / span, 0.0), 1.0)
    right = min(max((end - first).total_seconds() / span, 0.0), 1.0)
    return ShownGap(
        row=row,
        is_ours=not row["outlet"] or row["cause"] in OURS,
        seconds=max((end - begin).total_seconds(), 0.0),
        left=100 * left,
        # Hours of ninety days are less than a pixel.
        width=max(100 * (right - left), 1.0),
    )


def gaps_of(connection: Connection, outlet: str, now: datetime, days: int) -> list[ShownGap] | None:
    """The gaps of an outlet, and of the whole archive, that lasted into the last days; None as for `gaps_page`."""
    found = gaps(connection, stamp(now - timedelta(days=days)), outlet)
    return None if found is None else [shown_gap(row, now) for row in found]


def missed_lately(connection: Connection, now: datetime) -> list[ShownGap] | None:
    """The gaps of all outlets that lasted into the last LATELY_DAYS days, the newest first; None as for `gaps_page`."""
    found = gaps(connection, stamp(now - timedelta(days=LATELY_DAYS)))
    return None if found is None else [shown_gap(row, now) for row in found if not is_filled(row)]


def is_filled(gap: GapRow) -> bool:
    """Was a route too short once, and has all that it left out been found since? That is a gap no more."""
    return gap["cause"] == "feed_overflow" and gap["known_missing"] == 0


def gaps_csv(connection: Connection) -> tuple[str, ...] | None:
    """The whole table as it lies in a download, the newest first; None where there is none."""
    found: Sequence[GapRow] | None = gaps(connection)
    if found is None:
        return None
    return (BYTE_ORDER_MARK + csv_line(COLUMNS), *(csv_line(tuple(row.values())) for row in found))
