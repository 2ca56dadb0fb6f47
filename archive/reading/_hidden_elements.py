"""What stands on a page and no reader sees: hidden elements, and such as a browser shows no words of.

`take_hidden` takes out what is hidden by an attribute, a style or a class that means that everywhere. UNSEEN are the
elements whose words nobody reads as words of the page, whatever stands inside.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.reading._date_lines import names_a_day, other_words

UNSEEN = frozenset(
    (
        *("script", "style", "noscript", "noframes", "noembed", "template", "iframe", "object", "svg", "canvas"),
        *("button", "select", "option", "datalist", "textarea", "audio", "video", "head", "title"),
    )
)
# JSON-LD aside, which is read where it stands.
_UNSEEN = ", ".join(("script:not([type*='ld+json'])", *sorted(UNSEEN - {"script", "head", "title", "option"})))
# For words of a screen reader alone, in WordPress, Bootstrap, Drupal and UIkit.
_FOR_THE_EAR = ("screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden", "element-invisible", "uk-hidden")
# These hide until a second class shows what they hide, on a screen of some width.
_HIDING = ("hidden", "hide", "d-none", "is-hidden", "display-none", "invisible")
_SHOWN_AGAIN = re.compile(
    r"(?:^|[-:])(?:block|flex|inline\S*|grid|table\S*|visible)$|^(?:show|shown|active|visible-\S+)$"
)
_HIDDEN = ", ".join(
    (
        *("[hidden]", '[aria-hidden="true" i]', "dialog:not([open])"),
        *('[style*="display" i]', '[style*="visibility" i]', '[style*="opacity" i]', '[style*="font-size" i]'),
        *('[style*="position" i]', '[style*="text-indent" i]', '[style*="overflow" i]'),
        *(f".{name}" for name in (*_FOR_THE_EAR, *_HIDING)),
    )
)
_NOT_SHOWN = re.compile(
    r"(?i)(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?(?=\s*[;!]|\s*$)"
    r"|font-size\s*:\s*0(?![.\d]*[1-9])(?:px|r?em|pt|%)?|text-indent\s*:\s*-\d{3,}(?:px|em|%)?"
    r"|(?:left|right|top)\s*:\s*-\d{4,}(?:px|em)?)(?![\w-])"
)
# Webflow sets it on what moves into sight when a reader comes to it.
_MOVES_IN = "data-w-id"
_OPACITY = re.compile(r"(?i)opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)")
_CUT_TO_NOTHING = re.compile(r"(?i)(?:^|[;\s])(?:max-)?height\s*:\s*[01](?:px)?\s*(?:;|!|$)")
# An element that holds so much of the words was hidden for the moment: behind a dialog, until a program shows it.
_MOST_OF_PAGE = 0.5
_LONGEST_DAY = 60
_WEIGHED = 20  # times the page's words: beyond that nested boxes are hidden unweighed
# A page of a gallery or a story in tabs: made like the one that is shown, and of running text.
_SLIDES, _FEWEST_SLIDES, _LETTERS_OF_A_SLIDE, _MOST_LINKED = frozenset(("div", "section", "article", "li")), 2, 120, 0.3
_OF_A_STATE = frozenset((*_HIDING, "active", "show", "shown", "current", "visible", "selected", "open", "in"))


def take_hidden(tree: LexborHTMLParser) -> None:
    """Take hidden elements out of `tree`; not one that holds most words of the page. Slides are shown."""
    found = {node.mem_id: node for node in tree.css(_HIDDEN) if node.tag not in ("html", "body")}
    hidden = [node for node in found.values() if is_hidden(node)]
    if not hidden or tree.body is None:
        return
    slides = {node.mem_id for node in _slides(hidden)}
    hidden = [node for node in hidden if node.mem_id not in slides]
    whole = len(tree.body.text())
    most, left = _MOST_OF_PAGE * whole, _WEIGHED * whole
    doomed = []
    for node in hidden:
        words = len(node.text()) if left > 0 else 0
        left -= words
        if words <= most:
            doomed.append(node)
    remove(doomed)


def _slides(hidden: Sequence[LexborNode]) -> Iterator[LexborNode]:
    """Of the elements those that a reader turns to from the one beside them that is made alike, as slides and tabs.

    Each is shown as that one is. Paragraphs without a class, and lists of links, are none.
    """
    alike: dict[tuple[int, str, frozenset[str]], list[LexborNode]] = defaultdict(list)
    for node in hidden:
        if node.tag in _SLIDES and node.parent is not None and (names := _made_as(node)):
            alike[node.parent.mem_id, node.tag, names].append(node)
    for nodes in alike.values():
        if len(nodes) < _FEWEST_SLIDES or not (shown := _shown_beside(nodes[0])):
            continue
        if all(map(_is_of_text, (shown, *nodes))):
            for node in nodes:
                _show(node)
                yield node


def _made_as(node: LexborNode) -> frozenset[str]:
    """The classes of an element without those of a moment."""
    return frozenset((node.attributes.get("class") or "").split()) - _OF_A_STATE


def _shown_beside(node: LexborNode) -> LexborNode | None:
    """The element beside `node` that is made as it is and not hidden."""
    names, parent = _made_as(node), node.parent
    beside = parent.iter() if parent is not None else ()
    return next((one for one in beside if one.tag == node.tag and _made_as(one) == names and not is_hidden(one)), None)


def _is_of_text(node: LexborNode) -> bool:
    letters = len("".join(node.text().split()))
    linked = sum(len("".join(link.text().split())) for link in node.css("a[href]"))
    return letters >= _LETTERS_OF_A_SLIDE and linked <= _MOST_LINKED * letters


def _show(node: LexborNode) -> None:
    """Take from `node` what hides it: trafilatura goes by the same marks."""
    for name in ("hidden", "aria-hidden", "style"):
        if name in node.attributes:
            del node.attrs[name]
    node.attrs["class"] = " ".join(name for name in (node.attributes.get("class") or "").split() if name not in _HIDING)


def take_unseen(tree: LexborHTMLParser) -> None:
    """Take the elements out of `tree` whose words nobody reads."""
    remove(tree.css(_UNSEEN))


def remove(nodes: Iterable[LexborNode]) -> None:
    """Take `nodes` of one tree, in its order, out of it: inner ones first, each once.

    A selector list yields a node as often as it matches; freeing memory twice, or a child after its parent, is a crash.
    """
    for node in reversed({node.mem_id: node for node in nodes}.values()):
        node.decompose()


def is_hidden(node: LexborNode) -> bool:
    """Does the element say that it is not shown?"""
    attributes = node.attributes
    if "hidden" in attributes or node.tag == "dialog":
        return True
    if (attributes.get("aria-hidden") or "").strip().lower() == "true" and not _shows_a_day(node):
        return True
    classes = (attributes.get("class") or "").split()
    style = attributes.get("style") or ""
    if _MOVES_IN in attributes and "opacity" in style:
        style = _OPACITY.sub("", style)
    if any(name in classes for name in _FOR_THE_EAR) or _NOT_SHOWN.search(style):
        return True
    if any(name in classes for name in _HIDING) and not any(map(_SHOWN_AGAIN.search, classes)):
        return True
    return "overflow" in style.lower() and _CUT_TO_NOTHING.search(style) is not None


def _shows_a_day(node: LexborNode) -> bool:
    """Is it a day and nothing else? Themes keep that from the ear, for which they say it in words, and show it."""
    text = node.text().strip()
    return 0 < len(text) <= _LONGEST_DAY and names_a_day(text) and not other_words(text)
