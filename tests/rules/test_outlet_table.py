"""docs/outlets.md says what the outlet files say."""

import pytest

from spiders.registry import SHIPPED, outlets
from tests.support.outlet_table import TABLE, table, why_barred

LINES = table().splitlines()


def row_of(name: str) -> str:
    return next(line for line in LINES if line.startswith((f"| {name} |", f"| {name} (off) |")))


def test_the_table_of_outlets_is_current() -> None:
    assert TABLE.read_text(encoding="utf-8") == table(), "run `python -m tests.support.outlet_table`"


def test_every_outlet_has_a_row_that_says_what_is_unproven() -> None:
    assert [name for name, outlet in outlets().items() if outlet.unproven not in row_of(name)] == []


def test_an_outlet_that_is_off_says_so_and_why() -> None:
    shut = {name: outlet.disabled_because for name, outlet in outlets().items() if not outlet.enabled}
    assert "orient" in shut
    assert all(row_of(name).startswith(f"| {name} (off) |") for name in shut)
    assert all(f"- **{name}**: {reason}" in LINES for name, reason in shut.items())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("sana", "| ar, en (addresses of: fa, ru, fr, tr, he, zh) |"),
        ("zamanalwsl", "; en: feed `https://en.zamanalwsl.net/news/rss/52/`"),
        ("suwayda24", "title, text and date, with its zone (+03:00) (a public scraper's tests on the site, 2023-07);"),
        ("rojnews", "to 36,000 and more (a public scraper's code) |"),
        ("halabtoday", "| WordPress `/` |"),
        ("northpress", "ar: WordPress `/`; en: WordPress `/en/`"),
    ],
)
def test_a_row_tells_languages_routes_and_what_is_proven_by_whom_and_when(name: str, told: str) -> None:
    assert told in row_of(name)


def test_more_than_fifty_outlets_stand_in_the_table_each_with_somebody_who_saw_something_of_it() -> None:
    assert sum((SHIPPED / f"{name}.py").exists() for name in outlets()) >= 50
    assert [name for name, outlet in outlets().items() if not outlet.evidence] == []
    assert [name for name, outlet in outlets().items() for seen in outlet.evidence if not (seen.what and seen.by)] == []


def test_an_outlet_that_cannot_be_had_says_what_would_change_that() -> None:
    barred = [name for name, outlet in outlets().items() if outlet.barred]
    assert "sdfpress" in barred
    assert all(f"- **{name}**: {why_barred(outlets()[name])}" in LINES for name in barred)
