"""The server behind the pages: what it refuses, and what it never says."""

import asyncio
import gc
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from datasette import __version__
from datasette.app import Datasette
from sqlite_utils.utils import sqlite3

from archive.errors import BadConfiguration
from archive.web.app.server import answer, create_app
from archive.web.queries.articles import BROWSE, EDITS, NEWEST_OF_ALL, NEWEST_OF_ONE, NEWEST_OF_SOME
from archive.web.queries.outlets import DAYS
from archive.web.queries.version_history import TRAIL
from tests.support.paths import ROOT
from tests.support.reading_room import Site, made

REQUEST = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made(tmp_path_factory.mktemp("made"))


def test_the_data_room_refuses_sql_index_tables_and_talk_of_this_server(site: Site) -> None:
    closed = ["/warraq?sql=select+1", "/warraq/articles?_where=1=1", "/warraq/articles_fts_data", "/warraq.db"]
    # Datasette 1.0 searches only an index that may be seen; it shows nothing there that the articles do not.
    closed += ["/warraq/articles_fts"] if __version__.startswith("0.") else []
    for path in closed:
        assert site.get(path, follow_redirects=True).status_code == 403, path
    for path in ("/-/databases.json", "/-/threads.json", "/-/metadata.json", "/-/settings.json", "/-/plugins.json"):
        answer = site.get(path)
        assert answer.status_code == 404
        assert str(site.data) not in answer.text
    assert site.get("/-/versions.json").status_code == 200
    assert site.get("/warraq/articles").status_code == 200


def test_the_stock_search_box_finds_every_spelling_and_never_fails(site: Site) -> None:
    def found(question: str) -> set[int]:
        answer = site.get(f"/warraq/articles.json?_search={question}&_shape=array")
        assert answer.status_code == 200, question
        return {row["id"] for row in answer.json()}

    assert found("القـ.ـوات") == found("القوات") == found("القوّات") != set()
    assert found("زرافة") == set()
    for question in ('"', "NEAR(", "-", "*", "%00", "a:b", "ـ"):
        found(question)


def test_a_connection_of_the_server_can_neither_write_nor_trust_the_file(site: Site) -> None:
    def told(connection: sqlite3.Connection) -> list[int]:
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("DELETE FROM articles")
        return [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("query_only", "trusted_schema", "busy_timeout")
        ]

    assert site.ask(told) == [1, 0, 1_000]


def test_another_datasette_of_the_same_environment_is_left_as_it_is() -> None:
    answer = asyncio.run(Datasette(memory=True).client.get("/"))
    assert answer.status_code == 200
    assert "ورّاق" not in answer.text
    assert "content-security-policy" not in answer.headers


BOUNDS = {"low": 0, "high": 9, "outlets": '["a", "b"]', "limit": 9, "skip": 0}


@pytest.mark.parametrize(
    ("sql", "values", "index"),
    [
        (NEWEST_OF_ALL, BOUNDS, "COVERING INDEX articles_facets"),
        (NEWEST_OF_ONE, BOUNDS, "COVERING INDEX articles_outlet_id"),
        (NEWEST_OF_SOME, BOUNDS, "COVERING INDEX articles_facets"),
        (DAYS, (0,), "PRIMARY KEY (outlet=? AND day>?)"),
        (EDITS, ("[1]",), "sqlite_autoindex_versions_1"),
        (TRAIL, (1,), "sqlite_autoindex_versions_1"),
        (BROWSE, ("[1]",), "INTEGER PRIMARY KEY"),
    ],
)
def test_no_page_walks_a_whole_table(site: Site, sql: str, values: Any, index: str) -> None:
    plan = site.plan(sql, values)
    assert any(index in step for step in plan), plan
    assert not any(step.startswith(("SCAN a", "SCAN v")) for step in plan), plan


def test_the_reading_room_loads_no_parser_of_pages_and_nothing_that_sends() -> None:
    heavy = ("trafilatura", "archive.reading.extract", "scrapy", "twisted", "apprise", "pyarrow")
    script = (
        f"import sys, archive.web, archive.web.app.server; print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr


def test_whoever_was_let_in_before_it_was_told_to_end_is_answered() -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    served = multiprocessing.get_context("fork").Process(target=answer, args=(greet, [listening]))
    served.start()
    address = listening.getsockname()
    listening.close()
    with closing(socket.create_connection(address, timeout=20)) as first:
        first.sendall(REQUEST)
        assert b"well" in first.makefile("rb").read()
    with closing(socket.create_connection(address, timeout=20)) as second:
        # It has been accepted when a later one was answered.
        with closing(socket.create_connection(address, timeout=20)) as third:
            third.sendall(REQUEST)
            assert b"well" in third.makefile("rb").read()
        assert served.pid
        os.kill(served.pid, signal.SIGTERM)
        time.sleep(0.3)
        second.sendall(REQUEST)
        assert b"well" in second.makefile("rb").read()
    served.join(20)
    assert served.exitcode == 0


async def greet(scope: Any, receive: Any, send: Any) -> None:  # noqa: ARG001 - as ASGI calls
    """An application that says it is well."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"connection", b"close")]})
        await send({"type": "http.response.body", "body": b"well"})


def test_a_folder_without_a_record_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="no archive"):
        create_app(tmp_path)


def test_who_answers_does_not_look_through_what_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: seen.append(gc.get_freeze_count()))
    before, ending = gc.get_threshold(), signal.getsignal(signal.SIGTERM)
    gc.unfreeze()
    try:
        answer(None, [])
        assert seen[0] > 10_000
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
        signal.signal(signal.SIGTERM, ending)
