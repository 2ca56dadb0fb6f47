"""Whom a credit names: an outlet by its titles and listed forms; a word that may be something else names nobody."""

import json

import pytest

from archive.copies.credited_outlets import Credits, _listed
from spiders.registry import outlets


@pytest.fixture(scope="module")
def credits_() -> Credits:
    return Credits(
        {"name": one.name, "title": one.title, "title_en": one.title_en, "hosts": json.dumps(one.hosts)}
        for one in outlets().values()
    )


@pytest.mark.parametrize(
    ("credit", "outlet"),
    [
        ("Baladi News", "baladi"),
        ("Al-Watan", "alwatan"),
        ("روداو", "rudaw"),
        ("وكالة ستيب", "stepagency"),
        ("صحيفة الشرق الأوسط", "aawsat"),
        ("الشرق الأوسط", ""),
        ("المدن", ""),
        ("سانا، روداو", ""),
        ("https://www.aawsat.com/x/y/5306603", "aawsat"),
        ("https://t.me/sana_gov/187223", ""),
    ],
)
def test_a_credit_names_one_known_outlet_or_none(credits_: Credits, credit: str, outlet: str) -> None:
    assert credits_.outlet_of(credit) == outlet


def test_every_listed_name_is_that_of_a_shipped_outlet() -> None:
    assert {outlet for outlet, _, what in _listed() if what != "undecided"} <= set(outlets())
