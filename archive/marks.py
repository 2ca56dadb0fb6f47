"""Found words in a text: marked by control characters inside, by <mark> or brackets outside.

SQLite marks token by token. A word in two pieces gets two marks, or one on the piece where a phrase begins or ends;
readers see one word, so it becomes one mark.
"""

import re
from html import escape

from archive.evasion import EVASION_SIGNS, HIDDEN, INITIAL_SIGNS, TATWEEL

START, END = "\x02", "\x03"  # never in a text: extraction drops control characters

_SIGNS = re.escape(EVASION_SIGNS)
_GAP = f"[{_SIGNS}{re.escape(INITIAL_SIGNS)}{HIDDEN} ]"
_BETWEEN = re.compile(f"{END}([{_SIGNS}{HIDDEN}]{{1,3}}){START}")
_BETWEEN_STRETCHED = re.compile(f"(?<={TATWEEL}){END}({_GAP}{{1,5}}){START}(?={TATWEEL})")
_PIECE_BEFORE = re.compile(f"(\\w+{TATWEEL}{_GAP}{{1,5}}){START}(?={TATWEEL})")
_PIECE_AFTER = re.compile(f"(?<={TATWEEL}){END}({_GAP}{{1,5}}{TATWEEL}\\w+)")
_MARKED = re.compile(f"{START}([^{START}{END}]*){END}")
_STRAY = str.maketrans("", "", START + END)


def _joined(text: str) -> str:
    for between in (_BETWEEN, _BETWEEN_STRETCHED):
        text = between.sub(r"\1", text)
    text = _PIECE_BEFORE.sub(rf"{START}\1", text)
    return _PIECE_AFTER.sub(rf"\1{END}", text)


def to_marked_text(text: str, start: str = "[", end: str = "]") -> str:
    """The text with each found word between two signs."""
    return _MARKED.sub(lambda found: f"{start}{found[1]}{end}", _joined(text)).translate(_STRAY)


def to_marked_html(text: str) -> str:
    """The text, safe inside an HTML element, with each found word in a <mark>."""
    return to_marked_text(escape(text), "<mark>", "</mark>")
