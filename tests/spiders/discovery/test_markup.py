"""Items are found in a text that is hardly XML, in time that grows with its length and no faster."""

import time
from collections.abc import Callable

import pytest

from spiders.discovery._markup import Blocks, attribute, document_in, element_in, text_of


def blocks(text: str) -> list[tuple[str, bool]]:
    return [(text[block.start : block.end], block.whole) for block in Blocks(text, "item", "entry")]


def test_items_end_where_they_end_or_where_the_next_begins() -> None:
    text = '<item a="1">x</item><ITEM/>y<item>z<item>last</item><item>cut'
    assert blocks(text) == [
        ('<item a="1">x</item>', True),
        ("<ITEM/>", True),
        ("<item>z", True),
        ("<item>last</item>", True),
        ("<item>cut", False),
    ]


def test_what_stands_in_comments_and_sections_is_no_item() -> None:
    text = "<!-- <item>1</item> --><item><![CDATA[</item><item>]]>2</item><items/><x:item>3</x:item>"
    assert blocks(text) == [("<item><![CDATA[</item><item>]]>2</item>", True)]
    # No section to XML, and none that would end at the end of a later one.
    assert blocks("<item><![cdata[</item><item>]]></item>")[0] == ("<item><![cdata[</item>", True)
    assert blocks("<!-- <item>1</item>") == [("<item>1</item>", True)]


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("<rss><item/></rss>", "rss"),
        ("<?xml?><!-- <html> --><rdf:RDF>", "rdf"),
        ("<!DOCTYPE html><rss>", "rss"),
        ("<html><script>'<rss>'", "html"),
        ("<b>Notice</b><urlset>", "urlset"),
        ("rss", ""),
        ("<!--" * 9, ""),
    ],
)
def test_the_root_is_the_first_that_is_one(text: str, root: str) -> None:
    assert document_in(text).root == root


def test_an_item_is_parsed_alone_and_broken_as_it_is() -> None:
    text = "<item><title>a & b &nbsp;&#xD83D;</title><x:y Z='1'>c</item>"
    element = element_in(text, next(iter(Blocks(text, "item"))))
    assert text_of(element[0]) == "a & b"
    assert attribute(element[1], "z") == "1"
    assert text_of(None) == ""


@pytest.mark.parametrize(
    "unit",
    ["<", "<item>", "<item ", "</item", "<!--", "<![CDATA[", "<a:", "<item><!--", "<item/", "<?", "<html", "<rss"],
)
def test_the_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    def seconds(work: Callable[[], object]) -> float:
        before = time.process_time()
        work()
        return time.process_time() - before

    def all_of(length: int) -> float:
        text = "<rss>" + unit * (length // len(unit))
        return min(seconds(lambda: (list(Blocks(text, "item")), document_in(text[5:]))) for _ in range(2))

    # Eight times the text: eight times the time, sixty-four if it were its square.
    assert all_of(400_000) < 30 * all_of(50_000) + 0.05
