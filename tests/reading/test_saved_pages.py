"""Every saved page yields exactly the text saved beside it; without its outlet's rules no less than plain trafilatura.

Pages of other outlets, which are no part of the project, are measured where they lie beside the checkout.
"""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import trafilatura

from archive.exchange import Page
from archive.model import Reading
from archive.reading.charset import decode
from archive.reading.dates import parse_date
from archive.reading.extract import read
from archive.text.folding import fold_line
from tests.support.paths import SHARED
from tests.support.saved_pages import GENERIC, READ_AT, outlet_of, page_at, rendered, saved_pages, saved_text, word_f1

REAL_PAGES = SHARED / "data/pages"
LEFTOVERS = re.compile(
    r"(?:tag icon )?ع ع ع|اقرا ايضا.*|ادعم عنب بلدي.*|التعليقات مغلقه.*|مقالات متعلقه|الاكثر قراءه|المصدر(?: ?:.*)?"
)

each_page = pytest.mark.parametrize("path", saved_pages(), ids=lambda path: f"{path.parent.name}/{path.stem}")


@each_page
def test_a_saved_page_yields_the_text_saved_beside_it(path: Path) -> None:
    beside = path.with_suffix(".txt")
    assert beside.exists(), f"{beside.name} is missing: run `python -m tests.accept`, then read what it wrote"
    assert rendered(path) == beside.read_text(encoding="utf-8")


@each_page
def test_without_rules_a_page_is_read_no_worse_than_by_plain_trafilatura(path: Path) -> None:
    gold, page = saved_text(path), page_at(path, outlet_of(path))
    ours = read(page, replace(outlet_of(path), body=(), drop=(), junk_lines=(), credit_lines=())).text
    plain = trafilatura.extract(page.body, url=page.final_url) or ""
    assert word_f1(ours, gold) >= max(0.95, word_f1(plain, gold))


@each_page
@pytest.mark.parametrize("rules", [True, False], ids=["rules", "no-rules"])
def test_no_leftover_of_a_theme_comes_out_of_a_page(path: Path, rules: bool) -> None:
    outlet = outlet_of(path)
    bare = replace(outlet, body=(), drop=(), junk_lines=(), credit_lines=())
    lines = read(page_at(path, outlet), outlet if rules else bare).text.split("\n")
    assert [line for line in lines if LEFTOVERS.fullmatch(fold_line(line))] == []


def test_the_saved_pages_hold_what_must_not_come_out_of_them() -> None:
    html = fold_line(" ".join(decode(path.read_bytes()).text for path in saved_pages()))
    wanted = ("ع ع ع", "اقرا ايضا", "ادعم عنب بلدي", "التعليقات مغلقه", "مقالات متعلقه", "الاكثر قراءه", "المصدر")
    assert [words for words in wanted if words not in html] == []


def shared_reading(name: str) -> tuple[Reading, str]:
    """What the shared page `name` yields without rules, and the day it was published, where that is known."""
    if not REAL_PAGES.exists():
        pytest.skip("the shared pages are not beside this checkout")
    rows = [line.split("\t") for line in (REAL_PAGES / "gold.tsv").read_text(encoding="utf-8").splitlines()]
    _, url, day, *_ = next(row for row in rows if row[0] == f"{name}.html")
    body = (REAL_PAGES / f"{name}.html").read_bytes()
    return read(Page(url=url, final_url=url, status=200, headers=(), body=body, fetched_at=READ_AT), GENERIC), day


@pytest.mark.parametrize("name", ["cnn-arabic-2013", "assabah", "beirut-observer", "almadenah", "akhbarelyom"])
def test_the_date_of_a_page_never_seen_is_right_or_unknown(name: str) -> None:
    reading, day = shared_reading(name)
    assert reading.held == ""
    assert reading.image.startswith("http")
    if day:
        assert reading.published is not None
        assert reading.published.day == date.fromisoformat(day)


def test_the_text_of_a_page_never_seen_is_its_gold_text() -> None:
    reading, _ = shared_reading("cnn-arabic-2013")
    gold = json.loads((REAL_PAGES / "cnn-arabic-2013.gold.json").read_text(encoding="utf-8"))
    assert word_f1(reading.text, gold["text"]) >= 0.99
    assert reading.title == gold["title"]


def test_the_only_date_shown_by_a_page_may_be_hijri() -> None:
    html = "<h1>سوق جديدة للخضار في الحي</h1><p>الأحد 14 ذو القعدة 1441</p>" + "<p>نص نموذجي طويل بما يكفي.</p>" * 9
    page = replace(page_at(saved_pages()[0], GENERIC), body=html.encode())
    published = read(page, GENERIC).published
    assert published == parse_date("الأحد 14 ذو القعدة 1441", READ_AT)
    with_both = replace(page, body=html.replace("<p>", "<p>2020-07-06</p><p>", 1).encode())
    published = read(with_both, GENERIC).published
    assert published is not None
    assert (published.day, published.source) == (date(2020, 7, 6), "text")
