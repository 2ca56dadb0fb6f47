"""What service.db keeps of articles that were taken out, held against what the record says of them.

By it a hidden or sealed article can be put back, and what was taken out is not taken in again; nothing else has it.
"""

import zlib
from collections.abc import Iterator
from contextlib import closing

from sqlite_utils.utils import sqlite3

from archive.errors import BadConfiguration
from archive.evidence.findings import Archive, Bad, Cursor, Step
from archive.redaction._sealing import SEALED_BYTES, unpacked
from archive.sqlite import column, has_table, open_readonly

# What was no article is not kept beside the record: its captures are (archive.record.taking_back).
_PERSONS = "FROM redactions WHERE kind = 'article' AND reason <> 'same_text'"
TAKEN_OUT = f"SELECT ref, level {_PERSONS} ORDER BY ref"
TOTAL = f"SELECT count(*) {_PERSONS}"
KEPT = "SELECT level, content FROM sealed WHERE article_id = ?"
LEFT_OUT = "SELECT 1 FROM left_out WHERE article_id = ?"
SECRETS = "SELECT count(*) FROM left_out_secret WHERE length(secret) = 64"
BEGUN = "SELECT count(*) FROM redaction_jobs"
OPEN = "A redaction was begun and has not come to its end. End it with: warraq redact"
FORGOTTEN = "The secret by which articles that were taken out are known again is not there, or another."


class TakenOut:
    """Every article that was taken out by a person, with what is kept of it."""

    def total(self, archive: Archive) -> int:
        if not has_table(archive.record, "redactions"):
            return 0
        return next(column(archive.record, int, TOTAL))

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        # A redaction that runs just now is somewhere between the two.
        if after is not None or not archive.data.service.exists() or archive.data.is_locked("redact"):
            return
        try:
            with closing(open_readonly(archive.data.service)) as service:
                if has_table(service, "left_out_secret"):
                    yield Step(1, self.total(archive), [_bad(*one) for one in _wrong(archive.record, service)])
        except (BadConfiguration, sqlite3.DatabaseError):
            return  # a file that cannot be read is told as such


def _wrong(record: sqlite3.Connection, service: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    if next(column(service, int, BEGUN)):
        yield "redactions", OPEN
        return
    if next(column(service, int, SECRETS)) != 1:
        yield "redactions", FORGOTTEN
    for number, level in record.execute(TAKEN_OUT).fetchall() if has_table(record, "redactions") else ():
        kept = {str(row[0]): bytes(row[1]) for row in service.execute(KEPT, (number,))}
        if level != "erase" and not _can_be_put_back(level, kept.get(level, b"")):
            yield f"article {number}", f"Its level is {level}, and what it could be put back from is not there."
        if service.execute(LEFT_OUT, (number,)).fetchone() is None:
            yield f"article {number}", "It was taken out, and nothing keeps it from being taken in again."


def _can_be_put_back(level: str, content: bytes) -> bool:
    """Sealed content is for the operator's key alone: of that its length is seen here."""
    if level == "seal":
        return len(content) > SEALED_BYTES
    try:
        return bool(unpacked(content).rows)
    except (ValueError, KeyError, TypeError, zlib.error):
        return False


def _bad(where: str, why: str) -> Bad:
    return {"what": "redaction", "where": f"{where} in service.db", "why": why}
