"""Keyword in context: every place where a word stands, what is beside it, in an order that readers can follow."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import thread_time

import pytest

from archive.search import context
from archive.search.context import Concordance, Occurrence, concordance, in_order
from archive.search.engine import Mode
from tests.support.copied_articles import DAY, MadeRecord, prose

# A default that any machine has time for; the whole is 500.
LINES = int(os.environ.get("WARRAQ_CONTEXT_LINES", "100"))
MILLISECONDS_A_LINE = 0.3
TEXTS = {
    "إلى": "أحال المجلس المحلي إلى الشرطة ثلاث مخالفات",
    "أن": "أبلغه المجلس المحلي أن المضخات لن تصل\nفقرة أخرى لا شأن لها",
    "ان": "قال المجلس المحلي ان الجدول جديد",
    "بناء": "بقرار من المجلس المحلي بناء على طلب التجار",
    "أهالي": "بالتنسيق مع المجلس المحلي أهالي الحي",
    "": "هذا ما أعلنه المجلس المحلي\nوفي فقرة ثانية خبر آخر",
    "marks": "وقال المجلِس المحلّيّ: إن المياه عادت",
    "longer": f"{prose(1)} والمجلس المحلي {prose(2)}",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MadeRecord]:
    with MadeRecord(tmp_path_factory.mktemp("context")) as desk:
        for n, (name, text) in enumerate(TEXTS.items()):
            desk.put(f"furat/{n}", f"{text}\n{prose(n + 10)}", at=n * DAY, title=f"خبر عن {name or 'آخر'}")
        desk.put("hawran/1", prose(99), at=9 * DAY, title="المجلس المحلي في العنوان")
        yield desk


def found(desk: MadeRecord, text: str = "المجلس المحلي", mode: Mode = "names") -> Concordance:
    return concordance(desk.writer.store.db.conn, text, mode)


def lines(desk: MadeRecord, order: context.Order, text: str = "المجلس المحلي") -> list[Occurrence]:
    return in_order(found(desk, text).occurrences, order)


def test_every_place_is_a_line_of_whole_words_as_they_are_printed(desk: MadeRecord) -> None:
    words = sorted(one.word for one in found(desk).occurrences)
    assert words == sorted(["المجلس المحلي"] * 7 + ["المجلِس المحلّيّ", "والمجلس المحلي"])
    for one in found(desk).occurrences:
        text = one.text
        assert not text[one.start - 1 : one.start].isalnum()
        assert not text[one.end : one.end + 1].isalnum()
        assert "".join(text[one.start : one.end].split()) == one.word.replace(" ", "")


def test_what_is_read_before_and_after_ends_with_the_paragraph_and_with_whole_words(desk: MadeRecord) -> None:
    by_word = {one.neighbour("after").printed: one for one in found(desk).occurrences}
    assert (by_word["أن"].before, by_word["أن"].after) == ("أبلغه", "أن المضخات لن تصل")
    longer = next(one for one in found(desk).occurrences if one.word.startswith("و"))
    assert longer.before.startswith("…")
    assert longer.after.endswith("…")
    assert set(f"{longer.before} {longer.after}".replace("…", "").split()) <= set(TEXTS["longer"].split())
    assert 60 < len(longer.before) <= context.WIDTH + 1
    assert 60 < len(longer.after) <= context.WIDTH + 1


def test_lines_are_sorted_by_folded_letters_so_that_hamzas_do_not_part_what_readers_keep_together(
    desk: MadeRecord,
) -> None:
    after = [one.neighbour("after").printed for one in lines(desk, "after")]
    assert [word for word in after if word in TEXTS] == ["إلى", "ان", "أن", "أهالي", "بناء", ""]
    assert after[-1] == "", "where no word follows, the line comes last"


def test_lines_of_one_next_word_are_sorted_by_the_words_behind_it(desk: MadeRecord) -> None:
    after = [one.words("after") for one in lines(desk, "after") if one.words("after")]
    assert after == sorted(after)


def test_by_the_word_before_the_nearest_word_counts_first(desk: MadeRecord) -> None:
    before = [one.words("before") for one in lines(desk, "before") if one.words("before")]
    assert before == sorted(before)
    assert ["من", "بقرار"] in before


def test_the_newest_and_the_outlet_are_orders_too(desk: MadeRecord) -> None:
    newest = [one.id for one in lines(desk, "newest")]
    assert newest == sorted(newest, reverse=True)
    outlets = [one.outlet for one in lines(desk, "outlet")]
    assert outlets == sorted(outlets)
    assert len(set(outlets)) == 2


def test_a_headline_is_a_place_like_any_other_and_says_so(desk: MadeRecord) -> None:
    titled = [one for one in found(desk).occurrences if one.in_title]
    assert [(one.outlet, one.before, one.after) for one in titled] == [("hawran", "", "في العنوان")]


def test_words_that_were_found_apart_and_stand_side_by_side_are_one_place(tmp_path: Path) -> None:
    with MadeRecord(tmp_path) as desk:
        desk.put("furat/1", f"قوات سوريا في البلدة {prose(1)} سوريا {prose(2)} قوات")
        two = [one.word for one in found(desk, "قوات AND سوريا").occurrences]
        assert sorted(two) == ["سوريا", "قوات", "قوات سوريا"]
        desk.put("furat/2", f"جدا جدا {prose(3)}")
        assert [one.word for one in found(desk, "جدا", "exact").occurrences] == ["جدا", "جدا"]


def test_a_word_in_pieces_is_one_place_and_marked_whole(tmp_path: Path) -> None:
    with MadeRecord(tmp_path) as desk:
        desk.put("furat/1", f"ئەم کار\u200cگە نوێ {prose(1)}")
        desk.put("furat/2", f"قالت القـ.ـوات إنها {prose(2)}")
        assert [one.word for one in found(desk, "کارگە", "exact").occurrences] == ["کار\u200cگە"]
        assert [one.word for one in found(desk, "القوات", "exact").occurrences] == ["القـ.ـوات"]


def test_a_question_without_a_word_stands_nowhere(desk: MadeRecord) -> None:
    for text in ("", "outlet:furat", "((", "-المجلس"):
        assert found(desk, text).occurrences == ()


def test_copies_are_folded_under_the_first_and_counted(tmp_path: Path) -> None:
    text = f"{prose(1)} وقال المجلس المحلي إن الماء عاد {prose(2)}"
    with MadeRecord(tmp_path) as desk:
        first = desk.put("furat/1", text)
        second = desk.put("hawran/1", text, at=timedelta(hours=5))
        answer = found(desk)
    assert [one.id for one in answer.occurrences] == [first]
    assert [(one.id, one.copied) for one in answer.copies] == [(second, True)]
    assert answer.articles == 1


def test_only_the_newest_articles_are_read_and_the_answer_says_so(
    desk: MadeRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context, "MOST_ARTICLES", 3)
    answer = found(desk)
    newest = sorted({one.id for one in lines(desk, "newest")}, reverse=True)
    assert (answer.capped, answer.articles, len(newest)) == (True, 9, 3)
    monkeypatch.setattr(context, "MOST_ARTICLES", answer.articles)
    assert (found(desk).capped, found(desk).articles) == (False, 9)


def test_many_lines_cost_little(tmp_path: Path) -> None:
    with MadeRecord(tmp_path) as desk:
        desk.put("furat/0", f"{prose(0)} المجلس المحلي {prose(1)}")
        for n in range(1, LINES):
            # No number of an article is that of an error: what is found at /404 is held.
            desk.put(f"furat/line-{n}", f"{prose(2 * n, 120)} المجلس المحلي {prose(2 * n + 1, 120)}")
        found(desk)  # what is remembered between questions
        begun = thread_time()
        in_order(found(desk).occurrences, "after")
        spent = thread_time() - begun
        assert len(found(desk).occurrences) == LINES
    assert spent < LINES * MILLISECONDS_A_LINE / 1000
