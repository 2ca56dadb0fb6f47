"""What must be true of a data folder whatever happened to it, once the work that was cut short was done again."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from warcio.archiveiterator import ArchiveIterator

from archive.record.fulltext import alignment_mismatches
from archive.sqlite import open_readonly
from archive.warc.reader import read_exchange
from tests.support.killing import processes_of
from tests.support.waiting import wait_until

# What lies in published/ whatever was published, beside the short verifier.
LISTS, LOG = ("manifest.json", "latest.json"), ("checkpoint", "checkpoints", "tile", "log.vkey")


def demand_sound(data: Path, articles: int) -> None:
    """So many articles, each once and in one version, every file whole, every capture's row beside its bytes."""
    for path in data.glob("*.db"):
        demand_whole_database(path)
    with closing(open_readonly(data / "warraq.db")) as record:
        counted = "SELECT count(*), count(DISTINCT outlet || '/' || key) FROM articles"
        assert tuple(record.execute(counted).fetchone()) == (articles, articles), unfinished(data)
        kinds = record.execute("SELECT kind, count(*) FROM versions GROUP BY kind").fetchall()
        assert [tuple(row) for row in kinds] == [("first", articles)]
        record.execute("PRAGMA query_only = OFF")
        assert alignment_mismatches(Database(record)) == 0
        _demand_bytes(data, record)
    wait_until(lambda: not processes_of(data))
    assert processes_of(data) == [], "what ended leaves no process behind"


def demand_whole_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], path
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == [], path


def unfinished(data: Path) -> list[tuple[object, ...]]:
    """What the private state says of addresses that are no articles yet."""
    with closing(sqlite3.connect(data / "service.db")) as service:
        waiting = service.execute("SELECT * FROM visits WHERE first_taken_at IS NULL OR failures > 0").fetchall()
        return [*waiting, *service.execute("SELECT * FROM held").fetchall()]


def _demand_bytes(data: Path, record: sqlite3.Connection) -> None:
    kept: dict[str, int] = {}
    for row in record.execute("SELECT * FROM captures WHERE warc_file <> ''"):
        exchange = read_exchange(data / "warc", row["warc_file"], row["warc_offset"], row["warc_length"])
        assert (exchange.url, exchange.status) == (row["url"], row["status"])
        kept[row["warc_file"]] = kept.get(row["warc_file"], 0) + 1
    # Read from end to end by the library alone: no record that no row tells of, none torn.
    files = [path for path in data.rglob("*.warc.gz*") if ".cut-" not in path.name]
    names = [path.relative_to(data / "warc").as_posix().removesuffix(".open") for path in files]
    assert dict(zip(names, map(_responses, files), strict=True)) == kept


def _responses(path: Path) -> int:
    found = 0
    with path.open("rb") as handle:
        for warc_record in ArchiveIterator(handle, check_digests="raise"):
            warc_record.content_stream().read()
            found += warc_record.rec_type in ("response", "revisit")
    return found


def demand_published(published: Path) -> list[dict[str, Any]]:
    """Only files that the manifest tells of, with their sizes and hashes, the snapshots whole. Returns its entries."""
    snapshots: list[dict[str, Any]] = json.loads((published / "manifest.json").read_text())["snapshots"]
    assert json.loads((published / "latest.json").read_text()) == snapshots[0]
    files = (file for one in snapshots for file in (one, one["delta"], one["packed"], *one["parquet"]) if file)
    told = {file["file"]: file for file in files}
    assert {path.name for path in published.iterdir()} == {*told, *LISTS, *LOG, "warraq-verify.py"}
    for name, file in told.items():
        content = (published / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"]), name
        if name.endswith(".db"):
            demand_whole_database(published / name)
    return snapshots
