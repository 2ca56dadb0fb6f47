"""The feed of changes: each once, in the order in which it was told, and nothing that is nobody's edit."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from archive.times import now, stamp
from archive.web.queries import change_feed as module
from archive.web.queries.change_feed import ALL_OF_OUTLET, LAST, changes_after
from tests.support.copied_articles import HOUR, MadeRecord, prose
from tests.support.reading_room import Site

EDITED = 70
UNTOLD = ("cosmetic", "furniture", "unsettled", "repeat", "extractor")


def version(item: dict[str, Any]) -> tuple[int, int]:
    """The article and version that an entry is of."""
    parts = item["id"].split("/")
    return int(parts[1]), int(parts[3])


def judge(desk: MadeRecord, article: int, n: int, kind: str, ahead: timedelta = timedelta()) -> str:
    """As later pages of the outlet may teach; returns when it was told."""
    at = stamp(now() + ahead)
    sql = "UPDATE versions SET kind = ?, told_at = ? WHERE article_id = ? AND n = ?"
    with desk.writer.store.db.conn:
        desk.writer.store.db.execute(sql, (kind, at, article, n))
    return at


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MadeRecord]:
    with MadeRecord(tmp_path, {"furat": "فرات24"}) as opened:
        yield opened


def edited(desk: MadeRecord, where: str, hours: int = 2, title: str = "", **more: Any) -> int:
    """An article, and a number of its text changed so many hours later."""
    text = f"{prose(crc32(where.encode()), 40)} عدد المراكب"
    desk.put(where, f"{text} 7", title=title, **more)
    return desk.put(where, f"{text} 9", seen=hours * HOUR, title=title, **more)


@pytest.mark.parametrize("kind", UNTOLD)
def test_what_is_nobodys_edit_or_not_known_to_be_one_is_no_entry(desk: MadeRecord, kind: str) -> None:
    known, other = edited(desk, "furat/1"), edited(desk, "furat/2")
    judge(desk, other, 2, kind)
    feed = Site(desk.root, {}).get("/feeds/changes.json").json()
    assert [version(item) for item in feed["items"]] == [(known, 2)]
    assert Site(desk.root, {}).get("/feeds/changes.atom").text.count("<entry") == 1


def test_what_settles_as_an_edit_is_the_newest_entry_at_the_moment_of_the_verdict(desk: MadeRecord) -> None:
    first, later = edited(desk, "furat/1"), edited(desk, "furat/2", hours=9)
    site = Site(desk.root, {})
    judge(desk, first, 2, "unsettled")
    assert [version(item) for item in site.get("/feeds/changes.json").json()["items"]] == [(later, 2)]
    at = judge(desk, first, 2, "edit", timedelta(minutes=1))
    items = site.get("/feeds/changes.json").json()["items"]
    assert [version(item) for item in items] == [(first, 2), (later, 2)]
    assert items[0]["date_modified"] == at
    assert f"<updated>{at}</updated>" in site.get("/feeds/changes.atom").text
    assert site.get("/feeds/articles.json").json()["items"][0]["id"].endswith(f"/{later}")


def test_what_an_import_brings_is_told_when_it_came_and_not_when_it_was_seen(desk: MadeRecord) -> None:
    recent = edited(desk, "furat/1")
    old = edited(desk, "furat/2", at=-3_000 * timedelta(days=1))
    items = Site(desk.root, {}).get("/feeds/changes.json").json()["items"]
    assert [version(item) for item in items] == [(old, 2), (recent, 2)]
    assert items[0]["date_modified"] >= items[1]["date_modified"] > stamp(now() - HOUR)


def test_what_alternates_is_one_entry_that_names_the_headlines(desk: MadeRecord) -> None:
    for turn in range(6):
        name = "الرئيس يزور حلب" if turn % 2 else "زيارة إلى حلب"
        article = desk.put("furat/1", prose(1, 40), seen=(turn + 1) * HOUR, title=name)
    judge(desk, article, 2, "alternates")
    for n in range(3, 7):
        judge(desk, article, n, "repeat")
    site = Site(desk.root, {})
    [item] = site.get("/feeds/changes.json").json()["items"]
    assert item["title"] == "يتناوب بين «زيارة إلى حلب» و«الرئيس يزور حلب»"
    [item] = site.get("/en/feeds/changes.json").json()["items"]
    assert item["title"] == "alternates between “زيارة إلى حلب” and “الرئيس يزور حلب”"
    assert item["tags"] == ["alternates", "furat"]


def test_where_only_the_text_alternates_the_entry_says_so(desk: MadeRecord) -> None:
    article = edited(desk, "furat/1", title="خبر & خبر")
    judge(desk, article, 2, "alternates")
    [item] = Site(desk.root, {}).get("/en/feeds/changes.json").json()["items"]
    assert item["title"] == "alternates between texts: خبر & خبر"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, MadeRecord]]:
    """Many changes told in one second, and some of a rare outlet among them."""
    data = tmp_path_factory.mktemp("many")
    with MadeRecord(data) as desk:
        for n in range(EDITED):
            edited(desk, f"{'rare' if n % 20 == 3 else 'busy'}/{n:03}")
        yield Site(data, {}), desk


def told_in_order(site: Site, outlets: tuple[str, str] = ("busy", "rare")) -> list[tuple[int, int]]:
    sql = """SELECT article_id, n FROM versions v JOIN articles a ON a.id = article_id
        WHERE kind IN ('edit', 'revert', 'alternates', 'gone', 'back') AND outlet IN (?, ?)
        ORDER BY told_at DESC, v.id DESC"""
    return [(row["article_id"], row["n"]) for row in site.rows(sql, outlets)]


@pytest.mark.parametrize("looked_at", [2_000, 2])
@pytest.mark.parametrize("outlet", ["rare", "busy"])
def test_of_an_outlet_each_change_comes_once(
    many: tuple[Site, MadeRecord], monkeypatch: pytest.MonkeyPatch, outlet: str, looked_at: int
) -> None:
    monkeypatch.setattr(module, "LOOKED_AT", looked_at)
    site, _ = many
    found = [version(item) for page in site.feed_pages(f"/feeds/changes.json?outlet={outlet}") for item in page]
    assert found == told_in_order(site, (outlet, outlet))


def test_page_after_page_each_comes_once_though_one_be_judged_anew_between_them(many: tuple[Site, MadeRecord]) -> None:
    site, desk = many
    expected, found = told_in_order(site), []
    for page in site.feed_pages("/feeds/changes.json"):
        found += [version(item) for item in page]
        # The very entry behind which the next page begins: told anew, or taken back.
        judge(desk, *found[-1], "edit", timedelta(hours=1))
        judge(desk, *found[-2], "furniture", timedelta(hours=1))
    assert found == expected
    assert len(found) == EDITED
    assert site.get("/feeds/changes.json").json()["items"][0]["date_modified"] > stamp(now())


@pytest.mark.parametrize(
    ("before", "status"), [("x", 400), ("1.2.3", 400), ("-1", 400), ("99999999", 200), ("1.1", 200)]
)
def test_a_place_that_no_answer_named_is_refused_and_behind_one_that_is_gone_is_nothing(
    many: tuple[Site, MadeRecord], before: str, status: int
) -> None:
    answer = many[0].get(f"/feeds/changes.json?before={before}")
    assert answer.status_code == status
    assert answer.json().get("items", []) == []


def test_the_number_of_a_change_is_a_place_too(many: tuple[Site, MadeRecord]) -> None:
    site, _ = many
    change = site.rows("SELECT id FROM versions WHERE kind = 'edit' ORDER BY told_at DESC, id DESC LIMIT 1")[0]["id"]
    items = site.get(f"/feeds/changes.json?before={change}").json()["items"]
    assert version(items[0]) == told_in_order(site)[1]


def test_neither_the_last_changes_nor_those_of_an_outlet_are_found_by_reading_all(
    many: tuple[Site, MadeRecord],
) -> None:
    site, _ = many
    values = {"told_at": "~", "id": 0, "looked_at": 9, "limit": 9, "outlet": "rare"}
    for sql in (LAST, ALL_OF_OUTLET):
        plan = site.plan(sql, values)
        assert not [step for step in plan if step.startswith(("SCAN versions", "SCAN v", "SCAN articles"))], plan
    assert site.ask(lambda record: len(changes_after(record, limit=3))) == 3
