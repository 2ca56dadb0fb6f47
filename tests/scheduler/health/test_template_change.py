"""A redesigned site is still read, and health says so within one crawl."""

import shutil
from pathlib import Path
from threading import Event

import pytest

from archive.crawl_state.runs import RunLog
from archive.data_folder import DataFolder
from archive.times import now
from scheduler.health.judge import judge_all, template_changed
from scheduler.jobs import crawl
from spiders.registry import outlets
from tests.support.outlet_server import OutletServer
from tests.support.paths import SAMPLE_OUTLETS

SAMPLES = SAMPLE_OUTLETS
SELECTED, FALLEN = ("2026-11-22T08:00:00Z", {"selector": 12}), ("2026-11-22T09:00:00Z", {"generic": 1})


@pytest.mark.parametrize(
    ("runs", "since"),
    [
        ([], ""),
        ([SELECTED], ""),
        ([FALLEN, SELECTED], FALLEN[0]),
        ([("2026-11-22T10:00:00Z", {"generic": 2}), FALLEN, SELECTED], FALLEN[0]),
        ([("2026-11-22T10:00:00Z", {"selector": 1}), FALLEN, SELECTED], ""),
        ([("2026-11-22T10:00:00Z", {"selector": 3, "generic": 2}), SELECTED], ""),
        ([FALLEN, ("2026-11-22T08:00:00Z", {"selector": 8, "generic": 4})], ""),
        ([FALLEN, ("2026-11-22T08:00:00Z", {"selector": 2})], ""),
        ([SELECTED, FALLEN, ("2026-11-22T08:00:00Z", {"generic": 12})], ""),
        ([("2026-11-22T10:00:00Z", {"raw": 2}), ("2026-11-22T08:00:00Z", {"generic": 12})], "2026-11-22T10:00:00Z"),
    ],
    ids=["never", "first", "fell", "stays", "mended", "mostly-well", "often-so", "too-few", "rose", "raw"],
)
def test_a_fall_that_chance_does_not_explain_is_a_changed_template(
    runs: list[tuple[str, dict[str, int]]], since: str
) -> None:
    assert template_changed(runs) == since


def test_a_new_theme_is_flagged_within_one_crawl_while_the_outlet_stays_ok(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("WARRAQ_OUTLETS", str(shutil.copytree(SAMPLES, tmp_path / "samples")))
    with OutletServer() as server:
        monkeypatch.setenv("WARRAQ_SAMPLE_PORT", str(server.base_port))
        data, outlet = DataFolder(tmp_path / "data").make(), outlets()["sample_wp"]
        assert crawl(data, outlet, Event()).strategies == {"selector": 13}
        server.fault("sample_wp", "template")
        server.new()
        assert crawl(data, outlet, Event()).strategies == {"generic": 1}
    with RunLog(data.service) as run_log:
        (row,) = judge_all(run_log, [outlet], now())
        assert (row["state"], row["cause"]) == ("ok", "template_changed")
        assert run_log.health()["sample_wp"]["cause"] == "template_changed"
