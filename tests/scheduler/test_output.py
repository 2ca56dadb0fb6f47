"""People read days and times of Damascus, programs UTC."""

import json
from pathlib import Path

import pytest

from archive.times import DAMASCUS, unstamp
from tests.support.typed_commands import Typed

pytestmark = pytest.mark.usefixtures("made_folder")


def test_people_read_the_day_and_time_of_damascus_and_programs_utc(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """23:40 in Damascus is 20:40 UTC; half past midnight there is 21:30 UTC of the day before."""
    text = "نص نموذجي طويل بما يكفي ليكون خبرًا، كُتب لهذا الاختبار وحده ولم يقع شيء مما فيه. " * 4
    line = {"url": "https://one.example/1", "title": "خبر", "text": text, "published": "2026-11-20T21:30:00Z"}
    (tmp_path / "late.jsonl").write_text(json.dumps(line | {"fetched_at": "2026-11-20T21:45:00Z"}))
    monkeypatch.setenv("WARRAQ_DATA", str(tmp_path / "data"))
    typed.told("import", str(tmp_path / "late.jsonl"))
    _, shown, _ = typed.told("search", "نموذجي", "--from", "2026-11-21", "--to", "2026-11-21")
    assert "  2026-11-21  " in shown
    assert "2026-11-20" not in shown
    _, told, _ = typed.told("search", "نموذجي", "--json")
    assert json.loads(told)["hits"][0]["published"] == "2026-11-20T21:30:00Z"
    _, shown, _ = typed.told("alerts", "preview", "نموذجي")
    assert "2026-11-21" in shown
    assert "2026-11-20" not in shown
    _, shown, _ = typed.told("history", "https://one.example/1")
    _, told, _ = typed.told("history", "https://one.example/1", "--json")
    seen_at = json.loads(told)["seen_at"]
    assert seen_at.endswith("Z")
    assert unstamp(seen_at).astimezone(DAMASCUS).strftime("%Y-%m-%d %H:%M") in shown


def test_the_states_of_outlets_are_told_in_damascus_time(typed: Typed) -> None:
    rows = [json.loads(line) for line in typed("health", "--json")[1].splitlines()]
    times = [row["since"] for row in rows if row["since"]]
    _, shown, _ = typed("health")
    assert times
    assert "T" not in "".join(word for word in shown.split() if word[:3] == "202")
