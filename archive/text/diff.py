"""What differs between two texts, word by word; computed when somebody asks, never stored.

Paragraphs are aligned first, then the words of those that changed. A word is what stands between white space, with its
punctuation; two words are the same where their comparison words are (archive.text.folding), however they are spelt.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, takewhile
from typing import Literal

from archive.text.edit_distance import steps_between
from archive.text.folding import LONGEST_WORD_KEPT, words_for_comparison

PieceKind = Literal["kept", "removed", "added", "respelt"]
# Where words stood: from and to in the old text, from and to in the new one.
Stretch = tuple[int, int, int, int]

# Aligning takes one bit for each pair of words: beyond so many (two texts of 30,000 words, 112 MB) it is not tried.
MOST_PAIRS = 30_000**2
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_WORDS = re.compile(r"\s*\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words to the letter, with the white space around them.

    `removed` has no `new` and `added` no `old`. What is `kept` differs in white space at most; `respelt` are the same
    words with other marks, forms of a letter, or punctuation.
    """

    kind: PieceKind
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its line break, as it was and as it is; `old` or `new` is empty where it was only in one."""

    pieces: tuple[Piece, ...]

    @property
    def old(self) -> str:
        return "".join(piece.old for piece in self.pieces)

    @property
    def new(self) -> str:
        return "".join(piece.new for piece in self.pieces)

    @property
    def changed(self) -> bool:
        return any(piece.kind != "kept" for piece in self.pieces)


def differences(old: str, new: str) -> list[Paragraph]:
    """Every paragraph of both texts in order. All `old` joined are the old text to the letter, all `new` the new."""
    olds, news = _LINES.findall(old), _LINES.findall(new)
    found: list[Paragraph] = []
    for same, (i, i_end, j, j_end) in _steps([_key(line) for line in olds], [_key(line) for line in news]):
        if same:
            found += map(_paragraph, olds[i:i_end], news[j:j_end])
        else:
            found += _paired(olds[i:i_end], news[j:j_end])
    return found


def counted(paragraphs: Sequence[Paragraph]) -> dict[PieceKind, int]:
    """How many words each kind of piece holds."""
    found: Counter[PieceKind] = Counter()
    for piece in (piece for paragraph in paragraphs for piece in paragraph.pieces):
        found[piece.kind] += len((piece.new or piece.old).split())
    return dict(found)


def words_of(text: str) -> list[str]:
    """The text cut into words with the white space and punctuation around them; joined they are the text."""
    return _WORDS.findall(text)


def key_of_word(word: str) -> str:
    """Equal for words that count as the same: its comparison words, or its signs where it has none."""
    return _kept_key(word) if len(word) <= LONGEST_WORD_KEPT else _key(word)


def stretches(old: Sequence[str], new: Sequence[str]) -> list[Stretch]:
    """The changed stretches between two sequences of keys, in order, with something kept between each two.

    One stretch, from the first change to the last, where more lies between them than can be aligned.
    """
    start, end = alike_at_both_ends(old, new)
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if len(old) * len(new) > MOST_PAIRS:
        return [(start, start + len(old), start, start + len(new))]
    steps = steps_between(old, new)
    changed = (list(run) for equal, run in groupby(steps, lambda step: step.tag == "equal") if not equal)
    found = ((run[0].src_start, run[-1].src_end, run[0].dest_start, run[-1].dest_end) for run in changed)
    return [(start + i, start + i_end, start + j, start + j_end) for i, i_end, j, j_end in found]


def alike_at_both_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many words both begin with, and how many of the rest both end with."""
    start = _alike(old, new)
    return start, _alike(old[start:][::-1], new[start:][::-1])


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _key(line: str) -> str:
    return " ".join(words_for_comparison(line)) or line.strip()


_kept_key = lru_cache(maxsize=1 << 15)(_key)


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, Stretch]]:
    """Kept and changed stretches in turn, to the end of both sequences."""
    return _with_kept(stretches(old, new), len(old), len(new))


def _with_kept(changed: Sequence[Stretch], i_end: int, j_end: int) -> Iterator[tuple[bool, Stretch]]:
    i = j = 0
    for stretch in changed:
        yield True, (i, stretch[0], j, stretch[2])
        yield False, stretch
        i, j = stretch[1], stretch[3]
    yield True, (i, i_end, j, j_end)


def _paired(olds: Sequence[str], news: Sequence[str]) -> Iterator[Paragraph]:
    """Changed paragraphs: those that share half the words of the shorter are one paragraph, the rest came or went."""
    i = j = 0
    for i_pair, j_pair in [*_pairs(olds, news), (len(olds), len(news))]:
        yield from (Paragraph((Piece("removed", line, ""),)) for line in olds[i:i_pair])
        yield from (Paragraph((Piece("added", "", line),)) for line in news[j:j_pair])
        if i_pair < len(olds):
            yield _paragraph(olds[i_pair], news[j_pair])
        i, j = i_pair + 1, j_pair + 1


def _pairs(olds: Sequence[str], news: Sequence[str]) -> list[tuple[int, int]]:
    """Which changed paragraph became which: pairs that never cross, as the alignment of their words does not."""
    words_old = [(number, word) for number, line in enumerate(olds) for word in words_for_comparison(line)]
    words_new = [(number, word) for number, line in enumerate(news) for word in words_for_comparison(line)]
    size_old, size_new = (Counter(number for number, _ in words) for words in (words_old, words_new))
    shared: Counter[tuple[int, int]] = Counter()
    for same, (i, i_end, j, _) in _steps([word for _, word in words_old], [word for _, word in words_new]):
        if same:
            shared.update((words_old[i + at][0], words_new[j + at][0]) for at in range(i_end - i))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for (one, other), count in shared.most_common():
        alike = 2 * count >= min(size_old[one], size_new[other])
        if alike and one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)
    return sorted(pairs.items())


def _paragraph(old: str, new: str) -> Paragraph:
    if old == new:
        return Paragraph((Piece("kept", old, new),))
    olds, news = words_of(old), words_of(new)
    changed = _readable(stretches([key_of_word(word) for word in olds], [key_of_word(word) for word in news]))
    found: list[Piece] = []
    for same, (i, i_end, j, j_end) in _with_kept(changed, len(olds), len(news)):
        if same:
            found += map(_same_word, olds[i:i_end], news[j:j_end])
        else:
            found += _replaced("".join(olds[i:i_end]), "".join(news[j:j_end]))
    return Paragraph(tuple(_merged(found)))


def _readable(changed: Sequence[Stretch]) -> list[Stretch]:
    """A word or two that only happen to stand in both of two long replaced stretches make no island between them."""
    found: list[Stretch] = []
    for stretch in changed:
        last = found[-1] if found else (0, 0, 0, 0)
        if 3 * (stretch[0] - last[1]) <= min(_replaced_words(last), _replaced_words(stretch)) and found:
            found[-1] = (last[0], stretch[1], last[2], stretch[3])
        else:
            found.append(stretch)
    return found


def _replaced_words(stretch: Stretch) -> int:
    return min(stretch[1] - stretch[0], stretch[3] - stretch[2])


def _same_word(old: str, new: str) -> Piece:
    return Piece("kept" if old.strip() == new.strip() else "respelt", old, new)


def _replaced(old: str, new: str) -> Iterator[Piece]:
    # A word cut in pieces and the whole one, or ديرالزور and دير الزور, are the same words in another spelling.
    if old and new and words_for_comparison(old) == words_for_comparison(new):
        yield Piece("respelt", old, new)
        return
    if old:
        yield Piece("removed", old, "")
    if new:
        yield Piece("added", "", new)


def _merged(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind become one piece; each respelt word stays for itself."""
    for kind, run in groupby(pieces, lambda piece: piece.kind):
        alike = list(run)
        if kind == "respelt":
            yield from alike
        else:
            yield Piece(kind, "".join(one.old for one in alike), "".join(one.new for one in alike))
