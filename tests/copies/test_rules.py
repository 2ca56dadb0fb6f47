"""Pairs of texts as news brings them: which of them the archive calls copies."""

from pathlib import Path

import pytest

from tests.support.copied_articles import DAY, MadeRecord, prose
from tests.support.copy_patterns import Pattern, kind_told, patterns

# One word in one place is all that differs, as it does where a copy corrects a name; half of two texts is a formula
# that the archive meets for the first time.
NOT_TOLD_APART = {"the same raid in two places", "a statement of two ministries with one formula"}


@pytest.mark.parametrize(
    "pattern", [pattern for pattern in patterns() if pattern.what not in NOT_TOLD_APART], ids=lambda one: one.what
)
def test_a_text_that_another_outlet_carries_is_told_from_one_that_only_looks_like_it(
    pattern: Pattern, tmp_path: Path
) -> None:
    with MadeRecord(tmp_path) as desk:
        assert bool(kind_told(desk, pattern)) == pattern.is_copy


def test_what_is_left_of_a_short_text_without_its_frame_must_make_a_copy_by_itself(tmp_path: Path) -> None:
    """A frame that is known by now, and one line that two of its reports have in common."""
    frame, line = prose(1, 24), prose(2, 6)
    with MadeRecord(tmp_path) as desk:
        for day in range(4):
            desk.put(f"one/{day}", f"{frame} {prose(10 + day, 20)}", day * DAY)
        desk.put("one/x", f"{frame} {prose(20, 8)} {line} {prose(21, 6)}", 3 * DAY)
        desk.put("two/x", f"{frame} {prose(22, 8)} {line} {prose(23, 6)}", 3 * DAY)
        assert desk.copies() == {}
