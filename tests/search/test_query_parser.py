"""The language of questions: what each sign and field means, and that no text is an error."""

import os
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.search.engine import search
from archive.search.facets import facets
from archive.search.fts_query import compile_query
from archive.search.query_parser import FIELDS, SENTENCES, understand
from archive.search.vocabulary import Vocabulary
from archive.times import first_id_of
from tests.support.search_samples import DAY, SAMPLES, add, found

ODD_QUESTIONS = int(os.environ.get("WARRAQ_QUESTIONS", "2000"))
SIGNS = [
    *"\"*-():^{}+'«»“”,\\ \0\ud800ـ\u200f\u202e\u2066\u061c\ufe0f😀",
    *(
        "AND",
        "OR",
        "NOT",
        "NEAR(",
        "ـ.ـ",
        "title:(",
        "rank:",
        "عبد الله",
        "دير الزور",
        "2026-11",
        "edited",
        "كلمة" * 80,
        " أو ",
        " ليس ",
        " | ",
        "1,000",
        "T-72",
        "د.ا.ع.ش",
        " آ ",
    ),
    *(f"{name}:" for name in FIELDS),
]


@pytest.mark.parametrize(
    "start", ["ال*", "الـ*", "أل*", "و*", "ا*", "a*", "وال*", "بال*", "كال*", "لل*", "وا*", "فبال*", "ولل*"]
)
def test_a_start_with_which_nearly_everything_begins_is_taken_as_a_word_and_said(start: str) -> None:
    question = understand(f"{start} القوات")
    assert [note.code for note in question.notes] == ["short_start"]
    assert all(clause.kind == "words" for clause in question.group.clauses())
    assert [clause.kind for clause in understand("قو* الم*").group.clauses()] == ["start", "start"]


@pytest.fixture
def told(record: Database) -> Database:
    """The samples: the first was edited, the second is gone, the third missing, sharing its text with the fourth."""
    for n, kind in ((0, "edit"), (1, "cosmetic")):
        record.execute(
            "INSERT INTO versions(article_id, n, seen_at, last_seen_at, kind, sha256, words_sha256, words, added,"
            " removed, extractor) VALUES(?, 2, '', '', ?, '', '', 1, 0, 0, '')",
            (first_id_of(DAY) + n, kind),
        )
    record.execute("UPDATE articles SET status = 'gone' WHERE id = ?", (first_id_of(DAY) + 1,))
    record.execute("UPDATE articles SET status = 'missing' WHERE id = ?", (first_id_of(DAY) + 2,))
    record.execute("UPDATE articles SET credit = 'وكالة الأنباء، أ.ف.ب' WHERE id = ?", (first_id_of(DAY) + 2,))
    ids = (first_id_of(DAY) + 2, first_id_of(DAY) + 3)
    record.table("copies").insert({"a_id": ids[0], "b_id": ids[1], "kind": "exact", "containment": 1.0, "jaccard": 1.0,
                                   "found_at": ""})  # fmt: skip
    return record


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("(معرض OR مهرجان) سوريا", {0, 1}),
        ("سوريا (معرض OR سباق)", {0}),
        ("سوريا -(معرض OR سباق)", {1}),
        ("سوريا NOT (title:معرض)", {1}),
        ("title:(معرض OR سباق)", {0, 3}),
        ("title:«معرض للكتاب»", {0}),
        ("((((معرض))))", {0}),
        ("معرض AND (", {0}),
        ("مهرج* OR سبا*", {1, 3}),
        ("kind:edited", {0}),
        ("kind:gone", {1}),
        ("kind:missing", {2}),
        ("نوع:غاب", {1}),
        ("نوع:مفقود -kind:gone", {2}),
        ("سوريا kind:gone", {1}),
        ("سوريا -kind:gone", {0}),
        ("نوع:محذوف", {1}),
        ("kind:copied", {2, 3}),
        ("kind:copied لبنان", {3}),
        ("kind:copied -لبنان", {2}),
        ("-kind:copied -kind:gone -معرض", {4}),
        ("credit:أ.ف.ب", {2}),
        ('credit:"وكالة الانباء"', {2}),
        ("عن:رويترز", set()),
        ("outlet:sample سوريا", {0, 1}),
        ("outlet:other سوريا", set()),
        ("outlet:النموذج سوريا", {0, 1}),
        ("مصدر:tribune سوريا", set()),
        ("outlet:other outlet:sample سوريا", {0, 1}),
        ("-outlet:sample سوريا", set()),
        ("from:2026-11-20 to:2026-11-20 سوريا", {0, 1}),
        ("to:2026-10 سوريا", set()),
        ("من:٢٠٢٦ إلى:2026 سوريا", {0, 1}),
        ("from:2027 سوريا", set()),
        ("-from:2027 سوريا", {0, 1}),
        ("-سوريا", set()),
        ("OR", set()),
    ],
)
def test_fields_groups_and_operators_mean_what_is_documented(told: Database, text: str, hits: set[int]) -> None:
    assert found(told, text) == hits
    assert search(told.conn, text).count == len(hits)


@pytest.mark.parametrize(
    ("text", "code", "hits"),
    [
        ("سوريا from:أمس", "bad_day", {0, 1}),
        ("سوريا to:2026-13", "bad_day", {0, 1}),
        ("سوريا kind:nonsense", "bad_kind", {0, 1}),
        ("سوريا outlet:nobody", "bad_outlet", {0, 1}),
        ("سوريا title:", "no_value", {0, 1}),
        ('سوريا credit:""', "no_value", {0, 1}),
        ("سوريا OR", "empty_or", {0, 1}),
        ("-سوريا", "only_excluded", set()),
        ('"معرض للكتاب', "unbalanced", {0}),
        ("(معرض", "unbalanced", {0}),
        ("معرض " + "سوريا " * 100, "too_long", {0}),
    ],
)
def test_what_is_not_understood_is_said_and_the_rest_is_searched(
    record: Database, text: str, code: str, hits: set[int]
) -> None:
    answer = search(record.conn, text)
    assert [note.code for note in answer.notes] == [code]
    assert answer.notes[0].sentence.endswith((".", "warraq outlets", "too."))
    assert found(record, text) == hits


def test_every_note_has_a_sentence_and_an_understood_question_has_none() -> None:
    assert understand('a (b OR "c d") -e title:fo* from:2026 kind:gone').notes == ()
    assert all("{text}" in SENTENCES[code] for code in ("bad_day", "bad_kind", "bad_outlet", "no_value"))


def test_facets_and_pages_know_the_conditions_of_the_question(told: Database) -> None:
    add(told, 50, "سوريا", "نص آخر", outlet="other")
    asked = compile_query("سوريا outlet:sample", "names", Vocabulary(told.conn))
    assert facets(told.conn, asked).by_outlet == [("sample", 2)]
    listed = facets(told.conn, compile_query("kind:copied", "names", Vocabulary(told.conn)))
    assert (listed.by_lang, listed.by_kind) == ([("ar", 2)], [("missing", 1)])
    page = search(told.conn, "kind:copied", limit=1)
    after = search(told.conn, "kind:copied", limit=1, before_id=page.hits[0].id)
    assert [hit.title for hit in (*page.hits, *after.hits)] == [SAMPLES[3][0], SAMPLES[2][0]]
    assert page.hits[0].snippet_marked.startswith("انطلق السباق")


def test_only_the_articles_named_are_searched(record: Database) -> None:
    ids = [first_id_of(DAY) + n for n in (1, 2)]
    assert [hit.id for hit in search(record.conn, "سوريا", ids=ids).hits] == ids[:1]
    assert search(record.conn, "سوريا", ids=[]).count == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(text=st.one_of(st.text(), st.lists(st.one_of(st.sampled_from(SIGNS), st.text(max_size=4))).map("".join)))
def test_no_text_is_an_error(record: Database, text: str) -> None:
    for mode in ("exact", "names", "forms"):
        search(record.conn, text, mode=mode)


def test_no_odd_question_raises_anything(told: Database) -> None:
    """All are asked of the index in this spelling; every fiftieth goes the whole way, to snippets or suggestions."""
    parts = SIGNS + [word for title, body in SAMPLES for word in (title + body).split()]
    chance, vocabulary = random.Random(2), Vocabulary(told.conn)
    for n in range(ODD_QUESTIONS):
        text = chance.choice(["", " "]).join(chance.choices(parts, k=chance.randrange(9) if n % 500 else 500))
        facets(told.conn, compile_query(text, "exact", vocabulary))
        if n % 50 == 0:
            search(told.conn, text, mode="names" if n % 100 else "forms", order="rank" if n % 150 else "newest")
