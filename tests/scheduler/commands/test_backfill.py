"""The verb `backfill`: what it lists, its estimate, and what it decides."""

import json
from pathlib import Path

import pytest

from archive.crawl_state.backfills import Backfills
from archive.data_folder import DataFolder
from tests.support.typed_commands import Typed


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two pasts: of one 20 of 100 articles were taken in 100 seconds, and more may be listed."""
    data = DataFolder(tmp_path / "data").make()
    monkeypatch.setenv("WARRAQ_DATA", str(data.root))
    with Backfills(data.service) as pasts:
        pasts.queue("sana", "2026-01-01")
        pasts.progress("sana", 100, 20, 100.0)
        pasts.queue("enabbaladi", "0001-01-01")
    return data.service


def rows(typed: Typed) -> list[dict[str, object]]:
    status, out, _ = typed("backfill", "--json")
    assert status == 0
    return [json.loads(line) for line in out.splitlines()]


def test_it_lists_how_far_each_is_and_for_how_much_longer_it_works(state: Path, typed: Typed) -> None:
    first, second = sorted(rows(typed), key=lambda row: str(row["outlet"]), reverse=True)
    assert {name: first[name] for name in ("outlet", "since", "state", "listed", "taken", "left")} == {
        "outlet": "sana",
        "since": "2026-01-01",
        "state": "running",
        "listed": 100,
        "taken": 20,
        "left": 80,
    }
    assert (first["seconds_left"], first["all_listed"]) == (400, False)
    assert (second["since"], second["state"], second["seconds_left"]) == ("", "queued", None)
    assert "more than 7 min" in typed("backfill")[1]
    with Backfills(state) as pasts:
        pasts.write("UPDATE backfills SET is_listed = 1")
    assert "about 7 min" in typed("backfill")[1]


@pytest.mark.usefixtures("state")
def test_one_is_paused_resumed_and_stopped(typed: Typed) -> None:
    assert typed("backfill", "pause", "sana")[:2] == (0, "The backfill of sana rests.\n")
    assert {row["state"] for row in rows(typed)} == {"paused", "queued"}
    assert typed("backfill", "resume", "sana")[0] == 0
    assert typed("backfill", "stop", "sana", "enabbaladi")[0] == 0
    assert rows(typed) == []
    assert "Begin one with: warraq crawl" in typed("backfill")[1]


@pytest.mark.usefixtures("state")
@pytest.mark.parametrize("verb", ["pause", "resume", "stop"])
def test_what_is_not_there_to_be_decided_about_is_told(typed: Typed, verb: str) -> None:
    status, _, err = typed("backfill", verb, "orient")
    assert status == 4
    assert "warraq backfill" in err


def test_without_a_folder_there_is_nothing_to_list(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARRAQ_DATA", str(tmp_path / "none"))
    assert typed("backfill", "--json") == (0, "", "")
    assert typed("backfill", "pause", "sana")[0] == 4
    assert not (tmp_path / "none").exists()
