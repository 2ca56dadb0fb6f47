"""Keyword in context: every number leads to its list, the cells stand in reading order, the CSV is the page."""

import csv
import re
from html import unescape

import pytest

from archive.search import context as search_context
from archive.web.app.language import load
from archive.web.pages import context
from tests.support import context_archive
from tests.support.context_archive import PHRASE
from tests.support.reading_room import Site, plain

ASKED = f"/context?q={PHRASE}"
ROW = re.compile(r'<tr role="row"><td.*?</tr>', re.DOTALL)
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return context_archive.make(tmp_path_factory.mktemp("context"))


def cells(site: Site, path: str) -> list[list[str]]:
    """The cells of each line, without tags."""
    body = site.get(path).text.partition("<tbody")[2]
    return [[unescape(plain(cell)).strip() for cell in CELL.findall(row)] for row in ROW.findall(body)]


def links(site: Site, path: str) -> dict[str, str]:
    """Where each link of the page leads, by its words."""
    found = re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', site.get(path).text, re.DOTALL)
    return {unescape(plain(words)).strip(): unescape(href) for href, words in found}


def taken(site: Site, path: str) -> list[dict[str, str]]:
    answer = site.get(path.replace("/context", "/context.csv"))
    return list(csv.DictReader(answer.text.removeprefix("\ufeff").splitlines()))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_before_found_and_after_stand_in_reading_order_in_a_table_that_runs_from_right_to_left(
    site: Site, prefix: str
) -> None:
    html = site.get(f"{prefix}{ASKED}").text
    assert '<table class="kwic" role="table" dir="rtl">' in html
    line = next(row for row in cells(site, f"{prefix}{ASKED}") if "أحال" in row[1])
    assert line[1:] == ["أحال", PHRASE, "إلى الشرطة ثلاث مخالفات سُجّلت خلال الجولة"]
    heads = re.findall(r"<th [^>]*>(.*?)</th>", html)
    t = load("en" if prefix else "ar")
    assert heads == [t(f"context.{name}") for name in ("source", "before", "word", "after")]


def test_lines_are_sorted_by_the_folded_word_after_and_the_key_word_is_underlined(site: Site) -> None:
    html = site.get(ASKED).text
    keys = re.findall(r'class="post"[^>]*>[^<]*<span class="key">(.*?)</span>', html)
    assert keys == ["b", "إلى", "إلى", "ان", "إن", "أن", "إن", "في"]
    by_before = site.get(f"{ASKED}&order=before").text
    before = re.findall(r'class="pre"[^>]*><div><span>[^<]*<span class="key">(.*?)</span>', by_before)
    assert before == ["أبلغه", "أحال", "من", "وقال", "وقال", "وقال", "وقال"]
    assert 'class="key"' not in site.get(f"{ASKED}&order=newest").text


def test_what_an_outlet_prints_is_text_and_never_markup(site: Site) -> None:
    assert "<b>بناء" not in site.get(ASKED).text
    (line,) = [row for row in ROW.findall(site.get(ASKED).text) if "سواهم" in row]
    assert "&lt;/b&gt;" in line
    assert "&amp; سواهم" in line


def test_a_line_read_the_other_way_stands_in_one_cell_of_its_own_direction_at_the_end(site: Site) -> None:
    html = site.get(ASKED).text
    last = ROW.findall(html)[-1]
    assert re.search(r'colspan="3" class="alone" dir="ltr"', last)
    assert f"signed by <mark>{PHRASE}</mark> and pinned" in re.sub(r"</?span[^>]*>", "", last)
    for order in ("before", "outlet", "newest"):
        assert "alone" in ROW.findall(site.get(f"{ASKED}&order={order}").text)[-1]


def test_where_most_lines_are_latin_the_table_runs_from_left_to_right(site: Site) -> None:
    html = site.get("/context?q=bakery").text
    assert '<table class="kwic" role="table" dir="ltr">' in html
    assert "The" in [row[1] for row in cells(site, "/context?q=bakery")]


def test_the_articles_of_the_lines_are_the_list_that_the_number_leads_to(site: Site) -> None:
    for asked in (
        ASKED,
        f"{ASKED}&copies=in",
        f"{ASKED}&outlet=hawran",
        f"{ASKED}&mode=exact",
        f"{ASKED}&from=2026-11-04",
    ):
        listed = {row["article_id"] for row in taken(site, asked)}
        (label,) = [words for words in links(site, asked) if words.startswith("الأخبار التي وردت فيها")]
        hits = site.get(links(site, asked)[label]).text
        assert len(re.findall('<li class="hit">', hits)) == len(listed)
        assert load("ar").count("article", len(listed)) in label


def test_the_neighbours_lead_to_as_many_lines_as_their_number_says(site: Site) -> None:
    html = site.get(ASKED).text
    found = re.findall(
        r'<a href="([^"]+(?:next|previous)=[^"]+)"><bdi>([^<]+)</bdi></a> <span class="n">(\d+)</span>', html
    )
    assert len(found) >= 6
    for href, printed, n in found:
        rows = cells(site, unescape(href))
        assert len(rows) == int(n), printed
    (both,) = [printed for _, printed, _ in found if "أن" in printed]
    assert set(both.split(" / ")) == {"إن", "ان", "أن"}, "spellings of one folded word are one neighbour and are named"


def test_a_chosen_neighbour_is_shown_and_can_be_dropped(site: Site) -> None:
    path = f"{ASKED}&next=الي"
    assert [row[3].split()[0] for row in cells(site, path)] == ["إلى", "إلى"]
    (back,) = [href for words, href in links(site, path).items() if words.endswith(load("ar")("search.drop"))]
    assert len(cells(site, back)) == len(cells(site, ASKED))


def test_copies_are_folded_counted_and_can_be_had(site: Site) -> None:
    t = load("ar")
    folded_lines = cells(site, ASKED)
    only = links(site, ASKED)[t.count("line", 1)]
    assert len(cells(site, only)) == 1
    assert len(cells(site, f"{ASKED}&copies=in")) == len(folded_lines) + 1
    assert [row["copy"] for row in taken(site, f"{ASKED}&copies=only")] == ["1"]


def test_the_csv_has_every_line_of_the_page_in_its_order(site: Site) -> None:
    for asked in (ASKED, f"{ASKED}&order=before", f"{ASKED}&next=الي", f"{ASKED}&copies=in&order=newest"):
        rows = taken(site, asked)
        assert [row["word"] for row in rows] == re.findall("<mark>(.*?)</mark>", site.get(asked).text)
        assert all(row["permalink"].endswith(f"/article/{row['article_id']}") for row in rows)
    assert site.get(ASKED.replace("/context", "/context.csv")).text.startswith("\ufeffbefore,word,after,")
    assert {row["part"] for row in taken(site, ASKED)} == {"headline", "text"}


def test_many_lines_are_shown_a_page_at_a_time_and_the_next_says_how_it_begins(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = cells(site, ASKED)
    monkeypatch.setattr(context, "PER_PAGE", 4)
    pages, path = [], ASKED
    while path:
        pages += cells(site, path)
        onward = [(words, href) for words, href in links(site, path).items() if words.startswith("التالية")]
        path = onward[0][1] if onward else ""
        if onward and len(pages) == 4:
            assert every[4][3][:20] in onward[0][0]
    assert pages == every


def test_where_only_the_newest_articles_were_read_the_page_and_the_csv_say_so(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "كل ما وُجد" not in site.text(ASKED)
    monkeypatch.setattr(search_context, "MOST_ARTICLES", 3)
    text = site.text(ASKED)
    (label,) = [words for words in links(site, ASKED) if words.startswith("كل ما وُجد")]
    assert str(load("ar")("context.capped", most="500")) in text
    hits = site.get(links(site, ASKED)[label]).text
    assert load("ar").count("article", len(re.findall('<li class="hit">', hits))) in label
    answer = site.get(ASKED.replace("/context", "/context.csv"))
    assert answer.headers["warraq-cut"] == str(len(taken(site, ASKED)))


def test_one_line_is_shown_and_nothing_by_which_several_would_be_sorted(site: Site) -> None:
    alone = site.get("/context?q=المولدات تكفي").text
    assert len(cells(site, "/context?q=المولدات تكفي")) == 1
    for mark in ('<p class="sort', "order=before", "next=", "previous="):
        assert mark in site.get(ASKED).text
        assert mark not in alone


def test_a_word_that_nobody_prints_gets_what_to_ask_instead(site: Site) -> None:
    path = "/context?q=المجلس المحلى البعيد&mode=exact"
    assert "لم ترد" in site.text(path)
    offered = site.get(path).text.partition('<section class="offer"')[2].partition("</section>")[0]
    (href,) = re.findall(r'<a href="([^"]+)"', offered)
    assert len(cells(site, unescape(href))) == len(cells(site, f"{ASKED}&mode=exact"))


@pytest.mark.parametrize(
    ("params", "status", "kind"),
    [(f"q={'ا' * 301}", 400, "too_long"), ("q=a&order=x", 400, "no_choice"), ("q=a&copies=x", 400, "no_choice"),
     ("q=a&start=x", 400, "no_place"), ("q=a&outlet=nobody", 404, "no_outlet"), ("q=a&from=x", 400, "no_day")],
)  # fmt: skip
@pytest.mark.parametrize("page", ["/context", "/en/context", "/context.csv"])
def test_a_question_that_makes_no_sense_gets_a_page_that_says_so(
    site: Site, page: str, params: str, status: int, kind: str
) -> None:
    answer = site.get(f"{page}?{params}")
    assert answer.status_code == status
    assert str(load("en" if page.startswith("/en") else "ar")(f"error.{kind}")) in answer.text


def test_without_a_question_there_is_only_the_form_and_past_the_end_a_way_back(site: Site) -> None:
    assert "<table" not in site.get("/context").text
    assert site.get("/context.csv").text.count("\n") == 1
    assert len(cells(site, links(site, f"{ASKED}&start=999")[load("ar")("search.back")])) > 5


def test_the_search_page_leads_here(site: Site) -> None:
    for prefix, name in (("", "ar"), ("/en", "en")):
        href = links(site, f"{prefix}/search?q={PHRASE}")[load(name)("context.title")]
        assert len(cells(site, href)) == len(cells(site, ASKED))
