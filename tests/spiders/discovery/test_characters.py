"""Foreign characters: references that name none, pairs that name one, controls, tags."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from spiders.discovery._characters import clean, mended, one_line, resolved


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&#55357;&#56832;", "😀"),
        ("&#xD83D;&#xDE00;", "😀"),
        ("&#xd83d;&#56832;", "😀"),
        ("&#x0000D83D;&#0056832;", "😀"),
        ("&#56832;&#55357;", ""),
        ("&#xD83D;", ""),
        ("&#x110000;", ""),
        ("&#99999999999;", ""),
        ("&#0;", ""),
        ("&#8;&#x1F;", ""),
        ("&#xFFFE;", ""),
        ("&#55000;", chr(55_000)),
        ("&#8217;&#x2019;", "’’"),
        ("&#150;", "–"),
        ("&nbsp;", "\xa0"),
        ("&laquo;&amp;&lt;", "«&<"),
        ("&unknown; & &; &#; &#x;", "&unknown; & &; &#; &#x;"),
        (f"&#{'0' * 9_000}65;", "A"),
        (f"&#{'9' * 9_000};", ""),
    ],
)
def test_a_reference_is_the_character_it_names_or_nothing(written: str, read: str) -> None:
    assert resolved(written) == read
    assert etree.fromstring(f"<x>{mended(written)}</x>").xpath("string()") == read


def test_inside_cdata_a_reference_is_text_of_xml() -> None:
    assert mended("&nbsp;<![CDATA[&nbsp; & x]]>&<![CDATA[ & ") == "\xa0<![CDATA[&nbsp; & x]]>&amp;<![CDATA[ & "


@given(st.text())
def test_any_text_becomes_xml_and_one_clean_line(text: str) -> None:
    etree.fromstring(f"<x>{mended(text.replace('<', ''))}</x>")
    line = one_line(text, 40)
    assert len(line) <= 40
    assert line == clean(line)
    assert line == " ".join(line.split())


def test_a_line_of_tags_alone_costs_no_more_than_its_length() -> None:
    assert one_line("<" * 10_000_000 + "x", 1_000) == "<" * 1_000
    assert one_line("<b>x</b> <!-- z --><I a='1'>y</I> <عاجل> 5 < 6 > 3", 1_000) == "x y <عاجل> 5 < 6 > 3"
