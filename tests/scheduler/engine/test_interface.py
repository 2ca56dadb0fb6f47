"""Each unit is answered once, whatever does it: in this process, a pool, the workers of a scheduler."""

import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scheduler.engine import interface
from scheduler.engine.interface import Answer, Coming, Engine, EngineLost, Job, UnitHeld, WorkerDied, run
from scheduler.engine.local import InProcess, Processes
from tests.support.cluster import Cluster
from tests.support.engine_jobs import count, noted, odd

UNITS = [f"unit-{n}" for n in range(12)]


@pytest.fixture(scope="module", params=["in this process", "a pool", "Dask"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    if request.param == "in this process":
        yield InProcess()
    elif request.param == "a pool":
        yield Processes(2)
    else:
        pytest.importorskip("distributed", reason="the extra warraq[cluster] is not installed")
        from scheduler.engine.dask import Dask  # noqa: PLC0415

        with Cluster(tmp_path_factory.mktemp("cluster")) as cluster, closing(Dask(cluster.start(1).address)) as dask:
            yield dask


def test_every_unit_is_done_once_and_answered_once(engine: Engine, tmp_path: Path) -> None:
    answers = list(run(noted, UNITS, str(tmp_path), engine))
    assert sorted(answer.unit for answer in answers) == sorted(UNITS)
    assert [answer.receipt for answer in answers] == [{"unit": one.unit, "length": len(one.unit)} for one in answers]
    assert count(tmp_path, "begins") == count(tmp_path, "ends") == dict.fromkeys(UNITS, 1)


def test_what_a_job_raises_is_its_unit_s_answer_and_no_other_s(engine: Engine, tmp_path: Path) -> None:
    answers = {one.unit: one for one in run(odd, ["bad", "strange", *UNITS[:4]], str(tmp_path), engine)}
    assert isinstance(answers["bad"].problem, ValueError)
    assert isinstance(answers["strange"].problem, TypeError)
    assert [answers[unit].problem for unit in UNITS[:4]] == [None] * 4


def test_a_unit_that_kills_its_worker_is_held_with_its_reason_and_all_others_are_done(
    engine: Engine, tmp_path: Path
) -> None:
    if isinstance(engine, InProcess):
        pytest.skip("it would kill the tests")
    if not isinstance(engine, Processes) and not os.environ.get("WARRAQ_CLUSTER_KILLS"):
        pytest.skip("WARRAQ_CLUSTER_KILLS=1 lets a unit kill workers of Dask")
    answers = {one.unit: one for one in run(odd, [*UNITS[:3], "poison", *UNITS[3:6]], str(tmp_path), engine)}
    assert isinstance(answers["poison"].problem, UnitHeld)
    assert "poison is held" in str(answers["poison"].problem)
    assert [answers[unit].problem for unit in UNITS[:6]] == [None] * 6
    assert set(count(tmp_path, "ends")) == set(UNITS[:6])


def test_an_engine_takes_no_more_units_ahead_than_its_window(engine: Engine, tmp_path: Path) -> None:
    with closing(run(noted, (f"{n}" for n in range(500)), str(tmp_path), engine)) as answers:
        next(answers)
    assert len(count(tmp_path, "begins")) < 40


class Forgetful:
    """An engine that is lost as often as `times`, each time after one answer, and blames who had it under way."""

    def __init__(self, times: int, *, answers: bool = True) -> None:
        self.times, self.answers, self.asked = times, answers, list[list[str]]()

    def map(self, job: Job, units: Iterable[str], place: str) -> Coming:
        units = list(units)
        self.asked.append(units)
        if self.answers or self.times == 0:
            yield Answer(units[0], job(units[0], place), None)
        if self.times:
            self.times -= 1
            raise EngineLost("gone")
        yield from (Answer(unit, job(unit, place), None) for unit in units[1:])

    def close(self) -> None:
        """It has nothing."""


def test_what_a_lost_engine_did_not_answer_is_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interface, "LOOK_SECONDS", 0)
    forgetful = Forgetful(2)
    assert [answer.unit for answer in run(noted, UNITS, str(tmp_path), forgetful)] == UNITS
    assert [len(units) for units in forgetful.asked] == [12, 11, 10]
    with pytest.raises(EngineLost):
        list(run(noted, UNITS, str(tmp_path), Forgetful(10**6, answers=False), patience=0.01))


class Blaming(InProcess):
    """Says of the unit `poison`, and of what is asked for beside it, that the worker died."""

    def map(self, job: Job, units: Iterable[str], place: str) -> Coming:
        units = list(units)
        if "poison" in units:
            yield from (Answer(unit, None, WorkerDied()) for unit in units)
        else:
            yield from super().map(job, units, place)


def test_the_innocent_beside_a_poison_unit_are_run_alone_and_well(tmp_path: Path) -> None:
    answers = {one.unit: one for one in run(noted, ["poison", *UNITS], str(tmp_path), Blaming())}
    assert isinstance(answers["poison"].problem, UnitHeld)
    assert "3 times" in str(answers["poison"].problem)
    assert [answers[unit].problem for unit in UNITS] == [None] * 12
