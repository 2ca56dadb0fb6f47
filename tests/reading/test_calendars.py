"""Hijri dates and weekdays: reckoned, set right by the weekday beside them, and believed less than any other source."""

from datetime import date, timedelta

import pytest
from hijridate import Gregorian
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.reading.dates import best, parse_date
from tests.support.calendar_names import HIJRI_MONTHS, MONTHS, WEEKDAYS
from tests.support.made_html import SEEN

HIJRI = {
    "14 ذو القعدة 1441": "2020-07-05",
    "الأحد 14 ذو القعدة 1441": "2020-07-05",
    "الاثنين 14 ذو القعدة 1441 هـ": "2020-07-06",  # the weekday knows better by a day
    "السبت ١٤ ذي القعدة ١٤٤١": "2020-07-04",
    "20 ربيع الأول 1447 هـ - 10:30 م": "2025-09-12",
}


@pytest.mark.parametrize("text", HIJRI)
def test_a_hijri_date_alone_is_reckoned_set_right_by_its_weekday_and_marked(text: str) -> None:
    found = parse_date(text, SEEN, source="jsonld")
    assert found is not None
    assert (str(found.day), found.instant, found.source) == (HIJRI[text], None, "hijri")


@settings(max_examples=500, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2026, 11, 22)), st.integers(-1, 1), st.booleans())
def test_any_hijri_day_comes_back_to_the_day_where_its_weekday_is_named(day: date, off: int, named: bool) -> None:
    told = Gregorian(day.year, day.month, day.day).to_hijri()
    actual = day + timedelta(days=off if named else 0)
    weekday = WEEKDAYS[actual.weekday()] if named else ""
    found = parse_date(f"{weekday} {told.day} {HIJRI_MONTHS[told.month - 1]} {told.year} هـ", SEEN)
    assert (found.day if found else None) == (actual if actual >= date(2000, 1, 1) else None)


@pytest.mark.parametrize("other", [("url", "/2020/07/11/a"), ("text", "11 تموز 2020"), ("url", "/2020/07/a/")])
def test_a_hijri_date_never_overrides_another_source(other: tuple[str, str]) -> None:
    found = best([("jsonld", "14 ذو القعدة 1441"), other], SEEN)
    assert found is not None
    assert (found.day, found.source) == (date(2020, 7, 1 if found.precision == "month" else 11), other[0])


@pytest.mark.parametrize(("off", "believed"), [(0, True), (1, True), (2, True), (3, False), (5, False), (8, False)])
def test_a_hijri_date_beside_another_refutes_it_where_they_are_more_than_two_days_apart(
    off: int, believed: bool
) -> None:
    day = date(2025, 9, 12)
    for beside in (day + timedelta(days=off), day - timedelta(days=off)):
        told = Gregorian(beside.year, beside.month, beside.day).to_hijri()
        found = parse_date(f"{told.day} {HIJRI_MONTHS[told.month - 1]} {told.year} هـ – 12 أيلول 2025", SEEN)
        assert (found is not None and found.day == day) == believed


@settings(max_examples=500, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2026, 11, 22)), st.integers(1, 6))
def test_a_wrong_weekday_is_always_noticed(day: date, off: int) -> None:
    wrong = WEEKDAYS[(day.weekday() + off) % 7]
    assert parse_date(f"{wrong} {day.day} {MONTHS[day.month - 1]} {day.year}", SEEN) is None
