"""An address that suddenly says something else: a number given to another article, a page that lost its words."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.exchange import Page
from archive.ingest.held_pages import drop, release
from archive.ingest.intake import Intake
from archive.ingest.replaying import open_for_replay, replay
from archive.search.engine import search
from archive.sqlite import open_readonly
from archive.versions.history import article_id_of
from tests.support.made_pages import AT, OUTLET, TEXT, URL, answer, page_of, rows, take

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# Written for this test; nothing of it happened.
OTHER = (
    "افتتح نادي قرية متخيلة ملعبا صغيرا للأطفال بعد حملة تبرعات شارك فيها الأهالي طوال الصيف.\n"
    "وذكر مدرب الفريق أن التدريبات تقام مرتين كل أسبوع، وأن باب التسجيل مفتوح أمام الجميع حتى نهاية العام الدراسي."
)
OTHER_TITLE = "ملعب جديد للصغار"
LONG = "\n".join(f"الفقرة {n} من تقرير مصنوع عن مواسم الزراعة في سهل متخيل وما يحتاجه من الماء." for n in range(12))
STUB = "لمتابعة القراءة يرجى الانتظار قليلا ريثما تكتمل الصفحة."
BEGINNING = "\n".join(LONG.split("\n")[:7])
CHANGED = ("edited", "unsettled")
KEYS = "SELECT id, key, status, title, versions FROM articles ORDER BY key"


def dated(page: Page, day: date) -> Page:
    return replace(page, body=page.body.replace(b"2026-11-19T10", f"{day}T10".encode()))


def another(at: int = 30, day: date = date(2026, 12, 18), text: str = OTHER, title: str = OTHER_TITLE) -> Page:
    return dated(page_of(text, title=title, at=AT + at * DAY), day)


def kinds(data: Path) -> list[str]:
    return [row["kind"] for row in rows(data, "SELECT kind FROM versions ORDER BY n")]


def taken(intake: Intake, texts: Iterable[tuple[int, str]]) -> list[str]:
    return [take(intake, page_of(text, at=AT + hours * HOUR)).kind for hours, text in texts]


def told(intake: Intake, texts: Iterable[tuple[int, str]]) -> list[str]:
    """`changed` where the text became a version, whether somebody knows already whose change it is or not."""
    return ["changed" if kind in CHANGED else kind for kind in taken(intake, texts)]


def test_a_number_given_to_another_article_keeps_both(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT))
    take(intake, page_of(TEXT, url=f"{URL}old-slug".replace("slug/", ""), at=AT + HOUR))
    assert take(intake, another()).kind == "new"
    assert rows(data, KEYS) == [
        {"id": 2080500001, "key": "70001", "status": "live", "title": OTHER_TITLE, "versions": 1},
        {"id": 2077600001, "key": "70001~1", "status": "missing", "title": "عودة المياه", "versions": 1},
    ]
    assert rows(data, "SELECT key, article_id FROM urls ORDER BY url") == [
        {"key": "70001~1", "article_id": 2077600001},
        {"key": "70001", "article_id": 2080500001},
    ]
    connection = open_readonly(data / "warraq.db")
    assert article_id_of(connection, URL) == 2080500001
    assert [search(connection, word, mode="exact").count for word in ("خزانات", "ملعبا")] == [1, 1]
    connection.close()
    # The next edit belongs to the new one, and so does the next absence.
    edited = another(31, text=OTHER.replace("مرتين", "ثلاث مرات"))
    assert take(intake, edited).article_id == 2080500001
    assert take(intake, answer(404, AT + 32 * DAY)).article_id == 2080500001


def test_a_short_article_under_a_long_ones_number_is_not_taken_for_its_remains(intake: Intake) -> None:
    take(intake, page_of("\n".join(f"{line} {n}" for n in range(3) for line in LONG.split("\n"))))
    assert take(intake, another()).kind == "new"


def test_a_number_given_away_twice_leaves_three_articles(intake: Intake, data: Path) -> None:
    third = (
        "تحدث الباعة في سوق الهال عن وفرة الخضار هذا الأسبوع بعد وصول شاحنات من الساحل ومن ريف حماة، وذكر أحدهم أن"
        " البندورة والخيار والباذنجان تباع بأقل من كلفتها، فيما يشكو مزارعون من غلاء الأسمدة وأجور النقل والعبوات."
    )
    take(intake, page_of(TEXT))
    take(intake, another())
    take(intake, another(90, date(2027, 2, 16), third, "سوق الخضار"))
    assert [row["key"] for row in rows(data, KEYS)] == ["70001", "70001~1", "70001~2"]


def test_a_site_that_serves_two_articles_by_turns_has_two(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT))
    take(intake, another())
    for turn in range(3):
        assert take(intake, page_of(TEXT, at=AT + (31 + 2 * turn) * DAY)).article_id == 2077600001
        assert take(intake, another(32 + 2 * turn)).article_id == 2080500001
    assert rows(data, "SELECT count(*) AS n, sum(versions) AS versions FROM articles") == [{"n": 2, "versions": 2}]
    assert rows(data, "SELECT DISTINCT article_id FROM urls") == [{"article_id": 2080500001}]


@pytest.mark.parametrize(
    "page",
    [
        another(title="عودة المياه إلى القرية"),
        another(text=f"{OTHER}\nوقالت البلدية إن ثلاثة خزانات عادت."),
        another(text=" ".join(OTHER.split()[:25])),
    ],
    ids=["its headline", "four of its words", "too short to tell"],
)
def test_a_rewritten_article_with_anything_left_of_it_is_an_edit(intake: Intake, data: Path, page: Page) -> None:
    take(intake, page_of(TEXT))
    assert take(intake, page).kind == "edited"
    assert (kinds(data), len(rows(data, KEYS))) == (["first", "edit"], 1)


@pytest.mark.parametrize("stated", [date(2026, 11, 19), date(2026, 11, 20), None], ids=["same day", "next", "none"])
def test_another_text_under_another_headline_is_an_edit_only_where_it_stays(
    intake: Intake, data: Path, stated: date | None
) -> None:
    def other(at: int) -> Page:
        page = another(at, stated or date(2026, 12, 18))
        return page if stated else replace(page, body=page.body.replace(b"article:published_time", b"x"))

    take(intake, page_of(TEXT))
    assert [take(intake, other(days)).kind for days in (1, 2)] == ["held", "held"]
    # The neighbour's page out of a cache is gone by then.
    assert take(intake, page_of(TEXT, at=AT + 3 * DAY)).kind == "unchanged"
    assert [take(intake, other(days)).kind for days in (4, 5, 7)] == ["held", "held", "edited"]
    assert (kinds(data), len(rows(data, KEYS))) == (["first", "edit"], 1)


def test_an_address_that_is_no_number_is_never_given_to_another_article(data: Path) -> None:
    with Intake(data, replace(OUTLET, key_rules=())) as intake:
        take(intake, page_of(TEXT))
        assert take(intake, another()).kind == "edited"


def test_an_older_capture_of_a_reused_number_takes_nothing_from_the_present(intake: Intake, data: Path) -> None:
    take(intake, another())
    take(intake, page_of(TEXT))
    assert [(row["key"], row["title"]) for row in rows(data, KEYS)] == [("70001", OTHER_TITLE)]


def test_a_page_that_lost_its_words_is_held_and_the_article_untouched(intake: Intake, data: Path) -> None:
    take(intake, page_of(LONG))
    assert take(intake, page_of(STUB, at=AT + HOUR)).reason == "shrunk"
    assert taken(intake, [(2, LONG)]) == ["unchanged"]
    (kept,) = rows(data, "SELECT body, versions, status FROM articles")
    assert kept == {"body": LONG, "versions": 1, "status": "live"}
    assert intake.writer.held_pages.held() == []


@pytest.mark.parametrize("left", [STUB, BEGINNING, f"{BEGINNING} الفق"], ids=["few words", "half", "within a word"])
def test_the_same_few_words_for_two_days_are_the_outlets_doing(intake: Intake, data: Path, left: str) -> None:
    assert taken(intake, [(0, LONG), (1, left), (25, left), (48, left)]) == ["new", "held", "held", "held"]
    assert told(intake, [(49, left), (50, left)]) == ["changed", "unchanged"]
    assert rows(data, "SELECT body FROM articles") == [{"body": left}]
    assert intake.writer.held_pages.held() == []


def numbered(n: int, text: str, hours: int) -> Page:
    return page_of(text, url=f"{OUTLET.home}{70_100 + n}/", title=f"تقرير متخيل رقم {n}", at=AT + hours * HOUR)


# Of three articles: what each is cut to, whether two beside them stay whole, what becomes of the cuts.
OF_ITS_OWN = (
    "قالت البلدية إن أعمال الصيانة في الحي الشرقي انتهت قبل موعدها.",
    "وصل إلى السوق صباحا ثلاثون طنا من الخضار والفواكه الموسمية.",
    "أعلن النادي أسماء لاعبيه قبل مباراة الإياب على أرضه وبين جمهوره.",
)
CUTS = {
    "one text in place of all": ((STUB,) * 3, 3, "held"),
    "half of each": ((BEGINNING,) * 3, 3, "held"),
    "one notice under the headline of each": (tuple(f"تقرير متخيل {n * 1117} {STUB}" for n in (3, 5, 8)), 3, "held"),
    "each cut, hardly one whole": (OF_ITS_OWN, 1, "held"),
    "each cut, as many whole": (OF_ITS_OWN, 3, "changed"),
}


@pytest.mark.parametrize("name", CUTS)
def test_what_the_site_cuts_of_all_its_articles_is_no_edit_of_any(intake: Intake, name: str) -> None:
    cut, others, becomes = CUTS[name]
    for n in range(len(cut) + others):
        take(intake, numbered(n, f"{LONG} {n}", 0))
    for hours in (1, 25, 50):
        for n in range(len(cut), len(cut) + others):
            take(intake, numbered(n, f"{LONG} {n}", hours))
        kinds = [take(intake, numbered(n, text, hours)).kind for n, text in enumerate(cut)]
    assert {"changed" if kind in CHANGED else kind for kind in kinds} == {becomes}


@pytest.mark.parametrize("between", [LONG, f"{STUB} الرمز 4471", "الصفحة غير موجودة"], ids=["whole", "other", "404"])
@pytest.mark.parametrize("checks", [(60, 90, 107, 109), (60, 109, 110)], ids=["time", "number"])
def test_anything_else_in_between_starts_the_count_anew(intake: Intake, between: str, checks: tuple[int, ...]) -> None:
    taken(intake, [(0, LONG), (1, STUB), (25, STUB), (30, between)])
    *held, last = told(intake, [(hours, STUB) for hours in checks])
    assert (set(held), last) == ({"held"}, "changed")


def test_two_checks_however_far_apart_prove_nothing(intake: Intake) -> None:
    assert taken(intake, [(0, LONG), (1, STUB), (900, STUB)]) == ["new", "held", "held"]


def test_a_page_is_released_for_its_own_words_only(intake: Intake, data: Path) -> None:
    taken(intake, [(0, LONG), (1, STUB)])
    (held,) = intake.writer.held_pages.held()
    assert release(intake.writer, OUTLET, held["id"]).kind in CHANGED
    assert told(intake, [(2, STUB), (3, LONG), (4, STUB), (5, f"{STUB} الرمز 4471"), (6, LONG)]) == [
        "unchanged",
        *["changed"] * 4,
    ]
    assert taken(intake, [(7, f"{STUB} رمز آخر 5582")]) == ["held"]
    assert len(kinds(data)) == 6


def test_what_a_person_dropped_is_never_accepted_by_patience(intake: Intake) -> None:
    taken(intake, [(0, LONG), (1, STUB)])
    drop(intake.writer.held_pages, intake.writer.held_pages.held()[0]["id"])
    assert taken(intake, [(25, STUB), (60, STUB), (90, STUB)]) == ["held"] * 3


def test_short_texts_and_older_captures_may_be_as_short_as_they_like(intake: Intake, data: Path) -> None:
    short = "\n".join(LONG.split("\n")[:3])
    assert told(intake, [(0, short), (1, STUB), (2, LONG), (-900, STUB)]) == ["new", "changed", "changed", "changed"]
    assert rows(data, "SELECT body FROM articles") == [{"body": LONG}]


def test_what_our_own_better_rules_leave_out_is_no_loss_of_words(intake: Intake, data: Path) -> None:
    page = f"{TEXT}\n" + "\n".join(f"سطر زائد من واجهة الموقع رقم {n}" for n in range(30))
    taken(intake, [(0, page)])
    with Intake(data, replace(OUTLET, junk_lines=("سطر زائد",)), intake.writer) as better:
        assert taken(better, [(1, page)]) == ["unchanged"]
    assert kinds(data) == ["first", "extractor"]


def test_replay_never_takes_a_shrunken_page_for_the_text(data: Path) -> None:
    with Intake(data, OUTLET) as intake:
        taken(intake, [(0, f"{LONG}\nسطر زائد من واجهة الموقع"), (1, STUB)])
    better = replace(OUTLET, junk_lines=("سطر زائد",))
    with open_for_replay(DataFolder(data)) as writer:
        assert [happened for _, happened, _ in replay(writer, {"sample": better})] == ["changed"]
    assert rows(data, "SELECT body FROM articles") == [{"body": LONG}]
