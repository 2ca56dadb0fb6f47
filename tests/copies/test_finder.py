"""What is found to be a copy of what, and what never is."""

import sqlite3
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import FrameType

import pytest

from archive.times import stamp
from tests.support.copied_articles import DAY, HOUR, MINUTE, START, MadeRecord, prose
from tests.support.copy_accuracy import accuracy
from tests.support.copy_variants import variants


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MadeRecord]:
    titles = {"agency": "وكالة المثال", "mirror": "مرآة المثال"}
    with MadeRecord(tmp_path / "data", titles) as opened:
        yield opened


def test_the_same_words_in_another_spelling_are_an_exact_copy(desk: MadeRecord) -> None:
    text = prose(1) + " القوات الأمريكية في سورية"
    desk.put("one/1", text)
    desk.put("two/1", text.replace("القوات", "القـ.ـوات").replace("سورية", "سوريا"), HOUR)
    copy = desk.copies()["one/1", "two/1"]
    assert (copy["kind"], copy["containment"], copy["jaccard"], copy["first"]) == ("exact", 1.0, 1.0, "one/1")


def test_a_paragraph_carried_into_a_longer_story_is_a_copy_with_its_share(desk: MadeRecord) -> None:
    source = prose(2, 120)
    desk.put("one/1", source)
    desk.put("two/1", f"{prose(3, 200)} {source} {prose(4, 100)}", HOUR)
    copy = desk.copies()["one/1", "two/1"]
    assert copy["kind"] == "contained"
    assert copy["containment"] == 1.0
    assert copy["jaccard"] < 0.35


def test_a_part_of_a_text_is_a_partial_copy(desk: MadeRecord) -> None:
    source = prose(5, 200).split()
    desk.put("one/1", " ".join(source))
    desk.put("two/1", " ".join(source[:90]) + " " + prose(6, 100), HOUR)
    assert desk.copies()["one/1", "two/1"]["kind"] == "partial"


def test_background_that_an_outlet_repeats_is_no_copy_of_itself(desk: MadeRecord) -> None:
    background = prose(7, 90)
    desk.put("one/1", f"{prose(8, 80)} {background}")
    desk.put("one/2", f"{prose(9, 80)} {background}", HOUR)
    assert desk.copies() == {}


def test_a_part_is_no_copy_after_more_than_three_days_but_a_whole_text_is_republished(desk: MadeRecord) -> None:
    source = prose(10, 200)
    desk.put("one/1", source)
    desk.put("two/1", source[: len(source) // 2] + " " + prose(11, 100), 5 * DAY)
    desk.put("three/1", source + " " + prose(12, 10), 400 * DAY)
    assert {pair: row["kind"] for pair, row in desk.copies().items()} == {("one/1", "three/1"): "republished"}


def test_two_reports_that_fill_the_same_frame_with_other_numbers_are_no_copies(desk: MadeRecord) -> None:
    frame = "حركة الصرف ليوم {} الشهر سجل الدولار {} ليرة للمبيع مقابل {} ليرة للشراء وسجل اليورو {} ليرة في السوق " * 2
    tail = prose(13, 80)
    desk.put("one/1", frame.format(*range(11, 19)) + tail)
    desk.put("two/1", frame.format(*range(31, 39)) + tail, DAY)
    assert desk.copies() == {}


def test_a_copy_with_one_corrected_number_stays_a_copy(desk: MadeRecord) -> None:
    text = f"قتل 3 مدنيين في قصف على المدينة {prose(14)}"
    desk.put("one/1", text)
    desk.put("two/1", text.replace("3", "5"), HOUR)
    assert ("one/1", "two/1") in desk.copies()


def test_the_frame_of_a_daily_bulletin_is_no_evidence_once_it_is_known(desk: MadeRecord) -> None:
    """Four days of one outlet make it boilerplate; what looked like a copy on the first days is taken back."""
    frame = prose(15, 100)
    desk.put("one/1", f"{frame} {prose(100, 120)}")
    desk.put("two/1", f"{frame} {prose(101, 120)}", HOUR)
    assert ("one/1", "two/1") in desk.copies()
    for day in range(1, 4):
        desk.put(f"one/{day + 1}", f"{frame} {prose(101 + day, 120)}", day * DAY)
    assert desk.copies() == {}


def test_a_story_that_goes_round_for_days_is_no_formula(desk: MadeRecord) -> None:
    story = prose(16)
    for day, name in enumerate(("one", "two", "three", "four", "five")):
        desk.put(f"{name}/1", f"{story} {prose(200 + day, 20)}", day * DAY)
    assert len(desk.copies()) == 10
    assert desk.stories() == [{"one/1", "two/1", "three/1", "four/1", "five/1"}]


def test_a_credit_beats_the_clock(desk: MadeRecord) -> None:
    """The agency's own text was seen after its copy, which names the agency."""
    text = prose(17)
    desk.put("mirror/1", text, credit="وكالة المثال")
    desk.put("agency/1", text, 2 * HOUR)
    (copy,) = desk.copies().values()
    assert (copy["first"], copy["basis"]) == ("agency/1", "credit")
    assert desk.rows("SELECT basis, size, outlet FROM clusters JOIN articles USING(id)") != []
    assert desk.rows("SELECT outlet FROM clusters c JOIN articles a ON a.id = origin_id") == [{"outlet": "agency"}]


def test_a_canonical_on_another_outlets_site_is_a_credit_to_it(desk: MadeRecord) -> None:
    text = prose(18)
    desk.put("agency/1", text, HOUR)
    desk.put("mirror/1", text, credit="https://agency.example/1")
    (copy,) = desk.copies().values()
    assert (copy["first"], copy["basis"]) == ("agency/1", "credit")


@pytest.mark.parametrize(
    ("at", "seen", "first", "basis"),
    [
        (MINUTE, HOUR, "one/1", "published"),
        (timedelta(), HOUR, None, "unknown"),
        (5 * MINUTE, 10 * DAY, "one/1", "stated"),
        (-400 * DAY, 420 * DAY, "two/1", "stated"),
        (timedelta(), 10 * DAY, None, "unknown"),
        (400 * DAY, -399 * DAY, "one/1", "first_seen"),
    ],
)
def test_who_was_first_is_told_by_times_that_were_checked_else_by_what_is_stated_else_by_who_was_seen_first(
    desk: MadeRecord, at: timedelta, seen: timedelta, first: str | None, basis: str
) -> None:
    text = prose(19)
    desk.put("one/1", text)
    desk.put("two/1", text, at, seen)
    (copy,) = desk.copies().values()
    assert (copy["first"], copy["basis"]) == (first, basis)


def test_dates_nobody_checked_decide_only_between_themselves_and_say_so(desk: MadeRecord) -> None:
    text = prose(20)
    desk.put("one/1", text, DAY, 100 * DAY)
    desk.put("two/1", text, timedelta(), 90 * DAY)
    (copy,) = desk.copies().values()
    assert (copy["first"], copy["basis"]) == ("two/1", "stated")


def test_a_round_up_of_many_stories_joins_none_of_them_and_links_none(desk: MadeRecord) -> None:
    wires = [prose(30 + n, 80) for n in range(5)]
    desk.put("three/1", " ".join(wires))
    for n, wire in enumerate(wires):
        desk.put(f"one/{n}", wire, n * MINUTE)
        desk.put(f"two/{n}", wire + " " + prose(60 + n, 8), HOUR + n * MINUTE)
    assert sorted(map(sorted, desk.stories())) == [[f"one/{n}", f"two/{n}"] for n in range(5)]
    assert len(desk.copies()) == 15


def test_a_live_blog_that_grows_all_day_is_one_member_of_its_story(desk: MadeRecord) -> None:
    text = prose(40, 100)
    desk.put("two/1", text, HOUR)
    for hour in range(12):
        text = f"{prose(300 + hour, 30)} {text}"
        desk.put("one/1", text, seen=(hour + 1) * HOUR)
    assert desk.stories() == [{"one/1", "two/1"}]
    assert desk.rows("SELECT versions FROM articles WHERE outlet = 'one'") == [{"versions": 12}]


def test_what_was_copied_before_an_edit_stays_a_copy_of_that_version(desk: MadeRecord) -> None:
    text = prose(41)
    desk.put("one/1", text)
    desk.put("two/1", text, HOUR)
    desk.put("one/1", prose(42), seen=DAY)
    copy = desk.copies()["one/1", "two/1"]
    assert (copy["a_version"], copy["b_version"]) == (1, 1)


def test_changed_copies_are_found_and_nothing_else_is(tmp_path: Path) -> None:
    with MadeRecord(tmp_path) as desk:
        with desk.writer.acknowledged():
            bases = [desk.put(f"one/{n}", article(n), timedelta(hours=n)) for n in range(12)]
            others = [desk.put(f"two/{n}", article(100 + n), timedelta(hours=n), 2 * HOUR) for n in range(60)]
        counted = accuracy(desk, bases, others)
    assert len(counted.made) == len(variants("")) == 14
    assert counted.wrong == 0
    assert counted.recall >= 0.98, counted.found


def article(seed: int) -> str:
    return "\n".join(prose(seed * 10 + paragraph, 45) + "." for paragraph in range(5))


@pytest.mark.parametrize("title", ["خبر", "خبر {}"], ids=["one headline", "each under its own headline"])
def test_equal_texts_are_one_story_and_not_a_pair_of_each_with_each(desk: MadeRecord, title: str) -> None:
    """One text under thousands of addresses: rows and work grow with their number, not with its square."""
    text, articles = prose(40), 60
    for number in range(articles):
        desk.put(f"site{number:02}/{number}", text, number * MINUTE, title=title.format(number))
    assert len(desk.copies()) == 24 * 23 // 2 + (articles - 24) * 24
    assert [len(story) for story in desk.stories()] == [articles]
    (story,) = desk.rows("SELECT size, first_at, last_at FROM clusters")
    last = START + (articles - 1) * MINUTE
    assert (story["size"], story["first_at"], story["last_at"]) == (articles, stamp(START), stamp(last))


def test_the_record_is_not_locked_while_texts_are_compared(desk: MadeRecord) -> None:
    compared: list[bool] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_name == "closest":
            compared.append(desk.writer.store.db.conn.in_transaction)

    desk.put("one/1", prose(41))
    sys.setprofile(note)
    try:
        desk.put("two/1", prose(41), HOUR)
    finally:
        sys.setprofile(None)
    assert compared
    assert not any(compared)
    assert ("one/1", "two/1") in desk.copies()


def test_copies_that_cannot_be_followed_cost_the_record_nothing_and_are_made_up_for(
    desk: MadeRecord, caplog: pytest.LogCaptureFixture
) -> None:
    desk.put("one/1", prose(42))
    index = sqlite3.connect(desk.root / "similar.db")
    index.execute("ALTER TABLE sketched RENAME TO away")
    index.commit()
    assert desk.put("two/1", prose(42), HOUR) > 0
    assert desk.put("three/1", prose(43), HOUR) > 0
    assert "warraq reindex copies" in caplog.text
    index.execute("ALTER TABLE away RENAME TO sketched")
    index.commit()
    index.close()
    desk.put("four/1", prose(44), HOUR)
    assert set(desk.copies()) == {("one/1", "two/1")}
