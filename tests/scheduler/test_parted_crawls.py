"""Outlets asked by the workers of an engine: the record and the schedule become what one machine would make of them.

`WARRAQ_CLUSTER_KILLS=1` lets a pool and the workers of a scheduler do it, too.
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.times import now
from scheduler.engine.crawl_units import CrawlUnits, new_unit
from scheduler.engine.interface import Engine
from scheduler.engine.local import InProcess, Processes
from tests.support.cluster import Cluster
from tests.support.crawling import Archive
from tests.support.parted_archive import alone, edit, held, parted, script
from tests.support.scripted_site import ScriptedSite
from tests.support.whole_suite import ONLY_WHOLE

KILLS = os.environ.get("WARRAQ_CLUSTER_KILLS")


@pytest.fixture
def site(archive: Archive) -> Iterator[ScriptedSite]:
    with ScriptedSite().running() as running:
        archive.outlet(running.home)
        script(running)
        yield running


@pytest.fixture(params=["in this process", "a pool", "Dask"])
def engine(request: pytest.FixtureRequest, site: ScriptedSite, tmp_path: Path) -> Iterator[Engine]:
    assert site
    if request.param == "in this process":
        yield InProcess()
        return
    if not KILLS:
        pytest.skip("WARRAQ_CLUSTER_KILLS=1 lets a pool and a scheduler crawl, too")
    if request.param == "a pool":
        yield Processes(2, window=1)
    else:
        pytest.importorskip("distributed", reason="the extra warraq[cluster] is not installed")
        from scheduler.engine.dask import Dask  # noqa: PLC0415

        with Cluster(tmp_path) as cluster:
            yield Dask(cluster.start(2).address, window=1)


def test_the_record_and_the_schedule_become_what_one_machine_makes_of_them(
    engine: Engine, archive: Archive, site: ScriptedSite, tmp_path: Path
) -> None:
    other, place = tmp_path / "other", tmp_path / "place"
    first, again = parted(archive.data, engine, str(place), "made")[0], alone(other, "made")
    assert [(one.new, one.failed, one.cause) for one in first] == [(4, 2, "")]
    if isinstance(engine, InProcess):
        edit(site, archive.data, other)
        first += parted(archive.data, engine, str(place), "made")[0]
        again += alone(other, "made")
        assert (first[1].edited, first[1].missing) == (1, 1)
    for one in (*first, *again):
        one.seconds = 0.0
    assert first == again
    for name in ("warraq.db", "service.db"):
        ours, theirs = held(archive.data / name), held(other / name)
        assert {table: ours[table] for table in ours if ours[table] != theirs[table]} == {}
    assert not list(place.glob("crawl/*")), "nothing is left at the place"
    # Each was asked as often by both, robots.txt too.
    assert {site.paths().count(path) % 2 for path in site.paths()} == {0}
    assert archive.rows("SELECT count(*) FROM captures WHERE fetched_at > strftime('%Y-%m-%dT%H:%M:%SZ')") == [(0,)]


def test_an_outlet_that_does_not_answer_is_told_as_anywhere(archive: Archive, tmp_path: Path) -> None:
    archive.outlet("http://127.0.0.1:1", name="gone")
    results, _ = parted(archive.data, InProcess(), str(tmp_path / "place"), "gone")
    assert [(one.outlet, one.cause) for one in results] == [("gone", "refused")]
    assert archive.service_rows("SELECT cause FROM polls") == [("refused",)]
    assert archive.service_rows("SELECT lease_token, cause FROM schedule JOIN runs USING(outlet)") == [("", "refused")]


@ONLY_WHOLE
def test_what_comes_when_another_has_the_outlet_is_kept_as_captures_and_is_no_crawl(
    archive: Archive, site: ScriptedSite, tmp_path: Path
) -> None:
    data, place = DataFolder(archive.data).make(), str(tmp_path / "place")
    unit, units = new_unit(), CrawlUnits(place, data.service)
    alone(data.root, "made")
    units.put(unit, ["made"], now() + timedelta(minutes=5), {})
    before = archive.rows("SELECT * FROM articles"), archive.service_rows("SELECT count(*) FROM runs")
    site.publish([20009])
    assert [answer.problem for answer in units.run([unit], InProcess())] == [None]
    _, said = parted(data.root, InProcess(), place)
    assert said == ["made: a worker brought 1 pages too late; they are kept as captures."]
    assert (archive.rows("SELECT * FROM articles"), archive.service_rows("SELECT count(*) FROM runs")) == before
    assert archive.rows("SELECT article_id FROM captures WHERE url LIKE '%/20009/'") == [(None,)]
    assert units.finished() == []
