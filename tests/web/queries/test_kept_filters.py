"""Whatever a search was narrowed to goes on with it: to its words, feeds and files, its switches, a saved search."""

import re
from html import unescape
from itertools import product
from urllib.parse import parse_qsl, urlencode

import pytest

from archive.alerts.store import Readers
from archive.data_folder import DataFolder
from tests.support.reading_room import Site

PART = [("outlet", "shamplus"), ("outlet", "furat24"), ("from", "2020-01-01"), ("to", "2030-12-31")]
STATES = [("lang", "ar"), ("lang", "en"), ("kind", "edited"), ("kind", "gone"), ("kind", "missing")]
ASKED = [
    [("q", "القوات"), *mode, *order, *part, *states, *copies]
    for mode, order, part, states, copies in product(
        ([], [("mode", "forms")], [("mode", "exact")]),
        ([], [("order", "oldest")], [("order", "rank")]),
        ([], PART),
        ([], STATES),
        ([], [("copies", "folded")]),
    )
]
KEPT_BY = {
    "/words": {"order"},
    "/saved": {"order"},
    "/feeds/articles.atom": {"order"},
    "/feeds/articles.json": {"order"},
    **{f"/exports/articles.{form}": set[str]() for form in ("csv", "jsonl", "bib", "ris", "md")},
}


def links(page: str) -> list[tuple[str, list[tuple[str, str]]]]:
    found = (unescape(href).partition("?") for href in re.findall(r'href="([^"]+)"', page))
    return [(path, parse_qsl(query)) for path, _, query in found]


def fields(form: str) -> list[tuple[str, str]]:
    """What a form sends besides the question."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    chosen = re.findall(r'<input type="(?:radio|checkbox)" name="(\w+)" value="([^"]+)" checked>', form)
    typed = re.findall(r'<input class="field"[^>]* name="(\w+)"[^>]* value="([^"]+)">', form)
    return [(name, unescape(value)) for name, value in (*found, *chosen, *typed)]


def meant(pairs: list[tuple[str, str]], without: set[str] = frozenset()) -> list[tuple[str, str]]:  # type: ignore[assignment]
    """In one order, what is usual left out."""
    usual = {("mode", "names"), ("order", "newest")}
    return sorted(pair for pair in pairs if pair[0] not in without and pair not in usual)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: urlencode(asked[1:]) or "q")
def test_every_link_and_form_of_the_page_keeps_the_question(site: Site, asked: list[tuple[str, str]]) -> None:
    page = site.get("/search?" + "&".join(f"{name}={value}" for name, value in asked)).text
    listed = links(page)
    shown = 'class="hit"' in page
    for path, left in KEPT_BY.items():
        kept = [query for where, query in listed if where == path and query]
        assert kept or (not shown and path.startswith(("/feeds", "/exports"))), path
        # The head names the feeds of the question as it stands.
        assert all(meant(query, left) == meant(asked, left) for query in kept), path
    for form in re.findall(r'<form [^>]*action="/search".*?</form>', page, re.DOTALL):
        question = [("q", "القوات")] if 'type="search"' in form else []
        assert meant(question + fields(form)) == meant(asked)
    for switched in ("order", "copies"):
        others = [
            query
            for where, query in listed
            if where == "/search" and meant(query, {switched}) == meant(asked, {switched})
        ]
        assert others or not shown, switched


def test_the_page_of_words_keeps_what_it_was_narrowed_to_and_leads_back_to_it(site: Site) -> None:
    asked = [("q", "القوات"), ("mode", "forms"), *PART, *STATES, ("copies", "folded")]
    page = site.get("/words?" + "&".join(f"{name}={value}" for name, value in asked)).text
    assert meant([("q", "القوات"), *fields(page[page.index("<form") : page.index("</form>")])]) == meant(asked)
    back = [query for path, query in links(page) if path == "/search" and query]
    assert meant(asked) in [meant(query) for query in back]
    units = [query for path, query in links(page) if path == "/words" and ("unit", "count") in query]
    assert units
    assert all(meant(query, {"unit"}) == meant(asked) for query in units)


def test_a_word_over_the_months_counts_what_the_search_finds(site: Site) -> None:
    for narrowed in ("", "&kind=gone", "&lang=en", "&kind=edited&kind=gone&lang=ar", "&copies=folded"):
        counts = re.findall(
            r'<b>[^<]*</b> <span class="small quiet">([^<]+)</span>', site.get(f"/en/words?q=القوات{narrowed}").text
        )
        articles = sum(1 if text == "one article" else int((re.match(r"\d+", text) or ["0"])[0]) for text in counts)
        assert articles == site.get(f"/api/1/search?q=القوات{narrowed}").json()["count"], narrowed


def test_a_saved_search_finds_only_what_it_was_narrowed_to(site: Site) -> None:
    form = site.get("/saved?q=القوات&mode=forms&kind=edited&kind=gone&lang=ar").text
    sent = fields(form[form.index('<form class="ask"') : form.index("</form>", form.index('<form class="ask"'))])
    assert {("kind", "edited"), ("kind", "gone"), ("lang", "ar"), ("mode", "forms")} < set(sent)
    now = re.findall(r'<li><a href="/article/(\d+)"', form[form.index('<ul class="take">') :])
    found = site.get("/api/1/search?q=القوات&mode=forms&kind=edited&kind=gone&lang=ar").json()["hits"]
    assert [int(number) for number in now] == [hit["id"] for hit in found]
    answer = site.get(
        "/saved",
        method="POST",
        content=urlencode([*sent, ("q", "القوات")]),
        headers={"content-type": "application/x-www-form-urlencoded"},
        cookies={"ds_csrftoken": dict(sent)["csrftoken"]},
    )
    assert answer.status_code == 303
    with Readers(DataFolder(site.data).readers) as readers:
        [saved] = [one for one in readers.searches() if one.kinds]
    assert (saved.kinds, saved.langs) == ("edited,gone", "ar")
    page = site.get(f"/saved/{saved.token}").text
    [back] = [query for path, query in links(page) if path == "/search" and ("q", "القوات") in query]
    assert meant(back) == meant(
        [("q", "القوات"), ("mode", "forms"), ("kind", "edited"), ("kind", "gone"), ("lang", "ar")]
    )
