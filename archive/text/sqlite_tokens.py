"""Which code points SQLite's tokenizer counts as part of a word.

The n-th token of a folded text must stand for the n-th token of the original, and only SQLite itself knows what a
token is: its Unicode tables are older than Python's and call unassigned code points (U+061C, U+2066) letters. So the
class was read out of SQLite, code point by code point, and is kept in `sqlite_tokens.txt` as hexadecimal ranges;
`tests/text/test_sqlite_tokens.py` does so again and compares. It is the same in SQLite 3.40.1 and 3.53.4.
"""

import hashlib
import re
from functools import cache
from importlib.resources import files
from re import Pattern


@cache
def _text() -> str:
    return (files(__package__) / "sqlite_tokens.txt").read_text(encoding="ascii")


@cache
def token_ranges() -> tuple[tuple[int, int], ...]:
    """The class as ascending (first, last) code points, both included."""
    parts = (line.partition("-") for line in _text().splitlines())
    return tuple((int(first, 16), int(last or first, 16)) for first, _, last in parts)


@cache
def token_class_sha256() -> str:
    """The hash kept in `search_meta`: a file indexed under another class must not be written with this one."""
    return hashlib.sha256(_text().encode()).hexdigest()


@cache
def token_run() -> Pattern[str]:
    """A pattern that matches each maximal run of token characters: exactly what SQLite calls a token."""
    return re.compile("[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in token_ranges()) + "]+")
