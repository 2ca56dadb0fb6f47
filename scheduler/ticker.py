"""One tick, held by APScheduler: never two at a time, never lost, and never asleep because somebody set the clock."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, JobEvent
from apscheduler.schedulers.background import BackgroundScheduler

TICK = "tick"
# After a tick that failed.
SECONDS_AFTER_A_FAULT = 10.0
# So long a tick may be under way before it is asked for again.
PATIENCE = 60.0
_log = logging.getLogger(__name__)


class Ticker:
    """Calls `tick` at once, then after the seconds that it returned, and whenever it is woken.

    APScheduler reckons by the wall clock, and would sleep for years where that is set back; so its job is woken by a
    thread that waits on a clock nobody sets.
    """

    def __init__(self, tick: Callable[[], float]) -> None:
        self._work = tick
        self._seconds = 0.0
        self._closing, self._woken, self._ticked = threading.Event(), threading.Event(), threading.Event()
        self._scheduler = BackgroundScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._scheduler.add_listener(_log_event, EVENT_JOB_ERROR | EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES)
        self._waker = threading.Thread(target=self._wake_in_time, name="waker", daemon=True)

    def start(self) -> None:
        # Every hour by itself, were the waker ever to end.
        self._scheduler.add_job(self._tick, "interval", hours=1, id=TICK)
        self._scheduler.start()
        self._waker.start()

    def wake(self) -> None:
        """Tick now. From any thread; returns at once."""
        self._woken.set()

    def run(self, name: str, work: Callable[[], object]) -> None:
        """Run something once, now, in a thread of APScheduler's; not while it runs already."""
        self._scheduler.add_job(work, id=name, replace_existing=True)

    def close(self) -> None:
        """No tick begins any more; returns when what is under way has ended."""
        self._closing.set()
        self._woken.set()
        self._ticked.set()
        if self._waker.is_alive():
            self._waker.join()
            self._scheduler.shutdown(wait=True)

    def _wake_in_time(self) -> None:
        while not self._closing.is_set():
            self._woken.clear()
            self._ticked.clear()
            self._scheduler.modify_job(TICK, next_run_time=datetime.now(UTC))
            # Set back between these two lines, the clock would never come to it.
            while not self._ticked.wait(PATIENCE):
                self._scheduler.modify_job(TICK, next_run_time=datetime.now(UTC))
            self._woken.wait(self._seconds)

    def _tick(self) -> None:
        self._seconds = SECONDS_AFTER_A_FAULT
        try:
            self._seconds = self._work()
        finally:
            self._ticked.set()


def _log_event(event: JobEvent) -> None:
    """What APScheduler would tell in a line of its own log, or not at all."""
    if event.code == EVENT_JOB_ERROR:
        _log.error("%s failed", event.job_id, exc_info=event.exception)
    else:
        _log.warning("%s was not run at its time; it is run the next time.", event.job_id)
