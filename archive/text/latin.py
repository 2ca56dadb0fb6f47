"""Latin letters as SQLite's index keeps them: small, and without the marks over and under them.

SQLite folds them itself in a text and in a query, so only who looks a word up in the index's own list of words, or
compares a printed word with one of a question, needs to know how. ı, ø, ł, ß and æ are letters of their own there.
"""

import unicodedata
from collections.abc import Iterator

from archive.text.folding import tokens

# Of the combining marks SQLite leaves out these; the others are parts of a word to it.
_MARKS = "\u0300-\u0304 \u0306-\u030c \u030f \u0311 \u031b \u0323-\u0328 \u032d-\u032e \u0330-\u0331"
_LATIN = (range(0xC0, 0x250), range(0x1E00, 0x1F00))
# It knows no letter under two marks in this block, and of two small letters of one capital one.
_ODD = {"ǡ": "ǡ", "ſ": "s", "ẛ": "s", "ς": "σ"}


def _marks() -> Iterator[str]:
    for part in _MARKS.split():
        first, _, last = part.partition("-")
        yield from map(chr, range(ord(first), ord(last or first) + 1))


def _table() -> dict[int, str]:
    table = dict.fromkeys(map(ord, _marks()), "")
    for code in (code for block in _LATIN for code in block):
        plain = unicodedata.normalize("NFD", chr(code))[0]
        if plain.isascii():
            table[code] = plain
    return table | {ord(letter): plain for letter, plain in _ODD.items()}


_PLAIN = _table()


def as_indexed(word: str) -> str:
    """A word (folded for its Arabic letters) as the index's own list of words has it.

    >>> [as_indexed(word) for word in ("Kobanî", "İDLİB", "Diyarbakır", "US", "حلب")]
    ['kobani', 'idlib', 'diyarbakır', 'us', 'حلب']
    """
    small = word.lower()
    # A word that is nothing but marks stays what it is: no word of a question may vanish.
    return small if small.isascii() else small.translate(_PLAIN) or small


def terms(text: str) -> list[str]:
    """The words of a text as the index's list of words has them."""
    return [as_indexed(word) for word in tokens(text)]
