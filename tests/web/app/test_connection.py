"""What a page is told, it is told of one state of the record."""

import asyncio

import pytest
from sqlite_utils.utils import sqlite3

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
