"""Notes are found by their words, whatever clings to them; a quotation is found in its text, however it was pasted."""

import pytest
from sqlite_utils.utils import sqlite3

from archive.desk.lists import tags_in
from archive.desk.notes import Quotation, add_note, drop_note, notes_of, place_of
from archive.desk.store import Desk
from archive.errors import BadConfiguration
from tests.support.marked_desk import AT, number_of


@pytest.mark.parametrize(
    ("words", "found"),
    [("القوات", True), ("قوات", True), ("الأمريكيّه", True), ("قو", True), ("قوات النظام", False), ("%", True),
     ('قوات" OR "x', False), ("NEAR(", False), ("", True)],
)  # fmt: skip
def test_a_note_is_found_by_its_words_folded_and_with_what_clings_to_them(
    desk: Desk, record: sqlite3.Connection, ids: dict[str, int], words: str, found: bool
) -> None:
    n = number_of(desk, record, ids["water"])
    add_note(desk, n, Quotation(""), "قارن بما قيل عن والقـ.ـوات الأمريكية", [], AT)
    assert bool(notes_of(desk, words=words)) is found


@pytest.mark.parametrize("pasted", ["قال   إن الضخ", "«قال إن\nالضخ»", ' "قال إن الضخ" '])
def test_a_quotation_is_found_whatever_parts_its_words(pasted: str) -> None:
    body = "ثم قال إن\u00a0الضخ عاد"
    place = place_of(pasted, body)
    assert place is not None
    assert body[slice(*place)] == "قال إن\u00a0الضخ"


def test_words_that_do_not_stand_so_in_the_text_are_no_quotation() -> None:
    assert place_of("عاد الضخ", "ثم قال إن الضخ عاد") is None
    assert place_of("«»", "«»") is None


def test_a_note_says_something(desk: Desk) -> None:
    with pytest.raises(BadConfiguration):
        add_note(desk, 1, Quotation("x"), " \r\n ", [], AT)


def test_a_note_that_is_removed_is_found_no_more(desk: Desk, record: sqlite3.Connection, ids: dict[str, int]) -> None:
    add_note(desk, number_of(desk, record, ids["water"]), Quotation(""), "معبر", ["x"], AT)
    (note,) = notes_of(desk)
    drop_note(desk, note["id"])
    assert (notes_of(desk), notes_of(desk, words="معبر")) == ([], [])
    assert desk.db.table("notes_fts").count == desk.db.table("note_tags").count == 0


def test_tags_are_parted_by_commas_of_either_script_and_by_signs() -> None:
    assert tags_in(" #مدة  الانقطاع، أرقام,أرقام\n#x ") == ["مدة الانقطاع", "أرقام", "x"]
