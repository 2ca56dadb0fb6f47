"""Of how many outlets articles are, and from which day to which they state one: for all names of one list.

Names of a list find the same articles again and again, so what was looked up of an article is kept, two bytes each.
"""

import json
import threading
from array import array
from collections.abc import Iterable
from typing import NamedTuple

from sqlite_utils.utils import sqlite3

from archive.search.filters import UNDATED
from archive.times import IDS_PER_DAY

LOOKED_UP = 20_000  # articles one by one; who asks for more reads all of a million at once in half a second
_NO_DAY = 0x8000

_OF_EACH = f"""
SELECT a.id, a.outlet, {UNDATED.format("a.id")}
FROM json_each(?) CROSS JOIN articles a INDEXED BY articles_facets ON a.id = value"""  # noqa: S608 - ours
_OF_ALL = "SELECT outlet, json_group_array(id) FROM articles INDEXED BY articles_outlet_id GROUP BY outlet"
_UNDATED = """
SELECT outlet, json_group_array(id) FROM articles INDEXED BY articles_undated WHERE published_day = '' GROUP BY outlet
"""
_LARGEST = f"SELECT id / {IDS_PER_DAY}, max(id) % {IDS_PER_DAY} FROM articles INDEXED BY articles_facets GROUP BY 1"  # noqa: S608 - ours


class Spread(NamedTuple):
    """Of how many outlets, and the ids of the first and the last article that states its day; None where none does."""

    outlets: int
    first: int | None
    last: int | None


class Outlets:
    """What is known of the articles of one record; threads may share it, each with a connection of its own."""

    def __init__(self, looked_up: int = LOOKED_UP) -> None:
        """`looked_up`: how many articles are looked up one by one."""
        self._left = looked_up
        self._numbers: dict[str, int] = {}
        self._days: dict[int, array[int]] = {}
        self._lock = threading.Lock()

    def spread(self, connection: sqlite3.Connection, ids: list[int]) -> Spread:
        """Of these articles, each of which the record holds."""
        facts = self._known(ids)
        if 0 in facts:
            with self._lock:
                self._look_up(connection, [one for one, fact in zip(ids, facts, strict=True) if not fact])
            facts = self._known(ids)
        outlets, dated = set(facts), ids
        if max(facts, default=0) >= _NO_DAY:
            outlets = {fact & ~_NO_DAY for fact in outlets}
            dated = [one for one, fact in zip(ids, facts, strict=True) if fact < _NO_DAY]
        return Spread(len(outlets), min(dated, default=None), max(dated, default=None))

    def _known(self, ids: Iterable[int]) -> list[int]:
        """The outlet's number and whether the article lacks a day; 0 of what was not looked up."""
        days = self._days
        try:
            return [days[one // IDS_PER_DAY][one % IDS_PER_DAY] for one in ids]
        except LookupError:
            return [self._known_of(*divmod(one, IDS_PER_DAY)) for one in ids]

    def _known_of(self, day: int, place: int) -> int:
        of_day = self._days.get(day)
        return of_day[place] if of_day is not None and place < len(of_day) else 0

    def _look_up(self, connection: sqlite3.Connection, ids: list[int]) -> None:
        self._left -= len(ids)
        if self._left >= 0:
            self._learn(connection.execute(_OF_EACH, (json.dumps(ids),)))
            return
        self._read_all(connection)
        self._left = LOOKED_UP

    def _read_all(self, connection: sqlite3.Connection) -> None:
        days = {day: array("H", bytes(2 * (largest + 1))) for day, largest in connection.execute(_LARGEST)}
        for statement, no_day in ((_OF_ALL, 0), (_UNDATED, _NO_DAY)):
            for outlet, ids in connection.execute(statement):
                fact = self._number(outlet) | no_day
                for one in json.loads(ids):
                    days[one // IDS_PER_DAY][one % IDS_PER_DAY] = fact
        self._days = days

    def _learn(self, rows: Iterable[tuple[int, str, int]]) -> None:
        for one, outlet, is_undated in rows:
            day, place = divmod(one, IDS_PER_DAY)
            of_day = self._days.setdefault(day, array("H"))
            of_day.extend([0] * (place + 1 - len(of_day)))
            of_day[place] = self._number(outlet) | (_NO_DAY if is_undated else 0)

    def _number(self, outlet: str) -> int:
        return self._numbers.setdefault(outlet, len(self._numbers) + 1)
