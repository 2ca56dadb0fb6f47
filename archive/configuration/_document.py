"""A TOML file as it was written: its tables, the line of each key, and why it cannot be read, as a sentence."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from archive.configuration.faults import Fault, KeyPath

LARGEST = 256 * 1024
HOW_TO_WRITE = (
    "Text stands in straight quotes, numbers, true and false without; a line that begins with # is a comment."
)
TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*|(?P<opens>[\[{])|(?P<closes>[\]}])|(?P<ends>\n)"
    r"|[^\"'#\[\]{}\n]+",
    re.DOTALL,
)


class UnreadableError(Exception):
    """The file cannot be read; holds the Fault."""

    def __init__(self, problem: str, wanted: str, line: int = 0) -> None:
        super().__init__(problem)
        self.fault = Fault(problem=problem, wanted=wanted, line=line)


@dataclass(frozen=True)
class Document:
    """The tables of a file; none where there is no file."""

    text: str = ""
    tables: Mapping[str, object] = field(default_factory=dict)

    def line_of(self, path: KeyPath) -> int:
        """The line, counted from 1, on which a key is given; 0 where it is not."""
        if not _has(self.tables, path):
            return 0
        ends = self._statement_ends
        first = bisect_left(ends, True, key=lambda end: _has(tomllib.loads(self.text[:end]), path))
        return self.text.count("\n", 0, ends[first - 1] if first else 0) + 1

    @cached_property
    def _statement_ends(self) -> list[int]:
        """Where the lines end with which a statement does: what stands before any of them is TOML."""
        ends, depth = [], 0
        for token in TOKEN.finditer(self.text):
            depth += bool(token["opens"]) - bool(token["closes"])
            if token["ends"] and not depth:
                ends.append(token.end())
        return [*ends, len(self.text)]


def read_document(path: Path) -> Document:
    """The file as written. Raises UnreadableError."""
    text = _text_of(path)
    try:
        return Document(text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        raise UnreadableError(f"is no TOML from here on ({problem})", HOW_TO_WRITE, _line_in(problem, text)) from None
    except (ValueError, RecursionError):
        raise UnreadableError("holds a value that is too long or too deep to be read", HOW_TO_WRITE) from None


def _text_of(path: Path) -> str:
    try:
        if not path.is_file():
            raise UnreadableError("is no file", "Name a text file.")
        with path.open("rb") as handle:
            raw = handle.read(LARGEST + 1)
    except OSError as problem:
        raise UnreadableError(f"cannot be read ({problem.strerror})", "Let the user who runs Warraq read it.") from None
    if len(raw) > LARGEST:
        raise UnreadableError(f"is over {LARGEST // 1024} KB and so no configuration", "Name the right file.")
    try:
        # Some editors put a byte order mark before the first letter.
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise UnreadableError("is not in UTF-8 from here on", "Save it anew as UTF-8.", line) from None


def _line_in(problem: tomllib.TOMLDecodeError, text: str) -> int:
    named = re.search(r"at line (\d+)", str(problem))
    return int(named[1]) if named else text.count("\n") + 1


def _has(tables: object, path: KeyPath) -> bool:
    for name in path:
        if not isinstance(tables, Mapping) or name not in tables:
            return False
        tables = tables[name]
    return True
