"""Texts that take turns are one entry; a new text is always told for itself."""

import pytest

from archive.versions.alternation import TextChange, kinds_of
from archive.versions.change_kinds import ChangeKind

SHORT: dict[ChangeKind, str] = {"edit": "e", "revert": "r", "alternates": "A", "repeat": "."}


def told(visits: str, before: dict[int, ChangeKind] | None = None) -> str:
    """What the changes of these visits are told as, a letter each. A small letter is the same text with furniture."""
    versions: list[TextChange] = []
    known = set[str]()
    for n, text in enumerate(visits):
        if versions and text == versions[-1].words_sha256:
            continue
        is_furniture = versions and text.upper() == versions[-1].words_sha256.upper()
        kind: ChangeKind = "first" if not versions else "revert" if text in known else "edit"
        versions.append(TextChange(n, (before or {}).get(n, "furniture" if is_furniture else kind), text))
        known.add(text)
    kinds = kinds_of(versions)
    return "".join(SHORT[kinds[version.id]] for version in versions if version.id in kinds)


@pytest.mark.parametrize(
    ("visits", "entries"),
    [
        ("ABABABAB", "A......"),
        ("ABAABBBB", "A.."),
        ("ABCABCAB", "A......"),
        ("AABBAA", "er"),
        ("AB", "e"),
        ("ABC", "ee"),
        ("ABABC", "A..e"),
        # Breaking lines that come and go: each is an edit of its own.
        ("ABACADA", "ererer"),
        # The text was edited while two headlines were tried: an edit between two runs.
        ("ABABCDCD", "A..eA.."),
        ("ABCBCBC", "eA...."),
        # What belongs to the page round the text takes no part.
        ("AaAaAa", ""),
        ("AaBbAaBb", "A.."),
    ],
)
def test_texts_that_take_turns_are_one_entry_until_a_new_one_comes(visits: str, entries: str) -> None:
    assert told(visits) == entries


def test_what_was_told_of_a_run_that_is_none_any_more_is_told_for_itself() -> None:
    """An older capture came between: a text of its own in the middle of the run."""
    assert told("ABCA", {1: "alternates", 2: "repeat", 3: "repeat"}) == "eer"
