"""What a reader sees of a page that may not be the article's: headings, lines, which of them are links or cards."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.exchange import Page, header
from archive.identity.urls import is_web_address
from archive.model import Outlet
from archive.reading._boilerplate import clean_lines
from archive.reading._hidden_elements import remove, take_hidden
from archive.reading._layouts import in_its_layout
from archive.reading._main_text import lines_of
from archive.reading.charset import decode
from archive.reading.page_metadata import plain
from archive.text.folding import fold_line

# Where publishing systems put an article's text, the most particular first.
_CONTAINERS = (
    "[itemprop=articleBody]",
    ".entry-content, .post-content, .article-content, .article-body, .article__body, .post-body, .story-body",
    ".field--name-body, .field-name-body, .td-post-content, .single-content, .news-content, .content-article",
    ".elementor-widget-theme-post-content",
)
# A whole page may lie in one form.
_AROUND = "nav, aside, footer, body > header, script, style, noscript, template"
_MOST_LINKS, _MOST_SCRIPTS, _HIGHEST_CARD, _LONGEST_CARD = 3_000, 2_000_000, 3, 400
_CARD_WORDS = 3
_REFRESH = re.compile(r"^\s*(\d+)?\s*[;,]?\s*(?:url\s*=)?\s*['\"]?([^'\"\s]+)", re.IGNORECASE)
_SOON = 30  # seconds within which a page sends on
_SENDS_ON = re.compile(
    r"(?:window\.|document\.|top\.|self\.)?location(?:\.href)?\s*=\s*['\"]([^'\"]+)['\"]"
    r"|location\.(?:replace|assign)\(\s*['\"]([^'\"]+)['\"]"
)
_JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_ASKING_FORM = "form.post-password-form, form[action*='postpass'], input[name=post_password]"
# Whoever signs in gives a name beside the password.
_PASSWORD, _NAME = "input[type=password]", "input:not([type]), input[type=text], input[type=email], input[type=tel]"
# A page that sends its reader back with a message, in place of one to read.
_TURNS_BACK = re.compile(r"\bhistory\.(?:back|go)\s*\(|\b(?:window|self)\.close\s*\(")
_MESSAGE = re.compile(r"\balert\s*\(\s*(['\"])(.{1,300}?)\1\s*\)")


@dataclass(frozen=True, slots=True)
class Sight:
    """`headings` are the document's title and its h1, h2; `lines` all a reader sees; `own` those beside menus that are
    neither a link nor stand in a card with one; `said` those that are no link. `links` are absolute addresses.
    `sends_on` is where the page sends a browser by itself, empty where nowhere. `in_scripts` is what its scripts hold.
    `message` is what a page says in a box that a script opens, before it sends its reader back; empty where none does.
    `contained` is the length of what stands where its publishing system puts the text, None where no such place is.
    """

    headings: tuple[str, ...]
    lines: tuple[str, ...]
    said: tuple[str, ...]
    own: tuple[str, ...]
    links: tuple[str, ...]
    sends_on: str
    in_scripts: str
    contained: int | None
    asks_password: bool
    asks_only_password: bool
    message: str


def look_at(page: Page, outlet: Outlet) -> Sight:
    """A page at the address of an article of `outlet`."""
    tree = LexborHTMLParser(decode(page.body, header(page.headers, "content-type")).text)
    take_hidden(tree)
    title = tree.css_first("head title")
    headings = (*([title] if title else []), *tree.css("h1, h2")[:5])
    links = list(tree.css("a[href]")[:_MOST_LINKS])
    addresses = tuple(_joined(page.final_url, node.attributes.get("href") or "") for node in links)
    scripts = " ".join(_scripts(tree))[:_MOST_SCRIPTS]
    sends_on = _refresh(tree) or _by_script(tree)
    asks_password, message = tree.css_first(_ASKING_FORM) is not None, _message(tree)
    contained = _contained(tree, in_its_layout(outlet, tree, page.fetched_at))
    lines = tuple(lines_of(tree.body)) if tree.body else ()
    of_links = {fold_line(plain(node.text())) for node in links}
    shown = tuple(plain(node.text()) for node in headings)
    remove(tree.css(_AROUND))
    asks_only_password = any(map(_stands_alone, tree.css(_PASSWORD)[:5]))
    cards = {fold_line(line) for node in tree.css("a[href]")[:_MOST_LINKS] for line in _card(node)}
    inside = tuple(lines_of(tree.body)) if tree.body else ()
    return Sight(
        headings=shown,
        lines=lines,
        said=tuple(line for line in inside if fold_line(line) not in of_links),
        own=tuple(line for line in inside if fold_line(line) not in cards | of_links),
        links=addresses,
        sends_on=_joined(page.final_url, sends_on) if sends_on else "",
        in_scripts=scripts,
        contained=contained,
        asks_password=asks_password,
        asks_only_password=asks_only_password,
        message=message,
    )


def _joined(base: str, address: str) -> str:
    try:
        joined = urljoin(base, address)
    except ValueError:  # a host that can be none
        return ""
    return joined if is_web_address(joined) else ""


def _contained(tree: LexborHTMLParser, outlet: Outlet) -> int | None:
    """The text in the outlet's own container, else in one that is known from elsewhere, in characters: share buttons
    and calls that stand there, too, are none of it."""
    for selector in (*outlet.body, *_CONTAINERS):
        if found := tree.css(selector):
            return max(_length_of_text(node, outlet) for node in found)
    return None


def _length_of_text(node: LexborNode, outlet: Outlet) -> int:
    links = {fold_line(link.text()) for link in node.css("a")[:_MOST_LINKS]}
    own = (outlet.title, outlet.title_en)
    return sum(map(len, clean_lines(lines_of(node), "", own, outlet.junk_lines, links).lines))


def _card(link: LexborNode) -> Iterator[str]:
    """The lines of the box that a headline's link stands in: a picture, a headline, an opening."""
    if len(link.text().split()) < _CARD_WORDS:
        return
    box = link
    for _ in range(_HIGHEST_CARD):
        above = box.parent
        if above is None or above.tag in ("body", "main", "article", "p") or above.css_first("h1"):
            break
        if len(above.text()) > _LONGEST_CARD:
            break
        box = above
    yield from lines_of(box)
    yield plain(link.text())


def _scripts(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("script, noscript, template"):
        text = node.text()
        yield _JSON_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "\\u" in text else text


def _refresh(tree: LexborHTMLParser) -> str:
    for node in tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").lower() == "refresh":
            found = _REFRESH.match(node.attributes.get("content") or "")
            if found and int(found[1] or 0) <= _SOON and not found[2].isdigit():
                return found[2]
    return ""


def _by_script(tree: LexborHTMLParser) -> str:
    for node in tree.css("script:not([src])"):
        if found := _SENDS_ON.search(node.text()):
            return found[1] or found[2]
    return ""


def _message(tree: LexborHTMLParser) -> str:
    for node in tree.css("script:not([src])"):
        script = node.text()
        if _TURNS_BACK.search(script) and (found := _MESSAGE.search(script)):
            return found[2]
    return ""


def _stands_alone(field: LexborNode) -> bool:
    """Does what stands round a field for a password, its form or the box that it is in, ask for nothing else?"""
    box = field.parent
    while box is not None and box.parent is not None and box.tag not in ("form", "div", "section", "article", "main"):
        box = box.parent
    return box is not None and box.css_first(_NAME) is None
