"""Which article an address is, of the outlets added for 2026: forms of stored pages and public code, old and new."""

import pytest

from archive.identity.keys import key_of
from spiders.registry import outlets
from tests.support.paths import ROOT

# Outlet, address, key; no key where it is no article.
TABLE = ROOT / "tests/support/outlet_addresses.tsv"
KEYS: dict[str, dict[str, str | None]] = {}
for _line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
    _name, _url, _key = _line.split("\t")
    KEYS.setdefault(_name, {})[_url] = _key or None
ARTICLES = {name: {url: key for url, key in cases.items() if key} for name, cases in KEYS.items()}


@pytest.mark.parametrize("name", KEYS)
def test_an_address_has_the_key_its_outlet_gives_it(name: str) -> None:
    assert {url: key_of(url, outlets()[name]) for url in KEYS[name]} == KEYS[name]


@pytest.mark.parametrize("name", KEYS)
def test_an_address_keeps_its_key_whatever_a_reader_came_through(name: str) -> None:
    came = {
        url: key_of(
            f"{url}{'&' if '?' in url else '?'}utm_source=t&fbclid=abc".replace("https:", "http:"), outlets()[name]
        )
        for url in ARTICLES[name]
    }
    assert came == ARTICLES[name]


@pytest.mark.parametrize("name", KEYS)
def test_no_outlet_takes_the_article_of_another(name: str) -> None:
    others = (url for other, cases in KEYS.items() if other != name for url in cases)
    assert [url for url in others if key_of(url, outlets()[name])] == []
