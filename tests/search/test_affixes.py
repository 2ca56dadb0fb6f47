"""What is written onto a noun in the mode forms: owners of one and of several, short nouns, nouns in ي and in ا."""

from pathlib import Path

import pytest

from archive.search._forms import forms_of
from archive.search.vocabulary import Vocabulary
from tests.support.search_samples import found, make


@pytest.mark.parametrize(
    ("asked", "forms", "others"),
    [
        ("عرض", "عرضه عرضها بعرضهم", "عرضي"),
        ("فن", "فنا فنها بالفن", "فنان"),
        ("لاعب", "لاعبيه لاعبوها لاعبك", "ملاعب"),
        ("جندي", "جنديا للجنديين", "جند"),
        ("كاميرا", "كاميرات بالكاميرات كاميراتها", "كامير"),
        ("مباراة", "مبارياته مباريات", "مباري"),
        ("شيء", "شيئا فشيئا الشيئين", "شيئي"),
        ("نظير", "نظيره ونظيرها", "نظر"),
        ("زوجة", "زوجته وزوجتها", "زوجي"),
        ("دم", "دمه بدمه لدمنا", "كدمها"),
    ],
)
def test_a_noun_is_found_with_its_endings_and_owners(tmp_path: Path, asked: str, forms: str, others: str) -> None:
    words = forms.split()
    texts = [f"{asked} ال{asked}", f"ال{asked}", *words, *others.split()]
    assert found(make(tmp_path / "a.db", tuple(("", text) for text in texts)), asked, "forms") == set(
        range(len(words) + 2)
    )


@pytest.mark.parametrize(
    ("asked", "noun"),
    [
        ("بيته", "بيت"),
        ("دمه", "دم"),
        ("لاعبيه", "لاعب"),
        ("مستواه", "مستوى"),
        ("إلغائها", "إلغاء"),
        ("كاميرات", "كاميرا"),
        ("إعادته", "إعادة"),
        ("منشآت", "منشأة"),
    ],
)
def test_asked_with_what_is_written_onto_it_the_noun_is_found(tmp_path: Path, asked: str, noun: str) -> None:
    record = make(tmp_path / "a.db", tuple(("", text) for text in (asked, noun, f"ال{noun}", f"ال{noun} {noun}")))
    assert found(record, asked, "forms") == {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("عمل", "عملة العملة"),  # no word with an owner wears the article
        ("كتاب", "كتابة الكتابة"),
        ("خط", "خطا الخطا"),
        ("روسي", "روسيا"),
        ("مسؤولية", "المسؤولين مسؤولون"),
        ("تجمع", "تجمعي التجمعي"),  # of origin
    ],
)
def test_another_word_that_looks_like_a_form_is_not_found(tmp_path: Path, asked: str, other: str) -> None:
    texts = (asked, f"ال{asked}", f"ال{asked}", *[other] * 5)
    assert found(make(tmp_path / "a.db", tuple(("", text) for text in texts)), asked, "forms") == {0, 1, 2}


def test_two_of_a_noun_are_told_by_how_seldom_they_are(tmp_path: Path) -> None:
    """No article has the pair in its other case, سيفان."""
    record = make(tmp_path / "a.db", tuple(("", text) for text in ("سيفين", *["سيف السيف"] * 10)))
    assert found(record, "سيفين", "forms") == set(range(11))


@pytest.mark.parametrize(("asked", "hits"), [("مشروعه", {0, 1, 2, 3, 4}), ("مشروعة", {3, 4})])
def test_what_was_typed_with_the_letter_of_an_owner_may_be_one(tmp_path: Path, asked: str, hits: set[int]) -> None:
    texts = ("مشروع المشروع", "المشروع مشروع", "لمشروعك", "مشروعة المشروعة", "المشروعة مشروعه")
    assert found(make(tmp_path / "a.db", tuple(("", text) for text in texts)), asked, "forms") == hits


def test_what_was_typed_so_by_a_slip_is_no_commoner_noun_of_a_thing(tmp_path: Path) -> None:
    texts = ("مدرس المدرس", *["مدرسة المدرسة"] * 3)
    assert found(make(tmp_path / "a.db", tuple(("", text) for text in texts)), "مدرسه", "forms") == {1, 2, 3}


def test_many_of_a_listed_spelling_lead_to_one_in_any(tmp_path: Path) -> None:
    texts = ("مليشيا المليشيا", "المليشيا", "ميليشيا الميليشيا", "الميليشيا", "ميليشيات", "المليشيات")
    record = make(tmp_path / "a.db", tuple(("", text) for text in texts))
    assert found(record, "المليشيات", "forms") == set(range(6))


def test_many_of_a_feminine_are_none_of_the_rarer_masculine(tmp_path: Path) -> None:
    texts = ("منظمات", "منظمة المنظمة", "المنظمة", "منظم المنظم", "المنظم", *["المنظمة"] * 3)
    record = make(tmp_path / "a.db", tuple(("", text) for text in texts))
    assert found(record, "منظمات", "forms") == {0, 1, 2, 5, 6, 7}


def test_of_an_owner_of_many_things_only_those_are_found(tmp_path: Path) -> None:
    """مظاهره is a demonstration, not one of the مظاهر of a مظهر."""
    texts = [*["مظهر المظهر المظاهر مظاهر"] * 3, "مظاهرها", "مظاهرات", "المظاهرات", *["نص"] * 20]
    assert found(make(tmp_path / "a.db", tuple(("", text) for text in texts)), "مظهر", "forms") == {0, 1, 2, 3}


def test_many_of_a_noun_before_another_are_found_with_it(tmp_path: Path) -> None:
    texts = ("معلمي المدرسة", "معلم المعلم", "المعلم", "المعلمين معلمين")
    record = make(tmp_path / "a.db", tuple(("", text) for text in texts))
    assert found(record, "معلمي", "forms") == {0, 1, 2, 3}


def test_many_of_a_feminine_are_none_of_a_noun_that_is_a_plural_by_its_shape(tmp_path: Path) -> None:
    texts = ("مظاهرات المظاهرات", "مظاهرة المظاهرة", "المظاهرة", *["المظاهر مظاهر"] * 5)
    record = make(tmp_path / "a.db", tuple(("", text) for text in texts))
    assert found(record, "المظاهرات", "forms") == {0, 1, 2}


def test_a_word_in_ha_is_the_nouns_with_its_owner_where_other_owners_stand_as_often(tmp_path: Path) -> None:
    counts = {"عمر العمر": 3, "عمره": 20, "عمرها": 7, "العمرة": 2, "نشر النشر": 3, "نشرة": 20, "النشرة": 2}
    record = make(tmp_path / "a.db", tuple(("", text) for text, n in counts.items() for _ in range(n)))
    assert set(forms_of("عمر", Vocabulary(record.conn))) == {"العمر", "عمره", "عمرها"}
    assert forms_of("نشر", Vocabulary(record.conn)) == ["النشر"]


def test_a_front_on_so_long_a_word_is_one_though_hardly_any_article_has_it_without(tmp_path: Path) -> None:
    counts = {"حليف الحليف حلفاء الحلفاء": 3, "وحلفاؤها": 5}
    record = make(tmp_path / "a.db", tuple(("", text) for text, n in counts.items() for _ in range(n)))
    assert found(record, "حليف", "forms") == set(range(8))
