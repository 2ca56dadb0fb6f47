"""An article that is gone from the record is gone from the copies, whichever file learned of it first."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.record.redacting import take_article_out
from archive.sqlite import transaction
from tests.support.copied_articles import HOUR, MadeRecord, prose


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MadeRecord]:
    with MadeRecord(tmp_path / "data") as opened:
        yield opened


@pytest.mark.parametrize("waits", [False, True], ids=["known to the index", "waiting to be compared again"])
def test_an_article_taken_out_of_the_record_alone_hinders_no_other(desk: MadeRecord, waits: bool) -> None:
    """Whoever takes one out may be killed before it is out of similar.db."""
    gone = desk.put("one/1", prose(45))
    desk.put("two/1", prose(45), HOUR)
    index = sqlite3.connect(desk.root / "similar.db")
    index.execute("INSERT INTO queue SELECT ? WHERE ?", (gone, waits))
    index.commit()
    with transaction(desk.writer.store.db):
        take_article_out(desk.writer.store.db, gone)
    desk.put("three/1", prose(45), 2 * HOUR)
    assert set(desk.copies()) == {("two/1", "three/1")}
    assert index.execute("SELECT count(*) FROM sketched WHERE article = ?", (gone,)).fetchone() == (0,)
    index.close()
