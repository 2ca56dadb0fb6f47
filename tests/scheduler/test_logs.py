"""The log: a line of JSON an event where a program reads it, sentences where a person does."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.support.paths import ROOT

SCRIPT = """
import logging, threading
from scheduler.logs import log_bug, log_event, set_up
from scheduler.output import LOG
set_up()
log_event("crawl_ended", "made: new 3", outlet="made", cause="", new=3)
LOG.print("said by another part")
logging.getLogger("scrapy.core").warning("a page of %s", "القوات", extra={"outlet": "made"})
logging.getLogger("scrapy.core").info("not told")
try:
    1 / 0
except ZeroDivisionError as problem:
    log_bug("the alerts", problem, outlet="made")
thread = threading.Thread(target=lambda: [][1], name="lost")
thread.start()
thread.join()
"""


def printed(**variables: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={**os.environ, **variables},
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stderr.splitlines()


@pytest.fixture(scope="module")
def lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed()]


def test_where_no_terminal_reads_it_every_event_is_a_line_of_json_with_its_name_and_fields(
    lines: list[dict[str, Any]],
) -> None:
    assert list(lines[0]) == ["timestamp", "level", "event", "message", "outlet", "cause", "new"]
    assert lines[0] | {"timestamp": ""} == {
        "timestamp": "",
        "level": "info",
        "event": "crawl_ended",
        "message": "made: new 3",
        "outlet": "made",
        "cause": "",
        "new": 3,
    }
    assert (lines[1]["event"], lines[1]["message"]) == ("said", "said by another part")


def test_what_libraries_log_is_an_event_with_the_name_of_the_logger(lines: list[dict[str, Any]]) -> None:
    library = lines[2]
    assert (library["event"], library["logger"], library["outlet"]) == ("library", "scrapy.core", "made")
    assert (library["level"], library["message"]) == ("warning", "a page of القوات")


def test_a_fault_of_the_program_is_told_with_its_traceback_in_threads_too(lines: list[dict[str, Any]]) -> None:
    bugs = lines[3:]
    assert [bug["event"] for bug in bugs] == ["bug", "bug"]
    assert "ZeroDivisionError" in bugs[0]["message"]
    assert "1 / 0" in bugs[0]["exception"] or "line" in bugs[0]["exception"]
    assert "IndexError" in bugs[1]["exception"]
    assert "lost" in bugs[1]["message"]


def test_people_read_sentences_and_tracebacks() -> None:
    told = printed(WARRAQ_LOG="plain")
    assert told[0].endswith("  made: new 3")
    assert not any(line.startswith("{") for line in told)
    assert any("scrapy.core: a page of" in line for line in told)
    assert any(line.startswith("Traceback") for line in told)
