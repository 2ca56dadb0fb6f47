"""Runs that failed and hours in which nothing ran, as the private log tells them, become rows of the record's gaps."""

import logging
from contextlib import closing
from datetime import datetime

from archive.crawl_state.gaps import Gap
from archive.crawl_state.run_gaps import RunGaps
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.record.gaps import gaps
from archive.times import unstamp

log = logging.getLogger(__name__)


def note_run_gaps(data: DataFolder, outlet: str, at: datetime) -> None:
    """Bring the gaps of an outlet, and of the archive, up to what its runs say; belongs behind every run.

    Whatever keeps it from writing costs nothing but time: the next run tells the same again. Raises nothing.
    """
    try:
        with RunGaps(data.service) as runs:
            untold = _untold(data, [*runs.of_outlet(outlet), *runs.of_archive()])
            if untold:
                # What writes the record is large, and behind most runs nothing is to be written.
                from archive.record.store import open_record  # noqa: PLC0415

                with closing(open_record(data.record)) as store:
                    for gap in untold:
                        until = unstamp(gap.until) if gap.until else None
                        store.note_failed_gap(gap.outlet, unstamp(gap.since), until, gap.cause, at)
            runs.settle(outlet)
    except WarraqError as problem:
        log.warning("the gaps of %s were not written: %s", outlet, problem)


def _untold(data: DataFolder, found: list[Gap]) -> list[Gap]:
    """Those that the record does not know as they are: mostly none, and then nothing is opened to be written."""
    if not found or not data.record.exists():
        return found
    from archive.record.store import read_record  # noqa: PLC0415

    with closing(read_record(data.record)) as connection:
        recorded = {(row["outlet"], row["since"], row["until"], row["cause"]) for row in gaps(connection) or ()}
    return [gap for gap in found if (gap.outlet, gap.since, gap.until or None, gap.cause) not in recorded]
