"""WARC files are held against the rows of their captures, byte for byte, and nothing else may lie in them."""

import gzip
import os
import shutil
from functools import partial
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence._files import Files
from archive.exchange import Exchange
from archive.ingest.intake import Intake
from tests.support.changed_by_hand import change, found_bad
from tests.support.made_pages import AT, OUTLET, TEXT, page_of, take

bad = partial(found_bad, Files())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three articles, and one answer that was the same again."""
    data = tmp_path_factory.mktemp("files")
    with Intake(data, OUTLET) as intake:
        for n in (1, 2, 3, 3):
            take(intake, page_of(f"{TEXT} {n}", url=f"https://sample.example/7000{n}/slug/"))
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> DataFolder:
    return DataFolder(Path(shutil.copytree(made, tmp_path / "data")))


def file_of(data: DataFolder) -> Path:
    (path,) = data.warc.rglob("*.warc.gz")
    return path


def test_files_as_they_were_written_are_well_and_a_revisit_among_them(data: DataFolder) -> None:
    assert bad(data) == []
    assert gzip.decompress(file_of(data).read_bytes()).count(b"WARC-Type: revisit") == 1


def test_any_byte_that_is_another_is_found_in_its_capture_or_its_file(data: DataFolder) -> None:
    """Those of gzip headers and of the record that begins the file, too, which no hash of contents sees."""
    path = file_of(data)
    content = path.read_bytes()
    for place in [*range(24), *range(24, len(content), 97), len(content) - 1]:
        path.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        assert bad(data), place
    path.write_bytes(content)
    assert bad(data) == []


@pytest.mark.parametrize(
    ("sql", "where", "why"),
    [
        ("UPDATE captures SET url = url || 'x' WHERE id = 2", "capture 2 in", "and its row says https"),
        ("UPDATE captures SET status = 201 WHERE id = 2", "capture 2 in", "has the status 200"),
        ("UPDATE captures SET fetched_at = '2026-11-20T06:00:01Z' WHERE id = 2", "capture 2 in", "row says 2026"),
        ("UPDATE captures SET content_type = 'text/plain' WHERE id = 2", "capture 2 in", "row says text/plain"),
        ("UPDATE captures SET body_sha256 = 'x' WHERE id = 4", "capture 4 in", "Its bytes are not those"),
        ("UPDATE captures SET warc_length = warc_length - 1 WHERE id = 2", "capture 2 in", "No whole record"),
        ("UPDATE captures SET warc_offset = 9999999 WHERE id = 2", "capture 2 in", "No whole record"),
        ("UPDATE captures SET warc_offset = -1 WHERE id = 2", "capture 2 in", "cannot be"),
        ("UPDATE captures SET warc_file = '2026/11/x-20261120.warc.gz' WHERE id = 2", "capture 2 in", "is not there"),
        ("DELETE FROM captures WHERE id = 2", "warc/2026/11/sample", "70002/slug/ that no row tells of"),
    ],
)
def test_a_row_that_says_something_else_is_named(data: DataFolder, sql: str, where: str, why: str) -> None:
    change(data, sql)
    assert any(found.startswith(where) and why in told for found, told in bad(data)), bad(data)


def test_what_is_no_file_of_ours_is_named_and_what_was_cut_off_one_is_not(data: DataFolder) -> None:
    file_of(data).with_name(f"{file_of(data).name}.cut-99").write_bytes(b"cut off")
    assert bad(data) == []
    (data.warc / "notes.txt").write_text("x")
    (data.warc / "2026/link").symlink_to("/nowhere")
    # What links to a folder is followed by no backup, and no file behind it is met.
    (data.warc / "2026/12").symlink_to(data.warc / "2026/11")
    (data.warc / "2026/11/more").mkdir()
    os.mkfifo(data.warc / "2026/10")
    link, pipe, foreign = "It is a link, and", "It is no file", "Warraq makes nothing of this name."
    expected = {
        "warc/notes.txt": [foreign],
        "warc/2026/11/more": [foreign],
        "warc/2026/12": [link],
        "warc/2026/link": [foreign, link],
        "warc/2026/10": [foreign, pipe],
    }
    found = bad(data)
    assert {where for where, _ in found} == expected.keys()
    for where, whys in expected.items():
        told = [why for one, why in found if one == where]
        assert len(told) == len(whys)
        assert all(why.startswith(begins) for why, begins in zip(told, whys, strict=True))


def test_a_file_that_is_lost_costs_its_captures_and_is_named(data: DataFolder) -> None:
    file_of(data).unlink()
    assert {found for found, _ in bad(data)} == {
        "warc/2026/11/sample-20261120.warc.gz",
        *(f"capture {n} in warc/2026/11/sample-20261120.warc.gz" for n in range(1, 5)),
    }


def test_what_a_writer_left_unacknowledged_in_the_newest_file_of_a_name_is_not_bad_and_in_an_older_one_is(
    data: DataFolder,
) -> None:
    path = file_of(data)
    with path.open("ab") as file:
        file.write(gzip.compress(b"WARC/1.1"))
    assert bad(data) == [], "the next start cuts it off"
    with Intake(data.root, OUTLET) as intake:
        later = AT.replace(day=22)
        intake.keep(Exchange(url="https://sample.example/feed", status=200, headers=(), body=b"x", fetched_at=later))
    with path.open("ab") as file:
        file.write(gzip.compress(b"WARC/1.1"))
    ((where, why),) = bad(data)
    assert (where, "behind the last capture" in why) == ("warc/2026/11/sample-20261120.warc.gz", True)
