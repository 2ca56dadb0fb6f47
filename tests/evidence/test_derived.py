"""The record's file, its search index and its copies are measured anew."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence._counts import Counts
from archive.evidence._derived import Copies, Index, Pages
from archive.evidence._stories import Stories
from archive.evidence.findings import Archive, Check, Share
from archive.record.article_facts import rebuild_facts
from archive.record.edit_facts import rebuild_facts as tell_edits_again
from archive.record.governorate_counts import recount as recount_places
from archive.record.outlet_days import recount
from archive.record.store import open_record, read_record
from tests.support.made_pages import carried_by_two


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return carried_by_two(tmp_path_factory.mktemp("derived"))


@pytest.fixture
def data(made: Path, tmp_path: Path) -> DataFolder:
    shutil.copy(made / "warraq.db", tmp_path)
    return DataFolder(tmp_path)


def bad(data: DataFolder, check: Check, sql: str = "") -> list[tuple[str, str]]:
    with closing(sqlite3.connect(data.record)) as connection, connection:
        connection.executescript(sql)
    with closing(read_record(data.record)) as record:
        record.execute("PRAGMA query_only = OFF")
        steps = check.steps(Archive(data, record), None)
        return [(found["where"], found["why"]) for step in steps for found in step.bad]


@pytest.mark.parametrize("check", [Pages(), Index(), Copies(), Stories(), Counts()])
def test_what_was_derived_from_the_texts_is_well(data: DataFolder, check: Check) -> None:
    assert bad(data, check) == []


def test_a_row_that_refers_to_nothing_is_named(data: DataFolder) -> None:
    found = bad(data, Pages(), "DELETE FROM captures WHERE id = 1")
    assert found == [("versions 1", "It refers to a row of captures that is not there.")]


def test_a_page_of_the_file_that_is_damaged_is_told_in_the_words_of_sqlite(data: DataFolder) -> None:
    with closing(sqlite3.connect(data.record)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'captures_url'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(data.record.read_bytes())
    content[content.index(b"https://", (page - 1) * size) + 10] ^= 1
    data.record.write_bytes(content)
    ((where, why),) = bad(data, Pages())
    assert (where, "missing from index captures_url" in why) == ("warraq.db", True)


def test_an_article_whose_text_has_other_words_than_the_index_is_named(data: DataFolder) -> None:
    ((where, why),) = bad(data, Index(), "UPDATE articles SET body = body || ' كلمة' WHERE outlet = 'other'")
    assert (where, why.endswith("warraq reindex search")) == ("article 2077600002", True)


@pytest.mark.parametrize("sql", ["jaccard = 0.5", "kind = 'partial'", "a_version = 7", "first_id = 1"])
def test_a_copy_that_shares_something_else_is_named(data: DataFolder, sql: str) -> None:
    ((where, why),) = bad(data, Copies(), f"UPDATE copies SET {sql}")  # noqa: S608 - of this test
    assert (where, why.endswith("warraq reindex copies")) == ("copy of articles 2077600001 and 2077600002", True)


def test_of_the_nights_shares_every_seventh_holds_rows_against_each_other(data: DataFolder) -> None:
    assert bad(data, Pages(), "DELETE FROM captures WHERE id = 1") != []
    with closing(read_record(data.record)) as record:
        nights = [step.bad for n in range(30) for step in Pages().steps(Archive(data, record, Share(n, 30)), None)]
    assert (len(nights), sum(map(bool, nights))) == (30, 5)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE clusters SET size = size + 1",
        "UPDATE clusters SET origin_id = 7",
        "DELETE FROM clusters",
        "DELETE FROM cluster_members WHERE article_id <> cluster_id",
        "UPDATE cluster_members SET cluster_id = 7 WHERE article_id <> cluster_id",
    ],
)
def test_a_story_that_is_not_of_its_members_is_named(data: DataFolder, sql: str) -> None:
    found = bad(data, Stories(), sql)
    assert found
    assert all(where.startswith("story of article ") and why.endswith("reindex copies") for where, why in found)


def test_words_in_pieces_that_the_text_does_not_have_are_named(data: DataFolder) -> None:
    found = bad(data, Index(), "UPDATE articles SET search_extra = 'x' WHERE outlet = 'sample'")
    assert [why.startswith("It is indexed by other words in pieces") for _, why in found] == [True]


@pytest.mark.parametrize(
    ("sql", "where"),
    [
        ("UPDATE outlet_days SET articles = articles + 1 WHERE outlet = 'other'", ["articles of other of 2026-11-19"]),
        ("UPDATE outlet_days SET undated = 1 WHERE outlet = 'other'", ["articles of other of 2026-11-19"]),
        ("DELETE FROM outlet_days WHERE outlet = 'sample'", ["articles of sample of 2026-11-19"]),
        ("INSERT INTO outlet_days VALUES('other', 7, 1, 0)", ["articles of other of 1970-01-08"]),
        ("INSERT INTO outlet_days VALUES('other', 'x', 1, 0)", ["articles of other of day x"]),
        (
            "UPDATE outlet_days SET outlet = CASE outlet WHEN 'other' THEN 'sample' ELSE 'other' END || '2'",
            [f"articles of {outlet} of 2026-11-19" for outlet in ("other", "other2", "sample", "sample2")],
        ),
        ("DROP TRIGGER outlet_days_delete", ["outlet_days_delete"]),
    ],
)
def test_a_wrong_count_of_articles_is_named_and_counted_anew(data: DataFolder, sql: str, where: list[str]) -> None:
    found = bad(data, Counts(), sql)
    assert [place for place, _ in found] == where
    assert all(why.endswith("warraq reindex counts") for _, why in found)
    with closing(open_record(data.record)) as store:
        recount(store.db)
    assert bad(data, Counts()) == []


@pytest.mark.parametrize(
    ("sql", "where"),
    [
        ("UPDATE article_facts SET facts = facts || 'e' WHERE id = 2077600001", "article 2077600001"),
        ("DELETE FROM article_facts WHERE id = 2077600002", "article 2077600002"),
        ("INSERT INTO article_facts VALUES(7, '')", "article 7"),
        ("DROP TRIGGER article_facts_version_insert", "article_facts_version_insert"),
    ],
)
def test_what_searches_count_an_article_by_is_held_against_it_and_mended(
    data: DataFolder, sql: str, where: str
) -> None:
    assert [place for place, _ in bad(data, Counts(), sql)] == [where]
    with closing(open_record(data.record)) as store:
        rebuild_facts(store.db)
    assert bad(data, Counts()) == []


def test_what_edits_are_counted_by_is_held_against_them(data: DataFolder) -> None:
    assert [place for place, _ in bad(data, Counts(), "INSERT INTO edit_facts VALUES(7, '')")] == ["edit 7"]
    assert [place for place, _ in bad(data, Counts(), "DROP TRIGGER edit_facts_insert")] == [
        "edit 7", "edit_facts_insert",
    ]  # fmt: skip
    with closing(open_record(data.record)) as store:
        tell_edits_again(store.db)
    assert bad(data, Counts()) == []


def test_the_count_of_a_governorate_is_held_against_the_places_that_articles_name(data: DataFolder) -> None:
    wrong = "INSERT INTO governorate_counts VALUES('99', 7); DROP TRIGGER governorate_counts_update"
    assert [place for place, _ in bad(data, Counts(), wrong)] == ["governorate 99", "governorate_counts_update"]
    with closing(open_record(data.record)) as store:
        recount_places(store.db)
    assert bad(data, Counts()) == []


def test_a_file_from_before_the_counts_has_none_to_check(data: DataFolder) -> None:
    drop = "DROP TRIGGER outlet_days_insert; DROP TRIGGER outlet_days_update; DROP TRIGGER outlet_days_delete;"
    assert bad(data, Counts(), f"{drop} DROP TABLE outlet_days") == []
