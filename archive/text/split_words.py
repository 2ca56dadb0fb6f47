"""Words cut in pieces on the page: by signs against filters (القـ.ـوات), as initials (د.ا.ع.ش), by hidden characters.

Signs that part words in ordinary writing (1440هـ.وقال, قال.وأضاف) leave them parted. In 17,868 articles of 2018 no word
was cut by signs; such spellings are of later years.
"""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

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


def words_in_pieces(text: str) -> Iterator[tuple[str, list[str]]]:
    """What lies before each word, and the word's pieces (mostly one); last, what follows the last word, with no piece.

    Each piece is one token of SQLite's; all parts together, gaps inside words left out, are the text.
    """
    runs = list(token_run().finditer(text))
    end, pieces, gap = 0, list[str](), ""
    for run, continues in zip(runs, _continues(text, runs), strict=True):
        if not continues:
            if pieces:
                yield gap, pieces
            gap, pieces = text[end : run.start()], []
        pieces.append(run[0])
        end = run.end()
    if pieces:
        yield gap, pieces
    yield text[end:], []


def _continues(text: str, runs: list[re.Match[str]]) -> list[bool]:
    """For each run, whether it goes on with the word of the run before it."""
    neighbours = [(left[0], text[left.end() : right.start()], right[0]) for left, right in pairwise(runs)]
    initials = groupby(_are_initials(*three) for three in neighbours)
    # Two letters (ق.س) may be a missing space after a full stop; three are a name.
    chained = [yes and len(chain) > 1 for yes, group in initials for chain in [list(group)] for _ in chain]
    cut = [_is_stretched(*three) or _is_cut_by_hidden(*three) for three in neighbours]
    return [False, *map(any, zip(chained, cut, strict=True))][: len(runs)]


def _are_initials(left: str, gap: str, right: str) -> bool:
    return gap in INITIAL_SIGNS and bool(_INITIAL.fullmatch(left) and _INITIAL.fullmatch(right))


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
