"""The words an edit took out and put in: all of them, each where it stood, and none that only moved."""

from collections import Counter
from random import Random

import pytest

from archive.text.folding import words_for_comparison
from archive.versions.edit_spans import edit_spans

T = "عنوان"
FIRST = "قالت المؤسسة إن ورشات الصيانة استبدلت مضختين من أصل خمس."
SECOND = "وأغلقت البلدية الطريق المؤدي إلى السوق مدة ساعتين صباح الخميس."
THIRD = "وانتظر السائقون عند الحاجز حتى المساء."


def sides(old: str, new: str, beside: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    return [(span.removed, span.added) for span in edit_spans((T, old), (T, new), beside)]


def test_a_span_holds_what_stood_in_a_place_and_what_does_now_and_says_where_in_both_texts() -> None:
    old, new = f"{FIRST}\n{SECOND}", f"{FIRST}\n{SECOND.replace('مدة ساعتين', 'ثلاث ساعات كاملة')}"
    (span,) = edit_spans((T, old), (T, new))
    assert (span.field, span.removed, span.added) == ("body", "مدة ساعتين", "ثلاث ساعات كاملة")
    assert old[span.old_at :].startswith(span.removed)
    assert new[span.new_at :].startswith(span.added)


def test_a_change_of_the_headline_is_a_span_of_the_headline() -> None:
    (span,) = edit_spans(("عودة المياه اليوم", FIRST), ("عودة المياه غدًا", FIRST))
    assert (span.field, span.removed, span.added) == ("title", "اليوم", "غدًا")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{FIRST}\n{SECOND}\n{THIRD}", f"{THIRD}\n{FIRST}\n{SECOND}"),
        (f"{FIRST} {SECOND} {THIRD}", f"{SECOND} {THIRD} {FIRST}"),
        (f"{FIRST} {SECOND}", f"{FIRST}\n{SECOND}"),
        (FIRST, FIRST.replace("إن", "أن")),
    ],
)
def test_text_that_moved_is_parted_or_is_only_spelt_otherwise_is_neither_removed_nor_added(old: str, new: str) -> None:
    assert sides(old, new) == []


def test_a_word_that_changed_in_a_paragraph_that_moved_is_found_alone() -> None:
    moved = SECOND.replace("الخميس", "السبت")
    found = sides(f"{FIRST}\n{SECOND}\n{THIRD}", f"{moved}\n{FIRST}\n{THIRD}")
    assert ([one for one, _ in found if one], [one for _, one in found if one]) == (["الخميس."], ["السبت."])


def test_lines_beside_the_text_are_in_no_span_and_leave_the_others_where_they_stand() -> None:
    old, new = f"المشاهدات 10\n{FIRST}", f"المشاهدات 2000\n{FIRST.replace('خمس', 'ست')}"
    (span,) = edit_spans((T, old), (T, new), frozenset({"المشاهدات 10", "المشاهدات 2000"}))
    assert (span.removed, span.added) == ("خمس.", "ست.")
    assert new[span.new_at :].startswith("ست.")


def test_every_word_that_a_text_has_less_or_more_often_stands_in_a_span_of_that_side() -> None:
    """Of 200 texts that are cut, shuffled and mixed in every way."""
    chance, words = Random(17), (FIRST + SECOND + THIRD).split()
    for _ in range(200):
        old = [" ".join(chance.choices(words, k=chance.randrange(1, 20))) for _ in range(chance.randrange(1, 5))]
        new = [line if chance.random() < 0.6 else " ".join(chance.choices(words, k=9)) for line in old]
        chance.shuffle(new)
        spans = edit_spans((T, "\n".join(old)), (T, "\n".join(new)))
        before, after = (Counter(words_for_comparison("\n".join(text))) for text in (old, new))
        removed = Counter(words_for_comparison("\n".join(span.removed for span in spans)))
        added = Counter(words_for_comparison("\n".join(span.added for span in spans)))
        assert (before - after) - removed == Counter()
        assert (after - before) - added == Counter()
