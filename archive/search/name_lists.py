"""A list of names as somebody typed, pasted or uploaded it, read into one question a line; what was odd is told.

A line is a question, or a label and a question parted by a tab or a semicolon: never by a comma, which names hold.
"""

import csv
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote_plus

from archive.errors import BadConfiguration
from archive.identity.pasted_addresses import pasted_addresses
from archive.search.query_parser import understand
from archive.text.folding import fold_query
from archive.text.languages import COMMON_WORDS

MOST_LINES = 5_000
# No list of so many lines is larger, in whatever it is written; a larger file is not read to count them.
LARGEST = 16_000_000  # bytes
LONGEST_NAME = 300  # characters, as many as the search page takes
LONGEST_LABEL = 100
SEPARATORS = "\t;؛"
# What a file may be in: Unicode says so at its beginning; a spreadsheet of Windows says nothing.
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
WITHOUT_MARK = ("utf-8", "cp1256")
PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a workbook of today, and one of 1997
_ESCAPED = re.compile(r"(?:[A-Za-z0-9+_.~-]|%[0-9A-Fa-f]{2})*%[0-9A-Fa-f]{2}(?:[A-Za-z0-9+_.~-]|%[0-9A-Fa-f]{2})*")
_LINE_ENDS = re.compile(r"\r\n|\r|\n")

Why = Literal["empty", "decoded", "common", "no_word", "address", "long", "columns", "twice"]


@dataclass(frozen=True, slots=True)
class Name:
    """A question of the list: the number of its line from 1 on, the label beside it as it was typed, else empty."""

    line: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A line that was not taken as it stands: its `content`, why, and what was `searched` in its place, if anything."""

    line: int
    content: str
    why: Why
    searched: str = ""


@dataclass(frozen=True, slots=True)
class NameList:
    names: tuple[Name, ...] = ()
    remarks: tuple[Remark, ...] = ()


class TooManyNames(BadConfiguration):
    """The list has more than MOST_LINES `lines`."""

    def __init__(self, lines: int) -> None:
        super().__init__(f"The list has {lines:,} lines; at most {MOST_LINES:,} are searched at once. Part it.")
        self.lines = lines


class TooLarge(BadConfiguration):
    """The file has more than LARGEST bytes."""

    def __init__(self) -> None:
        size = f"{LARGEST // 1_000_000} MB"
        super().__init__(f"The list is larger than {size}; at most {MOST_LINES:,} lines are searched at once. Part it.")


class NoText(BadConfiguration):
    """The file is no text."""

    def __init__(self) -> None:
        super().__init__("This is no text, one name a line. From a spreadsheet, save it as CSV in UTF-8.")


def decoded(content: bytes) -> str:
    """The text of a file. Raises NoText for a workbook and for anything that is no text."""
    if content.startswith(PACKED):
        raise NoText
    marked = next((encoding for mark, encoding in MARKS.items() if content.startswith(mark)), "")
    for encoding in (marked,) if marked else WITHOUT_MARK:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise NoText


def read_list(text: str) -> NameList:
    """The names of a text and what was odd in it. Raises TooManyNames; empty lines at its end are no lines."""
    lines = _LINE_ENDS.split(text.removeprefix("\ufeff").rstrip())
    if len(lines) > MOST_LINES:
        raise TooManyNames(len(lines))
    names: dict[tuple[str, str], Name] = {}
    remarks: list[Remark] = []
    for number, line in enumerate(lines if any(lines) else (), start=1):
        name, found = _read(number, line)
        remarks += found
        if name and (name.label, name.text) in names:
            remarks.append(Remark(number, line, "twice"))
        elif name:
            names[name.label, name.text] = name
    return NameList(tuple(names.values()), tuple(remarks))


def as_text(names: tuple[Name, ...]) -> str:
    """The list as it could be typed again."""
    return "\n".join(f"{name.label}\t{name.text}" if name.label else name.text for name in names)


def _read(number: int, line: str) -> tuple[Name | None, list[Remark]]:
    label, typed, columns = _parted(line)
    text = "".join(c for c in typed if c >= " " and not "\ud800" <= c <= "\udfff").strip()
    if not text:
        return None, [Remark(number, label, "empty")]
    remarks: list[Remark] = []
    if _ESCAPED.fullmatch(text) and (plain := _unescaped(text)):
        text = plain
        remarks.append(Remark(number, typed, "decoded", text[:LONGEST_NAME]))
    if why := _refused(text):
        return None, [Remark(number, typed, why)]
    if columns > 2:
        remarks.append(Remark(number, line, "columns", text[:LONGEST_NAME]))
    if len(text) > LONGEST_NAME:
        text = text[:LONGEST_NAME].rstrip()
        remarks.append(Remark(number, typed, "long", text))
    return Name(number, label[:LONGEST_LABEL], text), remarks


def _parted(line: str) -> tuple[str, str, int]:
    """Label, question and number of columns.

    Quotation marks round a question make it a phrase, as in the search box; those a spreadsheet wrote round a cell are
    the cell's: where all cells have them, or where a separator or another quotation mark stands inside.
    """
    separator = next((sign for sign in SEPARATORS if sign in line), "")
    if not separator:
        return "", line.strip(), 1
    cells = next(csv.reader([line.replace("\x00", "")], delimiter=separator), [""])
    if len(cells) == 1:
        return "", line.strip(), 1
    label, text = cells[0].strip(), cells[1].strip()
    if label and not text:
        label, text = "", label
    raw = line.strip()
    written = raw.startswith('"') or separator in text or '"' in text
    as_phrase = not written and raw.partition(separator)[2].lstrip().startswith('"')
    return label, f'"{text}"' if as_phrase else text, len(cells)


def _unescaped(text: str) -> str:
    """What an address's escapes stand for; nothing where they are no text."""
    try:
        plain = unquote_plus(text, errors="strict")
    except UnicodeDecodeError:
        return ""
    return plain.strip() if plain.isprintable() else ""


def _refused(text: str) -> Why | None:
    if any(found.whole for found in pasted_addresses(text)):
        return "address"
    question = understand(text)
    if not (any(question.group.clauses()) or question.conditions):
        return "no_word"
    words = fold_query(text).lower().split()
    return "common" if len(words) == 1 and words[0] in COMMON_WORDS else None
