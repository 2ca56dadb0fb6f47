"""Words that a reader typed in pieces, or with letters drawn out, as they are typed to dodge filters.

Nothing is taken away from what was typed: the plain word is looked for beside it, where the archive holds it.
"""

import re
from itertools import product

from archive.search.vocabulary import Reading, Vocabulary

FEWEST_LETTERS = 3  # two single letters may be a missing space after a full stop
LONGEST = 28
HELD_IN = 2
COMMONER = 20
RARE = 20
MOST_DRAWN_OUT = 3

_NO_LETTERS = re.compile(r"\W")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")


def put_together(words: Reading, vocabulary: Vocabulary) -> Reading:
    """The words with three or more single letters in a row as the one word that the archive has for them (د ا ع ش)."""
    found: list[str] = []
    row: list[str] = []
    for word in (*words, ""):
        if len(word) == 1 and word.isalpha():
            row.append(word)
            continue
        found += _one_word(row, vocabulary)
        row = []
        found += [word] if word else []
    return tuple(found)


def _one_word(letters: list[str], vocabulary: Vocabulary) -> list[str]:
    joined = "".join(letters)
    if not FEWEST_LETTERS <= len(letters) <= LONGEST or vocabulary.is_a_name(" ".join(letters)):
        return letters
    return [joined] if vocabulary.at_least(joined, HELD_IN) or vocabulary.is_a_name(joined) else letters


def without_signs(words: Reading, vocabulary: Vocabulary) -> str:
    """The pieces of one word as that word, where it is far commoner than the pieces side by side; else nothing."""
    # What colours an emoji clings to the word behind it.
    pieces = [piece for word in words if (piece := _NO_LETTERS.sub("", word))]
    joined = "".join(pieces)
    if len(pieces) < 2 or len(joined) > LONGEST or not joined.isalpha():
        return ""
    least = max(HELD_IN, COMMONER * vocabulary.count(f'"{" ".join(words)}"'))
    return joined if vocabulary.at_least(joined, least) else ""


def not_drawn_out(word: str, vocabulary: Vocabulary) -> list[str]:
    """A word with a letter three times or more, with that letter once and twice (سورياااا), where it is itself rare."""
    runs = list(_DRAWN_OUT.finditer(word))
    if not 0 < len(runs) <= MOST_DRAWN_OUT or vocabulary.at_least(word, RARE):
        return []
    plain = re.sub(_DRAWN_OUT, "\0", word).split("\0")
    forms = ("".join(_woven(plain, letters)) for letters in product(*((run[1], run[1] * 2) for run in runs)))
    return [form for form in forms if vocabulary.has(form)]


def _woven(plain: list[str], letters: tuple[str, ...]) -> list[str]:
    return [part for pair in zip(plain, (*letters, ""), strict=True) for part in pair]
