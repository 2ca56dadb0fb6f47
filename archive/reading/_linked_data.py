"""JSON-LD of a page: the things it describes, and which of them is the article at its address.

Sites describe other articles beside it: lists of the newest, the next one to scroll to, the one a template was copied
from. An article is the page's where it names the page's address, or its headline.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import unquote, urldefrag, urlsplit

from archive.text.folding import fold_line

ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report)$")
_PAGE_TYPE = re.compile(r"(?:WebPage|ItemPage)$")
_NAMES_ITSELF = ("url", "@id", "mainEntityOfPage", "identifier", "sameAs")
# Templates that write lists by hand leave a comma behind the last thing.
_COMMA_TOO_MANY = re.compile(r",(?=\s*[}\]])")
_DEEPEST, _FEWEST_LETTERS = 6, 8

# An object of a JSON-LD document: whatever somebody wrote.
LdObject = dict[str, object]


def described(scripts: Iterable[str]) -> list[LdObject]:
    """All things that the documents in `scripts` describe, but for those in a list of others."""
    return [item for script in scripts for item in _objects(_loads(script))]


def article_of(things: list[LdObject], addresses: Iterable[str], titles: Iterable[str]) -> LdObject:
    """The article among `things` that a page with these addresses and titles is; else what tells of the page; else {}.

    One that names neither address nor headline is taken where it is the only one.
    """
    paths = {_path(address) for address in addresses} - {""}
    folded = [title for title in map(fold_line, titles) if title]
    articles = [item for item in things if ARTICLE_TYPE.search(type_of(item))]
    named = (item for item in articles if paths & _paths_of(item))
    headed = (item for item in articles if _is_headed(item, folded))
    alone = (item for item in articles if len(articles) == 1 and _may_be(item, folded))
    pages = (item for item in things if _PAGE_TYPE.search(type_of(item)) and _is_the_page(item, paths, folded))
    return next(chain(named, headed, alone, pages), {})


def text_of(value: object) -> str:
    """The first of what a property says, where that is words."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""


def _is_the_page(item: LdObject, paths: set[str], titles: list[str]) -> bool:
    """Does it name the page's address, or no address and the page's title?"""
    own = _paths_of(item)
    return bool(paths & own) or (not own and fold_line(text_of(item.get("name"))) in titles)


def _may_be(item: LdObject, titles: list[str]) -> bool:
    """Does nothing say that it is another page's?"""
    other_headline = bool(titles and fold_line(text_of(item.get("headline"))))
    return not other_headline and not {path for path in _paths_of(item) if path.strip("/")}


def _is_headed(item: LdObject, titles: list[str]) -> bool:
    """Is its headline, or as much as is given of it, one of `titles` or a part of one?"""
    headline = fold_line(text_of(item.get("headline"))).rstrip(".… ")
    return len(headline) >= _FEWEST_LETTERS and any(
        headline in title or (title in headline and len(title) * 2 > len(headline)) for title in titles
    )


def _paths_of(item: LdObject) -> set[str]:
    found = set()
    for name in _NAMES_ITSELF:
        value = item.get(name)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        found.add(_path(text_of(value)))
    return found - {""}


def _path(address: str) -> str:
    """The path of an address, its number beside it where that is all there is; empty where it is none."""
    bare = urldefrag(address.strip())[0]
    if not bare.startswith(("http://", "https://", "/")):
        return ""
    try:
        parts = urlsplit(bare)
    except ValueError:
        return ""
    path = unquote(parts.path).rstrip("/").removesuffix("/amp") or "/"
    return f"{path}?{parts.query}" if path in ("/", "/index.php") and parts.query else path


def _loads(script: str) -> object:
    try:
        return _loaded(script.strip().removeprefix("<!--").removesuffix("-->").strip("; \n\t"))
    except (ValueError, RecursionError):
        return None


def _objects(value: object, depth: int = 0) -> Iterator[LdObject]:
    """The described things at the top of a document, in lists and @graph; not those of a list of other articles."""
    if isinstance(value, list):
        for item in value[:200] if depth < _DEEPEST else ():
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity"):
            if type_of(value) != "ItemList":
                yield from _objects(value.get(name), depth + 1) if depth < _DEEPEST else ()


def type_of(item: LdObject) -> str:
    kind = item.get("@type")
    return str(kind[0] if isinstance(kind, list) and kind else kind)


def _loaded(written: str) -> object:
    try:
        return json.loads(written, strict=False)
    except ValueError:
        return json.loads(_COMMA_TOO_MANY.sub("", written), strict=False)
