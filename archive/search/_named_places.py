"""The articles that name a place, as a filter of the search: a place's id, or one of the forms below before it.

`in.SY02` any place of a governorate, `government.SY01` the capital's name where it means the government,
`ambiguous` a name of several places and nothing says which, `ambiguous.NAME` that folded name, `spelt.ID.SPELLING` a
place in this spelling.
"""

from collections.abc import Callable

from sqlite_utils.utils import sqlite3

from archive.sqlite import has_table

TABLE = "article_places"
_IN = "+f.rowid IN (SELECT article_id FROM article_places WHERE {})"


def names_a_place(connection: sqlite3.Connection, value: str, bind: Callable[[object], str]) -> str:
    """A condition on `f.rowid`; `bind` gives the name under which the statement finds a value."""
    if not has_table(connection, TABLE):
        return "0"  # a file of an older release says of no article which places it names
    form, _, rest = value.partition(".")
    return _IN.format(_condition(form, rest, bind) if rest or form == "ambiguous" else _place(value, "named", bind))


def _condition(form: str, rest: str, bind: Callable[[object], str]) -> str:
    if form == "in":
        return f"governorate = :{bind(rest.removeprefix('SY'))} AND how = 'named'"
    if form == "ambiguous":
        return "place = '' AND how = 'ambiguous'" + (f" AND name = :{bind(rest)}" if rest else "")
    if form == "spelt":
        place, _, spelling = rest.partition(".")
        return f"{_place(place, 'named', bind)} AND spelling = :{bind(spelling)}"
    return _place(rest, "government", bind)


def _place(place: str, how: str, bind: Callable[[object], str]) -> str:
    return f"place = :{bind(place)} AND how = '{how}'"
