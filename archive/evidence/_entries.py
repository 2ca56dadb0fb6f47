"""The log against the rows it is about: is every entry still that of its row, and has every row its entry?"""

import json
from collections.abc import Iterator, Mapping
from typing import Literal

from sqlite_utils.utils import sqlite3

from archive.evidence.findings import Archive, Bad, Cursor, Step
from archive.evidence.leaves import Leaf, leaves
from archive.evidence.log import size
from archive.evidence.own_facts import others
from archive.evidence.records import CLAIMED, DESCRIPTION, Kind, Value, claimed_sha256, description_sha256
from archive.sqlite import column, has_table

# As many as a bundle of the tiles holds.
PAGE = 256
Row = Literal["capture", "version", "article"]
# Behind the log's own rows: those that it is about, by the word for the row, the leaf's kind, and the table.
ROWS: Mapping[Row, tuple[str, str]] = {
    "capture": ("capture", "captures"),
    "version": ("version", "versions"),
    "article": ("described", "articles"),
}
# Leaves that come behind the first about a row, and which one they refer to.
FIRST_OF: Mapping[Kind, Kind] = {"reread": "version", "held": "capture"}
NAMED = {"capture": "capture {}", "version": "version with the number {}", "described": "article {}"}
# Of before the log, and not entered yet.
WAITING = "SELECT 1 FROM log_backlog WHERE kind = '{0}' AND {1}.id BETWEEN next_id AND last_id"
WITHOUT = (
    "SELECT id FROM {1} WHERE id % ? = ? AND NOT EXISTS (SELECT 1 FROM log WHERE kind = '{0}' AND ref = {1}.id)"  # noqa: S608
    f" AND NOT EXISTS ({WAITING})"
)
TWICE = "SELECT ref FROM log WHERE kind = '{0}' AND ref % ? = ? GROUP BY ref HAVING count(*) > 1"
AGAIN = """
SELECT ref FROM log WHERE kind = 'described' AND ref % ? = ? AND salt NOTNULL GROUP BY ref, salt HAVING count(*) > 1
"""
GONE = """
SELECT DISTINCT ref FROM log
WHERE kind = 'described' AND ref % ? = ? AND salt NOTNULL AND NOT EXISTS (SELECT 1 FROM articles WHERE id = ref)
"""
# What the table says was taken out, beside what the last entry about a leaf of it says.
TAKEN_OUT = """
SELECT kind, ref, level, reason, day, (
  SELECT told.detail FROM log l JOIN log told ON told.kind = 'redacted' AND told.ref = l.n WHERE l.ref = x.ref
  AND l.kind IN (CASE x.kind WHEN 'article' THEN 'described' ELSE x.kind END, iif(x.kind = 'version', 'reread', ''))
  ORDER BY told.n DESC LIMIT 1)
FROM redactions x WHERE ref % ? = ?
"""
# What the last entry about a leaf says was taken out, and the table does not.
UNMARKED = """
SELECT DISTINCT about, ref FROM (
  SELECT CASE l.kind WHEN 'described' THEN 'article' WHEN 'reread' THEN 'version' WHEN 'held' THEN 'capture'
    ELSE l.kind END AS about, l.ref
  FROM log told JOIN log l ON l.n = told.ref
  WHERE told.kind = 'redacted' AND l.ref % ? = ? AND json_valid(told.detail) AND told.detail ->> 'level' <> 'restored'
    AND NOT EXISTS (SELECT 1 FROM log WHERE kind = 'redacted' AND ref = told.ref AND n > told.n))
EXCEPT SELECT kind, ref FROM redactions
"""
REDACTED = "SELECT EXISTS(SELECT 1 FROM log WHERE kind = 'redacted' AND ref = ?)"
LEAF = "SELECT kind, ref FROM log WHERE n = ?"
LAST_DESCRIBED = f"""
SELECT a.id, l.salt, l.detail, {", ".join(f"a.{name}" for name in DESCRIPTION)}
FROM articles a JOIN log l ON l.n = (SELECT max(n) FROM log WHERE kind = 'described' AND ref = a.id)
WHERE a.id % ? = ?
"""  # noqa: S608 - words of ours
LAST_READ = f"""
SELECT v.id, v.article_id, v.n, v.extractor, c.ref, v.capture_id, l.salt, l.detail,
  {", ".join(f"v.{name}" for name in CLAIMED)}
FROM versions v
JOIN log l ON l.n = (SELECT max(n) FROM log WHERE kind IN ('version', 'reread') AND ref = v.id)
LEFT JOIN log c ON c.n = iif(json_valid(l.detail), l.detail ->> 'capture', NULL)
WHERE v.id % ? = ?
"""  # noqa: S608 - words of ours
LAST_HELD = """
SELECT c.id, c.held, l.detail FROM captures c
JOIN log l ON l.n = (SELECT max(n) FROM log WHERE kind IN ('capture', 'held') AND ref = c.id)
WHERE c.id % ? = ? AND l.salt NOTNULL
"""


class Entries:
    """Every leaf of the log, by its number."""

    def total(self, archive: Archive) -> int:
        return size(archive.record) // archive.share.of

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        first = 0 if after is None else int(after) + 1
        end = size(archive.record)
        for start in range(first - first % PAGE, end, PAGE):
            if archive.share.takes(start // PAGE):
                upto = min(start + PAGE, end)
                found = list(leaves(archive.record, start, upto))
                bad = [bad for leaf in found for bad in check_leaf(archive.record, leaf)]
                missing = sorted(set(range(start, upto)) - {leaf.n for leaf in found})
                bad += [_missing(number) for number in missing]
                yield Step(upto - 1, len(found), bad)


class Entered:
    """Every row that the log is about: is it entered, once, and does its last leaf say what it says now?"""

    def total(self, archive: Archive) -> int:  # noqa: ARG002 - as every check
        return len(ROWS)

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        for number, (row, (kind, table)) in enumerate(ROWS.items()):
            if after is None or number > int(after):
                yield Step(number, 1, list(_entered(archive, row, kind, table)))
        if after is None or int(after) < len(ROWS):
            changed = [_of_outlet(name, why) for name, why in others(archive.record)]
            yield Step(len(ROWS), 0, [*_taken_out(archive), *changed])


def _taken_out(archive: Archive) -> Iterator[Bad]:
    """Rows that excuse what is not there: the log knows of each, and says the same."""
    share = (archive.share.of, archive.share.number)
    if not has_table(archive.record, "redactions"):
        return
    for kind, ref, level, reason, day, detail in archive.record.execute(TAKEN_OUT, share).fetchall():
        logged = _parsed(detail)
        # A version or capture may be taken out once more with an article, for another reason: one entry tells of both.
        said = {"article": {"level": level, "reason": reason, "day": day}, "version": {"level": level}}.get(kind, {})
        if detail is None or any(logged.get(name, value) != value for name, value in said.items()):
            why = f"It is said to be taken out ({level}, {reason}, {day}), and the log does not say so."
            yield {"what": "redaction", "where": f"{kind} {ref}", "why": why}
    for kind, ref in archive.record.execute(UNMARKED, share).fetchall():
        why = "The log says that it was taken out, and the record does not."
        yield {"what": "redaction", "where": f"{kind} {ref}", "why": why}


def _entered(archive: Archive, row: Row, kind: str, table: str) -> Iterator[Bad]:
    share = (archive.share.of, archive.share.number)
    for ref in column(archive.record, int, WITHOUT.format(kind, table), share):
        yield _of_row(kind, ref, "The log has no entry for it: it was put in, or its entry taken out, by other hands.")
    if row == "article":
        for ref in column(archive.record, int, GONE, share):
            yield _of_row(kind, ref, "The log knows it, and it is not there any more.")
        for ref in column(archive.record, int, AGAIN, share):
            yield _of_row(kind, ref, "The log has one of the entries for it twice.")
        yield from _described(archive.record, share)
        return
    for ref in column(archive.record, int, TWICE.format(kind), share):
        yield _of_row(kind, ref, "The log has more than one entry for it.")
    if row == "version":
        yield from _read(archive.record, share)
    else:
        yield from _held(archive.record, share)


def check_leaf(record: sqlite3.Connection, leaf: Leaf) -> Iterator[Bad]:
    """What is wrong with an entry that is there."""
    return (_bad(leaf, why) for why in _wrong(record, leaf))


def _wrong(record: sqlite3.Connection, leaf: Leaf) -> Iterator[str]:
    if leaf.why == "erased":
        if not next(column(record, int, REDACTED, (leaf.n,))):
            yield "What it is the hash of was erased, and no later entry says so."
    elif leaf.why == "no_row":
        yield f"The {leaf.kind} it is about is not there any more."
    elif leaf.why == "unreadable":
        yield "What belongs to it cannot be read."
    elif not leaf.holds:
        yield f"It is not the hash of {_named(leaf)} as that is now: one of the two was changed."
    elif leaf.kind in ("reread", "held", "redacted"):
        yield from _refers(record, leaf)


def _refers(record: sqlite3.Connection, leaf: Leaf) -> Iterator[str]:
    """Which row it is about is in the leaf itself only by way of another leaf."""
    detail = json.loads(leaf.detail)
    if leaf.kind == "redacted" and detail.get("leaf") != leaf.ref:
        yield "It is about another entry than it says."
    elif (of := FIRST_OF.get(leaf.kind)) and (first := detail.get(of)) is not None:
        found = record.execute(LEAF, (first,)).fetchone()
        if found is None or tuple(found) != (of, leaf.ref):
            yield f"It is about another {of} than it says."


def _named(leaf: Leaf) -> str:
    return NAMED.get(leaf.kind, f"the {leaf.kind} of entry {{}}").format(leaf.ref)


def _described(record: sqlite3.Connection, share: tuple[int, int]) -> Iterator[Bad]:
    for number, salt, detail, *described in record.execute(LAST_DESCRIBED, share):
        if salt is not None and _parsed(detail).get("sha256") != description_sha256(salt, described):
            why = "Its title, address, author, credit, day, language or picture is not what the log says."
            yield _of_row("described", number, why)


def _read(record: sqlite3.Connection, share: tuple[int, int]) -> Iterator[Bad]:
    for _, article_id, n, rules, captured, capture_id, salt, detail, *claims in record.execute(LAST_READ, share):
        logged = _parsed(detail)
        where = f"version {n} of article {article_id}"
        if logged.get("rules") != rules:
            why = f"It is said to be read by the rules {rules}, and the log says by {logged.get('rules')}."
            yield {"what": "version", "where": where, "why": why}
        # One that was entered before its capture was names none.
        if captured != capture_id and logged.get("capture") is not None:
            why = f"It is said to be read from capture {capture_id}, and the log says from {captured or 'none'}."
            yield {"what": "version", "where": where, "why": why}
        if salt is not None and logged.get("claims", claimed := claimed_sha256(salt, claims)) != claimed:
            why = "The author, credit or time that its page claims is not what the log says."
            yield {"what": "version", "where": where, "why": why}


def _held(record: sqlite3.Connection, share: tuple[int, int]) -> Iterator[Bad]:
    for number, held, detail in record.execute(LAST_HELD, share):
        if (logged := _parsed(detail).get("held", held)) != held:
            why = f"It is said to be {_judged(held)}, and the log says {_judged(logged)}."
            yield _of_row("capture", number, why)


def _judged(held: Value) -> str:
    return f"held ({held})" if held else "taken for what it is" if held == "" else "not judged"


def _parsed(detail: str) -> Mapping[str, Value]:
    """What cannot be read is found by `Entries`."""
    try:
        return dict(json.loads(detail))
    except (ValueError, TypeError):
        return {}


def _bad(leaf: Leaf, why: str) -> Bad:
    return {"what": "log", "where": f"entry {leaf.n} of the log, of {_named(leaf)}", "why": why}


def _missing(number: int) -> Bad:
    return {"what": "log", "where": f"entry {number} of the log", "why": "It is not there."}


def _of_outlet(name: str, why: str) -> Bad:
    return {"what": "outlet", "where": f"outlet {name}", "why": why}


def _of_row(kind: str, ref: int, why: str) -> Bad:
    return {"what": "log", "where": NAMED[kind].format(ref), "why": why}
