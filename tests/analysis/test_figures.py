"""Figures are read as they are printed: value, bound and kind; and what is no figure is left alone."""

from datetime import timedelta
from pathlib import Path

import pytest

from archive.analysis._number_words import number_at
from archive.analysis.analyser import Text
from archive.analysis.figures import figures, find
from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.text.letters import FOLD
from tests.support.made_pages import AT, OUTLET, TEXT, page_of, rows, take


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("289", 289), ("٢٨٩", 289), ("1,500", 1_500), ("٦٫١ ملايين", 6_100_000), ("6,1 ملايين", 6_100_000),
        ("خمسة وعشرون", 25), ("أحد عشر", 11), ("اثنا عشر", 12), ("مئة وخمسون", 150), ("ثلاثمئة", 300),
        ("ثلاثة آلاف", 3_000), ("خمسين ألفا", 50_000), ("ألفين", 2_000), ("250 ألفا", 250_000),
        ("ثلاث مئة", 300), ("نصف مليون", 500_000), ("ألف شخص", 1_000),
    ],
)  # fmt: skip
def test_numbers_are_read_in_both_digits_and_in_words(printed: str, value: int) -> None:
    found = number_at([word.translate(FOLD) for word in printed.split()], 0)
    assert found == (value, len(printed.removesuffix(" شخص").split()))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("سبعة قتلى في انهيار مبنى", [(7, "exact", "killed")]),
        ("مقتل ما لا يقل عن 7 عناصر", [(7, "at_least", "killed")]),
        ("أكثر من 10 قتلى في الريف", [(10, "more_than", "killed")]),
        ("أوقع نحو أربعين قتيلا", [(40, "about", "killed")]),
        ("مقتل 40 شخصا على الأقل", [(40, "at_least", "killed")]),
        ("مقتل 20 عنصرا من التنظيم على الأقل", [(20, "at_least", "killed")]),
        ("سقوط قتيلين وإصابة 12 بجروح", [(2, "exact", "killed"), (12, "exact", "wounded")]),
        ("قالت إن 49 شخصا لقوا حتفهم", [(49, "exact", "killed")]),
        ("ارتفع عدد القتلى إلى 12", [(12, "exact", "killed")]),
        ("اعتقال خمسة آخرين", [(5, "exact", "detained")]),
        ("نزح نحو 700 ألف شخص", [(700_000, "about", "displaced")]),
        ("إصابة ٦ أشخاص باختناق", [(6, "exact", "wounded")]),
        ("قتل فيها حتى الآن أكثر من 350 ألف شخص", [(350_000, "more_than", "killed")]),
        ("اعتقلت، الثلاثاء، أكثر من 100 من المسلحين", [(100, "more_than", "detained")]),
        ("أوقفت الشرطة 2300 شخصا", [(2_300, "exact", "detained")]),
        ("القبض على 48 مشتبها بانتمائهم", [(48, "exact", "detained")]),
        ("قائمة تضم 46 تونسيا موقوفين", [(46, "exact", "detained")]),
        ("إطلاق سراح 1500 من المعتقلين", [(1_500, "exact", "detained")]),
        ("تسبب في فرار 270 ألف شخص", [(270_000, "exact", "displaced")]),
        ("ما يصل إلى 250 ألف مدني اضطروا للنزوح", [(250_000, "at_most", "displaced")]),
        ("إن 289 مدنيا على الأقل، بينهم 43 طفلا، قتلوا", [(289, "at_least", "killed")]),
        ("مقبرة تضم جثث 34 شخصا", [(34, "exact", "killed")]),
        ("التي سقط فيها 1401 مدني", [(1_401, "exact", "killed")]),
        ("وأجمل عدد القتلى 194", [(194, "exact", "killed")]),
        ("ليبلغ عدد ضحايا الحريق 9 أشخاص", [(9, "exact", "killed")]),
        ("عدد القتلى بعد الزلزال الذي ضرب غرب البلاد ارتفع يوم السبت إلى 90 فيما", [(90, "exact", "killed")]),
        ("إيقاف 4 أشخاص والاحتفاظ بـ 03 عناصر", [(4, "exact", "detained"), (3, "exact", "detained")]),
        ("القضاء على 6 مسلحين", [(6, "exact", "killed")]),
        ("القضاء على 6 من عناصر الخلية", [(6, "exact", "killed")]),
        ("لقي نحو 30 سائحا أجنبيا مصرعهم", [(30, "about", "killed")]),
        ("ثلاثة من قادتها لقوا مصرعهم", [(3, "exact", "killed")]),
        ("مقارنة بـ 900 قتلوا في مارس", [(900, "exact", "killed")]),
        ("أكثر من 20 عاملا من شمال البلاد لاقوا حتفهم", [(20, "more_than", "killed")]),
        ("أن 22 من المسلحين قتلوا في الغارة", [(22, "exact", "killed")]),
        ("أن 30 شخصا قتلوا وأصيب 80 آخرون", [(30, "exact", "killed"), (80, "exact", "wounded")]),
        ("مقتل 25 على الأقل وإصابة 70", [(25, "at_least", "killed"), (70, "exact", "wounded")]),
        ("مقتل 20 شخصا وإصابة 14 على الأقل", [(20, "exact", "killed"), (14, "at_least", "wounded")]),
        ("لمقتل ستة ملايين يهودي", [(6_000_000, "exact", "killed")]),
        ("أودت بحياة أكثر من مليون ونصف", [(1_500_000, "more_than", "killed")]),
        ("عدد السجناء بلغ 726 ألفا و712 سجينا", [(726_712, "exact", "detained")]),
        ("اعتقلت شرطة المدينة فجر اليوم خمسة أشخاص", [(5, "exact", "detained")]),
        ("18 شخصا من جنسيات أخرى تم إيقافهم", [(18, "exact", "detained")]),
        ("تشرد أكثر من مليوني نسمة", [(2_000_000, "more_than", "displaced")]),
        ("وقتل في الحادث 26 من الركاب", [(26, "exact", "killed")]),
        ("مقتل 12 مدنيا و5 جنود", [(12, "exact", "killed"), (5, "exact", "killed")]),
        ("مقتل 12 نازحا في القصف", [(12, "exact", "killed")]),
        ("مجزرة راح ضحيتها 60 فلسطينيا", [(60, "exact", "killed")]),
        ("تسجيل 5 حالات وفاة", [(5, "exact", "killed")]),
        ("سقوط شهيد واحد وأكثر من 180 جريحا", [(1, "exact", "killed"), (180, "more_than", "wounded")]),
        ("بمقتل مدنيين اثنين من جراء غارة", [(2, "exact", "killed")]),
        ("إن ستة آلاف و259 مدنيا قتلوا", [(6_259, "exact", "killed")]),
        ("مقتل شخص وثلاثة جرحى", [(3, "exact", "wounded")]),
        ("أسفرت عن توقيف 23 مطلوبا", [(23, "exact", "detained")]),
        ("وأوقفت ثلاثة مهربين", [(3, "exact", "detained")]),
        ("4537 وفاة و8786 إصابة", [(4_537, "exact", "killed"), (8_786, "exact", "wounded")]),
        ("أحصت الوزارة 14 حالة وفاة", [(14, "exact", "killed")]),
        ("قتل قياديان في التنظيم", [(2, "exact", "killed")]),
        ("فقد 32 شخصا حياتهم إثر غرق مركب", [(32, "exact", "killed")]),
        ("تضم رفات 26 شخصا", [(26, "exact", "killed")]),
        ("حكم على 5 متهمين وأعدم ثلاثة منهم شنقا", [(3, "exact", "killed")]),
        ("اضطر 12 ألف نسمة إلى ترك منازلهم", [(12_000, "exact", "displaced")]),
        ("هجر النظام السابق أكثر من 45 ألف مدني", [(45_000, "more_than", "displaced")]),
        ("احتجزت دورية تابعة للجيش ما يزيد عن 60 شخصا", [(60, "more_than", "detained")]),
        ("القبض على شبكة مؤلفة من 9 أشخاص", [(9, "exact", "detained")]),
        ("وقتل في الهجوم، الذي وقع قرب مدينة تدمر، ثلاثة جنود", [(3, "exact", "killed")]),
        ("وقضى في محافظة إدلب ( 8 ) أشخاص", [(8, "exact", "killed")]),
        ("توفي ألفان وثلاثمئة شخص", [(2_300, "exact", "killed")]),
        ("قتل 5 وأصيب 7 في هجوم", [(5, "exact", "killed"), (7, "exact", "wounded")]),
        ("مصرع عائلة مؤلفة من 6 أشخاص", [(6, "exact", "killed")]),
        ("ثمانية من أبنائهم الذين قضوا في القصف", [(8, "exact", "killed")]),
        ("تحتجز الإدارة الذاتية قرابة 9 آلاف مقاتل", [(9_000, "about", "detained")]),
        ("حصدت الألغام أرواح 390 شخصا", [(390, "exact", "killed")]),
        ("مقتل 305 إصابة 128 شخصا", [(305, "exact", "killed"), (128, "exact", "wounded")]),
    ],
)
def test_value_bound_and_kind_are_told_by_the_words_beside_the_number(
    sentence: str, expected: list[tuple[int, str, str]]
) -> None:
    assert [(one.value, one.bound, one.kind) for one in figures(sentence)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نزوح ٦٫١ ملايين شخص. وقال", [6_100_000]),
        ("قال. مقتل قتيلين ☀️", [2]),
        ("قال. سقوط 12قتيلا", [12]),
        ("مقتل ثلاثة. قتيلان وجريحان", [3, 2, 2]),
        ("مقتل ـ 3 أشخاص", [3]),
    ],
)
def test_no_sentence_with_a_figure_is_passed_over(text: str, expected: list[int]) -> None:
    assert [row["value"] for row in find(Text(1, 1, "sana", "ar", "2026-11-27", "", text, "", 1))] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "سيطرت على 80 في المئة من المنطقة",
        "في عام 2015 قتل كثيرون",
        "تدمير 3 آليات وإصابة 4 منازل",
        "سقوط عشرات القتلى ومئات الجرحى",
        "بينهم 43 طفلا قتلوا",
        "مقتل وجرح 3 أشخاص",
        "أكثر من 1500 شخص قتلوا أو أصيبوا",
        "إصابة 7 أشخاص بمرض الكوليرا",
        "مقتل أحد رجال الشرطة",
        "قتل واحد من أبرز القادة",
        "بطيخة لكل ستة أسرى",
        "دخل البلاد بعد 2011 نازحا",
        "إصابة 7 أشخاص بالتهاب الكبد",
        "ما بين 150 و200 جثة",
        "يقطنها نحو ثلاثة ملايين شخص، نصفهم نزحوا",
        "سقط 14 مدنيا بين قتيل وجريح",
        "تجاوز المليونين و200 ألف نازح",
        "أوقفت الشرطة 12 سيارة",
        "إيقاف 3 شاحنات",
        "فرار 130 سجينا",
        "القضاء على 38 ألف خنزير",
        "أن 3 مسلحين قتلوا شرطيا",
        "انتشار حمى في الولاية وإصابة نحو 6 آلاف شخص بها",
        "اعتقلت الشرطة شابا طعن 3 أشخاص",
        "مرت على مقتل 10 سنوات",
        "أنقذت ثلاثة من أبنائها",
        "قضت المحكمة بإعدام 17 شخصا",
        "بعد ثلاثين ساعة من مغادرة مناطقهم",
        "موافقة 94 نائبا واحتفاظ 4 ودون اعتراض",
        "قتل في هجوم شنه ثلاثة مسلحين",
    ],
)
def test_shares_years_things_parts_and_what_has_no_number_are_no_figures(sentence: str) -> None:
    assert figures(sentence) == []


def test_the_words_of_a_figure_stand_where_it_says() -> None:
    sentence = "وأكد المرصد مقتل ما لا يقل عن 90 مدنيا"
    (one,) = figures(sentence)
    assert sentence[one.start : one.end] == "ما لا يقل عن 90 مدنيا"


def test_a_long_text_takes_no_more_than_its_length() -> None:
    assert len(figures("7 قتلى " * 5_000)) == 5_000


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data").make()
    with Writer(folder, "made") as writer:
        intake = Intake(folder.root, OUTLET, writer)
        take(intake, page_of(f"{TEXT}\nمقتل 18 شخصا في انهيار مبنى."))
        take(intake, page_of(f"{TEXT}\nمقتل ثلاثة وعشرين شخصا في انهيار مبنى.", at=AT + timedelta(hours=2)))
    return folder


def test_every_version_keeps_its_own_figures_with_their_sentence(data: DataFolder) -> None:
    found = rows(data.root, "SELECT f.*, v.n FROM figures f JOIN versions v ON v.id = f.version_id ORDER BY v.n")
    assert [(row["n"], row["value"], row["kind"]) for row in found] == [(1, 18, "killed"), (2, 23, "killed")]
    assert found[0]["sentence"] == "مقتل 18 شخصا في انهيار مبنى"
    assert found[1]["words"] == "ثلاثة وعشرين شخصا"
