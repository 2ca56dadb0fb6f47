"""أو, ليس and the bar as operators between words: said, and a headline that holds them finds itself."""

import pytest
from sqlite_utils import Database

from archive.search.engine import search
from archive.search.query_parser import understand
from tests.support.search_samples import found, make

TEXTS = (
    ("حلب", "طقس حلب بارد."),  # 0
    ("منبج", "طقس منبج دافئ."),  # 1
    ("حلب ومنبج", "الطريق من حلب حتى منبج."),  # 2
    ("سكر", "سكر أو ملح في الشاي؟"),  # 3
    ("ليس كل بارد ضاراً", "قال الطبيب: ليس كل بارد ضاراً."),  # 4
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return make(tmp_path_factory.mktemp("operators") / "operators.db", TEXTS)


@pytest.mark.parametrize(
    ("text", "codes", "hits"),
    [
        ("حلب أو منبج", ["spoken_or"], {0, 1, 2}),
        ("حلب او منبج", ["spoken_or"], {0, 1, 2}),
        ("حلب | منبج", ["spoken_or"], {0, 1, 2}),
        ("حلب || منبج", ["spoken_or"], {0, 1, 2}),
        ("حلب|منبج", ["spoken_or"], {0, 1, 2}),
        ("طقس (حلب أو منبج)", ["spoken_or"], {0, 1}),
        ("title:(منبج أو سكر)", ["spoken_or"], {1, 2, 3}),
        ("حلب ليس منبج", ["spoken_not"], {0}),
        ("حلب وليس منبج", ["spoken_not"], {0}),
        ("حلب و ليس منبج", ["spoken_not"], {0}),
        ("(حلب أو منبج) ليس دافئ", ["spoken_or", "spoken_not"], {0, 2}),
        ("حلب أو", ["spoken_or", "empty_or"], {0, 2}),
        ("سكر أو ملح", ["spoken_or"], {3}),
        ('سكر "أو" ملح', [], {3}),
        ('"سكر أو ملح"', [], {3}),
        ("ليس كل بارد", [], {4}),
        ("أو ملح", [], {3}),
        ("-أو ملح", [], set()),
    ],
)
def test_an_operator_written_as_a_word_is_one_between_words_and_that_is_said(
    record: Database, text: str, codes: list[str], hits: set[int]
) -> None:
    answer = search(record.conn, text)
    assert [note.code for note in answer.notes] == codes
    assert found(record, text) == hits


@pytest.mark.parametrize(
    "headline", ["طقس منبج دافئ أو بارد", "طقس منبج ليس دافئ", "أنباء منبج ليس فيها حلب", "منبج ليس منبج"]
)
def test_a_pasted_headline_with_such_a_word_finds_itself(
    tmp_path_factory: pytest.TempPathFactory, headline: str
) -> None:
    record = make(tmp_path_factory.mktemp("headline") / "headline.db", ((headline, "نص"),))
    assert found(record, headline) == {0}


def test_a_conjunction_before_an_operator_is_no_word_in_any_mode(record: Database) -> None:
    assert found(record, "طقس حلب و ليس منبج", "exact") == {0}


def test_a_note_names_the_word_as_it_is_written() -> None:
    assert [note.text for note in understand("حلب او منبج").notes] == ["أو"]


@pytest.mark.parametrize(
    "sign", ["|", " | ", "أو ", "ليس ", "ا ", "1", "1 ", '"', "(", "ا(ا)", 'ا"', "ااا ", "cnn ", "1,"]
)
def test_a_question_of_four_thousand_of_one_sign_costs_little(record: Database, sign: str) -> None:
    for text in (sign * 4_000, "حلب" + sign * 4_000):
        assert search(record.conn, text, mode="names").count < 5
