"""By-line and date: what makes another one, and what is a template, a clock or another way of writing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.data_folder import DataFolder
from archive.exchange import Page
from archive.ingest.intake import Intake
from archive.model import Published, Reading
from archive.record.store import open_record
from archive.times import stamp
from archive.versions.claimed_metadata import Claims, changed_claims, claims_of
from tests.support.hostile_texts import TEXTS
from tests.support.made_pages import AT, OUTLET, TEXT, page_of, rows, take

HOUR = timedelta(hours=1)
SEEN = datetime(2026, 11, 25, 12, tzinfo=UTC)


def names(old: Claims, new: Claims) -> tuple[str, ...]:
    assert changed_claims(new, old, SEEN) == changed_claims(old, new, SEEN)
    return changed_claims(old, new, SEEN)


@pytest.mark.parametrize(
    ("old", "new", "is_edit"),
    [
        ("مازن الخطيب", "ليلى حداد", True),
        ("مازن الخطيب، سامر علي", "ليلى حداد", True),
        ("Mazen Khatib", "Layla Haddad", True),
        ("", "ليلى حداد", False),
        ("ليلى حداد", "", False),
        ("أحمد الإبراهيم", "احمد الابراهيم", False),
        ("مازن الخطيب، ليلى حداد", "ليلى حداد، مازن الخطيب", False),
        ("مازن الخطيب", "مازن الخطيب، ليلى حداد", False),
        ("مازن الخطيب، ليلى حداد", "مازن الخطيب، سامر علي", False),
        ("الخطيب", "مازن الخطيب", False),
        ("مازن الخطيب، قبل 3 ساعات", "مازن الخطيب، قبل 5 ساعات", False),
        ("نُشر قبل 3 ساعات", "ليلى حداد", False),
        ("MAZEN KHATIB", "Mazen Khatib", False),
    ],
)
def test_a_byline_is_another_where_another_name_takes_its_place(old: str, new: str, is_edit: bool) -> None:
    assert names(Claims(old), Claims(new)) == (("byline",) if is_edit else ())


@pytest.mark.parametrize(
    ("old", "new", "is_edit"),
    [
        ("وكالة نموذج", "وكالة أخرى", True),
        ("وكالة نموذج", "وكالة أخرى ومراسلنا ليلى حداد", True),
        ("وكالة نموذج", "وكالة نموذج، وكالة أخرى", False),
        ("وكالة نموذج", "نموذج", False),
        ("وكالة نموذج", "", False),
    ],
)
def test_a_credit_is_another_where_another_source_takes_its_place(old: str, new: str, is_edit: bool) -> None:
    assert names(Claims(credit=old), Claims(credit=new)) == (("credit",) if is_edit else ())


def test_a_source_that_another_took_the_place_of_is_an_edit_of_the_outlet(intake: Intake, tmp_path: Path) -> None:
    pages = [
        page_of(f"{TEXT}\nالمصدر: {name}", at=AT + at * HOUR) for at, name in enumerate(("وكالة نموذج", "وكالة أخرى"))
    ]
    assert [take(intake, page).kind for page in pages] == ["new", "edited"]
    found = rows(tmp_path, "SELECT changed, credit FROM versions ORDER BY n")
    assert found == [{"changed": "", "credit": "وكالة نموذج"}, {"changed": "credit", "credit": "وكالة أخرى"}]


@pytest.mark.parametrize(
    ("old", "new", "is_edit"),
    [
        ("2026-11-19T07:00:00Z", "2026-11-17T07:00:00Z", True),
        ("2026-11-19T07:00:00Z", "2025-11-19T07:00:00Z", True),
        ("2026-11-19", "2026-11-17", True),
        ("2026-11-19T07:00:00Z", "2026-11-16", True),
        ("", "2026-11-19", False),
        ("2026-11-19T07:00:00Z", "", False),
        ("2026-11-19T07:00:00Z", "2026-11-19T07:00:41Z", False),
        ("2026-11-19T22:00:00Z", "2026-11-20T01:00:00Z", False),
        ("2026-11-19T03:00:00Z", "2026-11-19T20:00:00Z", False),
        ("2026-11-19", "2026-11-19T07:00:00Z", False),
        ("2026-11-20", "2026-11-19T22:30:00Z", False),
        ("2026-11-19", "2026-11-19T22:30:00Z", False),
        ("2026-03-05", "2026-05-03", False),
    ],
)
def test_a_date_is_another_where_it_is_another_day_by_any_clock(old: str, new: str, is_edit: bool) -> None:
    assert names(Claims("", old), Claims("", new)) == (("date",) if is_edit else ())


@pytest.mark.parametrize("said", ["2026-11-25T11:58:00Z", "2026-11-25T12:00:00Z", "2026-11-25"])
def test_a_page_that_is_dated_when_it_is_fetched_says_nothing_of_its_publication(said: str) -> None:
    assert changed_claims(Claims("", "2026-11-19"), Claims("", said), SEEN) == ()


@pytest.mark.parametrize("source", ["jsonld", "meta", "rest", "time", "text", "feed", "url", "given"])
def test_only_what_a_page_claims_whole_for_machines_is_a_claim(source: str) -> None:
    kept = source in ("jsonld", "meta", "rest")
    instant = datetime(2026, 11, 19, 7, tzinfo=UTC)
    published = Published(instant=instant, day=instant.date(), source=source)
    reading = Reading(title="خبر", text="نصّ", authors=("مازن", "ليلى"), published=published)
    assert claims_of(reading) == Claims("مازن، ليلى", "2026-11-19T07:00:00Z" if kept else "")
    only_day = replace(reading, published=replace(published, instant=None))
    assert claims_of(only_day).published == ("2026-11-19" if kept else "")
    assert claims_of(replace(reading, published=replace(published, precision="month"))).published == ""


DAYS = st.one_of(
    st.just(""),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(lambda day: day.isoformat()),
    st.integers(946_684_800, 4_102_444_800).map(lambda seconds: stamp(datetime.fromtimestamp(seconds, UTC))),
)


@given(TEXTS, TEXTS, DAYS, DAYS)
def test_whatever_is_claimed_is_no_error_and_never_other_than_itself(a: str, b: str, day: str, other: str) -> None:
    assert changed_claims(Claims(a, day), Claims(a, day), SEEN) == ()
    assert set(changed_claims(Claims(a, day), Claims(b, other, a), SEEN)) <= {"byline", "date"}
    assert changed_claims(Claims(a, day), Claims("", ""), SEEN) == ()


@pytest.fixture
def intake(tmp_path: Path) -> Iterator[Intake]:
    with Intake(DataFolder(tmp_path).make().root, OUTLET) as opened:
        yield opened


def claiming(author: str, day: str, hours: int, text: str = TEXT, title: str = "عودة المياه") -> Page:
    page = page_of(text, at=AT + hours * HOUR, title=title)
    html = page.body.decode().replace("2026-11-19T10:00:00+03:00", day)
    return replace(page, body=html.replace("</head>", f'<meta name="author" content="{author}"></head>').encode())


def told(tmp_path: Path) -> list[tuple[object, ...]]:
    sql = "SELECT kind, changed, added, author, published FROM versions ORDER BY n"
    return [tuple(row.values()) for row in rows(tmp_path, sql)]


def test_another_byline_and_another_date_under_the_same_words_are_edits_and_are_kept(
    intake: Intake, tmp_path: Path
) -> None:
    first, second = "2026-11-19T10:00:00+03:00", "2026-11-16T10:00:00+03:00"
    kinds = [
        take(intake, claiming("مازن الخطيب", first, 0)).kind,
        take(intake, claiming("مازن  الخطيب", "2026-11-19T07:00:20Z", 1)).kind,
        take(intake, claiming("ليلى حداد", first, 2)).kind,
        take(intake, claiming("", first, 3)).kind,
        take(intake, claiming("ليلى حداد", second, 4)).kind,
        take(intake, claiming("سامر علي", second, 5, TEXT.replace("ثلاثة", "خمسة"))).kind,
    ]
    assert kinds == ["new", "unchanged", "edited", "unchanged", "edited", "edited"]
    was, now = "2026-11-19T07:00:00Z", "2026-11-16T07:00:00Z"
    assert told(tmp_path) == [
        ("first", "", 0, "مازن الخطيب", was),
        ("edit", "byline", 0, "ليلى حداد", was),
        ("edit", "date", 0, "ليلى حداد", now),
        ("edit", "numbers text byline", 1, "سامر علي", now),
    ]
    assert rows(tmp_path, "SELECT author FROM articles") == [{"author": "سامر علي"}]
    texts = rows(tmp_path, "SELECT body FROM version_texts ORDER BY n")
    assert [row["body"] == TEXT for row in texts] == [True, True, True, False]


def test_what_appears_for_the_first_time_is_no_edit_and_is_known_from_then_on(intake: Intake, tmp_path: Path) -> None:
    """As in a record of before this was noted."""
    day = "2026-11-19T10:00:00+03:00"
    take(intake, claiming("", day, 0))
    store = open_record(tmp_path / "warraq.db")
    with store.db.conn:
        store.db.execute("UPDATE versions SET author = '', published = ''")
    store.db.close()
    assert take(intake, claiming("مازن الخطيب", day, 1)).kind == "unchanged"
    assert told(tmp_path) == [("first", "", 0, "مازن الخطيب", "2026-11-19T07:00:00Z")]
    assert rows(tmp_path, "SELECT author FROM articles") == [{"author": "مازن الخطيب"}]
    assert take(intake, claiming("ليلى حداد", day, 2)).kind == "edited"


def test_a_headlines_question_mark_is_an_edit_of_the_record(intake: Intake, tmp_path: Path) -> None:
    day = "2026-11-19T10:00:00+03:00"
    take(intake, claiming("", day, 0, title="هل تعود المياه؟"))
    assert take(intake, claiming("", day, 1, title="هل تعود المياه")).kind == "edited"
    assert take(intake, claiming("", day, 2, title="هل تعود «المياه»")).kind == "cosmetic"
    assert [row[:2] for row in told(tmp_path)] == [("first", ""), ("edit", "signs"), ("cosmetic", "")]


def test_a_question_mark_that_comes_and_goes_is_one_entry(intake: Intake, tmp_path: Path) -> None:
    for visit in range(8):
        title = "هل تعود المياه" + ("؟" if visit % 2 else "")
        take(intake, claiming("", "2026-11-19T10:00:00+03:00", visit, title=title))
    assert [row[0] for row in told(tmp_path)] == ["first", "alternates", *["repeat"] * 6]
