"""Templates of lines, and their hashes: known answers, since lines.db keeps them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.versions.furniture._templates import ALGORITHM, exact_of, has_letters, hash_of, template_of
from tests.support.property_rounds import cpu_seconds

HASH = 1282230557424387816
KNOWN = {
    "عدد المشاهدات: 1,204": "عدد المشاهدات: #",
    "عدد المشاهدات: ٩٧٧": "عدد المشاهدات: #",
    "1.2k views": "# views",
    "وقت القراءة: دقيقة واحدة": "وقت القراءه: ~",
    "وقت القراءة: دقيقتان": "وقت القراءه: ~",
    "وقت القراءة: ثلاث دقائق": "وقت القراءه: ~",
    "منذ 3 ساعات": "منذ ~",
    "آخر تحديث: 20 تشرين الثاني 2026 - 10:15": "اخر تحديث: ~",
    "آخر تحديث: الثلاثاء، 3 أيار 2026 - 4:20 م": "اخر تحديث: ~",
    "Last updated 3 May 2026, 10:15 am": "last updated ~",
    "رابط مختصر: https://n.example/?p=9001": "رابط مختصر: @",
    "راسلنا على desk@news.example.org": "راسلنا علي @",
    "3 / 12": "# / #",
    "الحرف م في الكلمة": "الحرف م في الكلمه",
    "النتيجة: 2 - 1": "النتيجه: # - #",
    "سته عشر قتيلا": "سته عشر قتيلا",
    "«قال الشاهد»": "قال الشاهد",
}


@pytest.mark.parametrize(("line", "template"), KNOWN.items())
def test_the_template_of_a_known_line_is_known(line: str, template: str) -> None:
    assert template_of(line) == template


def test_the_hash_of_a_known_template_is_known() -> None:
    assert (ALGORITHM, hash_of("outlet", "ar", "template", "اخر تحديث: ~")) == (1, HASH)


def test_a_clock_has_no_letters_and_a_counter_has() -> None:
    assert not has_letters(template_of("12:30 م"))
    assert not has_letters(template_of("3 / 12"))
    assert has_letters(template_of("12 قتيلا"))


@given(st.text())
def test_any_text_has_a_template_and_a_hash_that_fits_sqlite(text: str) -> None:
    assert 0 <= hash_of(template_of(text)) < 2**63
    assert template_of(text) == template_of(f"  {text} ")


@given(st.from_regex(r"[ابت ]{3,20}: [0-9]{1,9}", fullmatch=True), st.integers(0, 10**9))
def test_another_number_is_the_same_template(line: str, number: int) -> None:
    label = line.rpartition(" ")[0]
    assert template_of(line) == template_of(f"{label} {number}")
    assert exact_of(line) == exact_of(f" {line} ")


@pytest.mark.parametrize("part", ["1 ", "1:", "a.", "a@", "~ # ", "دقيقة ", "http://", "x.y/", "ثلاث دقائق "])
def test_a_line_of_a_million_letters_takes_no_time(part: str) -> None:
    with cpu_seconds(2):
        template_of(part * (1_000_000 // len(part)))
