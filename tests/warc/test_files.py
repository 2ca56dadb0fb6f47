"""The names of our WARC files, and which of them are whose."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.warc.files import day_of, file_of_day, files_of, is_ours, number_of, writer_of

AT = datetime(2026, 11, 22, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize("number", [1, 2, 10])
def test_a_name_says_whose_file_it_is_of_which_day_and_which_of_the_day(tmp_path: Path, number: int) -> None:
    name = file_of_day(tmp_path, "enab-en", AT, number).relative_to(tmp_path).as_posix()
    assert is_ours(name)
    assert (writer_of(name), day_of(name), number_of(name)) == ("enab-en", "20261122", number)


def test_the_files_of_a_name_come_in_the_order_in_which_they_were_begun_and_without_others(tmp_path: Path) -> None:
    mine = [file_of_day(tmp_path, "enab", AT, number) for number in (1, 2, 10)]
    mine.append(file_of_day(tmp_path, "enab", AT.replace(day=23)))
    for path in (*mine, file_of_day(tmp_path, "enab-en", AT), file_of_day(tmp_path, "enab-20261122", AT)):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (mine[0].parent / "enab-20261122.warc.gz.cut-9").touch()
    assert files_of(tmp_path, "enab") == mine
    assert files_of(tmp_path, "enab", AT) == mine[:3]


@pytest.mark.parametrize("name", ["2026/11/x-2026112.warc.gz", "2026/11/x-20261122-0.warc.gz", "x-20261122.warc.gz"])
def test_what_has_another_form_is_nobodys(name: str) -> None:
    assert (is_ours(name), writer_of(name), day_of(name), number_of(name)) == (False, "", "", 0)
