"""Pages as trees, unless they nest without end."""

import pytest

from spiders.discovery._entries import UnreadableError
from spiders.discovery._pages import DEEPEST, base_of, tree_of


@pytest.mark.parametrize("tag", ["div", "ul><li", "x-y", "table><td", "svg", "DIV a=1"])
def test_a_page_that_nests_without_end_is_refused(tag: str) -> None:
    with pytest.raises(UnreadableError, match="too_deep"):
        tree_of(f"<{tag}>" * (DEEPEST + 1))


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * DEEPEST,
        "<p>x<br><li>y<td>z<img>" * 9_000,
        "<script>" + "'<div><\\/div>'" * 9_000 + "</script>",
        "<!--" + "<div>" * 9_000 + "-->",
        "<div><span></span></div>" * 9_000,
        "<svg><path/><g/></svg>" * 9_000,
        "</div>" * 9_000 + "<div>" * DEEPEST,
    ],
)
def test_a_page_that_only_looks_so_is_read(text: str) -> None:
    assert tree_of(text).body is not None


@pytest.mark.parametrize(
    ("written", "base"), [("/ar/", "https://example.org/ar/"), ("http://[", "https://example.org/x")]
)
def test_links_are_relative_to_the_base_a_page_names(written: str, base: str) -> None:
    assert base_of(tree_of(f'<base href="{written}">'), "https://example.org/x") == base
    assert base_of(tree_of("<base>"), "https://example.org/x") == "https://example.org/x"
