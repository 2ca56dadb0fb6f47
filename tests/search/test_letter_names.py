"""Latin letters and the Arabic names of letters."""

import pytest

from archive.search._letter_names import are_letter_names, before_a_number


@pytest.mark.parametrize(
    ("letters", "others"),
    [
        ("t", {"تي"}),
        ("تي", {"t"}),
        ("su", {"سو", "سوخوي"}),
        ("سوخوي", {"su", "سو"}),
        ("في", set()),
        ("ال", set()),
        ("l", {"ايل"}),
        ("v", set()),
        ("حلب", set()),
    ],
)
def test_a_letter_before_a_number_has_names_but_none_that_is_a_word_there(letters: str, others: set[str]) -> None:
    assert set(before_a_number(letters)) == others


def test_an_acronym_is_told_by_the_names_of_its_letters() -> None:
    texts = ("سي ان ان", "السي ان ان", "سي ان حلب", "سي", "حلب")
    assert [are_letter_names(tuple(text.split())) for text in texts] == [True, True, False, False, False]
