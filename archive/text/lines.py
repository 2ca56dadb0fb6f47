"""A text as one line, and a line as its letters alone."""

import re
from functools import lru_cache

_NO_LETTERS = re.compile(r"[\W_]+")
LONGEST_KEPT = 1_000
_COMMONEST = ("،", ".", ":")
_GAP = re.compile(r"[\s\x00-\x1f\x7f]+")


def one_line(text: str) -> str:
    """`text` with one space for every run of white space and control characters, and none at its ends.

    >>> one_line(" دمشق\\n\\tاليوم ")
    'دمشق اليوم'
    """
    return _GAP.sub(" ", text).strip()


def letters_of(folded: str) -> str:
    """A folded line's letters and digits, run together: what it says however it is spaced and marked."""
    return _letters_kept(folded) if len(folded) <= LONGEST_KEPT else _letters(folded)


def _letters(folded: str) -> str:
    bare = "".join(folded.split())
    for sign in _COMMONEST:
        bare = bare.replace(sign, "")
    # Of most lines nothing else is to be taken: asking so is many times as fast as the expression.
    return bare if bare.isalnum() else _NO_LETTERS.sub("", bare)


# The lines of one page are compared again and again.
_letters_kept = lru_cache(maxsize=1_024)(_letters)
