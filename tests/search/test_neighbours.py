"""Whether words asked together are kept side by side, by how the archive uses them and by how a name is made."""

from typing import get_args

import pytest
from sqlite_utils import Database

from archive.search import _neighbours
from archive.search._neighbours import compound, is_compound
from archive.search.compiled import Mode
from archive.search.fts_query import compile_query
from archive.search.vocabulary import Vocabulary
from archive.sqlite import column
from tests.support.search_samples import found, make

FAR = "ثم مضى يوم طويل في البيت القديم قرب النهر حتى جاء"
TEXTS = (
    *((f"نحاس {n}", "زار الضيوف سوق النحاس.") for n in range(3)),  # 0 to 2: a quarter of 12
    *((f"سوق {n}", "في سوق قديم بيع النحاس.") for n in range(9)),  # 3 to 11: near each other
    *((f"قلعة {n}", "زار الضيوف قلعة الرمل.") for n in range(3)),  # 12 to 14: a seventh of 21
    *((f"رمل {n}", f"هدمت قلعة {FAR} الرمل.") for n in range(18)),  # 15 to 32: far from each other
    *((f"ورشة {n}", "زار الضيوف ورشة الفخار.") for n in range(3)),  # 33 to 35: a seventh of 21
    *((f"فخار {n}", "في ورشة جديدة صنع الفخار.") for n in range(18)),  # 36 to 53: near each other
    ("معرض", "معرض الزجاج، وقالت وزارة السياحة إنه مفتوح."),  # 54
    *((f"حرفي {n}", "باع الحرفي الطين.") for n in range(2)),  # 55 to 56: a quarter of 8
    *((f"طين {n}", f"جلس الحرفي {FAR} الطين.") for n in range(6)),  # 57 to 62: the newest
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return make(tmp_path_factory.mktemp("neighbours") / "neighbours.db", TEXTS)


def test_words_are_kept_together_from_a_quarter_of_the_articles_that_hold_them(record: Database) -> None:
    assert found(record, "سوق النحاس") == {0, 1, 2}


def test_words_are_kept_together_where_they_are_near_only_side_by_side(record: Database) -> None:
    assert found(record, "قلعة الرمل") == {12, 13, 14}


def test_other_words_may_stand_anywhere_in_an_article(record: Database) -> None:
    assert found(record, "ورشة الفخار") > {36, 53}


@pytest.mark.parametrize("text", ["السياحة والزجاج", "السياحة و الزجاج", "السياحة ومعرض"])
def test_an_and_written_onto_a_word_only_binds_it(record: Database, text: str) -> None:
    assert found(record, text) == {54}


def test_a_word_that_begins_with_its_own_letter_is_left_whole(record: Database) -> None:
    assert found(record, "السياحة وزارة") == {54}
    assert found(record, "السياحة وزالزجاج") == set()


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("عبداللطيف", ("عبد", "اللطيف")),
        ("نصرالله", ("نصر", "الله")),
        ("سعدالدين", ("سعد", "الدين")),
        ("والله", ()),
        ("الدين", ()),
        ("عبدال", ()),
        ("مدينه", ()),
    ],
)
def test_a_joined_name_is_parted_by_the_way_it_is_made(word: str, parts: tuple[str, ...]) -> None:
    assert compound(word) == parts


def test_a_name_of_two_words_is_told_by_its_first_or_last() -> None:
    assert [is_compound(tuple(text.split())) for text in ("ال سعود", "باب الهوي", "نصر الله", "قصف ادلب", "باب")] == [
        *[True] * 3,
        *[False] * 2,
    ]


@pytest.mark.parametrize(
    "question",
    [
        *("سوق النحاس", "قلعة الرمل", "ورشة الفخار", "السياحة ومعرض", "الضيوف زار سوق", "الفخار NOT (زار ورشة)"),
        *("title:(ورشة زار) OR الزجاج", "(بيع قديم) OR (صنع جديدة)", "البيت النهر قرب -(يوم مضى)"),
    ],
)
def test_what_is_counted_without_the_phrases_is_all_that_is_found(record: Database, question: str) -> None:
    for mode in get_args(Mode):
        compiled = compile_query(question, mode, Vocabulary(record.conn))
        found = [
            column(record.conn, int, "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", (match,))
            for match in (compiled.match, compiled.finds or compiled.match)
        ]
        assert len(set(map(tuple, found))) == 1, (question, mode)


def test_words_side_by_side_are_looked_for_once_where_they_stand_anywhere(record: Database) -> None:
    compiled = compile_query("ورشة الفخار", "names", Vocabulary(record.conn))
    assert ('"ورشه الفخار"' in compiled.match, '"ورشه الفخار"' in compiled.finds) == (True, False)


@pytest.mark.parametrize("judged", [5, 5_000])
def test_of_common_words_the_newest_articles_tell_whether_they_are_a_name(
    record: Database, monkeypatch: pytest.MonkeyPatch, judged: int
) -> None:
    monkeypatch.setattr(_neighbours, "JUDGED", judged)
    assert found(record, "الحرفي الطين") == (set(range(55, 63)) if judged == 5 else {55, 56})
