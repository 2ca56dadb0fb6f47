"""Which places a text names: the five rules, each with what it takes and what it leaves."""

from collections.abc import Collection

import pytest

from archive.places.tagging import Mention, mentions
from archive.text.folded_text import FoldedText


def tagged(text: str, *, of_syria: bool = True) -> list[str]:
    """The names as they stand in the text, in their order."""
    return [text[one.start : one.end] for one in mentions(FoldedText(text), of_syria=of_syria)]


def one(text: str) -> Mention:
    (found,) = mentions(FoldedText(text), of_syria=True)
    return found


def test_a_name_is_found_behind_what_is_written_onto_it_and_marked_without_that() -> None:
    assert tagged("وصلت القافلة إلى منبج وعفرين، ثم لحلب وبإدلب") == ["منبج", "عفرين", "حلب", "إدلب"]
    assert tagged("ريف حمص للحسكة") == ["حمص", "لحسكة"]


@pytest.mark.parametrize("spelling", ["ديرالزور", "دير الزور", "ديـر الزور", "دَير الزور"])
def test_every_spelling_of_a_name_is_the_same_place(spelling: str) -> None:
    assert one(f"وصل إلى {spelling} أمس").place == one("وصل إلى دير الزور أمس").place


def test_a_text_of_elsewhere_is_read_only_where_it_names_syria() -> None:
    assert tagged("طبق من حمص مع درعا واقية", of_syria=False) == []
    assert tagged("طبق من المدينة السورية حمص", of_syria=False) == ["حمص"]


def test_the_longest_name_is_meant() -> None:
    assert tagged("هبطت في مطار دير الزور العسكري وفي ريف دمشق") == ["مطار دير الزور العسكري", "ريف دمشق"]


@pytest.mark.parametrize(
    ("without", "beside"),
    [("فتح الباب أمامهم", "في مدينة الباب"), ("وهو نبل منه", "بلدة نبل"), ("سلوك الطلاب", "ناحية سلوك")],
)
def test_a_word_that_is_a_name_as_well_needs_a_cue(without: str, beside: str) -> None:
    assert tagged(without) == []
    assert len(tagged(beside)) == 1


@pytest.mark.parametrize(
    ("without", "beside"),
    [
        ("كان حاضرا دوما بيننا", "وصلوا إلى دوما"),
        ("كانت دومًا في حلب وفي الغوطة الشرقية", "في حلب ودوما وفي الغوطة الشرقية"),
        ("ماذا بقي بعد أن تدمر كل شيء؟", "عادوا إلى تدمر"),
        ("جاؤوا لتدمر كل شيء", "على طريق تدمر"),
        ("كان الفوز من نصيب الفريق", "عبروا معبر نصيب"),
        ("عادت الحياة السلمية إلى حماة", "بين حماة والسلمية"),
        ("توزيع الكسوة الشتوية", "غارة على محيط الكسوة"),
        ("أرشيف سمعي بصري", "دخلوا إلى بصرى"),
    ],
)
def test_a_name_that_is_a_verb_an_adverb_or_an_adjective_too_is_told_by_what_stands_before_it(
    without: str, beside: str
) -> None:
    word = set(tagged(beside)) - {"حلب", "حماة", "الغوطة الشرقية"}
    assert word
    assert not word & set(tagged(without))
    assert not {"دومًا", "السلمية", "نصيب"} & set(tagged(without))


def test_a_city_of_another_country_is_no_subdistrict_of_its_name() -> None:
    assert tagged("وزارت الوزيرة السورية مدينة سوسة ثم محافظة الحديدة", of_syria=False) == []
    assert tagged("دخلوا مدينة سوسة السورية قرب دير الزور", of_syria=False) == ["سوسة", "دير الزور"]


def test_a_rare_name_is_taken_beside_a_place_close_to_it() -> None:
    assert tagged("سقطت قذيفة في السوسة") == []
    assert tagged("سقطت قذائف في هجين والسوسة") == ["هجين", "السوسة"]
    assert tagged("سقطت قذائف في اللاذقية والسوسة") == ["اللاذقية"]


def test_a_name_with_its_countryside_is_a_place() -> None:
    assert tagged("مناطق التنظيم في الباب وريفها") == ["الباب"]


@pytest.mark.parametrize(
    "text", ["قناة الميادين", "ميادين القتال", "الشيخ أبو عاصي", "القيادي مظلوم", "بشار", "تشرين الثاني"]
)
def test_persons_outlets_and_months_are_no_places(text: str) -> None:
    assert tagged(f"قال {text} أمس") == []


@pytest.mark.parametrize("text", ["مدينة الموصل", "بلدة تل عفر", "سنجار", "القائم", "غزة", "حيفا", "مدينة القاهرة"])
def test_places_of_other_countries_are_not_taken_for_villages_of_their_name(text: str) -> None:
    assert tagged(f"في {text} أمس") == []


@pytest.mark.parametrize(
    "text",
    [
        "اعتبرت دمشق أن ذلك مرفوض",
        "دمشق ترفض العرض",
        "محادثات بين موسكو ودمشق",
        "بين مجلس المنطقة ودمشق",
        "سلطة دمشق",
        "أمام دمشق للتعامل معها",
        "ليس لها أي اتصال بدمشق",
        "وسارعت دمشق إلى النفي",
        "من الغارات التي شنتها دمشق",
        "المعارضين الذين تعتبرهم دمشق خطرا",
        "موقفها تجاه دمشق",
    ],
)
def test_the_capital_that_stands_for_its_government_is_kept_apart(text: str) -> None:
    assert one(text).how == "government"


@pytest.mark.parametrize(
    "text",
    [
        *("سقطت قذيفة في دمشق", "دمشق - سانا", "من حلب إلى دمشق", "استهدفت دمشق بالقذائف", "شهدت دمشق حركة"),
        *("سوريا وعاصمتها دمشق", "في قطاعات دمشق", "بيوت دمشق", "تحت دمشق"),
    ],
)
def test_the_capital_as_a_place_is_a_place(text: str) -> None:
    assert mentions(FoldedText(text), of_syria=True)[-1].how == "named"


@pytest.mark.parametrize("text", ["القصف الجوي على دوما", "سيطر على عفرين"])
def test_on_a_place_is_no_man_named_ali(text: str) -> None:
    assert one(text).how == "named"
    assert mentions(FoldedText(text.replace("على", "علي")), of_syria=True) == []


def test_a_village_far_from_all_that_the_text_names_is_nobodys_and_a_place_of_the_list_by_hand_comes_first() -> None:
    assert mentions(FoldedText("قرية شقرا شرقي دير الزور"), of_syria=True)[0].how == "ambiguous"
    assert mentions(FoldedText("قرية شقرا في اللاذقية"), of_syria=True)[0].how == "named"
    of_ghouta = mentions(FoldedText("الغوطة الشرقية تصير حلب ثانية بعد القصف على بلدة المرج"), of_syria=True)[-1]
    assert of_ghouta.place is not None
    assert of_ghouta.place.id == "x-marj"


def test_a_quarter_is_named_where_its_governorate_is() -> None:
    assert [one.spelling for one in mentions(FoldedText("اتفاق الوعر في حمص"), of_syria=True)] == ["الوعر", "حمص"]


def test_a_name_is_the_governorates_unless_its_town_is_named() -> None:
    area, town = one("القصف على حلب"), one("القصف على مدينة حلب")
    assert (area.place, area.is_area) == (town.place, not town.is_area)
    assert area.place is not None
    assert area.place.level == "governorate"


def test_a_name_of_several_places_is_the_one_near_others_of_the_text_and_else_nobodys() -> None:
    near = mentions(FoldedText("قرية البويضة قرب السيدة زينب"), of_syria=True)[0]
    assert near.place is not None
    assert near.place.governorate == "03"
    unknown = one("قرية البويضة")
    assert (unknown.how, unknown.place) == ("ambiguous", None)


@pytest.mark.parametrize(
    "text",
    [
        "مدينة البصرة العراقية قرب سوريا",
        "في حي السنجق في إزمير",
        "مخيم البقعة شمالي العاصمة الأردنية",
        "بلدة البغدادي في غرب العراق",
        "حي الشيخ جراح بالقدس",
    ],
)
def test_a_name_with_another_country_behind_it_is_not_syrias(text: str) -> None:
    assert tagged(f"{text}، ثم في حلب وحماة ودمشق ودرعا وإدلب") == ["حلب", "حماة", "دمشق", "درعا", "إدلب"]


@pytest.mark.parametrize("behind", ["شمال شرق سوريا", "السورية", "بسوريا"])
def test_a_village_alone_in_a_text_of_elsewhere_is_taken_where_syria_stands_behind_it(behind: str) -> None:
    assert tagged("دخلوا قرية حميرة، قال سوري", of_syria=False) == []
    assert tagged(f"دخلوا قرية حميرة {behind}، قال سوري", of_syria=False) == ["حميرة"]
    assert tagged("دخلوا قرية حميرة في ريف حلب، قال سوري", of_syria=False) == ["حميرة", "حلب"]


def test_no_village_is_called_a_city_unless_a_place_about_it_is_named() -> None:
    assert tagged("مهرجان في مدينة الحمامات") == []
    assert tagged("في قرية حميرة") == ["حميرة"]
    assert tagged("في مدينة البحرة بريف دير الزور") == ["البحرة", "دير الزور"]


@pytest.mark.parametrize("text", ["ضم سهل نينوى", "منطقة برج خليفة", "قرية مزرعة عدنانية"])
def test_a_word_that_longer_names_begin_with_is_none_by_itself_where_more_follows(text: str) -> None:
    assert tagged(f"{text} في حلب") == ["حلب"]


def test_a_last_name_is_no_place_though_a_place_beside_it_bears_it() -> None:
    assert tagged("قتل محمد شهاب العكاش في هجين والسوسة") == ["هجين", "السوسة"]
    assert tagged("قتل محسن دعار السوسة في هجين") == ["هجين"]
    assert tagged("قتل محسن، السوسة وهجين") == ["السوسة", "هجين"]
    assert tagged("دير الزور: محمد / منبج") == ["دير الزور", "منبج"]


def test_an_empty_text_and_one_without_words_name_nothing() -> None:
    assert tagged("") == []
    assert tagged("… 2026 !؟") == []


def test_a_mention_is_found_again_in_a_text_with_words_in_pieces_and_marks() -> None:
    assert tagged("القـ.ـوات في مديـ.ـنة عَـفْـرين قرب تل رفعت") == ["عَـفْـرين", "تل رفعت"]


def test_the_work_of_a_text_grows_with_its_names_and_not_with_their_square(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where words stand is looked up from the beginning of the text: for all of them at once."""
    asked: list[Collection[int]] = []
    spans = FoldedText.spans

    def counted(text: FoldedText, numbers: Collection[int]) -> dict[int, tuple[int, int]]:
        asked.append(numbers)
        return spans(text, numbers)

    monkeypatch.setattr(FoldedText, "spans", counted)
    for number in (3, 300):
        tagged("في داريا قال " * number)
    assert len(asked) <= 2 * 4
