"""Words cut in pieces on the page: by signs against filters (القـ.ـوات), as initials (د.ا.ع.ش), by hidden characters.

Signs that part words in ordinary writing (1440هـ.وقال, قال.وأضاف) leave them parted. In 17,868 articles of 2018 no word
was cut by signs; such spellings are of later years.
"""

import re
from collections.abc import Iterator
from sys import intern

from archive.text.sqlite_tokens import token_run

TATWEEL = "\u0640"
# Unicode 14, blocks Arabic and Arabic Extended-A: harakat, Koranic signs.
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
# SQLite calls these letters; they are bidi controls (Arabic letter mark, isolates).
INNER_CONTROLS = "\u061c\u2066-\u2069"
# Soft hyphen, zero-width and bidi controls, word joiners, byte order mark: SQLite parts words at them.
HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
EVASION_SIGNS = ".*•·_-+~/\\¦|^،,…"
INITIAL_SIGNS = ".·*"
EVASION = f" ?[{re.escape(EVASION_SIGNS)}]{{0,3}} ?"

_SILENT = f"[{TATWEEL}{MARKS}{INNER_CONTROLS}]*"
_LETTER = r"[^\W\d_\u0640]"
_HIDDEN_RUN = re.compile(f"[{HIDDEN}]+")
_EVASION_GAP = re.compile(EVASION)
_INITIAL = re.compile(f"{_SILENT}{_LETTER}{_SILENT}")
_ENDS_STRETCHED = re.compile(f"{_LETTER}{_SILENT}{TATWEEL}[{MARKS}]*\\Z")
_STARTS_STRETCHED = re.compile(f"{TATWEEL}{_SILENT}{_LETTER}")
_ENDS_IN_LETTER = re.compile(f"({_LETTER}){_SILENT}\\Z")
_STARTS_WITH_LETTER = re.compile(f"{_SILENT}({_LETTER})")
_LAST_LATIN = "\u024f"

# The longest words with all that clings to them (وبالاستراتيجيات) have 15 letters: so many pieces are a word still.
MOST_PIECES = 16

# A word's pieces in order, each with what lies before it.
Word = list[tuple[str, str]]


def words_in_pieces(text: str) -> Iterator[Word]:
    """Each word in the order of the text; last, what follows the last word, as one piece that is empty.

    Each piece is one token of SQLite's; all gaps and pieces together are the text. No word has more than MOST_PIECES:
    what goes on for longer is no word that somebody cut, and each of its pieces is a word of its own.
    """
    word: Word = []
    endless = False
    for gap, piece, continues in _joints(text):
        if continues and (endless or len(word) == MOST_PIECES):
            yield from ([one] for one in word)
            word, endless = [], True
            yield [(gap, piece)]
        elif continues:
            word.append((gap, piece))
        else:
            if word:
                yield word
            word, endless = [(gap, piece)], False
    if word:
        yield word


def _joints(text: str) -> Iterator[tuple[str, str, bool]]:
    """Each token with the gap before it, and whether it goes on with the word of the one before; last an empty one."""
    tokens = _tokens(text)
    (before, left), cut, initial, initial_before = next(tokens), False, False, False
    for gap, right in tokens:
        initial_next = gap in INITIAL_SIGNS and _are_initials(left, right)
        # Two letters (ق.س) may be a missing space after a full stop; three are a name.
        yield before, left, cut or (initial and (initial_before or initial_next))
        cut = right.startswith(TATWEEL) and _is_stretched(left, gap, right)
        cut = cut or (not gap.isascii() and _is_cut_by_hidden(left, gap, right))
        before, left, initial, initial_before = gap, right, initial_next, initial
    yield before, left, False


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Each token with the gap before it; last, what follows the last one, with an empty token."""
    end = 0
    for run in token_run().finditer(text):
        gap = text[end : run.start()]
        yield intern(gap) if len(gap) < 5 else gap, run[0]
        end = run.end()
    yield text[end:], ""


def _are_initials(left: str, right: str) -> bool:
    return bool(_INITIAL.fullmatch(left) and _INITIAL.fullmatch(right))


def _is_stretched(left: str, gap: str, right: str) -> bool:
    """Tatweel, up to three signs, tatweel, and letters on both sides: one tatweel alone is an abbreviation (1440هـ)."""
    if TATWEEL not in left or not _STARTS_STRETCHED.match(right):
        return False
    return bool(_ENDS_STRETCHED.search(left) and _EVASION_GAP.fullmatch(_HIDDEN_RUN.sub("", gap)))


def _is_cut_by_hidden(left: str, gap: str, right: str) -> bool:
    """Only hidden characters lie between letters of one kind of script; between a word and a number they part."""
    if not _HIDDEN_RUN.fullmatch(gap):
        return False
    last, first = _ENDS_IN_LETTER.search(left), _STARTS_WITH_LETTER.match(right)
    return bool(last and first and (last[1] <= _LAST_LATIN) == (first[1] <= _LAST_LATIN))
