"""Feeds of articles: in the order in which the archive took them in, whatever day they were published."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.data_folder import DataFolder
from archive.ingest.importer import Importer
from archive.ingest.session import Writer
from archive.search import arrivals as module
from archive.search.arrivals import AMONG_LAST, LAST, OF_OUTLETS, arrivals
from archive.times import now, unstamp
from tests.support.copied_articles import DAY, START, MadeRecord, prose
from tests.support.paths import SHARED
from tests.support.reading_room import Site

CASE = SHARED / "cases/29-feed-misses-late-found"
BUSY, LATE = 130, 7
# Longer ago than anything else, in the order in which they were taken in.
LATE_DAYS = (3_000, 1, 400, 3_000, 90, 2_000, 0)


def number(item: dict[str, Any]) -> int:
    return int(item["id"].rpartition("/")[2])


def followed(site: Site, path: str) -> list[int]:
    """The articles of a feed, page after page."""
    return [number(item) for page in site.feed_pages(path) for item in page]


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, MadeRecord, dict[str, int]]]:
    """A busy outlet's news of a day; then what was published long before it, and taken in after it."""
    data = tmp_path_factory.mktemp("late")
    ids: dict[str, int] = {}
    with MadeRecord(data) as desk:
        for n in range(BUSY):
            ids[f"busy/{n}"] = desk.put(f"busy/{n}", f"{prose(n, 40)} النهر", at=timedelta(minutes=n))
        for n, days in enumerate(LATE_DAYS):
            where = f"{'rare' if n % 2 else 'busy'}/late{n}"
            ids[where] = desk.put(where, f"{prose(1000 + n, 40)} النهر سلحفاة", at=-days * DAY - timedelta(minutes=n))
        yield Site(data, ids), desk, ids


def test_what_was_published_long_ago_and_taken_in_last_stands_first(
    late: tuple[Site, MadeRecord, dict[str, int]],
) -> None:
    site, _, ids = late
    arrived = list(ids.values())[::-1]
    assert followed(site, "/feeds/articles.json") == arrived
    assert arrived != sorted(arrived, reverse=True)
    item = site.get("/feeds/articles.json").json()["items"][LATE - 1]
    assert unstamp(item["date_published"]) == START - 3_000 * DAY
    assert unstamp(item["date_modified"]) > now() - DAY


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("q=النهر", "busy rare"),
        ("q=سلحفاة", "late"),
        ("outlet=rare", "rare"),
        ("outlet=busy", "busy"),
        ("outlet=busy,rare", "busy rare"),
        ("outlet=rare&q=النهر", "rare"),
        ("lang=ar", "busy rare"),
        ("lang=ar&outlet=rare", "rare"),
        ("q=-outlet:busy", "rare"),
        ("q=outlet:busy -سلحفاة", "busy/0"),
        ("copies=folded", "busy rare"),
        ("copies=folded&q=سلحفاة", "late"),
        ("from=2010&to=2026-10-30", "late"),
        ("kind=gone", "nothing"),
    ],
)
@pytest.mark.parametrize("looked_at", [2_000, 3])
def test_under_every_question_and_filter_each_comes_once_in_the_order_of_arrival(
    late: tuple[Site, MadeRecord, dict[str, int]],
    monkeypatch: pytest.MonkeyPatch,
    asked: str,
    wanted: str,
    looked_at: int,
) -> None:
    """The newest arrivals are looked at first; with few of these, all that is found is put in order."""
    monkeypatch.setattr(module, "LOOKED_AT", looked_at)
    site, _, ids = late
    found = followed(site, f"/feeds/articles.json?{asked}")
    arrived = [article for article in list(ids.values())[::-1] if article in found]
    assert found == arrived
    names = {name for name, article in ids.items() if article in found}
    if wanted == "late":
        assert names <= {name for name in ids if "late" in name}
        assert len(names) >= LATE - 2
    elif "/" in wanted:
        assert names == {f"busy/{n}" for n in range(BUSY)}
    else:
        assert names == {name for name in ids if name.partition("/")[0] in wanted.split()}


def test_nothing_is_lost_and_nothing_comes_twice_while_a_reader_goes_back_and_new_ones_come(tmp_path: Path) -> None:
    with MadeRecord(tmp_path) as desk:
        ids = [desk.put(f"busy/{n}", prose(n, 40), at=timedelta(minutes=-n)) for n in range(120)]
        site = Site(tmp_path, {})
        seen: list[int] = []
        for n, page in enumerate(site.feed_pages("/feeds/articles.json")):
            seen += [number(item) for item in page]
            ids.append(desk.put(f"busy/more{n}", prose(500 + n, 40), at=-n * 900 * DAY))
        assert seen == ids[119::-1]
        assert [number(item) for item in site.get("/feeds/articles.json").json()["items"]] == ids[::-1][:50]


def test_an_entry_is_as_new_as_its_place(late: tuple[Site, MadeRecord, dict[str, int]]) -> None:
    site, _, _ = late
    updated = [item["date_modified"] for page in site.feed_pages("/feeds/articles.json") for item in page]
    assert updated == sorted(updated, reverse=True)


def test_behind_an_article_that_is_not_there_nothing_is_found(late: tuple[Site, MadeRecord, dict[str, int]]) -> None:
    site, _, _ = late
    assert site.get("/feeds/articles.json?before=1").json()["items"] == []
    assert site.ask(lambda record: arrivals(record, None, limit=3, before=10**15 - 1)) == []


def test_the_last_arrivals_and_those_of_an_outlet_are_found_on_indexes(
    late: tuple[Site, MadeRecord, dict[str, int]],
) -> None:
    site, _, _ = late
    values = {"place": 2**60, "looked_at": 9, "limit": 9, "named": '["rare"]'}
    assert "versions_taken" in " ".join(site.plan(LAST, values))
    plan = " ".join(site.plan(AMONG_LAST.format(where="f.lang = 'ar'"), values))
    assert "SEARCH f USING COVERING INDEX articles_facets (id=?)" in plan
    plan = " ".join(site.plan(OF_OUTLETS.format(where="f.lang = 'ar'"), values))
    assert "COVERING INDEX articles_outlet_id (outlet=?)" in plan
    assert "SCAN articles" not in plan
    assert "SCAN t" not in plan


@pytest.mark.skipif(not CASE.is_dir(), reason="the material beside the checkout is absent: the case was not run")
def test_what_a_second_import_brings_late_is_in_the_feed_of_a_busy_day(tmp_path: Path) -> None:
    for file in ("1.jsonl", "2.jsonl"):
        with Writer(DataFolder(tmp_path).make(), "import") as writer:
            list(Importer(writer, {}).run(CASE / file))
    site = Site(tmp_path, {})
    [last] = site.rows(
        "SELECT article_id AS id, published_at FROM versions JOIN articles a ON a.id = article_id"
        " ORDER BY versions.id DESC LIMIT 1"
    )
    for path in ("/feeds/articles.json", "/feeds/articles.json?outlet=busy.example"):
        first = site.get(path).json()["items"][0]
        assert (number(first), first["date_published"]) == (last["id"], last["published_at"])
