"""The table of derived spellings: joined by searches and downloads, whole at every moment, made anew when it is due."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.data_folder import DataFolder
from archive.publish.downloaded import open_downloaded
from archive.publish.snapshot import publish
from archive.record import spelling_table
from archive.record.schema import migrations
from archive.record.spelling_table import derive, keep_up
from archive.record.store import open_record
from archive.search.engine import Mode, search
from archive.search.spelling_pairs import RULES
from archive.search.vocabulary import Vocabulary
from archive.sqlite import open_readonly
from archive.text.folding import fold_query
from tests.support import spelling_variants

ONE, OTHER = spelling_variants.RARE
OLD = ("قديم", "قديما", "/ا", "rare", 0.0, 1.0)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    data = DataFolder(tmp_path / "data").make()
    spelling_variants.make(data.record)
    return data


def rows(path: Path, sql: str = "SELECT * FROM search_spelling") -> list[tuple[object, ...]]:
    with closing(open_readonly(path)) as connection:
        return [tuple(row) for row in connection.execute(sql)]


def hits(path: Path, text: str, mode: Mode) -> int:
    with closing(open_readonly(path)) as connection:
        return search(connection, text, mode=mode).count


def with_old_table(data: DataFolder) -> None:
    with closing(open_record(data.record)) as store:
        store.db.execute(spelling_table.PUT, OLD)


def test_either_spelling_finds_both_in_names_and_forms_and_itself_in_exact(folder: DataFolder) -> None:
    assert [hits(folder.record, word, "names") for word in (ONE, OTHER)] == [8, 8]
    assert keep_up(folder.record)
    expected: dict[Mode, int] = {"names": 16, "forms": 16, "exact": 8}
    for mode, count in expected.items():
        assert [hits(folder.record, word, mode) for word in (ONE, OTHER)] == [count, count]


def test_the_reason_of_a_pair_stands_in_the_table_both_ways(folder: DataFolder) -> None:
    keep_up(folder.record)
    told = {(form, other): why for form, other, *why in rows(folder.record)}
    assert told[ONE, OTHER][:3] == ["ا/", "rare", 0.0]
    assert told[OTHER, ONE][:3] == ["/ا", "rare", 0.0]
    assert told[ONE, OTHER][3] == told[OTHER, ONE][3]


def test_the_view_for_a_plain_shell_finds_as_before(folder: DataFolder) -> None:
    with closing(open_record(folder.record)) as store:
        store.db.execute("UPDATE search_input SET q = ?", (ONE,))
        before = store.db.execute("SELECT id FROM search_results").fetchall()
        derive(store.db)
        assert store.db.execute("SELECT id FROM search_results").fetchall() == before
    assert len(before) == 8


def test_a_derived_spelling_is_no_alias_that_would_stop_a_proclitic(folder: DataFolder) -> None:
    keep_up(folder.record)
    with closing(open_readonly(folder.record)) as connection:
        vocabulary = Vocabulary(connection)
        assert (vocabulary.other_forms(ONE), vocabulary.other_forms(ONE, plurals=True)) == ([OTHER], [])
        assert not vocabulary.is_a_name(ONE)


def test_a_download_finds_the_same(folder: DataFolder) -> None:
    file = folder.published / publish(folder).file
    assert rows(file) == rows(folder.record) != []
    with closing(open_downloaded(file)) as connection:
        assert search(connection, ONE, mode="names").count == 16


def test_a_download_from_before_there_was_a_table_is_read(folder: DataFolder) -> None:
    file = folder.published / publish(folder).file
    with closing(Database(file)) as old:
        for table in ("search_spelling", "search_spelling_made"):
            old.execute(f"DROP TABLE {table}")
        old.execute("DELETE FROM _sqlite_migrations WHERE name = 'spellings'")
    with closing(open_downloaded(file)) as connection:
        assert search(connection, ONE, mode="names").count == 8


def test_a_record_from_before_there_was_a_table_gets_one(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "warraq.db")) as old:
        migrations.apply(old, stop_before="spellings")
    open_record(tmp_path / "warraq.db").close()
    assert rows(tmp_path / "warraq.db") == []


def test_publishing_derives_what_is_due_and_nothing_else(folder: DataFolder) -> None:
    publish(folder)
    made = rows(folder.record, "SELECT * FROM search_spelling_made")
    assert [(rules, articles) for rules, articles, *_ in made] == [(RULES, 160)]
    with closing(open_record(folder.record)) as store:
        spelling_variants.fill(store.db, ("alif",), first=1_000)
        store.db.execute("DELETE FROM articles WHERE id IN (SELECT id FROM articles ORDER BY id DESC LIMIT 37)")
    assert not keep_up(folder.record)
    with closing(open_record(folder.record)) as store:
        spelling_variants.fill(store.db, ("baa",), first=2_000)
    publish(folder)
    assert [row[1] for row in rows(folder.record, "SELECT * FROM search_spelling_made")] == [203]


def test_other_rules_are_a_reason_to_derive_it_anew(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_up(folder.record)
    monkeypatch.setattr("archive.record.spelling_table.RULES", "2")
    assert keep_up(folder.record)
    assert not keep_up(folder.record)


def test_an_archive_of_two_outlets_has_an_empty_table_and_is_not_asked_again(tmp_path: Path) -> None:
    spelling_variants.make(tmp_path / "warraq.db", ("alif", "jeem"))
    assert keep_up(tmp_path / "warraq.db")
    assert rows(tmp_path / "warraq.db") == []
    assert not keep_up(tmp_path / "warraq.db")


def test_while_it_is_derived_others_write(folder: DataFolder) -> None:
    with closing(open_record(folder.record)) as store, closing(open_record(folder.record)) as other:
        other.db.execute("PRAGMA busy_timeout = 0")

        def write(_done: int, _total: int) -> None:
            other.db.execute("UPDATE search_input SET q = q || 'ا'")
            # Nothing is left open that keeps the log from being emptied.
            assert other.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0

        assert derive(store.db, write)
    assert rows(folder.record, "SELECT q FROM search_input") == [("اا",)]


def test_interrupted_it_leaves_the_table_that_was_there(folder: DataFolder) -> None:
    with_old_table(folder)

    def interrupt(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with closing(open_record(folder.record)) as store, pytest.raises(KeyboardInterrupt):
        derive(store.db, interrupt)
    assert rows(folder.record) == [OLD]


KILLED = f"""
import os, sys
from pathlib import Path
from archive.record.spelling_table import derive
from archive.record.store import open_record
store = open_record(Path(sys.argv[1]))
store.db.conn.set_trace_callback(lambda sql: sql.startswith(sys.argv[2]) and os.kill(os.getpid(), {signal.SIGKILL:d}))
derive(store.db)
"""


@pytest.mark.parametrize("statement", ["INSERT INTO search_spelling(", "INSERT INTO search_spelling_made", "COMMIT"])
def test_killed_in_between_it_leaves_the_table_that_was_there(folder: DataFolder, statement: str) -> None:
    with_old_table(folder)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", KILLED, folder.record, statement], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert rows(folder.record) == [OLD]
    assert keep_up(folder.record)
    assert OLD not in rows(folder.record)


def test_words_are_folded_as_questions_are(folder: DataFolder) -> None:
    keep_up(folder.record)
    pair = tuple(map(fold_query, spelling_variants.SPELT))
    assert pair in [row[:2] for row in rows(folder.record)]
