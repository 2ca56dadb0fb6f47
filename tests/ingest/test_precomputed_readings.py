"""A reading that another process made is the very reading, and is found by all that decides it, or not at all."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from archive.exchange import Hint, RequestDetails
from archive.ingest.precomputed_readings import ReaderAtHand, digest_of, line_of, reading_in
from archive.model import Message, PageLine, Published, Reading
from archive.reading.extract import read
from tests.support.made_pages import LATER_RULES, OUTLET, TEXT, page_of

PAGE = page_of(TEXT)
READINGS = [
    read(PAGE, OUTLET),
    Reading(title="", text="", held="extract_failed", lang="ar"),
    Reading(
        title="عنوان \ud800",
        text="سطر\nسطر",
        published=Published(instant=None, day=date(2026, 11, 20), source="url", precision="day"),
        authors=("أ", "ب"),
        lines=(PageLine(text="سطر", tag="li", links=1 / 3, leads_to="https://a.example/", mark="ad", is_over=True),),
        message=Message(number=7, parts=(8, 9), links=("https://a.example/",), around=((7, "text"), (8, "part"))),
    ),
    Reading(
        title="a",
        text="b",
        published=Published(
            instant=datetime(2026, 11, 20, 6, 0, 1, 5, tzinfo=UTC), day=date(2026, 11, 20), source="meta"
        ),
    ),
]


@pytest.mark.parametrize("reading", READINGS)
def test_a_reading_comes_out_of_its_line_as_it_went_in(reading: Reading) -> None:
    line = line_of(PAGE, OUTLET, reading)
    assert line is not None
    assert reading_in(line) == reading


def test_what_a_killed_process_says_is_no_reading() -> None:
    assert line_of(PAGE, OUTLET, Reading(title="", text="", held="read_timeout")) is None
    assert line_of(PAGE, OUTLET, Reading(title="", text="", held="read_crashed")) is None


def test_a_page_is_known_by_all_that_decides_its_reading() -> None:
    others = [
        replace(PAGE, url="https://sample.example/70002/"),
        replace(PAGE, final_url="https://sample.example/70002/"),
        replace(PAGE, status=404),
        replace(PAGE, headers=()),
        replace(PAGE, body=PAGE.body + b" "),
        replace(PAGE, fetched_at=datetime(2026, 1, 1, tzinfo=UTC)),
        replace(PAGE, hops=("https://a.example/",)),
        replace(PAGE, incomplete="truncated"),
        replace(PAGE, hint=Hint(title="a")),
        replace(PAGE, via="import"),
        replace(PAGE, within="https://a.example/"),
    ]
    names = {digest_of(page, OUTLET) for page in (PAGE, *others)} | {digest_of(PAGE, LATER_RULES)}
    assert len(names) == len(others) + 2
    assert digest_of(replace(PAGE, asked=RequestDetails(server="192.0.2.1")), OUTLET) == digest_of(PAGE, OUTLET)


def test_a_reader_takes_what_is_at_hand_and_reads_what_is_not_or_is_no_reading() -> None:
    told = replace(READINGS[0], title="read elsewhere")
    lines = {digest_of(PAGE, OUTLET): line_of(PAGE, OUTLET, told)}
    with ReaderAtHand(lines.get) as reader:
        assert reader.read(PAGE, OUTLET) == told
        assert reader.pid is None
        lines[digest_of(PAGE, OUTLET)] = b'0 {"title": 5}'
        assert reader.read(PAGE, OUTLET) == READINGS[0]
    assert (reader.found, reader.missed) == (1, 1)
