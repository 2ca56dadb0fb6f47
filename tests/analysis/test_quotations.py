"""Quotations of ten words and more, and which of them are the same words."""

import pytest

from archive.analysis.quotations import BEFORE, CONTAINMENT, quotations, sampled

SAID = "لن نقبل بأي اتفاق لا يضمن عودة المهجرين إلى بيوتهم في المدينة القديمة"


@pytest.mark.parametrize(("opens", "closes"), [("«", "»"), ("“", "”"), ('"', '"'), ("„", "“")])
def test_words_between_marks_of_any_kind_are_a_quotation(opens: str, closes: str) -> None:
    (found,) = quotations(f"وقال الناطق: {opens}{SAID}{closes} ثم انصرف.")
    assert found.text == SAID
    assert found.before == "وقال الناطق:"


def test_a_quotation_of_fewer_than_ten_words_is_left_alone() -> None:
    assert list(quotations("وقال: «لن نقبل بأي اتفاق» وأضاف «قوات سوريا الديمقراطية»")) == []
    nine = " ".join(SAID.split()[:9])
    assert list(quotations(f"«{nine}»")) == []
    assert len(list(quotations(f"«{nine} اليوم»"))) == 1


def test_what_stands_before_is_cut_at_seventy_characters_and_at_the_paragraph() -> None:
    (found,) = quotations(f"فقرة أولى\n{'كلمة ' * 40}«{SAID}»")
    assert len(found.before) <= BEFORE
    assert "فقرة" not in found.before
    (found,) = quotations(f"فقرة أولى\nقال «{SAID}»")
    assert found.before == "قال"


def test_spelling_and_a_word_or_two_make_no_other_quotation_but_other_words_do() -> None:
    (one,) = quotations(f"«{SAID}»")
    (spelt,) = quotations(f"«{SAID.replace('إلى', 'الى').replace('أي', 'اي')}»")
    (longer,) = quotations(f"«{SAID} وهذا ما اتفقنا عليه منذ البداية»")
    (other,) = quotations(f"«{' '.join(reversed(SAID.split()))}»")
    assert one.containment(spelt) == 1
    assert one.containment(longer) == 1
    assert one.containment(other) < CONTAINMENT


def test_the_same_words_are_sampled_alike_wherever_they_stand() -> None:
    (one,) = quotations(f"«{SAID}»")
    (longer,) = quotations(f"«في البداية {SAID} وهذا ما اتفقنا عليه»")
    assert sampled(one) == {shingle for shingle in sampled(longer) if shingle in one.shingles}
    assert sampled(one)


def test_an_unclosed_mark_swallows_nothing_beyond_its_paragraph() -> None:
    found = list(quotations(f'قال "كذا ولم يغلق\nفقرة: "{SAID}" انتهى'))
    assert [one.text for one in found] == [SAID]
