"""How much an edit changed, by the written rules."""

import pytest

from archive.versions.change_labels import name_changes
from archive.versions.edit_grades import grade_of
from archive.versions.edit_spans import edit_spans

TEXT = "قال وزير الصحة إن المستشفى استقبل 12 مصابًا بعد انقطاع الكهرباء، وإن الفرق تعمل منذ الصباح."


@pytest.mark.parametrize(
    ("was", "now", "grade"),
    [
        ("الكهرباء", "الكهربا", "spelling"),
        ("استقبل", "استضاف", "wording"),
        ("منذ الصباح", "طوال النهار", "wording"),
        ("12", "15", "number_or_name"),
        ("الصحة", "النقل", "number_or_name"),
        ("استقبل", "لم يستقبل", "meaning"),
        ("بعد انقطاع الكهرباء،", "", "wording"),
        ("، وإن الفرق تعمل منذ الصباح", "", "meaning"),
        ("مصابًا", "مصابًا بحسب بيان على صفحة الوزارة", "meaning"),
    ],
)
def test_an_edit_is_graded_by_the_first_rule_that_holds_of_its_gravest_place(was: str, now: str, grade: str) -> None:
    old, new = ("عنوان", TEXT), ("عنوان", TEXT.replace(was, now))
    assert grade_of(edit_spans(old, new), old, new, name_changes(old, new)[0]) == grade


def test_an_edit_in_which_no_word_came_or_went_has_no_grade() -> None:
    assert grade_of((), ("عنوان", TEXT), ("عنوان", TEXT), "") is None
