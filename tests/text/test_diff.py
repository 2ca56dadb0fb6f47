"""The difference of two texts: whole words to the letter, paragraphs aligned, spelling told apart from change."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq, Opcodes

from archive.text.diff import MOST_PAIRS, Piece, counted, differences, stretches
from tests.support.hostile_texts import TEXTS as HOSTILE
from tests.support.hostile_texts import UNITS

WORDS = st.sampled_from(("في", "المدينة", "المدينه،", "٣", "3", "القـ.ـوات", "القوات", "—", "«قال»", "ديرالزور"))
SPACES = st.sampled_from((" ", "  ", "\n", "\n\n", "\u00a0", "\t", "\r\n", "\u200f ", ""))
TEXTS = st.lists(st.tuples(WORDS, SPACES), max_size=25).map(lambda pairs: "".join(map("".join, pairs))) | st.text()


def pieces(old: str, new: str) -> list[tuple[str, str, str]]:
    found = (piece for paragraph in differences(old, new) for piece in paragraph.pieces)
    return [(piece.kind, piece.old, piece.new) for piece in found]


@given(TEXTS, TEXTS)
def test_both_texts_stand_in_their_difference_to_the_letter(old: str, new: str) -> None:
    found = differences(old, new)
    assert "".join(paragraph.old for paragraph in found) == old
    assert "".join(paragraph.new for paragraph in found) == new
    for piece in (piece for paragraph in found for piece in paragraph.pieces):
        assert piece.kind != "removed" or piece.new == ""
        assert piece.kind != "added" or piece.old == ""
        assert piece.kind != "kept" or piece.old.split() == piece.new.split()


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert not any(paragraph.changed for paragraph in differences(text, text))


def test_a_changed_word_is_removed_and_added_whole() -> None:
    assert pieces("قال إن ثلاثة خزانات دخلت", "قال إن خمسة خزانات دخلت") == [
        ("kept", "قال إن ", "قال إن "),
        ("removed", "ثلاثة ", ""),
        ("added", "", "خمسة "),
        ("kept", "خزانات دخلت", "خزانات دخلت"),
    ]


def test_marks_letter_forms_and_punctuation_are_respelt_and_never_removed() -> None:
    assert pieces("اعلنت القرية، اليوم", "أعلنت القريّة اليوم") == [
        ("respelt", "اعلنت ", "أعلنت "),
        ("respelt", "القرية، ", "القريّة "),
        ("kept", "اليوم", "اليوم"),
    ]
    assert pieces("عبرت القـ ـوات إلى ديرالزور", "عبرت القوات إلى دير الزور") == [
        ("kept", "عبرت ", "عبرت "),
        ("respelt", "القـ ـوات ", "القوات "),
        ("kept", "إلى ", "إلى "),
        ("respelt", "ديرالزور", "دير الزور"),
    ]


def test_a_new_paragraph_leaves_its_neighbours_whole() -> None:
    first, second = "الفقرة الأولى من النص كما كانت.", "الفقرة الأخيرة من النص كما كانت."
    found = differences(f"{first}\n{second}", f"{first}\nخبر جديد بينهما لم يكن.\n{second}")
    assert [(paragraph.changed, paragraph.old != "", paragraph.new != "") for paragraph in found] == [
        (False, True, True),
        (True, False, True),
        (False, True, True),
    ]


def test_a_changed_paragraph_stands_beside_what_it_was_though_one_before_it_is_gone() -> None:
    old = "فقرة حذفت كلها من النص.\nوقال المجلس إن العمل يبدأ صباح الأحد في الحي القديم."
    new = "وقال المجلس إن العمل يبدأ صباح الاثنين في الحي القديم."
    gone, changed = differences(old, new)
    assert (gone.new, changed.new) == ("", new)
    assert [piece.kind for piece in changed.pieces] == ["kept", "removed", "added", "kept"]


def test_two_sentences_that_share_a_particle_by_chance_are_not_cut_at_it() -> None:
    start, end = "وقالت مصادر محلية في بلدة نموذجية", "وذلك حتى صباح يوم الأحد المقبل"
    old = f"{start} كتب المراسل خبرا طويلا في صفحة أولى كاملة {end}"
    new = f"{start} نشر الموقع اليوم تقريرا في العدد الأخير حول المياه {end}"
    assert [kind for kind, _, _ in pieces(old, new)] == ["kept", "removed", "added", "kept"]


def test_words_are_counted_by_what_became_of_them() -> None:
    assert counted(differences("أ ب ت ث", "أ بّ ت ج ح")) == {"kept": 2, "respelt": 1, "removed": 1, "added": 2}
    assert counted(differences("", "كلمة")) == {"added": 1}


def test_texts_too_long_to_align_are_shown_as_replaced_and_nothing_is_lost() -> None:
    draw = random.Random(7)
    size = int(MOST_PAIRS**0.5) + 2
    old, new = (" ".join(str(draw.randrange(9_999)) for _ in range(size)) for _ in range(2))
    assert stretches(old.split(), new.split()) == [(0, size, 0, size)]
    assert differences(old, new)[0].pieces[0] == Piece("removed", old, "")


def test_the_one_change_of_a_text_too_long_to_align_is_found() -> None:
    words = [str(number) for number in range(int(MOST_PAIRS**0.5) + 9)]
    changed = [*words[:700], "تغيير", *words[701:]]
    assert stretches(words, changed) == [(700, 701, 700, 701)]
    assert pieces(" ".join(words), " ".join(changed))[1:3] == [("removed", "700 ", ""), ("added", "", "تغيير ")]
    assert stretches(words, words) == []


@given(st.lists(st.sampled_from("ابت")), st.lists(st.sampled_from("ابت")))
def test_what_lies_between_changes_is_the_same_in_both(old: list[str], new: list[str]) -> None:
    i = j = 0
    for i_from, i_to, j_from, j_to in [*stretches(old, new), (len(old), len(old), len(new), len(new))]:
        assert old[i:i_from] == new[j:j_from]
        assert (i, j) == (0, 0) or old[i:i_from] or (i_from, j_from) == (len(old), len(new))
        i, j = i_to, j_to


@pytest.fixture
def pairs_compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Of each alignment done from now on, the number of pairs of words it weighs, which is its time and its memory."""
    compared: list[int] = []
    align = LCSseq.opcodes

    def counted(old: Sequence[str], new: Sequence[str]) -> Opcodes:
        compared.append(len(old) * len(new))
        return align(old, new)

    monkeypatch.setattr(LCSseq, "opcodes", counted)
    return compared


@pytest.mark.parametrize("gap", [" ", "\n\n"])
@pytest.mark.parametrize("words", [29_999, 40_000])
def test_texts_with_nothing_in_common_cost_no_more_than_the_longest_that_are_aligned(
    pairs_compared: list[int], words: int, gap: str
) -> None:
    old, new = (gap.join(f"{number}{letter}" for number in range(words)) for letter in "اب")
    assert "".join(paragraph.new for paragraph in differences(old, new)) == new
    assert max(pairs_compared, default=0) <= MOST_PAIRS
    assert sum(pairs_compared) <= 3 * MOST_PAIRS


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_one_thing_over_and_over_is_compared_with_itself_and_with_another(pairs_compared: list[int], unit: str) -> None:
    text = unit * (20_000 // len(unit))
    assert not any(paragraph.changed for paragraph in differences(text, text))
    assert sum(pairs_compared) == 0
    found = differences(text, f"ا{text} ب\n{text}")
    assert "".join(paragraph.old for paragraph in found) == text
    assert sum(pairs_compared) <= 3 * MOST_PAIRS


@given(HOSTILE, HOSTILE)
def test_texts_made_to_confuse_it_stand_in_their_difference_to_the_letter(old: str, new: str) -> None:
    found = differences(old, new)
    assert ("".join(paragraph.old for paragraph in found), "".join(paragraph.new for paragraph in found)) == (old, new)
