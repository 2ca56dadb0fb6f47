"""One text under many addresses of an outlet within a day is the text of no article."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive.crawl_state.held import HeldPages
from archive.ingest._repeated_text import SO_MANY, SO_MANY_SHORT, TEXTS
from archive.ingest.held_pages import release
from archive.ingest.intake import Intake
from tests.support.made_pages import AT, OTHER, OUTLET, TEXT, page_of, rows, take

WALL = "نتحقق من زيارتك قبل أن نعرض ما طلبته. لا يستغرق ذلك إلا لحظات قليلة، ونشكر لك صبرك وتفهمك.\nرقم الطلب {}"


def kind(intake: Intake, number: int, text: str, at: datetime = AT, home: str = "sample.example") -> str:
    url = f"https://{home}/{70001 + number}/"
    return take(intake, page_of(text, url=url, title=f"خبر {number}", at=at)).kind


def kinds(intake: Intake, text: str, count: int = SO_MANY + 3) -> list[str]:
    return [kind(intake, number, text, AT + timedelta(minutes=number)) for number in range(count)]


@pytest.mark.parametrize("name", ["", "8f3a2b41c9d0{:04x}"], ids=["to the letter", "but for the name of the request"])
def test_a_wall_in_every_articles_place_is_held_with_its_reason(intake: Intake, data: Path, name: str) -> None:
    found = [kind(intake, number, WALL.format(name.format(number))) for number in range(SO_MANY + 3)]
    assert found == ["new"] * SO_MANY + ["held"] * 3
    with HeldPages(data / "service.db") as held_pages:
        assert {row["reason"] for row in held_pages.held()} == {"same_text"}


def test_a_few_words_under_one_headline_are_held_from_the_third_address_on_and_not_under_headlines_of_their_own(
    intake: Intake,
) -> None:
    short = WALL.format("")
    found = [
        take(intake, page_of(short, url=f"https://sample.example/{71001 + n}/", title="أهلا", at=AT)).kind
        for n in range(4)
    ]
    assert found == ["new"] * SO_MANY_SHORT + ["held"] * 2
    assert set(kinds(intake, "انقطعت الكهرباء عن أحياء المدينة مساء اليوم، وقالت البلدية إن ورش الإصلاح خرجت.", 4)) == {
        "new"
    }


def test_known_articles_that_all_turn_into_a_wall_are_not_told_as_edits_one_by_one(intake: Intake) -> None:
    for number in range(SO_MANY + 3):
        kind(intake, number, f"{TEXT}\nرقم {number}")
    later = AT + timedelta(hours=6)
    found = [kind(intake, number, WALL, later + timedelta(minutes=number)) for number in range(SO_MANY + 3)]
    assert found[SO_MANY:] == ["held"] * 3


def test_bulletins_that_differ_in_a_figure_are_articles_each(intake: Intake) -> None:
    found = [
        kind(intake, number, f"سعر صرف الدولار في السوق اليوم {14_000 + 50 * number} ليرة للمبيع، بحسب الصرافين.")
        for number in range(SO_MANY + 3)
    ]
    assert set(found) == {"new"}


def test_the_same_text_of_other_days_and_of_other_outlets_counts_for_nothing(intake: Intake) -> None:
    assert set(kinds(intake, TEXT, SO_MANY)) == {"new"}
    with Intake(intake.writer.data.root, OTHER, intake.writer) as other:
        assert kind(other, 90, TEXT, home="other.example") == "new"
    assert kind(intake, 91, TEXT, AT + timedelta(days=2)) == "new"
    assert kind(intake, 92, TEXT, AT - timedelta(days=2)) == "new"
    assert kind(intake, 93, TEXT, AT + timedelta(hours=20)) == "held"


def test_an_article_that_has_that_text_already_is_unchanged(intake: Intake) -> None:
    kinds(intake, TEXT, SO_MANY)
    assert kind(intake, 0, TEXT, AT + timedelta(hours=2)) == "unchanged"


def test_a_person_may_release_it(intake: Intake, data: Path) -> None:
    kinds(intake, TEXT, SO_MANY + 1)
    assert rows(data, "SELECT count(*) AS n FROM articles") == [{"n": 0}]
    held = intake.writer.held_pages.held()
    assert len(held) == SO_MANY + 1
    assert release(intake.writer, OUTLET, held[0]["id"]).kind == "new"
    assert rows(data, "SELECT count(*) AS n FROM articles") == [{"n": 1}]


def test_what_it_costs_does_not_grow_with_the_archive(intake: Intake) -> None:
    """The newest versions are looked through; an outlet's articles would be a hundred thousand."""
    values = dict.fromkeys(("newest", "first", "last", "outlet", "key", "words", "apart"), 0)
    plan = intake.writer.store.db.conn.execute(f"EXPLAIN QUERY PLAN {TEXTS}", values).fetchall()
    assert "SEARCH v USING INTEGER PRIMARY KEY (rowid>?)" in plan[0][3]
    assert any("SEARCH a USING INTEGER PRIMARY KEY" in row[3] for row in plan)
