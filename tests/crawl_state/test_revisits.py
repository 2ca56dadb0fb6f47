"""When an article is looked at again, in which order, and what spares the site the question."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from archive.crawl_state.frontier import Frontier
from archive.crawl_state.revisits import Listed
from archive.exchange import Hint
from archive.model import HOUR, REVISIT_AGES
from tests.support.crawling import Archive
from tests.support.made_visits import AT, OUTLET, URL, listed, poll, take_all
from tests.support.passing_time import let_pass
from tests.support.scripted_site import Answer, ScriptedSite, page


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[Frontier]:
    opened = Frontier(tmp_path / "service.db")
    yield opened
    opened.close()


def test_new_ones_come_first_then_changed_ones_then_absences_then_the_longest_overdue(frontier: Frontier) -> None:
    frontier.record_poll(poll(), listed("6", "5", "4", "3", "2", "1"))
    for key, minutes in (("3", 0), ("1", 1), ("2", 2), ("4", 3), ("6", 4)):
        visit = next(visit for visit in frontier.due_visits("made", AT) if visit.key == key)
        frontier.visited(OUTLET, visit, "missing" if key == "4" else "new", AT + timedelta(minutes=minutes))
    later = AT + timedelta(days=1)
    frontier.record_poll(poll(later), [*listed("9", "8", "6", "5", "4", "3"), *listed("2", said="edited")])
    assert [visit.key for visit in frontier.due_visits("made", later)] == ["9", "8", "5", "2", "4", "3", "1", "6"]


def test_revisits_get_what_news_leaves_of_a_crawls_time_and_never_more_than_half(frontier: Frontier) -> None:
    frontier.record_poll(poll(), listed(*(f"old-{n}" for n in range(20))))
    take_all(frontier)
    later = AT + timedelta(days=1)
    frontier.record_poll(poll(later), listed(*(f"new-{n}" for n in range(6))))

    def kinds(room: int) -> tuple[int, int]:
        due = [visit.key for visit in frontier.due_visits("made", later, room)]
        assert due == sorted(due, key=lambda key: key.startswith("old"))
        return sum(key.startswith("new") for key in due), sum(key.startswith("old") for key in due)

    assert [kinds(room) for room in (100, 20, 10, 6, 0)] == [(6, 20), (6, 10), (6, 4), (6, 0), (6, 0)]


STAMPED = "2026-11-22T10:00:00+03:00"  # an hour before AT


@pytest.mark.parametrize(
    ("modified", "due"),
    [
        (STAMPED, False),
        ("2026-11-22T07:00:00Z", False),
        ("2026-11-22T07:00:01Z", True),
        ("2026-11-22T07:00:00", True),
        ("2026-11-22", True),
        ("", True),
        ("yesterday", True),
    ],
    ids=["before", "utc", "within-a-caches-hour", "no-zone", "day-alone", "nothing", "no-date"],
)
def test_a_route_that_says_not_modified_since_we_looked_spares_the_visit(
    frontier: Frontier, modified: str, due: bool
) -> None:
    entry = Listed("1", "https://example.org/1/", Hint(modified=modified), "")
    frontier.record_poll(poll(), [entry])
    take_all(frontier)
    later = AT + timedelta(minutes=15)
    frontier.record_poll(poll(later), [entry])
    frontier.put_off(OUTLET, URL, later)
    assert bool(frontier.due_visits("made", later)) is due
    # The next age counts from the first taking, whether or not the last look was spared.
    assert take_all(frontier, AT + timedelta(hours=1)) == ["1"]


def test_a_change_an_absence_and_a_failure_are_looked_at_whatever_the_route_says(frontier: Frontier) -> None:
    entries = [Listed(key, f"https://example.org/{key}/", Hint(modified=STAMPED), "") for key in "4321"]
    frontier.record_poll(poll(), entries)
    for visit in frontier.due_visits("made", AT):
        frontier.visited(OUTLET, visit, "new", AT)
    later = AT + timedelta(hours=1)
    for visit, kind in zip(frontier.due_visits("made", later), ("unchanged", "missing", "failed"), strict=False):
        frontier.visited(OUTLET, visit, kind, later)  # type: ignore[arg-type]
    later = AT + timedelta(days=1)
    entries[3] = Listed("1", "https://example.org/1/", Hint(modified=STAMPED), "another title")
    frontier.record_poll(poll(later), entries)
    frontier.put_off(OUTLET, URL, later)
    assert len(frontier.due_visits("made", later)) == 3


def test_what_stays_missing_unproven_is_asked_for_less_and_less(frontier: Frontier) -> None:
    frontier.record_poll(poll(), listed("1"))
    take_all(frontier)
    at, days = AT, []
    for _ in range(12):
        visit = frontier.due_visits("made", at + timedelta(days=31))[0]
        frontier.visited(OUTLET, visit, "missing", at)
        due = next(day for day in range(1, 62) if frontier.due_visits("made", at + timedelta(hours=12 * day))) / 2
        days.append(due)
        at += timedelta(days=due)
    assert days == [0.5, 1, 1, 1, 2, 4, 8, 16, 30, 30, 30, 30]


def test_revisits_follow_the_ages_counted_from_the_first_taking(frontier: Frontier) -> None:
    frontier.record_poll(poll(), listed("1"))
    take_all(frontier)
    for age in REVISIT_AGES:
        due = AT + timedelta(seconds=age)
        assert take_all(frontier, due - timedelta(seconds=1)) == []
        assert take_all(frontier, due, "unchanged") == ["1"]
    assert take_all(frontier, AT + timedelta(days=4_000)) == []


def test_a_service_that_slept_ten_days_revisits_once_and_not_six_times(frontier: Frontier) -> None:
    frontier.record_poll(poll(), listed("1"))
    take_all(frontier)
    later = AT + timedelta(days=10)
    assert take_all(frontier, later, "unchanged") == ["1"]
    assert take_all(frontier, later + timedelta(days=19)) == []


def test_a_removal_is_looked_at_three_times_over_two_days_before_the_usual_ages_go_on(frontier: Frontier) -> None:
    frontier.record_poll(poll(), listed("1"))
    take_all(frontier)
    at, checks = AT + timedelta(minutes=15), []
    while at < AT + timedelta(days=3):
        if take_all(frontier, at, "missing"):
            checks.append(at)
        at += timedelta(minutes=15)
    assert [(check - checks[0]).total_seconds() / HOUR for check in checks] == [0, 12, 36, 60]


@pytest.mark.parametrize(
    ("kind", "path", "asked"),
    [("wp-rest", "/wp-json/posts", []), ("listing", "/", ["/10001/", "/10002/"])],
    ids=["says-modified", "says-nothing"],
)
@pytest.mark.parametrize("etag", [True, False], ids=["304", "200"])
def test_a_crawl_asks_only_for_pages_that_no_route_vouches_for(
    archive: Archive, kind: str, path: str, asked: list[str], *, etag: bool
) -> None:
    posts = [
        {"link": f"/{n}/", "title": {"rendered": f"خبر {n}"}, "modified_gmt": "2026-01-01T00:00:00"}
        for n in (10002, 10001)
    ]
    links = b"<h2><a href='/10002/'>2</a></h2><h2><a href='/10001/'>1</a></h2>"

    def answered(times: int) -> Answer:
        body = json.dumps(posts).encode() if kind == "wp-rest" else links
        return Answer(body=body + b" " * (0 if etag else times))

    with ScriptedSite().running() as site:
        site.publish([10002, 10001])
        site.answers[path] = answered
        archive.outlet(site.home, f'Route(kind="{kind}", url="{path}", links="h2 a"),')
        assert archive.crawl().new == 2
        let_pass(archive.data, hours=2)
        archive.crawl()
        # What was edited is asked for each time, and how many a day had when a new day has begun since.
        others = [path for path in site.paths()[6:] if not re.search("orderby=modified|per_page=1&", path)]
        assert sorted(others) == asked
        # Edited at last: a route that says so has the page asked for at once.
        posts[0]["modified_gmt"] = "2026-01-02T00:00:00"
        site.answers["/10002/"] = page(10002, "ارتفع العدد إلى خمسة بعد تصحيح الخبر")
        assert archive.crawl().edited == int(kind == "wp-rest")
