"""Names of several words, whatever way one of their words is written: in pieces, in another case, by letters."""

import pytest
from sqlite_utils import Database

from archive.search.engine import search
from tests.support.search_samples import found, make

TEXTS = (
    *((f"سوق {n}", "افتتح سوق النحاس القديم صباحاً.") for n in range(21)),  # 0 to 20
    *((f"بيع {n}", "بيع النحاس في السوق الكبير قرب سوق آخر.") for n in range(60)),  # 21 to 80
    ("ندوة", "حضر المهندسون المدنيون الندوة."),  # 81
    ("ندوة ثانية", "كرمت البلدة المهندسين المدنيين."),  # 82
    ("شركة", "باعت بي إم دبليو سيارة."),  # 83
    ("شركة أخرى", "صنعت البي أم دبليو دراجة، وربحت BMW جائزة."),  # 84
    ("حروف", "قال بي: دبليو حرف، وإم حرف."),  # 85
    ("نادي القراءة", "أعلن نادي القراءة PYD موعده."),  # 86
    ("نادي الرسم", "أعلن نادي ب ي د موعده."),  # 87
    ("لوح", "على اللوح ب ثم ي ثم كلام ثم د."),  # 88
    ("عدد", "حضر ثلاثمئة زائر."),  # 89
    ("عدد آخر", "حضر ثلاثمائة زائر، ثم خرجوا."),  # 90
    ("عدد ثالث", "حضر ثلاث مئة زائر."),  # 91
    *((f"فرقة {n}", "عزفت الفرقة الحلبية في المسرح.") for n in range(3)),  # 92 to 94
    *((f"أكلة {n}", "بعد أن رقصت الفرقة طويلاً على خشبة المسرح الصغير قدمت الأكلة الحلبية.") for n in range(12)),
    ("مباراة", "سجل محمد صلاح هدفاً."),  # 107
    *((f"قائمة {n}", "كتب محمد رسالة إلى صديقه القديم في المدينة، ثم رد عليه صلاح.") for n in range(12)),
    *((f"يوم {n}", "ما زال المطر يهطل.") for n in range(3)),  # 120 to 122
    ("مازال", "مازال البرد شديداً."),  # 123
    *((f"ما {n}", "قال ما عنده.") for n in range(90)),
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return make(tmp_path_factory.mktemp("whole_names") / "names.db", TEXTS)


@pytest.mark.parametrize("text", ["سوق النح.اس", "س.وق النحاس", "سـ.وق النحاس", "سو.ق النح*اس", "سوق النحـ.ـاس"])
def test_a_name_with_signs_inside_a_word_is_kept_together_as_without_them(record: Database, text: str) -> None:
    assert search(record.conn, text, limit=100).count == 21 == search(record.conn, "سوق النحاس", limit=100).count


def test_a_word_in_pieces_beside_a_phrase_or_a_word_left_out_stays_a_part_of_its_own(record: Database) -> None:
    assert search(record.conn, 'النح.اس "السوق الكبير"', limit=1).count == 60
    assert search(record.conn, "النح.اس -السوق", limit=1).count == 21


def test_a_sound_plural_in_a_name_is_found_in_the_other_case(record: Database) -> None:
    assert found(record, "المهندسون المدنيون") == found(record, "المهندسين المدنيين") == {81, 82}


def test_initials_are_never_sought_letter_by_letter(record: Database) -> None:
    assert found(record, "بي إم دبليو") == {83, 84}
    assert found(record, "ب ي د") == {86, 87}
    assert found(record, "د ي ب") == set()


def test_a_hundred_is_found_with_and_without_its_silent_letter_and_parted(record: Database) -> None:
    for text in ("ثلاثمئة", "ثلاثمائة", "ثلاث مئة", "ثلاث مائة"):
        assert found(record, text) == {89, 90, 91}


def test_an_adjective_of_origin_is_said_of_the_noun_before_it(record: Database) -> None:
    assert found(record, "الفرقة الحلبية") == {92, 93, 94}


def test_a_given_name_goes_with_the_name_behind_it(record: Database) -> None:
    assert found(record, "محمد صلاح") == {107}


def test_a_word_joined_to_one_of_nearly_all_articles_is_found_parted(record: Database) -> None:
    assert found(record, "مازال") == found(record, "ما زال") == {120, 121, 122, 123}
