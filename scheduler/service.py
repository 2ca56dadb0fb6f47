"""`warraq run`: one tick that starts what is due, the reading room in a process of its own, a clean end on Ctrl-C."""

import multiprocessing
import signal
import socket
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from archive.alerts.delivery import send
from archive.alerts.message import public_site
from archive.crawl_state.runs import RunLog
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, WarraqError
from archive.model import Outlet
from archive.record.store import open_record
from archive.times import damascus_time, now
from scheduler.clock import start_ticking
from scheduler.engine import Engine
from scheduler.health.judge import judge_all
from scheduler.jobs import tell_of_the_clock
from scheduler.output import LOG
from scheduler.planner import bounds_of
from spiders.registry import outlets

HOST = "127.0.0.1"
ALERT_SECONDS = 120.0


class Service:
    """Crawls what is due and serves the archive until it is told to stop."""

    def __init__(self, data: DataFolder, outlets: Mapping[str, Outlet], port: int, *, allow_sql: bool = False) -> None:
        self._data, self._outlets, self._port, self._allow_sql = data, outlets, port, allow_sql
        self._stop = threading.Event()
        self._engine = Engine(data, outlets, self._stop)
        self._web: multiprocessing.process.BaseProcess | None = None

    def run(self) -> None:
        """Blocks until SIGINT or SIGTERM. Raises AlreadyRunning, BadConfiguration, WarraqError when serving fails."""
        busy = f"Warraq already runs on {self._data.root}; stop that one first, or name another folder with --data."
        with self._data.make().lock("service", busy):
            demand_free_port(self._port)
            self._prepare()
            for signum in (signal.SIGINT, signal.SIGTERM):
                signal.signal(signum, self._on_signal)
            self._start_web()
            self._engine.start()
            alerting = start_ticking(self._send_alerts, ALERT_SECONDS)
            LOG.print(f"Warraq serves {self._data.root} on http://{HOST}:{self._port}/  (Ctrl-C ends it)")
            try:
                self._wait()
            finally:
                LOG.print("Stopping: crawls finish their page, then the service ends.")
                self._stop.set()
                alerting.shutdown(wait=True)
                self._engine.close()
                self._stop_web()

    def _prepare(self) -> None:
        """The record and the schedule exist before anything reads them. An outlet never crawled is due at once.

        Raises BadConfiguration for a schedule that cannot be read: now, not hours later in the middle of the night.
        """
        for outlet in self._outlets.values():
            bounds_of(outlet)
        tell_of_the_clock(self._data)
        store = open_record(self._data.record)
        for outlet in self._outlets.values():
            store.put_outlet(outlet)
        store.close()
        with RunLog(self._data.service) as run_log:
            judge_all(run_log, self._outlets.values(), now())

    def _on_signal(self, _signum: int, _frame: FrameType | None) -> None:
        self._stop.set()

    def _start_web(self) -> None:
        # A fresh interpreter: the reading room must share nothing with the crawls, not even open files.
        context = multiprocessing.get_context("spawn")
        self._web = context.Process(
            target=_serve,
            args=(self._data.root, self._port, self._allow_sql, tuple(outlets().values())),
            name="reading-room",
        )
        self._web.start()
        for _ in range(300):
            if _answers(self._port) or not self._web.is_alive() or self._stop.is_set():
                break
            time.sleep(0.1)
        if not self._web.is_alive():
            raise WarraqError(f"The reading room did not start on port {self._port}; see the lines above.")

    def _stop_web(self) -> None:
        if self._web and self._web.is_alive():
            self._web.terminate()
            self._web.join(timeout=10)
            if self._web.is_alive():
                self._web.kill()

    def _wait(self) -> None:
        while not self._stop.wait(0.5):
            if self._web and not self._web.is_alive():
                LOG.print("The reading room ended by itself; starting it anew.")
                self._start_web()

    def _send_alerts(self) -> None:
        """Tell what saved searches found. A failure is told here and in `warraq alerts list`; crawls go on."""
        if not self._data.readers.exists():
            return
        try:
            for result in send(self._data, public_site(), also_waiting=False, stop=self._stop):
                LOG.print(
                    f"{damascus_time(now())}  alerts: {result.told(f'saved search {result.search}')}", markup=False
                )
        except WarraqError as problem:
            LOG.print(f"{damascus_time(now())}  alerts: {problem}")


def _serve(root: Path, port: int, allow_sql: bool, outlets: tuple[Outlet, ...]) -> None:
    from archive.web.app.server import serve  # noqa: PLC0415 - only this process needs Datasette

    # Ctrl-C reaches the whole terminal; the service ends the reading room itself, after the crawls.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(root, HOST, port, allow_sql=allow_sql, outlets=outlets)


def demand_free_port(port: int) -> None:
    """Raise BadConfiguration when another program listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as problem:
            raise BadConfiguration(
                f"Port {port} cannot be used ({problem.strerror}); name another with --port."
            ) from problem


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex((HOST, port)) == 0
