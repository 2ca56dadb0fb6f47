"""Where the file of a desk lies."""

from pathlib import Path

from archive.data_folder import DataFolder
from archive.web.app.desk_access import desk_beside


def test_the_desk_of_a_file_among_the_downloads_lies_beside_the_archive(tmp_path: Path) -> None:
    file = DataFolder(tmp_path).published / "warraq-2026-11-22.db"
    assert desk_beside(file) == file.with_name("desk.db"), "a folder that merely has this name"
    (tmp_path / "warraq.db").touch()
    assert desk_beside(file) == desk_beside(tmp_path / "warraq.db") == tmp_path / "desk.db"
