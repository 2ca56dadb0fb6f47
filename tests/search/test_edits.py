"""Search inside edits: a hit stands in what was removed, or added; whose doing it is, how grave, how soon."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3

from archive.search.compiled import Mode
from archive.search.edits import EditFilter, EditGroup, EditPlace, EditSearch, Side, Who, has_edits
from archive.sqlite import open_readonly
from tests.support import edited_archive
from tests.support.reading_room import Site

Names = Callable[..., list[str]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return edited_archive.make(tmp_path_factory.mktemp("edited"))


@pytest.fixture(scope="module")
def names(site: Site) -> Names:
    """What a question finds, by the names of the articles and the numbers of their versions."""
    known = {number: name for name, number in site.ids.items()}

    def find(text: str, side: Side = "removed", mode: Mode = "names", **narrowed: object) -> list[str]:
        with closing(open_readonly(site.data / "warraq.db")) as connection:
            search = EditSearch(connection, text, side, mode)
            ids = search.ids(EditFilter(**narrowed), limit=50)  # type: ignore[arg-type]
            rows = connection.execute("SELECT id, article_id, n FROM versions").fetchall()
        versions = {number: f"{known[article]} {n}" for number, article, n in rows}
        return sorted(versions[number] for number in ids)

    return find


def test_a_hit_stands_in_the_removed_or_the_added_words_and_never_beside_them(names: Names) -> None:
    assert names("عطل") == ["fire 2", "wording 2"]
    assert names("عطل", "added") == []
    assert names("خلل", "added") == ["wording 2"]
    assert names("خلل", "both") == ["wording 2"]
    # Right beside the place, in the text before and after.
    assert names("الحريق", "both") == names("محطة", "both") == []


def test_words_are_found_as_in_the_search_of_texts(names: Names) -> None:
    assert names("عطلٌ") == names("عَطَل") == names("عطل", mode="exact") == ["fire 2", "wording 2"]
    assert names('"عطل كهربائي"') == ["fire 2"]
    assert names('"كهربائي عطل"') == []
    assert names("عطل -كهربائي") == ["wording 2"]
    assert names("اسبوعين أو كهربائي") == ["fire 2", "pump 2", "pump 4"]
    # In another form, which only a removed text has.
    assert names("وزيارة", mode="forms", who="round") == names("زيارة", who="round") == ["round 2"]


def test_both_sides_can_be_asked_at_once_of_one_place(names: Names) -> None:
    assert names('removed:عطل added:"إثر خلل"') == ["wording 2"]
    assert names("removed:عطل added:41") == []
    assert names("حُذف:عطل أُضيف:سبب", "added") == ["fire 2"]
    assert names("added:أسبوعين") == ["pump 3"]


def test_a_question_can_be_narrowed_to_outlets_and_headlines_as_elsewhere(names: Names) -> None:
    assert names("عطل outlet:furat") == ["wording 2"]
    assert names("title:أسبوعين") == ["pump 2", "pump 4"]
    assert names("عطل", outlets=["sahel"]) == ["fire 2"]


@pytest.mark.parametrize("name", [name for name, told in edited_archive.ARTICLES.items() if told.grades])
def test_an_edit_is_found_by_its_grade_and_what_has_no_grade_by_none(names: Names, name: str) -> None:
    (grade,) = edited_archive.ARTICLES[name].grades
    every = names("")
    assert (f"{name} 2" in every) == bool(grade)
    if grade:
        assert f"{name} 2" in names("", grades=[grade])
        assert f"{name} 2" not in names("", grades=[one for one in ("meaning", "spelling") if one != grade])


@pytest.mark.parametrize(("who", "found"), [("us", "ours 2"), ("round", "round 2"), ("unsettled", "waiting 2")])
def test_what_is_no_edit_of_an_outlet_is_in_no_search_but_its_own(names: Names, who: Who, found: str) -> None:
    for side in ("removed", "added", "both"):
        assert names("البستان", side) == names("البستان", side, "forms") == []
    assert names("البستان", who=who) == [found]


def test_moved_text_is_neither_removed_nor_added(names: Names, site: Site) -> None:
    assert names("القلمون", "both") == []
    assert site.rows("SELECT kind FROM versions WHERE article_id = ? AND n = 2", [site.ids["moved"]]) == [
        {"kind": "edit"}
    ]


def test_edits_are_counted_by_all_that_can_narrow_them(site: Site) -> None:
    groups = site.ask(lambda connection: EditSearch(connection, "عطل", "removed").groups())
    assert sorted(groups) == [
        EditGroup("outlet", "meaning", "sahel", "hour", 1),
        EditGroup("outlet", "wording", "furat", "hour", 1),
    ]
    every = site.ask(lambda connection: EditSearch(connection, "", "removed").groups())
    assert {group.lag for group in every} == {"hour", "day", "later"}
    assert sum(group.edits for group in every if group.who == "us") == 2


def test_the_place_of_a_hit_has_its_words_marked_on_the_side_that_was_asked(site: Site) -> None:
    def ask(connection: object) -> dict[int, list[EditPlace]]:
        search = EditSearch(connection, "أسبوعين", "removed", "names")  # type: ignore[arg-type]
        return search.places(search.ids(EditFilter(), limit=9))

    places = [place for found in site.ask(ask).values() for place in found]
    assert {(place.field, place.removed_marked) for place in places} == {
        ("title", "\x02أسبوعين\x03"),
        ("body", "\x02أسبوعين\x03"),
    }
    assert not any("\x02" in place.added_marked for place in places)


def test_the_longest_standing_come_first_where_that_is_asked(site: Site) -> None:
    def ask(connection: object) -> list[int]:
        return EditSearch(connection, "", "removed").ids(EditFilter(), limit=1, order="longest")  # type: ignore[arg-type]

    (first,) = site.ask(ask)
    assert site.rows("SELECT article_id FROM versions WHERE id = ?", [first]) == [{"article_id": site.ids["pump"]}]


def test_nothing_typed_is_an_error(names: Names) -> None:
    for text in ("((", '"', "removed:", 'added:"', "title:(", "OR", "removed:( added:)", "*", "حذف:«عطل", "-"):
        names(text, "both", "forms")


def test_a_file_from_before_edits_were_kept_has_none(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "old.db")) as connection:
        assert not has_edits(connection)
