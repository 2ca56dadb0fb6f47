"""The newest of very many addresses, where dates are missing, alike or lie in the future."""

from array import array

import pytest

from spiders.discovery._newest import moment_of, newest

NO_NUMBERS = array("d", [-1.0] * 1_000)


@pytest.mark.parametrize(
    "date",
    ["2026-11-15T10:00:00Z", "2026-11-15T13:00:00+03:00", "2026-11-15 10:00:00", "Sun, 15 Nov 2026 10:00:00 GMT"],
)
def test_a_moment_is_the_same_however_it_is_written(date: str) -> None:
    assert moment_of(date) == 1_794_736_800


@pytest.mark.parametrize(
    "date", ["", "soon", "2026-13-01", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "\x00", "²"]
)
def test_what_is_no_moment_or_lies_ahead_is_unknown(date: str) -> None:
    assert moment_of(date) == 0


def test_what_fits_comes_by_date_and_the_undated_after_it() -> None:
    assert newest(array("d", [5, 0, 9, 0, 7]), NO_NUMBERS[:5], 9) == [2, 4, 0, 1, 3]


def test_of_too_many_the_newest_by_date_come_first_and_the_undated_have_their_share() -> None:
    chosen = newest(array("d", [float(n % 100) for n in range(1_000)]), NO_NUMBERS, 20)
    assert len(chosen) == len(set(chosen)) == 20
    assert {n % 100 for n in chosen[:10]} == {99}
    assert sum(n % 100 == 0 for n in chosen) == 10


def test_alike_or_undated_the_first_the_last_and_the_highest_number_are_among_the_newest() -> None:
    numbers = array("d", [float(n * 7 % 1_000) for n in range(1_000)])
    for moments in (array("d", [0.0] * 1_000), array("d", [8.0] * 1_000)):
        chosen = newest(moments, numbers, 9)
        assert {0, 999, numbers.index(999.0)} <= set(chosen)
        assert len(set(chosen)) == 9
