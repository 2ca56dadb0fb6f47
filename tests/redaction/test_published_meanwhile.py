"""Whoever publishes while an article is taken out publishes nothing of it: neither who began before, nor who comes
between the record and its cleansing."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest

from archive.crawl_state.redactions import Redactions
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.publish.manifest import read_manifest
from archive.publish.snapshot import publish
from archive.record.store import open_record
from archive.redaction import apply
from archive.redaction.plan import Wanted, plans
from tests.redaction.conftest import Desk
from tests.support.redacted_archive import files_with

# Publishes, and waits at a step for a line.
PUBLISH = """
import sys
from pathlib import Path
from archive.data_folder import DataFolder
from archive.publish.snapshot import publish

def on_step(step):
    if step == "delta":
        print(step, flush=True)
        sys.stdin.readline()

publish(DataFolder(Path(sys.argv[1])), on_step)
"""
# Takes the articles out, and ends right behind the record's commit.
REDACT = """
import os, sys
from pathlib import Path
from archive.data_folder import DataFolder
from archive.redaction.apply import finish

finish(DataFolder(Path(sys.argv[1])), lambda step: step == "private files" and os._exit(9))
"""


def start(desk: Desk) -> None:
    wanted = Wanted(ids=(desk.article,), level="erase", reason="safety", name="", other_pages=True)
    with closing(open_record(desk.data.record)) as store, Redactions(desk.data.service) as redactions:
        apply.begin(redactions, plans(desk.data, store, redactions, wanted), None)


@contextmanager
def publishing(data: DataFolder) -> Iterator[Callable[[], int]]:
    """Another process that has its copy of the record; the function lets it go on, and waits for its end."""
    with subprocess.Popen(
        [sys.executable, "-c", PUBLISH, str(data.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "delta\n"
        try:
            yield lambda: (process.communicate("\n"), process.returncode)[1]
        finally:
            process.kill()


def test_a_publish_that_has_its_copy_already_is_waited_for_and_what_it_made_is_withdrawn(desk: Desk) -> None:
    with publishing(desk.data) as goes_on:
        start(desk)
        waiting = subprocess.Popen([sys.executable, "-c", REDACT.replace("9)", "0)"), str(desk.data.root)])
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(1.5)
        assert goes_on() == 0
        assert waiting.wait(60) == 0
    assert len(read_manifest(desk.data)) == 2
    assert apply.finish(desk.data) == []
    assert files_with(desk.data.root) == []
    (left,) = read_manifest(desk.data)
    assert len(left["replaces"]) == 2


def test_nobody_publishes_between_the_record_and_its_cleansing(desk: Desk) -> None:
    """Though whoever took it out was killed there."""
    start(desk)
    assert subprocess.run([sys.executable, "-c", REDACT, str(desk.data.root)], check=False).returncode == 9
    with pytest.raises(WarraqError, match="A redaction was begun and has not come to its end"):
        publish(desk.data)
    assert apply.finish(desk.data) == []
    assert files_with(desk.data.root) == []
    publish(desk.data)
    assert files_with(desk.data.root) == []
