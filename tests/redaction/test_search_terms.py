"""What is looked for, in the forms in which pages, feeds and interfaces write it."""

import json
from urllib.parse import quote

import pytest

from archive.redaction._search_terms import BLACKED, Needles, forms_of, pattern_of

SLUG = "https://one.example/أخبار-الحاجز/"


@pytest.mark.parametrize(
    "text",
    [
        "قال أحمد السامر أمس",
        "لاحمد السامر",
        "وأَحمَد السَّامر",
        "أحـــمد  السامر،",
        "بأحمد\u00a0السامر.",
    ],
)
def test_a_name_is_found_however_it_is_spelt_and_with_what_clings_to_it(text: str) -> None:
    found = pattern_of("أحمد السامر").sub(BLACKED, text)
    assert BLACKED in found
    assert "سامر" not in found.replace("\u0651", "")


def test_a_longer_name_is_another_one() -> None:
    assert not pattern_of("سامر").search("السامرائي ومحاسن سامراء")


@pytest.mark.parametrize(
    "body",
    [
        f'<a href="{SLUG}">'.encode(),
        f'<a href="https://www.one.example/{quote("أخبار-الحاجز")}">'.encode(),
        json.dumps({"link": SLUG}).replace("/", "\\/").encode(),
        f'<a href="{SLUG}">'.encode("cp1256"),
        b'<a href="/' + quote("أخبار-الحاجز").encode() + b'?utm=1">',
    ],
)
def test_an_address_is_found_in_every_form(body: bytes) -> None:
    needles = Needles((SLUG,), ())
    assert any("address" in needles.found_in(form, "one.example") for form in forms_of(body))


def test_a_longer_address_and_another_hosts_path_are_others() -> None:
    needles = Needles(("https://one.example/news/123",), ())
    assert needles.found_in("https://one.example/news/1234") == set()
    assert needles.found_in('href="/news/123"', "two.example") == set()
    assert needles.found_in('href="/news/123"', "one.example") == {"address"}


def test_a_short_headline_says_nothing() -> None:
    assert Needles((), ("كلمة العدد",)).found_in("كلمة العدد") == set()
