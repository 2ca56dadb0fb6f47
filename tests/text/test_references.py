"""References of HTML, resolved or dropped; none of them stops who reads them."""

import pytest
from hypothesis import given

from archive.text.references import without_references
from tests.support.mangled_bytes import odd_texts


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("&laquo;&#1582;&#x628;&#1585;&raquo;", "«خبر»"),
        ("&#" + "0" * 5_000 + "1582;", "خ"),
        ("&#" + "9" * 5_000 + "; x", "\ufffd x"),
        ("&#x" + "9" * 5_000 + ";", "\ufffd"),
        ("a & b &c; &#;", "a & b &c; &#;"),
    ],
    ids=["usual", "zeros", "number without end", "hexadecimal without end", "none"],
)
def test_a_reference_is_its_character_and_one_to_no_character_costs_only_itself(written: str, plain: str) -> None:
    assert without_references(written) == plain


@given(odd_texts("&laquo;خبر&raquo; &#8217;"))
def test_no_text_is_too_odd(text: str) -> None:
    without_references(text)
