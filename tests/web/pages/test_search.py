"""The search page: every question has an answer, in the spelling the outlet chose."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.query_parser import SENTENCES
from archive.web.app.language import load
from archive.web.app.search_request import NOTES, parse_request
from tests.support.reading_room import Site


def test_a_plain_word_finds_its_evasive_spelling_and_marks_it_as_the_outlet_wrote_it(site: Site) -> None:
    page = site.get("/search?q=القوات").text
    assert "<mark>القـ.ـوات</mark>" in page
    assert "<mark>القوّات</mark>" in page
    assert "<h1>4 نتائج</h1>" in page


def test_a_search_names_each_outlet_with_its_own_number(site: Site) -> None:
    page = site.text("/search?q=القوات")
    assert "شام+2" in page.replace(" ", "")
    assert "4" in site.text("/search?q=القوات&outlet=")
    assert "2 نتائج" not in page
    assert "نتيجتان" in site.text("/search?q=القوات&outlet=shamplus")


@pytest.mark.parametrize("mode", ["exact", "names", "forms", "nonsense"])
@pytest.mark.parametrize(
    "q",
    ['"', "NEAR(", "*", "a OR", "((((", "-", "title:", "'; DROP TABLE articles; --", "%00", "\u202e", "ـ", "^",
     "AND NOT", "كلمة " * 80, "x" * 5_000, "{}[]\\", "https://nowhere.example/x", "<script>alert(1)</script>"],
)  # fmt: skip
def test_no_question_gives_an_error_page(site: Site, q: str, mode: str) -> None:
    for order in ("newest", "rank"):
        answer = site.get(f"/search?q={q}&mode={mode}&order={order}")
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


def test_filters_that_make_no_sense_are_left_out_and_said_so(site: Site) -> None:
    page = site.text("/search?q=القوات&from=أمس&to=2026-13-40&outlet=nobody&before=x")
    assert "التاريخ «أمس» غير مفهوم" in page
    assert "لا مصدر باسم «nobody»" in page
    assert "موضع الصفحة غير مفهوم" in page
    assert "4 نتائج" in page


def test_walking_the_pages_shows_every_article_once(site: Site) -> None:
    seen: list[str] = []
    path: str | None = "/search"
    while path:
        page = site.get(path).text
        seen += re.findall(r'<h2[^>]*><a href="/article/(\d+)"', page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        path = following[1].replace("&amp;", "&") if following else None
    assert [int(found) for found in seen] == sorted(site.ids.values(), reverse=True)


def test_pages_of_a_search_do_not_overlap(site: Site) -> None:
    first = site.get("/search?q=الأرصفة").text
    following = re.search(r'href="([^"]+)" rel="next"', first)
    assert following
    second = site.get(following[1].replace("&amp;", "&")).text
    ids = [set(re.findall(r'<h2[^>]*><a href="/article/(\d+)"', page)) for page in (first, second)]
    assert len(ids[0]) == 20
    assert ids[1]
    assert not ids[0] & ids[1]
    assert "27 نتيجة" in first
    assert "27 نتيجة" in second


def test_the_address_of_a_known_article_leads_straight_to_it(site: Site) -> None:
    for address in ("https://furat24.example/water", "https://furat24.example/water/"):
        answer = site.get(f"/search?q={address}")
        assert answer.status_code == 302
        assert answer.headers["location"] == f"/article/{site.ids['water']}"


@given(st.dictionaries(st.sampled_from(["q", "mode", "order", "outlet", "from", "to", "before"]), st.text()))
def test_any_query_string_is_understood_somehow(values: dict[str, str]) -> None:
    params = parse_request(values, {"a": "A"})
    assert len(params.q) <= 300
    assert params.before is None or params.before >= 0
    assert params.address().startswith("?")


def test_what_was_not_understood_is_told_in_the_readers_language(site: Site) -> None:
    for path, sentence in (("/search", "النوع «nonsense» غير معروف"), ("/en/search", "There is no kind “nonsense”")):
        page = site.text(f"{path}?q=القوات kind:nonsense")
        assert sentence in page


def test_every_note_of_the_engine_is_told_in_both_languages() -> None:
    assert NOTES.keys() == SENTENCES.keys()
    for name in ("ar", "en"):
        assert all(load(name).find(key) for key in NOTES.values())


def test_the_page_suggests_the_word_that_was_meant(site: Site) -> None:
    page = site.get("/search?q=الأرضفة&order=rank").text
    assert "أو لعلّك تريد" in page
    (other,) = re.findall(r'<a href="(/search[^"]+)"><bdi class="q">الأرصفة</bdi></a>', page)
    assert "27 نتيجة" in site.get(unquote(other.replace("&amp;", "&"))).text


def test_a_question_of_fields_alone_lists_what_they_leave(site: Site) -> None:
    listed, edited = site.get("/search?q=outlet:shamplus").text, site.get("/search?q=kind:edited").text
    assert set(re.findall(r'class="who">([^<]+)<', listed)) == {"شام+"}
    assert edited.count('class="hit"') == edited.count('class="sign edited"') > 0
