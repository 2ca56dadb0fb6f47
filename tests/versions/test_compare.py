"""What an edit is called: headline, numbers, typo, text; which number became which; what is never called an edit."""

import json
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.ingest.intake import Intake
from archive.record.schema import migrations
from archive.sqlite import open_readonly
from archive.text.folding import words_for_comparison
from archive.versions.change_labels import name_changes
from archive.versions.history import history, history_in_words
from scheduler.cli import cli
from tests.support.made_pages import AT, LATER_RULES, TEXT, answer, page_of, rows, take

HOUR = timedelta(hours=1)
TOLL = "قال المركز الطبي في بلدة نموذجية إن {} أشخاص أصيبوا في حادث سير على الطريق العام صباح اليوم."
NAMES = "kind, changed, numbers"


def told(data: Path, columns: str = NAMES) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in rows(data, f"SELECT {columns} FROM versions ORDER BY n")]  # noqa: S608


def named(old: str, new: str) -> tuple[str, str]:
    return name_changes(("عنوان", old), ("عنوان", new))


@pytest.mark.parametrize(
    ("before", "after", "numbers"),
    [
        ("3", "5", "3→5"),
        ("٣", "۵", "3→5"),
        ("ثلاثة", "خمسة", "ثلاثة→خمسة"),
        ("وثلاثة", "وعشرون", "وثلاثة→وعشرون"),
        ("ثلاثة", "ثلاثون", "ثلاثة→ثلاثون"),
        ("12,500", "١٣٬٠٠٠", "12,500→13,000"),
        ("3 و9", "5 و12", "3→5 9→12"),
        ("خمسة عشر", "25", "خمسة_عشر→25"),
        ("25 ألف", "30 ألف", "25_ألف→30_ألف"),
        ("بـ3", "بـ5", "3→5"),
    ],
)
def test_a_number_that_became_another_is_named_as_it_stands_in_latin_digits(
    before: str, after: str, numbers: str
) -> None:
    assert named(TOLL.format(before), TOLL.format(after)) == ("numbers text", numbers)


@pytest.mark.parametrize(
    ("before", "after"),
    [("ثلاث", "ثلاثة"), ("عشرون", "عشرين"), ("3", "ثلاثتهم مع"), ("12500", "12,500"), ("هناك", "3 هناك"), ("v2", "v3")],
)
def test_what_is_no_other_number_is_not_named_as_one(before: str, after: str) -> None:
    assert named(TOLL.format(before), TOLL.format(after)) == ("text", "")


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        ("المدينة القديمة", "المدنية القديمة", "typo"),
        ("في المدينة", "فيالمدينة", "typo"),
        ("نشرت المصدر ان الطريقة مغلق", "نشرة المصدر أن الطريق مغلق", "typo"),
        ("البلدية والمجلس والمدرسة والمستوصف", "البلديه والمجلسس والمدرسةة والمستوصفف والطريق", "text"),
        ("اعلام ارقام اوراق اقلام", "اعلامم ارقامم اوراقق اقلامم", "text"),
        ("لم يغلق", "قد يغلق", "text"),
        ("طريق الشرق", "طريق الشمال", "text"),
        ("الطريق", "الطريق الدولي", "text"),
    ],
)
def test_few_slips_put_right_are_a_typo_and_anything_more_is_text(before: str, after: str, name: str) -> None:
    assert named(f"أعلنت {before} أمس", f"أعلنت {after} أمس") == (name, "")


@given(*[st.text(alphabet="ابتة 35٣ثلاثةخمسة،.\n", max_size=40)] * 2)
def test_names_are_few_in_order_and_empty_only_for_equal_words(old: str, new: str) -> None:
    changed, numbers = named(old, new)
    names = changed.split()
    assert names == [name for name in ("headline", "numbers", "typo", "text") if name in names]
    assert ("typo" in names) + ("text" in names) == (words_for_comparison(old) != words_for_comparison(new))
    assert "numbers" in names or not numbers
    assert name_changes(("عنوان", old), ("عنوان آخر", old)) == ("headline", "")


def test_a_death_toll_that_rose_is_an_edit_however_long_the_text(intake: Intake, data: Path) -> None:
    long = " ".join(f"كلمة{number}" for number in range(1_500))
    take(intake, page_of(f"{long}\n{TOLL.format(3)}"))
    assert take(intake, page_of(f"{long}\n{TOLL.format(5)}", at=AT + HOUR)).kind == "edited"
    assert told(data) == [("first", "", ""), ("edit", "numbers text", "3→5")]


def test_a_headline_tried_out_and_taken_back_is_a_revert(intake: Intake, data: Path) -> None:
    for hour, title in enumerate(("عودة المياه", "المياه تعود إلى القرية", "عودة المياه")):
        take(intake, page_of(TEXT, title=title, at=AT + hour * HOUR))
    assert told(data) == [("first", "", ""), ("edit", "headline", ""), ("revert", "headline", "")]


def test_a_live_blog_is_a_version_an_hour_under_one_article(intake: Intake, data: Path) -> None:
    text = TEXT
    for hour in range(6):
        take(intake, page_of(text, title="تغطية مستمرة", at=AT + hour * HOUR))
        update = f"وقالت البلدية إن الورشة رقم {hour + 1} وصلت إلى الحارة الشرقية، وإن الضخ عاد إلى بيوتها بعد الظهر."
        text = text.replace("\n", f"\n{update}\n", 1)
    assert told(data) == [("first", "", ""), *[("edit", "text", "")] * 5]
    assert rows(data, "SELECT count(*) AS n FROM articles") == [{"n": 1}]


def test_what_changes_no_word_or_is_our_own_doing_has_no_name(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT))
    take(intake, page_of(TEXT.replace("خزانات", "خزّانات"), at=AT + HOUR))
    # The bytes of the page before are lost, so whose doing the difference is cannot be told.
    for path in (data / "warc").rglob("*.warc.gz*"):
        path.write_bytes(b"")
    with Intake(data, LATER_RULES, intake.writer) as later:
        take(later, page_of(TEXT.replace("ثلاثة", "خمسة"), at=AT + 2 * HOUR))
    assert told(data) == [("first", "", ""), ("cosmetic", "", ""), ("extractor", "", "")]


def test_taken_down_and_back_changes_no_words(intake: Intake, data: Path) -> None:
    other = "https://sample.example/70002/"
    take(intake, page_of(TEXT))
    take(intake, page_of(TOLL.format(3), url=other))
    for hours in (12, 36, 61):
        take(intake, answer(410, AT + hours * HOUR))
        take(intake, answer(304, AT + hours * HOUR, other))
    take(intake, page_of(TEXT, at=AT + 90 * HOUR))
    with closing(open_readonly(data / "warraq.db")) as connection:
        changes = history_in_words(connection, "https://sample.example/70001/slug/")
    assert [(row["kind"], row["changed"], paragraphs) for row, paragraphs in changes] == [
        ("first", "", []),
        ("gone", "", []),
        ("back", "", []),
    ]


def test_an_edit_says_nothing_of_a_counter_that_changed_beside_it(intake: Intake, data: Path) -> None:
    edited = TEXT.replace("ثلاثة أيام", "أيام طويلة من الانتظار")
    take(intake, page_of(f"{TEXT}\nعدد المشاهدات: 6"))
    take(intake, page_of(f"{edited}\nعدد المشاهدات: 77", title="عودة الماء", at=AT + HOUR))
    assert "6→77" not in told(data)[1]
    take(intake, page_of(f"{edited}، بحسب ما نقله مراسلنا\nعدد المشاهدات: 99", title="عودة الماء", at=AT + 2 * HOUR))
    assert told(data)[2] == ("edit", "text", "")


def test_the_history_tells_names_numbers_and_on_demand_every_word(intake: Intake, data: Path) -> None:
    edited = TEXT.replace("ثلاثة", "خمسة").replace("القديمة", "القديمه")
    take(intake, page_of(TEXT))
    take(intake, page_of(edited, title="عودة الماء", at=AT + HOUR))
    with closing(open_readonly(data / "warraq.db")) as connection:
        row = history(connection, "2077600001")[1]
    texts = ["n", "seen_at", "kind", "title", "sha256", "added", "removed", "changed", "numbers", "origin"]
    assert list(row) == [*texts, "author", "published", "told_at", "verdicts"]
    run = CliRunner().invoke(cli, ["history", "2077600001", "--data", str(data), "--diff", "--json"])
    first, edit = (json.loads(line) for line in run.stdout.splitlines())
    assert (first["diff"], edit["changed"], edit["numbers"]) == ([], "headline numbers text", "ثلاثة→خمسة")
    assert "".join(piece["old"] for piece in edit["diff"]) == f"عودة المياه\n{TEXT}"
    assert "".join(piece["new"] for piece in edit["diff"]) == f"عودة الماء\n{edited}"
    shown = CliRunner().invoke(cli, ["history", "2077600001", "--data", str(data), "--diff"]).stdout
    for mark in ("[−المياه−]", "{+الماء+}", "[−ثلاثة−]", "{+خمسة+}", "~القديمة.→القديمه.~"):
        assert mark in shown


def test_an_archive_made_before_changes_were_named_opens_with_none() -> None:
    database = Database(memory=True)
    migrations.apply(database, stop_before="named_changes")
    database.execute("PRAGMA foreign_keys = OFF")
    database.execute(
        "INSERT INTO versions VALUES(1, 1, 1, '', '', 'edit', 'عنوان', 'نص', '', '', 1, 1, 1, NULL, 'warraq-1')"
    )
    migrations.apply(database)
    assert list(database.query("SELECT changed, numbers FROM versions")) == [{"changed": "", "numbers": ""}]
    assert database.execute("SELECT changed, numbers FROM version_texts").fetchall() == []
    database.close()
