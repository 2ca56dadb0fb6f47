"""The sample outlets crawled to the end, whatever happened before, and what must then be there."""

import sqlite3
from contextlib import closing

from tests.support.command import ALL, Command
from tests.support.soundness import demand_sound

ARTICLES = 56


def crawl_what_is_left(command: Command) -> None:
    """One more crawl; should a page have failed in it, one more of what failed, without the wait of 15 minutes."""
    lines = command.lines("crawl", *ALL)
    assert [line["cause"] for line in lines] == [""] * len(lines), lines
    if any(line["failed"] for line in lines):
        with closing(sqlite3.connect(command.data / "service.db")) as service, service:
            service.execute("UPDATE visits SET next_due = found_at WHERE failures > 0")
        command.lines("crawl", *ALL)


def demand_crawled(command: Command) -> None:
    """Every article once, every file sound, every text read again from its bytes."""
    demand_sound(command.data, ARTICLES)
    assert command.lines("replay") == [{"read": ARTICLES, "changed": 0, "same": ARTICLES, "failed": 0}]
