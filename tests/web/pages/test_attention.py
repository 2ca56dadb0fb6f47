"""Attention over time: every number is the length of its list, and what was not captured is drawn as such."""

import csv
import io
import os
import random
import re
from datetime import date, timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlite_utils import Database

from archive.times import damascus_day, now, stamp, start_of
from archive.web.app.search_request import parse_request
from archive.web.charts.shares import BASE, SMALL_BASE, SMALL_TOP, TOP, Scale
from archive.web.queries.articles import count_articles
from archive.web.queries.hit_breakdown import days_and_outlets
from archive.web.queries.periods import periods
from archive.web.queries.search_hits import ask
from tests.support import search_samples
from tests.support.reading_room import Site, plain

TODAY = damascus_day(now())
OUTLETS = (("furat", "فرات24", "Furat"), ("hawran", "نشرة حوران", "Hawran"), ("asi", "العاصي", "Orontes"))
WORDS = ("المطر", "والمطر", "الثلج", "الخبز", "الجسر", "القطار", "السوق")
DAYS = 70
# Days ago, first to last, of which outlet ('' all), whether anything is known to be missing.
GAPS = (("", 45, 36, 388), ("hawran", 30, 9, None), ("asi", 30, 27, 0), ("asi", 5, 5, None))
QUERIES = int(os.environ.get("WARRAQ_ATTENTION", "8"))


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    data = tmp_path_factory.mktemp("attention")
    db, chance = search_samples.make(data / "warraq.db", ()), random.Random(7)
    for names in OUTLETS:
        search_samples.add_outlet(db, *names)
    ids: list[int] = []
    for days in range(DAYS):
        for number in range(6):
            words = " ".join(chance.sample(WORDS, 3))
            outlet = chance.choice(OUTLETS)[0]
            if days != 40:
                ids.append(search_samples.add(db, number, words, f"نصّ {words}", outlet, ago(days)))
    undated = chance.sample(ids, 12)
    db.conn.executemany("UPDATE articles SET published_day = '' WHERE id = ?", [(one,) for one in undated])
    told(db, chance.sample(ids, 120))
    for outlet, first, last, known in GAPS:
        since, until = stamp(start_of(ago(first))), stamp(start_of(ago(last - 1)))
        db.execute("INSERT INTO gaps VALUES(NULL, ?, ?, ?, 'dns', ?, ?)", (outlet, since, until, known, since))
    db.close()
    return Site(data, {})


def told(db: Database, members: list[int]) -> None:
    """Stories of three articles each, whatever their texts."""
    for start in range(0, len(members), 3):
        story = sorted(members[start : start + 3])
        db.execute("INSERT INTO clusters VALUES(?, ?, '', 3, '', '')", (story[0], story[1]))
        for one in story:
            db.execute("INSERT INTO cluster_members VALUES(?, ?, 1.0)", (one, story[0]))


def linked(html: str) -> list[tuple[str, int]]:
    """Every number that leads to a list: the list, and the number."""
    found = re.findall(r'<a href="(/search\?[^"]*)">([\d,]+)</a>', html)
    return [(unescape(address), int(n.replace(",", ""))) for address, n in found]


def length(site: Site, address: str) -> int:
    """How many hits the search page says this list has."""
    pairs = parse_qsl(urlsplit(address).query)
    values = {**dict(pairs), "outlet": ",".join(value for name, value in pairs if name == "outlet")}
    params = parse_request(values, {name: name for name, *_ in OUTLETS})
    assert not params.notes
    if params.q or params.narrowed:
        return site.ask(lambda connection: ask(connection, params, limit=1, skip=0).count)
    return site.ask(lambda connection: count_articles(connection, **days_and_outlets(params)))


def rows(site: Site, address: str) -> list[dict[str, str]]:
    text = site.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def asked(chance: random.Random) -> dict[str, Any]:
    """A question that somebody might ask."""
    first = chance.randrange(DAYS)
    return {
        "q": chance.choice((*WORDS, "المطر OR الثلج", "المطر -الخبز", '"المطر الثلج"', "outlet:asi الجسر")),
        "mode": chance.choice(("exact", "names", "forms")),
        "outlet": chance.choice((None, "furat", "hawran,asi")),
        "from": chance.choice((None, ago(first))),
        "to": chance.choice((None, ago(chance.randrange(first + 1)))),
        "by": chance.choice(("day", "week", "month")),
    }


def query(values: dict[str, Any]) -> str:
    return "&".join(f"{name}={value}" for name, value in values.items() if value is not None)


@pytest.mark.parametrize("seed", range(QUERIES))
def test_every_number_is_the_length_of_the_list_it_leads_to_and_the_numbers_sum_up(site: Site, seed: int) -> None:
    """Sums without folding: folded, a text that was carried in two weeks counts in both."""
    chance = random.Random(seed)
    values = asked(chance)
    for copies in (None, "all"):
        answer = site.get(f"/attention?{query({**values, 'copies': copies})}")
        assert answer.status_code == 200
        links = linked(answer.text)
        assert ("copies=folded" in links[0][0]) == (copies is None)
        for address, number in [*links[:2], *chance.sample(links, min(10, len(links)))]:
            assert length(site, address) == number, address
    day_rows = rows(site, f"/attention.csv?{query({**values, 'copies': 'all'})}")
    assert sum(int(row["hits"]) for row in day_rows) == links[0][1]
    assert sum(int(row["articles"]) for row in day_rows) == links[1][1]
    table = re.findall(r'<td role="cell" class="num"[^>]*>(.*?)</td>', answer.text)
    assert sum(int(plain(cell).replace(",", "")) for cell in table[::3]) == links[0][1]
    assert sum(int(plain(cell).replace(",", "")) for cell in table[2::3]) == links[1][1]


def gap_boxes(svg: str, kind: str) -> list[tuple[float, float]]:
    return [(float(x), float(w)) for x, w in re.findall(rf'<rect class="{kind}" x="([\d.]+)%" width="([\d.]+)%"', svg)]


def drawings(html: str) -> list[str]:
    """The large one, then those of the outlets."""
    return re.findall(r'<svg class="chart" height="(?:322|72)".*?(?=<figcaption|</section>)', html, re.DOTALL)


def expected(shown: list[date], outlet: str, *, rtl: bool) -> list[tuple[float, float]]:
    """Boxes where the rows of the table say that an outlet was not captured on whole days, each row by itself."""
    scale = Scale(len(shown), rtl, 1)
    boxes = []
    for blind, first, last, known in GAPS:
        days = [number for number, day in enumerate(shown) if ago(first) <= day <= ago(last)]
        if blind in ("", outlet) and known != 0 and days:
            box = scale.box(days[0], days[-1])
            boxes.append((box.x, box.width))
    return sorted(boxes, reverse=rtl)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_gaps_are_drawn_exactly_where_the_rows_of_the_table_are_and_no_line_leads_across(
    site: Site, prefix: str
) -> None:
    html = site.get(f"{prefix}/attention?q=المطر&by=day&from={ago(DAYS - 1)}&copies=all").text
    shown = [period.first for period in periods("day", ago(DAYS - 1), TODAY)]
    large, *small = drawings(html)
    names = re.findall(r'<h3><a href="[^"]*outlet=(\w+)', html)
    assert sorted(names) == ["asi", "furat", "hawran"]
    for name, svg in zip(names, small, strict=True):
        assert gap_boxes(svg, "nodata") == gap_boxes(svg, "gap") == expected(shown, name, rtl=not prefix)
    # Of all together the days of which half of the outlets' time is missing: those of the whole archive.
    assert gap_boxes(large, "gap") == expected(shown, "", rtl=not prefix)
    assert len(gap_boxes(large, "part")) == 2
    for svg in (large, *small):
        holes = gap_boxes(svg, "gap")
        for points in re.findall(r'<poly(?:line|gon)[^>]*points="([^"]*)"', svg):
            xs = [float(point.split(",")[0]) for point in points.split()]
            assert not any((x < min(xs) and x + w > min(xs)) or min(xs) < x < max(xs) for x, w in holes)


def test_a_share_over_a_gap_is_not_counted_and_one_of_nothing_neither(site: Site) -> None:
    day_rows = rows(site, f"/attention.csv?q=المطر&copies=all&from={ago(DAYS - 1)}")
    assert list(day_rows[0]) == ["day", "outlet", "hits", "articles", "share", "gap"]
    by_day = {(date.fromisoformat(row["day"]), row["outlet"]): row for row in day_rows}
    assert len(by_day) == len(day_rows) == 3 * DAYS
    for (day, outlet), row in by_day.items():
        blind = any(
            ago(first) <= day <= ago(last) for who, first, last, known in GAPS if who in ("", outlet) and known != 0
        )
        assert row["gap"] == ("dns" if blind else "")
        counted = int(row["articles"]) > 0 and not blind
        assert row["share"] == (str(round(1_000 * int(row["hits"]) / int(row["articles"]), 2)) if counted else "")
    html = site.get("/attention?q=المطر&by=day&from=" + str(ago(50))).text
    assert "لا يُحسب" in html


def test_several_words_are_a_line_each_and_a_column_in_one_file(site: Site) -> None:
    html = site.get("/attention?q=المطر، الثلج، القطار&copies=all").text
    assert set(re.findall(r'<polyline class="(l\d)"', html)) == {"l1", "l2", "l3"}
    day_rows = rows(site, "/attention.csv?q=المطر، الثلج، القطار&copies=all")
    assert list(day_rows[0]) == ["day", "outlet", "q", "hits", "articles", "share", "gap"]
    totals = [n for address, n in linked(html) if "q=" in address][:3]
    words = ("المطر", "الثلج", "القطار")
    assert [sum(int(row["hits"]) for row in day_rows if row["q"] == word) for word in words] == totals


def test_without_a_hit_the_denominator_is_still_drawn_and_an_outlet_that_was_never_captured_is_all_grey(
    site: Site, empty: Site
) -> None:
    html = site.get("/attention?q=زرافة").text
    assert "لا خبر في هذه الأيام ذكر ذلك" in html
    assert html.count('class="stem"') > 5
    alone = site.get(f"/attention?q=المطر&by=day&outlet=hawran&from={ago(28)}&to={ago(10)}").text
    for svg in drawings(alone):
        box = Scale(19, True, 1).box(0, 18)
        assert gap_boxes(svg, "gap") == [(box.x, box.width)]
        assert "<polyline" not in svg
    assert "لا أيام في هذا المدى" in empty.text("/attention?q=المطر")


def test_one_scale_for_all_outlets_is_said_and_kept(site: Site) -> None:
    html = site.get("/attention?q=المطر&by=month&copies=all").text
    top = float(re.search(r"الخط الأعلى ([\d,.]+) في الألف", plain(html))[1].replace(",", ""))  # type: ignore[index]
    day_rows = rows(site, "/attention.csv?q=المطر&by=month&copies=all")
    month = str(ago(60))[:7]
    for name, svg in zip(re.findall(r'<h3><a href="[^"]*outlet=(\w+)', html), drawings(html)[1:], strict=True):
        ours = [row for row in day_rows if row["outlet"] == name and row["day"].startswith(month)]
        share = 1_000 * sum(int(row["hits"]) for row in ours) / sum(int(row["articles"]) for row in ours)
        height = SMALL_BASE - (SMALL_BASE - SMALL_TOP) * min(share / top, 1)
        assert f",{round(height, 1)}" in svg
    assert TOP < BASE


def test_the_head_of_each_small_drawing_gives_hits_of_articles(site: Site) -> None:
    html = site.get("/attention?q=المطر&by=week&copies=all").text
    heads = re.findall(r"<h3>(.*?)</h3>", html, re.DOTALL)
    assert len(heads) == 3
    for hits, of in map(linked, heads):
        assert (length(site, hits[0]), length(site, of[0])) == (hits[1], of[1])


def test_the_last_period_is_said_to_be_running_and_days_to_come_are_not_asked_for(site: Site) -> None:
    assert "فالأسبوع الأخير لم يكتمل" in site.text("/attention?q=المطر&to=2090-01-01")
    assert "لم يكتمل" not in site.text(f"/attention?q=المطر&to={ago(8)}")
    # A month that goes on, of which yesterday is the last day shown.
    assert ("لم يكتمل" in site.text(f"/attention?q=المطر&by=month&to={ago(1)}")) == (ago(1).month == TODAY.month)


@pytest.mark.parametrize(
    ("params", "status"),
    [("q=a,b,c,d,e", 400), ("q=a&by=year", 400), ("q=a&copies=x", 400), ("q=a&outlet=nobody", 404),
     ("q=a&from=2026-02-02&to=2026-02-01", 400), ("q=a&by=day&from=1990", 400), ("q=a&from=0001-01-01", 400)],
)  # fmt: skip
def test_a_question_that_makes_no_sense_gets_a_page_that_says_so(site: Site, params: str, status: int) -> None:
    assert site.get(f"/attention?{params}").status_code == site.get(f"/attention.csv?{params}").status_code == status


def test_what_a_reader_types_is_written_as_text(site: Site) -> None:
    assert "<b>x" not in site.get("/attention?q=<b>x'y").text
