"""What the pages ask of service.db: nothing is known where there is no file, no table, or no reading it."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from sqlite_utils.utils import sqlite3

T = TypeVar("T")


def read_state(service: Path, question: Callable[[sqlite3.Connection], T]) -> T | None:
    """The answer of the private notes of the crawls; None where they cannot answer."""
    try:
        with closing(sqlite3.connect(f"{service.absolute().as_uri()}?mode=ro", uri=True, timeout=1)) as connection:
            return question(connection)
    except sqlite3.Error:
        return None
