"""A kept page made inert: nothing in it runs, loads, connects or leads away, and its text and look stay.

This stills clicks and connections that a browser makes beside the policy the page is sent with
(archive.web.app.headers); safety is the policy's work. Foreign bytes: call it in a process that can be killed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.reading.charset import decode

# What runs, loads, opens a window into another page, or tells the browser how to take the page. Of `template` and
# `noscript` one parser sees text where another sees elements.
DROPPED = {
    "script": "scripts",
    **dict.fromkeys(("iframe", "frame", "frameset", "object", "embed", "applet", "portal", "fencedframe"), "frames"),
    **dict.fromkeys(("audio", "video", "source", "track", "bgsound"), "media"),
    **dict.fromkeys(
        ("link", "meta", "base", "noscript", "template", "noembed", "noframes", "use", "animate", "set", "mpath"), ""
    ),
    **dict.fromkeys(("animatemotion", "animatetransform", "handler", "listener"), ""),
}
# Look, direction and reading; the shape of tables, lists and drawings.
KEPT_ATTRIBUTES = frozenset(
    (
        *("class", "id", "style", "dir", "lang", "title", "alt", "role", "hidden", "open", "type", "value"),
        *("align", "valign", "nowrap", "bgcolor", "color", "face", "size", "width", "height", "start", "reversed"),
        *("border", "cellpadding", "cellspacing", "colspan", "rowspan", "scope", "headers", "span"),
        *("viewbox", "preserveaspectratio", "d", "points", "transform", "opacity", "offset", "gradientunits"),
        *("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "fill", "fill-rule", "fill-opacity"),
        *("stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stop-color"),
        *("stop-opacity", "clip-rule", "text-anchor", "font-size", "font-family", "font-weight"),
    )
)
PICTURES = ("img", "image", "input", "picture")
_DATA_PICTURE = re.compile(r"data:image/[a-z0-9.+-]+[;,]", re.IGNORECASE)
# An address inside a value; one that begins with # is of the page itself.
_ELSEWHERE = re.compile(r"url\((?!\s*[\"']?#)", re.IGNORECASE)
_DOCTYPE = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)*(<!doctype[^>]{0,300}>)", re.IGNORECASE | re.DOTALL)
# Always by day: the page's own colours were chosen for white paper.
_LIGHT = '<meta name="color-scheme" content="light only">'
LONGEST_ADDRESS = 2_000
ROUNDS = 4


@dataclass(frozen=True, slots=True)
class InertPage:
    """The page as HTML text, and how many of each kind were taken out: programs, frames, sounds and films, pictures
    and style sheets that lie elsewhere."""

    html: str
    scripts: int
    frames: int
    media: int
    pictures: int
    styles: int


def inert(body: bytes, content_type: str) -> InertPage:
    """Make a content-decoded page inert. Never fails on what is in it; may take long, or much memory."""
    text = decode(body, content_type).text.lstrip("\ufeff")
    html, taken = _cleaned(text)
    doctype = _DOCTYPE.match(text)
    # Written out and parsed again, some markup becomes other elements: until nothing more becomes of it.
    for _ in range(ROUNDS):
        again, _more = _cleaned(html)
        if again == html:
            break
        html = again
    return InertPage(
        html=(doctype[1] if doctype else "") + _LIGHT + html,
        scripts=taken["scripts"],
        frames=taken["frames"],
        media=taken["media"],
        pictures=taken["pictures"],
        styles=taken["styles"],
    )


def _cleaned(text: str) -> tuple[str, Counter[str]]:
    tree, taken = LexborHTMLParser(text), Counter[str]()
    if tree.root is None:
        return "", taken
    # With its text, as comments come with that alone.
    _clean([node for node in tree.root.traverse(include_text=True) if not node.is_text_node], taken)
    return tree.root.html or "", taken


def _clean(nodes: list[LexborNode], taken: Counter[str]) -> None:
    doomed = []
    for node in nodes:
        tag = (node.tag or "").lower()
        if tag in DROPPED or node.is_comment_node:
            taken[_kind_of(node, tag)] += 1
            doomed.append(node)
        else:
            _strip(node, tag, taken)
    # Behind the walk: what stands inside an element goes with it, from the innermost outwards.
    for node in reversed(doomed):
        node.decompose()


def _kind_of(node: LexborNode, tag: str) -> str:
    if tag == "link" and "stylesheet" in str(node.attributes.get("rel")).lower():
        return "styles"
    return DROPPED.get(tag, "")


def _strip(node: LexborNode, tag: str, taken: Counter[str]) -> None:
    attributes: Mapping[str, str | None] = node.attributes
    kept = dict(_kept(attributes))
    source = _value(attributes, "src", "srcset", "data-src", "href" if tag == "image" else "src")
    if tag in PICTURES and source and "src" not in kept:
        taken["pictures"] += 1
    address = _value(attributes, "href", "xlink:href")
    if address and "title" not in kept:
        kept["title"] = address[:LONGEST_ADDRESS]
    for name in attributes:
        if name not in kept:
            del node.attrs[name]
    for name in kept.keys() - attributes.keys():
        node.attrs[name] = kept[name]


def _kept(attributes: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    for name, value in attributes.items():
        text, lower = value or "", name.lower()
        drawn_here = lower == "src" and _DATA_PICTURE.match(text.strip())
        # A style may name what lies elsewhere: the policy keeps it from being asked for, and the rest of it is look.
        if drawn_here or (lower in KEPT_ATTRIBUTES and (lower == "style" or not _ELSEWHERE.search(text))):
            yield name, text


def _value(attributes: Mapping[str, str | None], *names: str) -> str:
    return next((value for name in names if (value := attributes.get(name))), "")
