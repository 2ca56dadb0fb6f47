"""What is looked for where an article may be named: its addresses, its headlines, a name as people spell it."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from urllib.parse import unquote, urlsplit

from archive.reading.charset import decode
from archive.text.folding import words_for_comparison
from archive.text.references import without_references
from archive.text.split_words import MARKS, TATWEEL

What = Literal["address", "headline", "name"]
# A path so short stands in every other address of the host.
SHORTEST_PATH = 6
# A headline of fewer words may be of anything.
HEADLINE_WORDS, HEADLINE_LETTERS = 3, 12
BLACKED = "█████"
# One letter, however it is carried (Unicode, block Arabic).
_ALIKE = {letter: f"[{alike}]" for alike in ("اأإآٱ", "ىيئی", "هة", "كک", "وؤ") for letter in alike}
_BETWEEN_LETTERS = f"[{TATWEEL}{MARKS}]*"
_BETWEEN_WORDS = r"[\s\u00a0\u200b-\u200f]+"
# What clings to a name: and, so, by, as, for; the article.
_PROCLITICS = f"(?:[وفبكل]{_BETWEEN_LETTERS}){{0,2}}(?:ا?ل{_BETWEEN_LETTERS})?"
_WORD = r"[\w\u0610-\u061a\u064b-\u065f\u0670]"


def pattern_of(name: str) -> re.Pattern[str]:
    """Finds a name as whole words, whatever carries its alif, with marks or stretched, and with what clings to it.

    >>> pattern_of("أحمد السامر").sub("-", "وقال لاحمد السامر، لا السامرائي")
    'وقال -، لا السامرائي'
    """
    words = [
        _BETWEEN_LETTERS.join(_ALIKE.get(letter, re.escape(letter)) for letter in word) + _BETWEEN_LETTERS
        for word in re.sub(f"[{TATWEEL}{MARKS}]", "", name).split()
    ]
    return re.compile(f"(?<!{_WORD}){_PROCLITICS}{_BETWEEN_WORDS.join(words)}(?!{_WORD})", re.IGNORECASE)


@dataclass(frozen=True, slots=False)
class Needles:
    """`addresses` are whole, `names` as somebody typed them."""

    addresses: tuple[str, ...]
    headlines: tuple[str, ...]
    names: tuple[str, ...] = ()

    def found_in(self, text: str, host: str = "") -> set[What]:
        """What of it stands in a text; `host` is that of the page it is the text of, for links without one."""
        found: set[What] = set()
        if any(one in text for one in self._phrases):
            found.add("headline")
        if any(pattern.search(text) for pattern in self._names):
            found.add("name")
        if any(path in text and pattern.search(text) for path, pattern in self._paths(host)):
            found.add("address")
        return found

    @cached_property
    def _phrases(self) -> tuple[str, ...]:
        return tuple(
            one for one in self.headlines if len(one) >= HEADLINE_LETTERS and len(one.split()) >= HEADLINE_WORDS
        )

    @cached_property
    def _names(self) -> tuple[re.Pattern[str], ...]:
        return tuple(map(pattern_of, self.names))

    def _paths(self, host: str) -> Iterator[tuple[str, re.Pattern[str]]]:
        for where, with_host, alone in self._links:
            yield with_host
            if alone and where == host.removeprefix("www."):
                yield alone

    @cached_property
    def _links(self) -> list[tuple[str, tuple[str, re.Pattern[str]], tuple[str, re.Pattern[str]] | None]]:
        """Of each address its host; host and path as they are looked for; the path alone, where that says enough."""
        links = []
        for address in self.addresses:
            host, path = _parts(address)
            for form in dict.fromkeys((path, unquote(path))):
                alone = (form, _whole(form)) if len(form) >= SHORTEST_PATH else None
                links.append((host, (host + form, _whole(host + form)), alone))
        return links

    @cached_property
    def raw(self) -> list[bytes]:
        """What a byte search looks for in files that hold text as it is: also the end of each long word, as an index
        of words stores no beginning that the word before it has."""
        phrases = [*self._phrases, *(host + path for host, path in map(_parts, self.addresses) if len(path) > 1)]
        return [phrase.encode() for phrase in dict.fromkeys((*phrases, *self.names))]


def together(needles: Iterable[Needles]) -> Needles:
    """Whatever any of them looks for."""
    each = list(needles)
    return Needles(
        tuple(address for one in each for address in one.addresses),
        tuple(headline for one in each for headline in one.headlines),
        tuple(dict.fromkeys(name for one in each for name in one.names)),
    )


def _whole(path: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(path)}(?![\w%-])")


def _parts(address: str) -> tuple[str, str]:
    """Host, without www, and path with its query."""
    parts = urlsplit(address)
    query = f"?{parts.query}" if parts.query else ""
    return (parts.hostname or "").removeprefix("www."), f"{parts.path.rstrip('/')}{query}"


def forms_of(body: bytes, content_type: str = "") -> Iterator[str]:
    """A body as text, and as the text that its escapes stand for: of HTML, of JSON, of addresses."""
    text = decode(body, content_type).text
    yield text
    if "&" in text:
        yield without_references(text)
    if "\\" in text:
        yield _ESCAPED.sub(_unescaped, text)
    if "%" in text:
        yield unquote(text)


_ESCAPED = re.compile(r"\\/|(?:\\u[0-9A-Fa-f]{4})+")


def _unescaped(found: re.Match[str]) -> str:
    try:
        return str(json.loads(f'"{found[0]}"')).encode("utf-8", "replace").decode()
    except ValueError:
        return found[0]


def folded_words(texts: Iterable[str]) -> set[str]:
    """The words of texts as searches know them."""
    return {word for text in texts for word in words_for_comparison(text)}
