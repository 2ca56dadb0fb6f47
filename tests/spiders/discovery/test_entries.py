"""The one place where foreign values become ours."""

from itertools import count

import pytest

from spiders.discovery._entries import (
    LEFT_OUT,
    MAX_URL,
    MOST_ENTRIES,
    Entry,
    LeftOutError,
    address_of,
    entry_of,
    gathered,
    names_a_moment,
)

ROUTE = "https://example.org/feed/?page=1"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("/1/", "https://example.org/1/"),
        (" \n/1/\t\r ", "https://example.org/1/"),
        ("https://example.org/a\nb", "https://example.org/ab"),
        ("//other.example/1", "https://other.example/1"),
        ("?p=1&#038;x=2", "https://example.org/feed/?p=1&x=2"),
        ("/\x00\ud83d\u202e1/", "https://example.org/1/"),
        ("/" + "a" * (MAX_URL - 21), "https://example.org/" + "a" * (MAX_URL - 21)),
    ],
)
def test_an_address_is_absolute_and_clean(written: str, address: str) -> None:
    assert address_of(written, ROUTE) == address


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("", "no_address"),
        (" \n", "no_address"),
        ("mailto:a@example.org", "no_address"),
        ("http://[", "no_address"),
        ("https://example.org:99999/", "no_address"),
        ("/" + "a" * MAX_URL, "long_address"),
        ("https://example.org/" + "a" * 10_000_000, "long_address"),
        ("#", "own_address"),
        ("#comments", "own_address"),
        ("?page=1", "own_address"),
        ("https://example.org/feed/?page=1&utm_source=rss#x", "own_address"),
    ],
)
def test_what_is_no_articles_address_is_left_out_with_a_word(written: str, word: str) -> None:
    with pytest.raises(LeftOutError) as reason:
        address_of(written, ROUTE)
    assert reason.value.word == word
    assert word in LEFT_OUT


@pytest.mark.parametrize(
    "date", ["2026-11-15", "2026-11-15T10:00:00Z", "Sun, 15 Nov 2026 10:00:00 GMT", "15 تشرين الثاني 2026", "2026-11"]
)
def test_a_date_names_a_moment_whenever_it_is_read(date: str) -> None:
    assert names_a_moment(date)
    assert entry_of("/1/", ROUTE, "", date).published == date


@pytest.mark.parametrize(
    "date",
    [
        "now",
        "today",
        "أمس",
        "قبل يومين",
        "10:30",
        "0000-00-00T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "9999-01-01",
        "x" * 999,
    ],
)
def test_what_names_none_is_empty(date: str) -> None:
    assert entry_of("/1/", ROUTE, "", date, date).published == entry_of("/1/", ROUTE, "", date, date).modified == ""


def test_an_item_that_breaks_its_reader_is_left_out_and_counted_and_the_next_is_read() -> None:
    def read(number: int) -> Entry:
        if number == 7:
            raise LeftOutError("own_address")
        return entry_of(f"/{100 // number}/", ROUTE, "")

    found = gathered([1, 0, 7, 0, 2, 2], read)
    assert [entry.url for entry in found.entries] == ["https://example.org/100/", "https://example.org/50/"]
    assert found.left_out == (("broken_item", 2), ("own_address", 1))
    assert found.note == "2 broken_item, 1 own_address"


def test_items_without_end_are_looked_at_no_longer_than_allowed() -> None:
    numbers = count()
    same = gathered(numbers, lambda _: entry_of("/1/", ROUTE, ""))
    assert (len(same.entries), same.notes) == (1, ("capped",))
    assert next(numbers) == MOST_ENTRIES + 1


def test_a_fingerprint_is_of_all_that_a_route_says() -> None:
    day, later = "2026-11-15T10:00:00Z", "2026-11-15T11:00:00Z"
    told = [("t", day, day, ("x",)), ("u", day, day, ("x",)), ("t", later, day, ("x",)), ("t", day, later, ("x",))]
    told += [("t", day, day, ("y",)), ("t", "", day, ("x",)), ("", day, day, ("x",))]
    assert len({entry_of("/1/", ROUTE, *fields).fingerprint for fields in told}) == len(told)
