"""Which way a text is set: Arabic from right to left however it begins, and what is mostly Latin the other way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.web.app.text_direction import direction_of, turned, written

ARABIC = (
    "FAO: أسعار القمح ترتفع",
    "BBC عربي نقلت عن مصدر قوله «الوضع صعب»",
    "\u200e+963-11-1234567 هو رقم غرفة العمليات",
    "2254 هو رقم القرار",
    "iPhone 17 وصل إلى أسواق دمشق أمس",
    "12:30",
    "",
    "٪",
)
LATIN = (
    "https://furat24.example/water",
    "Gradins : 15 DT",
    "Aylan Kurdi (آلان)",
    "Food and Agriculture Organization: فاو",
)


@pytest.mark.parametrize("text", ARABIC)
def test_a_paragraph_of_an_arabic_article_is_set_in_its_direction_however_it_begins(text: str) -> None:
    assert direction_of(text, "ar") == "rtl"
    assert turned("ar", text) == ""
    assert written("ar", text) == 'lang="ar" dir="rtl"'


@pytest.mark.parametrize("text", LATIN)
def test_a_paragraph_that_is_mostly_latin_is_set_from_left_to_right(text: str) -> None:
    assert direction_of(text, "ar") == "ltr"
    assert turned("ar", text) == ' dir="ltr"'


def test_an_arabic_paragraph_of_an_english_article_is_set_from_right_to_left() -> None:
    assert turned("en", "«Orontes Post» تنشر النصّ الكامل للبيان بالعربية") == ' dir="rtl"'
    assert turned("en", "Al-Karamah (الكرامة) won 2-1.") == ""
    # Kurmanji is written in Latin letters, Sorani in Arabic ones.
    assert (direction_of("Rûdaw: Hewlêr", "ku"), direction_of("کوردستان", "ku")) == ("ltr", "rtl")


def test_of_an_unknown_language_the_letters_tell_and_without_letters_the_browser() -> None:
    assert [direction_of(text, "") for text in ("BBC: عاجل من دمشق", "Damascus: دمشق", "2254")] == [
        "rtl",
        "ltr",
        "auto",
    ]


@given(st.text())
def test_whatever_a_text_holds_it_has_a_direction(text: str) -> None:
    assert direction_of(text, "ar") in ("rtl", "ltr")
    assert direction_of(text + " \u0628" * (len(text) + 1), "en") == "rtl"
