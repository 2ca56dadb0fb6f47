"""Searching the record: every spelling finds the word, marks land on the original, no question is an error."""

import random
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import which

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive import search_index
from archive.instants import first_id_of
from archive.schema import migrations
from archive.search import Mode, compile_query, facets, search, to_marked_html, to_marked_text
from archive.search_index import IndexOutOfDate
from archive.stems import stem
from archive.vocabulary import Vocabulary

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
# Samples written for these tests; the places are real, the events are not.
SAMPLES = (
    ("معرض للكتاب في سوريا", "افتُتح معرض للكتاب في دمشق، وحضره ناشرون من دير الزور والحسكة."),
    ("مهرجان القطن", "أقيم المهرجان في ديرالزور بسورية، وقال المنظمون إنه للقرى كلها."),
    ("وتيـ.ـرة الاستعـ.ـدادات تتسارع", "بدأ انسحاب القـ.ـوات الأمريكية من موقع التصوير، بحسب أ.ف.ب."),
    ("سباق الدراجات", "انطلق السباق بإدلب وبلبنان معاً، وزار الوفد لبنان ثلاث مرات."),
    ("ورشة <للخط> العربي", "قالت المدرّبة إنّ القوّات البحرية الأميركية لا شأن لها بالخط. بنانٌ من ورق."),
)
DAY = date(2026, 11, 20)


def add(db: Database, number: int, title: str, body: str, outlet: str = "sample", day: date = DAY) -> int:
    article_id = first_id_of(day) + number
    extra = search_index.extra_for(title, body)
    db.execute(
        "INSERT INTO articles(id, outlet, key, url, title, body, author, credit, lang, published_day, published_from,"
        " first_seen_at, last_seen_at, status, versions, words_sha256, search_extra)"
        " VALUES(?, ?, ?, 'https://example.org/', ?, ?, '', '', 'ar', ?, 'given', '', '', 'live', 1, '', ?)",
        (article_id, outlet, f"{day}/{number}", title, body, day.isoformat(), extra),
    )
    search_index.index_row(db, article_id, title, body)
    return article_id


def make(path: Path, texts: tuple[tuple[str, str], ...]) -> Database:
    db = Database(sqlite3.connect(path, isolation_level=None))
    db.execute("PRAGMA synchronous = OFF")
    migrations.apply(db)
    search_index.seed_tables(db)
    for outlet in ("sample", "other"):
        db.execute("INSERT INTO outlets VALUES(?, '', '', '', 'ar', '', '', 1, 1, '')", (outlet,))
    for number, (title, body) in enumerate(texts):
        add(db, number, title, body)
    return db


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Database]:
    db = make(tmp_path / "warraq.db", SAMPLES)
    yield db
    db.close()


def found(db: Database, text: str, mode: Mode = "names") -> set[int]:
    return {hit.id - first_id_of(DAY) for hit in search(db.conn, text, mode=mode).hits}


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("سوريا", {0, 1}),
        ("سورية", {0, 1}),
        ("دير الزور", {0, 1}),
        ("ديرالزور", {0, 1}),
        ("الامريكية", {2, 4}),
        ("الأمريكية", {2, 4}),
        ("الاستعدادات", {2}),
        ("ادلب", {3}),
        ("القوات", {2, 4}),
        ("انسحاب القوات الأمريكية", {2}),
        ("أ.ف.ب", {2}),
        ("القرى", {1}),
        ("بنان", {4}),
        ("لبنان", {3}),
        ("معرض -دمشق", set()),
        ("معرض NOT حلب", {0}),
        ("مهرجان OR سباق", {1, 3}),
        ("title:معرض", {0}),
        ("عنوان:دمشق", set()),
        ("مهرج*", {1}),
        ("«معرض للكتاب»", {0}),
        ('"للكتاب معرض"', set()),
        ("ناشرون الحسكة", {0}),
        ("", set()),
        ("-معرض", set()),
    ],
)
def test_a_question_finds_what_it_means(record: Database, text: str, hits: set[int]) -> None:
    assert found(record, text) == hits


def test_exact_is_this_spelling_as_a_phrase(record: Database) -> None:
    assert found(record, "سورية", "exact") == set()
    assert found(record, "ناشرون الحسكة", "exact") == set()


def test_all_forms_are_those_of_one_stem(record: Database) -> None:
    assert found(record, "قرية", "forms") == {1}
    assert stem("والغارات") == stem("غاره") == "غار"


def test_marks_land_on_the_original_spelling(record: Database) -> None:
    hit = search(record.conn, "الاستعدادات").hits[0]
    assert to_marked_text(hit.title_marked) == "وتيـ.ـرة [الاستعـ.ـدادات] تتسارع"
    (hit,) = search(record.conn, "القوّات الأمريكيّة", mode="exact").hits
    assert "انسحاب [القـ.ـوات الأمريكية] من" in to_marked_text(hit.snippet_marked)
    (hit,) = search(record.conn, "انسحاب القوات").hits
    assert "[انسحاب القـ.ـوات] الأمريكية" in to_marked_text(hit.snippet_marked)
    (hit,) = search(record.conn, '"انسحاب القوات الأمريكية"').hits
    assert "[القـ.ـوات]" in to_marked_text(hit.snippet_marked)


def test_marked_html_is_safe(record: Database) -> None:
    (hit,) = search(record.conn, "ورشة").hits
    assert to_marked_html(hit.title_marked) == "<mark>ورشة</mark> &lt;للخط&gt; العربي"
    assert to_marked_html("\x03ا\x02ب<\x02ج\x03") == "اب&lt;<mark>ج</mark>"


def test_hits_come_newest_first_page_by_page(record: Database) -> None:
    newer = add(record, 1, "معرض آخر", "نص", day=date(2026, 11, 21))
    first = search(record.conn, "معرض", limit=1)
    assert (first.count, [hit.id for hit in first.hits]) == (2, [newer])
    second = search(record.conn, "معرض", limit=1, before_id=newer)
    assert (second.count, [hit.id for hit in second.hits]) == (2, [first_id_of(DAY)])
    assert search(record.conn, "معرض", before_id=-(10**30)).hits == []


def test_outlet_days_and_language_narrow_a_search(record: Database) -> None:
    other = add(record, 7, "معرض آخر", "نص", outlet="other", day=date(2026, 11, 22))
    by_outlet = search(record.conn, "معرض", outlet="other")
    assert [hit.id for hit in by_outlet.hits] == [other]
    assert search(record.conn, "معرض", date_from=date(2026, 11, 21)).count == 1
    assert search(record.conn, "معرض", date_to=DAY).count == 1
    assert search(record.conn, "معرض", lang="en").count == 0


def test_facets_count_the_hits_by_outlet_month_and_status(record: Database) -> None:
    add(record, 7, "معرض آخر", "نص", outlet="other", day=date(2026, 10, 31))
    spread = facets(record.conn, compile_query("معرض", "names", Vocabulary(record.conn)))
    assert sorted(spread.by_outlet) == [("other", 1), ("sample", 1)]
    assert spread.by_month == [("2026-11", 1), ("2026-10", 1)]
    assert (spread.by_status, spread.capped) == ([("live", 2)], False)


def test_the_best_hits_are_of_the_spelling_asked_for(record: Database) -> None:
    ranked = search(record.conn, "سورية", order="rank")
    assert {hit.id - first_id_of(DAY) for hit in ranked.hits} == {0, 1}
    ranked = search(record.conn, "سوريا", order="rank")
    assert ranked.hits[0].id == first_id_of(DAY)


def test_an_edited_text_is_found_by_its_new_words_only(record: Database) -> None:
    title, body = SAMPLES[2]
    article_id = first_id_of(DAY) + 2
    search_index.unindex_row(record, article_id, title, body, search_index.extra_for(title, body))
    record.execute(
        "UPDATE articles SET title = 'عنوان', body = 'نص القـ.ـوات', search_extra = NULL WHERE id = ?", (article_id,)
    )
    search_index.index_row(record, article_id, "عنوان", "نص القـ.ـوات")
    assert found(record, "الاستعدادات") == set()
    assert found(record, "القوات") == {2, 4}
    record.execute("INSERT INTO articles_fts(articles_fts) VALUES('integrity-check')")


def test_the_index_is_aligned_and_says_so(record: Database) -> None:
    assert search_index.alignment_mismatches(record) == 0
    record.execute("UPDATE articles SET body = body || ' زيادة' WHERE id = ?", (first_id_of(DAY),))
    assert search_index.alignment_mismatches(record) == 1


def test_another_norm_is_refused_until_the_index_is_written_anew(record: Database) -> None:
    record.execute("UPDATE search_meta SET norm_version = '0'")
    with pytest.raises(IndexOutOfDate, match="reindex"):
        add(record, 9, "عنوان", "نص")
    search_index.seed_tables(record)
    with pytest.raises(IndexOutOfDate):
        search_index.check_norm(record)
    record.execute("DELETE FROM articles WHERE id = ?", (first_id_of(DAY) + 9,))
    assert search_index.reindex(record) == len(SAMPLES)
    search_index.check_norm(record)
    assert found(record, "القوات") == {2, 4}


@pytest.mark.usefixtures("record")
def test_a_reader_that_may_not_write_can_search(tmp_path: Path) -> None:
    reader = sqlite3.connect(f"{(tmp_path / 'warraq.db').as_uri()}?mode=ro", uri=True)
    reader.execute("PRAGMA query_only = ON")
    assert search(reader, "ادلب").count == 1
    assert reader.execute("PRAGMA query_only").fetchone()[0] == 1
    reader.close()


@pytest.mark.usefixtures("record")
def test_a_plain_sqlite_shell_searches_in_arabic(tmp_path: Path) -> None:
    shell = which("sqlite3")
    if shell is None:
        pytest.skip("no sqlite3 shell on this machine")
    ask = "UPDATE search_input SET q = 'القوّات'; SELECT title, snippet FROM search_results; SELECT q FROM search_input;"
    answer = subprocess.run([shell, tmp_path / "warraq.db", ask], capture_output=True, text=True, check=True).stdout
    assert "[القوّات]" in answer
    assert "[القـ].[ـوات]" in answer


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(text=st.text(alphabet=st.one_of(st.characters(), st.sampled_from('"*-():^{}+ \0ـ.«سوريا'))))
def test_no_text_is_an_error(record: Database, text: str) -> None:
    for mode in ("exact", "names", "forms"):
        search(record.conn, text, mode=mode)


@pytest.mark.slow
def test_thousands_of_odd_questions_raise_nothing(record: Database) -> None:
    parts = [
        *"\"*-():^{}+' \0\ud800ـ\u200f",
        "AND",
        "OR",
        "NOT",
        "NEAR(",
        "title:",
        "«",
        "»",
        "ـ.ـ",
        "عبد الله",
        "دير الزور",
    ]
    parts += [word for title, body in SAMPLES for word in (title + body).split()]
    chance = random.Random(2)
    for n in range(2_500):
        text = chance.choice(["", " "]).join(chance.choices(parts, k=chance.randrange(9) if n % 500 else 500))
        search(record.conn, text, mode="names" if n % 2 else "forms", order="rank" if n % 3 else "newest")


def test_the_seed_texts_are_found_in_every_spelling(tmp_path: Path) -> None:
    if not SEEDS.exists():
        pytest.skip("the seed texts are not beside this checkout")
    texts = [path.read_text(encoding="utf-8").partition("\n") for path in sorted(SEEDS.glob("*.txt"))]
    db = make(
        tmp_path / "seeds.db",
        tuple((first, rest) if len(first) < 200 else ("", first + rest) for first, _, rest in texts),
    )
    counts = {
        text: search(db.conn, text).count for text in ("سوريا", "سورية", "دير الزور", "ديرالزور", "الاستعدادات", "ادلب")
    }
    assert counts == {"سوريا": 5, "سورية": 5, "دير الزور": 5, "ديرالزور": 5, "الاستعدادات": 1, "ادلب": 1}
    assert found(db, "الامريكية") == found(db, "الأمريكية") != set()
    assert found(db, "انسحاب القوات الأمريكية") == {1}
    assert search_index.alignment_mismatches(db) == 0
    db.close()
