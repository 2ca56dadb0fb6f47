"""Signs in a question that part nothing, and those that do."""

import pytest

from archive.search._punctuation import typed_question


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ('دا"عش', "دا•عش"),
        ("دا«ع»ش", "دا•ع•ش"),
        ('دا"عش"', "دا•عش•"),
        ("دا(ع)ش", "دا•ع•ش"),
        ("دا(عش", "دا•عش"),
        ("دا)عش", "دا•عش"),
        ("دا(عش)", "دا•عش•"),
        ("سوريا(قسد)", "سوريا(قسد)"),
        ('و"قسد"', 'و"قسد"'),
        ('"قسد التحالف"بيان', '"قسد التحالف"بيان'),
        ("title:(حلب)", "title:(حلب)"),
        ("حلب|ادلب", "حلب | ادلب"),
        ("دا|عش", "دا|عش"),
        ("title:حلب|ادلب", "title:حلب|ادلب"),
    ],
)
def test_signs_inside_a_word_mean_nothing(typed: str, read: str) -> None:
    assert typed_question(typed).folded == read


def test_initials_are_three_letters_or_more_with_signs_between() -> None:
    assert typed_question("د.ب.أ و أ.ف.ب. ثم ق.س و1.2.3 وU.N.").initials == {"دبا", "افب"}
