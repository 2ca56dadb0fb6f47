"""Bytes to text: gzip in every state, and the charset of very long answers."""

import gzip
import tracemalloc
from itertools import count

import pytest

from spiders.discovery._entries import UnreadableError
from spiders.discovery._unpacking import MAX_BYTES, unpacked

TEXT = "خبر من دير الزور " * 1_000


@pytest.mark.parametrize(
    ("body", "notes"),
    [
        (TEXT.encode(), ()),
        (gzip.compress(TEXT.encode()), ()),
        (gzip.compress(gzip.compress(TEXT.encode())), ()),
        (gzip.compress(TEXT[:99].encode()) + gzip.compress(b"") + gzip.compress(TEXT[99:].encode()), ()),
        (gzip.compress(TEXT.encode()) + b"\0" * 5_000, ("dirty",)),
        (gzip.compress(TEXT.encode()) + b"<!-- cache -->", ("dirty",)),
    ],
    # The packed bytes hold the time: two processes would call them differently.
    ids=count(),
)
def test_all_members_are_unpacked_and_what_is_behind_them_is_noted(body: bytes, notes: tuple[str, ...]) -> None:
    assert (unpacked(body).text, unpacked(body).notes) == (TEXT, notes)


@pytest.mark.parametrize("cut", [1, 8, 20, 40])
def test_of_a_gzip_that_broke_off_what_is_whole_is_unpacked(cut: int) -> None:
    found = unpacked(gzip.compress(TEXT.encode())[:-cut])
    assert TEXT.startswith(found.text[:-1])
    assert found.notes == ("cut_off",)


def test_a_member_that_is_broken_is_told_apart_from_dirt_behind_the_last() -> None:
    whole = gzip.compress(TEXT.encode(), mtime=0)
    assert unpacked(whole + b"\x1f\x8b" + b"x" * 99).notes == ("cut_off",)
    assert unpacked(whole + b"x" * 99).notes == ("dirty",)


def test_a_gzip_of_nothing_is_unreadable() -> None:
    for body in (b"\x1f\x8b", b"\x1f\x8bxxxxxxxxxxxx", gzip.compress(b"x" * 99)[:10]):
        with pytest.raises(UnreadableError, match="broken_gzip"):
            unpacked(body)


def test_a_bomb_is_cut_at_the_limit_and_a_million_members_cost_no_more_than_their_bytes() -> None:
    found = unpacked(gzip.compress(b"x" * (MAX_BYTES + 9), 1))
    assert (len(found.text), found.notes) == (MAX_BYTES, ("cut_off",))
    assert "capped" in unpacked(gzip.compress(b"x") * 150_000).notes


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_a_long_answer_has_the_charset_of_its_first_letters_that_are_not_ascii(charset: str) -> None:
    text = "<a>" * 200_000 + TEXT
    assert unpacked(text.encode(charset)).text == text


def test_to_tell_the_charset_of_a_long_answer_costs_little_more_than_its_text() -> None:
    body = TEXT.encode("cp1256") * 500
    tracemalloc.start()
    text = unpacked(body).text
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert text.startswith(TEXT)
    assert peak < 6 * len(body)
