"""`warraq run`: the crawler of what is due, the reading room, the alerts; and a clean end at any moment."""

import importlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from logging import INFO, WARNING

from archive.alerts.delivery import send
from archive.alerts.message import public_site
from archive.alerts.watch.delivery import send_digests
from archive.alerts.watch.double_opt_in import take_in
from archive.configuration import current
from archive.crawl_state.redactions import is_begun
from archive.crawl_state.runs import RunLog
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.evidence.own_facts import put_outlet
from archive.model import Outlet
from archive.record.store import open_record
from archive.times import now
from scheduler.clock import start_ticking
from scheduler.crawler import Crawler
from scheduler.dead_mans_switch import DeadMansSwitch
from scheduler.health.judge import judge_all
from scheduler.jobs import warn_of_clock
from scheduler.logs import log_bug, log_event
from scheduler.nightly import NightlyJobs, Ran
from scheduler.operator import look_and_tell
from scheduler.planner import bounds_of
from scheduler.reading_room import ReadingRoom
from scheduler.signals import Ending
from scheduler.supervisor import LOOK_SECONDS, Supervisor, Writing
from scheduler.systemd_notify import notify, notify_of_reload
from scheduler.web_process import Served
from spiders.registry import outlets, read_anew

HOST = "127.0.0.1"
ALERT_SECONDS = 120.0
PING_SECONDS = 6.0


class Service:
    """Crawls what is due and serves the archive until it is told to stop. Without a port it only crawls."""

    def __init__(
        self,
        data: DataFolder,
        outlets: Mapping[str, Outlet],
        port: int | None,
        ending: Ending | None = None,
        *,
        choose: Callable[[], Mapping[str, Outlet]] | None = None,
        allow_sql: bool = False,
    ) -> None:
        """`choose` gives the outlets anew, by what is configured then; without it they stay as they are."""
        self._data, self._outlets, self._port, self._allow_sql = data, outlets, port, allow_sql
        self._choose = choose or (lambda: outlets)
        self._ending = ending or Ending()
        self._stop = self._ending.stop
        self._ping = DeadMansSwitch(lambda: current(data).ping)
        nights = NightlyJobs(data, self._stop, _log_night_job)
        self._crawler = Crawler(data, outlets, self._stop, nights, self._ending.reload.set)

    def run(self) -> None:
        """Blocks until `ending.stop`. Raises AlreadyRunning, BadConfiguration, WarraqError when serving fails."""
        busy = f"Warraq already runs on {self._data.root}; stop that one first, or name another folder with --data."
        notify("STATUS=starting")
        with self._data.make().lock("service", busy), self._failure_reported(), self._room() as room:
            self._prepare()
            if room:
                room.start(self._stop)
            if not self._stop.is_set():
                self._work(room)

    def _work(self, room: ReadingRoom | None) -> None:
        # Held open: a reading room of another user, who may write nothing, needs the files that SQLite keeps beside a
        # record while somebody has it open for writing.
        record = open_record(self._data.record)
        self._crawler.start()
        alerting = start_ticking(self._send_alerts, ALERT_SECONDS)
        writing = Writing(self._data, self._stop)
        writing.start()
        supervisor = Supervisor(self._ping, room, lambda: self._crawler.heartbeat, writing)
        where = f" on http://{HOST}:{self._port}/" if room else " to nobody, and crawls"
        log_event("started", f"Warraq serves {self._data.root}{where}  (Ctrl-C ends it)")
        notify("READY=1", "STATUS=all works")
        try:
            watch(supervisor.look, self._ending, lambda: self._reload(room))
        finally:
            notify("STOPPING=1", "STATUS=stopping")
            log_event("stopping", "Stopping: crawls finish their page, then the service ends.")
            self._stop.set()
            if room:
                room.terminate()
            alerting.shutdown(wait=True)
            self._crawler.close()
            record.close()

    @contextmanager
    def _failure_reported(self) -> Iterator[None]:
        """A service that ends by a failure says so to whoever watches it from outside."""
        self._ping.began()
        try:
            yield
        except BaseException:
            self._ping.failed()
            self._ping.wait(PING_SECONDS)
            raise

    def _prepare(self) -> None:
        """The record and the schedule exist before anything reads them. An outlet never crawled is due at once.

        Raises BadConfiguration for a schedule that cannot be read: now, not hours later in the middle of the night.
        """
        for outlet in self._outlets.values():
            bounds_of(outlet)
        warn_of_clock(self._data)
        self._enter_outlets()
        if is_begun(self._data.service):
            self._end_redaction()

    def _end_redaction(self) -> None:
        """Bring to its end what was cut short. What stops that is told, and is tried again at the next start."""
        log_event("redaction", "A redaction was cut short: it is brought to its end first.")
        # Loaded only then: it brings what the service has no other need of.
        redaction = importlib.import_module("archive.redaction.apply")
        try:
            with self._data.lock("redact", "A redact is running on this data folder."):
                redaction.finish(self._data)
        except WarraqError as problem:
            log_event("redaction", f"{problem} End it with: warraq redact", level=WARNING)

    def _enter_outlets(self) -> None:
        store = open_record(self._data.record)
        for outlet in self._outlets.values():
            put_outlet(store, outlet)
        store.close()
        with RunLog(self._data.service) as run_log:
            judge_all(run_log, self._outlets.values(), now())

    def _room(self) -> AbstractContextManager[ReadingRoom | None]:
        """The port is taken before anything is prepared: who names a wrong one is told so at once."""
        return nullcontext() if self._port is None else ReadingRoom(HOST, self._port, self._served())

    def _reload(self, room: ReadingRoom | None) -> None:
        """Go by what is configured now. What is wrong there is told, and changes nothing."""
        try:
            read_anew()
            self._outlets = self._choose()
            self._prepare()
        except WarraqError as problem:
            log_event("not_reloaded", f"{problem} Until then all goes on as it was.", level=WARNING)
            return
        self._crawler.reload(self._outlets)
        if room:
            room.renew(self._served())
        log_event("reloaded", "The configuration was read anew.")

    def _served(self) -> Served:
        return Served(self._data.root, tuple(outlets().values()), self._allow_sql, current(self._data))

    def _alert_operator(self) -> None:
        """Judge what is ours, and tell what opened or is over. A failure is told here and in `warraq alerts list`."""
        with _going_on_where_it_fails("alerts", "alerts_failed", "telling the operator"):
            for message in look_and_tell(self._data, self._outlets.values(), self._stop):
                log_event("operator_told", f"alerts: {message}")

    def _send_digests(self) -> None:
        """Take in what readers asked for, hold watch lists against what is new, and send the digests of the day."""
        is_asked = self._data.watch.exists() or current(self._data).subscriptions.telegram
        if not (is_asked and self._data.record.exists()):
            return
        with _going_on_where_it_fails("watch", "digests_failed", "the watch lists"):
            for step in take_in(self._data, public_site(self._data), stop=self._stop):
                log_event("reader_list", f"watch: {step}", what=step.what)
            digest_at = current(self._data).operator.digest_at
            for digest in send_digests(self._data, public_site(self._data), digest_at, stop=self._stop):
                log_event("digest", f"watch: {digest}", watch=digest.watch, count=digest.count)

    def _send_alerts(self) -> None:
        """Tell what saved searches found. A failure is told here and in `warraq alerts list`; crawls go on."""
        self._alert_operator()
        self._send_digests()
        if not self._data.readers.exists():
            return
        with _going_on_where_it_fails("alerts", "alerts_failed", "the alerts"):
            for result in send(self._data, public_site(self._data), also_waiting=False, stop=self._stop):
                name = f"saved search {result.search}"
                log_event("alert", f"alerts: {result.describe(name)}", search=result.search, count=result.count)


@contextmanager
def _going_on_where_it_fails(who: str, event: str, work: str) -> Iterator[None]:
    """What goes wrong within is told, and everything else goes on."""
    try:
        yield
    except WarraqError as problem:
        log_event(event, f"{who}: {problem}", level=WARNING)
    except Exception as problem:
        log_bug(work, problem)


def _log_night_job(ran: Ran) -> None:
    level = WARNING if ran.problem else INFO
    log_event(
        "nightly_job_ended", f"{ran.job}: {ran.problem or ran.done}", level=level, job=ran.job, problem=ran.problem
    )


def watch(look: Callable[[], object], ending: Ending, reload: Callable[[], None]) -> None:
    """Look about once a second, until the end, and reload whenever that is asked for."""
    while not ending.stop.wait(LOOK_SECONDS):
        look()
        if ending.reload.is_set():
            ending.reload.clear()
            notify_of_reload()
            reload()
            notify("READY=1")
