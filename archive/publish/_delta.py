"""What changed since the snapshot before, as JSON lines."""

import gzip
import json
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple, cast

from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder
from archive.publish.entries import DeltaBeside, DeltaEntry, DeltaRow, RowBeside, SnapshotEntry
from archive.publish.files import described
from archive.record.rows import ChannelRow, GapRow, ListedDayRow, MessageArticleRow, MessageRow
from archive.sqlite import rows

# A line of a delta but for its texts, whose hash is among the columns; `{file}` is the snapshot asked.
LINES = """
SELECT v.id AS version_id, v.article_id, a.outlet, a.key, a.url, v.n, v.kind, v.seen_at, a.author, a.credit, a.lang,
  a.published_at, a.published_day, a.published_from, a.status, a.image_url, a.image_caption, v.sha256,
  coalesce(c.via, iif(v.kind = 'given', 'given', 'crawl')) AS origin
FROM {file}.versions v JOIN {file}.articles a ON a.id = v.article_id
LEFT JOIN {file}.captures c ON c.id = v.capture_id
"""
COLUMNS = tuple(column for column in DeltaRow.__annotations__ if column not in ("title", "body"))
# Compared column by column and not by number: an import changes what is known of old versions, and a record restored
# from a backup gives the same numbers to other ones.
_NOW, _BEFORE = (", ".join(f"{file}.{column}" for column in COLUMNS) for file in ("now", "before"))
DELTA = (
    f"WITH now AS ({LINES.format(file='main')}), before AS ({LINES.format(file='before')})"  # noqa: S608 constants
    " SELECT now.*, t.title, t.body FROM now JOIN version_texts t ON t.id = now.version_id"
    " LEFT JOIN before USING(version_id)"
    f" WHERE ({_NOW}) IS NOT ({_BEFORE}) ORDER BY version_id"
)
TAKEN_BACK = "SELECT EXISTS (SELECT 1 FROM before.versions WHERE id NOT IN (SELECT id FROM main.versions))"
# pruned: there was one, and the snapshot it began from is no longer offered (archive.publish.retention).
Why = Literal["", "first", "no_snapshot_before", "restored", "pruned"]
# A snapshot of an older release lacks a table: then all of its rows are new.
HAS_TABLE = "SELECT EXISTS (SELECT 1 FROM before.sqlite_master WHERE name = ?)"


class Beside(NamedTuple):
    """A table that goes along with the versions: the word for a row of it, and by which columns one is known."""

    table: str
    word: str
    key: str
    row: type[RowBeside]


BESIDE = (
    Beside("gaps", "gap", "id", GapRow),
    Beside("listed_days", "listed_day", "outlet, day, edition, source", ListedDayRow),
    Beside("channels", "channel", "outlet", ChannelRow),
    Beside("messages", "message", "outlet, number", MessageRow),
    Beside("message_articles", "message_article", "message_id, outlet, key", MessageArticleRow),
)


def write_delta(
    data: DataFolder, snapshot: Path, before: list[SnapshotEntry], unfinished: Path, name: str
) -> tuple[DeltaEntry | None, Why]:
    """JSON lines of every version, and of every row beside them, that is new, or described otherwise than in the
    snapshot before; else why none.

    `first`: there is no snapshot before. `no_snapshot_before`: its file is gone or of another form. `restored`: it
    holds versions that this one has not, which no line could say, as after a backup was restored. It is written to
    `unfinished` and is to be called `name`.
    """
    if not before:
        return None, "first"
    path = data.published / before[0]["file"]
    if not path.is_file():
        return None, "no_snapshot_before"
    with closing(sqlite3.connect(snapshot)) as connection:
        connection.execute("ATTACH ? AS before", (str(path),))
        try:
            if any(connection.execute(sql).fetchone()[0] for sql in _taken_back(connection)):
                return None, "restored"
            written = _write(connection, unfinished)
        except sqlite3.OperationalError:
            return None, "no_snapshot_before"
    return {**described(unfinished, name), "rows": written, "since": before[0]["file"]}, ""


def _taken_back(connection: sqlite3.Connection) -> list[str]:
    """Statements that find rows of the snapshot before which this one has not."""
    missing = "SELECT EXISTS (SELECT {key} FROM before.{table} EXCEPT SELECT {key} FROM main.{table})"
    had = (one for one in BESIDE if _had(connection, one.table))
    return [TAKEN_BACK, *(missing.format(table=one.table, key=one.key) for one in had)]


def _had(connection: sqlite3.Connection, table: str) -> bool:
    return bool(connection.execute(HAS_TABLE, (table,)).fetchone()[0])


def _write(connection: sqlite3.Connection, unfinished: Path) -> int:
    written = 0
    # No time stamp in the gzip header: equal content gives equal bytes.
    with unfinished.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
        # Row by row: after a great import these are more texts than memory holds.
        for line in chain(_versions(connection), *(_beside(connection, one) for one in BESIDE)):
            written += 1
            packed.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    return written


def _versions(connection: sqlite3.Connection) -> Iterator[DeltaRow]:
    for row in rows(connection, DeltaRow, DELTA):
        yield DeltaRow(**{column: row[column] for column in DeltaRow.__annotations__})  # type: ignore[typeddict-item, literal-required]


def _beside(connection: sqlite3.Connection, one: Beside) -> Iterator[DeltaBeside]:
    """The rows of a table that are new, or other than before."""
    before = f"EXCEPT SELECT * FROM before.{one.table}" if _had(connection, one.table) else ""  # noqa: S608 - ours
    sql = f"SELECT * FROM main.{one.table} {before} ORDER BY {one.key}"  # noqa: S608 - ours
    found = cast("Iterator[RowBeside]", rows(connection, one.row, sql))  # each of its own table, not of what all share
    return ({one.word: row} for row in found)
