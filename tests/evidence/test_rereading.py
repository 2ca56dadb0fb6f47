"""Texts are read again from their bytes: by the same rules they must be the same, by others that is only told."""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence.findings import Archive, Reread, Step
from archive.evidence.rereading import Rereading
from archive.ingest.intake import Intake
from archive.model import Outlet
from archive.reading.rules_id import rules_id
from archive.reading.worker import Reader
from archive.record.store import read_record
from tests.support.made_pages import LATER_RULES, OUTLET, TEXT, page_of, take

RULES, LATER = rules_id(OUTLET), rules_id(LATER_RULES)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("rereading")
    with Intake(data, OUTLET) as intake:
        take(intake, page_of(f"{TEXT}\nسطر زائد"))
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> DataFolder:
    return DataFolder(Path(shutil.copytree(made, tmp_path / "data")))


def read(data: DataFolder, reader: Reader, outlet: Outlet | None = OUTLET) -> Step:
    with closing(read_record(data.record)) as record:
        known = {outlet.name: outlet} if outlet else {}
        (step,) = Rereading(known, reader).steps(Archive(data, record), None)
        return step


def change(data: DataFolder, sql: str, *values: str) -> None:
    with closing(sqlite3.connect(data.record)) as connection, connection:
        connection.execute(sql, values)


def test_a_text_read_again_by_its_own_rules_is_the_same(data: DataFolder, reader: Reader) -> None:
    assert read(data, reader) == Step(1, 1, [], {Reread("read_again", RULES, RULES, "0"): 1})


def test_a_text_that_its_bytes_do_not_give_is_bad_though_all_its_hashes_were_made_anew(
    data: DataFolder, reader: Reader
) -> None:
    with closing(sqlite3.connect(data.record)) as connection:
        ((title, body),) = connection.execute("SELECT title, body FROM articles")
    forged = body.replace("ثلاثة", "أربعة")
    change(data, "UPDATE articles SET body = ?", forged)
    change(data, "UPDATE versions SET sha256 = ?", hashlib.sha256(f"{title}\n{forged}".encode()).hexdigest())
    (bad,) = read(data, reader).bad
    assert (bad["where"], "it gives another text" in bad["why"]) == ("version 1 of article 2077600001", True)


def test_a_number_of_words_that_the_text_has_not_is_bad(data: DataFolder, reader: Reader) -> None:
    change(data, "UPDATE versions SET words = words + 1")
    (bad,) = read(data, reader).bad
    assert "their number" in bad["why"]


def test_a_text_of_rules_that_are_not_here_any_more_is_told_beside_what_todays_rules_read(
    data: DataFolder, reader: Reader
) -> None:
    assert read(data, reader, LATER_RULES) == Step(1, 1, [], {Reread("not_repeatable", RULES, LATER, "2"): 1})
    change(data, "UPDATE versions SET extractor = 'older'")
    assert read(data, reader) == Step(1, 1, [], {Reread("not_repeatable", "older", RULES, "0"): 1})


def test_of_an_outlet_that_nobody_knows_here_nothing_is_read(data: DataFolder, reader: Reader) -> None:
    assert read(data, reader, None) == Step(1, 1, [], {Reread("not_repeatable", RULES, "", ""): 1})


def test_bytes_that_cannot_be_read_any_more_are_bad(data: DataFolder, reader: Reader) -> None:
    next(data.warc.rglob("*.warc.gz")).unlink()
    (bad,) = read(data, reader).bad
    assert "cannot be read again" in bad["why"]
