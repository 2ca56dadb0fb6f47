"""The page of a story and the copies beside an article: who, how long after, which part, and how we know."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.copies.precedence import PublicationEvidence
from archive.copies.shingles import shingles
from archive.web.charts.coverage import coverage, spans
from archive.web.charts.timeline import CELLS, strip, timeline
from archive.web.queries.copies import lag, sighting
from tests.support import compared_archive
from tests.support.copied_articles import DAY, HOUR, MINUTE, MadeRecord, prose
from tests.support.reading_room import Site

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WORDS = st.lists(st.sampled_from("abcd"), max_size=40)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return compared_archive.make(tmp_path_factory.mktemp("story"))


def items(page: str) -> list[str]:
    """The entries of the list, without tags."""
    found = re.findall(r"<li[^>]*>(<p class=\"lag\">.*?)</li>", page, re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", item)) for item in found]


def test_the_list_says_of_each_when_how_long_after_how_much_and_whom_it_credits(site: Site) -> None:
    first, barid, hawran, sham = items(site.get(f"/story/{site.ids['furat']}").text)
    for words, item in (
        (("الأول", "فرات24", "النصّ الذي تُقاس عليه النسخ", "ورأيناه خلال 7 دقائق منه"), first),
        (("بعد 38 دقيقة", "النصّ كلّه تقريبًا", "ذكر المصدر: فرات24", "من نصّ الأول"), barid),
        (("بعد 5 ساعات", "مقاطع مشتركة", "ذكر المصدر: وكالات"), hawran),
        (("بعد 12 ساعة", "النصّ نفسه", "ذكر المصدر: بريد الجزيرة", "100%"), sham),
    ):
        assert [word for word in words if word not in item] == []
    assert "&lt;b&gt;barid&lt;/b&gt;" in barid


def test_the_page_says_who_was_first_on_what_basis_and_how_many_credit_it(site: Site) -> None:
    text = site.text(f"/story/{site.ids['furat']}")
    for words in (
        "نشره فرات24 أولًا في ما نعرف",
        "ثم ظهر كلّه أو بعضه عند 3 مصادر خلال 12 ساعة",
        "ذكر مصدرًا: 3 من 3. سمّى الأول: 1.",
        "لأن غيره نسب الخبر إليه",
    ):
        assert words in text
    english = site.text(f"/en/story/{site.ids['furat']}")
    assert "Naming a source: 3 of 3. Naming the first: 1." in english
    assert "from left to right" in english


def test_every_figure_of_the_drawing_stands_in_a_table_too(site: Site) -> None:
    page = site.get(f"/story/{site.ids['furat']}").text
    table = re.search(r"<table.*</table>", page, re.DOTALL)
    assert table
    rows = [re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", row)) for row in re.findall(r"<tr.*?</tr>", table[0], re.DOTALL)]
    assert len(rows) == 5
    assert re.search(r"نشرة حوران .* بعد 5 ساعات .*%.* \d+–\d+ ", rows[3])
    assert page.count("<circle") == page.count('class="reach"') + 1 == 4 + page.count('class="end"')
    assert " style=" not in page


def test_a_story_has_one_address_and_each_of_its_articles_leads_there(site: Site) -> None:
    answer = site.get(f"/en/story/{site.ids['sham']}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/en/story/{site.ids['furat']}")


def test_an_article_of_no_story_gets_a_page_that_says_so(site: Site) -> None:
    for article_id in (site.ids["qasyoun"], 99):
        answer = site.get(f"/story/{article_id}")
        assert answer.status_code == 404
        assert f"لا نعرف لخبر رقمه {article_id} نصًّا مشتركًا" in answer.text


def test_beside_an_article_stand_its_copies_with_share_kind_lag_first_basis_and_ways_on(site: Site) -> None:
    page = site.get(f"/article/{site.ids['barid']}").text
    text = re.sub(r"\s+", " ", re.sub("<[^>]+>", "", page))
    assert "فرات24، قبله بفارق 38 دقيقة" in text
    assert "النصّ كلّه تقريبًا، 97% من النصّ الأقصر" in text
    assert "الأول في ما نعرف: فرات24، بحسب نسبة الخبر إليه" in text
    assert "الأول في ما نعرف: بريد الجزيرة، بوقت النشر المعلن" in text
    assert f'href="/compare/{site.ids["furat"]}..{site.ids["barid"]}"' in page
    assert f'href="/compare/{site.ids["barid"]}..{site.ids["sham"]}"' in page
    assert f'href="/story/{site.ids["furat"]}"' in page
    assert "القصة كلّها: 4 أخبار" in text


def test_where_nothing_tells_who_was_first_the_page_does_not_name_one(tmp_path: Path) -> None:
    with MadeRecord(tmp_path) as desk:
        text = prose(1)
        ids = {name: desk.put(f"{name}/x", text) for name in ("a", "b")}
        desk.writer.copies.follow()
    site = Site(tmp_path, ids)
    text = site.text(f"/story/{ids['a']}")
    assert "لا نعرف من نشره أولًا" in text
    assert "ما عندنا من الأوقات لا يفصل بينهم" in text
    assert "وكلّه أو بعضه أيضًا عند مصدر واحد" in text
    assert "الأقدم عندنا" in text
    assert "بفارق أقل من دقيقة" in text
    assert "لا نعرف أيّهما الأول" in site.text(f"/article/{ids['b']}")


def test_a_credited_outlet_is_first_though_it_was_seen_later_and_the_lag_says_so(tmp_path: Path) -> None:
    with MadeRecord(tmp_path, {"a": "صدى الوادي", "b": "وكالة النهر"}) as desk:
        text = prose(1)
        ids = {"a": desk.put("a/x", text, credit="وكالة النهر"), "b": desk.put("b/x", text, at=2 * HOUR)}
        desk.writer.copies.follow()
    page = Site(tmp_path, ids).text(f"/story/{ids['a']}")
    assert "نشره وكالة النهر أولًا" in page
    assert "قبله بفارق ساعتين" in page
    assert "من رأيناه قبل المقيس عليه نرسمه معه" in page


def evidence_of(
    first_seen: datetime, earliest: datetime | None = None, span: timedelta = timedelta()
) -> PublicationEvidence:
    latest = earliest + span if earliest else None
    return PublicationEvidence(
        1, "a", "x", "", is_agency=False, first_seen=first_seen, earliest=earliest, latest=latest
    )


def test_how_a_moment_is_known_is_told_and_a_day_without_an_hour_gives_the_longest_lag() -> None:
    hour = sighting(evidence_of(NOON, NOON - 7 * MINUTE))
    assert (hour.known, hour.seen_after) == ("checked", 420)
    assert sighting(evidence_of(NOON, NOON - 30 * DAY)).known == "claimed"
    assert sighting(evidence_of(NOON)).known == "seen"
    assert sighting(evidence_of(NOON, NOON + DAY)).known == "seen", "a time to come is no time of publication"
    day = sighting(evidence_of(NOON, NOON - 12 * HOUR, DAY))
    assert (day.known, day.earliest, day.latest) == ("day", NOON - 12 * HOUR, NOON)
    found = lag(sighting(evidence_of(NOON, NOON - 10 * HOUR)), day)
    assert (found.seconds, found.at_most) == (36_000, True)


@given(WORDS, WORDS)
def test_a_word_is_carried_where_it_stands_in_a_shared_shingle(words: list[str], other: list[str]) -> None:
    carried = coverage(words, other)
    known = shingles(other)
    for number in range(len(words)):
        around = [words[start : start + 4] for start in range(max(0, number - 3), number + 1)]
        assert carried[number] == any(len(four) == 4 and shingles(four) <= known for four in around)
    found = list(spans(carried))
    assert all(any(first <= number + 1 <= last for first, last in found) for number, on in enumerate(carried) if on)
    assert all(after[0] - before[1] > 4 for before, after in pairwise(found))


def test_the_strip_shows_which_part_was_carried_in_the_direction_of_reading() -> None:
    carried = [True] * 70 + [False] * 70
    left = strip(carried, rtl=False)
    right = strip(carried, rtl=True)
    assert len(left) == CELLS
    assert [cell.on for cell in left] == [cell.on for cell in right] == [True] * 14 + [False] * 14
    assert left[0].x < left[-1].x
    assert right[0].x > right[-1].x
    assert strip([], rtl=True) == []
    assert len(strip([True] * 3, rtl=True)) == 3


@given(st.lists(st.tuples(st.floats(-1e6, 1e9), st.floats(0, 1)), min_size=1, max_size=8), st.booleans())
def test_everything_drawn_is_inside_the_drawing_in_the_order_of_time(
    points: list[tuple[float, float]], rtl: bool
) -> None:
    drawn = timeline(points, rtl=rtl)
    assert all(0 <= x <= 100 for x in [*(point.x for point in drawn.points), *(tick.x for tick in drawn.ticks)])
    later = sorted(zip(points, drawn.points, strict=True), key=lambda pair: pair[0][0])
    order = [point.x for _, point in later]
    assert order == sorted(order, reverse=rtl)
    assert drawn.ticks
