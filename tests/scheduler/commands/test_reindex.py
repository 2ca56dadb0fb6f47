"""warraq reindex: what is derived is made anew, one part or all."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from archive.record.changes import KEPT
from tests.support import spelling_variants
from tests.support.typed_commands import Typed


def test_the_spellings_of_names_are_derived_by_hand(typed: Typed, tmp_path: Path) -> None:
    spelling_variants.make(tmp_path / "warraq.db")
    status, out, _ = typed("reindex", "spellings", "--data", str(tmp_path), "--json")
    assert (status, json.loads(out)) == (0, {"spellings": 3})


def test_articles_are_counted_anew_where_their_table_is_wrong(typed: Typed, tmp_path: Path) -> None:
    spelling_variants.make(tmp_path / "warraq.db")
    with closing(sqlite3.connect(tmp_path / "warraq.db")) as record, record:
        kept = [record.execute(f"SELECT * FROM {name}").fetchall() for name in KEPT]  # noqa: S608 - ours
        for name in KEPT:
            record.execute(f"DELETE FROM {name}")  # noqa: S608 - ours
    told = [json.loads(typed("reindex", "counts", "--data", str(tmp_path), "--json")[1]) for _ in range(2)]
    assert told == [{"recounted": sum(map(len, kept))}, {"recounted": 0}]
    with closing(sqlite3.connect(tmp_path / "warraq.db")) as record:
        assert [record.execute(f"SELECT * FROM {name}").fetchall() for name in KEPT] == kept  # noqa: S608 - ours
