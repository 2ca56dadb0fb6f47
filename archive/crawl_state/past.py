"""What the crawls wrote down in service.db of the past: articles that a backfill alone found, addresses never taken."""

import json
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from sqlite_utils.utils import sqlite3

from archive.crawl_state._read_only import read_state
from archive.sqlite import open_readonly

PAST = """
SELECT v.outlet, v.key FROM json_each(?) j
JOIN visits v ON v.outlet = j.value ->> 0 AND v.key = j.value ->> 1 WHERE v.past
"""
UNFETCHED = "SELECT url, published, found_at FROM visits WHERE outlet = ? AND first_taken_at IS NULL"


class Address(NamedTuple):
    """An article by its outlet and its key there."""

    outlet: str
    key: str


def only_in_the_past(service: Path, addresses: Iterable[Address]) -> set[Address]:
    """Which of these articles no route listed, only a backfill. Empty where nothing was ever crawled."""
    if not service.exists():
        return set()
    with closing(open_readonly(service)) as connection:
        try:
            return {Address(*row) for row in connection.execute(PAST, (json.dumps(list(addresses)),))}
        except sqlite3.Error:  # An older release wrote it: nobody knows.
            return set()


class Unfetched(NamedTuple):
    """An address that a route listed: `published` as it was written there, `found_at` an instant of the record."""

    url: str
    published: str
    found_at: str


def listed_unfetched(service: Path, outlet: str) -> list[Unfetched]:
    """What routes of an outlet listed and no crawl ever took. Empty where nothing was ever crawled."""
    return (
        read_state(service, lambda connection: [Unfetched(*row) for row in connection.execute(UNFETCHED, (outlet,))])
        or []
    )
