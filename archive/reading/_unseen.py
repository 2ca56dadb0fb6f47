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
_HIDDEN = ", ".join(
    (
        *("[hidden]", '[aria-hidden="true" i]', "dialog:not([open])"),
        *('[style*="display" i]', '[style*="visibility" i]'),
        *(f".{name}" for name in _FOR_THE_EAR),
    )
)
_NOT_SHOWN = re.compile(r"(?i)(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))(?![\w-])")
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
    return any(name in classes for name in _FOR_THE_EAR) or _NOT_SHOWN.search(said.get("style") or "") is not None
