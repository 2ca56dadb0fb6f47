"""Day nought and every day's delta after it give what a fresh download has; a pull killed anywhere hurts nothing."""

import hashlib
import os
import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.publish.manifest import read_manifest
from archive.publish.pulling import COPY, pull
from archive.publish.snapshot import publish
from archive.record.changes import note_redaction
from archive.record.store import open_record
from tests.publish.test_pulling import CHANGES, URL, copy, data, edits
from tests.support.killed_at import killed_at_each_change
from tests.support.made_pages import AT, OUTLET, TEXT, answer, page_of, take
from tests.support.pulled_copies import Shelf, differences

__all__ = ["copy", "data"]
DAYS = int(os.environ.get("WARRAQ_DELTA_DAYS", "2"))
# Every so many days something of another kind happens.
APART = 4


def a_day(data: DataFolder, n: int) -> None:
    """An article comes, one is edited, one looked at, one not found, one address used again, one version redacted."""
    at = AT + timedelta(days=n)
    with Intake(data.root, OUTLET) as intake:
        take(intake, page_of(f"{TEXT} في اليوم {n}.", url=URL.format(80_000 + n), title=f"خبر اليوم {n}", at=at))
        take(intake, page_of(f"{TEXT} وأُضيف {n}.", url=URL.format(70_003), title=f"خبر {n}", at=at))
        take(intake, answer(304, at, URL.format(70_009)))
        take(intake, answer(404, at, URL.format(80_000 + n - 2)))
    with closing(open_record(data.record)) as store, store.db.atomic():
        store.db.execute("UPDATE articles SET key = key || '~1' WHERE key = ?", (str(80_000 + n - 3),))
        (number,) = store.db.execute("SELECT max(id) FROM versions").fetchone()
        note_redaction(store.db, "versions", [number])
        store.db.execute("UPDATE versions SET author = '' WHERE id = ?", (number,))


def test_thirty_deltas_in_a_row_give_what_a_fresh_download_has(data: DataFolder, copy: Path) -> None:
    for n in range(DAYS):
        if n % APART == 0 and n // APART < len(CHANGES):
            CHANGES[n // APART](data)
        else:
            a_day(data, n)
        assert publish(data).delta
        # More of them would be larger than this small archive.
        if n % 3 == 2 or n == DAYS - 1:
            assert pull(Shelf(data), copy).whole == ""
    assert differences(data, copy / COPY) == []


@pytest.mark.parametrize("how", ["deltas", "whole"])
def test_a_pull_killed_at_any_of_its_steps_leaves_the_copy_of_before_or_the_new_one(
    data: DataFolder, copy: Path, how: str
) -> None:
    edits(data)
    publish(data)
    if how == "whole":
        shutil.rmtree(copy)
        copy.mkdir()
    before, seen = _sha256(copy / COPY), set[str]()
    for _ in killed_at_each_change(lambda: pull(Shelf(data), copy)):
        seen.add(_sha256(copy / COPY))
    # Killed behind the renaming, the next pull finds what it brought.
    pulled = pull(Shelf(data), copy)
    assert seen <= {before, _sha256(copy / COPY)}
    assert before in seen
    assert (pulled.to, differences(data, copy / COPY)) == (read_manifest(data)[0]["file"], [])


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
