"""A saved search is told an edit when it is known to be one: never before, never twice, and never what it was not."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.alerts.collecting import collect
from archive.alerts.delivery import save
from archive.alerts.message import events_of
from archive.alerts.saved_search import SavedSearch, Wanted
from archive.alerts.store import Readers
from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.sqlite import open_readonly
from tests.support.made_pages import AT, OUTLET, take
from tests.support.made_stories import HOUR, LONG_NOTE, NOTE, import_pages, kinds, others, story_page, taken


@pytest.fixture
def intake(data: Path) -> Iterator[Intake]:
    with Intake(data, OUTLET) as opened:
        take(opened, story_page(1))
        yield opened


@pytest.fixture
def saved(intake: Intake) -> SavedSearch:
    """A search that finds every story; those before it are not new to it."""
    return save(intake.writer.data, Wanted(question="نموذجية", edits=True))


def found(folder: DataFolder, search: SavedSearch) -> list[str]:
    """The kinds of all that a search found of the first story, after one more pass."""
    with closing(open_readonly(folder.record)) as record, Readers(folder.readers) as readers:
        collect(record, readers)
        (first,) = record.execute("SELECT id FROM articles WHERE key = '80001'").fetchone()
        events = events_of(record, [match for match in readers.newest(search.id, 99) if match["article_id"] == first])
        return [event["kind"] for event in events]


def come(intake: Intake, *lines: str, count: int = 10) -> None:
    for page in others(*lines, count=count):
        take(intake, page)


def test_what_nobody_can_judge_yet_is_told_when_it_is_known_to_be_an_edit(
    intake: Intake, data: Path, saved: SavedSearch
) -> None:
    take(intake, story_page(1, NOTE, at=AT + HOUR))
    assert found(intake.writer.data, saved) == []
    come(intake)
    assert kinds(data) == ["first", "edit"]
    assert found(intake.writer.data, saved) == ["edit"]
    assert found(intake.writer.data, saved) == ["edit"]


def test_what_was_judged_before_anybody_looked_is_told_once(intake: Intake, saved: SavedSearch) -> None:
    take(intake, story_page(1, NOTE, at=AT + HOUR))
    come(intake)
    assert found(intake.writer.data, saved) == ["edit"]
    assert found(intake.writer.data, saved) == ["edit"]


def test_a_search_saved_between_a_change_and_its_verdict_is_told_it(intake: Intake) -> None:
    take(intake, story_page(1, NOTE, at=AT + HOUR))
    later = save(intake.writer.data, Wanted(question="نموذجية", edits=True))
    come(intake)
    assert found(intake.writer.data, later) == ["edit"]
    assert found(intake.writer.data, save(intake.writer.data, Wanted(question="نموذجية", edits=True))) == []


def test_furniture_is_never_told_whenever_it_is_known_to_be_that(
    intake: Intake, data: Path, saved: SavedSearch
) -> None:
    take(intake, story_page(1, NOTE, at=AT + HOUR))
    assert found(intake.writer.data, saved) == []
    come(intake, NOTE, count=4)
    take(intake, story_page(1, at=AT + 20 * HOUR))
    assert kinds(data) == ["first", "furniture", "furniture"]
    assert found(intake.writer.data, saved) == []


def test_texts_that_take_turns_are_told_when_they_were_edits_and_then_no_more(
    intake: Intake, data: Path, saved: SavedSearch
) -> None:
    titles = ("الخبر الأول من مدينة نموذجية", "عنوان آخر للخبر من مدينة نموذجية")
    told = []
    for visit in range(1, 9):
        take(intake, story_page(1, at=AT + visit * HOUR, title=titles[visit % 2]))
        told.append(len(found(intake.writer.data, saved)))
    assert told == [1, 2, 3, *[2] * 5]
    assert kinds(data) == ["first", "edit", "alternates", *["repeat"] * 6]


def test_an_edit_that_was_taken_back_is_in_no_message_and_no_feed(
    intake: Intake, data: Path, saved: SavedSearch
) -> None:
    take(intake, story_page(1, LONG_NOTE, at=AT + HOUR))
    assert found(intake.writer.data, saved) == ["edit"]
    come(intake, LONG_NOTE, count=12)
    intake.settle(last=True)
    assert kinds(data) == ["first", "furniture"]
    assert found(intake.writer.data, saved) == []


def test_a_verdict_on_what_an_import_brought_is_history(data: Path) -> None:
    taken(data, [story_page(50)])
    searches = [
        save(DataFolder(data), Wanted(question="نموذجية", edits=True, history=history)) for history in (False, True)
    ]
    import_pages(data, [[story_page(1)]])
    assert [found(DataFolder(data), search) for search in searches] == [[], ["new"]]
    import_pages(data, [[story_page(1, NOTE, at=AT + HOUR)]])
    assert kinds(data) == ["first", "unsettled"]
    assert [found(DataFolder(data), search) for search in searches] == [[], ["new"]]
    import_pages(data, [others()])
    assert kinds(data) == ["first", "edit"]
    assert [found(DataFolder(data), search) for search in searches] == [[], ["edit", "new"]]


@pytest.mark.parametrize(("lines", "told"), [((), ["new"]), ((NOTE,), [])])
def test_an_article_that_only_furniture_makes_match_is_not_told_as_new(
    data: Path, lines: tuple[str, ...], told: list[str]
) -> None:
    with Intake(data, OUTLET) as intake:
        take(intake, story_page(50))
        search = save(intake.writer.data, Wanted(question="جائزة القرية", edits=True))
        take(intake, story_page(1))
        assert found(intake.writer.data, search) == []
        take(intake, story_page(1, NOTE, at=AT + HOUR))
        assert found(intake.writer.data, search) == []
        come(intake, *lines)
        assert found(intake.writer.data, search) == told


def test_that_an_older_capture_makes_a_first_text_an_edit_is_history(data: Path) -> None:
    taken(data, [story_page(1, LONG_NOTE, at=AT + HOUR)])
    search = save(DataFolder(data), Wanted(question="نموذجية", edits=True))
    import_pages(data, [[story_page(1)]])
    assert kinds(data) == ["first", "edit"]
    assert found(DataFolder(data), search) == []
