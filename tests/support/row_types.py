"""A row's TypedDict and its table, each as {name: (SQL type, whether it can be NULL)}, so that they can be compared."""

from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints

from sqlite_utils import Database

SQL_TYPES: dict[object, str] = {str: "TEXT", int: "INTEGER", float: "REAL", bytes: "BLOB"}

Columns = dict[str, tuple[str, bool]]


def keys_of(row_type: type) -> Columns:
    return {name: _column(hint) for name, hint in get_type_hints(row_type).items()}


def columns_of(database: Database, table: str) -> Columns:
    """A column of the primary key counts as NOT NULL, though SQLite lets some hold NULL: nothing here writes one."""
    found = database.execute(f'PRAGMA table_info("{table}")')
    return {name: (sql_type, not (not_null or pk)) for _, name, sql_type, not_null, _, pk in found}


def tables_of(database: Database, *derived: str) -> set[str]:
    """The tables of a file, without those of the migrations and those whose names begin with one of `derived`."""
    return {name for name in database.table_names() if not name.startswith(("_sqlite_migrations", "sqlite_", *derived))}


def _column(hint: object) -> tuple[str, bool]:
    members = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    (kind,) = {_sql_type(member) for member in members if member is not NoneType}
    return kind, NoneType in members


def _sql_type(hint: object) -> str:
    if get_origin(hint) is Literal:
        (kind,) = {SQL_TYPES[type(value)] for value in get_args(hint)}
        return kind
    return SQL_TYPES[hint]
