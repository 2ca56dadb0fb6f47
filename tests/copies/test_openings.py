"""Copies of flashes and briefs: equal words at any length, whatever stands before them, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.copies._openings import are_equal
from archive.text.folding import words_for_comparison
from tests.support.copied_articles import DAY, HOUR, MINUTE, MadeRecord, prose

# So short a page is only taken in where it is longer than that: signs are no words.
SIGNS = " ." * 30
FLASH = "قتل ثلاثة عمال بانهيار سقف معمل في المنطقة الصناعية"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MadeRecord]:
    with MadeRecord(tmp_path / "data") as opened:
        yield opened


@pytest.mark.parametrize("words", [5, 6, 7, 8, 11, 12, 16, 24, 40, 47, 66, 67, 120])
def test_equal_words_under_other_headlines_are_an_exact_copy_at_any_length(desk: MadeRecord, words: int) -> None:
    for seed in range(10):
        desk.put(f"one/{seed}", prose(seed, words) + SIGNS, seed * HOUR, title=f"عنوان {seed}")
        desk.put(f"two/{seed}", prose(seed, words) + SIGNS, seed * HOUR + MINUTE, title=f"عنوان آخر {seed}")
    found = desk.copies()
    assert set(found) == {(f"one/{seed}", f"two/{seed}") for seed in range(10)}
    assert {copy["kind"] for copy in found.values()} == {"exact"}


def test_equal_words_under_five_are_no_copy(desk: MadeRecord) -> None:
    for name in ("one/1", "two/1"):
        desk.put(name, "التفاصيل في الفيديو المرفق" + SIGNS, title="عنوان واحد للخبرين معا")
    assert desk.copies() == {}


def test_equal_flashes_of_other_weeks_are_no_copy(desk: MadeRecord) -> None:
    desk.put("one/1", FLASH)
    desk.put("two/1", FLASH, 4 * DAY)
    desk.put("three/1", FLASH, 3 * DAY)
    assert set(desk.copies()) == {("one/1", "three/1"), ("three/1", "two/1")}


OPENINGS = [
    "عاجل | {}",
    "#عاجل: {}",
    "رويترز: {}",
    "وكالة المثال: {}",
    "دمشق - سانا {}",
    "(أ.ف.ب) - {}",
    "نقلًا عن وكالة الأناضول: {}",
    "بحسب المرصد السوري لحقوق الإنسان: {}",
    "مراسلنا في حلب: {}",
    "بيروت ٣ تشرين الثاني (شينخوا) -- {}",
    "{} (رويترز)",
    "{} - وكالات",
]


@pytest.mark.parametrize("form", OPENINGS)
def test_an_opening_or_an_agency_behind_does_not_matter_on_one_side_nor_on_both(desk: MadeRecord, form: str) -> None:
    desk.put("one/1", FLASH)
    desk.put("two/1", form.format(FLASH), HOUR)
    desk.put("three/1", OPENINGS[0].format(FLASH), 2 * HOUR)
    found = desk.copies()
    assert len(found) == 3
    assert {copy["containment"] for copy in found.values()} == {1.0}
    assert {copy["kind"] for copy in found.values()} <= {"exact", "near"}
    assert len(desk.stories()) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Who says it is the news.
        ("فرنسا تدين الهجوم الأخير على القرية الحدودية", "ألمانيا تدين الهجوم الأخير على القرية الحدودية"),
        ("وزير الدفاع: سنرد على أي هجوم يستهدف قواتنا", "رئيس الأركان: سنرد على أي هجوم يستهدف قواتنا"),
        # Where it is.
        ("دمشق: ارتفاع كبير في أسعار الخضار والفواكه", "حلب: ارتفاع كبير في أسعار الخضار والفواكه"),
        # Nobody says so: it is denied.
        ("استهداف مطار المدينة بصاروخين صباح اليوم", "مصدر عسكري ينفي استهداف مطار المدينة بصاروخين صباح اليوم"),
        ("مقتل خمسة مدنيين بقصف على السوق الشعبي", "إصابة خمسة مدنيين بقصف على السوق الشعبي"),
        # A line that only sends to a video.
        ("التفاصيل في الفيديو المرفق", "التفاصيل في الفيديو المرفق"),
        # More than an opening.
        ("حريق كبير في سوق المدينة القديم", "فرق الإطفاء تعمل منذ ساعات على إخماد حريق كبير في سوق المدينة القديم"),
    ],
)
def test_what_says_something_else_or_nothing_is_not_equal(one: str, other: str) -> None:
    assert not are_equal(words_for_comparison(one), words_for_comparison(other))
    assert not are_equal(words_for_comparison(other), words_for_comparison(one))


def test_a_line_that_an_outlet_puts_out_again_and_again_is_no_copy(desk: MadeRecord) -> None:
    stub = "تقرؤون بقية المقال في العدد الأسبوعي من النسخة الورقية" + SIGNS
    for day in range(4):
        desk.put(f"one/{day}", stub, day * DAY, title=f"مقال {day}")
    desk.put("two/1", stub, 2 * DAY + HOUR)
    assert desk.copies() == {}


def test_a_line_is_put_out_again_and_again_where_it_is_so_for_one_of_the_two_days(desk: MadeRecord) -> None:
    """The repetitions lie within reach of the one, and no more within that of the other; in any order of arrival."""
    stub = "تقرؤون بقية المقال في العدد الأسبوعي من النسخة الورقية" + SIGNS
    for day in range(4):
        desk.put(f"one/{day}", stub, day * DAY, title=f"مقال {day}")
    desk.put("two/1", stub, 45 * DAY)
    desk.put("three/1", stub, 48 * DAY)
    assert desk.copies() == {}


def test_a_flash_of_words_that_everybody_uses_is_still_the_others_flash(desk: MadeRecord) -> None:
    words = "صافرات الإنذار تدوي في المستوطنات"
    for day in range(4):
        desk.put(f"one/{day}", f"{prose(day, 60)} {words} {prose(50 + day, 60)}", day * DAY)
    desk.put("two/1", words + SIGNS, 3 * DAY)
    desk.put("three/1", words + SIGNS, 3 * DAY + HOUR)
    assert set(desk.copies()) == {("two/1", "three/1")}


def test_short_texts_that_share_a_line_of_the_trade_are_no_copies_once_it_is_known(desk: MadeRecord) -> None:
    line = "تابعونا على قناتنا في تلغرام ليصلكم كل جديد من أخبار المنطقة"
    for day in range(8):
        for number, name in enumerate(("one", "two")):
            desk.put(f"{name}/{day}", f"{prose(10 * day + number, 18)} {line}", day * DAY)
    assert desk.copies() == {}


def test_a_wire_of_a_few_lines_is_found_inside_a_long_report(desk: MadeRecord) -> None:
    for seed in range(20):
        wire = prose(seed, 50)
        desk.put(f"one/{seed}", wire, seed * HOUR)
        desk.put(f"two/{seed}", f"{prose(100 + seed, 150)} {wire} {prose(200 + seed, 100)}", seed * HOUR + MINUTE)
    assert len(desk.copies()) == 20
    assert {copy["kind"] for copy in desk.copies().values()} == {"contained"}
