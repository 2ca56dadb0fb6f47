"""What the outlet's other articles teach of a line."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils.utils import sqlite3

from archive.errors import BadConfiguration
from archive.furniture._learning import SLICES
from archive.furniture.learned_lines import LearnedLines, Pending
from archive.model import PageLine

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
NOTICE = PageLine(text="كن أول من يصله الخبر")
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def story(number: int) -> list[PageLine]:
    """Three sentences that no other story has."""
    name = LETTERS[number % 28] + LETTERS[number // 28 % 28]
    lines = (f"قال {name}{at} إن {name} زار البلدة {name}{at} مع وفد {name} من {name}{at} قبل الظهر." for at in "كلم")
    return [PageLine(text=line, in_text=True) for line in lines]


def learn(lines: LearnedLines, count: int, *others: PageLine, first: int = 1, at: datetime = AT) -> None:
    for number in range(first, first + count):
        assert lines.learn("o", "", f"k{number}", at, [*story(number), *others], f"عنوان الخبر {LETTERS[number % 28]}")


def is_known(lines: LearnedLines, line: PageLine, *, edition: str = "", at: datetime = AT, key: str = "k0") -> bool:
    return lines.known("o", edition, key, at.date())([line]) == {line}


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
    assert stored == 40 * 3 + 5 * len(menu)


def test_what_one_article_alone_has_is_forgotten_after_thirty_days(
    lines: LearnedLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(lines, 3, NOTICE)
    later = AT + timedelta(days=31)
    for slice_number in range(SLICES):
        moment = later + timedelta(milliseconds=slice_number)
        monkeypatch.setattr("archive.furniture.learned_lines.now", lambda moment=moment: moment)
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


def test_a_change_waits_until_it_is_settled(lines: LearnedLines) -> None:
    cell = PageLine(text="11750", tag="td", links=0.5, leads_to="https://o.example/", mark="share", in_text=True)
    change = Pending(version=7, outlet="o", edition="ar", key="k0", kind="unsettled", lines=(cell, NOTICE), at=AT)
    assert lines.pend(change)
    assert (lines.pending("o"), lines.pending("other")) == ([change], [])
    lines.settled(7)
    assert lines.pending("o") == []


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_file_that_is_no_database_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lines.db"
    path.write_bytes(content)
    with closing(LearnedLines(path)) as lines:
        learn(lines, 3, NOTICE)
        assert is_known(lines, NOTICE)


def test_a_file_of_another_program_or_of_a_newer_one_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "lines.db"
    LearnedLines(path).close()
    for sql in ("DROP TABLE lines", "INSERT INTO _sqlite_migrations VALUES(99, 'lines', 'of_tomorrow', '')"):
        with closing(sqlite3.connect(path)) as db:
            db.execute(sql)
            db.commit()
        with closing(LearnedLines(path)) as lines:
            lines.learn("o", "", "k1", AT, [NOTICE], "عنوان الخبر الأول")
            learn(lines, 3, NOTICE)
            assert is_known(lines, NOTICE)


def test_what_other_rules_learned_is_forgotten_and_what_waits_is_not(tmp_path: Path) -> None:
    path = tmp_path / "lines.db"
    with closing(LearnedLines(path)) as lines:
        learn(lines, 3, NOTICE)
        lines.pend(Pending(version=1, outlet="o", edition="", key="k", kind="edit", lines=(NOTICE,), at=AT))
        lines._db.execute("UPDATE rules SET algorithm = 0")
    with closing(LearnedLines(path)) as lines:
        assert not is_known(lines, NOTICE)
        assert len(lines.pending("o")) == 1


def test_a_file_that_breaks_while_it_is_open_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "lines.db"
    with closing(LearnedLines(path)) as lines:
        learn(lines, 60, NOTICE)
        lines._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        lines._db.execute("PRAGMA shrink_memory")
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(100)
            file.write(os.urandom(size - 100))
        for number in range(1, 6):
            lines.learn("o", "", f"k{number}", AT, [*story(number), NOTICE], "عنوان الخبر الأول")
        assert is_known(lines, NOTICE)


def test_a_page_is_left_out_while_another_process_writes_and_questions_are_answered(tmp_path: Path) -> None:
    path = tmp_path / "lines.db"
    with closing(LearnedLines(path)) as lines, closing(sqlite3.connect(path, isolation_level=None)) as other:
        learn(lines, 3, NOTICE)
        other.execute("BEGIN IMMEDIATE")
        assert not lines.learn("o", "", "k9", AT, [NOTICE], "عنوان الخبر الأول")
        assert not lines.pend(Pending(version=1, outlet="o", edition="", key="k", kind="edit", lines=(), at=AT))
        lines.settled(1)
        assert is_known(lines, NOTICE)
        other.execute("COMMIT")
        assert lines.learn("o", "", "k9", AT, [NOTICE], "عنوان الخبر الأول")


def test_a_folder_in_its_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "lines.db").mkdir()
    with pytest.raises(BadConfiguration, match="is a folder"):
        LearnedLines(tmp_path / "lines.db")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(), max_size=6), st.text(), st.text(max_size=9))
def test_any_lines_can_be_learned_and_asked_for(lines: LearnedLines, texts: list[str], title: str, key: str) -> None:
    page = [PageLine(text=text, in_text=bool(number % 2)) for number, text in enumerate(texts)]
    assert lines.learn("o", "", key, AT, page, title)
    assert lines.known("o", "", f"{key}x", AT.date())(page) <= {*page}
