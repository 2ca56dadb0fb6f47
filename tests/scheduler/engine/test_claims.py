"""A unit that must not be done twice is begun by one, and by another one only where that one is known to be gone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.engine import _claims
from scheduler.engine._claims import CLAIM, AlreadyBegun, begin, void
from scheduler.engine._place import Place, place_at


@pytest.fixture(params=["a folder", "object storage"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(_claims, "ORPHANS_SECONDS", 0)
    if request.param == "a folder":
        return place_at(str(tmp_path / "place"))
    pytest.importorskip("fsspec", reason="the extra warraq[cluster] is not installed")
    return place_at(f"memory://{tmp_path}")


def gone() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_second_one_is_told_that_somebody_is_at_it(place: Place) -> None:
    begin(place, "crawl/unit")
    with pytest.raises(AlreadyBegun):
        begin(place, "crawl/unit")
    assert not void(place, "crawl/unit")


def test_what_a_process_of_this_machine_began_that_is_gone_may_be_begun_again(place: Place) -> None:
    begin(place, "crawl/unit")
    claim = json.loads(place.read("crawl/unit" + CLAIM) or b"")
    place.write("crawl/unit" + CLAIM, json.dumps([*claim[:2], gone()]).encode())
    assert void(place, "crawl/unit")
    begin(place, "crawl/unit")


@pytest.mark.parametrize("where", [("another start", None), (None, "pid:[1]")], ids=["machine", "container"])
def test_of_another_machine_or_container_nobody_knows(place: Place, where: tuple[str | None, str | None]) -> None:
    begin(place, "crawl/unit")
    boot, numbers, _ = json.loads(place.read("crawl/unit" + CLAIM) or b"")
    place.write("crawl/unit" + CLAIM, json.dumps([where[0] or boot, where[1] or numbers, gone()]).encode())
    with pytest.raises(AlreadyBegun):
        begin(place, "crawl/unit")


def test_what_nobody_began_is_begun_by_nobody_once_it_is_void(place: Place) -> None:
    assert void(place, "crawl/unit")
    with pytest.raises(AlreadyBegun):
        begin(place, "crawl/unit")
    assert place.names("crawl") == ["crawl/unit" + CLAIM]
