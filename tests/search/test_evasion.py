"""Words that a reader typed in pieces or drawn out: the plain word is found, and ordinary signs mean what they did."""

from itertools import product

import pytest
from sqlite_utils import Database

from archive.search.engine import search
from archive.search.query_parser import understand
from tests.support.search_samples import found, make

TEXTS = (
    *((f"خبر {n}", "أعلن داعش عن بيان، وأعلنت قسد عن القوات بياناً.") for n in range(25)),
    ("قسد", "التحالف وقسد-التحالف في البيان."),  # 25
    ("مدينة", "سوريا (قسد) بلا بيان."),  # 26
    ("من الأرشيف", "من صور المكان؟ منصور."),  # 27
    ("رسام", "منصور رسام. كلام."),  # 28
    *((f"كل أم {n}", "كل أم في البيت.") for n in range(2)),  # 29, 30
    *((f"حديث {n}", "كلام في حديث.") for n in range(25)),
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return make(tmp_path_factory.mktemp("evasion") / "evasion.db", TEXTS)


def finds_all(record: Database, text: str) -> bool:
    return search(record.conn, text, limit=100).count >= 25


@pytest.mark.parametrize("text", ["د ا ع ش", "د.ا.ع.ش", "د-ا-ع-ش", "د _ ا _ ع _ ش", "ق س د", "ا ل ق و ا ت", "د/ا/ع/ش"])
def test_single_letters_in_a_row_are_the_word_they_spell(record: Database, text: str) -> None:
    assert finds_all(record, text)


@pytest.mark.parametrize("sign", [*'*/\\|^~+•…-_=#@"()[]{}<>!?؟:؛', "🔥", "❤️", "«", "”", "..", "'"])
def test_a_word_with_signs_inside_is_found_as_one_word(record: Database, sign: str) -> None:
    assert finds_all(record, f"دا{sign}عش")
    assert finds_all(record, f"الق{sign}وات")


@pytest.mark.parametrize("text", ["دا(ع)ش", 'دا"ع"ش', "دا«ع»ش", "دا[ع]ش", "د*ا*ع*ش", "دا(عش)"])
def test_signs_in_pairs_inside_a_word_are_signs_all_the_same(record: Database, text: str) -> None:
    assert finds_all(record, text)


@pytest.mark.parametrize("text", ["دااااعش", "داعشششش", "قسدددد", "القوااااااات", "سورياااا"])
def test_a_letter_drawn_out_is_looked_for_once(record: Database, text: str) -> None:
    assert found(record, text)


def test_two_words_are_one_only_where_that_word_is_far_commoner(record: Database) -> None:
    assert found(record, "من/صور") == {27}
    assert found(record, "قسد-التحالف") == {25}
    assert found(record, "كل/أم") == {29, 30}
    assert found(record, "ب.ي") == set()


@pytest.mark.parametrize(
    ("text", "phrases", "words"),
    [
        ('دا"عش"', [], []),
        ('"دا"عش', [], []),
        ("(دا)عش", [], []),
        ("حلب (قصف)", [], [("حلب",), ("قصف",)]),
        ('title:"قسد"', [("قسد",)], []),
        ('لـ"قسد"', [("قسد",)], [("ل",)]),
        ('"قسد التحالف"بيان', [("قسد", "التحالف")], [("بيان",)]),
        ('لـ"قسد التحالف"', [("قسد", "التحالف")], [("ل",)]),
        ("سوريا(قسد)", [], [("سوريا",), ("قسد",)]),
        ('دا"عش "قسد"', [("قسد",)], []),
    ],
)
def test_signs_that_part_words_still_do(text: str, phrases: list[tuple[str]], words: list[tuple[str]]) -> None:
    clauses = list(understand(text).group.clauses())
    assert [clause.words for clause in clauses if clause.kind == "phrase"] == phrases
    assert [clause.words for clause in clauses if clause.kind == "words"] == words


def test_what_is_quoted_or_exact_is_not_put_together(record: Database) -> None:
    for text, mode in product(["د ا ع ش", "دا/عش"], ["exact", "names"]):
        assert found(record, f'"{text}"', mode) == set()  # type: ignore[arg-type]
    assert found(record, "دا/عش", "exact") == set()
