"""Crawls by hand: asked of the service where one runs, else done here, after whoever has the outlet just now."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from archive.crawl_state.backfills import Backfills
from archive.crawl_state.request_rows import BackfillRow, RequestRow
from archive.crawl_state.requests import Requests
from archive.crawl_state.wake_pipe import wake_service
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.model import Outlet
from archive.times import damascus_time, now, unstamp
from scheduler.jobs import PARALLEL_CRAWLS, crawl
from scheduler.requested_crawls import go_on_with_past
from spiders.process.parent import Progress
from spiders.result import CrawlResult

LOOK_SECONDS = 0.3
FOLLOWS = "The service that runs on this data folder does it; this command follows."
SERVICE_ENDED = "The service has ended; this command goes on by itself."


class ServiceRefused(WarraqError):
    """What the service could not begin, in its words and with its exit status."""

    def __init__(self, sentence: str, exit_code: int) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


@dataclass(slots=True)
class ByHand:
    """Crawls that one command wants, from several threads. `show` gets their progress, `say` a sentence, each once.

    `stop`, once set, ends what is done here; what the service does goes on.
    """

    data: DataFolder
    stop: threading.Event
    show: Progress
    say: Callable[[str], None]
    _said: set[str] = field(default_factory=set)
    _here: threading.Semaphore = field(default_factory=lambda: threading.BoundedSemaphore(PARALLEL_CRAWLS))

    def crawl(self, outlet: Outlet) -> CrawlResult:
        """Crawl an outlet once. Raises what could not begin."""
        while not self.stop.is_set():
            result = self._through_service(outlet) if self._service_runs() else self._crawl_here(outlet)
            if result is not None:
                return result
        return CrawlResult(outlet=outlet.name, cause="interrupted")

    def past(self, outlet: Outlet, since: date) -> CrawlResult:
        """Fetch all an outlet published since a day, until it is done, paused, or has to wait. Raises what could not
        begin."""
        with Backfills(self.data.service) as pasts:
            pasts.queue(outlet.name, since.isoformat())
            before = pasts.of(outlet.name)
            row = before
            while row is not None and not self._is_over(outlet, row):
                self._go_on(outlet)
                row = pasts.of(outlet.name)
                if row is not None and before is not None:
                    self.show(_done_since(before, row), row["left"])
            if row is None:
                self._say_once(f"{outlet.name}: its backfill was stopped; what it had fetched is kept.")
            result = _result_since(before, row) if before and row else CrawlResult(outlet=outlet.name)
        return replace(result, cause="interrupted") if self.stop.is_set() else result

    def _is_over(self, outlet: Outlet, row: BackfillRow) -> bool:
        name = outlet.name
        if self.stop.is_set():
            who = "the service goes" if self._service_runs() else "warraq run goes, and so does the same command,"
            self._say_once(f"{name}: its backfill stays queued; {who} on with it. warraq backfill stop {name} ends it.")
            return True
        if row["state"] == "paused":
            self._say_once(f"{name}: its backfill is paused; go on with: warraq backfill resume {name}")
        waits = row["state"] != "done" and unstamp(row["next_at"]) > now()
        if waits:
            when = damascus_time(unstamp(row["next_at"]))
            self._say_once(
                f"{name}: its backfill waits until {when}, because of {row['cause']}. The service goes on then."
            )
        return waits or row["state"] in ("done", "paused")

    def _go_on(self, outlet: Outlet) -> None:
        if self._service_runs():
            self._say_once(FOLLOWS)
            wake_service(self.data)
            self.stop.wait(LOOK_SECONDS)
        elif self._is_free(outlet):
            with self._here:
                go_on_with_past(self.data, outlet, self.stop, self.show)

    def _through_service(self, outlet: Outlet) -> CrawlResult | None:
        """The service's answer; None where it ended before."""
        with Requests(self.data.service) as requests:
            number = requests.ask(outlet.name)
            wake_service(self.data)
            self._say_once(FOLLOWS)
            while row := requests.of(number):
                if row["ended_at"]:
                    return _answer_of(row)
                self.show(CrawlResult(outlet.name, found=row["found"], fetched=row["fetched"]), row["left"])
                if not self._service_runs():
                    # A service that began meanwhile may have it already.
                    if requests.withdraw(number, also_taken=True):
                        self._say_once(SERVICE_ENDED)
                    elif answered := requests.of(number):
                        return _answer_of(answered)
                    return None
                if self.stop.wait(LOOK_SECONDS):
                    if not requests.withdraw(number):
                        self._say_once(f"{outlet.name}: the service goes on with it.")
                    return CrawlResult(outlet=outlet.name, cause="interrupted")
        return None

    def _crawl_here(self, outlet: Outlet) -> CrawlResult | None:
        """None where another process has the outlet."""
        if not self._is_free(outlet):
            return None
        with self._here:
            result = crawl(self.data, outlet, self.stop, self.show)
        # A service that began meanwhile had to leave the outlet alone.
        wake_service(self.data)
        if result.cause == "already_running":
            self._wait_for_turn(outlet)
            return None
        return result

    def _is_free(self, outlet: Outlet) -> bool:
        if not self.data.is_locked(outlet.name):
            return True
        self._wait_for_turn(outlet)
        return False

    def _wait_for_turn(self, outlet: Outlet) -> None:
        self._say_once(f"{outlet.name} is being crawled by another command; this one waits for its turn.")
        self.stop.wait(LOOK_SECONDS)

    def _service_runs(self) -> bool:
        return self.data.is_locked("service")

    def _say_once(self, sentence: str) -> None:
        if sentence not in self._said:
            self._said.add(sentence)
            self.say(sentence)


def _answer_of(row: RequestRow) -> CrawlResult:
    result = json.loads(row["result"])
    if "error" in result:
        raise ServiceRefused(result["error"], result["exit_code"])
    return CrawlResult(**result)


def _sum_of(row: BackfillRow) -> CrawlResult:
    return CrawlResult(**json.loads(row["result"])) if row["result"] else CrawlResult(outlet=row["outlet"])


def _done_since(before: BackfillRow, row: BackfillRow) -> CrawlResult:
    return CrawlResult(
        outlet=row["outlet"], found=row["listed"] - before["listed"], fetched=row["taken"] - before["taken"]
    )


def _result_since(before: BackfillRow, row: BackfillRow) -> CrawlResult:
    """What its crawls did between two looks at a backfill, and how the last one ended."""
    return replace(_sum_of(row).minus(_sum_of(before)), cause=row["cause"])
