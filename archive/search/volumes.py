"""Which articles of some days a name finds: what a subscription to it would have told."""

from datetime import date

from sqlite_utils.utils import sqlite3

from archive.search.filters import Filters
from archive.search.fts_query import compile_query
from archive.search.hits import Hits
from archive.search.vocabulary import Vocabulary

_IDS = "SELECT f.rowid FROM {source} WHERE {where} ORDER BY f.rowid LIMIT :most"


class Volumes:
    """Names to one connection, as the search page asks them from one day to another, both included."""

    def __init__(self, connection: sqlite3.Connection, first: date, last: date, most: int) -> None:
        """`most`: how many articles of a name are looked at."""
        self._connection, self._most = connection, most
        self._filters: Filters = {"date_from": first, "date_to": last}
        self._vocabulary = Vocabulary(connection)

    def ids(self, text: str) -> list[int]:
        """The articles, the oldest first."""
        compiled = compile_query(text, "names", self._vocabulary)
        return list(Hits(self._connection, compiled, self._filters).rows(int, _IDS, most=self._most))
