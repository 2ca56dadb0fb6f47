"""Which texts are one form filled in twice, and which are a copy that somebody edited."""

import random
from itertools import pairwise

import pytest

from archive.copies._filled_forms import are_two_reports
from archive.text.folding import words_for_comparison
from tests.support.copy_forms import FRAMES, filled

REPORT = words_for_comparison(
    "قال مدير المياه إن الورشات انتهت من إصلاح الخط الرئيسي الذي يغذي الأحياء الشرقية، وإن الضخ سيعود تدريجيًا خلال"
    " ساعات بعد أن توقف أسبوعين بسبب عطل في المضخات التي تعمل منذ عشرات السنوات دون صيانة"
)


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_a_form_filled_in_for_another_event_is_another_report(frame: str) -> None:
    chance = random.Random(3)
    filled_in = [words_for_comparison(filled(frame, chance)) for _ in range(20)]
    pairs = list(pairwise(filled_in))
    assert sum(are_two_reports(one, other) for one, other in pairs) >= 0.75 * len(pairs)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("قال مدير المياه", "أعلن مسؤول في المدينة"),
        ("سيعود تدريجيا", "سوف يرجع"),
        ("ساعات", "وقت قصير"),
        ("الورشات", "فرق العمل"),
        ("أسبوعين", "ثلاثة"),
    ],
)
def test_a_copy_with_one_stretch_in_other_words_is_no_other_report(old: str, new: str) -> None:
    edited = words_for_comparison(" ".join(REPORT).replace(" ".join(words_for_comparison(old)), new))
    assert edited != REPORT
    assert not are_two_reports(REPORT, edited)


def test_a_copy_edited_in_common_words_is_no_other_report() -> None:
    edited = ["اعلن", *REPORT[1:12], "جميع", *REPORT[13:20], "عدد", *REPORT[21:]]
    assert not are_two_reports(REPORT, edited)


def test_one_name_put_in_the_place_of_another_throughout_is_the_outlets_manner_and_no_other_report() -> None:
    text = "هاجمت قسد القرية ثم انسحبت قسد منها بعد ساعات وقالت قسد في بيان إنها فعلت ذلك لحماية الأهالي من القصف"
    other = text.replace("قسد", "قوات سوريا الديمقراطية")
    assert not are_two_reports(*map(words_for_comparison, (text, other)))


def test_an_outlets_own_name_in_the_place_of_the_others_makes_no_other_report() -> None:
    text = "قال الناشط لعنب بلدي يوم الخميس إن القصف تركز على الأحياء السكنية وأدى إلى دمار واسع في المنازل"
    other = text.replace("لعنب بلدي", "لفرات بوست").replace("الخميس", "الجمعة")
    assert not are_two_reports(*map(words_for_comparison, (text, other)))


def test_what_stands_before_or_behind_makes_no_form_of_a_copy() -> None:
    assert not are_two_reports(REPORT, ["دمشق", "سانا", *REPORT, "المصدر", "وكالات"])


def test_leads_that_do_not_align_are_never_taken_for_one_frame() -> None:
    one = [*REPORT[:10], "5", *REPORT[10:20], "6"]
    other = [*REPORT[20:], "7", *reversed(REPORT[:10]), "8"]
    assert not are_two_reports(one, other)
