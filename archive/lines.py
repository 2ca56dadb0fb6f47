"""A line of text, compared with another: what a theme changes of it (marks, case, edges) does not count."""

import re

MARKS = re.compile("[\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
EDGES = " \t.:!…|•·*-–—_«»\"'“”›‹»<>→←()[]"
_FOLDED = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ٱ", "ا"), ("ى", "ي"), ("ة", "ه"))


def fold_line(line: str) -> str:
    """`line` for comparing with another: one alef, no marks, no tatweel, lower case, no punctuation at its edges."""
    folded = MARKS.sub("", line).lower()
    for letter, plain in _FOLDED:  # four times as fast as a translation table
        folded = folded.replace(letter, plain)
    return " ".join(folded.split()).strip(EDGES)
