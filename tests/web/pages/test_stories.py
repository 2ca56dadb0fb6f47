"""The page of the most carried stories: ranked by outlets, a first only where one is known, and what was not seen."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from archive.copies.precedence import Basis
from archive.crawl_state.runs import COUNTS, RunLog
from archive.data_folder import DataFolder
from archive.ingest.run_gaps import note_run_gaps
from archive.times import now
from archive.web.app.language import load
from archive.web.queries.most_carried import CARRIERS, COUNTED, LATEST, wait_of
from tests.support import compared_archive
from tests.support.copied_articles import DAY, HOUR, MINUTE, MadeRecord, prose
from tests.support.paths import ROOT
from tests.support.reading_room import Site

SECOND = timedelta(seconds=1)
FIRST_DAY = "day=2026-11-01"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """On 1 November a story of four outlets and one of two; on the 5th one of two, on the 9th one outlet's own."""
    data = tmp_path_factory.mktemp("stories")
    made = compared_archive.make(data)
    with MadeRecord(data, compared_archive.TITLES) as desk:
        desk.put("furat/two", prose(20), at=2 * HOUR, title="قصة عند اثنين")
        desk.put("sham/two", prose(20), at=3 * HOUR)
        desk.put("sham/five", prose(21), at=4 * DAY)
        desk.put("barid/five", prose(21), at=4 * DAY + 2 * HOUR)
        desk.put("sham/own", prose(22), at=8 * DAY)
        desk.put("sham/own-again", prose(22), at=8 * DAY + HOUR)
        desk.writer.copies.follow()
    return made


def ranks(page: str) -> list[str]:
    """The stories of the page, without tags."""
    found = re.findall(r'<li class="rank">(.*?</svg></div>)</li>', page, re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", item)) for item in found]


def test_stories_are_ranked_by_outlets_and_say_who_was_first_and_how_late_the_others_were(site: Site) -> None:
    page = site.get(f"/stories?{FIRST_DAY}").text
    four, two = ranks(page)
    for words, item in (
        (
            ("1 فرات24", "أولًا في ما نعرف", "4 مصادر", "بعد 38 دقيقة", "بعد 5 ساعات", "بعد 12 ساعة", "سمّى الأول: 1."),
            four,
        ),
        (("2 فرات24", "أولًا في ما نعرف", "مصدران", "بعد ساعة", "قصة عند اثنين"), two),
    ):
        assert [word for word in words if word not in item] == [], item
    assert f'href="/story/{site.ids["furat"]}"' in page
    text = site.text(f"/stories?{FIRST_DAY}")
    assert "من 31 تشرين الأول 2026 إلى 1 تشرين الثاني 2026: قصتان، نقلها 3 مصادر فأكثر: 1" in text
    english = site.text(f"/en/stories?{FIRST_DAY}")
    assert "carried by 3 outlets or more: 1" in english


def test_every_story_is_on_one_page_of_its_week_and_the_pages_lead_both_ways(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.web.pages.stories.PER_PAGE", 2)
    first = site.get("/stories?span=week&day=2026-11-07").text
    assert "1 إلى 2 من 3" in site.text("/stories?span=week&day=2026-11-07")
    (following,) = re.findall(r'href="([^"]+)" rel="next"', first)
    second = site.get(following.replace("&amp;", "&")).text
    assert 'rel="next"' not in second
    stories = [re.findall(r'<h2[^>]*><a href="(/story/\d+)"', page) for page in (first, second)]
    assert [len(one) for one in stories] == [2, 1]
    assert len({*stories[0], *stories[1]}) == 3
    (back,) = re.findall(r'href="([^"]+)" rel="prev"', second)
    assert re.findall(r'<h2[^>]*><a href="(/story/\d+)"', site.get(back.replace("&amp;", "&")).text) == stories[0]
    assert site.get("/stories?span=week&day=2026-11-07&start=9").status_code == 400


def test_an_empty_day_leads_to_the_last_one_that_has_a_story(site: Site) -> None:
    page = site.get("/stories?day=2026-11-10").text
    assert "لم نجد في هذه الأيام نصًّا حمله أكثر من مصدر" in page, "what one outlet repeats is no story here"
    assert '<a href="/stories?day=2026-11-05">آخر قصة قبلها: 5 تشرين الثاني 2026</a>' in page
    latest = site.text("/stories?day=2026-11-05")
    assert "لا قصة في هذه الأيام حملها 3 مصادر" in latest
    assert "لم نجد في هذه الأيام" in site.get("/stories?day=2020-01-01").text
    assert "آخر قصة" not in site.get("/stories?day=2020-01-01").text


def test_an_empty_archive_and_what_makes_no_sense_have_pages(empty: Site, site: Site) -> None:
    assert empty.get("/stories").status_code == 200
    for query in ("span=year", "day=x", "start=x", "day=2026-13-01", "day=0001-01-01", "day=9999-12-31", "day=0001"):
        assert site.get(f"/stories?{query}").status_code == 400


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MadeRecord]:
    with MadeRecord(tmp_path) as made:
        yield made


def unstated(desk: MadeRecord, where: str, at: timedelta) -> int:
    """An article that says nothing of when it came out, first seen at `at`."""
    desk.put(f"{where.partition('/')[0]}/other", prose(sum(where.encode())), at=-3 * DAY)
    page, reading = desk.page(where, prose(40), at, timedelta(), "", "")
    without: dict[str, Any] = {name: getattr(reading, name) for name in reading.__slots__} | {"published": None}
    found = desk._intakes[where.partition("/")[0]].consider(page, type(reading)(**without)).article_id
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("lead", "known"),
    [(0 * MINUTE, False), (10 * MINUTE, False), (1799 * SECOND, False), (40 * MINUTE, True)],
)
def test_nobody_is_first_where_two_sightings_are_closer_than_two_readings(
    desk: MadeRecord, lead: timedelta, known: bool
) -> None:
    unstated(desk, "a/x", timedelta())
    unstated(desk, "b/x", lead)
    desk.writer.copies.follow()
    (item,) = ranks(Site(desk.root, {}).get(f"/stories?{FIRST_DAY}").text)
    assert ("لا نعرف من كان الأول" in item) != known
    assert ("لأننا رأيناه عنده قبلًا" in item) == ("نقرؤه كل 15 دقيقة" in item) == known
    assert ("رأيناهم في أوقات أقرب" in item) == (not known and lead > timedelta())


def test_nobody_is_first_beside_an_undated_text_that_nobody_saw(desk: MadeRecord) -> None:
    unstated(desk, "a/x", timedelta())
    given = unstated(desk, "b/x", 5 * HOUR)
    desk.writer.copies.follow()
    site = Site(desk.root, {})
    assert "لأننا رأيناه عنده قبلًا" in site.text(f"/stories?{FIRST_DAY}")
    with desk.writer.store.db.conn:
        desk.writer.store.db.execute("UPDATE articles SET origin = 'given' WHERE id = ?", (given,))
    (item,) = ranks(site.get(f"/stories?{FIRST_DAY}").text)
    assert "لا نعرف من كان الأول" in item
    assert "رأيناهم" not in item, "one of them was not seen"


def test_every_sentence_that_claims_something_is_listed_with_its_column() -> None:
    method = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    named = ("many", "first", "every", "no_first", "too_close", "latest", "blind_text")
    keys = [f"stories.{name}" for name in named]
    keys += [f"basis.{one}" for one in get_args(Basis) if one != "unknown"]
    keys += ["story.by.unknown", "story.crediting", "story.crediting_first", "search.place", "search.hatched"]
    assert [key for key in keys if f"| {load('en').find(key)} |" not in method] == []


def test_an_interval_is_read_and_a_time_of_day_is_none() -> None:
    assert (wait_of("90s"), wait_of("15m"), wait_of("2h"), wait_of("1d")) == (90, 900, 7_200, 86_400)
    assert [wait_of(every) for every in ("0 6 * * *", "", "m", "15")] == [None] * 4


def test_an_outlet_that_was_not_read_in_these_days_is_named_beside_them(site: Site) -> None:
    at = now()
    with RunLog(DataFolder(site.data).service) as run_log:
        for hours in (9, 8):
            result = {"outlet": "barid", "cause": "dns", "seconds": 1.0, **dict.fromkeys(COUNTS, 0)}
            run_log.ended(result, at - timedelta(hours=hours), at)
    note_run_gaps(DataFolder(site.data), "barid", at)
    assert "بريد الجزيرة" in site.text("/stories").partition("لم نره")[2]
    assert "لم نره" not in site.get("/stories?day=2020-01-01").text


@pytest.mark.parametrize("sql", [COUNTED, LATEST, CARRIERS])
def test_no_statement_walks_a_whole_table(site: Site, sql: str) -> None:
    values = {"low": 0, "high": 9, "most": 9, "stories": "[1]", "origins": "[1]"}
    plan = site.plan(sql, values)
    # What is scanned is what the innermost SELECT found.
    assert any(re.match(r"SEARCH (c|clusters|m) USING (COVERING INDEX|INTEGER PRIMARY KEY)", step) for step in plan), (
        plan
    )
    assert not any(re.match(r"SCAN (a|o|v|clusters|cluster_members)\b", step) for step in plan), plan
