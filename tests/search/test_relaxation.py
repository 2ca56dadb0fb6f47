"""What is left of a question without one of its parts says the same of all the others."""

import pytest
from sqlite_utils import Database

from archive.search._relaxation import unquoted, without_one
from archive.search.query_parser import understand
from archive.search.vocabulary import Vocabulary


def left(record: Database, text: str, part: str) -> str:
    return next(loose.question for loose in without_one(text, Vocabulary(record.conn)) if loose.part == part)


@pytest.mark.parametrize(
    ("text", "part", "rest"),
    [
        ("معرض قطن سباق", "قطن", "معرض سباق"),
        ("معرض AND قطن AND سباق", "قطن", "معرض AND سباق"),
        ("معرض AND قطن", "معرض", "قطن"),
        ("معرض OR قطن", "قطن", "معرض"),
        ("معرض أو قطن", "معرض", "قطن"),
        ("معرض NOT قطن سباق", "قطن", "معرض سباق"),
        ("معرض NOT قطن", "معرض", "NOT قطن"),
        ("معرض AND NOT قطن سباق", "قطن", "معرض سباق"),
        ("معرض ليس قطن سباق", "قطن", "معرض سباق"),
        ("معرض -قطن", "-قطن", "معرض"),
        ('معرض -"سباق القطن"', '-"سباق القطن"', "معرض"),
        ("معرض «سباق القطن»", "«سباق القطن»", "معرض"),
        ('title:"سباق القطن" معرض', 'title:"سباق القطن"', "معرض"),
        ("معرض outlet:sample", "outlet:sample", "معرض"),
        ("معرض from:2026-11 قطن", "from:2026-11", "معرض قطن"),
        ("(معرض OR قطن) سباق", "سباق", "(معرض OR قطن)"),
    ],
)
def test_a_part_goes_with_its_operator(record: Database, text: str, part: str, rest: str) -> None:
    assert left(record, text, part) == rest


def test_the_rest_is_understood_as_well_as_the_whole(record: Database) -> None:
    for text in ("معرض OR قطن OR سباق", "(معرض OR قطن) AND سباق", "معرض AND (قطن NOT سباق)", "title:(معرض قطن) سباق"):
        for loose in without_one(text, Vocabulary(record.conn)):
            assert understand(loose.question).notes == (), loose


def test_of_one_part_nothing_is_left_out(record: Database) -> None:
    for text in ("", "معرض", '"معرض قطن"', "(((", "AND OR", "-", "title:"):
        assert list(without_one(text, Vocabulary(record.conn))) == []


def test_only_what_was_a_phrase_is_unquoted() -> None:
    assert [loose.question for loose in unquoted('"معرض الكتاب" "قطن" -"سباق قديم" «خط عربي»')] == [
        'معرض الكتاب "قطن" -"سباق قديم" «خط عربي»',
        '"معرض الكتاب" "قطن" -"سباق قديم" خط عربي',
    ]
