"""The files beside the record: each database is the one that it is called, and SQLite can read it; the log's key is
there.

Whoever opens one that was emptied makes its tables anew, and then nothing tells that there was more in it.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path

from sqlite_utils import Database, Migrations
from sqlite_utils.utils import sqlite3

from archive.alerts import schema as of_readers
from archive.alerts.watch import schema as of_watch
from archive.copies import index as of_similar
from archive.crawl_state import schema as of_service
from archive.data_folder import DataFolder
from archive.desk import schema as of_desk
from archive.errors import BadConfiguration
from archive.evidence.checkpoint import CHECKPOINT
from archive.evidence.database_objects import Object, differences, objects_of
from archive.evidence.findings import Archive, Bad, Cursor, Step
from archive.evidence.keys import key_file, known_signer
from archive.migrating import demand_no_newer, lacking, migrate
from archive.sqlite import has_table, open_readonly
from archive.versions.furniture.lines_file import migrations as of_lines

MADE_BY: Mapping[str, tuple[Migrations, ...]] = {
    "service.db": of_service.ALL,
    "readers.db": (of_readers.migrations,),
    "watch.db": (of_watch.migrations,),
    "desk.db": (of_desk.migrations,),
    "similar.db": (of_similar.migrations,),
    "lines.db": (of_lines,),
}
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
                wrong = _wrong(path, whole=archive.share.has_long_checks)
                found: list[Bad] = [{"what": "database", "where": path.name, "why": why} for why in wrong]
                yield Step(path.name, 1, found)
        if after is None and (why := _of_key(archive.data)):
            where = key_file(archive.data, "log").relative_to(archive.data.root).as_posix()
            yield Step("", 0, [{"what": "log", "where": where, "why": why}])


def _of_key(data: DataFolder) -> str:
    """What is wrong with the key that signs the log; nothing where none was made yet."""
    try:
        is_missing = known_signer(data, "log") is None and (data.published / CHECKPOINT).exists()
    except BadConfiguration as problem:
        return str(problem)
    return NO_KEY if is_missing else ""


def _there(archive: Archive) -> list[Path]:
    return sorted(path for name in MADE_BY if (path := archive.data.root / name).exists())


def _wrong(path: Path, *, whole: bool) -> Iterator[str]:
    try:
        with closing(open_readonly(path)) as connection:
            if not has_table(connection, Migrations.migrations_table):
                yield EMPTY
                return
            yield from (f"{one.kind} {one.name}: {why}" for one, why in _others(connection, path.name))
            found = connection.execute(f"PRAGMA {'integrity_check' if whole else 'quick_check'}({MOST})")
            yield from (str(why) for (why,) in found if why != "ok")
    except (BadConfiguration, sqlite3.DatabaseError) as problem:
        yield f"It cannot be read ({problem})."


def _others(connection: sqlite3.Connection, name: str) -> Iterator[tuple[Object, str]]:
    """What is not as Warraq makes it; nothing of a file that an older release wrote, and none opened since."""
    known = MADE_BY[name]
    demand_no_newer(connection, *known)
    if not any(lacking(connection, one) for one in known):
        yield from differences(objects_of(connection), _made(name))


@cache
def _made(name: str) -> Mapping[Object, str]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(Database(connection), *MADE_BY[name])
        return objects_of(connection)
