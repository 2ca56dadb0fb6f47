"""Signs that carry meaning: which are told apart, and what is only another way of writing."""

import gzip
import json
import random
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Reading
from archive.versions.change_labels import name_changes
from archive.versions.compare import Change, Fingerprint, compare
from archive.versions.signs import marks_of, resigned
from tests.support.hostile_texts import TEXTS
from tests.support.paths import SHARED

ARTICLES = SHARED / "data/articles.jsonl.gz"
MEAN = [
    ("ارتفعت الأسعار 5% أمس", "ارتفعت الأسعار 5 أمس", "5%→5"),
    ("ارتفعت ٥ ٪ أمس", "ارتفعت ٥ أمس", "5%→5"),
    ("نسبة %30 من", "نسبة 30 من", "30%→30"),
    ("زادت 12‰ خلال", "زادت 12% خلال", "12‰→12%"),
    ("بقيمة 100$ في", "بقيمة 100€ في", "100$→100€"),
    ("بقيمة $12,500 في", "بقيمة £12,500 في", "12,500$→12,500£"),
    ("بلغت ¥500 أمس", "بلغت 500 $ أمس", "500¥→500$"),
    ("بلغت 18,000 ₪", "بلغت 18,000", "18,000₪→18,000"),
    ("وصلت إلى -5 درجات", "وصلت إلى 5 درجات", "-5→5"),
    ("الحرارة −7 ليلًا", "الحرارة 7 ليلًا", "-7→7"),
    ("درجة الحرارة (-3)", "درجة الحرارة (3)", "-3→3"),
    ("نموًّا قدره -2.5%", "نموًّا قدره 2.5%", "-2.5%→2.5%"),
    ("-6 درجات في دمشق", "6 درجات في دمشق", "-6→6"),
    ("خسارة $-5 للسهم", "خسارة $5 للسهم", "-5$→5$"),
    ("بين -1 و4", "بين 1 و4", "-1→1"),
]
ALIKE = [
    ("سوخوي -24 فوق", "سوخوي-24 فوق"),
    ("إف -16 فوق", "إف 16 فوق"),
    ("كوفيد-19 في", "كوفيد 19 في"),
    ("من 5 -10 أيام", "من 5 - 10 أيام"),
    ("بين 2011-2015", "بين 2011 – 2015"),
    ("-5 قتلى\n-6 جرحى", "• 5 قتلى\n• 6 جرحى"),
    ("5%-10% من", "5-10% من"),
    ("1- الأول", "1 الأول"),
    ("12 500$ في", "$12,500 في"),
    ("«5%» من", "%5 من"),
    ("5\u00a0% من", "\u200f5٪ من"),
    ("نسبة (%) من", "نسبة من"),
    ("الفورمولا -1 في", "الفورمولا - 1 في"),
]
RESPELLINGS: tuple[Callable[[str], str], ...] = (
    lambda line: line.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    lambda line: line.replace("%", "٪"),
    lambda line: re.sub(r"(\d)%", r"\1 %", line),
    lambda line: re.sub(r"(\d[\d.,]*) ?%", r"%\1", line),
    lambda line: re.sub(r"([$€£]) ?(\d[\d.,]*)", r"\2 \1", line),
    lambda line: line.replace("-", "–"),
    lambda line: re.sub(r"\s*-\s*", " - ", line),
    lambda line: re.sub(r"\s*[-–]\s*", "-", line),
    lambda line: re.sub(r"(?<=[^\W\d_])-(?=\d)", " ", line),
    lambda line: line.replace(" ", "\u00a0"),
    lambda line: "-" + line,
    lambda line: re.sub(r"(\d+)", '"\\1"', line),
    lambda line: re.sub(r"(\d)\.(\d)", r"\1٫\2", line),
)


@pytest.mark.parametrize(("old", "new", "pair"), MEAN)
def test_a_sign_at_a_number_that_came_went_or_became_another_is_told(old: str, new: str, pair: str) -> None:
    there, back = pair.split("→")
    assert resigned(old, new) == [pair]
    assert resigned(new, old) == [f"{back}→{there}"]
    assert name_changes(("عنوان", old), ("عنوان", new)) == ("numbers", pair)
    assert name_changes((old, "نصّ"), (new, "نصّ")) == ("numbers", pair)


@pytest.mark.parametrize(("old", "new"), ALIKE)
def test_another_way_of_writing_is_no_other_number(old: str, new: str) -> None:
    assert resigned(old, new) == resigned(new, old) == []


def between(old: tuple[str, str], new: tuple[str, str], *, same_extractor: bool = True) -> Change | None:
    reading = Reading(title=new[0], text=new[1])
    return compare(old, Fingerprint.of(*old), reading, Fingerprint.of(*new), (), same_extractor=same_extractor)


def test_a_change_of_such_a_sign_alone_is_an_edit_and_of_other_marks_cosmetic() -> None:
    old = ("هل يعود الوفد؟", "ارتفعت الأسعار 5% أمس.")
    assert between(old, ("هل يعود الوفد؟", "ارتفعت الأسعار 5 أمس.")) == Change("edit", 0, 0, "numbers", "5%→5")
    assert between(old, ("هل يعود الوفد", old[1])) == Change("edit", 0, 0, "signs", "")
    assert between(old, ("هل يعود الوفد؟!", old[1])) == Change("edit", 0, 0, "signs", "")
    assert between(old, ("هل يعود الوفد ؟؟", "«ارتفعت الأسعار %٥ أمس!»")) == Change("cosmetic")
    assert between(old, ("هل يعود الوفد", old[1]), same_extractor=False) == Change("extractor")


def test_signs_are_named_beside_the_words_that_changed() -> None:
    old, new = "قال إن 5% من السكان عادوا أمس", "قال إن 5 من السكان عادوا اليوم"
    assert name_changes(("هل عادوا؟", old), ("عادوا", new)) == ("headline signs numbers text", "5%→5")


def test_a_mark_inside_a_word_is_no_question() -> None:
    assert marks_of("سور?ا تعود") == frozenset()
    assert marks_of("أين؟ ولماذا!") == {"?", "!"}


@pytest.mark.skipif(not ARTICLES.is_file(), reason="the articles beside the checkout are absent: no real line was read")
def test_of_real_lines_with_digits_no_respelling_is_another_number() -> None:
    with gzip.open(ARTICLES, "rt") as file:
        texts = [json.loads(line)["text"] for line in file]
    lines = [line for text in texts for line in text.split("\n") if re.search(r"\d", line)]
    wrong = [
        (line, respelt(line))
        for line in random.Random(1).sample(lines, 400)
        for respelt in RESPELLINGS
        if resigned(line, respelt(line))
    ]
    assert wrong == []


@given(TEXTS, TEXTS)
def test_no_text_is_an_error_and_none_differs_from_itself(old: str, new: str) -> None:
    assert resigned(old, old) == []
    assert isinstance(resigned(old, new), list)
    assert marks_of(old) <= {"?", "!"}


@given(st.text(alphabet="5٥ -–%٪$€().,\nأ", max_size=40))
def test_signs_in_any_order_are_no_error(text: str) -> None:
    assert resigned(text, text) == []
    resigned(text, text.replace("%", ""))


@pytest.mark.parametrize("unit", ["5", "5%", "-5 ", "$", "أ", " - ", "5-", "1 000 ", "("])
def test_a_quarter_million_of_one_thing_is_compared_in_a_moment(unit: str) -> None:
    text = unit * (250_000 // len(unit))
    started = time.process_time()
    resigned(text, f"{text} 5%")
    assert time.process_time() - started < 10
