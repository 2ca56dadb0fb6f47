"""Found words in a text: marked by control characters inside, by <mark> or brackets outside.

SQLite marks token by token. A word in two pieces gets two marks, or one on the piece where a phrase begins or ends;
readers see one word, so it becomes one mark.
"""

import re
from collections.abc import Collection
from html import escape
from itertools import islice

from archive.text.folding import fold_query
from archive.text.latin import as_indexed
from archive.text.split_words import EVASION_SIGNS, HIDDEN, INITIAL_SIGNS, TATWEEL
from archive.text.sqlite_tokens import token_run

START, END = "\x02", "\x03"  # never in a text: extraction drops control characters

_SIGNS = re.escape(EVASION_SIGNS)
_GAP = f"[{_SIGNS}{re.escape(INITIAL_SIGNS)}{HIDDEN} ]"
_BETWEEN = re.compile(f"{END}([{_SIGNS}{HIDDEN}]{{1,3}}){START}")
_BETWEEN_STRETCHED = re.compile(f"(?<={TATWEEL}){END}({_GAP}{{1,5}}){START}(?={TATWEEL})")
# From the beginning of a word on: tried from each of its letters, a word of a million would take the square of them.
_PIECE_BEFORE = re.compile(f"(?<!\\w)(\\w+{TATWEEL}{_GAP}{{1,5}}){START}(?={TATWEEL})")
_PIECE_AFTER = re.compile(f"(?<={TATWEEL}){END}({_GAP}{{1,5}}{TATWEEL}\\w+)")
_MARKED = re.compile(f"{START}([^{START}{END}]*){END}")
_SPACE = re.compile(r"\s+")
_SENTENCE_START = re.compile(r"[.!?؟۔…][»”\"')]*\s+|\n\s*")


EXCERPT = 230  # characters, some thirty words
LONGEST_EXCERPT = 2 * EXCERPT  # where a word goes on and on
LEAD = 80
MARKS_WEIGHED = 60
LONGEST_MARKED = 100_000


def excerpt(text: str) -> str:
    """The stretch of a marked text that shows most of what was found, from the start of a sentence where one is near.

    Whole words, some 230 characters of them, with … where the text goes on; a word that has no end in sight is cut.
    """
    marks = list(islice(_MARKED.finditer(text), MARKS_WEIGHED))
    start = _start_before(text, _richest(marks)) if marks else 0
    longest = min(start + LONGEST_EXCERPT, len(text))
    last_word = _SPACE.search(text, start + EXCERPT, longest)
    end = last_word.start() if last_word else longest
    piece = text[start:end]
    if END in piece.partition(START)[0]:
        piece = START + piece
    if START in piece and END not in piece.rpartition(START)[2]:
        piece += END
    return f"{'…' if start else ''}{piece}{'…' if end < len(text) else ''}"


def _richest(marks: list[re.Match[str]]) -> int:
    """Where the mark stands from which on the most different words were found, then the most, then the first."""

    def shown(first: re.Match[str]) -> tuple[int, int]:
        inside = [mark[1] for mark in marks if 0 <= mark.start() - first.start() < EXCERPT - LEAD]
        return len(set(inside)), len(inside)

    return max(marks, key=shown).start()


def _start_before(text: str, at: int) -> int:
    earliest = max(0, at - LEAD)
    lead = text[earliest:at]
    if sentences := list(_SENTENCE_START.finditer(lead)):
        return earliest + sentences[-1].end()
    word = _SPACE.search(lead, LEAD // 2) if earliest else None
    return earliest + word.end() if word else at if earliest else 0


def mark_words(text: str, words: Collection[str]) -> str:
    """A text with some of its words marked, those that fold to one of `words`, near its beginning.

    SQLite copies a text anew for each mark. This is for texts longer than LONGEST_MARKED, which it would be at for
    minutes; the longest of 17,868 news articles has 21,119 characters.
    """
    runs = token_run().finditer(text, 0, LONGEST_MARKED)
    marked, end = "", 0
    for run in islice((run for run in runs if as_indexed(fold_query(run[0])) in words), MARKS_WEIGHED):
        marked += f"{text[end : run.start()]}{START}{run[0]}{END}"
        end = run.end()
    return marked + text[end:]


def joined_marks(text: str) -> str:
    """The marked text with one mark round each word in pieces."""
    text = _BETWEEN.sub(r"\1", text)
    if TATWEEL not in text:
        return text
    text = _PIECE_BEFORE.sub(rf"{START}\1", _BETWEEN_STRETCHED.sub(r"\1", text))
    return _PIECE_AFTER.sub(rf"\1{END}", text)


def to_marked_text(text: str, start: str = "[", end: str = "]") -> str:
    """The text with each found word between two signs."""
    return _MARKED.sub(lambda found: f"{start}{found[1]}{end}", joined_marks(text)).replace(START, "").replace(END, "")


def to_marked_html(text: str) -> str:
    """The text, safe inside an HTML element, with each found word in a <mark>."""
    return to_marked_text(escape(text), "<mark>", "</mark>")
