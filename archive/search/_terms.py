"""The words of an index as a table, which SQLite makes of the index itself."""

import json
from collections.abc import Sequence
from typing import Literal

from sqlite_utils.utils import sqlite3

# One row a word, with its number of articles; or one for each time it stands in a text: there the first row of a word
# costs the same however many articles hold it.
Kind = Literal["row", "instance"]
Term = tuple[str, int]  # a word, and how many articles hold it
LAST = "\U0010ffff"
_IS_MADE = "SELECT 1 FROM temp.sqlite_master WHERE name = ?"
_START_SO = (
    "SELECT value, term, doc FROM json_each(?)"
    " CROSS JOIN temp.vocabulary ON term >= value AND term < value || ? LIMIT ?"
)


class Terms:
    """The terms of one index; what begins so is looked up once, as counting goes through all articles of each word."""

    def __init__(self, connection: sqlite3.Connection, index: str) -> None:
        self._connection, self._index = connection, index
        self._tables: dict[Kind, str] = {}
        self._beginning: dict[str, list[Term]] = {}

    def ask(self, sql: str, values: Sequence[object], kind: Kind = "row") -> sqlite3.Cursor:
        """A statement on `temp.vocabulary`."""
        if kind not in self._tables:
            self._tables[kind] = _table_of_terms(self._connection, self._index, kind)
        return self._connection.execute(sql.replace("temp.vocabulary", self._tables[kind]), values)

    def starting_so(self, starts: Sequence[str], limit: int) -> list[Term]:
        """Up to `limit` words with any of these starts, in the order of the starts, in one statement."""
        wanted = [start for start in dict.fromkeys(starts) if start not in self._beginning]
        starting = self.ask(_START_SO, (json.dumps(wanted), LAST, limit)).fetchall() if wanted else []
        found: dict[str, list[Term]] = {start: [] for start in wanted}
        for start, term, articles in starting:
            found[start].append((term, articles))
        if len(starting) < limit:  # else some may have more
            self._beginning |= found
        each = (found if start in found else self._beginning for start in starts)
        return [term for start, known in zip(starts, each, strict=True) for term in known[start]][:limit]


def _table_of_terms(connection: sqlite3.Connection, index: str, kind: Kind) -> str:
    """The table's name; made for this connection alone, though query_only, which readers set, forbids even that."""
    name = f"{kind}_of_{index}"
    if not connection.execute(_IS_MADE, (name,)).fetchone():
        guarded = connection.execute("PRAGMA query_only").fetchone()[0]
        connection.execute("PRAGMA query_only = OFF")
        connection.execute(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab(main, {index}, {kind})")
        connection.execute(f"PRAGMA query_only = {guarded}")
    return f"temp.{name}"
