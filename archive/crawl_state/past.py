"""Which articles only the walk through an outlet's past found, as the crawls wrote it down in service.db."""

import json
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from sqlite_utils.utils import sqlite3

from archive.sqlite import open_readonly

PAST = """
SELECT v.outlet, v.key FROM json_each(?) j
JOIN visits v ON v.outlet = j.value ->> 0 AND v.key = j.value ->> 1 WHERE v.past
"""


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
