"""What every change of a text took out and put in: rows of `edits` and `edit_spans`, and the index over their words.

Worked out before the record is locked (`edit_entry` remembers), written in the transaction of the version. What could
not be known by then, and what an older release wrote, is filled in behind it, in short commits of its own (`fill`). So
are long edits, in portions (`write_in_portions`): their words would keep the record locked.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from sqlite_utils import Database

from archive.record import index_upkeep
from archive.record.edit_entries import KINDS, NOTHING, EditEntry, Pair, pair_of, worked_out
from archive.sqlite import column, transaction
from archive.text.folding import NORM_VERSION, fold_for_index
from archive.versions.edit_spans import EditSpan, length_of

INDEX = "search_edits"
# By which rules rows were told: those of spans and grades, and those by which the index folds.
SPAN_RULES = "1"
RULES = f"{SPAN_RULES}.{NORM_VERSION}"
_NAMED = ", ".join(f"'{kind}'" for kind in KINDS)
LEFT = f"""
SELECT id FROM versions INDEXED BY versions_kind_seen WHERE kind IN ({_NAMED})
  AND id NOT IN (SELECT version_id FROM edits WHERE rules = :rules)
UNION SELECT version_id FROM edits WHERE rules <> :rules ORDER BY 1
"""  # noqa: S608 - kinds of ours
OTHERWISE_FOLDED = "SELECT 1 FROM edits WHERE rules <> '' AND rules NOT LIKE '%.' || ? LIMIT 1"
SPANS = "SELECT id, removed, added FROM edit_spans WHERE version_id = ?"
LENGTH_KEPT = "SELECT coalesce(sum(length(removed) + length(added)), 0) FROM edit_spans WHERE version_id = ?"
# No rules by which a span is told, but those by which its words are in the index.
OUTDATED = "UPDATE edits SET rules = '0' || substr(rules, instr(rules, '.')) WHERE version_id = ? AND rules <> ''"
CLAIMED = """
INSERT INTO edits(version_id, article_id, grade, rules) VALUES(?, ?, ?, ?)
ON CONFLICT(version_id) DO UPDATE SET article_id = excluded.article_id, grade = excluded.grade, rules = excluded.rules
"""
PUT = "INSERT INTO edit_spans(version_id, field, old_at, new_at, removed, added) VALUES(?, ?, ?, ?, ?, ?)"
INDEXED = f"INSERT INTO {INDEX}(rowid, removed, added) VALUES(?, ?, ?)"
UNINDEXED = f"INSERT INTO {INDEX}({INDEX}, rowid, removed, added) VALUES('delete', ?, ?, ?)"
EMPTIED = f"INSERT INTO {INDEX}({INDEX}) VALUES('delete-all')"
AT_ONCE = 50
# Characters that an edit takes out and puts in, and those that are kept of it by then, in the commit of its version: in
# that they are folded once more. Of words that are all different, a portion takes some 5 ms.
LONG_EDIT, PORTION = 20_000, 20_000
T = TypeVar("T")


def put(db: Database, pair: Pair, entry: EditEntry) -> None:
    """Keep what an edit took out and put in, in the place of what was kept of it; belongs in a transaction."""
    forget(db, [pair.version])
    row = (pair.version, pair.article, entry.grade or "", RULES)
    db.execute("INSERT INTO edits(version_id, article_id, grade, rules) VALUES(?, ?, ?, ?)", row)
    for span, folded in zip(entry.spans, entry.folded, strict=True):
        _put_span(db, pair.version, span, folded)


def _put_span(db: Database, version: int, span: EditSpan, folded: tuple[str, str]) -> None:
    values = (span.field, span.old_at, span.new_at, span.removed, span.added)
    number = db.execute(PUT, (version, *values)).lastrowid
    db.execute(INDEXED, (number, *folded))


def is_long(db: Database, version: int, entry: EditEntry) -> bool:
    """Would it keep the record locked to put this in the place of what is kept of a version?"""
    return length_of(entry.spans) + _length_kept(db, version) > LONG_EDIT


def _length_kept(db: Database, version: int) -> int:
    return int(db.execute(LENGTH_KEPT, (version,)).fetchone()[0])


def outdate(db: Database, version: int) -> None:
    """What is kept of a version holds no more, and will be told anew; belongs in a transaction.

    What is short is gone at once. What is long stands until then: `fill` finds it, too.
    """
    if is_long(db, version, NOTHING):
        db.execute(OUTDATED, (version,))
    else:
        forget(db, [version])


def write_in_portions(db: Database, version: int, beside: frozenset[str] = frozenset()) -> None:
    """Tell what a version took out and put in, in short commits; where one is cut off, `fill` tells it anew.

    Nothing of it belongs in a transaction. Whoever else tells of the version meanwhile takes it over.
    """
    pair = pair_of(db, version)
    entry = worked_out(pair, beside)
    ours = f"{secrets.token_hex(4)}.{NORM_VERSION}"
    with transaction(db):
        now = pair_of(db, version)
        if (now and (now.state, now.kind)) != (pair and (pair.state, pair.kind)):
            outdate(db, version)
            return
        if not is_long(db, version, entry or NOTHING):
            _write_at_once(db, version, pair, entry)
            return
        if pair and entry:
            db.execute(CLAIMED, (version, pair.article, entry.grade or "", ours))
        else:
            db.execute("UPDATE edits SET rules = ? WHERE version_id = ?", (ours, version))
    if _took_out(db, version, ours) and (entry is None or _put_in(db, version, ours, entry)):
        with transaction(db):
            if entry is None and _is_claimed(db, version, ours):
                forget(db, [version])
            db.execute("UPDATE edits SET rules = ? WHERE version_id = ? AND rules = ?", (RULES, version, ours))


def _took_out(db: Database, version: int, ours: str) -> bool:
    """In portions; False where another took the version over."""
    kept = db.execute(SPANS, (version,)).fetchall()
    for rows in _portions(kept, lambda row: len(row[1]) + len(row[2])):
        words = [(number, fold_for_index(removed), fold_for_index(added)) for number, removed, added in rows]
        with transaction(db):
            if not _is_claimed(db, version, ours):
                return False
            for row in words:
                if is_indexed(db, row[0]):
                    db.execute(UNINDEXED, row)
                db.execute("DELETE FROM edit_spans WHERE id = ?", row[:1])
    return True


def _put_in(db: Database, version: int, ours: str, entry: EditEntry) -> bool:
    """In portions; False where another took the version over."""
    for spans in _portions(zip(entry.spans, entry.folded, strict=True), lambda one: length_of(one[:1])):
        with transaction(db):
            if not _is_claimed(db, version, ours):
                return False
            for span, folded in spans:
                _put_span(db, version, span, folded)
    return True


def _write_at_once(db: Database, version: int, pair: Pair | None, entry: EditEntry | None) -> None:
    if pair is None or entry is None:
        forget(db, [version])
    else:
        put(db, pair, entry)


def _is_claimed(db: Database, version: int, ours: str) -> bool:
    return db.execute("SELECT 1 FROM edits WHERE version_id = ? AND rules = ?", (version, ours)).fetchone() is not None


def _portions(items: Iterable[T], length: Callable[[T], int]) -> Iterator[list[T]]:
    """The items in their order, as many at once as a short commit takes."""
    portion, room = list[T](), PORTION
    for item in items:
        room -= length(item)
        if room < 0 and portion:
            yield portion
            portion, room = [], PORTION - length(item)
        portion.append(item)
    if portion:
        yield portion


def forget(db: Database, versions: Iterable[int]) -> list[int]:
    """Take out what was kept of these versions, and its words out of the index; returns the numbers of its spans.

    Belongs in a transaction. What was taken out, `fill` finds missing.
    """
    gone: list[int] = []
    for version in versions:
        spans = db.execute(SPANS, (version,)).fetchall()
        for number, removed, added in spans:
            if is_indexed(db, number):
                db.execute(UNINDEXED, (number, fold_for_index(removed), fold_for_index(added)))
        gone += [number for number, *_ in spans]
        if spans:
            db.execute("DELETE FROM edit_spans WHERE version_id = ?", (version,))
        db.execute("DELETE FROM edits WHERE version_id = ?", (version,))
    return gone


def is_indexed(db: Database, span: int) -> bool:
    return db.execute(f"SELECT 1 FROM {INDEX}_docsize WHERE id = ?", (span,)).fetchone() is not None  # noqa: S608


def index_span(db: Database, span: int, removed: str, added: str) -> None:
    """Make a span that stands in its table findable; belongs in a transaction."""
    if not is_indexed(db, span):
        db.execute(INDEXED, (span, fold_for_index(removed), fold_for_index(added)))


def unindex_span(db: Database, span: int, removed: str, added: str) -> None:
    """Take a span out of the index, with the very texts it was indexed under; belongs in a transaction."""
    if is_indexed(db, span):
        db.execute(UNINDEXED, (span, fold_for_index(removed), fold_for_index(added)))


def fill(db: Database, on_step: Callable[[int, int], object] = lambda *_: None) -> int:
    """Tell of every change of a text what nobody told yet, or other rules did; returns of how many.

    In steps, each worked out before its short transaction; interrupted, it goes on. `on_step(done, of how many)` is
    called after each.
    """
    if db.execute(OTHERWISE_FOLDED, (NORM_VERSION,)).fetchone():
        # Nobody knows any more under which words those spans are in the index.
        with transaction(db):
            db.execute(EMPTIED)
            db.execute("UPDATE edits SET rules = '' WHERE rules <> ''")
    left = list(column(db.conn, int, LEFT, {"rules": RULES}))
    for start in range(0, len(left), AT_ONCE):
        entries = [
            (one, pair, worked_out(pair, frozenset()))
            for one in left[start : start + AT_ONCE]
            for pair in [pair_of(db, one)]
        ]
        short = [(pair, entry) for one, pair, entry in entries if pair and entry and not is_long(db, one, entry)]
        for some in _portions(short, lambda one: length_of(one[1].spans) + _length_kept(db, one[0].version)):
            with transaction(db):
                for pair, entry in some:
                    # Another process may have put another text before it.
                    if (now := pair_of(db, pair.version)) and now.state == pair.state:
                        put(db, pair, entry)
        at_once = {pair.version for pair, _ in short}
        for one in left[start : start + AT_ONCE]:
            if one not in at_once:
                write_in_portions(db, one)
        index_upkeep.merge_some(db, index=INDEX)
        on_step(min(start + AT_ONCE, len(left)), len(left))
    return len(left)
