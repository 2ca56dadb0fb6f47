"""What analysers found and what edits took out is held against the texts again: whatever row is another is named."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from archive.analysis.checking import Analysed
from archive.data_folder import DataFolder
from archive.evidence.checks import checks_of_download
from archive.evidence.findings import Archive, Share
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.record.store import read_record
from archive.upkeep.verifying import verify
from tests.support.made_pages import AT, OUTLET, page_of, take

TEXT = """قُتل 14 مدنياً وجُرح 20 آخرون في قصف على حي الشعار في حلب صباح السبت بحسب الدفاع المدني.
وقال متحدث باسم قوات سوريا الديمقراطية «إن القوات لم تقصف أي موقع في المدينة منذ أول الشهر الجاري وستحقق في الأمر».
وأضاف أن الطريق بين إدلب واللاذقية مغلق أمام السيارات منذ يومين بسبب الأعمال الجارية عليه."""
EDITED = TEXT.replace("14 مدنياً", "17 مدنياً").replace("أمام السيارات", "أمام الشاحنات")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles, one of which was edited."""
    data = tmp_path_factory.mktemp("analysed") / "data"
    with Writer(DataFolder(data).make(), "made") as writer:
        intake = Intake(data, OUTLET, writer)
        for number, text, hours in ((1, TEXT, 0), (2, TEXT.replace("20", "21"), 1), (1, EDITED, 5)):
            at = AT + timedelta(hours=hours)
            take(
                intake, page_of(text, url=f"https://sample.example/7000{number}/", title=f"قصف على حلب {number}", at=at)
            )
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> DataFolder:
    return DataFolder(Path(shutil.copytree(made, tmp_path / "data")))


def bad(data: DataFolder, share: Share = Share()) -> list[tuple[str, str]]:  # noqa: B008 - it cannot be changed
    with closing(read_record(data.record)) as record:
        archive = Archive(data, record, share)
        steps = [step for check in (Analysed(), checks_of_download()["edits"]) for step in check.steps(archive, None)]
        return [(found["where"], found["why"]) for step in steps for found in step.bad]


def change(data: DataFolder, sql: str) -> None:
    with closing(sqlite3.connect(data.record)) as connection, connection:
        connection.execute(sql)
        assert connection.total_changes


def test_every_table_has_rows_and_nothing_is_bad(data: DataFolder) -> None:
    with closing(sqlite3.connect(data.record)) as connection:
        for table in ("mentions", "figures", "article_places", "quotations", "edits", "edit_spans"):
            assert connection.execute(f"SELECT 1 FROM {table}").fetchone(), table  # noqa: S608 - ours
    assert bad(data) == []
    found = verify(data, {})
    assert found.bad == []
    assert {"analysis", "edits"} <= set(found.by_check)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE figures SET value = value + 1 WHERE value = 14",
        "UPDATE figures SET sentence = sentence || ' ' WHERE value = 17",
        "DELETE FROM figures WHERE value = 17",
        "INSERT INTO figures SELECT version_id, at + 1, article_id, value, bound, kind, words, sentence FROM figures",
        "UPDATE mentions SET n = n + 1",
        "DELETE FROM mentions",
        "UPDATE article_places SET governorate = 'x' WHERE governorate <> ''",
        "DELETE FROM article_places WHERE mentions > 0",
        "UPDATE quotations SET shingle = shingle + 2",
        "DELETE FROM quotations WHERE article_id IN (SELECT min(id) FROM articles)",
        "UPDATE edit_spans SET removed = 'x' || removed",
        "UPDATE edit_spans SET new_at = new_at + 1 WHERE added <> ''",
        "UPDATE edits SET grade = 'spelling'",
        "UPDATE edits SET article_id = (SELECT max(id) FROM articles)",
        "DELETE FROM edit_spans WHERE id IN (SELECT min(id) FROM edit_spans)",
        "DELETE FROM edits",
    ],
)
def test_a_row_that_is_another_is_named(data: DataFolder, sql: str) -> None:
    change(data, sql)
    found = bad(data)
    assert found
    assert all("anew: warraq reindex " in why for _, why in found)
    assert all(where.startswith(("article ", "version with the number ", "edit span ")) for where, _ in found)


def test_rows_of_what_is_not_there_are_named(data: DataFolder) -> None:
    change(data, "INSERT INTO quotations VALUES(77, 1)")
    change(
        data, "INSERT INTO figures SELECT 99, at, article_id, value, bound, kind, words, sentence FROM figures LIMIT 1"
    )
    assert [where for where, _ in bad(data)] == ["article 77", "version with the number 99"]


def test_what_waits_or_was_found_by_other_rules_is_not_checked(data: DataFolder) -> None:
    change(data, "DELETE FROM mentions")
    change(data, "UPDATE figures SET value = value + 1")
    change(data, "UPDATE analyses SET rules = 'older' WHERE analyser = 'mentions'")
    assert all("figures" in why for _, why in bad(data))
    change(data, "INSERT INTO analysis_queue SELECT id FROM versions")
    assert bad(data) == []


def test_each_night_has_its_share(data: DataFolder) -> None:
    change(data, "UPDATE quotations SET shingle = shingle + 2")
    shares = [one for number in range(3) for one in bad(data, Share(number, 3))]
    assert sorted(shares) == sorted(bad(data))
