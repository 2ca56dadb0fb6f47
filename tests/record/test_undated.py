"""In the file an article that states no day has none: its number alone holds the day of first sight."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.data_folder import DataFolder
from archive.exchange import Exchange, Page
from archive.ingest.intake import Intake
from archive.ingest.replaying import open_for_replay, replay
from archive.publish.manifest import read_manifest
from archive.publish.snapshot import publish
from archive.record.schema import migrations
from archive.search.engine import compile_query, search
from archive.search.facets import facets, per_day
from archive.search.vocabulary import Vocabulary
from archive.sqlite import open_readonly
from archive.web.queries import articles, months, outlet_page
from tests.support.deltas import lines_of
from tests.support.made_pages import AT, OUTLET, TEXT, page_of, rows, take

URL = "https://sample.example/70002/"


def undated(text: str = TEXT, *, url: str = URL, at: datetime = AT) -> Page:
    """A page that says nowhere when it was published."""
    page = page_of(text, url=url, title="إعلان عن دورة", at=at)
    line = next(line for line in page.body.splitlines() if b"published_time" in line)
    return replace(page, body=page.body.replace(line, b""))


def test_an_undated_article_has_no_day_and_the_next_one_keeps_its_own(intake: Intake, data: Path) -> None:
    take(intake, undated())
    take(intake, page_of(TEXT.replace("ثلاثة", "خمسة")))
    found = rows(data, "SELECT id / 100000 * 86400 AS day, published_day, published_from FROM articles ORDER BY id")
    day = int(datetime(2026, 11, 20, tzinfo=UTC).timestamp())
    assert found == [
        {"day": day - 86_400, "published_day": "2026-11-19", "published_from": "meta"},
        {"day": day, "published_day": "", "published_from": "first_seen"},
    ]


def test_archives_of_older_releases_forget_the_days_that_were_those_of_first_sight() -> None:
    database = Database(memory=True)
    migrations.apply(database, stop_before="undated_articles")
    database.execute("PRAGMA foreign_keys = OFF")
    for number, source in enumerate(("meta", "first_seen", "given"), start=1):
        database.execute(
            "INSERT INTO articles(id, outlet, key, url, title, body, author, credit, lang, published_day,"
            " published_from, first_seen_at, last_seen_at, status, versions, words_sha256)"
            " VALUES(?, 'o', ?, '', '', '', '', '', '', '2026-11-20', ?, '', '', 'live', 1, '')",
            (number, str(number), source),
        )
    migrations.apply(database)
    assert [row[0] for row in database.execute("SELECT published_day FROM articles ORDER BY id")] == [
        "2026-11-20",
        "",
        "2026-11-20",
    ]
    database.close()


def test_a_better_reading_that_finds_the_day_of_first_sight_dates_it_and_no_other_day_does(
    intake: Intake, data: Path
) -> None:
    """The number stays, so a day that contradicts it cannot be filled in."""
    for number, day in ((70010, b"2026-11-20"), (70011, b"2026-11-12")):
        page = page_of(TEXT.replace("ثلاثة", f"{number}"), url=f"https://sample.example/{number}/")
        page = replace(page, body=page.body.replace(b"2026-11-19", day))
        intake.keep(
            Exchange(url=page.url, status=200, headers=page.headers, body=page.body, fetched_at=page.fetched_at)
        )
        reading = replace(intake.writer.reader.read(page, OUTLET), published=None)
        intake.consider(page, reading)
    intake.close()
    with open_for_replay(DataFolder(data)) as writer:
        assert {what for _, what, _ in replay(writer, {OUTLET.name: OUTLET})} == {"same"}
    assert rows(data, "SELECT key, published_day, published_from FROM articles ORDER BY key") == [
        {"key": "70010", "published_day": "2026-11-20", "published_from": "meta"},
        {"key": "70011", "published_day": "", "published_from": "first_seen"},
    ]


def test_a_download_names_the_first_and_last_day_of_those_that_have_one(intake: Intake, data: Path) -> None:
    take(intake, undated(at=AT + timedelta(days=3)))
    publish(DataFolder(data))
    assert (read_manifest(DataFolder(data))[0]["first_day"], read_manifest(DataFolder(data))[0]["last_day"]) == (
        None,
        None,
    )
    take(intake, page_of(TEXT.replace("ثلاثة", "خمسة")))
    publish(DataFolder(data))
    entry = read_manifest(DataFolder(data))[0]
    assert (entry["first_day"], entry["last_day"]) == ("2026-11-19", "2026-11-19")
    take(intake, undated(TEXT.replace("ثلاثة", "تسعة"), url="https://sample.example/70003/"))
    publish(DataFolder(data))
    delta = read_manifest(DataFolder(data))[0]["delta"]
    assert delta is not None
    lines = lines_of(DataFolder(data), delta["file"])
    assert [line["published_day"] for line in lines if line["t"] == "articles"] == [""]


@pytest.fixture
def many(intake: Intake, data: Path) -> Path:
    for n in range(12):
        text = TEXT.replace("ثلاثة", f"{n + 20}")
        url = f"https://sample.example/{70100 + n}/"
        take(intake, undated(text, url=url) if n % 3 else page_of(text, url=url))
    return data


def test_what_asks_for_days_reads_indexes_and_no_row_for_what_is_undated(many: Path) -> None:
    days = {"date_from": date(2026, 11, 1), "date_to": date(2026, 11, 30)}
    asked: list[str] = []
    with closing(open_readonly(many / "warraq.db")) as connection:
        compiled = compile_query("البلدية", "names", Vocabulary(connection))
        connection.set_trace_callback(asked.append)
        search(connection, "البلدية", date_from=days["date_from"], date_to=days["date_to"])
        facets(connection, compiled, date_from=days["date_from"])
        per_day(connection, compiled, True, date_to=days["date_to"])
        articles.count_articles(connection, date_from=days["date_from"])
        articles.count_articles(connection, outlets=("sample",), date_to=days["date_to"])
        months.totals(connection, ["2026-11"], (), date(2026, 11, 30))
        outlet_page.outlet_page(connection, "sample", date(2026, 11, 30))
        connection.set_trace_callback(None)
        plans = {
            sql: [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
            for sql in asked
            if "articles_undated" in sql
        }
    assert len(plans) >= 6
    for sql, plan in plans.items():
        steps = [step for step in plan if "articles_undated" in step]
        assert steps, sql
        assert all("COVERING INDEX articles_undated" in step for step in steps), plan
