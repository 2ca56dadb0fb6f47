"""Parquet by month: a file stays as it is until something of its month changes, then another one takes its place."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.crawl_state.redactions import Redactions
from archive.data_folder import DataFolder
from archive.exchange import Page
from archive.ingest.intake import Intake
from archive.model import Published, Reading
from archive.publish._months import PARTED, _sql, month_of
from archive.publish.manifest import read_manifest
from archive.publish.retention import thin
from archive.publish.snapshot import publish
from archive.record.store import open_record
from archive.redaction.apply import begin, finish
from archive.redaction.plan import Wanted, plans
from archive.sqlite import open_readonly
from archive.upkeep.verifying import verify_path
from tests.support.made_pages import OUTLET, TEXT
from tests.support.redacted_archive import copied

parquet = pytest.importorskip("pyarrow.parquet", reason="the extra warraq[parquet] is not installed")
SEPTEMBER, OCTOBER, NOVEMBER = (datetime(2026, month, 20, 9, tzinfo=UTC) for month in (9, 10, 11))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """An article of each of three months, taken when it was published, and all of it in one snapshot."""
    folder = DataFolder(tmp_path_factory.mktemp("months") / "data")
    for number, at in enumerate((SEPTEMBER, OCTOBER, NOVEMBER)):
        take(folder, number, at)
    publish(folder)
    return folder


@pytest.fixture
def data(made: DataFolder, tmp_path: Path) -> DataFolder:
    return copied(made.root, tmp_path / "data")


def take(data: DataFolder, number: int, at: datetime, seen: datetime | None = None, text: str = TEXT) -> None:
    url = f"{OUTLET.home}{80_000 + number}/"
    page = Page(url=url, final_url=url, status=200, headers=(), body=b"", fetched_at=seen or at)
    stated = Published(instant=at, day=at.date(), source="meta")
    with Intake(data.root, OUTLET) as intake:
        reading = Reading(title=f"خبر {number}", text=text, lang="ar", published=stated, strategy="selector")
        intake.consider(page, reading)


def files(data: DataFolder, snapshot: int = 0) -> dict[tuple[str, str], str]:
    """The months of a snapshot, by table and month."""
    return {(one["table"], one["month"]): one["file"] for one in read_manifest(data)[snapshot]["parquet"]}


def demand_told(data: DataFolder) -> None:
    """There are the files of months that the manifest tells of, as it tells of them, and no others."""
    told = {one["file"]: one["sha256"] for entry in read_manifest(data) for one in entry["parquet"]}
    there = data.published.glob("*.parquet")
    assert told == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in there}


def write(data: DataFolder, sql: str) -> None:
    with closing(open_record(data.record)) as store:
        store.db.execute(sql)


def rows(data: DataFolder, table: str) -> Iterator[tuple[Any, ...]]:
    for (of, _), name in files(data).items():
        if of == table:
            yield from (tuple(row.values()) for row in parquet.read_table(data.published / name).to_pylist())


def new_months(data: DataFolder) -> set[tuple[str, str]]:
    """Publish; which months have another file than before."""
    before = files(data)
    publish(data)
    demand_told(data)
    return {month for month, name in files(data).items() if before.get(month) != name}


def test_all_months_together_are_the_tables(data: DataFolder) -> None:
    assert {month for table, month in files(data) if table == "articles"} == {"2026-09", "2026-10", "2026-11"}
    with closing(open_readonly(data.published / read_manifest(data)[0]["file"])) as snapshot:
        for table in PARTED:
            whole = sorted(tuple(row) for row in snapshot.execute(f"SELECT * FROM {table}"))  # noqa: S608 - ours
            assert sorted(rows(data, table)) == whole, table


def test_of_a_month_that_is_over_no_file_is_made_anew_while_nothing_of_it_changes(data: DataFolder) -> None:
    assert new_months(data) == set()
    take(data, 3, NOVEMBER + timedelta(days=1))
    assert new_months(data) == {("articles", "2026-11"), ("versions", "2026-11"), ("copies", "2026-11")} & set(
        files(data)
    )


def test_when_an_article_was_last_seen_changes_no_month(data: DataFolder) -> None:
    take(data, 0, SEPTEMBER, seen=NOVEMBER)
    write(data, "UPDATE versions SET last_seen_at = '2026-11-25T00:00:00Z'")
    assert new_months(data) == set()


def test_an_edit_and_what_comes_late_change_their_month_alone_and_say_which_file_they_replace(data: DataFolder) -> None:
    before = files(data)
    take(data, 0, SEPTEMBER, seen=NOVEMBER, text=f"{TEXT}\nوأضيفت جملة أخرى إلى هذا الخبر.")
    assert new_months(data) == {("articles", "2026-09"), ("versions", "2026-09")}
    replaced = {one["replaces"] for one in read_manifest(data)[0]["parquet"]} - {""}
    assert replaced == {before["articles", "2026-09"], before["versions", "2026-09"]}
    take(data, 4, OCTOBER)
    assert {month for table, month in new_months(data) if table != "copies"} == {"2026-10"}


def test_what_was_put_aside_stays_with_the_snapshot_before_and_goes_with_it(data: DataFolder) -> None:
    first = files(data)
    write(data, "UPDATE articles SET status = 'missing' WHERE url LIKE '%80001%'")
    publish(data)
    assert files(data, 1) == {("articles", "2026-10"): first["articles", "2026-10"]}
    thin(data, 30, NOVEMBER)
    demand_told(data)
    assert not (data.published / first["articles", "2026-10"]).exists()
    assert {name for month, name in first.items() if month != ("articles", "2026-10")} < set(files(data).values())
    assert verify_path(data.published, {}).bad == []


def test_without_a_delta_months_are_held_against_their_rows(data: DataFolder) -> None:
    write(data, "UPDATE articles SET author = 'x' WHERE url LIKE '%80001%'")
    write(data, "DELETE FROM changes")
    assert new_months(data) == {("articles", "2026-10")}
    assert read_manifest(data)[0]["delta"] is None


def test_a_file_that_is_gone_or_cut_short_is_made_again(data: DataFolder) -> None:
    (data.published / files(data)["articles", "2026-09"]).unlink()
    (data.published / files(data)["versions", "2026-10"]).write_bytes(b"PAR1")
    before = files(data)
    publish(data)
    assert {month for month, name in files(data).items() if before[month] != name} == {
        ("articles", "2026-09"),
        ("versions", "2026-10"),
    }


@pytest.mark.parametrize("level", ["hide", "erase"])
def test_a_redaction_makes_the_months_it_touches_anew_and_no_other(data: DataFolder, level: Any) -> None:
    before = files(data)
    with closing(open_record(data.record)) as store, Redactions(data.service) as redactions:
        (number,) = store.db.execute("SELECT id FROM articles WHERE url LIKE '%80001%'").fetchone()
        wanted = Wanted(ids=(number,), level=level, reason="safety")
        begin(redactions, plans(data, store, redactions, wanted), None)
    assert finish(data) == []
    demand_told(data)
    after = files(data)
    assert {month for month in before if after.get(month) != before[month]} == {
        *((table, "2026-10") for table in ("articles", "versions", "captures") if (table, "2026-10") in before),
        *((table, month) for table, month in before if table == "copies"),
    }
    assert not any((data.published / before[table, "2026-10"]).exists() for table in ("articles", "versions"))
    left = [row for path in data.published.glob("*.parquet") for row in parquet.read_table(path).to_pylist()]
    assert not [row for row in left if "80001" in str(row)]


def test_sql_and_python_tell_the_same_month(data: DataFolder) -> None:
    with closing(open_readonly(data.record)) as record:
        for table, (by, _) in PARTED.items():
            sql = _sql("SELECT {first}, {month} FROM {table}", table).replace("SELECT id,", f"SELECT {by},")
            told = record.execute(sql).fetchall()
            assert [month_of(value) for value, _ in told] == [month for _, month in told], table


def test_no_bytes_of_a_month_are_ever_others_under_its_name(data: DataFolder) -> None:
    seen: dict[str, str] = {}
    for number in range(3):
        take(data, 10 + number, NOVEMBER - timedelta(days=30 * number))
        publish(data)
        for path in data.published.glob("*.parquet"):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            assert seen.setdefault(path.name, digest) == digest
    assert len(seen) > 12
