"""A list is opened by its token alone, lives for an hour, and is known to have been left when its process is gone."""

import os
import stat
import time
from pathlib import Path

import pytest

from archive.search.batch import jobs as module
from archive.search.batch.counting import Counted, Near, Newest
from archive.search.batch.jobs import Found, Jobs, SubmittedList, Token, TooManyLists, folder_for
from archive.search.name_lists import Name, Remark
from archive.search.query_parser import Note

ASKED = SubmittedList((Name(1, "B-1", "سدّ الرستن"),), (Remark(2, "من", "common"),), "forms", True, "names.csv")
NEWEST = Newest(7, "عنوان", "https://example.org/", "ar")
COUNTED = Counted(3, 2, "2026-11-01", "2026-11-02", NEWEST, (Note("bad_day", "x"),))


def aged(folder: Path, seconds: float) -> None:
    for path in folder.iterdir():
        os.utime(path, (time.time() - seconds, time.time() - seconds))


def test_what_was_put_in_comes_out_by_its_token_and_by_no_other(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path)
    token = jobs.add(ASKED)
    found = Found("running", [COUNTED, None, Counted(0, 0, "", "", None)], {2: [Near("سد", "names", 4)]}, 30, 1.5)
    jobs.put(token, found)
    assert (jobs.submitted(token), jobs.found(token)) == (ASKED, found)
    assert found.lacking == [2]
    for other in ("A" * 22, "../../etc/passwd", ""):
        assert jobs.submitted(Token(other)) is None


def test_nothing_in_the_files_or_their_names_says_what_is_in_them(tmp_path: Path) -> None:
    token = Jobs(tmp_path).add(ASKED)
    for path in tmp_path.iterdir():
        assert token not in path.name
        assert not any(word.encode() in path.read_bytes() for word in ("الرستن", "names.csv", token))
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_was_changed_or_exchanged_is_none(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path)
    token, other = jobs.add(ASKED), jobs.add(ASKED)
    first, second = (next(tmp_path.glob(f"{jobs._path(one, '').name}*.asked")) for one in (token, other))
    first.write_bytes(second.read_bytes())
    assert jobs.submitted(token) is None
    second.write_bytes(second.read_bytes()[:-1])
    assert jobs.submitted(other) is None


def test_a_list_goes_an_hour_after_it_was_last_touched(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path)
    token = jobs.add(ASKED)
    aged(tmp_path, module.KEPT_SECONDS - 60)
    jobs.sweep()
    assert jobs.submitted(token) == ASKED
    aged(tmp_path, module.KEPT_SECONDS + 1)
    jobs.sweep()
    assert list(tmp_path.iterdir()) == []


def test_a_list_whose_process_is_gone_has_ended_with_what_it_found(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path)
    token = jobs.add(ASKED)
    jobs.put(token, Found("running", [COUNTED], {}, 30, 1.0))
    aged(tmp_path, module.SILENT_SECONDS + 1)
    assert jobs.found(token) == Found("ended", [COUNTED], {}, 30, 1.0)


def test_only_so_many_are_under_way(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path)
    tokens = [jobs.add(ASKED) for _ in range(module.MOST_UNDER_WAY)]
    with pytest.raises(TooManyLists):
        jobs.add(ASKED)
    jobs.put(tokens[0], Found("done"))
    jobs.add(ASKED)


def test_the_folder_is_this_users_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MEMORY", tmp_path)
    folder = folder_for(tmp_path / "warraq.db")
    assert folder == folder_for(tmp_path / "warraq.db") != folder_for(tmp_path / "other.db")
    folder.chmod(0o755)
    with pytest.raises(PermissionError):
        folder_for(tmp_path / "warraq.db")
