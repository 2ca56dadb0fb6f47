"""Articles that endless scrolling sets behind the page's own: each opens with a headline like the first one.

A page that a browser saved, or that its server sends whole, holds them. They stand in the very container of the text
and are no part of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.reading._boxes import RUNNING_LINE
from archive.reading._class_names import names_a_headline
from archive.reading._date_lines import is_date_line, names_a_day
from archive.reading._main_text import lines_of
from archive.reading._page_links import PageLinks
from archive.reading._titles import words_of
from archive.text.folding import fold_line

_HEADINGS, _MOST_HEADINGS = "h1, h2", 60
# What old portals set a headline into.
_UNMARKED, _MOST_NODES, _LONGEST_TITLE = "span, b, strong, font, td, div, p, h3", 1_500, 300
# The page's own headline has such a share of its words in a title that the page claims; those of others have fewer.
_LIKE, _NEARLY_ALL, _WHOLE, _FEWEST_WORDS = 0.5, 0.8, 1.0, 3
_FEWEST_LETTERS, _LONGER_THAN_A_LEDE, _OPENING = 200, 800, 4


def next_articles(tree: LexborHTMLParser, claimed: Iterable[str], links: PageLinks) -> list[LexborNode]:
    """The boxes behind the article whose titles are `claimed` that hold other articles, and what follows; mostly none.

    `links` are those of its page: a heading that leads elsewhere, as a logo leads home, is not the page's own.

    A further headline opens one where it is marked up as one and no link, a text stands before it, and it is the first
    in a box with a text: a heading between the paragraphs of a text, or over them, is of that text. So is one in the
    `article` element of the first headline, but for another h1 of its class.
    """
    nodes = tree.css(_HEADINGS)[:_MOST_HEADINGS]
    if not nodes:
        return []
    claimed = list(claimed)
    titles = [words for title in claimed if (words := _words(title))]
    headings = [node for node in nodes if _words(node.text()) and not (node.tag == "h1" and _leads_away(node, links))]
    first = _own_headline(headings, titles)
    is_sure = first is not None and _is_like(first, titles, _WHOLE)
    # What says all of a title is the headline, marked or not.
    if not is_sure and (unmarked := _with_an_unmarked_one(tree, headings, claimed)):
        first, headings, is_sure = unmarked[0], unmarked, True
    if first is None:
        return []
    share = _NEARLY_ALL if is_sure else _LIKE
    around = {node.mem_id for node in (first, *_ancestors(first))}
    for node in headings[headings.index(first) + 1 :]:
        article = next((above.mem_id for above in _ancestors(node) if above.tag == "article"), -1)
        is_apart = article not in around
        is_headed = _is_dated(node) or (is_sure and node.tag == "h1" and article >= 0 and is_apart)
        if _is_like(node, titles, share) or not _is_marked_alike(node, first, is_headed):
            continue
        if not (is_headed or names_a_headline(node.attributes.get("class") or "") or _is_a_sentence(node)):
            continue  # a builder of pages gives all headings one class
        is_apart = is_apart or is_headed or _is_h1_alike(node, first)
        if is_apart and (found := _boxes_from(node, around, first, is_headed)):
            return found
    return []


def _own_headline(headings: Sequence[LexborNode], titles: Sequence[set[str]]) -> LexborNode | None:
    """The heading that says all of a title; else of the h1, or of the h2 of a page without one, the first that shares
    most words with one."""
    whole = [node for node in headings if len(_words(node.text())) >= _FEWEST_WORDS and _is_like(node, titles, _WHOLE)]
    h1 = [node for node in whole or headings if node.tag == "h1"]
    # A logo has words of a title, too, and fewer.
    own = (node for node in h1 or whole or headings if _is_like(node, titles, _LIKE))
    return max(own, key=lambda node: max(len(_words(node.text()) & one) for one in titles), default=None)


def _with_an_unmarked_one(
    tree: LexborHTMLParser, headings: list[LexborNode], claimed: Sequence[str]
) -> list[LexborNode]:
    """The first element that says a claimed title without being a heading, and the `headings` behind it; empty where
    there is none, as on most pages: their headline is one."""
    if not any(node.tag == "h1" for node in headings):
        return []
    known = {node.mem_id for node in headings}
    titles = [fold_line(title) for title in claimed]
    found: list[LexborNode] = []
    for node in tree.css(f"{_HEADINGS}, {_UNMARKED}")[:_MOST_NODES]:
        if node.mem_id in known:
            found += [node] if found else []
        elif not found and node.child is not None and len(text := node.text()) <= _LONGEST_TITLE:
            folded = fold_line(" ".join(text.split()))
            if folded.count(" ") > 1 and any(folded in title for title in titles) and not _is_linked(node):
                found.append(node)
    return found


def _is_linked(node: LexborNode) -> bool:
    return node.css_first("a[href]") is not None or any(above.tag == "a" for above in _ancestors(node))


def _leads_away(node: LexborNode, links: PageLinks) -> bool:
    """Is all the heading says one link to another page?"""
    link = node.css_first("a[href]")
    is_all = link is not None and link.text().split() == node.text().split()
    return link is not None and is_all and not links.leads_here(link.attributes.get("href") or "")


def _is_marked_alike(node: LexborNode, first: LexborNode, is_headed: bool) -> bool:
    """Is it a headline by its markup, and no link? On a page whose headline is an h2 none but with a day."""
    names = node.attributes.get("class") or ""
    is_alike = _is_of_one_class(node, first) and (is_headed if first.tag == "h2" else names_a_headline(names))
    is_h1 = node.tag == "h1" and (is_headed or first.tag != "h2")
    return (is_alike or is_h1) and not node.css_first("a[href]")


def _is_dated(node: LexborNode) -> bool:
    """Does a day of its own stand right under the heading?"""
    return any(_opens_with_a_day(sibling) for sibling in islice(_siblings(node, "next"), 2))


def _is_a_sentence(node: LexborNode) -> bool:
    """Has a heading as many words as a headline, and not the few of a part's?"""
    return len(node.text().split()) > _FEWEST_WORDS


def _is_of_one_class(node: LexborNode, first: LexborNode) -> bool:
    names = first.attributes.get("class") or ""
    return node.attributes.get("class") == names != ""


def _is_h1_alike(node: LexborNode, first: LexborNode) -> bool:
    """Are both an h1 with a class in common? No article has two."""
    names, own = (set((one.attributes.get("class") or "").split()) for one in (node, first))
    return node.tag == first.tag == "h1" and not names.isdisjoint(own)


def _boxes_from(node: LexborNode, around: set[int], first: LexborNode, is_headed: bool) -> list[LexborNode]:
    """The box that `node` opens and those behind it, if they are an article's.

    `first` is the headline of the page, `around` are the elements that hold it, itself among them. `is_headed`: the
    day under `node`, or its `article` element, says that it is another article's headline.
    """
    box = node
    before: list[LexborNode] = []
    while (parent := box.parent) is not None and parent.mem_id not in around:
        beside = [*_siblings(box, "prev")]
        fewest = RUNNING_LINE if is_headed else _FEWEST_LETTERS
        if (is_headed or _is_h1_alike(node, first)) and _holds_text(beside, fewest):
            break  # in the very box of the first text, at its end
        before += beside
        box = parent
    found = [box, *_siblings(box, "next")]
    is_flat = box.mem_id == node.mem_id and (is_headed or _is_of_one_class(node, first))
    if _holds_text(before) or not _holds_text(found if is_flat else [box]):
        return []
    over: list[LexborNode] = []  # from the box back to that of the page's own headline
    for sibling in _siblings(box, "prev"):
        over.append(sibling)
        if sibling.mem_id in around:
            break
    fewest = 1 if is_flat or (over and _is_a_twin(box, over[-1])) else _LONGER_THAN_A_LEDE
    if _is_h1_alike(node, first):
        fewest = min(fewest, _FEWEST_LETTERS)
    if is_headed or (node.tag in (first.tag, "h1") and _opens_with_a_day(box)):
        fewest = min(fewest, RUNNING_LINE)  # behind a flash
    return found if _holds_text(over, fewest) else []


def _is_a_twin(box: LexborNode, first: LexborNode) -> bool:
    """Is a box made as that of the page's own headline is?"""
    named, own = ((node.attributes.get("class") or "").split() for node in (box, first))
    return box.tag == first.tag and (box.tag in ("article", "section") or not set(named).isdisjoint(own))


def _opens_with_a_day(box: LexborNode) -> bool:
    """Does the box tell a day of its own, under its headline or over it?"""
    opening = islice(lines_of(box), _OPENING)
    return any(is_date_line(line) and names_a_day(line) for line in opening)


def _siblings(node: LexborNode, way: str) -> Iterator[LexborNode]:
    """The elements before or behind `node` under the same parent, the nearest first."""
    following: LexborNode | None = getattr(node, way)
    while following is not None:
        if following.is_element_node:
            yield following
        following = getattr(following, way)


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _holds_text(nodes: Iterable[LexborNode], fewest: int = _FEWEST_LETTERS) -> bool:
    """Is there so much running text in them as an article has?"""
    return sum(len(line) for node in nodes for line in lines_of(node) if len(line) >= RUNNING_LINE) >= fewest


def _is_like(node: LexborNode, titles: Sequence[set[str]], share: float) -> bool:
    """Has it such a share of its words in a title, or of the title's where that has fewer?"""
    words = _words(node.text())
    return any(len(words & title) >= share * min(len(words), len(title)) for title in titles)


def _words(text: str) -> set[str]:
    return words_of(fold_line(" ".join(text.split())))
