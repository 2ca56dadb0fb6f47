"""Files of a newer Warraq are refused by an older one with a sentence, before anything is written into them."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from archive.alerts.store import Readers
from archive.copies.index import SimilarIndex
from archive.crawl_state.frontier import Frontier
from archive.crawl_state.held import HeldPages
from archive.crawl_state.runs import RunLog
from archive.errors import BadConfiguration
from archive.record.store import open_record, read_record

Opener = Callable[[Path], AbstractContextManager[object]]


OPENERS: dict[str, dict[str, Opener]] = {
    "warraq.db": {
        "write": lambda path: closing(open_record(path)),
        "read": lambda path: closing(read_record(path)),
    },
    "service.db": {"runs": RunLog, "held": HeldPages, "frontier": lambda path: closing(Frontier(path))},
    "readers.db": {"readers": Readers},
}
CASES = [(name, way) for name, openers in OPENERS.items() for way in openers]


@pytest.mark.parametrize(("name", "way"), CASES)
@pytest.mark.parametrize("same_set", [True, False], ids=["a later change", "a later set of changes"])
def test_a_file_of_a_newer_warraq_is_refused_and_left_as_it_is(
    tmp_path: Path, name: str, way: str, same_set: bool
) -> None:
    path = tmp_path / name
    with next(iter(OPENERS[name].values()))(path):
        pass
    with closing(sqlite3.connect(path)) as connection, connection:
        known = connection.execute("SELECT migration_set FROM _sqlite_migrations LIMIT 1").fetchone()[0]
        row = (known if same_set else "evidence", "of_the_year_2030", "2030-01-01")
        connection.execute("INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES(?, ?, ?)", row)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(BadConfiguration, match=r"written by a newer Warraq .*of_the_year_2030"):
        OPENERS[name][way](path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_the_copies_file_of_a_newer_warraq_is_made_anew_as_it_is_disposable(tmp_path: Path) -> None:
    path = tmp_path / "similar.db"
    SimilarIndex(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO _sqlite_migrations VALUES(99, 'similar', 'of_the_year_2030', '2030-01-01')")
        connection.execute("UPDATE progress SET upto = 7")
    index = SimilarIndex(path)
    assert index.progress() == 0
    index.close()
    with closing(sqlite3.connect(path)) as connection:
        assert not connection.execute("SELECT 1 FROM _sqlite_migrations WHERE name = 'of_the_year_2030'").fetchall()


@pytest.mark.parametrize("name", OPENERS)
def test_a_file_of_this_warraq_opens_again(tmp_path: Path, name: str) -> None:
    for opener in (*OPENERS[name].values(), *OPENERS[name].values()):
        with opener(tmp_path / name):
            pass
