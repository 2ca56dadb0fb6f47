"""Under what else than its words a line is learned and asked for: how it opens and ends, what it is without a note."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.model import PageLine
from archive.versions.furniture._frames import frame_of
from archive.versions.furniture.learned_lines import LearnedLines
from archive.versions.furniture.verdict import judge_change
from tests.support.compared_pages import STORY, given_text
from tests.support.learned_stories import AT, is_known, learn, story

BUS = "الباص القادم إلى {} بعد {} دقيقة"
TREMOR = "آخر هزة: {} درجات قرب {} الساعة 11:20"


@pytest.fixture
def lines(tmp_path: Path) -> Iterator[LearnedLines]:
    with closing(LearnedLines(tmp_path / "lines.db")) as opened:
        yield opened


def told(lines: LearnedLines, old: str, new: str) -> str:
    known = lines.known("o", "", "k0", AT.date())
    return judge_change(given_text(*STORY, old), given_text(*STORY, new), known).kind


def test_a_counting_line_that_names_another_place_on_each_page_is_furniture(lines: LearnedLines) -> None:
    for number, place in enumerate(("منبج", "تل أبيض", "عين العرب"), start=1):
        assert told(lines, BUS.format("الباب", 13), BUS.format("الباب", 14)) != "furniture"
        learn(lines, 1, PageLine(text=BUS.format(place, number)), first=number)
    assert told(lines, BUS.format("الباب", 13), BUS.format("الباب", 14)) == "furniture"
    assert told(lines, BUS.format("الباب", 13), BUS.format("دير الزور", 2)) == "furniture"
    assert told(lines, BUS.format("الباب", 13), "الباص القادم إلى الباب تعطل قبل 14 ساعة في الطريق") != "furniture"


def test_what_speaks_of_the_story_is_no_frame_whatever_other_articles_count(lines: LearnedLines) -> None:
    line = "كلفة الجسر الجديد في {} بلغت {} ألف"
    for number, place in enumerate(("منبج", "تل أبيض", "عين العرب"), start=1):
        learn(lines, 1, PageLine(text=line.format(place, number)), first=number)
    assert told(lines, line.format("السوق", 300), line.format("السوق", 320)) != "furniture"


@pytest.mark.parametrize(
    "line",
    [
        PageLine(text="وأصيب في قصف منبج 3 مدنيين."),
        PageLine(text=BUS.format("منبج", 3), tag="td"),
        PageLine(text=BUS.format("منبج", 3), tag="h2"),
        PageLine(text="الباص القادم إلى منبج لم يصل"),
        PageLine(text="حلب 30 قتيلا وعشرات الجرحى"),
        PageLine(text="منبج 3 حافلات"),
    ],
)
def test_a_sentence_a_cell_and_what_counts_nothing_have_no_frame(line: PageLine) -> None:
    assert frame_of(line) is None


def test_frames_are_those_of_lines_alike() -> None:
    frames = {frame_of(PageLine(text=TREMOR.format(size, place))) for size, place in ((4.2, "حماة"), (3, "دير الزور"))}
    assert len(frames) == 1
    assert None not in frames


def test_a_title_is_found_also_where_it_is_asked_about(lines: LearnedLines) -> None:
    lines.learn("o", "", "k1", AT, story(1), "البلدية تفتتح الجسر الجديد")
    assert is_known(lines, PageLine(text="هل قرأت: البلدية تفتتح الجسر الجديد؟"))
    assert not is_known(lines, PageLine(text="هل قرأت: البلدية تفتتح السوق الجديد؟"))


def test_a_line_of_another_article_is_elsewhere_before_a_call_to_read_on(lines: LearnedLines) -> None:
    learn(lines, 1)
    with_call, with_more = (
        PageLine(text=f"{story(1)[1].text} {rest}") for rest in ("البقية هنا", "وعاد مساء أمس إليها")
    )
    assert lines.elsewhere("o", "", "k0", AT.date())([with_call, with_more]) == {with_call}
    assert not is_known(lines, with_call)


@pytest.mark.parametrize(
    "line",
    [
        "{0}: وعاد الأهالي إلى بيوتهم بعد أيام من الانتظار عند الحاجز.",
        "{0}... وعاد الأهالي إلى بيوتهم بعد أيام من الانتظار عند الحاجز.",
        "1. {0} 2. {1}",
        "1- {0} 2- {1}",
    ],
)
def test_headlines_are_found_before_a_text_and_between_numbers(lines: LearnedLines, line: str) -> None:
    titles = "البلدية تفتتح الجسر الجديد قبل العيد", "مزارعون يشكون قلة الماء في الحقول"
    lines.learn("o", "", "k1", AT, story(1), titles[0])
    lines.learn("o", "", "k2", AT, story(2), titles[1])
    assert is_known(lines, PageLine(text=line.format(*titles)))
    assert not is_known(lines, PageLine(text=line.format("البلدية تغلق الجسر الجديد قبل العيد", titles[1])))


def test_a_short_title_before_a_text_proves_nothing(lines: LearnedLines) -> None:
    lines.learn("o", "", "k1", AT, story(1), "وزير الصحة السوري")
    assert not is_known(lines, PageLine(text="وزير الصحة السوري: سنفتح المشفى الجديد في الصيف المقبل بعد تجهيزه."))
