"""The files beside the record: each database is one of ours, and SQLite can read it; the log's key is there.

Whoever opens one that was emptied makes its tables anew, and then nothing tells that there was more in it.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlite_utils import Migrations
from sqlite_utils.utils import sqlite3

from archive.errors import BadConfiguration
from archive.evidence.checkpoint import CHECKPOINT
from archive.evidence.findings import Archive, Bad, Cursor, Step
from archive.evidence.keys import key_file
from archive.sqlite import has_table, open_readonly

EMPTY = "It has none of the tables that Warraq makes in it."
NO_KEY = "It is not there, and the log was signed by it: nothing more can be signed under that name. Put it back."
# So many findings of a damaged file are told.
MOST = 20


class OtherFiles:
    """Each that is there. Whether its indexes have the rows of its tables, every seventh of the nights' shares asks."""

    def total(self, archive: Archive) -> int:
        return len(_there(archive))

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        for path in _there(archive):
            if path.name > str(after or ""):
                whole = archive.share.number % 7 == 0
                found: list[Bad] = [
                    {"what": "database", "where": path.name, "why": why} for why in _wrong(path, whole=whole)
                ]
                yield Step(path.name, 1, found)
        if (
            after is None
            and (archive.data.published / CHECKPOINT).exists()
            and not (key := key_file(archive.data, "log")).exists()
        ):
            where = key.relative_to(archive.data.root).as_posix()
            yield Step("", 0, [{"what": "log", "where": where, "why": NO_KEY}])


def _there(archive: Archive) -> list[Path]:
    data = archive.data
    ours = (data.service, data.readers, data.watch, data.desk, data.similar, data.lines)
    return sorted(path for path in ours if path.exists())


def _wrong(path: Path, *, whole: bool) -> Iterator[str]:
    try:
        with closing(open_readonly(path)) as connection:
            if not has_table(connection, Migrations.migrations_table):
                yield EMPTY
                return
            found = connection.execute(f"PRAGMA {'integrity_check' if whole else 'quick_check'}({MOST})")
            yield from (str(why) for (why,) in found if why != "ok")
    except (BadConfiguration, sqlite3.DatabaseError) as problem:
        yield f"It cannot be read ({problem})."
