"""The file of learned lines: what waits in it, what becomes of it where it is broken, foreign or busy."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3

from archive.errors import BadConfiguration
from archive.model import PageLine
from archive.versions.furniture.learned_lines import LearnedLines, Pending
from tests.support.learned_stories import AT, NOTICE, is_known, learn, story


@pytest.fixture
def lines(tmp_path: Path) -> Iterator[LearnedLines]:
    with closing(LearnedLines(tmp_path / "lines.db")) as opened:
        yield opened


def test_a_change_waits_until_it_is_settled(lines: LearnedLines) -> None:
    cell = PageLine(text="11750", tag="td", links=0.5, leads_to="https://o.example/", mark="share", in_text=True)
    change = Pending(version=7, outlet="o", edition="ar", key="k0", kind="unsettled", lines=(cell, NOTICE), at=AT)
    assert lines.pend(change)
    assert (lines.pending("o"), lines.pending("other")) == ([change], [])
    lines.settled(7)
    assert lines.pending("o") == []


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_file_that_is_no_database_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lines.db"
    path.write_bytes(content)
    with closing(LearnedLines(path)) as lines:
        learn(lines, 3, NOTICE)
        assert is_known(lines, NOTICE)


def test_a_file_of_another_program_or_of_a_newer_one_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "lines.db"
    LearnedLines(path).close()
    for sql in ("DROP TABLE lines", "INSERT INTO _sqlite_migrations VALUES(99, 'lines', 'of_tomorrow', '')"):
        with closing(sqlite3.connect(path)) as db:
            db.execute(sql)
            db.commit()
        with closing(LearnedLines(path)) as lines:
            lines.learn("o", "", "k1", AT, [NOTICE], "عنوان الخبر الأول")
            learn(lines, 3, NOTICE)
            assert is_known(lines, NOTICE)


def test_what_other_rules_learned_is_forgotten_and_what_waits_is_not(tmp_path: Path) -> None:
    path = tmp_path / "lines.db"
    with closing(LearnedLines(path)) as lines:
        learn(lines, 3, NOTICE)
        lines.pend(Pending(version=1, outlet="o", edition="", key="k", kind="edit", lines=(NOTICE,), at=AT))
        lines._db.execute("UPDATE rules SET algorithm = 0")
    with closing(LearnedLines(path)) as lines:
        assert not is_known(lines, NOTICE)
        assert len(lines.pending("o")) == 1


def test_a_file_that_breaks_while_it_is_open_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "lines.db"
    with closing(LearnedLines(path)) as lines:
        learn(lines, 60, NOTICE)
        lines._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        lines._db.execute("PRAGMA shrink_memory")
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(100)
            file.write(os.urandom(size - 100))
        for number in range(1, 6):
            lines.learn("o", "", f"k{number}", AT, [*story(number), NOTICE], "عنوان الخبر الأول")
        assert is_known(lines, NOTICE)


def test_a_page_is_left_out_while_another_process_writes_and_questions_are_answered(tmp_path: Path) -> None:
    path = tmp_path / "lines.db"
    with closing(LearnedLines(path)) as lines, closing(sqlite3.connect(path, isolation_level=None)) as other:
        learn(lines, 3, NOTICE)
        other.execute("BEGIN IMMEDIATE")
        assert not lines.learn("o", "", "k9", AT, [NOTICE], "عنوان الخبر الأول")
        assert not lines.pend(Pending(version=1, outlet="o", edition="", key="k", kind="edit", lines=(), at=AT))
        lines.settled(1)
        assert is_known(lines, NOTICE)
        other.execute("COMMIT")
        assert lines.learn("o", "", "k9", AT, [NOTICE], "عنوان الخبر الأول")


def test_a_folder_in_its_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "lines.db").mkdir()
    with pytest.raises(BadConfiguration, match="is a folder"):
        LearnedLines(tmp_path / "lines.db")
