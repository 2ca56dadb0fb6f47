"""What the service says: plain sentences for people, a line of JSON an event for programs. No reader's words in either.

An event has a name, a sentence, and fields such as outlet, run and cause. What libraries log is written the same way.
"""

import io
import logging
import os
import sys
import threading
from collections.abc import MutableMapping
from types import ModuleType
from typing import IO, Any, cast

# It would load Twisted wherever that is installed, which no process of the service needs for its log.
sys.modules.setdefault("structlog.twisted", ModuleType("structlog.twisted"))
import structlog  # noqa: E402
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level  # noqa: E402

from archive.times import damascus_time, now  # noqa: E402
from scheduler.output import LOG  # noqa: E402

VARIABLE = "WARRAQ_LOG"
OURS = "warraq"
# What a log line of a library may bring along (spiders.process.reporting).
BROUGHT = ("outlet",)
Event = MutableMapping[str, Any]
_ours = logging.getLogger(OURS)
_log = structlog.stdlib.get_logger(OURS)


def set_up() -> None:
    """From now on all that is logged in this process goes to standard error: as JSON where it is no terminal."""
    structlog.configure(
        processors=[add_log_level, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(for_programs=is_for_programs()))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    _ours.setLevel(logging.INFO)
    logging.captureWarnings(True)
    threading.excepthook = _on_failed_thread
    if is_for_programs():
        # Whatever else speaks to people is an event without a name of its own.
        LOG.file = cast("IO[str]", _PrintedLines())


def is_for_programs() -> bool:
    """Does a program read the log? The variable decides, else whether standard error is a terminal."""
    chosen = os.environ.get(VARIABLE, "")
    return chosen == "json" if chosen else not sys.stderr.isatty()


def log_event(event: str, sentence: str, *, level: int = logging.INFO, **fields: object) -> None:
    """Say what happened: `event` for programs, `sentence` for people."""
    if structlog.is_configured():
        _log.log(level, event, message=sentence, **fields)
    else:
        # A command that ends by itself keeps no log.
        LOG.print(f"{damascus_time(now())}  {sentence}", markup=False)


def log_bug(what: str, problem: BaseException, **fields: object) -> None:
    """Write down, with its traceback, that something failed in a way nobody foresaw."""
    sentence = f"A fault of the program, in {what}: {type(problem).__name__}: {problem}. Please report it."
    logged = {"exc_info": (type(problem), problem, problem.__traceback__)} if structlog.is_configured() else {}
    log_event("bug", sentence, level=logging.ERROR, **logged, **fields)


class _PrintedLines(io.StringIO):
    """Takes what is printed, line by line."""

    def write(self, text: str) -> int:
        for line in filter(None, map(str.strip, text.splitlines())):
            log_event("said", line)
        return len(text)


def _on_failed_thread(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None and not isinstance(failed.exc_value, SystemExit):
        log_bug(f"the thread {failed.thread.name if failed.thread else '?'}", failed.exc_value)


def _formatter(*, for_programs: bool) -> logging.Formatter:
    last = structlog.processors.JSONRenderer(ensure_ascii=False) if for_programs else _plain
    return ProcessorFormatter(
        foreign_pre_chain=[add_log_level, ExtraAdder(BROUGHT), _of_a_library],
        processors=[
            ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%SZ", utc=True),
            _in_order,
            last,
        ],
    )


def _of_a_library(_logger: object, _method: str, event: Event) -> Event:
    """A library's line is a sentence without a name."""
    event["message"], event["event"] = event["event"], "library"
    event["logger"] = event["_record"].name
    return event


def _in_order(_logger: object, _method: str, event: Event) -> Event:
    """What every line has stands first."""
    first = ("timestamp", "level", "event", "message")
    return {name: event[name] for name in first if name in event} | dict(event)


def _plain(_logger: object, _method: str, event: Event) -> str:
    where = f"{event['logger']}: " if "logger" in event else ""
    traceback = f"\n{event['exception']}" if "exception" in event else ""
    return f"{damascus_time(now())}  {where}{event['message']}{traceback}"
