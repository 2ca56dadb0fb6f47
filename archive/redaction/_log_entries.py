"""What the append-only log says of a redaction: a leaf for each leaf whose subject was taken out.

An entry stays in the tree for ever. Where the rows it covers are gone or changed, its salt goes, too: without it nobody
can guess what it stood for. A leaf of a capture whose row stands, but for its bytes, can still be made anew.
"""

import json
from collections.abc import Iterable

from sqlite_utils import Database

from archive.evidence.log import FORGET_SALT, KINDS_ABOUT, About, append_redacted, leaves_about
from archive.record.redactions import RedactionRow
from archive.redaction._work import MemberWork, Work

Salts = dict[int, str]
_ABOUT = "SELECT n, hex(salt) FROM log WHERE kind = ? AND ref IN (SELECT value FROM json_each(?)) AND salt NOTNULL"


def salts_of(db: Database, kind: About, refs: Iterable[int]) -> Salts:
    """The salt (in hexadecimal) of every leaf about some rows, by its number."""
    wanted = json.dumps(list(refs))
    found = (row for one in KINDS_ABOUT[kind] for row in db.execute(_ABOUT, (one, wanted)).fetchall())
    return {int(n): str(salt) for n, salt in found}


def append_leaves(db: Database, work: Work, marks: Iterable[RedactionRow]) -> None:
    """Append what was done to each row that was not redacted so far before, and forget the salts of those that are no
    more what they were. Belongs in the transaction that does so, before it."""
    by_capture = {capture: member for member in work.members for capture in member.captures}
    for mark in marks:
        is_capture = mark["kind"] == "capture"
        hashes = _hashes(by_capture.get(mark["ref"])) if is_capture else {}
        for leaf in leaves_about(db.conn, mark["kind"], mark["ref"]):
            append_redacted(db, leaf, mark["level"], mark["reason"], mark["day"], hashes)
            if not is_capture or mark["ref"] in work.emptied:
                db.execute(FORGET_SALT, (leaf,))


def _hashes(member: MemberWork | None) -> dict[str, str]:
    """Of the record as it was stored, and of what stands in its place."""
    return {"before": member.before, "after": member.after} if member else {}


def put_back(db: Database, salts: Salts, marks: Iterable[RedactionRow], day: str) -> None:
    """The leaves can be made anew again; that it was taken out for a while stays written, and that it is back."""
    for number, salt in salts.items():
        db.execute("UPDATE log SET salt = ? WHERE n = ?", (bytes.fromhex(salt), number))
    for mark in marks:
        for leaf in leaves_about(db.conn, mark["kind"], mark["ref"]):
            append_redacted(db, leaf, "restored", mark["reason"], day, {})
