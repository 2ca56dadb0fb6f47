"""Distances of words, and who holds the library that reckons them."""

import subprocess
import sys

from archive.text.edit_distance import edits_between, steps_between


def test_neighbours_that_changed_places_are_one_edit() -> None:
    assert edits_between("دمشق", "دشمق") == 1
    assert edits_between("حلب", "حلبي") == 1


def test_what_leads_from_one_text_to_another_goes_round_what_both_have() -> None:
    steps = steps_between(["قتل", "ثلاثة", "أمس"], ["قتل", "أربعة", "أمس"])
    assert [(step.tag, step.src_start, step.src_end) for step in steps if step.tag == "equal"] == [
        ("equal", 0, 1),
        ("equal", 2, 3),
    ]


def test_the_service_does_not_hold_it() -> None:
    """It compares nothing itself, and runs for years."""
    told = "import sys, scheduler.service; sys.stdout.write(str('rapidfuzz' in sys.modules))"
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout == "False"
