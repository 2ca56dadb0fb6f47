"""What a page is told, it is told of one state of the record."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils.utils import sqlite3

from archive.web.api import result_sets
from archive.web.app import connection
from archive.web.app.connection import TooSlowError, look_up, query
from tests.support.reading_room import Site

COUNT = "SELECT count(*) FROM urls"
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def add_an_address(site: Site) -> None:
    """As a crawl does beside the reader."""
    writer = sqlite3.connect(site.data / "warraq.db")
    writer.execute(
        "INSERT INTO urls(url, outlet, key, role, first_seen_at) VALUES(hex(randomblob(8)), 'x', 'x', 'seen', '')"
    )
    writer.commit()
    writer.close()


def test_a_commit_between_two_questions_of_one_answer_is_in_neither(site: Site) -> None:
    """An article that vanished between the two made a page fail, and a list its count did not fit."""

    def question(connection: sqlite3.Connection) -> tuple[int, int]:
        before = connection.execute(COUNT).fetchone()[0]
        add_an_address(site)
        return before, connection.execute(COUNT).fetchone()[0]

    for way in (query, look_up):
        before, after = asyncio.run(way(site.app, question))
        assert before == after
        # The next answer knows of it.
        assert asyncio.run(way(site.app, lambda connection: connection.execute(COUNT).fetchone()[0])) == before + 1


def test_after_a_question_that_took_too_long_the_next_one_is_answered(site: Site) -> None:
    with pytest.raises(TooSlowError):
        asyncio.run(query(site.app, lambda connection: connection.execute(ENDLESS).fetchone()))
    assert asyncio.run(query(site.app, lambda connection: connection.execute("SELECT 1").fetchone()[0])) == 1


PAGES = (
    *("/", "/search", "/search?q=القوات", "/search?q=https://furat24.example/water", "/outlets", "/outlet/hawran"),
    *("/changes", "/words?q=القوات", "/health", "/saved?q=القوات", "/article/{water}", "/article/{water}/versions/1"),
    *("/article/{water}/diff/1..2", "/article/{water}/diff", "/compare/{snow}..{snow-road}", "/story/{snow}"),
    *("/feeds/articles.atom?q=القوات", "/feeds/changes.json", "/api/1/search?q=القوات", "/api/1/articles/{water}"),
    *("/stories", "/capture/1", "/article/{water}/captures", "/article/{snow}/missing"),
    *("/article/{water}.bib", "/exports/articles.json?q=القوات"),
)


@pytest.mark.parametrize("path", PAGES)
def test_all_that_an_answer_says_is_of_one_state_of_the_record(
    site: Site, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    seen: list[int] = []
    limited = connection._limited

    def beside_a_writer(record: Path, question: Callable[[sqlite3.Connection], object], limit_ms: int) -> object:
        """Before and after each question of a page, somebody commits."""

        def counting(reader: sqlite3.Connection) -> object:
            seen.append(reader.execute(COUNT).fetchone()[0])
            add_an_address(site)
            return question(reader)

        return limited(record, counting, limit_ms)

    monkeypatch.setattr(connection, "_limited", beside_a_writer)
    monkeypatch.setattr(result_sets, "query", connection.query)
    answer = site.get(path.format(**site.ids))
    assert answer.status_code in (200, 302)
    # The pieces of an export are each of their own: a reader who stays for minutes must not hold up the writer.
    asked = seen[:-1] if path.startswith("/exports") else seen
    assert len(set(asked)) == 1


def test_an_answer_lets_its_state_go_before_it_is_read(site: Site) -> None:
    """A state that a slow reader held would keep the writer's log from being folded back into the file."""
    site.get("/")
    for held in connection._free(site.data / "warraq.db"):
        assert not held.in_transaction


def test_a_question_that_took_too_long_leaves_the_rest_of_its_answer_in_the_same_state(site: Site) -> None:
    async def app(scope: Any, _receive: Any, send: Any) -> None:
        before = await connection.query(site.app, lambda reader: reader.execute(COUNT).fetchone()[0])
        add_an_address(site)
        with pytest.raises(TooSlowError):
            await connection.look_up(site.app, lambda reader: reader.execute(ENDLESS).fetchone())
        assert await connection.query(site.app, lambda reader: reader.execute(COUNT).fetchone()[0]) == before
        await send({"type": "http.response.start"})
        assert await connection.query(site.app, lambda reader: reader.execute(COUNT).fetchone()[0]) == before + 1
        assert scope == {}

    async def nothing(*_: Any) -> Any:
        return None

    async def asked() -> None:
        await connection.wrap(app)({}, nothing, nothing)

    asyncio.run(asked())


@pytest.mark.parametrize(("cheap_ms", "status"), [(10_000, 503), (0, 422)], ids=["the machine is busy", "too dear"])
def test_a_question_in_vain_is_told_whose_fault_it_is(
    site: Site, monkeypatch: pytest.MonkeyPatch, cheap_ms: int, status: int
) -> None:
    monkeypatch.setattr(connection, "STEPS_BETWEEN", 1)
    monkeypatch.setattr(connection, "WAIT_LIMIT_MS", 0)
    monkeypatch.setattr(connection, "LOOK_UP_LIMIT_MS", 0)
    monkeypatch.setattr(connection, "CHEAP_MS", cheap_ms)
    for path in ("/words?q=القوات", f"/article/{site.ids['water']}", "/outlets"):
        answer = site.get(path)
        assert answer.status_code == status, path
        assert ("مشغول" in answer.text) == (status == 503)
    told = site.get("/api/1/search?q=القوات")
    assert (told.status_code, told.json()["status"]) == (status, status)
    assert ("busy" in told.json()["detail"]) == (status == 503)
