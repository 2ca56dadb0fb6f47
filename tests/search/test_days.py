"""Days, months and years as readers type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.days import days_of

NOVEMBER = date(2026, 11, 22)


def test_days_months_and_years_reach_from_their_first_to_their_last_day() -> None:
    assert days_of("2026") == (date(2026, 1, 1), date(2026, 12, 31))
    assert days_of("٢٠٢٤-٢") == (date(2024, 2, 1), date(2024, 2, 29))
    assert days_of("2026-11-22") == (NOVEMBER, NOVEMBER)


@pytest.mark.parametrize(
    "text", ["22.11.2026", "22/11/2026", "11/22/2026", "٢٢/١١/٢٠٢٦", "2026/11/22", "2026.11.22", " 22 - 11 - 2026 "]
)
def test_a_day_is_read_in_whatever_order_its_parts_stand(text: str) -> None:
    assert days_of(text) == (NOVEMBER, NOVEMBER)


@pytest.mark.parametrize("text", ["9/2026", "09/2026", "2026-9", "2026/09", "9.2026", "٩/٢٠٢٦", "۹/۲۰۲۶"])
def test_a_month_is_read_before_and_after_its_year(text: str) -> None:
    assert days_of(text) == (date(2026, 9, 1), date(2026, 9, 30))


def test_a_day_that_could_be_of_two_months_is_none_but_with_full_stops_the_day_stands_in_front() -> None:
    assert days_of("5/11/2026") is days_of("5-11-2026") is None
    assert days_of("5.11.2026") == (date(2026, 11, 5),) * 2
    assert days_of("7/7/2026") == (date(2026, 7, 7),) * 2


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "0000", "", "2026-", "2026-0", "2026-1-0", "0/2026", "13/2026", "31.2.2026", "1.1.26", "22-11.2026",
     "2026-11-22-1", "غدًا", "20261122", "99999"],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    assert days_of(text) is None


@given(st.one_of(st.text(), st.text(alphabet="0123456789-/. ٢", max_size=12)))
def test_no_text_is_an_error_and_no_span_ends_before_it_begins(text: str) -> None:
    found = days_of(text)
    assert found is None or found[0] <= found[1]
