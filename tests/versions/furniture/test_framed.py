"""What says something else on each page is known by what stays of it, and only where much of the outlet has that."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.model import PageLine
from archive.versions.furniture.learned_lines import LearnedLines
from archive.versions.furniture.verdict import SeenPage, judge_change, lines_asked
from tests.support.compared_pages import STORY, TITLE, line, page
from tests.support.counted_calls import calls_of
from tests.support.learned_stories import AT, learn

FERRIES = (("منبج", 4, "09:10"), ("تل أبيض", 7, "11:45"), ("عين العرب", 2, "23:05"), ("سلمية", 5, "16:20"))
TOWNS = ("منبج", "تل أبيض", "عين العرب", "سلمية", "جبلة")
TURNED = {
    "a label": [f"أخبار مدينتك: {place}" for place in TOWNS],
    "a label and another one": [f"{'للبيع' if n % 2 else 'للإيجار'}: بيت في {place}" for n, place in enumerate(TOWNS)],
    "another one's opening": [
        f"{('دكان للبيع', 'شقة للإيجار')[n % 2]} في {place} بسعر {900 + n}" for n, place in enumerate(TOWNS)
    ],
    "how it opens": [f"أعجب {n} بتعليق {place}" for n, place in enumerate(TOWNS, start=60)],
    "both ends": [f"محافظتك {place} · غيّر" for place in TOWNS],
    "a count behind a name": [f"{place} - {n} مقالا" for n, place in enumerate(TOWNS, start=60)],
    "its first word": [f"نسخة {place}" for place in TOWNS],
    "its first and last word": [f"طريق {place} {('مغلق', 'سالك بحذر')[n % 2]}" for n, place in enumerate(TOWNS)],
    "both ends, counting": [f"طقس {place} الآن: غائم، الرطوبة {n}٪" for n, place in enumerate(TOWNS, start=11)],
}


@pytest.fixture
def lines(tmp_path: Path) -> Iterator[LearnedLines]:
    with closing(LearnedLines(tmp_path / "lines.db")) as opened:
        yield opened


def told(lines: LearnedLines, old: list[PageLine], new: list[PageLine]) -> str:
    pages = with_text(*old), with_text(*new)
    known = lines.known("o", "", "k0", AT.date())
    answer = known(lines_asked(*pages))
    return judge_change(*pages, lambda asked: answer & {*asked}).kind


def with_text(*lines: PageLine) -> SeenPage:
    """A story's page with these lines after it, of which those not `in_text` are not in its text."""
    text = [*STORY, *(each.text for each in lines if each.in_text)]
    return SeenPage(TITLE, "\n".join(text), (*map(line, STORY), *lines))


def ferry(place: str, gate: int, clock: str) -> list[PageLine]:
    return [line(text, tag="td") for text in (place, f"بوابة {gate}", clock)]


@pytest.mark.parametrize("turned", TURNED.values(), ids=TURNED)
def test_a_line_that_names_another_place_on_each_page_is_furniture(lines: LearnedLines, turned: list[str]) -> None:
    old, new, *others = map(line, turned)
    assert told(lines, [old], [new]) == "unsettled"
    for number, other in enumerate(3 * others, start=1):
        learn(lines, 1, other, first=number)
    assert told(lines, [old], [new]) == "furniture"


def test_it_is_none_where_it_names_a_place_of_its_story_or_stands_among_others_like_it(lines: LearnedLines) -> None:
    for number, place in enumerate(TOWNS, start=1):
        learn(lines, 1, line(f"نسخة {place}"), first=number)
    old, new, other = (line(f"نسخة {place}") for place in ("حارم", "سلقين", "الدانا"))
    spoken = line("وصل المهندس إلى سلقين صباح اليوم.")
    assert told(lines, [old], [new]) == "furniture"
    assert told(lines, [spoken, old], [spoken, new]) != "furniture"
    assert told(lines, [old, other], [new, other]) != "furniture"


@pytest.mark.parametrize("turned", TURNED.values(), ids=TURNED)
def test_it_is_none_where_few_of_the_articles_have_it(lines: LearnedLines, turned: list[str]) -> None:
    old, new, *others = map(line, turned)
    for number, other in enumerate(others):
        learn(lines, 1, other, first=1 + 9 * number)
        learn(lines, 8, first=2 + 9 * number)
    assert told(lines, [old], [new]) == "unsettled"


def test_a_row_of_a_table_that_turns_is_furniture(lines: LearnedLines) -> None:
    old, new = ferry("حارم", 1, "08:00"), ferry("سلقين", 1, "09:30")
    assert told(lines, old, new) != "furniture"
    for number, row in enumerate(FERRIES, start=1):
        learn(lines, 1, *ferry(*row), first=number)
    assert told(lines, old, new) == "furniture"
    # Another number in the same row is what a report says.
    assert told(lines, old, ferry("حارم", 3, "09:30")) != "furniture"


def test_a_table_is_known_by_its_page_where_a_number_is_not_read_and_another_table_stands_before_it(
    lines: LearnedLines,
) -> None:
    for number, (place, gate, clock) in enumerate(FERRIES, start=1):
        unread = [line(str(gate), tag="td", in_text=False), line(clock, tag="td", in_text=False)]
        learn(lines, 1, line("مواعيد", tag="td"), line(place, tag="td"), *unread, first=number)
    old, new = ([line(place, tag="td"), line("7", tag="td"), line("8", tag="td")] for place in ("حارم", "سلقين"))
    assert told(lines, old, new) == "furniture"
    assert told(lines, old[:1], new[:1]) != "furniture"


def test_a_number_is_known_by_its_row_on_the_page_where_a_cell_before_it_is_not_read(lines: LearnedLines) -> None:
    def row(unread: str, shown: str, label: str = "مؤشر السوق") -> list[PageLine]:
        return [line(label, tag="td"), line(unread, tag="td", in_text=False), line(shown, tag="td")]

    for number in range(1, 4):
        learn(lines, 1, *row(f"{number}000", f"▲ {number}"), first=number)
    assert told(lines, row("4000", "▲ 3.0"), row("5000", "▲ 4.3")) == "furniture"
    assert told(lines, row("4000", "▲ 3.0", "القتلى"), row("5000", "▲ 4.3", "القتلى")) != "furniture"


def test_a_sentence_that_names_somebody_else_on_each_page_is_furniture(lines: LearnedLines) -> None:
    advert = "الدكتورة {} تستقبل مراجعيها في عيادتها الجديدة قرب المشفى."
    for number, name in enumerate(("نور الحسن", "رنا الشيخ", "ميس الفارس"), start=1):
        learn(lines, 1, line(advert.format(name)), first=number)
    assert told(lines, [], [line(advert.format("دعاء السالم"))]) == "furniture"
    assert told(lines, [line(advert.format("لين العمر"))], [line(advert.format("دعاء السالم"))]) == "furniture"
    assert (
        told(lines, [], [line("وأكدت الدكتورة دعاء السالم أنها تستقبل مراجعيها في عيادتها الجديدة قرب المشفى.")])
        == "edit"
    )


def test_a_name_that_comes_with_its_box_is_furniture_unless_the_story_has_it(lines: LearnedLines) -> None:
    box = line("محررة الشؤون الاقتصادية منذ 2019.")
    learn(lines, 3, box)
    assert told(lines, [], [line("هناء الرفاعي"), box]) == "furniture"
    assert told(lines, [], [line("سامر الحامد"), box]) != "furniture"
    assert told(lines, [], [line("هناء الرفاعي"), line("خالد العمر"), box]) != "furniture"


def test_a_line_under_a_label_of_the_outlet_is_furniture_where_quite_another_takes_its_place(
    lines: LearnedLines,
) -> None:
    old, new = line("خالد العمر، حارم"), line("دعاء السالم، سلقين")
    for number, name in enumerate(("نور الحسن", "رنا الشيخ", "عمر الفارس"), start=1):
        learn(lines, 1, line("وفيات"), line(name), first=number)
    assert told(lines, [line("وفيات"), old], [line("وفيات"), new]) == "furniture"
    assert told(lines, [line("الناجون"), old], [line("الناجون"), new]) == "unsettled"
    assert told(lines, [line("وفيات"), old], [line("وفيات"), line("خالد العمر، سلقين")]) == "unsettled"


@pytest.mark.parametrize(
    "credited", ["إعداد: {}", "المصدر: {}", "تصوير {} - خاص بالموقع", "Reporting by {} in Qamishli today"]
)
def test_who_wrote_a_text_is_no_furniture_though_every_page_says_it(lines: LearnedLines, credited: str) -> None:
    for number, name in enumerate(("نور الحسن", "رنا الشيخ", "عمر الفارس"), start=1):
        learn(lines, 1, line(credited.format(name)), first=number)
    changed = [[line(credited.format(name))] for name in ("سامر العلي", "دعاء السالم")]
    assert told(lines, *changed) != "furniture"


def test_a_number_behind_a_label_is_no_furniture(lines: LearnedLines) -> None:
    for number, place in enumerate(("منبج", "تل أبيض", "عين العرب"), start=1):
        learn(lines, 1, line(f"القتلى: {number} في {place}"), first=number)
    assert told(lines, [line("القتلى: 12 في سلقين")], [line("القتلى: 14 في سلقين")]) != "furniture"


def test_a_line_that_came_is_furniture_where_it_opens_and_ends_as_others_do(lines: LearnedLines) -> None:
    condolence = "تتقدم أسرة التحرير بالتعزية إلى الزميل {} بوفاة والدته"
    for number, name in enumerate(("نور الحسن", "رنا الشيخ", "عمر الفارس"), start=1):
        learn(lines, 1, line(condolence.format(name)), first=number)
    assert told(lines, [], [line(condolence.format("سامر العلي"))]) == "furniture"
    assert told(lines, [], [line("تتقدم أسرة التحرير بالشكر إلى الزميل سامر")]) != "furniture"


def test_the_day_of_another_article_changes_with_its_headline() -> None:
    linked = [line(title, links=1.0) for title in ("وزارة النقل تعد بطريق جديد", "تجار يشكون من الطرق")]
    dates = [line(f"سامر العلي · 2026-11-{day}") for day in (19, 20)]
    tolls = [line(f"حصيلة الجسر {number}") for number in (19, 20)]

    def kind(around: list[PageLine]) -> str:
        pages = [page(*STORY, *pair) for pair in zip(around, linked, strict=True)]
        return judge_change(pages[0], pages[1], lambda _: frozenset()).kind

    assert kind(dates) == "furniture"
    assert kind(tolls) != "furniture"


def test_the_place_over_a_text_is_no_furniture_whatever_stands_behind_it(lines: LearnedLines) -> None:
    for number, place in enumerate(TOWNS, start=1):
        learn(lines, 1, line(f"{place} – خاص ببريد القرى"), first=number)
    known = lines.known("o", "", "k0", AT.date())
    old, new = (page(f"{place} – خاص ببريد القرى", *STORY) for place in ("حارم", "سلقين"))
    assert judge_change(old, new, known).kind != "furniture"


@pytest.mark.parametrize("tag", ["p", "td"])
def test_the_work_of_a_change_grows_with_its_lines_and_not_with_their_square(tag: str) -> None:
    def work(number: int) -> None:
        old, new = ([line(f"{road} {n} مغلق", tag=tag) for n in range(number)] for road in ("طريق", "شارع"))
        pages = with_text(*old), with_text(*new)
        lines_asked(*pages)
        judge_change(*pages, lambda _: frozenset())

    few, many = (calls_of(lambda number=number: work(number)) for number in (60, 240))  # type: ignore[misc]
    assert many < 6 * few
