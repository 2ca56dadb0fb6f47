"""03/04/2026: the day first or the month, as the page's other dates say."""

import pytest

from archive.reading._day_order import day_comes_first, is_ambiguous, with_known_order
from tests.support.made_html import reading

_ENGLISH = (
    "The council of the town opened a new market for vegetables in the eastern quarter of the town on that day.",
    "The manager of the market said that its shops were given to sixty sellers who had stood in the streets for years.",
)


def _day(shown: str, others: str = "", lang: str = "en") -> str:
    text = "".join(f"<p>{line}</p>" for line in _ENGLISH)
    page = f"<h1>A new market opens in the east</h1><p>{shown}</p>{text}{others}"
    published = reading(page, "<title>A new market opens in the east</title>", lang=lang).published
    return str(published.day) if published else ""


@pytest.mark.parametrize(
    ("shown", "others", "day"),
    [
        ("03/04/2026", "", ""),
        ("03/04/2026", "<p>10/25/2026</p>", "2026-03-04"),
        ("03/04/2026", "<p>25/10/2026</p>", "2026-04-03"),
        ("03/04/2026", "<p>25/10/2026</p><p>10/25/2026</p>", ""),
        ("Friday 03/04/2026", "", "2026-04-03"),  # in the other order it was a Wednesday
        ("Wednesday 03/04/2026", "", "2026-03-04"),
        ("Sunday 03/04/2026", "", ""),
        ("10/25/2026", "", "2026-10-25"),
        ("25/10/2026", "", "2026-10-25"),
        ("04/04/2026", "", "2026-04-04"),
        ("03.04.2026", "", "2026-04-03"),
    ],
)
def test_an_english_date_in_figures_is_read_as_the_page_proves(shown: str, others: str, day: str) -> None:
    assert _day(shown, others) == day


def test_other_languages_set_the_day_first_until_the_page_says_otherwise() -> None:
    assert day_comes_first(["03/04/2026"], "ar") is True
    assert day_comes_first(["03/04/2026", "10/25/2026"], "ar") is False
    assert day_comes_first(["03/04/2026", "10/25/2026", "25/10/2026"], "tr") is True


def test_a_date_that_is_one_day_in_either_order_is_not_in_doubt() -> None:
    assert not is_ambiguous("04/04/2026")
    assert not is_ambiguous("2026/03/04")
    assert is_ambiguous("٠٣/٠٤/٢٠٢٦")
    assert with_known_order("٠٣/٠٤/٢٠٢٦ 10:30", is_day_first=False) == "2026-03-04 10:30"
