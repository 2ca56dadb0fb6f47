"""Words over time: what is drawn is in the record, a gap is no nought, and without a script nothing is lost."""

import json
import re
from collections import Counter
from datetime import date, timedelta
from hashlib import sha256
from html import unescape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.times import now
from archive.web.app.language import load
from archive.web.app.page import STATIC
from archive.web.charts.monthly import Line, table
from archive.web.queries.months import months_between
from tests.support.copied_articles import START, MadeRecord, prose
from tests.support.reading_room import Site, plain

TODAY = now().date()
# How many months ago, by which outlet, with which word.
MADE = [
    (5, "furat", "المطر"), (5, "furat", "الثلج"), (5, "hawran", "والمطر"), (4, "furat", "المطر"),
    (4, "hawran", "الثلج"), (3, "furat", "المطر"), (2, "furat", "الشمس"), (2, "hawran", "المطر"),
    (1, "furat", "الثلج"), (1, "hawran", "الثلج"),
]  # fmt: skip


def month(ago: int) -> date:
    """The fifteenth of a month so long ago."""
    number = 12 * TODAY.year + TODAY.month - 1 - ago
    return date(number // 12, number % 12 + 1, 15)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    data = tmp_path_factory.mktemp("months")
    with MadeRecord(data, {"furat": "فرات24", "hawran": "نشرة حوران"}) as desk:
        for n, (ago, outlet, word) in enumerate(MADE):
            desk.put(f"{outlet}/{n}", f"{word} {prose(n)}", at=timedelta(days=(month(ago) - START.date()).days))
    return Site(data, {})


def drawn(site: Site, path: str) -> dict[str, Any]:
    """What the script is given to draw."""
    found = re.search(r"data-chart='([^']*)'", site.get(path).text)
    assert found is not None
    figures: dict[str, Any] = json.loads(unescape(found[1]))
    return figures


def cells(site: Site, path: str) -> list[list[str]]:
    """The rows of the first table, without the notes on a month."""
    body = site.get(path).text.split("<tbody", 1)[1].split("</tbody>", 1)[0]
    rows = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    found = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[plain(cell).strip() for cell in row] for row in found]


@pytest.mark.parametrize(("mode", "spellings"), [("exact", {"المطر"}), ("forms", {"المطر", "والمطر"})])
@pytest.mark.parametrize("outlet", ["", "furat", "hawran"])
def test_the_chart_counts_what_the_record_holds_month_by_month(
    site: Site, mode: str, spellings: set[str], outlet: str
) -> None:
    ours = [row for row in MADE if outlet in ("", row[1])]
    hits = Counter(ago for ago, _, word in ours if word in spellings)
    of = Counter(ago for ago, _, _ in ours)
    line = drawn(site, f"/words?q=المطر&mode={mode}&outlet={outlet}&unit=count")["lines"][0]
    assert line["values"] == [hits[ago] if of[ago] else None for ago in (5, 4, 3, 2, 1)]
    shares = drawn(site, f"/words?q=المطر&mode={mode}&outlet={outlet}")["lines"][0]["values"]
    assert shares == [round(1_000 * hits[ago] / of[ago]) if of[ago] else None for ago in (5, 4, 3, 2, 1)]


def test_the_table_says_without_a_script_what_the_chart_draws(site: Site) -> None:
    t = load("ar")
    rows = cells(site, "/words?q=المطر&mode=exact")
    assert [row[0].split(" (")[0] for row in rows] == [t.month(month(ago).isoformat()) for ago in (1, 2, 3, 4, 5)]
    assert rows[1][1:] == ["500 خبر واحد", "2"]
    assert "<script" not in re.sub(r"<script defer src=[^>]+></script>", "", site.get("/words?q=المطر").text)


def test_a_month_without_any_article_of_an_outlet_is_a_gap_and_is_named(site: Site) -> None:
    figures = drawn(site, "/words?q=المطر&mode=exact")
    assert figures["gaps"] == [2]
    text = site.text("/words?q=المطر&mode=exact")
    assert f"{load('ar').month(month(3).isoformat())} 1 من مصدرين: نشرة حوران" in text
    alone = cells(site, "/words?q=المطر&outlet=hawran")
    assert alone[2][1:] == ["لا خبر محفوظًا"]


def test_several_words_are_compared_a_line_each_and_a_single_one_by_outlet(site: Site) -> None:
    words = drawn(site, "/words?q=المطر، الثلج,الشمس&mode=exact")
    assert [line["label"] for line in words["lines"]] == ["المطر", "الثلج", "الشمس"]
    outlets = drawn(site, "/words?q=المطر&by=outlets&unit=count&mode=exact")
    assert {line["label"]: line["values"] for line in outlets["lines"]} == {
        "فرات24": [1, 1, 1, 0, 0],
        "نشرة حوران": [0, 0, None, 1, 0],
    }
    assert "«المطر» عند كل مصدر" in site.text("/words?q=المطر")


def test_time_runs_with_the_reading(site: Site) -> None:
    assert drawn(site, "/words?q=المطر")["backwards"] is True
    assert "من اليمين إلى اليسار" in site.text("/words?q=المطر")
    assert drawn(site, "/en/words?q=المطر")["backwards"] is False


def test_an_outlet_bears_the_name_of_the_language(site: Site) -> None:
    for prefix, name in (("", "فرات24"), ("/en", "furat")):
        assert drawn(site, f"{prefix}/words?q=المطر&by=outlets&mode=exact")["lines"][0]["label"] == name


@pytest.mark.parametrize(
    ("params", "status", "kind"),
    [("q=a,b,c,d,e", 400, "too_many_words"), (f"q={'ا' * 301}", 400, "too_long"), ("q=a&mode=x", 400, "no_choice"),
     ("q=a&unit=x", 400, "no_choice"), ("q=a,b&by=outlets", 400, "one_word"), ("q=a&outlet=nobody", 404, "no_outlet"),
     ("q=a&from=x", 400, "no_day"), ("q=a&from=2026-02-02&to=2026-02-01", 400, "days_exchanged")],
)  # fmt: skip
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_question_that_makes_no_sense_gets_a_page_that_says_so(
    site: Site, params: str, status: int, kind: str, prefix: str
) -> None:
    answer = site.get(f"{prefix}/words?{params}")
    assert answer.status_code == status
    assert str(load("en" if prefix else "ar")(f"error.{kind}")) in answer.text


def test_what_was_not_understood_is_said_in_the_language_of_the_page(site: Site) -> None:
    for path, sentence in (("/words", "النوع «nonsense» غير معروف"), ("/en/words", "There is no kind “nonsense”")):
        assert sentence in site.text(f"{path}?q=المطر kind:nonsense")


@settings(deadline=None, max_examples=40)
@given(
    st.text("اب\"()*:-،, \x00'<>&", max_size=40),
    st.sampled_from(["exact", "names", "forms"]),
    st.sampled_from(["words", "outlets"]),
)
def test_no_question_is_a_server_error_or_unsafe(site: Site, q: str, mode: str, by: str) -> None:
    answer = site.get("/words", params={"q": q, "mode": mode, "by": by})
    assert answer.status_code in (200, 400)


def test_what_a_reader_types_is_written_as_text(site: Site) -> None:
    page = site.get("/words?q=<b>x'y").text
    assert "<b>x" not in page
    assert drawn(site, "/words?q=<b>x'y")["lines"][0]["label"] == "<b>x'y"


def test_only_this_page_may_run_a_script_and_only_our_own(site: Site) -> None:
    for path, allowed in [("/words", True), ("/en/words", True), ("/", False), ("/words/", False), ("/changes", False)]:
        policy = site.get(path).headers["content-security-policy"]
        assert ("script-src 'self'" in policy) is allowed, path
        assert "unsafe" not in policy


def test_the_chart_library_lies_here_unchanged_with_its_licence() -> None:
    folder = STATIC / "uplot"
    hashes = dict(re.findall(r"`([^`]+)` \| `([0-9a-f]{64})`", (folder / "README.md").read_text()))
    assert set(hashes) == {"uPlot.iife.min.js", "uPlot.min.css"}
    assert hashes == {name: sha256((folder / name).read_bytes()).hexdigest() for name in hashes}
    assert "MIT License" in (folder / "LICENSE").read_text()


@given(st.lists(st.integers(0, 2), min_size=1, max_size=40))
def test_the_rows_of_the_table_cover_every_month_once(totals: list[int]) -> None:
    months = months_between("2024-11", "2028-12")[: len(totals)]
    rows = list(table(months, [Line("x", totals, totals)]))
    covered = [name for first, last, _ in reversed(rows) for name in months_between(first, last)]
    assert covered == months
    assert [totals[number] for _, _, number in rows if number is not None] == [n for n in reversed(totals) if n]
