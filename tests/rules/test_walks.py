"""Three walks through the modules, as long as docs/design.md says: shorten it there when one gets shorter."""

import asyncio
import multiprocessing
import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from archive.crawl_state.due import lease_token
from archive.crawl_state.schedule import Schedule
from archive.ingest.intake import Intake
from archive.times import now
from archive.web.app.connection import look_up
from scheduler.jobs import end_crawl
from tests.support import search_samples
from tests.support.made_pages import OUTLET, page_of
from tests.support.paths import ROOT
from tests.support.reading_room import Site
from tests.support.walk import Walk

DESIGN = (ROOT / "docs/design.md").read_text()


def a_page(data: Path) -> Walk:
    """A new article's, from the spider to its row: the second of its outlet, as the first finds nothing learned."""
    walk = Walk("spiders/base.py", "archive/ingest/intake.py")
    with Intake(data, OUTLET) as intake:
        intake.take(page_of(lines_about("البئر"), url=OUTLET.home + "70002/"))
        walk.end_at(intake.writer.store.db.conn, "INSERT INTO articles(")
        walk.run(lambda: intake.take(page_of(lines_about("النهر"))))
    return walk


def lines_about(what: str) -> str:
    line = f"عاد ماء {what} إلى الحيّ ظهر السبت بعد إصلاح المضخة في المحطة الشرقية، وقال المهندسون إن الضغط كافٍ"
    return "\n".join(f"{line} {number}" for number in range(20))


def a_question(data: Path) -> Walk:
    """A reader's, from the address to the first statement that asks the index."""
    walk = Walk("archive/web/__init__.py", "archive/web/pages/search.py")
    search_samples.make(data / "warraq.db").close()
    site = Site(data, {})
    site.get("/search?q=القطن")
    # The connection that was given back last is taken next.
    asyncio.run(look_up(site.app, lambda connection: walk.end_at(connection, "SELECT value FROM json_each(")))
    with_new_threads = Site(data, {})
    walk.run(lambda: with_new_threads.get("/search?q=القوات"))
    return walk


def a_due_time(data: Path) -> Walk:
    """An outlet's, from the end of its crawl to the row of the schedule."""
    walk, began = Walk("scheduler/jobs.py", "archive/crawl_state/schedule.py"), now()
    with Schedule(data / "service.db") as schedule:
        schedule.take(OUTLET.name, lease_token("command"), began)
        walk.end_at(schedule.db.conn, "INSERT INTO schedule(outlet, next_due, interval_seconds)")
        walk.run(lambda: end_crawl(schedule, OUTLET, "", began))
    return walk


WALKS: dict[str, Callable[[Path], Walk]] = {
    "a page's bytes, from the spider to the stored article": a_page,
    "a reader's question, from the address to the index": a_question,
    "an outlet's due time, from the end of a crawl to the schedule": a_due_time,
}


def walk_all(folder: Path) -> dict[str, Walk]:
    walks = {}
    for number, (name, follow) in enumerate(WALKS.items()):
        data = folder / str(number)
        data.mkdir()
        walks[name] = follow(data)
    return walks


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Walk]:
    """In a process of its own: what other tests have read stays in caches here, and makes a walk shorter."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(walk_all, tmp_path_factory.mktemp("walks")).result()


@pytest.mark.parametrize("name", WALKS)
def test_a_walk_is_as_long_as_the_design_says(walks: dict[str, Walk], name: str) -> None:
    """Longer: hand on a value instead of going back, or say there why the step is worth it. Shorter: write it down."""
    walk = walks[name]
    assert walk.is_over, "it did not come to its end"
    said = re.search(rf"^\| {name} \|.*\| (\d+), (\d+) \|$", DESIGN, re.MULTILINE)
    assert said, f"docs/design.md has no row for {name}"
    seen = f"{len(walk.modules)}, {len(walk.returns)}"
    assert seen == f"{said[1]}, {said[2]}", "\n".join([*walk.modules, "", *walk.returns])
