"""What stands on a page and no reader sees: hidden elements, and such as a browser shows no words of.

`take_hidden` takes out what is hidden by an attribute, a style or a class that means that everywhere. UNSEEN are the
elements whose words nobody reads as words of the page, whatever stands inside.
"""

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

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
_CUT_TO_NOTHING = re.compile(r"(?i)(?:^|[;\s])(?:max-)?height\s*:\s*[01](?:px)?\s*(?:;|!|$)")
# An element that holds so much of the words was hidden for the moment: behind a dialog, until a program shows it.
_MOST_OF_PAGE = 0.5
_WEIGHED = 20  # times the page's words: beyond that nested boxes are hidden unweighed


def take_hidden(tree: LexborHTMLParser) -> None:
    """Take hidden elements out of `tree`; not one that holds most words of the page."""
    hidden = [node for node in tree.css(_HIDDEN) if is_hidden(node) and node.tag not in ("html", "body")]
    if not hidden or tree.body is None:
        return
    whole = len(tree.body.text())
    most, left = _MOST_OF_PAGE * whole, _WEIGHED * whole
    doomed = []
    for node in hidden:
        words = len(node.text()) if left > 0 else 0
        left -= words
        if words <= most:
            doomed.append(node)
    remove(doomed)


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
    said = node.attributes
    if "hidden" in said or (said.get("aria-hidden") or "").strip().lower() == "true" or node.tag == "dialog":
        return True
    classes = (said.get("class") or "").split()
    style = said.get("style") or ""
    if any(name in classes for name in _FOR_THE_EAR) or _NOT_SHOWN.search(style):
        return True
    if any(name in classes for name in _HIDING) and not any(map(_SHOWN_AGAIN.search, classes)):
        return True
    return "overflow" in style.lower() and _CUT_TO_NOTHING.search(style) is not None
