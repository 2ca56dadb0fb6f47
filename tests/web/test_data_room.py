"""The data site: Datasette's pages in our style and both languages, a search box that knows Arabic."""

import csv
import io
import re
from itertools import product
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
from datasette import __version__
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils.utils import sqlite3

from archive.web.app.compat import QUERY_PAGE
from archive.web.app.server import create_app
from archive.web.data_room import MOST_FACETS, bounded
from tests.support.reading_room import Site, made

PREFIXES = {"": '<html lang="ar" dir="rtl">', "/en": '<html lang="en" dir="ltr">'}


@pytest.fixture(scope="module")
def private(site: Site) -> Site:
    """The same archive, served by somebody who lets its readers write SQL."""
    opened = Site(site.data, site.ids)
    opened.app = create_app(site.data, allow_sql=True)
    return opened


def pages(site: Site) -> list[str]:
    tables = ["articles", "versions", "captures", "urls", "copies", "outlets", "version_texts"]
    return [
        "/warraq",
        "/warraq?_show_hidden=1",
        *(f"/warraq/{table}" for table in tables),
        f"/warraq/articles/{site.ids['water']}",
        "/warraq/articles?_search=القوات&_facet=outlet&_facet=status&outlet__contains=a&_sort=title",
    ]


def sql(statement: str) -> str:
    return f"/warraq{QUERY_PAGE}?sql={statement}"


def found(site: Site, question: str, path: str = "/warraq/articles.json") -> set[int]:
    answer = site.get(f"{path}?_search={question}&_shape=array")
    assert answer.status_code == 200, question
    return {row["id"] for row in answer.json()}


def test_every_page_of_it_is_ours_in_both_languages_without_a_script(site: Site) -> None:
    for path, (prefix, root) in product(pages(site), PREFIXES.items()):
        answer = site.get(prefix + path)
        assert answer.status_code == 200, path
        assert root in answer.text
        assert answer.text.count("<h1") == 1
        assert "<script" not in answer.text
        assert " style=" not in answer.text
        assert "script-src" not in answer.headers["content-security-policy"]


def test_its_links_stay_in_the_language_of_the_page(site: Site) -> None:
    for path in pages(site):
        page = site.get(f"/en{path}").text
        own = re.findall(r'(?:href|action)="(?:http://localhost)?(/[^"]*)"', page)
        stray = [link for link in own if not link.startswith(("/en", "/-/", "/opensearch"))]
        assert [link for link in stray if link != path and not link.startswith(path.split("?")[0])] == [], path
    moved = site.get("/en/warraq/articles?_filter_column=outlet&_filter_op=exact&_filter_value=hawran")
    assert (moved.status_code, moved.headers["location"]) == (302, "/en/warraq/articles?outlet__exact=hawran")


def test_its_search_box_reads_a_question_as_the_search_page_does_in_exact_mode(site: Site) -> None:
    for question in ("القوات", "«القوات الهندسية»", "ضخّ المياه", "القـ.ـوات OR الحافلات", "المياه -القوات", "قو*"):
        listed = site.get(f"/api/1/search?q={question}&mode=exact&limit=100").json()
        assert found(site, question) == {hit["id"] for hit in listed["hits"]}, question
    assert found(site, "القوات") != set()


def test_its_search_box_shows_what_was_typed_and_what_was_found(site: Site) -> None:
    page = site.get("/warraq/articles?_search=القوّات").text
    assert 'value="القوّات"' in page
    assert "صفوف" in page


@pytest.mark.parametrize(
    "question", ['"', "NEAR(", "-", "*", "%00", "a:b", "ـ", "title:", "outlet:x", "%FF", "x" * 900]
)
def test_no_question_is_an_error_of_sqlites_not_even_asked_for_raw(site: Site, question: str) -> None:
    for more in ("", "&_searchmode=raw", "&%5Fsearchmode=raw"):
        answer = site.get(f"/warraq/articles?_search={question}{more}")
        assert answer.status_code == 200, (question, more)


def test_an_address_can_ask_for_few_facets_only(site: Site) -> None:
    page = site.get("/warraq/articles?" + "&".join(f"_facet={name}" for name in ("lang", "status", "outlet", "author")))
    assert page.text.count('<ul class="index">') == MOST_FACETS
    assert site.get("/warraq/articles?_facet=&_facet_date=published_day").status_code == 200


@given(st.lists(st.tuples(st.sampled_from(["a", "_search", "ب", "_next"]), st.binary(max_size=5))))
def test_what_is_allowed_reaches_datasette_as_it_was_typed(pairs: list[tuple[str, bytes]]) -> None:
    query = urlencode(pairs)
    assert parse_qsl(bounded(query.encode("ascii")).decode("ascii"), keep_blank_values=True) == parse_qsl(
        query, keep_blank_values=True
    )


def test_sql_is_refused_unless_the_service_was_started_with_it(site: Site, private: Site) -> None:
    query = sql("select title from articles")
    for path in (query, "/warraq/articles?_where=1%3D1"):
        assert site.get(path).status_code == 403, path
        assert private.get(path).status_code == 200, path
    assert "<textarea" not in site.get("/warraq").text
    assert "<textarea" in private.get("/warraq").text
    assert "شام+ تنشر خريطة" in private.get(query).text


def test_whoever_may_write_sql_can_still_change_nothing_and_wait_for_little(private: Site) -> None:
    for statement in (
        "delete from articles",
        "attach 'x' as y",
        "select load_extension('x')",
        "pragma query_only=0",
        "selec",
    ):
        page = private.get(sql(statement))
        assert page.status_code in (200, 400), statement
        assert 'class="notice"' in page.text or page.status_code == 400
        assert "<table" not in page.text
    endless = "with recursive c(n) as (select 1 union all select n%2B1 from c) select count(*) from c"
    assert private.get(sql(endless)).status_code == 422
    wide = "select a.url from urls a, urls b, urls c"
    assert len(private.get(f"{sql(wide)}&_shape=array").text) < 100_000


def test_no_answer_holds_more_than_the_bounded_rows(site: Site) -> None:
    assert site.get("/warraq/articles.csv?_stream=1").status_code == 400
    assert site.get("/warraq/articles.json?_size=201").status_code == 400
    assert len(site.get("/warraq/urls.json?_size=max&_shape=array").json()) <= 200
    assert site.get("/warraq.db").status_code in (403, 404)


def test_the_index_is_not_shown(site: Site) -> None:
    closed = ["articles_fts_data", "articles_fts_idx", "articles_fts_docsize", "articles_fts_config"]
    closed += ["articles_fts"] if __version__.startswith("0.") else []
    for table in closed:
        assert site.get(f"/warraq/{table}").status_code == 403, table


def test_the_templates_take_no_other_place_than_datasettes_own() -> None:
    folder = Path(create_app.__code__.co_filename).parents[1] / "templates" / "data_room"
    assert {"database.html", "table.html", "_table.html", "row.html", "query.html"} <= {
        path.name for path in folder.glob("*.html")
    }


def test_its_csv_is_safe_in_a_spreadsheet_and_shows_arabic_there(tmp_path: Path) -> None:
    site = made(tmp_path)
    cells = [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "＝1",
        "-12.5",
        "قال: =1",
        '"="',
        "a\n=b",
        "x" * 200_000,
    ]
    writer = sqlite3.connect(site.data / "warraq.db")
    for cell in cells:
        writer.execute("INSERT INTO urls VALUES(?, 'x', ?, NULL, 'seen', '')", (f"https://x.example/{cell}", cell))
    writer.commit()
    for path in (
        "/warraq/urls.csv?outlet=x&_sort=url&_size=max",
        "/en/warraq/urls.csv?outlet=x&_dl=1&_trace=1&_size=max",
    ):
        answer = site.get(path)
        assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
        assert answer.headers["content-disposition"] == 'attachment; filename="warraq.csv"'
        assert answer.content.startswith("\ufeff".encode())
        found = [row["key"] for row in csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline=""))]
        assert len(found) == len(cells)
        assert [cell for cell in found if cell.startswith(("=", "+", "@", "\t", "\r", "＝", "-1+"))] == []
        assert {cell.removeprefix("'") for cell in found} == set(cells)
        assert "-12.5" in found
    assert site.get("/warraq/nothing.csv").headers["content-type"].startswith("text/html")


def test_the_button_that_searches_says_so_and_is_not_the_hint(site: Site) -> None:
    for path, word in (("/warraq", "ابحث"), ("/en/warraq/articles", "Search")):
        [button] = re.findall(r'<button type="submit">([^<]*)</button></div>', site.get(path).text)
        assert button == word
