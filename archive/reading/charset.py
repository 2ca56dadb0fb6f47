"""Bytes to text when header, meta and bytes disagree.

The bytes decide. What decodes as UTF-8 is UTF-8, whatever anybody declares; all else from an Arabic site is
windows-1256, unless a declared Arabic table reads better. Declarations are wrong too often to be believed first: of 16
combinations of true, false and missing header and meta this rule answers all, a client that believes the header 6.
Where windows-1256 would set Arabic letters into Latin words, the text is Turkish, French, German: a Latin table's.
A declared table of East Asia is right where all bytes are characters of it: Arabic words of an odd length are none.
"""

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins like it
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,20})""", re.IGNORECASE)
_ARABIC_TABLES = {
    "iso-8859-6": "iso8859_6",
    "iso_8859-6": "iso8859_6",
    "arabic": "iso8859_6",
    "asmo-708": "iso8859_6",
    "x-mac-arabic": "mac_arabic",
    "macarabic": "mac_arabic",
    "mac-arabic": "mac_arabic",
    "ibm864": "cp864",
    "cp864": "cp864",
    "dos-720": "cp720",
}
# As browsers read them: ISO 8859-1 and -9 are names of the tables of Windows.
_LATIN_TABLES = {
    "iso-8859-9": "cp1254",
    "windows-1254": "cp1254",
    "latin5": "cp1254",
    "iso-8859-2": "iso8859_2",
    "windows-1250": "cp1250",
    "iso-8859-15": "iso8859_15",
}
# As browsers read them: the older names of a table are names of its newest.
_WIDE_TABLES = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030"),
    "big5": "big5hkscs",
    **dict.fromkeys(("shift_jis", "shift-jis", "windows-31j"), "cp932"),
    "euc-jp": "euc_jp",
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
}
_INTO_LATIN = re.compile("[A-Za-z][\u0621-\u0652\u200e\u200f]{1,2}(?=[A-Za-z])")
_ARABIC_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]{3}")
_ARABIC_LETTER = re.compile("[\u0621-\u063a\u0641-\u064a]")
_FOREIGN = re.compile("[^\x00-\x7f\u060c\u061b\u061f\u0621-\u0652\u0660-\u0669«»“”‘’–…\xa0]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_SNIFFED = 4_096


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without NUL, and the charset it was read with: utf-8, utf-16-le, windows-1256 and so on."""

    text: str
    charset: str


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Read content-decoded `body` as text. Never fails: unreadable bytes become U+FFFD, a cut last character goes.

    `content_type` is the header's value; it and the page's own meta only put forward other Arabic tables.
    """
    text, charset = _by_byte_order(body) or _as_utf8(body) or _as_single_bytes(body, content_type)
    return Decoded(text.replace("\x00", ""), charset)


def _by_byte_order(body: bytes) -> tuple[str, str] | None:
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(charset, "replace"), charset
    head = body[:_SNIFFED]
    for odd, charset in ((1, "utf-16-le"), (0, "utf-16-be")):
        # A letter of ASCII, or of Arabic, has the byte 0, or 6, in UTF-16, always on the same side.
        high = head[odd::2].count(0) + head[odd::2].count(6)
        if len(head) >= 8 and 0 in head[odd::2] and high > len(head) * 0.2 and head[1 - odd :: 2].count(0) == 0:
            return body[: len(body) & ~1].decode(charset, "replace"), charset
    return None


def _as_utf8(body: bytes) -> tuple[str, str] | None:
    try:
        text, used = codecs.utf_8_decode(body, "strict", False)
    except UnicodeDecodeError:
        return _as_damaged_utf8(body)
    if used < len(body) and text.isascii():
        return None  # one odd byte at the end of ASCII is no cut character
    return text, "utf-8"


def _as_damaged_utf8(body: bytes) -> tuple[str, str] | None:
    text = codecs.utf_8_decode(body, "replace", False)[0]
    broken = text.count("\ufffd")
    sound = len(_NOT_ASCII.findall(text)) - broken
    # Arabic in a single-byte table almost never forms a valid UTF-8 sequence: one sound sequence in ten would be many.
    return (text, "utf-8") if sound >= 5 * broken else None


def _as_single_bytes(body: bytes, content_type: str) -> tuple[str, str]:
    tables = {"windows-1256": "cp1256"}
    latin = ("windows-1252", "cp1252")
    for claim in _DECLARED.findall(content_type.encode("ascii", "ignore") + b"\n" + body[:_SNIFFED]):
        name = claim.decode("ascii").lower()
        if name in _ARABIC_TABLES:
            tables[name] = _ARABIC_TABLES[name]
        elif name in _LATIN_TABLES:
            latin = (name, _LATIN_TABLES[name])
        elif name in _WIDE_TABLES:
            with suppress(UnicodeDecodeError):
                return body.decode(_WIDE_TABLES[name]), name
    arabic = body.decode("cp1256", "replace")
    if len(_INTO_LATIN.findall(arabic)) > len(_ARABIC_WORD.findall(arabic)):
        return body.decode(latin[1], "replace"), latin[0]
    readings = {name: body.decode(codec, "replace") for name, codec in tables.items()}
    charset = max(readings, key=lambda name: _likeness(readings[name]))
    return readings[charset], charset


def _likeness(text: str) -> int:
    """How Arabic a reading looks: its letters, above all the article ال, less the other letters between them."""
    return 5 * text.count("ال") + len(_ARABIC_LETTER.findall(text)) - 3 * len(_FOREIGN.findall(text))
