"""What service.db knows of some outlets, in a file of its own: all by which a crawl on another machine goes."""

import json
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from archive.crawl_state.schema import open_state
from archive.sqlite import transaction

# What a crawl goes by; each has a column `outlet`.
TABLES = (
    "polls",
    "entries",
    "visits",
    "bodies",
    "pauses",
    "announced",
    "searched",
    "backfilled",
    "under_way",
    "crashes",
    "holes",
    "begun",
    "gap_marks",
    "schedule",
    "routes_due",
    "backfills",
)
# What it does not: how runs were, what people decided and asked for, what is to be told. Nor which articles were taken
# out: where one is fetched again, the record's own machine leaves it out.
LEFT = ("runs", "held", "health", "incidents", "expectations", "pasts", "requests", "decisions")
_HOLE_KEYS = "INSERT INTO hole_keys SELECT * FROM whole.hole_keys WHERE hole IN (SELECT id FROM holes)"


def cut_out(service: Path, outlets: Collection[str], target: Path) -> None:
    """Write the slice of these outlets into a new file."""
    names = json.dumps(sorted(outlets))
    with closing(open_state(target)) as db:
        db.execute("ATTACH ? AS whole", [str(service)])
        with transaction(db):
            for table in TABLES:
                db.execute(
                    f"INSERT INTO {table} SELECT * FROM whole.{table}"  # noqa: S608 (our own names)
                    " WHERE outlet IN (SELECT value FROM json_each(?))",
                    [names],
                )
            db.execute(_HOLE_KEYS)
        db.execute("DETACH whole")
        # All in the one file.
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
