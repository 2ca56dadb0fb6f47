"""Searching the record: every spelling finds the word, marks land on the original."""

from datetime import date

import pytest
from sqlite_utils import Database

from archive.search import engine, vocabulary
from archive.search._forms import stem
from archive.search.engine import Mode, compile_query, search, to_marked_html, to_marked_text
from archive.search.facets import facets
from archive.search.highlight import LONGEST_MARKED
from archive.search.vocabulary import Vocabulary
from archive.text.folding import tokens
from archive.times import first_id_of
from tests.support.search_samples import DAY, SAMPLES, add, found


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


def test_a_text_as_long_as_a_book_is_marked_near_its_beginning_without_sqlite(record: Database) -> None:
    """SQLite copies a text anew for each mark: a million letters, each a word that is found, would take a minute."""
    book = f"في المدينة القديمةِ {'ا ' * LONGEST_MARKED * 4}"
    add(record, 9, "كتاب", book)
    add(record, 8, "ملخص", book[:LONGEST_MARKED])
    hits = search(record.conn, '"المدينة القديمة"').hits
    shown = [to_marked_text(hit.snippet_marked)[:24] for hit in hits]
    assert shown == ["في [المدينة] [القديمةِ] ", "في [المدينة القديمةِ] ا "]
    (marked,) = [hit.snippet_marked for hit in search(record.conn, "title:كتاب ا").hits]
    assert to_marked_text(marked).startswith("في المدينة القديمةِ [ا] [ا] [ا]")
    record.execute("DELETE FROM articles WHERE id = ?", (hits[1].id,))
    assert Vocabulary(record.conn).spelling_of("القديمه") == "القديمه"


def test_hits_come_newest_first_page_by_page(record: Database) -> None:
    newer = add(record, 1, "معرض آخر", "نص", day=date(2026, 11, 21))
    first = search(record.conn, "معرض", limit=1)
    assert (first.count, [hit.id for hit in first.hits]) == (2, [newer])
    second = search(record.conn, "معرض", limit=1, before_id=newer)
    assert (second.count, [hit.id for hit in second.hits]) == (2, [first_id_of(DAY)])
    assert search(record.conn, "معرض", before_id=-(10**30)).hits == []


@pytest.mark.parametrize("mode", ["exact", "names", "forms"])
def test_a_count_is_that_of_the_hits_whichever_way_it_was_counted(record: Database, mode: Mode) -> None:
    words = {word for sample in SAMPLES for text in sample for word in tokens(text)}
    for question in [*words, *(f"{word} OR سوريا" for word in words), *(f"{word} معرض" for word in words)]:
        hits = search(record.conn, question, mode=mode, limit=100).hits
        assert search(record.conn, question, mode=mode, limit=1).count == len(hits), question


def test_a_common_word_counted_a_moment_ago_is_counted_again_for_the_answer(
    record: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary, "COMMON", 1)
    assert search(record.conn, "سوريا", limit=1).count == 2
    add(record, 7, "خبر من سوريا", "نص")
    assert Vocabulary(record.conn).articles_with("سوريا") == 1, "kept for a minute"
    assert search(record.conn, "سوريا", limit=1).count == 3


def test_outlet_days_and_language_narrow_a_search(record: Database) -> None:
    other = add(record, 7, "معرض آخر", "نص", outlet="other", day=date(2026, 11, 22))
    by_outlet = search(record.conn, "معرض", outlets=["other"])
    assert [hit.id for hit in by_outlet.hits] == [other]
    assert search(record.conn, "معرض", date_from=date(2026, 11, 21)).count == 1
    assert search(record.conn, "معرض", date_to=DAY).count == 1
    assert search(record.conn, "معرض", langs=["en"]).count == 0


def test_facets_count_the_hits_by_outlet_month_and_kind(record: Database) -> None:
    add(record, 7, "معرض آخر", "نص", outlet="other", day=date(2026, 10, 31))
    spread = facets(record.conn, compile_query("معرض", "names", Vocabulary(record.conn)))
    assert sorted(spread.by_outlet) == [("other", 1), ("sample", 1)]
    assert spread.by_month == [("2026-11", 1), ("2026-10", 1)]
    assert (spread.by_kind, spread.capped) == ([], False)


def test_of_more_hits_than_are_ranked_the_newest_are_and_the_older_come_behind_them(
    record: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "RANKED_HITS", 2)
    best = add(record, 10, "جسر", "جسر جسر جسر")
    older, good, poor = (
        add(record, 20 + n, "خبر", f"{words} {'حجر ' * 60}") for n, words in enumerate(("جسر", "جسر جسر", "جسر"))
    )
    ranked = [hit.id for hit in search(record.conn, "جسر", order="rank").hits]
    assert ranked == [good, poor, older, best]
    assert [hit.id for hit in search(record.conn, "جسر").hits] == [poor, good, older, best]


def test_the_best_hits_are_of_the_spelling_asked_for(record: Database) -> None:
    ranked = search(record.conn, "سورية", order="rank")
    assert {hit.id - first_id_of(DAY) for hit in ranked.hits} == {0, 1}
    ranked = search(record.conn, "سوريا", order="rank")
    assert ranked.hits[0].id == first_id_of(DAY)
