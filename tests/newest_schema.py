"""Write what the migrations of a file make together as its newest.sql: `python -m tests.newest_schema`.

Asked after each new migration; `tests/test_migrating.py` says when it was forgotten.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database, Migrations

from archive.crawl_state import schema as crawl_state
from archive.migrating import BETWEEN, migrate
from archive.record import schema as record
from archive.record.store import NEWEST

KINDS = ("table", "index", "view", "trigger")
# Those that follow changes are made at every opening where they are missing.
MADE = """
SELECT sql FROM sqlite_master WHERE type = ? AND sql NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
  AND name NOT GLOB 'changes_*' AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
ORDER BY rowid
"""


class Newest(NamedTuple):
    """A file's migrations, where their script is, and the rows that they put into a new file."""

    known: Sequence[Migrations]
    path: Path
    rows: Sequence[str]


FILES = {
    "warraq.db": Newest(
        (record.migrations,),
        Path(str(NEWEST)),
        (
            f"PRAGMA application_id = {record.APPLICATION_ID}",
            "INSERT INTO articles_fts(articles_fts, rank) VALUES('rank', 'bm25(1.0, 5.0, 1.0)')",
            "INSERT INTO search_input VALUES('')",
        ),
    ),
    "service.db": Newest(
        crawl_state.ALL,
        Path(str(crawl_state.NEWEST)),
        ("INSERT INTO left_out_secret VALUES(lower(hex(randomblob(32))))",),
    ),
}


def script(newest: Newest) -> str:
    """All that the migrations make, as statements."""
    db = Database(memory=True)
    migrate(db, *newest.known)
    made = [sql for kind in KINDS for (sql,) in db.execute(MADE, (kind,)).fetchall()]
    db.close()
    return BETWEEN.join([*made, *newest.rows]) + "\n"


if __name__ == "__main__":
    for newest in FILES.values():
        newest.path.write_text(script(newest), encoding="utf-8")
