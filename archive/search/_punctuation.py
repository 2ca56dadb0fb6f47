"""What signs of a question mean in and at a word: nothing (دا"عش), that its pieces belong together, a start."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from archive.search._proclitics import BEFORE_A_WORD
from archive.text.folding import fold_query
from archive.text.latin import as_indexed
from archive.text.split_words import INITIAL_SIGNS

Kind = Literal["words", "phrase", "bound", "start"]

INSIDE_A_WORD = "•"
PART_OF_A_WORD = 2  # letters; so few are hardly a word beside a parenthesis
LONGEST = 30

_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟", '"') | {"\0": " "})
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
# Nearly every article holds a word that begins so: one letter, و and one letter, or the article of Arabic, with what
# may stand before it.
_TOO_SHORT = re.compile("و?.|[وف]?(?:[بك]?ال|لل)")
_INITIALS = re.compile(rf"(?<![^\W_])[^\W\d_](?:[{re.escape(INITIAL_SIGNS)}][^\W\d_]){{2,}}(?![^\W_])")
_QUOTE = re.compile('"')
_ENDING, _BEGINNING = re.compile(r"[^\W\d_]+\Z"), re.compile(r"[^\W\d_]*")
_PARENTHESIS = re.compile("[()]")
# Between two words of three letters or more a bar is no sign against filters.
_BAR = re.compile(r"(?<=[^\W\d_]{3})\|(?=[^\W\d_]{3})")


class Typed(NamedTuple):
    """A question without what cannot be written, with one kind of quotation mark: `clean` in its own letters, `folded`;
    `initials` are its words, folded, that were typed as letters with signs between them (د.ب.أ)."""

    clean: str
    folded: str
    initials: frozenset[str]


def typed_question(text: str) -> Typed:
    clean = _LONE_SURROGATES.sub(" ", text).translate(_QUOTES)
    initials = (as_indexed(fold_query(found[0])) for found in _INITIALS.finditer(clean))
    return Typed(clean, _folded(clean), frozenset(initials))


def _folded(clean: str) -> str:
    """A clean question folded; signs inside a word replaced by one that means nothing."""
    text = fold_query(clean)
    signs = {*_quotes_inside(text), *_parentheses_inside(text)}
    if signs:
        text = "".join(INSIDE_A_WORD if at in signs else sign for at, sign in enumerate(text))
    return _BAR.sub(lambda bar: bar[0] if _is_of_a_field(text, bar.start()) else " | ", text)


def _is_of_a_field(text: str, at: int) -> bool:
    return ":" in text[text.rfind(" ", 0, at) + 1 : at]


def _quotes_inside(text: str) -> Iterator[int]:
    """Where quotation marks stand inside a word: دا"عش, دا"ع"ش, دا"عش". After a proclitic they open a phrase."""
    places = [found.start() for found in _QUOTE.finditer(text)]
    while places:
        at, *places = places
        if not places or (_is_inside(text, at) and not _closes(text, places[0])):
            yield from [at] if _is_inside(text, at) else []
            continue
        closing = places.pop(0)
        before, after = _ENDING.search(text[max(at - LONGEST, 0) : at]), _BEGINNING.match(text, closing + 1)
        touched = (before and before[0] not in BEFORE_A_WORD) or (after and after[0])
        yield from (at, closing) if touched and text[at + 1 : closing].isalpha() else ()


def _closes(text: str, at: int) -> bool:
    return not text[at - 1 : at].isspace() and not text[at + 1 : at + 2].isalnum()


def _parentheses_inside(text: str) -> Iterator[int]:
    """Where parentheses stand inside a word, alone or both: دا(عش, دا(ع)ش, دا(عش); not سوريا(قسد)."""
    opened: list[int] = []
    for at in (found.start() for found in _PARENTHESIS.finditer(text)):
        if text[at] == "(":
            opened.append(at)
        elif not opened:
            yield from [at] if _is_inside(text, at) else []
        elif _are_inside(text, opened[-1], at):
            yield from (opened.pop(), at)
        else:
            opened.pop()
    yield from (at for at in opened if _is_inside(text, at))


def _are_inside(text: str, opening: int, closing: int) -> bool:
    inside = [_is_inside(text, opening), _is_inside(text, closing)]
    if all(inside) or not any(inside):
        return all(inside) and text[opening + 1 : closing].isalpha()
    before, after = _ENDING.search(text[max(opening - LONGEST, 0) : opening]), _BEGINNING.match(text, closing + 1)
    pieces = [before[0] if before else "", text[opening + 1 : closing], after[0] if after else ""]
    return pieces[1].isalpha() and min(map(len, filter(None, pieces))) <= PART_OF_A_WORD


def _is_inside(text: str, at: int) -> bool:
    return text[max(at - 1, 0) : at].isalpha() and text[at + 1 : at + 2].isalpha()


def kind_of(part: re.Match[str], words: tuple[str, ...], initials: frozenset[str]) -> Kind:
    """What a part of a question, with these words in it, is looked for as."""
    if part["phrase"] is not None or part["exact"]:
        return "phrase"
    if _is_start(part, words) and not _TOO_SHORT.fullmatch(words[0]):
        return "start"
    # 3.5 and قسد-التحالف are two words that belong together.
    return "bound" if len(words) > 1 or words[0] in initials else "words"


def is_too_short(part: re.Match[str], words: tuple[str, ...]) -> bool:
    return _is_start(part, words) and bool(_TOO_SHORT.fullmatch(words[0]))


def _is_start(part: re.Match[str], words: tuple[str, ...]) -> bool:
    return bool(part["word"]) and part["word"].endswith("*") and len(words) == 1
