"""Lines of a list of captures as fields: by a header, by the keys of JSON, else by what stands in a column."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

Fields = dict[str, str]

# The letters of a header " CDX N b a …" (Internet Archive, "CDX File Format"); those of no use here keep their letter.
LETTERS = {
    "N": "urlkey",
    "a": "original",
    "b": "timestamp",
    "m": "mimetype",
    "s": "statuscode",
    "k": "digest",
    "S": "length",
    "V": "offset",
    "g": "filename",
}
# The names of the Wayback CDX server, and beside them those of pywb and Common Crawl.
NAMES = {name: name for name in LETTERS.values()} | {
    "url": "original",
    "mime": "mimetype",
    "status": "statuscode",
    "redirect": "redirect",
    "robotflags": "robotflags",
}
WANTED = frozenset(LETTERS.values())
_CDXJ = re.compile(r"^\S+ +(?P<timestamp>[0-9][0-9T:.Z+-]{3,34}) +(?P<json>\{.*)$")
# A row that a program wrote over several lines, a value on each, and the most of them.
ROW_ENDS, MOST_JOINED = ("]", "],"), 64
_FORMS = (
    ("original", re.compile(r"[a-z][a-z0-9+.-]{1,20}://\S+$|(?:dns|filedesc|urn):", re.IGNORECASE)),
    ("timestamp", re.compile(r"[12]\d{13}$")),
    ("urlkey", re.compile(r"[^\s/]+\)")),
    ("filename", re.compile(r"\S+\.w?arc(?:\.gz|\.zst|\.open)*$", re.IGNORECASE)),
    ("mimetype", re.compile(r"(?:text|application|image|audio|video|font|model|multipart|message|warc)/\S+$|unk$")),
    ("digest", re.compile(r"(?:sha1:)?[A-Z2-7]{32}$|(?:\w+:)?[0-9a-f]{32,128}$")),
    ("statuscode", re.compile(r"[1-5]\d\d$")),
    ("length", re.compile(r"\d{1,15}$")),
)
_ADDRESS = _FORMS[0][1]
_A_FIELD = re.compile("|".join(form.pattern for name, form in _FORMS if name in ("timestamp", "mimetype", "digest")))
# Most of a column's values, as a list may hold broken lines.
MOST_OF_THEM = 0.7


class NoFields(NamedTuple):
    """Why a line has none."""

    why: str


class Row(NamedTuple):
    """A line, counted from 1, as its fields: by name, or as a list in its order; or why it has none."""

    line: int
    fields: Fields | list[str] | NoFields


def rows_in(lines: Iterator[tuple[int, str | NoFields]]) -> Iterator[Row]:
    """The rows of numbered lines. Blank lines are none; a key to resume by stands behind one, at the end."""
    after_blank = False
    for number, line in _joined(lines):
        if isinstance(line, NoFields):
            yield Row(number, line)
        elif line in ("", "[]", "[],"):
            after_blank = True
        else:
            yield from _rows(number, line, after_blank)
            after_blank = False


def _joined(lines: Iterator[tuple[int, str | NoFields]]) -> Iterator[tuple[int, str | NoFields]]:
    """Lines without the brackets of the array alone on theirs; a row over several lines as one."""
    row: list[str] = []
    started, is_open = 0, False
    for number, line in lines:
        text = line if isinstance(line, NoFields) else line.strip()
        if row and isinstance(text, str):
            row.append(text)
            if text in ROW_ENDS or len(row) == MOST_JOINED:
                yield started, " ".join(row)
                row = []
        elif text == "[" and is_open:
            row, started = ["["], number
        elif text in ("[", "]"):
            is_open = True
        else:
            yield number, text
    if row:
        yield started, " ".join(row)


def _rows(number: int, text: str, after_blank: bool) -> Iterator[Row]:
    if text.startswith(("!", "#")):
        return
    if cdxj := _CDXJ.match(text):
        found = _json_fields(cdxj["json"])
        yield Row(number, {"timestamp": cdxj["timestamp"], **found} if isinstance(found, dict) else found)
    elif text.startswith("{"):
        yield Row(number, _json_fields(text.rstrip(",")))
    elif text.startswith("["):
        yield from (Row(number, row) for row in _json_rows(text, after_blank))
    else:
        fields = _cells(text) or text.split()
        yield Row(number, _resumed() if after_blank and len(fields) == 1 and "://" not in text else fields)


def _cells(text: str) -> list[str]:
    """The cells of a line of a table written with commas or semicolons, one of them an address, or of its header; none
    of any other line: addresses and the keys of indexes have commas, too."""
    words = text.split()
    if len(words) > 1 and any(word.startswith("http") and word[-1] not in ",;" for word in words):
        return []
    for mark in filter(text.__contains__, ",;"):
        try:
            cells = [cell.strip() for cell in next(csv.reader([text], delimiter=mark))]
        except csv.Error:  # a cell longer than any address
            return []
        others = [cell for cell in cells if not _ADDRESS.match(cell)]
        is_row = len(others) < len(cells) and (len(words) > 1 or any(map(_A_FIELD.match, others)))
        if len(cells) > 1 and (is_row or (names_in(cells) and "original" in names_in(cells))):
            return cells
    return []


def _json_fields(text: str) -> Fields | NoFields:
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as problem:
        return NoFields(f"not JSON ({str(problem)[:80]})")
    if not isinstance(row, dict):
        return NoFields("no object of fields")
    return {NAMES[name]: _value(value) for name, value in row.items() if name in NAMES}


def _json_rows(text: str, after_blank: bool) -> Iterator[list[str] | NoFields]:
    """A line of a JSON array: one row, with the array's own bracket and comma round it, or all rows."""
    bare = text.rstrip().rstrip(",")
    for written in (bare, bare.removeprefix("["), bare.removesuffix("]"), bare.removeprefix("[").removesuffix("]")):
        try:
            found = json.loads(written)
        except (ValueError, RecursionError):
            continue
        rows = found if isinstance(found, list) and all(isinstance(row, list) for row in found) else [found]
        for row in rows:
            if not isinstance(row, list):
                yield NoFields("no row of fields")
            elif len(row) == 1 and after_blank:
                yield _resumed()
            elif row:
                yield [_value(value) for value in row]
        return
    yield NoFields("not JSON")


def _resumed() -> NoFields:
    return NoFields("a key to resume by: the list was cut here, ask its server for the rest")


def _value(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def names_in(fields: Sequence[str]) -> tuple[str, ...]:
    """The columns that a header names, by letters or by names; none where the row is no header."""
    if fields[:1] == ["CDX"] and len(fields) > 1:
        return tuple(LETTERS.get(letter, letter) for letter in fields[1:])
    if all(field in NAMES or field in ("groupcount", "uniqcount", "dupecount") for field in fields):
        return tuple(NAMES.get(field, field) for field in fields)
    return ()


def columns_of(rows: Sequence[Row]) -> tuple[str, ...]:
    """Which column is which by what stands in most of its rows; none where no column is an address."""
    listed = [row.fields for row in rows if isinstance(row.fields, list) and not names_in(row.fields)]
    if not listed:
        return ()
    width = Counter(map(len, listed)).most_common(1)[0][0]
    names: list[str] = []
    for column in zip(*(row for row in listed if len(row) == width), strict=True):
        names.append(_form_of(column, names))
    return tuple(names) if "original" in names else ()


def _form_of(column: Sequence[str], taken: Sequence[str]) -> str:
    values = [value for value in column if value != "-"]
    for name, form in _FORMS:
        fits = sum(form.match(value) is not None for value in values)
        if values and fits >= MOST_OF_THEM * len(values):
            # Behind the length of a record stands its place, in every list that has both.
            free = name if name not in taken else "offset" if name in ("length", "statuscode") else ""
            return free if free not in taken else ""
    return ""
