"""Real addresses of 2018 to 2023: articles of shipped outlets are keyed, lists are not, two texts never share a key.

How they are labelled: an address is a list where its form says so (home, category, tag, later page of a list); all of
those of shipped outlets were looked at beside their texts, which are headlines under the name of a section. Every other
address of a shipped outlet is an article: its text is one story.
"""

import gzip
import json
import re
from collections import defaultdict
from urllib.parse import unquote, urlsplit

import pytest

from archive.identity.keys import key_of
from archive.identity.unknown_hosts import outlet_of
from archive.identity.urls import clean_url
from spiders.registry import outlets
from tests.support.paths import SHARED

MISSION = SHARED / "data/mission"
FILES = ("pages-2018", "kurmanji-2020", "almayadeen-2023")
LIST = re.compile(r"^/?$|/(?:kategori|category|tags?)/|[?&](?:page|paged)=|/page/\d+|/featured/geo/")
pytestmark = pytest.mark.skipif(not MISSION.exists(), reason="the mission's addresses (shared/data/mission) are absent")


def pages() -> list[tuple[str, str]]:
    found = []
    for name in FILES:
        with gzip.open(MISSION / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            found += [(row["url"], row["text"]) for row in map(json.loads, lines)]
    return found


def test_articles_of_shipped_outlets_are_keyed_and_lists_are_not() -> None:
    known = outlets()
    told: dict[bool, list[tuple[str, str | None]]] = {True: [], False: []}
    for url, _ in pages():
        outlet = outlet_of(url, known.values())
        if outlet.name in known:
            parts = urlsplit(url)
            path = unquote(parts.path) + (f"?{parts.query}" if parts.query else "")
            told[LIST.search(path) is None].append((url, key_of(url, outlet)))
    assert len(told[True]) > 150
    assert [url for url, key in told[True] if key is None] == []
    assert [url for url, key in told[False] if key is not None] == []


def test_no_two_texts_share_a_key_at_any_host() -> None:
    known = outlets()
    texts: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for url, text in pages():
        outlet = outlet_of(url, known.values())
        key = key_of(url, outlet)
        if key is not None:
            # Some addresses stand there twice, taken at two times.
            texts[outlet.name, key].setdefault(clean_url(url), text)
    assert [key for key, found in texts.items() if len(set(found.values())) > 1] == []
