"""By which rules a change is proven to be furniture, or told as an edit at once."""

import pytest

from archive.versions.furniture.verdict import SeenPage, judge_change, nobody_knows
from tests.support.compared_pages import STORY, TITLE, added, given_text, kind, knows, line, page, replaced


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("320 ألف", "350 ألف"),
        ("ستمنع", "لن تمنع"),
        ("سامر الحامد", "سامر الحمد"),
        ("الشرقي", "الغربي"),
        ("وطالب تجار", "ونفى تجار"),
    ],
)
def test_a_word_of_a_sentence_is_an_edit_at_once(old: str, new: str) -> None:
    changed = [each.replace(old, new) for each in STORY]
    verdict = judge_change(page(*STORY), page(*changed), nobody_knows)
    assert verdict.kind == "edit"
    assert {each.text for each in verdict.lines} == {*STORY} ^ {*changed}


def test_an_edit_without_known_pages_is_one() -> None:
    assert kind(given_text(*STORY), given_text(*STORY[:3])) == "edit"


def test_a_headline_is_never_furniture_and_its_edit_is_never_taken_back() -> None:
    verdict = judge_change(page(*STORY), page(*STORY, title="البلدية تغلق الجسر الجديد"), frozenset)
    assert (verdict.kind, verdict.lines) == ("edit", ())


def test_furniture_beside_a_headline_does_not_hide_that_it_changed() -> None:
    new = page(*STORY, "كن أول من يعلم", title="البلدية تغلق الجسر الجديد")
    assert kind(page(*STORY), new, frozenset) == "edit"


def test_the_headline_that_a_reader_sees_is_one_whatever_the_page_claims() -> None:
    def headed(text: str) -> SeenPage:
        heading = line(text, tag="h1", is_over=True, in_text=False)
        return SeenPage(TITLE, "\n".join(STORY), (heading, *map(line, STORY)))

    assert judge_change(headed(TITLE), headed("البلدية تغلق الجسر الجديد"), frozenset).kind == "edit"
    assert judge_change(headed(TITLE), page(*STORY, "كن أول من يعلم"), frozenset).kind == "furniture"


def test_where_a_paragraph_ends_does_not_count() -> None:
    joined = page(f"{STORY[0]} {STORY[1]}", STORY[2], STORY[3], line("كن أول من يعلم"))
    verdict = judge_change(page(*STORY), joined, nobody_knows)
    assert (verdict.kind, [each.text for each in verdict.lines]) == ("unsettled", ["كن أول من يعلم"])


def test_what_is_learned_is_furniture_wherever_it_stands() -> None:
    notice = "يعتمد هذا الموقع على تبرعات القراء كي يستمر في عمله."
    for at in range(len(STORY) + 1):
        assert added(notice, knows(notice), at) == "furniture"
    assert kind(page(*STORY, notice), page(*STORY), knows(notice)) == "furniture"


def test_furniture_beside_an_edit_is_an_edit() -> None:
    notice = "كن أول من يعلم"
    verdict = judge_change(page(*STORY), page(*STORY[:3], notice), knows(notice))
    assert (verdict.kind, [each.text for each in verdict.lines]) == ("edit", [STORY[3]])


def test_a_line_of_links_to_the_outlet_is_furniture_and_of_links_to_another_is_not() -> None:
    headline = "وزارة النقل تعد بطريق جديد"
    assert added(line(headline, links=1.0)) == "furniture"
    assert added(line(f"{headline} العام المقبل وتشرح كلفته بالتفصيل.", links=0.9)) != "furniture"
    assert added(line("تقرير المنظمة عن الجسور في سوريا", links=0.0)) == "unsettled"
    assert added(line(f"قالت الوزارة إنها تعد بطريق جديد ({headline}) بعد الجسر", links=0.4)) != "furniture"


def test_a_heading_of_related_articles_is_furniture_over_links_alone() -> None:
    links = [line("وزارة النقل تعد بطريق جديد", links=1.0), line("تجار يشكون من الطرق", links=1.0)]
    assert kind(page(*STORY), page(*STORY, "أخبار ذات صلة", *links)) == "furniture"
    assert kind(page(*STORY), page(*STORY, "أخبار ذات صلة")) == "unsettled"


@pytest.mark.parametrize(
    "pointer",
    [
        "اقرأ أيضًا: وزارة النقل تعد بطريق جديد قبل نهاية العام.",
        "إقرأ/ي أيضاً : تجار يشكون من الطرق",
        "شاهدوا كذلك: الجسر من الجو",
        "Read also: Traders complain of the roads.",
        "Her wiha bixwînin: Bazirgan ji rêyan gilî dikin",
        "Ayrıca okuyun: Tüccarlar yollardan şikayetçi",
    ],
)
def test_a_line_that_says_it_names_another_article_is_furniture(pointer: str) -> None:
    assert added(line(pointer), at=1) == "furniture"
    assert added(line(pointer.replace(":", "")), at=1) != "furniture"


def test_a_marked_block_is_furniture_unless_it_holds_the_text() -> None:
    assert added(line("وزارة النقل تعد بطريق جديد", mark="related"), at=2) == "furniture"
    marked = [line(each, mark="share") for each in STORY]
    assert kind(page(*marked), page(*marked[:3])) == "edit"


@pytest.mark.parametrize(("old", "new"), [("1 / 12", "3 / 12"), ("02:15", "04:40"), ("1204", "1377")])
def test_numbers_alone_are_furniture_but_for_cells_and_headings(old: str, new: str) -> None:
    assert replaced(line(old, tag="div"), line(new, tag="div")) == "furniture"
    for tag in ("td", "th", "li"):
        assert replaced(line(old, tag=tag), line(new, tag=tag)) == "unsettled"
    assert replaced(line(old, tag="h3"), line(new, tag="h3")) != "furniture"
    texts = given_text(*STORY, old), given_text(*STORY, new)
    assert kind(*texts) == "unsettled"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("عدد الضحايا: 12 قتيلا", "عدد الضحايا: 15 قتيلا"),
        ("النتيجة: الكرامة 2 - 1 الوحدة", "النتيجة: الكرامة 2 - 2 الوحدة"),
        ("يبدأ العمل عند الساعة 10:30", "يبدأ العمل عند الساعة 11:30"),
        ("سعر كيلو السكر 9500 ليرة", "سعر كيلو السكر 8500 ليرة"),
        ("رقم الحساب 0944 123 456", "رقم الحساب 0944 123 457"),
        ("قرأه حتى الآن 12 شخصا.", "قرأه حتى الآن 15 شخصا."),
    ],
)
def test_other_numbers_in_a_short_line_wait(old: str, new: str) -> None:
    before, after = page(*STORY, old), page(*STORY, new)
    assert kind(before, after) == "unsettled"
    assert kind(before, after, knows(old, new)) == "furniture"
    assert kind(before, after, knows(new)) != "furniture"


def test_other_numbers_in_a_short_line_that_speaks_of_the_story_are_an_edit_at_once() -> None:
    old, new = "وكلف الجسر الجديد في السوق 300 ألف.", "وكلف الجسر الجديد في السوق 320 ألف."
    assert replaced(old, new) == "edit"
    assert replaced("وبلغ عدد القتلى 12 شخصا.", "وبلغ عدد القتلى 15 شخصا.") == "edit"
    assert replaced(f"3 تعليقات على {TITLE}", f"5 تعليقات على {TITLE}") == "unsettled"


def test_what_takes_the_place_of_furniture_is_furniture() -> None:
    advert = "شقق للبيع بالتقسيط المريح"
    assert replaced(advert, "تعلم لغة في ثلاثة أشهر", knows(advert)) == "furniture"
    assert replaced("تعلم لغة في ثلاثة أشهر", advert, knows(advert)) == "furniture"
    assert replaced(advert, f"{STORY[0][:-1]} وفق بيان رسمي صدر عن مجلس المدينة مساء.", knows(advert)) == "edit"
    assert replaced(advert, "شقق للبيع بالتقسيط على عشر سنوات", knows(advert)) != "furniture"
    assert replaced(advert, "وعاد السكان إلى بيوتهم مساء.", knows(advert)) == "edit"


def test_two_adverts_that_stand_on_other_pages_take_turns() -> None:
    one, other = "شقق للبيع بالتقسيط المريح", "تعلم لغة في ثلاثة أشهر"
    pages = given_text(*STORY, one), given_text(*STORY, other)
    assert judge_change(*pages, nobody_knows, knows(one, other)).kind == "furniture"
    assert judge_change(*pages, nobody_knows, knows(one)).kind == "unsettled"


def test_a_sentence_of_one_article_in_the_place_of_one_of_another_is_a_box_that_turns() -> None:
    one = "عاجل: وصل وفد من وزارة الزراعة إلى الريف الشمالي للاطلاع على موسم القمح هذا العام."
    other = "عاجل: أغلقت المدارس أبوابها في ثلاث محافظات بسبب موجة البرد التي تضرب البلاد منذ أيام."
    pages = page(*STORY[:2], one, *STORY[2:]), page(*STORY[:2], other, *STORY[2:])
    assert judge_change(*pages, nobody_knows, knows(one, other)).kind == "furniture"
    assert judge_change(*pages, nobody_knows, knows(one)).kind == "unsettled"
    reworded = page(*STORY[:2], f"{one[:-1]} كله.", *STORY[2:])
    assert judge_change(pages[0], reworded, nobody_knows, knows(one)).kind == "edit"


def test_a_number_in_a_cell_is_furniture_where_it_or_its_row_is_learned() -> None:
    def table(label: str, number: str) -> SeenPage:
        return page(*STORY, line(label, tag="td"), line(number, tag="td"))

    pages = table("الدولار", "11500"), table("الدولار", "11750")
    assert kind(*pages, knows("الدولار | 11500", "الدولار | 11750")) == "furniture"
    assert kind(*pages, knows("الدولار", "11750")) == "unsettled"


def test_a_teaser_waits_with_its_headline_and_is_furniture_where_both_stand_elsewhere() -> None:
    headline, sentence = "وزارة النقل تعد بطريق جديد", "قالت الوزارة إن الجسر الجديد لا يكفي لنقل الخضار إلى السوق."
    before, after = page(*STORY), page(*STORY[:2], headline, sentence, *STORY[2:])
    verdict = judge_change(before, after, nobody_knows)
    assert verdict.kind == "unsettled"
    assert judge_change(before, after, knows(headline), knows(sentence)).kind == "furniture"
    assert judge_change(before, after, knows(headline)).kind == "unsettled"
    assert judge_change(before, after, nobody_knows, knows(sentence)).kind == "unsettled"


def test_a_part_of_a_line_is_furniture_where_the_whole_line_is() -> None:
    tags = line("اقتصاد | خدمات", in_text=False)
    before, after = page(*STORY), SeenPage(TITLE, "\n".join((*STORY, "اقتصاد", "خدمات")), (tags,))
    assert kind(before, after, knows(tags.text)) == "furniture"
    assert kind(before, after) == "unsettled"


def test_a_row_that_the_text_has_in_one_line_is_judged_by_its_cells() -> None:
    def table(number: str) -> SeenPage:
        cells = [line("الدولار", tag="td"), line(number, tag="td")]
        return SeenPage(TITLE, "\n".join((*STORY, f"| الدولار | {number} |")), (*map(line, STORY), *cells))

    verdict = judge_change(table("11500"), table("11750"), nobody_knows)
    assert [(each.text, each.tag) for each in verdict.lines] == [("11500", "td"), ("11750", "td")]


@pytest.mark.parametrize(
    ("parts", "whole", "later", "whole_later"),
    [
        (["05:36", "تجار يشكون من الطرق"], "05:36 تجار يشكون من الطرق", ["06:10", "نبع يجف"], "06:10 نبع يجف"),
        (["نعم 12%", "لا 9%"], "نعم 12% لا 9%", ["نعم 13%", "لا 8%"], "نعم 13% لا 8%"),
        (["1166", "3"], "1166 شارك 3 غرد", ["1170", "4"], "1170 شارك 4 غرد"),
    ],
)
def test_parts_of_a_line_are_asked_as_the_line_that_the_page_has_there(
    parts: list[str], whole: str, later: list[str], whole_later: str
) -> None:
    def parted(parts: list[str], whole: str, place: int = len(STORY)) -> SeenPage:
        on_page = [*map(line, STORY[:place]), line(whole, in_text=False), *map(line, STORY[place:])]
        return SeenPage(TITLE, "\n".join((*STORY[:place], *parts, *STORY[place:])), tuple(on_page))

    known = knows(whole, whole_later)
    for place in (0, 2, len(STORY)):
        assert kind(parted(parts, whole, place), parted(later, whole_later, place), known) == "furniture"
    assert kind(given_text(*STORY, *parts), given_text(*STORY, *later), known) == "unsettled"
    old, new = (
        SeenPage(TITLE, "\n".join((*STORY, *some)), (line(text, in_text=False), *map(line, STORY)))
        for some, text in ((parts, whole), (later, whole_later))
    )
    assert kind(old, new, known) == "unsettled"
