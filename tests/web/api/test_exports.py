"""What is taken out of the archive: every form whole, readable by the programs it is meant for, and harmless."""

import csv
import html
import io
import json
import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.web.api import citations, result_sets
from archive.web.api.exports import FIELDS, FORMS
from archive.web.queries.full_articles import CitedArticle
from tests.support.paths import ROOT
from tests.support.reading_room import Site

DOCS = (ROOT / "docs/data.md").read_text()
ROW: CitedArticle = {
    "id": 2077900002,
    "outlet": "made",
    "key": "1",
    "outlet_title": "صحيفة مصنوعة",
    "outlet_title_en": "A made paper",
    "title": "خبر عن {أقواس} و50% من \\المياه",
    "author": "كاتب أول، كاتب ثانٍ",
    "credit": "",
    "url": "https://made.example/a_b%20c?x={1}&y=2",
    "permalink": "https://archive.example/article/2077900002",
    "published_at": None,
    "published_day": "2026-11-22",
    "published_from": "url",
    "first_seen_at": "2026-11-22T08:40:00Z",
    "last_seen_at": "2026-11-22T08:40:00Z",
    "told_at": "2026-11-22T08:40:00Z",
    "status": "live",
    "versions": 1,
    "words_sha256": "cd" * 32,
    "image_url": "",
    "image_caption": "",
    "origin": "crawl",
    "body": "نصّ",
    "fetched_at": "2026-11-22T08:40:00Z",
    "received_at": "",
    "body_sha256": "ab" * 32,
    "lang": "ar",
    "version": 2,
    "text_sha256": "ef" * 32,
    "entry": "2077900002",
}


def test_every_form_holds_the_same_articles_as_the_page(site: Site) -> None:
    texts = {form: site.get(f"/exports/articles.{form}?q=القوات").text for form in FORMS}
    found = {
        "csv": [int(row["id"]) for row in csv.DictReader(io.StringIO(texts["csv"].removeprefix("\ufeff")))],
        "json": [row["id"] for row in json.loads(texts["json"])["articles"]],
        "jsonl": [json.loads(line)["id"] for line in texts["jsonl"].splitlines()],
        "md": [int(match) for match in re.findall(r"Warraq \[(\d+)\]", texts["md"])],
        "bib": [int(match) for match in re.findall(r"@online\{warraq(\d+),", texts["bib"])],
        "ris": [int(match) for match in re.findall(r"(?m)^AN  - (\d+)\r?$", texts["ris"])],
    }
    listed = re.findall(r'<h2[^>]*><a href="/article/(\d+)"', site.get("/search?q=القوات").text)
    assert all(ids == [int(number) for number in listed] for ids in found.values()), found
    assert len(listed) == 4


def test_the_columns_are_those_of_the_documentation_and_the_same_in_every_form(site: Site) -> None:
    head = site.get("/exports/articles.csv?q=زرافة").content
    assert head == ("\ufeff" + ",".join(FIELDS) + "\r\n").encode("utf-8")
    assert [name for name in FIELDS if f"`{name}`" not in DOCS and name != "permalink"] == []
    [row] = json.loads(site.get("/exports/articles.json?outlet=orontes").text)["articles"]
    assert tuple(row) == FIELDS
    assert row["permalink"] == f"http://localhost/article/{site.ids['lentils']}"
    assert re.fullmatch("[0-9a-f]{64}", row["body_sha256"])


def test_a_whole_export_comes_in_pieces_and_says_where_it_was_cut(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = site.get("/exports/articles.jsonl?outlet=hawran")
    assert "warraq-cut" not in whole.headers
    assert len(whole.text.splitlines()) == site.get("/api/1/search?outlet=hawran").json()["count"] > 20
    monkeypatch.setattr(result_sets, "PIECE", 5)
    assert site.get("/exports/articles.jsonl?outlet=hawran").text == whole.text
    monkeypatch.setattr(result_sets, "MOST_ROWS", 10)
    cut = site.get("/exports/articles.json?outlet=hawran")
    assert cut.headers["warraq-cut"] == "10"
    assert (cut.json()["cut"], len(cut.json()["articles"])) == (True, 10)
    assert site.get("/exports/articles.json?outlet=hawran", method="HEAD").headers["warraq-cut"] == "10"


@pytest.mark.parametrize("nothing", ["", "?q=", "?from=1990", "?q=from:1990", "?mode=exact"])
def test_a_question_that_leaves_nothing_out_is_refused_and_points_to_the_file(site: Site, nothing: str) -> None:
    for form, method in product(FORMS, ("GET", "HEAD")):
        answer = site.get(f"/exports/articles.{form}{nothing}", method=method)
        assert answer.status_code == 400
        assert method == "HEAD" or "/downloads" in answer.json()["detail"]


def test_the_search_page_offers_no_export_of_everything_but_the_file(site: Site) -> None:
    everything, asked = (site.get(path).text for path in ("/en/search", "/en/search?outlet=hawran"))
    assert "/exports/" not in everything
    assert '<a href="/en/downloads">The whole archive</a>' in everything
    assert "/exports/articles.csv?outlet=hawran" in asked


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "&lt;script&gt;", "<!-- --><img src=x onerror=a>"])
def test_no_markdown_makes_markup_of_a_headline_whatever_it_knows_of_backslashes(text: str) -> None:
    item = citations.markdown(ROW | {"title": text, "outlet_title": text})
    written = re.sub(r"\\(?=\W)", "", item.replace("](<", "](").replace(">)", ")"))
    assert "<" not in written
    assert html.unescape(written).count(text) == 2


def test_an_empty_answer_is_a_valid_file_of_every_form(site: Site) -> None:
    for form in FORMS:
        answer = site.get(f"/exports/articles.{form}?q=زرافة")
        assert answer.status_code == 200
        assert answer.headers["content-disposition"] == f'attachment; filename="warraq.{form}"'
    assert site.get("/exports/articles.json?q=زرافة").json() == {"cut": False, "articles": []}


def test_an_article_is_cited_with_the_time_and_hash_of_its_capture(site: Site) -> None:
    number = site.ids["water"]
    sha256 = site.get(f"/api/1/articles/{number}").json()["captures"][0]["body_sha256"]
    for form in ("bib", "ris", "md"):
        answer = site.get(f"/article/{number}.{form}")
        assert sha256 in answer.text
        assert f"http://localhost/article/{number}" in answer.text
        assert answer.headers["link"] == f'<http://localhost/article/{number}>; rel="cite-as"'
        assert site.get(f"/article/1.{form}").status_code == 404


def test_bibtex_keeps_arabic_as_it_is_and_escapes_what_tex_would_read() -> None:
    entry = citations.bibtex(ROW)
    assert "  author = {{كاتب أول} and {كاتب ثانٍ}},\n" in entry
    assert r"title = {{خبر عن \textbraceleft{}أقواس\textbraceright{} و50\% من \textbackslash{}المياه}}" in entry
    assert "  url = {https://made.example/a_b%20c?x=%7B1%7D&y=2},\n" in entry
    assert "  langid = {arabic},\n" in entry


def test_ris_is_one_line_a_field_and_ends_where_it_should() -> None:
    lines = citations.ris(ROW | {"title": "سطر\nER  - "}).split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert lines.count("ER  - ") == 1
    assert "TI  - سطر ER -" in lines
    assert [line for line in lines if line.startswith("AU")] == ["AU  - كاتب أول", "AU  - كاتب ثانٍ"]
    assert "DA  - 2026/11/22/" in lines


def test_markdown_shows_a_headline_and_never_obeys_it() -> None:
    item = citations.markdown(ROW | {"title": "[x](javascript:1) *y* <b>", "url": "https://a.example/(b)> c"})
    assert r"[\[x\]\(javascript:1\) \*y\* &lt;b&gt;](<https://a.example/%28b%29%3E%20c>)" in item
    assert item.count("\n") == 1


@given(st.text(), st.text())
def test_whatever_a_headline_holds_every_brace_of_bibtex_has_its_partner(title: str, author: str) -> None:
    entry = citations.bibtex(ROW | {"title": title, "author": author})
    depth = 0
    for sign in entry:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert entry.count("\n@") == 0
