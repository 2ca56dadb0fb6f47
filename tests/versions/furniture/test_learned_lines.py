"""What the outlet's other articles teach of a line."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.model import PageLine
from archive.versions.furniture._learning import SLICES
from archive.versions.furniture.learned_lines import LearnedLines
from archive.versions.furniture.verdict import SeenPage, judge_change
from tests.support.learned_stories import AT, LETTERS, NOTICE, is_known, learn, story


@pytest.fixture
def lines(tmp_path: Path) -> Iterator[LearnedLines]:
    with closing(LearnedLines(tmp_path / "lines.db")) as opened:
        yield opened


def test_a_line_of_three_other_articles_is_furniture_and_of_two_is_not(lines: LearnedLines) -> None:
    learn(lines, 2, NOTICE)
    assert not is_known(lines, NOTICE)
    learn(lines, 1, NOTICE, first=3)
    assert is_known(lines, NOTICE)


def test_the_article_itself_is_not_one_of_the_three(lines: LearnedLines) -> None:
    learn(lines, 3, NOTICE)
    assert not is_known(lines, NOTICE, key="k2")


def test_a_page_that_is_read_again_and_again_teaches_once(lines: LearnedLines) -> None:
    for _ in range(5):
        learn(lines, 1, NOTICE)
    assert not is_known(lines, NOTICE)


def test_another_number_or_time_is_the_same_line(lines: LearnedLines) -> None:
    learn(lines, 3, PageLine(text="عدد المشاهدات: 1204"))
    assert is_known(lines, PageLine(text="عدد المشاهدات: 7"))
    assert not is_known(lines, PageLine(text="عدد الضحايا: 7"))


def test_a_learned_label_proves_nothing_of_the_rest_of_its_line(lines: LearnedLines) -> None:
    learn(lines, 5, PageLine(text="النتيجة:"))
    assert not is_known(lines, PageLine(text="النتيجة: الكرامة 2 - 1 الوحدة"))


@pytest.mark.parametrize("tag", ["td", "li", ""])
def test_a_number_alone_in_a_cell_is_only_known_where_the_very_number_is(lines: LearnedLines, tag: str) -> None:
    learn(lines, 3, PageLine(text="1204", tag="div"), PageLine(text="11750", tag="td"))
    assert is_known(lines, PageLine(text="977", tag="div"))
    assert not is_known(lines, PageLine(text="977", tag=tag))
    assert is_known(lines, PageLine(text="11750", tag=tag))


def test_the_row_of_a_number_and_its_label_is_a_line(lines: LearnedLines) -> None:
    for number in range(1, 4):
        cells = [PageLine(text=text, tag="td") for text in ("الدولار", f"{number}1500 ليرة", "تشرين", "2", "0")]
        learn(lines, 1, *cells, first=number)
    assert is_known(lines, PageLine(text="الدولار | 99 ليرة", tag="tr"))
    assert not is_known(lines, PageLine(text="السكر | 99 ليرة", tag="tr"))
    assert not is_known(lines, PageLine(text="99 ليرة", tag="td"))
    assert is_known(lines, PageLine(text="تشرين | 3 | 1", tag="tr"))


def test_lines_of_other_editions_outlets_and_times_are_others(lines: LearnedLines) -> None:
    learn(lines, 3, NOTICE)
    assert not is_known(lines, NOTICE, edition="en")
    assert lines.known("other", "", "k0", AT.date())([NOTICE]) == frozenset()
    assert is_known(lines, NOTICE, at=AT + timedelta(days=30))
    assert not is_known(lines, NOTICE, at=AT + timedelta(days=31))
    assert not is_known(lines, NOTICE, at=AT - timedelta(days=31))


def test_a_long_line_needs_ten_articles_or_is_the_first_line_of_another(lines: LearnedLines) -> None:
    background = PageLine(text=" ".join(["وكانت البلدة قد شهدت خلال السنوات الماضية حملات مشابهة"] * 4), in_text=True)
    learn(lines, 9, background)
    assert not is_known(lines, background)
    learn(lines, 1, background, first=10)
    assert is_known(lines, background)
    lead = PageLine(text=background.text.replace("البلدة", "المدينة"), in_text=True)
    lines.learn("o", "", "other", AT, [lead, *story(20)], "عنوان خبر آخر تماما")
    assert is_known(lines, lead)


def test_the_articles_own_first_line_is_none_of_its_furniture_because_another_begins_with_it(
    lines: LearnedLines,
) -> None:
    lead = PageLine(text=" ".join(["أعلنت البلدية أن الأعمال ستبدأ صباح الأحد"] * 5), in_text=True)
    lines.learn("o", "", "k0", AT, [lead, *story(1)], "عنوان الخبر الأول")
    lines.learn("o", "", "k9", AT, [lead, *story(2)], "عنوان الخبر الثاني")
    assert not is_known(lines, lead)


def test_one_story_in_five_articles_teaches_nothing_of_its_text(lines: LearnedLines) -> None:
    for number in range(1, 6):
        page = [*story(1), PageLine(text=f"وأضاف الوالي {LETTERS[number]} أن العمل مستمر.", in_text=True), NOTICE]
        lines.learn("o", "", f"k{number}", AT, page, f"العنوان {number} للخبر نفسه")
    assert lines.known("o", "", "k0", AT.date())([*story(1), NOTICE]) == {NOTICE}


def test_what_stands_in_the_text_of_different_stories_is_learned(lines: LearnedLines) -> None:
    notice = PageLine(text="يعتمد هذا الموقع على تبرعات القراء كي يستمر.", in_text=True)
    learn(lines, 3, notice)
    assert is_known(lines, notice)


@pytest.mark.parametrize("label", ["", "شاهد: ", "اقرأ أيضا: ", "قد يعنيك أيضا - "])
def test_a_line_that_is_another_articles_title_is_furniture_also_after_a_label(lines: LearnedLines, label: str) -> None:
    lines.learn("o", "", "k1", AT, story(1), "البلدية تفتتح الجسر الجديد")
    line = PageLine(text=f"{label}البلدية تفتتح الجسر الجديد")
    assert is_known(lines, line, at=AT + timedelta(days=400))
    assert not is_known(lines, line, key="k1")
    assert not is_known(lines, PageLine(text=f"{line.text} أمام المارة"))
    assert not is_known(lines, PageLine(text="الجسر الجديد"))


def test_a_line_of_several_titles_is_furniture_and_so_is_a_title_with_its_number(lines: LearnedLines) -> None:
    titles = "البلدية تفتتح الجسر الجديد", "مزارعون يشكون قلة الماء"
    for number, title in enumerate(titles, start=1):
        lines.learn("o", "", f"k{number}", AT, story(number), title)
    for strip in ("{} • {}", "للمزيد: {} - {}", "حول الموضوع: {}، و{}", "{} ::: {}", "السابق: {} التالي: {}"):
        assert is_known(lines, PageLine(text=strip.format(*titles)))
    assert is_known(lines, PageLine(text=f"1. {titles[0]} (7)"))
    assert not is_known(lines, PageLine(text=f"{titles[0]} • وقال المحافظ إن العمل مستمر"))


@pytest.mark.parametrize(
    "line",
    ["محليات قبل 3 ساعات {}", "أحدث ما كتب في الموقع: {}", "{} منذ 12 دقيقة", "{} - سامر الحامد", "21:40 {} (7)"],
)
def test_a_title_is_found_behind_a_section_an_hour_or_a_label_and_before_a_name(lines: LearnedLines, line: str) -> None:
    title = "البلدية تفتتح الجسر الجديد"
    lines.learn("o", "", "k1", AT, story(1), title)
    assert is_known(lines, PageLine(text=line.format(title)))
    assert not is_known(lines, PageLine(text=line.format("البلدية تفتتح السوق الجديد")))
    assert not is_known(lines, PageLine(text=f"وقال المحافظ في كلمة ألقاها إن {title}"))


@pytest.mark.parametrize("frame", ["قرأ زوارنا أيضا مادة «{}» هذا الصباح.", "من موادنا الأكثر انتشارا على الشبكة: {}"])
def test_a_sentence_that_names_another_article_in_the_place_of_one_is_furniture(
    lines: LearnedLines, frame: str
) -> None:
    titles = "البلدية تفتتح الجسر الجديد أمام المارة", "البلدية تعد بطريق ثان نحو السوق القديم"
    lines.learn("o", "", "k1", AT, story(1), titles[1])
    known = lines.known("o", "", "k0", AT.date())

    def kind_of(old: str, new: str) -> str:
        texts = (f"وقال المهندس إن الفحوص مستمرة.\n{line}" for line in (old, new))
        before, after = (SeenPage("أعمال في المدينة", text) for text in texts)
        return judge_change(before, after, known).kind

    assert kind_of(frame.format(titles[0]), frame.format(titles[1])) == "furniture"
    assert kind_of(frame.format(titles[1]), frame.format(titles[0])) == "furniture"
    assert kind_of("وقال المهندس إن السوق بعيد.", frame.format(titles[1])) != "furniture"
    assert kind_of(frame.format(titles[0]), frame.format("مزارعون يشكون قلة الماء في الحقول")) != "furniture"
    assert kind_of(frame.format("البلدية تعد بطريق خامس نحو السوق القديم"), frame.format(titles[1])) != "furniture"


def test_what_names_its_own_page_is_the_same_line_on_every_page(lines: LearnedLines) -> None:
    titles = [
        "البلدية تفتتح الجسر الجديد",
        "مزارعون يشكون قلة الماء",
        "طلاب يعودون إلى المدارس",
        "أمطار على الساحل كله",
    ]
    for number, title in enumerate(titles[1:]):
        lines.learn("o", "", f"k{number}", AT, (*story(number), _own(title, number)), title)
    old, new = (SeenPage(titles[0], text) for text in ("سطر", f"سطر\n{_own(titles[0], 8).text}"))
    known = lines.known("o", "", "k9", AT.date())
    assert judge_change(old, new, known).kind == "furniture"
    assert not is_known(lines, _own(titles[0], 8))


def _own(title: str, number: int) -> PageLine:
    return PageLine(text=f"انسخ الرابط: {title} https://nmd.example/{number}")


def test_a_list_of_several_numbers_is_known_by_its_like_and_a_row_of_a_table_is_not(lines: LearnedLines) -> None:
    for tag in ("li", "td"):
        learn(lines, 3, PageLine(text="السبت 12° / 7°", tag=tag))
    assert is_known(lines, PageLine(text="الأحد 9° / 4°", tag="li"))
    assert not is_known(lines, PageLine(text="الأحد 9° / 4°", tag="td"))


def test_a_line_of_another_article_is_elsewhere_behind_a_label_too(lines: LearnedLines) -> None:
    learn(lines, 1)
    labelled = PageLine(text=f"خبر عاجل: {story(1)[1].text}")
    assert lines.elsewhere("o", "", "k0", AT.date())([labelled]) == {labelled}
    assert not is_known(lines, labelled)


def test_a_title_of_two_words_says_nothing(lines: LearnedLines) -> None:
    lines.learn("o", "", "k1", AT, story(1), "نشرة المساء")
    assert not is_known(lines, PageLine(text="نشرة المساء"))


def test_one_article_that_has_a_line_is_elsewhere_and_proves_nothing(lines: LearnedLines) -> None:
    learn(lines, 1, NOTICE)
    assert lines.elsewhere("o", "", "k0", AT.date())([NOTICE]) == {NOTICE}
    assert not is_known(lines, NOTICE)


def test_what_is_known_already_is_not_written_again(lines: LearnedLines) -> None:
    menu = [PageLine(text=f"قسم {letter} من الموقع", tag="a") for letter in LETTERS]
    learn(lines, 40, *menu)
    stored = lines._db.execute("SELECT count(*) FROM lines").fetchone()[0]
    assert stored == 40 * 3 * 3 + 5 * len(menu)


def test_what_one_article_alone_has_is_forgotten_after_thirty_days(
    lines: LearnedLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.versions.furniture.learned_lines.now", lambda: AT)
    learn(lines, 3, NOTICE)
    later = AT + timedelta(days=31)
    for slice_number in range(SLICES):
        moment = later + timedelta(milliseconds=slice_number)
        monkeypatch.setattr("archive.versions.furniture.learned_lines.now", lambda moment=moment: moment)
        lines.learn("o", "", "late", later, [], "عنوان خبر لاحق")
    left = lines._db.execute("SELECT count(*) FROM lines").fetchone()[0]
    assert left == 3
    assert is_known(lines, NOTICE)


def test_pages_captured_since_a_moment_are_counted_without_the_article_itself(lines: LearnedLines) -> None:
    learn(lines, 3)
    learn(lines, 2, first=3, at=AT + timedelta(hours=1))
    assert lines.pages_since("o", "", AT, "k0") == 4
    assert lines.pages_since("o", "", AT + timedelta(seconds=1), "k0") == 2
    assert lines.pages_since("o", "", AT + timedelta(seconds=1), "k3") == 1
    assert lines.pages_since("other", "", AT, "k0") == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(), max_size=6), st.text(), st.text(max_size=9))
def test_any_lines_can_be_learned_and_asked_for(lines: LearnedLines, texts: list[str], title: str, key: str) -> None:
    page = [PageLine(text=text, in_text=bool(number % 2)) for number, text in enumerate(texts)]
    assert lines.learn("o", "", key, AT, page, title)
    assert lines.known("o", "", f"{key}x", AT.date())(page) <= {*page}
