"""The whole desk, or one list of it, as CSV, and back: what is exported and imported is exported the same.

A row is a list, an article on a list, the tags of an article, or a note. Title, address and quotation are there for a
person, read from the record; an import leaves them aside, but for a row that names no key: its address is looked up.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlite_utils.utils import sqlite3

from archive.desk.lists import add_tags, clean_name, listed, lists_of, make_list, put_on_list, tags_in
from archive.desk.notes import Quotation, add_note, notes_of, tags_by_note
from archive.desk.resolving import at_address, identity_of, standing_of, words_of_version
from archive.desk.schema import MarkedArticle, NoteRow
from archive.desk.store import Desk
from archive.errors import BadInput, WarraqError
from archive.sqlite import transaction
from archive.text.spreadsheets import BYTE_ORDER_MARK, FORMULA_SIGNS
from archive.times import unstamp

COLUMNS = (
    *("kind", "list", "outlet", "key", "article", "version", "start", "end", "note", "tags", "at"),
    *("title", "url", "quotation"),
)
KINDS = ("list", "listed", "tags", "note")
MOST_ROWS, MOST_PROBLEMS = 50_000, 20
# SQLite's numbers end within 19.
MOST_DIGITS = 18
# What a spreadsheet would calculate, and what was marked so that it does not: an import takes one apostrophe off.
_CALCULATED = re.compile(rf"'*[{re.escape(''.join(FORMULA_SIGNS))}]")
_ABOUT = "SELECT title, url FROM articles WHERE id = ?"
TAGGED = """
SELECT a.n, a.article_id, a.outlet, a.key, t.tag, t.at FROM tags t JOIN articles a ON a.n = t.article
WHERE t.account = ? ORDER BY a.outlet, a.key, a.article_id, t.at, t.tag
"""
Line = dict[str, str]


class _TaggedRow(MarkedArticle):
    tag: str
    at: str


@dataclass(slots=True)
class Imported:
    """Rows that were read, marks that are new; `problems` are line and reason of each row that was left out."""

    rows: int = 0
    new: int = 0
    left_out: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


def export(desk: Desk, connection: sqlite3.Connection, list_id: int | None = None) -> str:
    """The desk as CSV, or one list with the tags and notes of its articles."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for line in _lines(desk, connection, list_id):
        writer.writerow([_safe(line.get(name, "")) for name in COLUMNS])
    return BYTE_ORDER_MARK + written.getvalue()


def _lines(desk: Desk, connection: sqlite3.Connection, list_id: int | None) -> Iterator[Line]:
    only: set[int] | None = None if list_id is None else set()
    for one in lists_of(desk):
        if list_id not in (None, one["id"]):
            continue
        yield {"kind": "list", "list": one["name"], "at": one["made_at"]}
        for row in reversed(listed(desk, one["id"])):
            if only is not None:
                only.add(row["n"])
            about = _about(connection, row, row["version"])
            yield {"kind": "listed", "list": one["name"], "version": row["version"], "at": row["added_at"], **about}
    for tag in desk.rows(_TaggedRow, TAGGED, desk.account):
        if only is None or tag["n"] in only:
            yield {"kind": "tags", "tags": tag["tag"], "at": tag["at"], **_about(connection, tag)}
    notes = notes_of(desk)
    tags = tags_by_note(desk, notes)
    shown = [note for note in notes if only is None or note["n"] in only]
    for note in sorted(shown, key=_by_time):
        yield _note(connection, note, tags.get(note["id"], []))


def _by_time(note: NoteRow) -> tuple[str, str, str, int, int, str]:
    return note["at"], note["outlet"], note["key"], note["article_id"], note["quote_start"], note["note"]


def _note(connection: sqlite3.Connection, note: NoteRow, tags: Sequence[str]) -> Line:
    return {
        "kind": "note",
        "version": note["version"],
        "start": str(note["quote_start"]),
        "end": str(note["quote_end"]),
        "note": note["note"],
        "tags": ", ".join(tags),
        "at": note["at"],
        "quotation": quotation_of(connection, note),
        **_about(connection, note, note["version"]),
    }


def quotation_of(connection: sqlite3.Connection, note: NoteRow) -> str:
    """The words that a note is on; empty for none, and where the record has them no more."""
    if not note["quote_end"]:
        return ""
    standing = standing_of(connection, note, note["version"])
    text = words_of_version(connection, standing.article_id, note["version"]) if standing.article_id else None
    return text["body"][note["quote_start"] : note["quote_end"]] if text else ""


def _about(connection: sqlite3.Connection, article: MarkedArticle, version: str = "") -> Line:
    known = {"outlet": article["outlet"], "key": article["key"], "article": str(article["article_id"])}
    standing = standing_of(connection, article, version)
    found = connection.execute(_ABOUT, (standing.article_id,)).fetchone() if standing.article_id else None
    return known | ({"title": str(found[0]), "url": str(found[1])} if found else {})


def _safe(text: str) -> str:
    return f"'{text}" if _CALCULATED.match(text) else text


def _as_written(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _CALCULATED.match(cell) else cell


def import_csv(desk: Desk, connection: sqlite3.Connection, text: str, at: str) -> Imported:
    """Put on the desk what is not there yet, all of it in one commit; a row that cannot be read is left out and named.
    `at` is the time of what states none.

    Raises BadInput for what is no CSV of a desk.
    """
    done = Imported()
    with transaction(desk.db):
        before = _marks(desk)
        for number, line in _read(text):
            done.rows += 1
            if done.rows > MOST_ROWS:
                raise BadInput(f"The file has more than {MOST_ROWS:,} rows. Cut it into smaller ones.")
            try:
                _put(desk, connection, line, at)
            except (WarraqError, ValueError) as problem:
                done.left_out += 1
                if len(done.problems) < MOST_PROBLEMS:
                    done.problems.append((number, str(problem)))
        done.new = _marks(desk) - before
    return done


def _marks(desk: Desk) -> int:
    return sum(desk.db.table(name).count for name in ("lists", "listed", "tags", "notes", "note_tags"))


def _read(text: str) -> Iterator[tuple[int, Line]]:
    """Line and cells of each row. The first line names the columns; what parts them is what parts their names."""
    head = text.lstrip(BYTE_ORDER_MARK).partition("\n")[0]
    between = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text.lstrip(BYTE_ORDER_MARK), newline=""), delimiter=between, strict=True)
    names = [name.strip().lower() for name in reader.fieldnames or ()]
    if not {"key", "url"} & set(names):
        raise BadInput("This is no list of marks: its first line names neither the column key nor the column url.")
    reader.fieldnames = names
    try:
        for row in reader:
            yield (
                reader.line_num,
                {name: _as_written(cell) for name, cell in row.items() if name and isinstance(cell, str)},
            )
    except csv.Error as problem:
        raise BadInput(f"Line {reader.line_num} is no CSV ({problem}).") from problem


def _put(desk: Desk, connection: sqlite3.Connection, line: Line, now: str) -> None:
    """Raises BadInput or ValueError for what makes no sense."""
    kind, at = line.get("kind") or _kind_of(line), line.get("at", "").strip() or now
    if kind not in KINDS:
        raise BadInput(f"“{kind[:40]}” is none of: {', '.join(KINDS)}.")
    unstamp(at)
    list_id = make_list(desk, clean_name(line.get("list", "")), at) if kind in ("list", "listed") else 0
    if kind == "list":
        return
    n, version = _number(desk, connection, line), line.get("version", "").strip()
    tags = tags_in(line.get("tags", ""))
    if kind == "listed":
        put_on_list(desk, list_id, [(n, version)], at)
    if kind in ("listed", "tags"):
        add_tags(desk, [(n, tag, at) for tag in tags])
        return
    start, end = (int(line.get(name) or 0) for name in ("start", "end"))
    if not 0 <= start <= end:
        raise BadInput(f"A quotation cannot begin at {start} and end at {end}.")
    add_note(desk, n, Quotation(version, start, end), line.get("note", ""), tags, at)


def _kind_of(line: Line) -> str:
    """What a row made by hand is: it need not say so."""
    return "note" if line.get("note") else "listed" if line.get("list") else "tags"


def _number(desk: Desk, connection: sqlite3.Connection, line: Line) -> int:
    outlet, key, article = (line.get(name, "").strip() for name in ("outlet", "key", "article"))
    number = int(article[:MOST_DIGITS]) if article else 0
    if not key and number:
        # Of one that was taken out nothing but its number is left.
        known = identity_of(connection, number)
        outlet, key = known if known and not outlet else (outlet, key)
    if not key and not number:
        found = at_address(connection, line.get("url", "").strip())
        if found is None:
            raise BadInput("The archive does not know this address, and the row names no key.")
        outlet, key, number = found
    if not outlet:
        raise BadInput("The row names no outlet.")
    if key and not number:
        marked: MarkedArticle = {"n": 0, "article_id": 0, "outlet": outlet, "key": key}
        number = standing_of(connection, marked).article_id
    return desk.number_of(outlet, key, number)
