"""What people asked for, done: a crawl for a command that follows it, and a crawl of an outlet's past."""

import json
import threading
from dataclasses import replace
from datetime import date

from archive.configuration.disk_space import demand_room
from archive.crawl_state.backfills import Backfills, Ending
from archive.crawl_state.requests import Requests
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.model import Outlet
from scheduler.jobs import crawl
from spiders.process.parent import Progress
from spiders.result import CrawlResult

# The outlet lists no more of its past than was read, or none at all: another try brings nothing.
NO_MORE = frozenset({"no_routes", "capped", "cut_off", "parse", "http_404", "http_410", "crawl_delay"})
# Nobody's fault: it is gone on with at once.
CUT_SHORT = frozenset({"time_limit", "interrupted", "already_running"})
FAULT = "The service met a fault of its own; its log has the lines."


def answer(data: DataFolder, outlet: Outlet, number: int, stop: threading.Event, lease: str = "") -> CrawlResult:
    """Crawl an outlet for a command that asked for it and follows the request of this number, which is taken.

    Where the outlet is busy, or the service ends, it waits again. Raises what `crawl` raises, once the command knows.
    """
    with Requests(data.service) as requests:
        try:
            demand_room(data)
            result = crawl(
                data, outlet, stop, lambda so_far, left: requests.progress(number, so_far.as_dict(), left), lease=lease
            )
        except WarraqError as problem:
            requests.refused(number, problem)
            raise
        except Exception:
            requests.refused(number, WarraqError(FAULT))
            raise
        if result.cause == "already_running" or stop.is_set():
            requests.give_back(number)
        else:
            requests.ended(number, result.as_dict())
    return result


def go_on_with_past(
    data: DataFolder, outlet: Outlet, stop: threading.Event, on_progress: Progress | None = None, lease: str = ""
) -> CrawlResult:
    """One crawl of the outlet's past, which was asked for, and what it says of the next; at most ten minutes.

    Its progress is noted by the crawl itself. Raises DiskFull and what `crawl` raises, once it is noted that it ended
    ill, so that it is not begun again at once.
    """
    with Backfills(data.service) as pasts:
        row = pasts.of(outlet.name)
        if row is None:
            return CrawlResult(outlet=outlet.name)
        before = CrawlResult(**json.loads(row["result"])) if row["result"] else CrawlResult(outlet=outlet.name)
        try:
            demand_room(data)
            result = crawl(data, outlet, stop, on_progress, date.fromisoformat(row["since"]), lease=lease)
        except Exception:
            pasts.crawl_ended(outlet.name, replace(before, cause="crashed").as_dict(), "ill")
            raise
        pasts.crawl_ended(outlet.name, before.plus(result).as_dict(), _ending(result.cause))
    return result


def _ending(cause: str) -> Ending:
    if not cause:
        return "well"
    return "cut_short" if cause in CUT_SHORT else "no_more" if cause in NO_MORE else "ill"
