"""A redaction leaves readers their marks, and in them nothing of what it took out."""

from contextlib import closing
from pathlib import Path

import pytest

from archive.crawl_state.redactions import Redactions
from archive.data_folder import DataFolder
from archive.desk.csv_file import export, import_csv
from archive.desk.lists import listed, lists_of, tags_of
from archive.desk.notes import notes_of
from archive.desk.resolving import Standing, identity_of, standing_of
from archive.desk.store import Desk as ReadersDesk
from archive.record.redactions import LEVELS, Level
from archive.record.store import open_record, read_record
from archive.redaction.apply import begin, finish
from archive.redaction.plan import Wanted, plans
from archive.redaction.restoring import restore
from tests.redaction.conftest import Desk
from tests.redaction.test_restoring import made_key
from tests.support.marked_desk import mark
from tests.support.redacted_archive import URL, files_with


def take_out(data: DataFolder, article: int, level: Level, key: Path | None = None) -> tuple[list[str], list[str]]:
    """What the plan says of desk.db, and the files in which something is left."""
    wanted = Wanted(ids=(article,), level=level, reason="safety")
    with closing(open_record(data.record)) as store, Redactions(data.service) as redactions:
        found = plans(data, store, redactions, wanted)
        begin(redactions, found, key)
    told = [f"{place.count} {place.done}" for one in found for place in one.places if place.store == "desk.db"]
    return told, finish(data)


@pytest.mark.parametrize("level", LEVELS)
def test_marks_survive_a_redaction_and_name_nothing(desk: Desk, level: Level, tmp_path: Path) -> None:
    key = made_key(tmp_path, "seal")[1] if level == "seal" else None
    with ReadersDesk(desk.data.desk, "reader") as marks, closing(read_record(desk.data.record)) as record:
        list_id = mark(marks, record, desk.article)
        identity = identity_of(record, desk.article)
    assert identity is not None
    told, left = take_out(desk.data, desk.article, level, key)
    assert (told, left) == (["3 its key removed; their own words stay"], [])
    assert files_with(desk.data.root, (URL, identity[1])) == []
    with ReadersDesk(desk.data.desk, "reader") as marks, closing(read_record(desk.data.record)) as record:
        (row,) = listed(marks, list_id)
        assert standing_of(record, row, row["version"]) == Standing(withdrawn=True)
        assert (len(notes_of(marks)), len(tags_of(marks))) == (1, 3)
        text = export(marks, record)
        with ReadersDesk(desk.data.root / "other.db", "reader") as other:
            import_csv(other, record, text, "2026-11-27T00:00:00Z")
            assert export(other, record) == text
            assert [one["articles"] for one in lists_of(other)] == [1]


def test_what_is_put_back_is_on_the_list_again(desk: Desk) -> None:
    with ReadersDesk(desk.data.desk, "reader") as marks, closing(read_record(desk.data.record)) as record:
        list_id = mark(marks, record, desk.article)
        before = export(marks, record)
    take_out(desk.data, desk.article, "hide")
    restore(desk.data, desk.article, None)
    with ReadersDesk(desk.data.desk, "reader") as marks, closing(read_record(desk.data.record)) as record:
        (row,) = listed(marks, list_id)
        assert standing_of(record, row, row["version"]) == Standing(desk.article)
        assert export(marks, record).count(URL) == before.count(URL)
