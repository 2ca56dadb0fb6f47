"""When an article is due again is read of the one that is asked about, and is unknown where nobody wrote it."""

from datetime import timedelta
from pathlib import Path

from archive.crawl_state.frontier import Frontier
from archive.crawl_state.next_checks import next_check
from archive.times import stamp
from tests.support.made_visits import AT, OUTLET, listed, poll, take_all


def test_the_next_check_is_that_of_the_article(tmp_path: Path) -> None:
    service = tmp_path / "service.db"
    with Frontier(service) as frontier:
        frontier.record_poll(poll(), listed("1", "2"))
        take_all(frontier)
        (missed, _) = frontier.due_visits("made", AT + timedelta(days=1))
        frontier.visited(OUTLET, missed, "missing", AT + timedelta(days=1))
        other = "2" if missed.key == "1" else "1"
    assert next_check(service, "made", missed.key) == stamp(AT + timedelta(days=1, hours=12))
    assert next_check(service, "made", other) == stamp(AT + timedelta(minutes=15))


def test_it_is_unknown_of_other_articles_and_without_the_notes_of_crawls(tmp_path: Path) -> None:
    service = tmp_path / "service.db"
    assert next_check(service, "made", "1") is None
    assert not service.exists()
    with Frontier(service) as frontier:
        frontier.record_poll(poll(), listed("1"))
    assert next_check(service, "made", "2") is None
    assert next_check(service, "another", "1") is None
    service.write_bytes(b"no database")
    assert next_check(service, "made", "1") is None
