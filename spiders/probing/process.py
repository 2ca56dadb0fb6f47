"""A probe of one outlet in a process of its own: start it, listen to it, end it in time. Imports no Scrapy itself."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.errors import WarraqError
from archive.model import Outlet
from archive.reading.child_processes import die_with_parent, end, start
from spiders.probing.findings import Finding, Survey
from spiders.process.parent import environment, forkserver

TIME_LIMIT = 600.0
GRACE = 0.5
OnFinding = Callable[[Finding], None]


def survey(subject: str | Outlet, on_finding: OnFinding, locks: Path | None = None) -> Survey:
    """Probe an outlet by its name, or one that has no file yet. Stores nothing; `on_finding` gets each finding.

    With the `locks` of a data folder its requests count in that folder's budget for each host; else in one of its own.

    Raises the WarraqError of a probe that could not begin, or that crashed or took longer than ten minutes.
    """
    context = forkserver()
    with TemporaryDirectory(prefix="warraq-probe-") as folder:
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_child, args=(subject, Path(folder), locks, theirs, environment()), name="probe"
        )
        start(process)
        theirs.close()
        try:
            return _listen(ours, on_finding, time.monotonic() + TIME_LIMIT)
        finally:
            _end(process)
            ours.close()


def _child(
    subject: str | Outlet, folder: Path, locks: Path | None, connection: Connection, variables: dict[str, str]
) -> None:
    os.setsid()
    die_with_parent()
    os.environ.update(variables)
    from spiders.probing.child import probe  # noqa: PLC0415 (imports Scrapy)
    from spiders.process.child import end_with_parent  # noqa: PLC0415 (imports Scrapy)

    end_with_parent(connection)
    try:
        probe(subject, folder, locks, connection)
    except WarraqError as problem:
        connection.send(problem)


def _listen(connection: Connection, on_finding: OnFinding, deadline: float) -> Survey:
    try:
        while connection.poll(max(0.0, deadline - time.monotonic())):
            message = connection.recv()
            if isinstance(message, WarraqError):
                raise message
            if isinstance(message, Survey):
                return message
            on_finding(message)
    except (EOFError, OSError) as problem:
        raise WarraqError("The probe ended without an answer: its process crashed.") from problem
    raise WarraqError(f"The probe took longer than {TIME_LIMIT / 60:.0f} minutes and was ended.")


def _end(process: ForkServerProcess) -> None:
    """The probe has told all it knows, or is not wanted any more: nothing in it needs to be saved."""
    process.join(GRACE)
    if process.pid is not None and process.is_alive():
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    end(process)
