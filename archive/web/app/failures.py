"""What is written down of a failure: its kind and the place in the code. Never a word of whoever asked.

The message of an exception, the arguments of a log line and what a library prints may all hold a reader's question, so
none of them is written, whoever logs.
"""

import json
import logging
import os
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from archive.times import stamp

OURS = "archive"
LONGEST_CHAIN = 5
# What the warnings module writes: file, line, kind; then the message, which may quote.
WARNING = re.compile(r"(\S+:\d+: \w+)")
log = logging.getLogger(__name__)


def code_position_of(exception: BaseException) -> str:
    """The types of an exception and of those behind it, and the lines it came through, the innermost last."""
    kinds: list[str] = []
    seen: BaseException | None = exception
    while seen is not None and len(kinds) < LONGEST_CHAIN:
        kinds.append(type(seen).__qualname__)
        seen = seen.__cause__ or seen.__context__
    frames = traceback.extract_tb(exception.__traceback__)
    lines = [f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}" for frame in frames]
    return f"{' from '.join(kinds)} at {' > '.join(lines) or 'no line'}"


class PositionOnly(logging.Formatter):
    """A log line of ours as it is; of a library only whose it is and where it stands; of an exception its place."""

    def format(self, record: logging.LogRecord) -> str:
        return f"{self.formatTime(record)} {record.levelname} {record.name}: {self.describe(record)}"

    def describe(self, record: logging.LogRecord) -> str:
        """What a line says, without when and whose it is."""
        ours = record.name.split(".")[0] == OURS
        text = record.getMessage() if ours else f"a line of {record.module}:{record.lineno}"
        if record.name == "py.warnings" and (kind := WARNING.match(record.getMessage())):
            text = kind[1]
        exception = record.exc_info[1] if record.exc_info else None
        where = f": {code_position_of(exception)}" if exception is not None else ""
        return f"{text}{where}"


class PositionAsJson(PositionOnly):
    """The same as one JSON object a line, with the names that the service's own log has (docs/running.md)."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        line = {"timestamp": stamp(at), "level": record.levelname.lower(), "event": "failure"}
        return json.dumps(line | {"message": self.describe(record), "logger": record.name}, ensure_ascii=False)


@contextmanager
def only_places(*, json_log: bool = False) -> Iterator[None]:
    """Inside, this process writes nothing but log lines without readers' words, to the standard error it has.

    What libraries print is dropped: Datasette prints the SQL that failed, with the words that were asked for in it.
    """
    before = sys.stdout, sys.stderr, sys.excepthook, threading.excepthook, sys.unraisablehook
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PositionAsJson() if json_log else PositionOnly())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
    sys.excepthook = lambda _type, exception, _traceback: _log_failure("the process", exception)
    threading.excepthook = lambda failed: _log_failure("a thread", failed.exc_value)
    sys.unraisablehook = lambda failed: _log_failure("an object that was let go of", failed.exc_value)
    try:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            sys.stdout = sys.stderr = nowhere
            yield
    finally:
        sys.stdout, sys.stderr, sys.excepthook, threading.excepthook, sys.unraisablehook = before


def _log_failure(what: str, exception: BaseException | None) -> None:
    if exception is not None and not isinstance(exception, KeyboardInterrupt | SystemExit):
        log.error("%s failed: %s", what, code_position_of(exception))
