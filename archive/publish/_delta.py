"""What changed since the snapshot before, as JSON lines."""

import gzip
import json
import os
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder
from archive.publish._files import TEMPORARY, described, finish
from archive.publish.entries import DeltaEntry, DeltaRow, SnapshotEntry
from archive.sqlite import rows

DELTA = (
    "SELECT v.id AS version_id, v.article_id, a.outlet, a.key, a.url, v.n, v.kind, v.seen_at, v.title, v.body,"
    " a.author, a.credit, a.lang, a.published_at, a.published_day, a.published_from, a.status, a.image_url,"
    " a.image_caption, v.sha256"
    " FROM version_texts v JOIN articles a ON a.id = v.article_id WHERE v.id > ? ORDER BY v.id"
)


def write_delta(
    data: DataFolder, snapshot: Path, before: list[SnapshotEntry], made_at: datetime, used: set[str]
) -> DeltaEntry | None:
    """JSON lines of every version newer than the snapshot before; None for the first snapshot."""
    if not before:
        return None
    unfinished = data.published / f"{TEMPORARY}{os.getpid()}.jsonl.gz"
    written = 0
    with (
        closing(sqlite3.connect(snapshot)) as connection,
        unfinished.open("wb") as raw,
        # No time stamp in the gzip header: equal content gives equal bytes.
        gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed,
    ):
        # Row by row: after a great import these are more texts than memory holds.
        for row in rows(connection, DeltaRow, DELTA, (before[0]["last_version_id"],)):
            written += 1
            packed.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    path = finish(data, unfinished, f"warraq-{made_at:%Y-%m-%d}-delta", ".jsonl.gz", used)
    return {**described(path), "rows": written, "since": before[0]["file"]}
