"""Edits, deletions, outages and a site that breaks, on an outlet that is served, crawled, and crawled days later."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from threading import Event
from typing import Any
from uuid import uuid4

import pytest

from archive.crawl_state.runs import RunLog
from archive.data_folder import DataFolder
from archive.versions.checks import Seen, checks_of
from archive.web.app.language import load
from scheduler.jobs import crawl
from spiders.registry import outlets
from spiders.result import CrawlResult
from tests.support.made_pages import rows
from tests.support.outlet_server import OutletServer
from tests.support.outlet_server.faults import FaultKind
from tests.support.passing_time import let_pass
from tests.support.paths import SAMPLE_OUTLETS
from tests.support.reading_room import Site
from tests.support.scripted_changes import headline, slip, substantive
from tests.support.whole_suite import ONLY_WHOLE

SAMPLES = SAMPLE_OUTLETS
# As visits are made: 2 hours after the first crawl, a day later, and another.
HOURS = (2, 25, 25)
WAYS = """
SELECT a.key, c.held FROM versions v JOIN articles a ON a.id = v.article_id JOIN captures c ON c.id = v.capture_id
WHERE v.kind = 'gone'
"""
GONE = "SELECT key FROM articles JOIN versions ON article_id = articles.id WHERE kind = 'gone'"


class Served:
    """The sample WordPress outlet, served on this machine and crawled into a real archive."""

    def __init__(self, server: OutletServer, folder: DataFolder) -> None:
        self.server, self.folder, self.outlet = server, folder, outlets()["sample_wp"]
        self.numbers = [one.id for one in server.articles("sample_wp")]

    def crawl(self, after_hours: float = 0) -> CrawlResult:
        if after_hours:
            let_pass(self.folder.root, after_hours)
        return crawl(self.folder, self.outlet, Event())

    def site(self) -> Site:
        """The reading room over a copy: what stays open here would meet the hand that moves the days."""
        return Site(shutil.copytree(self.folder.root, self.folder.root.with_name(f"copy-{uuid4().hex}")), {})

    def health(self) -> tuple[str, str]:
        with RunLog(self.folder.service) as run_log:
            found = run_log.health()["sample_wp"]
        return found["state"], found["cause"]


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("WARRAQ_OUTLETS", str(shutil.copytree(SAMPLES, tmp_path / "samples")))
    with OutletServer() as server:
        monkeypatch.setenv("WARRAQ_SAMPLE_PORT", str(server.base_port))
        made = Served(server, DataFolder(tmp_path / "data").make())
        assert made.crawl().new == len(made.numbers)
        yield made


def test_a_real_outlet_loses_articles_in_every_way_and_only_seems_to_lose_one(served: Served) -> None:
    deleted, soft, home, out, notice, emptied, denied = served.numbers[2:9]
    standing = {one.id: one for one in served.server.articles("sample_wp")}
    served.server.delete("sample_wp", deleted, 404)
    served.server.rewrite(replace(standing[notice], paragraphs=("تم حذف هذا الخبر بناءً على طلب صاحب العلاقة.",)))
    served.server.rewrite(replace(standing[emptied], paragraphs=("",)))
    faults: list[tuple[str, FaultKind]] = [(soft, "soft404"), (home, "home"), (out, "503"), (denied, "403")]
    for number, kind in faults:
        served.server.fault("sample_wp", kind, f"/{number}/", seconds=0)
    results = [served.crawl(hours) for hours in HOURS]
    ways = {
        deleted: "",
        soft: "not_found",
        home: "home_redirect",
        notice: "removed",
        emptied: "emptied",
        denied: "denied",
    }
    assert sum(result.gone for result in results) >= len(ways) - 1
    # A refusal counts as that of one article only where the page of another came just before it: as the round goes.
    while (told := {row["key"]: row["held"] for row in rows(served.folder.root, WAYS)}) != ways and len(results) < 9:
        results.append(served.crawl(25))
    assert told == ways
    assert {result.edited for result in results} == {0}
    live = rows(served.folder.root, "SELECT 1 FROM articles WHERE status = 'live'")
    assert len(live) == len(served.numbers) - len(ways)
    assert served.health() == ("ok", "")


@ONLY_WHOLE
def test_a_real_outlet_that_breaks_loses_nothing_and_health_says_so(served: Served) -> None:
    for number in served.numbers[1:-1]:
        served.server.delete("sample_wp", number)
    results = [served.crawl(hours) for hours in HOURS]
    assert (results[-1].missing, results[-1].gone) == (len(served.numbers) - 2, 0)
    assert rows(served.folder.root, GONE) == []
    assert served.health() == ("broken", "mass_disappearance")


@ONLY_WHOLE
def test_a_real_outlet_changes_three_articles_and_the_links_around_all_others(served: Served) -> None:
    chance, standing = Random(7), {one.id: one for one in served.server.articles("sample_wp")}
    changes = dict(zip(served.numbers[3:6], (substantive, slip, headline), strict=True))
    for number, change in changes.items():
        served.server.rewrite(change(standing[number], chance))
    result = served.crawl(after_hours=2)
    assert (result.edited, result.unchanged) == (3, len(served.numbers) - 3)
    found = rows(served.folder.root, "SELECT key, changed FROM articles JOIN versions ON article_id = articles.id")
    told = {row["key"]: row["changed"] for row in found if row["changed"]}
    assert told == dict(zip(changes, ("text", "typo", "headline"), strict=True))


@ONLY_WHOLE
def test_an_old_article_that_was_cut_down_is_looked_at_until_that_is_proven(served: Served) -> None:
    standing = max(served.server.articles("sample_wp"), key=lambda one: len(" ".join(one.paragraphs)))
    few = " ".join(" ".join(standing.paragraphs).split()[:20])
    served.server.rewrite(replace(standing, paragraphs=(few,)))
    results = [served.crawl(hours) for hours in (31 * 24, *HOURS[1:], 25)]
    assert [(result.held, result.edited) for result in results] == [(1, 0), (1, 0), (0, 1), (0, 0)]
    assert rows(served.folder.root, GONE.replace("gone", "edit")) == [{"key": standing.id}]


def test_every_check_of_a_crawled_article_leaves_its_row_whatever_was_answered(served: Served) -> None:
    kinds: dict[FaultKind, tuple[int, Seen]] = {
        "403": (403, "no_page"),
        "503": (503, "no_page"),
        "soft404": (200, "absent"),
        "home": (200, "absent"),
        "cut": (0, "silent"),
        "challenge": (403, "no_page"),
    }
    of_kind = dict(zip(kinds, served.numbers[2:], strict=False))
    # Only an answer with a body can be cut off.
    standing = {one.id: one for one in served.server.articles("sample_wp")}
    served.server.rewrite(substantive(standing[of_kind["cut"]], Random(7)))
    for kind, number in of_kind.items():
        served.server.fault("sample_wp", kind, f"/{number}/", seconds=0)
    served.server.delete("sample_wp", served.numbers[1], 410)
    served.crawl(after_hours=2)
    site = served.site()
    last = {row["key"]: (row["id"], site.ask(partial(checks_of, article_id=row["id"]))[0]) for row in articles(site)}
    for kind, number in of_kind.items():
        article, check = last[number]
        assert (check["status"], check["seen"]) == kinds[kind], kind
        assert plain(load("ar")(f"missing.seen.{check['seen']}")) in site.text(f"/article/{article}/missing"), kind
    assert last[served.numbers[1]][1]["status"] == 410
    assert {check["seen"] for _, check in last.values()} >= {"absent", "same"}


@ONLY_WHOLE
def test_an_answer_that_ends_a_crawl_is_a_check_too(served: Served) -> None:
    number = served.numbers[2]
    served.server.fault("sample_wp", "429", f"/{number}/", seconds=3_600)
    served.crawl(after_hours=2)
    site = served.site()
    (row,) = [row for row in articles(site) if row["key"] == number]
    first, *_ = site.ask(partial(checks_of, article_id=row["id"]))
    assert (first["status"], first["seen"]) == (429, "no_page")


def test_the_page_of_a_crawled_article_follows_it_from_missing_to_gone_and_back(served: Served) -> None:
    number = served.numbers[2]
    told: list[tuple[str, str, int]] = []
    served.server.delete("sample_wp", number, 404)
    for hours in (*HOURS, 25):
        if len(told) == len(HOURS):
            served.server.reset()
        served.crawl(hours)
        site = served.site()
        (row,) = [row for row in articles(site) if row["key"] == number]
        page = site.get(f"/article/{row['id']}/missing").text
        found = site.get(f"/api/1/articles/{row['id']}").json()
        assert found["absence"]["seen_before_at"] in page
        assert found["absence"]["absent_since"] in page
        told.append((found["status"], found["absence"]["state"], found["absence"]["absences"]))
        assert str(load("ar")(f"missing.lead.{told[-1][1]}")) in page
        listed = site.get("/api/1/search?q=kind:missing").json()
        assert [hit["id"] for hit in listed["hits"]] == ([row["id"]] if told[-1][0] == "missing" else [])
    assert told == [("missing", "missing", 1), ("missing", "missing", 2), ("gone", "gone", 3), ("live", "back", 3)]


def articles(site: Site) -> list[dict[str, Any]]:
    return site.rows("SELECT id, key FROM articles")


def plain(text: str) -> str:
    return re.sub(r"<[^>]+>", "", text)
