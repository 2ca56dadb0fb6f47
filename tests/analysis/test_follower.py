"""What analysers find stands in step with the record, whoever writes it and wherever they were cut short."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.analysis import follower as module
from archive.analysis.analyser import Analyser, Found, Text, rules_of
from archive.analysis.follower import Follower
from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.record import analysis_tables
from archive.record.analysis_tables import queue_versions
from archive.record.redacting import put_back, rows_holding, set_texts, take_article_out
from archive.record.store import open_record
from archive.sqlite import transaction
from tests.support.made_pages import AT, OUTLET, TEXT, page_of, take

HOUR = timedelta(hours=1)
PRESENT, EVERY = "noted_articles", "noted_versions"


def words(text: Text) -> Iterable[Found]:
    return [{"words": len(text.body.split())}]


def broken(text: Text) -> Iterable[Found]:
    raise ValueError(text.title)


OF_ARTICLE = Analyser(PRESENT, PRESENT, "article", "1", words)
OF_VERSION = Analyser(EVERY, EVERY, "version", "1", words)


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """An archive of three articles, of which one was edited; nobody analysed them."""
    folder = DataFolder(tmp_path / "data").make()
    with Writer(folder, "made") as writer:
        intake = Intake(folder.root, OUTLET, writer)
        for n in range(3):
            take(intake, page_of(TEXT, url=f"https://sample.example/7000{n}/", title=f"عودة المياه {n}"))
        text = f"{TEXT}\nوعادت الكهرباء أيضًا."
        take(intake, page_of(text, url="https://sample.example/70000/", title="عودة المياه 0", at=AT + HOUR))
    return folder


@pytest.fixture
def db(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setattr(analysis_tables, "ANALYSED", (PRESENT, EVERY))
    with closing(open_record(data.record)) as store:
        store.db.execute(f"CREATE TABLE {PRESENT}(article_id INTEGER PRIMARY KEY, words INTEGER NOT NULL)")
        store.db.execute(
            f"CREATE TABLE {EVERY}(version_id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL, words INTEGER NOT NULL)"
        )
        yield store.db


def followers(db: Database, *analysers: Analyser) -> Follower:
    return Follower(db, analysers or (OF_ARTICLE, OF_VERSION))


def found(db: Database, table: str) -> list[int]:
    return [words for (words,) in db.execute(f"SELECT words FROM {table} ORDER BY 1").fetchall()]  # noqa: S608


def test_the_present_text_is_analysed_of_an_article_and_every_text_of_its_versions(db: Database) -> None:
    follower = followers(db)
    follower.catch_up()
    short, long = len(TEXT.split()), len(TEXT.split()) + 3
    assert found(db, PRESENT) == [short, short, long]
    assert found(db, EVERY) == [short, short, short, long]
    assert follower.behind() == 0


def test_whoever_is_cut_short_goes_on_where_it_was_from_the_newest_back(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STEP_SECONDS", -1.0)
    assert (followers(db).go_back(), followers(db).behind()) == (1, 3)
    (newest,) = db.execute("SELECT max(id) FROM versions").fetchone()
    assert db.execute(f"SELECT version_id FROM {EVERY}").fetchall() == [(newest,)]  # noqa: S608
    assert followers(db).catch_up() == 3


def test_what_is_new_is_taken_up_while_older_texts_still_wait(db: Database, data: DataFolder) -> None:
    followers(db).behind()
    _edit(data)
    assert (followers(db).follow(), followers(db).behind()) == (1, 4)
    assert found(db, PRESENT) == [len(TEXT.split()) + 1]


def _edit(data: DataFolder) -> None:
    with Writer(data, "made") as writer:
        edited = page_of(f"{TEXT}\nانتهى", url="https://sample.example/70001/", title="عودة المياه 1", at=AT + HOUR)
        take(Intake(data.root, OUTLET, writer), edited)


def test_other_rules_analyse_everything_again_and_the_same_rules_nothing(db: Database) -> None:
    followers(db).catch_up()
    assert followers(db).catch_up() == 0
    doubled = replace(OF_ARTICLE, rules="2", find=lambda text: [{"words": 2 * len(text.body.split())}])
    before = found(db, PRESENT)
    assert followers(db, doubled, OF_VERSION).catch_up() == 4
    assert found(db, PRESENT) == [2 * count for count in before]
    rules = dict(db.execute("SELECT analyser, rules FROM analyses WHERE analyser LIKE 'noted%'").fetchall())
    assert rules == {PRESENT: "2", EVERY: "1"}


def test_an_analyser_that_fails_at_a_text_finds_nothing_there_and_keeps_nobody_from_the_rest(db: Database) -> None:
    follower = followers(db, replace(OF_ARTICLE, find=broken), OF_VERSION)
    follower.catch_up()
    assert (found(db, PRESENT), len(found(db, EVERY)), follower.behind()) == ([], 4, 0)


def test_what_stands_there_already_is_not_written_again(db: Database) -> None:
    follower = followers(db)
    follower.catch_up()
    noted = "SELECT count(*) FROM changes WHERE tbl LIKE 'noted%'"
    before = db.execute(noted).fetchone()
    follower.start_anew()
    assert follower.catch_up() == 4
    assert db.execute(noted).fetchone() == before


def test_a_text_that_is_taken_out_while_it_is_analysed_is_not_noted(db: Database) -> None:
    def take_out(text: Text) -> Iterable[Found]:
        with transaction(db):
            take_article_out(db, text.article_id)
        return words(text)

    followers(db, replace(OF_ARTICLE, find=take_out)).catch_up()
    assert found(db, PRESENT) == []


def test_what_was_found_goes_with_the_article_and_comes_back_with_it(db: Database) -> None:
    follower = followers(db)
    follower.catch_up()
    (article,) = db.execute("SELECT id FROM articles WHERE key = '70000'").fetchone()
    held = rows_holding(db, article)
    with transaction(db):
        take_article_out(db, article)
    assert (len(found(db, PRESENT)), len(found(db, EVERY))) == (2, 2)
    with transaction(db):
        put_back(db, {table: rows for table, rows in held.items() if table != "captures"})
    assert follower.behind() == 2
    follower.catch_up()
    assert (len(found(db, PRESENT)), len(found(db, EVERY)), follower.behind()) == (3, 4, 0)


def test_a_version_that_is_shown_without_a_name_is_analysed_as_it_is_shown(db: Database) -> None:
    follower = followers(db)
    follower.catch_up()
    (version,) = db.execute("SELECT id FROM versions WHERE body IS NOT NULL").fetchone()
    with transaction(db):
        set_texts(db, version, {"title": "عودة", "body": "نصّ آخر", "sha256": "0" * 64})
    assert db.execute(f"SELECT 1 FROM {EVERY} WHERE version_id = ?", (version,)).fetchone() is None  # noqa: S608
    follower.catch_up()
    assert db.execute(f"SELECT words FROM {EVERY} WHERE version_id = ?", (version,)).fetchone() == (2,)  # noqa: S608


def test_the_queue_forgets_versions_that_are_no_more(db: Database) -> None:
    follower = followers(db)
    follower.catch_up()
    queue_versions(db, [10**9])
    assert (follower.follow(), follower.behind()) == (0, 0)


def test_rules_are_named_by_the_content_of_their_files() -> None:
    one = rules_of("text/aliases.tsv")
    assert len(one) == 12
    assert one == rules_of("text/aliases.tsv") != rules_of("text/letters.py")
