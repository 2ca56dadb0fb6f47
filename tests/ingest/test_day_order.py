"""A file of JSON lines shows by its own dates whether the day or the month stands in front."""

import gzip
import json
from pathlib import Path

import pytest

from archive.ingest.foreign_files import Bad, ForeignFile, ForeignPage

TEXT = "A made line: the market of the quarter opened on the day that is told beside it."


def days(path: Path, *dates: str, packed: bool = False) -> list[str]:
    """The day that each line of a file with these dates is read to be of, or why it is bad."""
    rows = [
        {"url": f"https://sample.example/{number}/", "title": "A market", "text": TEXT, "published": date}
        for number, date in enumerate(dates, 70_000)
    ]
    content = "\n".join(map(json.dumps, rows)).encode()
    path.write_bytes(gzip.compress(content) if packed else content)
    with ForeignFile(path) as file:
        things = list(file.things())
    return [_told(thing) for thing in things]


def _told(thing: ForeignPage | Bad) -> str:
    if isinstance(thing, Bad):
        return thing.why
    return str(thing.reading.published.day) if thing.reading and thing.reading.published else ""


@pytest.mark.parametrize("packed", [False, True])
def test_one_date_that_can_only_have_the_month_in_front_tells_it_of_all(tmp_path: Path, packed: bool) -> None:
    found = days(tmp_path / "a.jsonl", "4/5/2017", "8/18/2013", "4/5/2017 14:30", "2016-02-03", packed=packed)
    assert found == ["2017-04-05", "2013-08-18", "2017-04-05", "2016-02-03"]


def test_without_one_the_day_is_in_front(tmp_path: Path) -> None:
    assert days(tmp_path / "a.jsonl", "4/5/2017", "18/8/2013") == ["2017-05-04", "2013-08-18"]
    assert days(tmp_path / "b.jsonl", "4/5/2017") == ["2017-05-04"]


def test_a_file_that_has_both_orders_is_read_as_the_press_writes_and_what_cannot_be_is_named(tmp_path: Path) -> None:
    *read, last = days(tmp_path / "a.jsonl", "4/5/2017", "18/8/2013", "8/18/2013", "18/18/2013")
    assert read == ["2017-05-04", "2013-08-18", "2013-08-18"]
    assert "is no date that is understood" in last
