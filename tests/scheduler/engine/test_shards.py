"""A shard has a receipt beside it, written last: a job that finds its own does nothing, and half a shard is none."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.engine import _shards
from scheduler.engine._place import Place, place_at
from scheduler.engine._shards import (
    NoPlan,
    OtherCode,
    Plan,
    kept_receipt,
    open_shard,
    remove_unit,
    with_receipt,
    write_plan,
)
from scheduler.engine.interface import Receipt


@pytest.fixture(params=["a folder", "object storage"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "a folder":
        return str(tmp_path / "place")
    pytest.importorskip("fsspec", reason="the extra warraq[cluster] is not installed")
    return f"memory://{tmp_path}"


class Work:
    """A job whose lines are counted."""

    def __init__(self, address: str) -> None:
        self.address, self.place, self.done = address, place_at(address), 0

    def __call__(self, lines: tuple[str, ...] = ("one", "two")) -> Receipt:
        def lines_of(_: Place, __: Plan) -> Iterator[bytes]:
            self.done += 1
            yield from (line.encode() for line in lines)

        return with_receipt("of/unit", self.address, lines_of)

    def lines(self, receipt: Receipt) -> list[bytes] | None:
        with open_shard(self.place, "of/unit", receipt) as lines:
            return None if lines is None else list(lines)


def test_work_that_has_its_receipt_is_not_done_again_and_other_work_is(address: str) -> None:
    work = Work(address)
    write_plan(work.place, "of/unit", {"pages": [1]})
    receipt = work()
    assert work.lines(receipt) == [b"one\n", b"two\n"]
    assert work(("another",)) == receipt
    assert work.done == 1
    write_plan(work.place, "of/unit", {"pages": [1, 2]})
    assert work.lines(work(("another",))) == [b"another\n"]
    assert work.done == 2
    assert work.lines(receipt) is None


def test_the_same_lines_are_the_same_bytes(tmp_path: Path) -> None:
    receipts = []
    for name in ("here", "there"):
        work = Work(str(tmp_path / name))
        write_plan(work.place, "of/unit", {})
        receipts.append(work())
    assert receipts[0] == receipts[1]
    assert (tmp_path / "here/of/unit.shard").read_bytes() == (tmp_path / "there/of/unit.shard").read_bytes()


@pytest.mark.parametrize("damage", ["half a shard", "no shard", "half a receipt", "no receipt"])
def test_what_a_crash_left_is_done_again(address: str, damage: str) -> None:
    work = Work(address)
    write_plan(work.place, "of/unit", {})
    receipt = work()
    name = f"of/unit.{damage.rsplit(maxsplit=1)[-1]}"
    whole = work.place.read(name) or b""
    if damage.startswith("no"):
        work.place.remove(name)
    else:
        work.place.write(name, whole[: len(whole) // 2])
    assert kept_receipt(work.place, "of/unit", work.place.read("of/unit.plan") or b"") is None
    assert work() == receipt
    assert (work.done, work.place.read(name)) == (2, whole)


def test_a_worker_of_another_release_or_without_the_place_says_so(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Work(address)
    with pytest.raises(NoPlan, match="All machines must see the same place"):
        work()
    write_plan(work.place, "of/unit", {})
    monkeypatch.setattr(_shards, "code_version", lambda: "0123456789abcdef")
    with pytest.raises(OtherCode, match="Install the same everywhere"):
        work()


def test_nothing_is_left_of_a_unit_that_is_removed(address: str, tmp_path: Path) -> None:
    work = Work(address)
    write_plan(work.place, "of/unit", {})
    work()
    assert json.loads(work.place.read("of/unit.receipt") or b"")["lines"] == 2
    remove_unit(work.place, "of/unit")
    assert [work.place.read(f"of/unit.{kind}") for kind in ("plan", "shard", "receipt")] == [None] * 3
    assert not (tmp_path / "place").exists()
