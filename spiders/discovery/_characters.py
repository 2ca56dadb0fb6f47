"""Foreign characters made safe: references that name no character, controls, lone surrogates, other people's tags."""

import html
import re
from html.entities import html5

# Not whitespace, which becomes one space: controls (C0, DEL, C1), overrides of direction, surrogates, a byte order mark
# in the middle, and what Unicode says is never a character.
_NEVER = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
_UNCLEAN = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef{_NEVER}]"
)
# A name after it makes "<" a tag, as in HTML: "<عاجل>" is none. Never past the next "<": a text of nothing but "<"
# would cost its square.
_TAG = re.compile(r"<(?:/?[A-Za-z]|[!?])[^<>]*>")
_REFERENCE = re.compile(r"&(?:#(?:[xX](?P<hex>[0-9A-Fa-f]+)|(?P<dec>[0-9]+));?|(?P<name>[A-Za-z][A-Za-z0-9]{1,31});)?")
# Programs that count in UTF-16 write one emoji as two references, of which neither names a character.
_PAIR = re.compile(
    r"&#(?:[xX]0*([dD][89abAB][0-9A-Fa-f]{2})|0*(5[56][0-9]{3}));?"
    r"&#(?:[xX]0*([dD][c-fC-F][0-9A-Fa-f]{2})|0*(5[67][0-9]{3}));?"
)
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})


def clean(text: str) -> str:
    """The text without a character that no title or address needs; whitespace stays."""
    return _UNCLEAN.sub("", text)


def one_line(text: str, longest: int) -> str:
    """One clean line without tags, its references resolved, at most `longest` characters."""
    # Enough for a line with all its tags; what is longer is not looked at.
    head = _TAG.sub(" ", text[: 20 * longest])
    return " ".join(clean(resolved(head)).split())[:longest].rstrip()


def words(text: str) -> list[str]:
    """The words of a text that may hold tags."""
    return _TAG.sub(" ", text).split()


def resolved(text: str) -> str:
    """Every reference replaced by its character: `&#8217;`, `&nbsp;`, a pair of surrogates; illegal ones dropped."""
    return _REFERENCE.sub(_character, _joined(text)) if "&" in text else text


def mended(xml: str) -> str:
    """XML in which only legal characters and references are left; a bare `&` and a name XML does not know are text."""
    pieces = _CDATA.split(clean(xml)) if "&" in xml else [clean(xml)]
    # Inside CDATA nothing is a reference to XML, but what lies there is HTML: `resolved` comes later.
    pieces[::2] = [_REFERENCE.sub(_reference, _joined(piece)) for piece in pieces[::2]]
    return "".join(pieces)


def _joined(text: str) -> str:
    return _PAIR.sub(_as_one, text)


def _as_one(found: re.Match[str]) -> str:
    high, low = (int(sixteen, 16) if sixteen else int(ten) for sixteen, ten in (found.group(1, 2), found.group(3, 4)))
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return found[0]
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _character(found: re.Match[str]) -> str:
    if name := found["name"]:
        return html5.get(f"{name};", found[0])
    return _numbered(found) if len(found[0]) > 1 else found[0]


def _reference(found: re.Match[str]) -> str:
    if name := found["name"]:
        if name in _OF_XML:
            return found[0]
        return html.escape(html5[f"{name};"]) if f"{name};" in html5 else f"&amp;{name};"
    return html.escape(_numbered(found)) if len(found[0]) > 1 else "&amp;"


def _numbered(found: re.Match[str]) -> str:
    digits, base = (found["hex"], 16) if found["hex"] else (found["dec"], 10)
    digits = digits.lstrip("0")
    if not digits or len(digits) > 7:
        return ""
    number = int(digits, base)
    # HTML reads 128 to 159 as windows-1252, because that is what was meant.
    return clean(html.unescape(f"&#{number};") if 128 <= number < 160 else chr(number) if number < 0x110000 else "")
