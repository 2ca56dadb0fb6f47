"""A replay writes what it finds to be new, and nothing of what is as it was."""

from contextlib import closing
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.ingest.replaying import Replayed, open_for_replay, replay
from archive.model import Outlet
from archive.sqlite import open_readonly
from tests.support.made_pages import LATER_RULES, OUTLET, TEXT, page_of, rows, take


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with Intake(tmp_path, OUTLET) as intake:
        take(intake, page_of(TEXT))
    return tmp_path


def replayed(data: Path, outlet: Outlet) -> tuple[list[Replayed], bool]:
    """What became of each article, and whether anything was written into the record."""
    with closing(open_readonly(data / "warraq.db")) as beside, open_for_replay(DataFolder(data)) as writer:
        before = beside.execute("PRAGMA data_version").fetchone()
        found = [what for _, what, _ in replay(writer, {outlet.name: outlet})]
        return found, beside.execute("PRAGMA data_version").fetchone() != before


def test_a_replay_by_the_rules_that_read_everything_commits_nothing(data: Path) -> None:
    assert replayed(data, OUTLET) == (["same"], False)


def test_a_replay_by_other_rules_says_so_of_each_text_once(data: Path) -> None:
    assert replayed(data, LATER_RULES) == (["same"], True)
    assert replayed(data, LATER_RULES) == (["same"], False)
    assert [row["kind"] for row in rows(data, "SELECT kind FROM log WHERE kind = 'reread'")] == ["reread"]


def test_what_an_earlier_reading_left_out_is_filled_in_though_the_text_is_the_same(data: Path) -> None:
    with Intake(data, OUTLET) as intake:
        intake.writer.store.db.execute("UPDATE articles SET lang = ''")
        intake.writer.store.db.conn.commit()
    assert replayed(data, OUTLET) == (["same"], True)
    assert [row["lang"] for row in rows(data, "SELECT lang FROM articles")] == ["ar"]
