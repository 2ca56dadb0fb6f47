"""The verb `health`: what was given up is counted, in the table and as JSON."""

from datetime import timedelta
from pathlib import Path

import pytest

from archive.crawl_state.frontier import Frontier
from archive.crawl_state.revisits import MAX_RETRIES, Listed, Poll
from archive.exchange import Hint
from archive.times import now
from spiders.registry import outlets
from tests.support.command import Command

KEYS = ("10001", "10002", "10003")
FEED = "https://example.org/feed/"


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """A folder in which two of three articles of sana failed once more than they are tried for, the third just not."""
    made, at = Command(tmp_path / "data", 1), now() - timedelta(days=60)
    made.data.mkdir()
    with Frontier(made.data / "service.db") as frontier:
        listed = [Listed(key, f"https://example.org/{key}", Hint(), "") for key in KEYS]
        frontier.record_poll(Poll(outlet="sana", url=FEED, kind="feed", checked_at=at), listed)
        for n in range(MAX_RETRIES + 1):
            for visit in frontier.due_visits("sana", at):
                if n < MAX_RETRIES or visit.key != KEYS[2]:
                    frontier.visited(outlets()["sana"], visit, "failed", at)
            at += timedelta(days=1)
    return made


def test_the_addresses_given_up_are_counted(command: Command) -> None:
    found = {row["outlet"]: row["given_up"] for row in command.lines("health")}
    assert (found["sana"], found["anha"]) == (2, 0)
    printed = command("health").stdout
    assert "given up" in printed
    assert next(line for line in printed.splitlines() if line.startswith("sana")).split()[-1] == "2"


def test_one_that_answers_again_is_given_up_no_more(command: Command) -> None:
    with Frontier(command.data / "service.db") as frontier:
        for visit in frontier.due_visits("sana", now() + timedelta(days=40)):
            if visit.key == KEYS[0]:
                frontier.visited(outlets()["sana"], visit, "new", now())
    assert {row["outlet"]: row["given_up"] for row in command.lines("health")}["sana"] == 1
