"""Pages held back are listed, released into the record, or dropped; nothing of them is lost."""

import json
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.crawl_state.held import HeldPages
from archive.data_folder import DataFolder
from archive.errors import BadInput
from archive.evidence.leaves import leaves
from archive.evidence.log import leaf_of
from archive.ingest.held_pages import drop, release
from archive.ingest.session import Writer
from archive.sqlite import open_readonly
from spiders.registry import outlets
from tests.support.command import WARRAQ
from tests.support.crawling import Archive
from tests.support.scripted_site import Answer, ScriptedSite

BRIEF = "عاجل: خبر نموذجي قصير جدًا"
HTML = {"Content-Type": "text/html; charset=utf-8"}


def short_page(words: str = BRIEF) -> Answer:
    html = (
        f"<html lang=ar><title>خبر عاجل من النموذج</title><article><h1>خبر عاجل من النموذج</h1><p>{words}</p></article>"
    )
    return Answer(200, html.encode(), HTML)


@pytest.fixture
def site() -> Iterator[ScriptedSite]:
    with ScriptedSite().running() as running:
        running.publish([10003, 10002, 10001])
        running.answers["/10002/"] = short_page()
        running.answers["/10001/"] = Answer(200, b"<html><title>404</title><p>404 not found</p>", HTML)
        yield running


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: ScriptedSite) -> Archive:
    made = Archive(tmp_path)
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("WARRAQ_OUTLETS", str(made.outlets))
    made.outlet(site.home)
    assert made.crawl().held == 2
    return made


def held(archive: Archive) -> dict[str, int]:
    with HeldPages(archive.data / "service.db") as held_pages:
        return {row["reason"]: row["id"] for row in held_pages.held()}


def revisit(archive: Archive, key: str) -> None:
    with sqlite3.connect(archive.data / "service.db") as connection:
        connection.execute("UPDATE visits SET next_due = '2026-01-01T00:00:00Z' WHERE key = ?", (key,))


def release_one(archive: Archive, held_id: int) -> str:
    with Writer(DataFolder(archive.data), "held") as writer:
        return release(writer, outlets()["made"], held_id).kind


def test_a_released_page_becomes_an_article_with_its_kept_capture_as_evidence(archive: Archive) -> None:
    assert release_one(archive, held(archive)["too_short"]) == "new"
    with closing(open_readonly(archive.data / "warraq.db")) as connection:
        found = [leaf for leaf in leaves(connection, 0, 99) if leaf.kind in ("version", "reread")][-1]
        # The capture was in the log before it was an article's: the version says of it that it was read from there.
        (capture,) = connection.execute("SELECT capture_id FROM versions ORDER BY id DESC LIMIT 1").fetchone()
        assert json.loads(found.detail)["capture"] == leaf_of(connection, "capture", capture) is not None
    rows = archive.rows(
        "SELECT a.body, v.kind, c.url, c.article_id = a.id, c.warc_length > 0 FROM articles a JOIN versions v"
        " ON v.article_id = a.id JOIN captures c ON c.id = v.capture_id WHERE a.key = '10002'"
    )
    assert rows == [(BRIEF, "first", rows[0][2], 1, 1)]
    assert "too_short" not in held(archive)
    assert archive.rows("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'نموذجي'") == [(1,)]


def test_a_released_page_passes_the_gate_from_now_on_but_not_for_another_reason(
    archive: Archive, site: ScriptedSite
) -> None:
    release_one(archive, held(archive)["too_short"])
    site.answers["/10002/"] = short_page("عاجل: خبر نموذجي قصير ومعدل")
    revisit(archive, "10002")
    assert archive.crawl().held == 0
    site.answers["/10002/"] = Answer(200, b"<html><title>404</title><p>404 not found</p>", HTML)
    revisit(archive, "10002")
    assert archive.crawl().missing == 1
    assert archive.rows("SELECT body FROM articles WHERE key = '10002'") == [("عاجل: خبر نموذجي قصير ومعدل",)]
    assert "not_found" in held(archive)


def test_a_dropped_page_is_not_shown_again_even_when_it_is_held_again(archive: Archive, site: ScriptedSite) -> None:
    before = archive.count("captures")
    with HeldPages(archive.data / "service.db") as held_pages:
        drop(held_pages, held(archive)["not_found"])
    site.answers["/10001/"] = short_page()
    revisit(archive, "10001")
    assert archive.crawl().held == 1
    assert list(held(archive)) == ["too_short"]
    assert archive.count("captures") > before


def test_what_cannot_be_released_says_why_and_stays_held(archive: Archive, site: ScriptedSite) -> None:
    site.answers["/10002/"] = Answer(200, b"<html><title></title></html>", HTML)
    revisit(archive, "10002")
    archive.crawl()
    empty = held(archive)["empty"]
    with pytest.raises(BadInput, match="no text"):
        release_one(archive, empty)
    with pytest.raises(BadInput, match="No page with the number 999"):
        release_one(archive, 999)
    assert held(archive)["empty"] == empty


def warraq(archive: Archive, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [str(WARRAQ), *words, "--data", str(archive.data)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_lists_releases_and_drops(archive: Archive) -> None:
    listed = [json.loads(line) for line in warraq(archive, "health", "--held", "--json").stdout.splitlines()]
    assert [set(row) for row in listed] == [{"id", "outlet", "reason", "title", "url", "held_at", "capture_id"}] * 2
    ids = {row["reason"]: str(row["id"]) for row in listed}
    done = warraq(archive, "held", "release", ids["too_short"], "999", "--json")
    (told,) = (json.loads(line) for line in done.stdout.splitlines())
    assert (done.returncode, told["result"], "999" in done.stderr) == (5, "new", True)
    assert warraq(archive, "held", "drop", ids["not_found"]).returncode == 0
    assert warraq(archive, "health", "--held", "--json").stdout == ""
    assert warraq(archive, "held", "drop", ids["not_found"]).returncode == 5
