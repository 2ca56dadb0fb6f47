"""What an element of a page is by its tag and the names it is given, whatever stands round it and in it."""

from functools import lru_cache
from typing import NamedTuple

from archive.reading._class_names import mark_of, names_a_headline, names_an_author
from archive.reading._hidden_elements import UNSEEN

BLOCKS = frozenset(
    (
        *("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "tr", "td", "th"),
        *("table", "section", "article", "header", "footer", "figure", "figcaption", "dd", "dt", "main", "aside"),
        *("nav", "form", "body", "details", "summary", "address", "center", "fieldset", "legend", "hgroup", "dl"),
        "caption",
    )
)
_BESIDE = frozenset(("aside", "nav", "ins", "marquee"))
# The id of a heading is an anchor made of its words.
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class Look(NamedTuple):
    """What an element's tag and names say of it; each as archive.reading._boxes.Box has it."""

    is_block: bool
    is_unseen: bool
    is_beside: bool
    is_headline: bool
    is_author: bool
    mark: str
    kind: str


@lru_cache(maxsize=2_048)  # the elements of a page are of few kinds
def look_of(tag: str, classes: str, own_id: str, itemprop: str) -> Look:
    """What a tag and the values of class, id and itemprop say of an element that has them."""
    named = "nav" if tag == "nav" else mark_of(classes)
    return Look(
        tag in BLOCKS,
        tag in UNSEEN,
        tag in _BESIDE,
        tag == "h1" or names_a_headline(itemprop or classes),
        names_an_author(itemprop or classes),
        named or ("" if tag in _HEADINGS else mark_of(own_id)),
        f"{tag} {classes.split(None, 1)[0] if classes.strip() else ''}",
    )
