"""What was missed in the last days: the record's gaps, and what the log of the runs shows that is not yet in them."""

from datetime import datetime, timedelta
from pathlib import Path

from archive.crawl_state import gaps as of_runs
from archive.crawl_state.gaps import GAP_DAYS, Gap, Missed
from archive.record.gaps import gaps
from archive.record.rows import GapRow
from archive.times import stamp
from archive.web.queries.rows import Connection


def missed(connection: Connection, service: Path, now: datetime) -> Missed | None:
    """Gaps, the newest first, and how many pages are held back; None where neither the record nor a log tells.

    A feed that was too short and whose articles have all been found since is none any more.
    """
    told = gaps(connection, stamp(now - timedelta(days=GAP_DAYS)))
    told = [row for row in told or () if (row["cause"], row["known_missing"]) != ("feed_overflow", 0)]
    reckoned = of_runs.missed(service, now)
    if reckoned is None:
        return Missed([_gap(row) for row in told], []) if told else None
    rows = [(row, next((gap for gap in reckoned.gaps if _is_same(row, gap)), None)) for row in told]
    untold = [gap for gap in reckoned.gaps if not any(_is_same(row, gap) for row, _ in rows)]
    shown = [_gap(row, same.tries if same else 0) for row, same in rows] + untold
    return Missed(sorted(shown, key=lambda gap: gap.since, reverse=True), reckoned.held)


def _is_same(row: GapRow, gap: Gap) -> bool:
    """Is a gap of the runs, of which only the last days were read, a part of this one?"""
    is_of_runs = row["cause"] != "feed_overflow" and row["outlet"] == gap.outlet
    return is_of_runs and row["since"] <= gap.since and (row["until"] is None or row["until"] > gap.since)


def _gap(row: GapRow, tries: int = 0) -> Gap:
    return Gap(outlet=row["outlet"], since=row["since"], until=row["until"] or "", cause=row["cause"], tries=tries)
