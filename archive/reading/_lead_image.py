"""The picture over an article and the words under it, kept apart from the text.

A picture is what the page claims for machines, else the first one in the article. Captions are known by the elements
that hold them; the same words once more among the lines of the text are boilerplate.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.reading._hidden_elements import remove
from archive.reading.page_metadata import plain
from archive.text.folding import fold_line

_IN_A_BOX, _NO_CAPTION = "div > img", "a, p, time, h1, h2, h3, h4, h5, h6, li, figcaption, [class*=aption]"
_IN_A_PARAGRAPH = "p img, center img"
_CAPTIONS = "figcaption, [class*=aption], [itemprop=caption]"
# In order: what a theme sets over the text, then what stands in it.
_IMAGES = (
    "img.wp-post-image, .post-thumbnail img, .featured-image img",
    "article figure img, main figure img, .wp-caption img",
    "article img, main img, [itemprop=articleBody] img",
)
_ASIDE = frozenset(("nav", "aside", "footer"))
_SOURCES = ("data-src", "data-lazy-src", "data-original", "src")
_NO_PICTURE = re.compile(
    r"(?i)logo(?![a-z])|(?<![a-z])(?:placeholder|default|avatar|favicon|sprite|blank|spacer|pixel|dummy|icons?"
    r"|no-?(?:image|photo|thumb))(?![a-z])|\.svg$|\A\Z"
)
# JSON can say what cannot be written down.
_UNWRITABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_SIZE = re.compile(r"-(?:\d{2,4}x\d{2,4}|scaled)(?=\.\w+$)")
# (الأناضول), - تصوير: …, | عدسة …
_PHOTO_CREDIT = re.compile(
    r"(?i)\s*(?:[(\[][^()\[\]]{2,60}[)\]]|[-–—|،.]?\s*(?<!\w)(?:تصوير|ب?عدسة|photo)\b.{2,60})\s*\.?$"
)
_OF_A_CREDIT = ("(", "[", "تصوير", "عدسة", "photo")
_LONGEST_CAPTION, _LONGEST_REPEAT, _LONGEST_UNNAMED, _NEAREST_BOX, _HIGHEST, _MOST = 600, 200, 120, 4, 400, 300


@dataclass(frozen=True, slots=True)
class Picture:
    """The lead picture's absolute address and caption, empty where unknown, and every caption of the page, folded."""

    address: str = ""
    caption: str = ""
    captions: frozenset[str] = frozenset()

    def repeats(self, line: str) -> bool:
        """True where `line` says what a caption says, with the photographer's name or without."""
        is_asked = self.captions and len(line) <= _LONGEST_REPEAT
        return bool(is_asked) and not self.captions.isdisjoint(_spellings(line))


def take_pictures(
    tree: LexborHTMLParser, claimed: Iterable[tuple[str, str]], selectors: Iterable[str], url: str
) -> Picture:
    """The lead picture of the page at `url`, parsed as `tree`; takes every caption out of `tree`.

    `claimed` are pairs of an address and a caption, as the page claims them; `selectors` those of the outlet's text.
    """
    claims = [(_absolute(address, url), caption) for address, caption in claimed]
    claims = [(address, caption) for address, caption in claims if address]
    shown = _in_article(tree, selectors, url)
    if claims:
        address = claims[0][0]
        under = next((node for other, node in shown if _file(other) == _file(address)), None)
    else:
        address, under = _first_of(shown)
    stated = next((caption for other, caption in claims if caption and _file(other) == _file(address)), "")
    caption = _caption_under(under) if under else ""
    captions = {spelling for text in (*_captions(tree), stated, caption) for spelling in _spellings(text)}
    return Picture(address, (caption or stated)[:_LONGEST_CAPTION], frozenset(captions - {""}))


def _first_of(shown: Iterable[tuple[str, LexborNode]]) -> tuple[str, LexborNode | None]:
    """The first of pairs of an address and an element, of such as are shown once; each file counts where it is last."""
    pairs = {_file(address): (address, node) for address, node in reversed(list(shown))}
    return next(reversed(pairs.values()), ("", None))


def _captions(tree: LexborHTMLParser) -> list[str]:
    """Every caption; takes them out of `tree`."""
    named = (*tree.css(_CAPTIONS)[:_MOST], *_set_beneath(tree), *_alone_under(tree))
    nodes = {node.mem_id: node for node in named if _is_caption(node)}
    texts = [plain(node.text()) for node in nodes.values()]
    # One that stands in another goes with it: freed twice it is a crash.
    remove(node for node in nodes.values() if nodes.keys().isdisjoint(box.mem_id for box in _boxes(node, _HIGHEST)))
    return texts


def _set_beneath(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """What stands in italics or small beside a picture, and is all that its paragraph says."""
    for image in tree.css(_IN_A_PARAGRAPH)[:_MOST]:
        paragraph = next((box for box in _boxes(image, _NEAREST_BOX) if box.tag in ("p", "center")), None)
        words = paragraph.text().split() if paragraph is not None else []
        if paragraph is not None and words:
            yield from (node for node in paragraph.css("em, i, small") if node.text().split() == words)


def _alone_under(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """What a box of a picture holds besides: one short element behind it, no link, no sentence."""
    for image in tree.css(_IN_A_BOX)[:_MOST]:
        under = [node for node in _behind(image) if node.text().strip()]
        box = image.parent
        caption = " ".join(box.text().split()) if box is not None else ""
        if len(under) != 1 or not caption or len(caption) > _LONGEST_UNNAMED or caption[-1] in ".؟!:":
            continue
        if (
            under[0].text().split() == caption.split()
            and under[0].tag in ("div", "span", "small")
            and not under[0].css(_NO_CAPTION)
        ):
            yield under[0]


def _behind(node: LexborNode) -> Iterator[LexborNode]:
    following = node.next
    while following is not None:
        if following.is_element_node:
            yield following
        following = following.next


def _is_caption(node: LexborNode) -> bool:
    """Not so the box that holds picture and caption, which has such a name too."""
    return len(node.text()) <= _LONGEST_CAPTION and node.css_first("img") is None and not is_of_a_slide(node)


def is_of_a_slide(caption: LexborNode) -> bool:
    """Is it the text of a slide: paragraphs under a picture, in a figure that has a heading of its own?"""
    figure = next((box for box in _boxes(caption, _NEAREST_BOX) if box.tag == "figure"), None)
    return figure is not None and caption.css_first("p") is not None and figure.css_first("h2, h3, h4") is not None


def _in_article(tree: LexborHTMLParser, selectors: Iterable[str], url: str) -> Iterator[tuple[str, LexborNode]]:
    for images in (*_IMAGES[:2], *(f"{selector} img" for selector in selectors if "," not in selector), _IMAGES[2]):
        for node in tree.css(images)[:_MOST]:
            offered = (_absolute(node.attributes.get(name) or "", url) for name in _SOURCES)
            address = next(filter(None, offered), "")
            if address and not any(box.tag in _ASIDE for box in _boxes(node, 30)):
                yield address, node


def _boxes(node: LexborNode, most: int) -> Iterator[LexborNode]:
    box = node.parent
    for _ in range(most):
        if box is None:
            return
        yield box
        box = box.parent


def _caption_under(image: LexborNode) -> str:
    """The caption in the smallest box around `image` that has one, as long as it holds no other picture."""
    for box in _boxes(image, _NEAREST_BOX):
        if len(box.css("img")) > 1:
            return ""
        if found := next(filter(_is_caption, box.css(_CAPTIONS)), None):
            return plain(found.text())
    return ""


def _absolute(address: str, url: str) -> str:
    """`address` seen from the page at `url`; empty for what is no picture of an article."""
    if not address or address.startswith("data:"):  # it stands for a picture that a program will load
        return ""
    try:
        whole = urljoin(url, address.strip())
        parts = urlsplit(whole)
    except ValueError:
        return ""
    sound = parts.scheme in ("http", "https") and parts.hostname and len(whole) <= 2_000 and address.strip()
    sound = sound if not _UNWRITABLE.search(whole) else ""
    return whole if sound and not _NO_PICTURE.search(unquote(parts.path).rsplit("/", 1)[-1]) else ""


def _file(address: str) -> str:
    """The file's name without the size a publishing system adds to it: photo-300x200.jpg is photo.jpg."""
    return _SIZE.sub("", unquote(urlsplit(address).path).rsplit("/", 1)[-1]).lower()


def _spellings(text: str) -> set[str]:
    lower = text.lower()
    # Few lines have anything of a credit, and the expression tries them all at every sign.
    has_credit = any(map(lower.__contains__, _OF_A_CREDIT))
    return {fold_line(text), fold_line(_PHOTO_CREDIT.sub("", text)) if has_credit else ""} - {""}
