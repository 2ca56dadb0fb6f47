"""What an edit changed, by name."""

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.versions.change_labels import LONGEST_SLIP, name_changes
from tests.support.hostile_texts import TEXTS


def test_a_slip_is_looked_for_in_words_and_in_nothing_longer() -> None:
    word = "ا" * (LONGEST_SLIP - 1)
    assert name_changes(("", f"قال {word}ت ثم"), ("", f"قال {word}ب ثم")) == ("typo", "")
    assert name_changes(("", f"قال {word}ات ثم"), ("", f"قال {word}اب ثم")) == ("text", "")


def test_signs_around_a_word_are_no_part_of_it_and_signs_within_it_are() -> None:
    assert name_changes(("", "«خزان»، (3)!"), ("", "خزان [5]")) == ("numbers text", "3→5")
    assert name_changes(("", "في 2020--2021 ثم"), ("", "في 2020--2022 ثم")) == ("typo", "")


@pytest.mark.parametrize("unit", ["ا", "ـ", "-", "!؟", ".", "9", "9,", "\u200f", "\u0301\u0316"])
def test_a_quarter_million_of_one_thing_is_named_like_any_other_change(unit: str) -> None:
    """What compares each of its characters with all the others would be at it for many minutes."""
    text = unit * (250_000 // len(unit))
    names, _ = name_changes((text[:500], f"ا{text}ا"), (text[:499], f"ب{text}ب"))
    assert set(names.split()) <= {"headline", "numbers", "typo", "text"}
    assert names.endswith(("text", "typo"))


@given(TEXTS, TEXTS)
def test_equal_words_have_no_name_and_no_text_is_an_error(old: str, new: str) -> None:
    names, _ = name_changes((old, new), (new, old))
    assert ("headline" in names) == ("text" in names or "typo" in names)
    assert name_changes((old, new), (old, new)) == ("", "")


@pytest.mark.parametrize(
    ("old", "new", "numbers"),
    [
        ("أصيب ست نساء في القصف", "أصيب الست نساء في القصف", ""),
        ("أصيب ثلاث نساء في القصف", "أصيب بثلاث نساء في القصف", ""),
        ("أصيب ست نساء في القصف", "أصيب سبع نساء في القصف", "ست→سبع"),
    ],
)
def test_a_number_with_a_proclitic_is_the_same_number(old: str, new: str, numbers: str) -> None:
    assert name_changes(("عنوان", old), ("عنوان", new))[1] == numbers


def test_a_text_of_half_a_megabyte_that_became_another_is_named_in_a_moment() -> None:
    """Named inside the record's lock: a distance of letters, the square of a page, once took minutes there."""
    old, new = (" ".join(f"كلمة{n}" for n in range(start, start + 50_000)) for start in (0, 500_000))
    started = time.process_time()
    assert name_changes(("خبر", old), ("خبر", new)) == ("text", "")
    assert time.process_time() - started < 5


def test_numbers_among_thousands_of_words_that_say_nothing_are_named_in_a_moment() -> None:
    """What holds each number was looked for to the end of the text: 26 s for 8,000 words."""
    old, new = (" ".join(number if at % 14 == 0 else "في" for at in range(8_000)) for number in ("3", "4"))
    started = time.process_time()
    assert name_changes(("خبر", old), ("خبر", new)) == ("numbers text", "")
    assert time.process_time() - started < 5


TOLL = "وقال المركز الطبي في البلدة إن {} في القصف على السوق، وإن فرق الإسعاف وصلت"
# Before and after, and the arrows between them.
ONE_PLACE = [
    ("3 مدنيين قتلوا", "5 مدنيين قتلوا", "3→5"),
    ("3 قتلى سقطوا", "11 قتيلًا سقطوا", "3→11"),
    ("ثلاثة أشخاص قتلوا", "أحد عشر شخصًا قتلوا", "ثلاثة→أحد_عشر"),
    ("3 نساء قتلن", "11 امرأة قتلن", "3→11"),
    ("أكثر من 100 شخص نزحوا", "نحو 90 شخصًا نزحوا", "100→90"),
    ("12 عاملًا أصيبوا", "ما لا يقل عن 20 عاملًا أصيبوا", "12→20"),
    ("25 شخصًا نزحوا", "25 ألف شخص نزحوا", "25→25_ألف"),
    ("ثلاثة أشخاص قتلوا", "15 شخصًا قتلوا", "ثلاثة→15"),
    ("أربعة أيام مضت", "12 يومًا مضت", "أربعة→12"),
    ("25 ألف شخص نزحوا", "30 ألف شخص نزحوا", "25_ألف→30_ألف"),
    ("25 ألفًا نزحوا", "30 ألفًا نزحوا", "25_ألفًا→30_ألفًا"),
    ("مئة وعشرين عائلة نزحت", "مئة وثلاثين عائلة نزحت", "مئة_وعشرين→مئة_وثلاثين"),
    ("مئة شخص نزحوا", "مئة وعشرين شخصًا نزحوا", "مئة→مئة_وعشرين"),
    ("اثني عشر حيًا تضررت", "أربعة عشر حيًا تضررت", "اثني_عشر→أربعة_عشر"),
    ("3 و9 أطفال أصيبوا", "4 و12 أطفال أصيبوا", "3→4 9→12"),
    ("ثلاثة وخمسة جرحى وصلوا", "أربعة وستة جرحى وصلوا", "ثلاثة→أربعة وخمسة→وستة"),
    ("62% من المحلات أغلقت", "58% من المحلات أغلقت", "62→58"),
    ("ثلاثة قتلوا وخمسة جرحوا", "اثنان قتلوا وثلاثة جرحوا", "ثلاثة→اثنان وخمسة→وثلاثة"),
    ("من الساعة 5 إلى 7 مساء", "من الساعة 6 إلى 9 مساء", "5→6 7→9"),
    ("2.5 million people fled", "3 million people fled", "2.5_million→3_million"),
]
NO_ONE_PLACE = [
    ("نوبة واحدة تبدأ عند السادسة", "نوبتين الثانية منهما ليلية حتى الواحدة"),
    ("3 أشخاص أصيبوا", "5 نساء و7 أشخاص أصيبوا"),
    ("مقتل 3 مدنيين جاء", "جرح 5 عناصر جاء"),
    ("قتل 5 مدنيين وأصيب 3", "أصيب 4 عناصر وفقد 9"),
    ("3 مدنيين قتلوا", "5 عناصر قتلوا"),
    ("القصف بدأ في الثالثة فجرًا", "المعركة استمرت خمس ساعات كاملة"),
    ("الحصيلة 12 قتيلًا", "القافلة ضمت 40 شاحنة"),
    ("طابقين من أصل 4 تهدما", "ورشة تضم 20 عاملًا بدأت"),
    ("قتل 5 في حلب", "قتل 7 في إدلب"),
    ("فاز 3 مقابل 2", "خسر 1 مقابل 4"),
    ("بسعر 500 ليرة للكيلو", "بسعر 700 دولار للطن"),
    ("تحديث رقم 1 وصلت الورشة", "نفي رقم 2 غادر الوفد"),
]


@pytest.mark.parametrize(("old", "new", "numbers"), ONE_PLACE)
@pytest.mark.parametrize("frame", [TOLL, "{}", "{} أمس", "قالت البلدية {}"])
def test_a_number_became_another_where_both_stand_in_one_place_of_a_sentence(
    old: str, new: str, numbers: str, frame: str
) -> None:
    changed, found = name_changes(("عنوان", frame.format(old)), ("عنوان", frame.format(new)))
    assert (changed, found) == ("numbers text", numbers)


@pytest.mark.parametrize(("old", "new"), NO_ONE_PLACE)
@pytest.mark.parametrize("frame", [TOLL, "{}", "{} أمس", "قالت البلدية {}"])
def test_numbers_that_have_nothing_to_do_with_each_other_are_told_to_have_changed_without_an_arrow(
    old: str, new: str, frame: str
) -> None:
    for before, after in ((old, new), (new, old)):
        assert name_changes(("عنوان", frame.format(before)), ("عنوان", frame.format(after))) == ("numbers text", "")
        assert name_changes((frame.format(before), ""), (frame.format(after), "")) == ("headline numbers", "")


def test_a_line_of_the_same_form_put_before_another_changes_no_number() -> None:
    line = "تحديث رقم {}: وصلت الورشة إلى الحارة الشرقية.\n"
    assert name_changes(("", line.format(1)), ("", line.format(2) + line.format(1))) == ("text", "")


def test_numbers_that_only_changed_places_with_their_words_did_not_change() -> None:
    old, new = "قتل 3 جنود في حلب وأصيب 5 في إدلب", "أصيب 5 جنود في حلب وقتل 3 في إدلب"
    assert name_changes(("", old), ("", new)) == ("text", "")


WORDS = "قتل أصيب وصل غادر بدأ السوق المشفى الجسر المدينة الطريق شاحنة منزل مدرسة رئيس عامل صباح مساء فريق لجنة مخزن"


@given(st.randoms(use_true_random=False))
def test_of_many_made_sentences_only_a_number_in_a_kept_place_has_an_arrow(random: Random) -> None:
    kept = random.sample(WORDS.split(), 8)
    at, (was, now) = random.randint(1, 7), random.sample(range(11, 99), 2)
    whole = " ".join(kept)
    old, new = ([*kept[:at], str(number), *kept[at:]] for number in (was, now))
    assert name_changes(("", f"{whole}. {' '.join(old)}"), ("", f"{whole}. {' '.join(new)}"))[1] == f"{was}→{now}"
    # Another sentence in its place, with a number wherever it may stand.
    others = [word for word in WORDS.split() if word not in kept][:8]
    other = [*others[: random.randint(0, 8)], str(now), *others[at:]]
    assert name_changes(("", f"{whole}. {' '.join(old)}"), ("", f"{whole}. {' '.join(other)}"))[1] == ""
