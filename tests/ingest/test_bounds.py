"""A crawl out of its bounds is kept back from readers, until one within them, or a person, shows how it is."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from archive.crawl_state.expectations import Expectations
from archive.crawl_state.frontier import Frontier
from archive.crawl_state.held import HeldPages
from archive.data_folder import DataFolder
from archive.ingest.bounds import OUT_OF_BOUNDS
from archive.ingest.held_pages import release
from archive.ingest.session import Writer
from archive.times import now, stamp
from spiders.registry import outlets
from tests.support.crawling import Archive
from tests.support.scripted_site import Answer, ScriptedSite, feed, page

USUAL = {"hits": 0, "pages": 300, "highest": 0.0}
FIGURES = {"floor": 200, "signs": {"short": USUAL, "untitled": USUAL}}


@pytest.fixture
def site() -> Iterator[ScriptedSite]:
    with ScriptedSite().running() as running:
        yield running


@pytest.fixture
def archive(archive: Archive, site: ScriptedSite) -> Archive:
    """An outlet whose texts are never as short as 200 characters, as four weeks taught."""
    archive.outlet(site.home)
    with Expectations(DataFolder(archive.data).make().service) as expectations:
        expectations.learned("made", now(), 28, [], FIGURES)
    return archive


def cut(number: int) -> Answer:
    """The first line of an article, and no more of it."""
    whole = page(number)
    start, _, _ = whole.body.partition(b"<p>")
    line = f"<p>كلمة أولى من الخبر النموذجي {number} وبعدها كلمات قليلة تكفي لسطر واحد لا غير</p>"
    return Answer(body=start + line.encode(), headers=whole.headers)


def listed(site: ScriptedSite, whole: list[int], shortened: list[int]) -> None:
    """The feed lists these; whatever was published is as it is now."""
    site.answers["/feed/"] = feed(site.home, sorted([*whole, *shortened], reverse=True))
    site.answers |= {f"/{n}/": page(n) for n in whole} | {f"/{n}/": cut(n) for n in shortened}


def due(archive: Archive) -> None:
    with Frontier(archive.data / "service.db") as frontier:
        frontier.write("UPDATE visits SET next_due = ?", stamp(now() - timedelta(minutes=1)))


def held(archive: Archive) -> list[tuple[str, str]]:
    with HeldPages(archive.data / "service.db") as pages:
        return [
            (row["url"].rstrip("/").rpartition("/")[2], row["reason"]) for row in pages.held_for("made", OUT_OF_BOUNDS)
        ]


def test_articles_of_a_crawl_out_of_bounds_come_to_readers_with_the_next_that_is_within(
    archive: Archive, site: ScriptedSite
) -> None:
    listed(site, [10001, 10002, 10003], [])
    assert archive.crawl().new == 3
    listed(site, [], [10001, 10002, 10003, 10004, 10005])
    due(archive)
    bad = archive.crawl()
    assert (bad.new, bad.edited) == (0, 0)
    assert archive.rows("SELECT count(*) FROM versions") == [(3,)]
    assert {key for key, _ in held(archive)} >= {"10004", "10005"}
    # What was served is kept all the same.
    assert archive.rows("SELECT count(*) FROM captures WHERE held = 'run_out_of_bounds' AND warc_length > 0") != [(0,)]
    listed(site, [10001, 10002, 10003, 10004, 10005, 10006], [])
    first, second = archive.crawl(), archive.crawl()
    # What was held in the second in which this crawl began is released from its capture, the rest is asked anew.
    assert (first.new + second.new >= 1, first.edited + second.edited) == (True, 0)
    assert held(archive) == []
    assert archive.rows("SELECT count(*) FROM versions") == [(6,)]


def test_a_single_short_article_among_usual_ones_is_released_behind_its_crawl(
    archive: Archive, site: ScriptedSite
) -> None:
    listed(site, [10001, 10002], [10003])
    archive.crawl()
    assert held(archive) == []
    assert archive.count("articles") == 3


def test_a_person_decides_about_what_is_kept_back(archive: Archive, site: ScriptedSite) -> None:
    listed(site, [], [10001, 10002])
    archive.crawl()
    assert archive.count("articles") == 0
    with Writer(DataFolder(archive.data), "held") as writer:
        for row in writer.held_pages.held_for("made", OUT_OF_BOUNDS):
            assert release(writer, outlets()["made"], row["id"]).kind == "new"
    assert (archive.count("articles"), held(archive)) == (2, [])
    due(archive)
    assert archive.crawl().held == 0
