"""The words that an edit took out of a text and those that it put in, each where it stood.

Text that only moved is neither: a run of words that left one place and came to another, of five words at least or the
whole of what stood in either place. Whatever else changed is in some span, so that every word that a text has less
often than before is in one that was removed, and every word that it has more often in one that was added.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal, NamedTuple

from archive.text.diff import differences, key_of_word
from archive.text.folding import words_for_comparison

Field = Literal["title", "body"]
Text = tuple[str, str]  # title, body

# So many words in a row are no accident; of fewer, only the whole of what came or went says that it moved.
MOVED_RUN, RUN_LOOKED_UP = 5, 3
MOST_PLACES = 16
_WORD = re.compile(r"\S+")
# Longer ones are kept as several, so that each is written in a moment: cut between words, where there are any.
LONGEST_SPAN = 10_000  # characters of a side, and the word that it ends in
_PART = re.compile(rf"\S[\s\S]{{0,{LONGEST_SPAN - 2}}}\S{{0,{LONGEST_SPAN}}}")


@dataclass(frozen=True, slots=True)
class EditSpan:
    """A place of an edit: `removed` stood there, at `old_at` of the old title or body, and `added` does, at `new_at` of
    the new one. Either may be empty. To the letter, without the white space around them."""

    field: Field
    old_at: int
    new_at: int
    removed: str
    added: str


class _Word(NamedTuple):
    key: str
    start: int
    end: int


@dataclass(slots=True)
class _Place:
    """Words that went and words that came in one place of a text, and where that is in both."""

    old_at: int
    new_at: int
    removed: list[_Word] = field(default_factory=list)
    added: list[_Word] = field(default_factory=list)


def edit_spans(old: Text, new: Text, beside: frozenset[str] = frozenset()) -> tuple[EditSpan, ...]:
    """What parts two texts, title first, in the order of the new one. Lines `beside` the text say nothing of it."""
    fields: tuple[tuple[Field, str, str], ...] = (
        ("title", old[0], new[0]),
        ("body", _blanked(old[1], beside), _blanked(new[1], beside)),
    )
    return tuple(span for name, before, after in fields for span in _spans(name, before, after))


def _blanked(text: str, beside: frozenset[str]) -> str:
    """The text with white space in the place of these lines, so that all others stay where they are."""
    if not beside:
        return text
    return "\n".join(" " * len(line) if line in beside else line for line in text.split("\n"))


def _spans(name: Field, old: str, new: str) -> Iterator[EditSpan]:
    if old == new or words_for_comparison(old) == words_for_comparison(new):
        return
    places = list(_places(old, new))
    moved_out, moved_in = _moved([place.removed for place in places], [place.added for place in places])
    for number, place in enumerate(places):
        gone = _stretches(old, place.removed, moved_out[number])
        come = _stretches(new, place.added, moved_in[number])
        for at in range(max(len(gone), len(come))):
            old_at, removed = gone[at] if at < len(gone) else (place.old_at, "")
            new_at, added = come[at] if at < len(come) else (place.new_at, "")
            yield EditSpan(name, old_at, new_at, removed, added)


def _places(old: str, new: str) -> Iterator[_Place]:
    """Where words changed; what is only spelt otherwise parts two places as what is kept does."""
    i = j = 0
    for paragraph in differences(old, new):
        here: _Place | None = None
        for piece in paragraph.pieces:
            if piece.kind in ("removed", "added"):
                here = here or _Place(i, j)
                here.removed += _words(piece.old, i)
                here.added += _words(piece.new, j)
            elif here:
                yield here
                here = None
            i, j = i + len(piece.old), j + len(piece.new)
        if here:
            yield here


def _words(text: str, at: int) -> list[_Word]:
    return [_Word(key_of_word(one[0]), at + one.start(), at + one.end()) for one in _WORD.finditer(text)]


def _stretches(text: str, words: Sequence[_Word], moved: frozenset[int]) -> list[tuple[int, str]]:
    """What is left of the words of a place without those that moved: where each stretch begins, and its text."""
    found: list[list[_Word]] = [[]]
    for number, word in enumerate(words):
        if number in moved:
            found.append([])
        else:
            found[-1].append(word)
    texts = ((run[0].start, text[run[0].start : run[-1].end]) for run in found if run)
    return [(at, one) for at, one in texts if words_for_comparison(one)]


Moved = list[frozenset[int]]


def _moved(removed: Sequence[Sequence[_Word]], added: Sequence[Sequence[_Word]]) -> tuple[Moved, Moved]:
    """Of each place the words, by their number in it, that stand in another place now, or stood in another before."""
    return _Moves([[one.key for one in words] for words in removed], [[one.key for one in words] for words in added]).of


class _Moves:
    def __init__(self, removed: list[list[str]], added: list[list[str]]) -> None:
        self._removed, self._added = removed, added
        self._out: list[set[int]] = [set() for _ in removed]
        self._in: list[set[int]] = [set() for _ in added]
        self._runs: defaultdict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        for place, words in enumerate(added):
            for at in range(len(words) - RUN_LOOKED_UP + 1):
                known = self._runs[tuple(words[at : at + RUN_LOOKED_UP])]
                if len(known) < MOST_PLACES:
                    known.append((place, at))
        for place in range(len(removed)):
            self._whole(place)
        for place in range(len(removed)):
            self._find(place)

    @property
    def of(self) -> tuple[Moved, Moved]:
        return list(map(frozenset, self._out)), list(map(frozenset, self._in))

    def _whole(self, place: int) -> None:
        """A place whose few words are all of another's."""
        words = self._removed[place]
        if not 0 < len(words) < RUN_LOOKED_UP:
            return
        for other, came in enumerate(self._added):
            if other != place and came == words and not self._in[other]:
                self._take(place, 0, other, 0, len(words))
                return

    def _find(self, place: int) -> None:
        words, at = self._removed[place], 0
        while at <= len(words) - RUN_LOOKED_UP:
            length, other, there = max(self._candidates(place, at), default=(0, 0, 0))
            if length >= MOVED_RUN or (length and length in (len(words), len(self._added[other]))):
                self._take(place, at, other, there, length)
                at += length
            else:
                at += 1

    def _candidates(self, place: int, at: int) -> Iterator[tuple[int, int, int]]:
        words = self._removed[place]
        for other, there in self._runs.get(tuple(words[at : at + RUN_LOOKED_UP]), ()):
            yield self._common(words, at, other, there), other, there

    def _common(self, words: Sequence[str], at: int, other: int, there: int) -> int:
        came, taken, length = self._added[other], self._in[other], 0
        while (
            at + length < len(words)
            and there + length < len(came)
            and there + length not in taken
            and words[at + length] == came[there + length]
        ):
            length += 1
        return length

    def _take(self, place: int, at: int, other: int, there: int, length: int) -> None:
        self._out[place] |= set(range(at, at + length))
        self._in[other] |= set(range(there, there + length))


def parted(spans: Iterable[EditSpan]) -> Iterator[EditSpan]:
    """The spans, and of one with a side that is too long for one row its parts, in their order."""
    for span in spans:
        if max(len(span.removed), len(span.added)) <= LONGEST_SPAN:
            yield span
            continue
        ends = (span.old_at + len(span.removed), ""), (span.new_at + len(span.added), "")
        for gone, come in zip_longest(_parts(span.removed, span.old_at), _parts(span.added, span.new_at)):
            (old_at, removed), (new_at, added) = gone or ends[0], come or ends[1]
            yield EditSpan(span.field, old_at, new_at, removed, added)


def _parts(text: str, at: int) -> Iterator[tuple[int, str]]:
    return ((at + one.start(), one[0].rstrip()) for one in _PART.finditer(text))


def length_of(spans: Iterable[EditSpan]) -> int:
    """How many characters the spans hold together."""
    return sum(len(span.removed) + len(span.added) for span in spans)
