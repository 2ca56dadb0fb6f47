"""Sites asked about on the operator's pages: looked at by the running service, and added as outlets that it crawls."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from archive.crawl_state.request_rows import RequestKind, RequestRow
from archive.crawl_state.requests import Requests
from archive.crawl_state.wake_pipe import wake_service
from archive.data_folder import DataFolder
from scheduler.requested_sites import answer_about_site
from scheduler.service import Service
from scheduler.signals import Ending
from spiders.registry import PRIVATE_FOLDER, outlets, read_anew
from tests.support.crawling import Archive
from tests.support.scripted_site import Answer, ScriptedSite
from tests.support.waiting import wait_until


@pytest.fixture
def site() -> Iterator[ScriptedSite]:
    """One article: a site that nobody knows yet is asked every two seconds."""
    with ScriptedSite().running() as running:
        running.publish([10001])
        running.answers["/"] = Answer(200, b'<link rel="alternate" type="application/rss+xml" href="/feed/">')
        yield running


@pytest.fixture
def data(archive: Archive) -> DataFolder:
    return DataFolder(archive.data).make()


def asked(data: DataFolder, kind: RequestKind, subject: str) -> int:
    with Requests(data.service) as requests:
        return requests.ask("", kind, subject)


def row_of(data: DataFolder, number: int) -> RequestRow:
    with Requests(data.service) as requests:
        row = requests.of(number)
    assert row is not None
    return row


def answered(data: DataFolder, kind: RequestKind, subject: str) -> Any:
    number = asked(data, kind, subject)
    answer_about_site(data, row_of(data, number))
    return json.loads(row_of(data, number)["result"])


@contextmanager
def running(service: Service, ending: Ending) -> Iterator[None]:
    thread = threading.Thread(target=service.run)
    thread.start()
    try:
        yield
    finally:
        ending.stop.set()
        thread.join(20)


def test_the_service_looks_at_a_site_and_adds_it_and_crawls_it(
    data: DataFolder, archive: Archive, site: ScriptedSite
) -> None:
    ending = Ending()
    names: list[set[str]] = []

    def choose() -> dict[str, Any]:
        known = {name: one for name, one in outlets().items() if one.home.startswith("http://127.0.0.1")}
        names.append(set(known))
        return known

    with running(Service(data, {}, None, ending, choose=choose), ending):
        check = asked(data, "check", f"{site.home}/10001/")
        wait_until(lambda: wake_service(data))
        wait_until(lambda: bool(row_of(data, check)["ended_at"]))
        result = json.loads(row_of(data, check)["result"])
        assert result["checkup"]["result"] == "ok"
        assert row_of(data, check)["found"] > 2
        assert archive.rows("SELECT count(*) FROM articles") == [(0,)], "a check stores nothing"
        add = asked(data, "add", str(check))
        wake_service(data)
        wait_until(lambda: bool(row_of(data, add)["ended_at"]))
        assert json.loads(row_of(data, add)["result"])["written"][0] == f"{result['name']}.py"
        wait_until(lambda: archive.count("articles") == 1)
    assert names[-1] == {result["name"]}
    assert sorted(path.suffix for path in (archive.outlets / "pages").rglob("*.*")) == [".html", ".txt"]


def test_what_cannot_be_checked_or_added_is_answered_with_what_to_do(
    data: DataFolder, site: ScriptedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "is not an http(s) address" in answered(data, "check", "ftp://new.example/")["error"]
    assert "Check the site again" in answered(data, "add", "7")["error"]
    number = asked(data, "check", site.home)
    answer_about_site(data, row_of(data, number))
    assert not answer_about_site(data, row_of(data, asked(data, "check", "nonsense")))
    monkeypatch.delenv(PRIVATE_FOLDER)
    assert PRIVATE_FOLDER in answered(data, "add", str(number))["error"]


def test_a_site_is_added_once(data: DataFolder, site: ScriptedSite) -> None:
    number = asked(data, "check", site.home)
    answer_about_site(data, row_of(data, number))
    assert "written" in answered(data, "add", str(number))
    before = Path(os.environ[PRIVATE_FOLDER]).stat()
    assert "already" in answered(data, "add", str(number))["error"]
    read_anew()
    assert "already" in answered(data, "add", str(number))["error"]
    assert Path(os.environ[PRIVATE_FOLDER]).stat().st_mtime == before.st_mtime
