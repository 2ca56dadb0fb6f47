"""The addresses in a pasted text: without a scheme, broken over lines, in brackets, with words round them.

What of the text is the address cannot always be told. So there are several ways to read it, the likeliest first, and
whoever asks takes the first of them that is known.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from archive.identity.keys import HIDDEN_MARKS
from archive.identity.urls import LONGEST_ADDRESS, is_web_address

# A line goes on in the next one, as what ends or begins it is seldom found at the end or the beginning of words.
GOES_ON = re.compile(r"[-/%=&?_][ \t]*[\r\n]|[\r\n]+[ \t>]*[-/%=&?_.](?!\s)")
LINE_BREAK = re.compile(r"(?<![ \t])[ \t]*[\r\n\v\f\x85\u2028\u2029]+[\s>]*")
# A scheme may be escaped as a whole, and have lost a slash or a colon's twin.
SCHEME = re.compile(r"https?(?::|%(?:25)*3A)(?:/|\\|%(?:25)*2F){1,3}", re.IGNORECASE)
WITH_SCHEME = re.compile(rf"{SCHEME.pattern}[^\s<>]+", re.IGNORECASE)
BARE = re.compile(
    r"(?<![A-Za-z0-9@/_-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}[a-z][a-z0-9-]{1,22}(?::\d{1,5})?"
    r"(?:[/?][^\s<>]*)?(?![A-Za-z0-9@])",
    re.IGNORECASE,
)
# Signs at the end that belong to the sentence round an address.
TRAILING = ".,;:!?'\"*_~`|\\^«»“”„‘’‹›…،؛؟。"
PAIRS = {")": "(", "]": "[", "}": "{", "）": "（"}
# Where an address ends if it is followed by something without a blank between.
INNER_END = re.compile(r"[\"“”«»‹›|،؛{}\[\]\\^`]")
GLUED = re.compile(r"(?<=[A-Za-z0-9])[^\x21-\x7e]")
CUT = re.compile(r"(?:…|\.{3}|%|%[0-9A-Fa-f])[)\]»”\"']*$")
QUOTED = re.compile(r"^\s*[\"“«].*[\"”»]\s*$", re.DOTALL)
LONGEST_TEXT, MOST_ADDRESSES = 10_000, 8


@dataclass(frozen=True, slots=True)
class PastedAddress:
    """One way to read an address; `typed` is how it stands in the text.

    `whole`: the text is nothing else. `bare`: it had no scheme. `cut`: its end lacks.
    """

    url: str
    typed: str
    whole: bool
    bare: bool
    cut: bool


def pasted_addresses(text: str) -> list[PastedAddress]:
    """Every way to read an address in a text, the likeliest first; none where there is no address in it.

    Without a scheme, a name with a dot in it is an address only with a path, a question or `www.`.
    """
    text = text[:LONGEST_TEXT]
    found: dict[str, PastedAddress] = {}
    # A line that ends within an address is told from one that ends behind it only by what is known under either.
    ways = ("", " ") if GOES_ON.search(text) else (" ", "")
    for lines in dict.fromkeys(LINE_BREAK.sub(way, text) for way in ways):
        for read in _in_line(HIDDEN_MARKS.sub("", lines).strip()):
            found.setdefault(read.url, read)
    return list(found.values())


def is_quoted(text: str) -> bool:
    """Is the whole of it in quotation marks, as a phrase to search for is?"""
    return QUOTED.match(text) is not None


def _in_line(line: str) -> Iterator[PastedAddress]:
    matches = list(WITH_SCHEME.finditer(line))[:MOST_ADDRESSES]
    for match in matches:
        yield from _readings(match[0], bare=False, whole=match[0] == line)
    if not matches:
        for match in list(BARE.finditer(line))[:MOST_ADDRESSES]:
            if "/" in match[0] or "?" in match[0] or match[0].lower().startswith("www."):
                yield from _readings(match[0], bare=True, whole=match[0] == line)


def _readings(typed: str, *, bare: bool, whole: bool) -> Iterator[PastedAddress]:
    typed = typed[:LONGEST_ADDRESS]
    cut = CUT.search(typed) is not None
    trimmed = _trimmed(typed)
    ends = (trimmed, typed, _trimmed(INNER_END.split(trimmed, 1)[0]), _trimmed(GLUED.split(trimmed, 1)[0]))
    for end in dict.fromkeys(ends):
        url = _with_scheme(end, bare=bare)
        if is_web_address(url):
            yield PastedAddress(url, typed, whole, bare, cut)


def _trimmed(typed: str) -> str:
    while typed:
        last = typed[-1]
        unpaired = last in PAIRS and typed.count(last) > typed.count(PAIRS[last])
        if not unpaired and last not in TRAILING:
            break
        typed = typed[:-1]
    return typed


def _with_scheme(typed: str, *, bare: bool) -> str:
    if bare:
        return f"https://{typed}"
    # Escaped as a whole, perhaps twice, an address has no slash of its own.
    for _ in range(3):
        match = SCHEME.match(typed)
        if match is None or "%" not in match[0]:
            break
        typed = unquote(typed)
    scheme = "https" if typed[:5].lower() == "https" else "http"
    return f"{scheme}://{SCHEME.sub('', typed, count=1)}"
