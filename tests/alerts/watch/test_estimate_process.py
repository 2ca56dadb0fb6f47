"""A reader's list weighed beside the pages: how far it is, what came of it, and when it is given up."""

from pathlib import Path

import pytest

from archive.alerts.watch import estimate_process
from archive.alerts.watch.estimate_process import Weighed, weigh, weighed
from archive.data_folder import DataFolder
from archive.search.batch.jobs import Jobs, SubmittedList, Token
from archive.search.name_lists import Name

NAMES = tuple(Name(line, "", text) for line, text in enumerate(("الورشة", "مهرج*", "لا أحد هنا"), start=1))


def asked(tmp_path: Path) -> tuple[Jobs, Token]:
    jobs = Jobs(tmp_path)
    return jobs, jobs.add(SubmittedList(NAMES, ()))


def test_what_came_of_it_is_read_again_as_it_was_worked_out(folder: DataFolder, tmp_path: Path) -> None:
    jobs, token = asked(tmp_path)
    assert weighed(jobs, token) == Weighed()
    weigh(folder.record, jobs, token, lambda: False)
    found = weighed(jobs, token)
    assert found.estimate is not None
    assert (found.reached, found.is_over, found.asked, found.estimate.counts) == (2, True, (0, 2), (1, 0))
    assert [name.text for name in found.watched(NAMES)] == ["الورشة", "لا أحد هنا"]


def test_a_list_that_nobody_waits_for_and_one_that_takes_too_long_are_given_up(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimate_process, "SAVE_SECONDS", 0.0)
    jobs, token = asked(tmp_path)
    weigh(folder.record, jobs, token, lambda: True)
    assert weighed(jobs, token) == Weighed(1, is_over=True)
    monkeypatch.setattr(estimate_process, "LIST_SECONDS", 0.0)
    weigh(folder.record, jobs, token, lambda: False)
    assert weighed(jobs, token).watched(NAMES) == []
