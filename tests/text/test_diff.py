"""The difference of two texts: whole words to the letter, paragraphs aligned, spelling told apart from change."""

import random

from hypothesis import given
from hypothesis import strategies as st

from archive.text.diff import MOST_PAIRS, Piece, counted, differences, stretches

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
