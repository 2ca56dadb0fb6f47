"""Which words stand for each other by a list: aliases of names, derived spellings, plurals that are listed."""

from functools import cached_property

from sqlite_utils.utils import sqlite3

from archive.sqlite import has_table

ALIASES = (
    # The words asked are looked up first: hardly any is in the table, which would be gone through for each.
    "SELECT b.form FROM search_alias a CROSS JOIN search_alias b ON b.group_id = a.group_id"
    " WHERE a.form = :form AND b.form <> a.form AND (a.kind = 'plural') = :plurals"
)
SPELLINGS = "SELECT other FROM search_spelling WHERE form = :form"


class Aliases:
    """The lists of one open archive; answers are kept."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._others: dict[tuple[str, bool], list[str]] = {}
        self._named: dict[str, bool] = {}

    def others(self, form: str, *, plurals: bool) -> list[str]:
        """The aliases and derived spellings of a folded name, or the listed plurals and singulars of a word, itself
        left out."""
        if (form, plurals) not in self._others:
            sql = f"{ALIASES} GROUP BY 1 ORDER BY 1" if plurals else self._of_names
            rows = self._connection.execute(sql, {"form": form, "plurals": plurals})
            self._others[form, plurals] = [row[0] for row in rows]
        return self._others[form, plurals]

    @cached_property
    def _of_names(self) -> str:
        """Files from before there were derived spellings have no table of them."""
        known = has_table(self._connection, "search_spelling")
        return f"{ALIASES} UNION {SPELLINGS if known else ALIASES} ORDER BY 1"

    def holds(self, form: str) -> bool:
        """Whether a folded word stands in the table of aliases."""
        if form not in self._named:
            row = self._connection.execute("SELECT 1 FROM search_alias WHERE form = ?", (form,)).fetchone()
            self._named[form] = bool(row)
        return self._named[form]
