"""The search page: every question has an answer, in the spelling the outlet chose."""

import re
from html import unescape
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.query_parser import SENTENCES
from archive.web.app.language import load
from archive.web.app.search_request import NOTES, parse_request
from tests.support.reading_room import Site, plain


def test_a_plain_word_finds_its_evasive_spelling_and_marks_it_as_the_outlet_wrote_it(site: Site) -> None:
    page = site.get("/search?q=القوات").text
    assert "<mark>القـ.ـوات</mark>" in page
    assert "<mark>القوّات</mark>" in page
    assert "<h1>4 نتائج</h1>" in page


def test_a_search_names_each_outlet_with_its_own_number(site: Site) -> None:
    page = site.text("/search?q=القوات")
    assert "شام+2" in page.replace(" ", "")
    assert "4 نتائج" in site.text("/search?q=القوات&outlet=")
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


def test_days_are_typed_and_a_field_takes_the_direction_of_what_is_in_it_only(site: Site) -> None:
    """A browser's own field for days shows its own order of them; an empty field with dir=auto runs left to right."""
    empty, asked = site.get("/search").text, site.get("/search?q=القوات&from=١/٢٠٢٠").text
    assert 'type="date"' not in empty
    days = re.findall(r'<input class="field" type="text" dir="ltr" name="(from|to)"', asked)
    assert days == ["from", "to"]
    assert 'name="from" maxlength="10" placeholder="2026-11-22" value="2020-01-01"' in asked
    (box_of_none, box_of_some) = (re.findall(r'<input type="search" [^>]*>', page)[0] for page in (empty, asked))
    assert "dir=" not in box_of_none
    assert 'dir="auto"' in box_of_some


def test_where_filters_leave_nothing_the_page_blames_them_and_counts_what_dropping_them_finds(site: Site) -> None:
    page = site.get("/en/search?q=القوات&kind=back&lang=ku&place=SY0205").text
    assert "under the filters you chose" in plain(page)
    (address, articles) = re.findall(
        r'<a href="/en(/search\?[^"]+)">none of the filters</a><span class="n">(\d+)', page
    )[0]
    assert site.get(f"/api/1{unescape(address)}").json()["count"] == int(articles) > 0
    assert "/search?place=SY0205" not in page
    assert "no articles under the filters you chose" in site.text("/en/search?place=SY0205&kind=back")


def test_a_form_of_the_filter_for_places_is_said_in_words(site: Site) -> None:
    for place, words in (("in.SY02", "all places of its governorate"), ("government.SY01", "as the government")):
        assert words in site.text(f"/en/search?q=القوات&place={place}"), place
    assert "a name of several places" in site.text("/en/search?place=ambiguous")


def test_a_party_that_nobody_knows_narrows_nothing_and_is_said_so(site: Site) -> None:
    assert "no party we know" in site.text("/en/search?q=القوات&party=nobody")
    assert site.get("/words?q=القوات&party=nobody").status_code == 404
    assert "/names.tsv" in site.get("/api/1/search?q=القوات&party=nobody").json()["detail"]


def test_a_list_that_filters_leave_says_how_much_it_is_and_what_has_no_words_has_no_nearest(site: Site) -> None:
    page = site.get("/en/search?outlet=shamplus&order=rank").text
    (heading,) = re.findall("<h1>(.*?)</h1>", page)
    assert plain(heading) == f"{site.get('/api/1/search?outlet=shamplus').json()['count']} results"
    assert 'aria-current="true">newest' in page
