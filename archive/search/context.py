"""Keyword in context: every place where what was asked for stands in a text, with what is read before and after it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, Unpack

from sqlite_utils.utils import sqlite3

from archive.search.compiled import NOTHING, Compiled
from archive.search.engine import Hit, Mode, marked
from archive.search.filters import Filters
from archive.search.fts_query import compile_query
from archive.search.highlight import END, START, joined_marks
from archive.search.hits import Hits
from archive.search.query_parser import Note
from archive.search.vocabulary import Vocabulary
from archive.text.latin import terms
from archive.text.sqlite_tokens import token_run

Order = Literal["after", "before", "outlet", "newest"]
MOST_ARTICLES = 500  # the newest, and as many copies of their texts
WIDTH = 80  # characters of context a side, to the end of a word
WORDS_COMPARED = 4
_NEIGHBOURS = 60  # characters among which these words nearly always are
_EDGE = re.compile(f"[{START}{END}]")


class Neighbour(NamedTuple):
    """The word beside an occurrence: folded as the index has it, and as it is printed; both empty where none is."""

    folded: str
    printed: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place in a text: `text[start:end]`, whole words, in the paragraph `text[first:last]`.

    `in_title`: the text is the headline. `copied`: another article that was found is known to have printed this text,
    and stands for it where copies are folded.
    """

    id: int
    outlet: str
    lang: str
    published_day: str
    in_title: bool
    copied: bool
    text: str
    start: int
    end: int
    first: int
    last: int

    @property
    def word(self) -> str:
        return " ".join(self.text[self.start : self.end].split())

    @property
    def before(self) -> str:
        """The words before it in the same paragraph, some WIDTH characters; … where it begins earlier."""
        piece = self.text[max(self.first, self.start - WIDTH) : self.start]
        if self.start - WIDTH > self.first:
            cut = re.search(r"\s", piece)
            piece = "…" + (piece[cut.end() :] if cut else piece)
        return piece.strip()

    @property
    def after(self) -> str:
        """The words after it, likewise."""
        piece = self.text[self.end : min(self.last, self.end + WIDTH)]
        if self.end + WIDTH < self.last:
            piece = (piece.rsplit(None, 1)[0] if len(piece.split()) > 1 else piece) + "…"
        return piece.strip()

    def words(self, side: Literal["before", "after"]) -> list[str]:
        """The nearest words of a side, the nearest first, folded as the index has them: أ counts as ا."""
        if side == "after":
            return terms(self.text[self.end : min(self.last, self.end + _NEIGHBOURS)])[:WORDS_COMPARED]
        return terms(self.text[max(self.first, self.start - _NEIGHBOURS) : self.start])[: -WORDS_COMPARED - 1 : -1]

    def neighbour(self, side: Literal["before", "after"]) -> Neighbour:
        if side == "after":
            found = token_run().search(self.text, self.end, self.last)
        else:
            window = token_run().finditer(self.text, max(self.first, self.start - _NEIGHBOURS), self.start)
            found = max(window, key=lambda run: run.start(), default=None)
        return Neighbour(_folded(found[0]), found[0]) if found else Neighbour("", "")


@lru_cache(maxsize=1 << 12)
def _folded(word: str) -> str:
    return " ".join(terms(word))


@dataclass(frozen=True, slots=True)
class Concordance:
    """What was found: `articles` of all times, copies folded; occurrences in the newest of them.

    `capped`: only the newest MOST_ARTICLES were read. `copies`: occurrences in copies of texts, no older than the
    oldest article that was read. `notes`: what was not understood.
    """

    articles: int
    capped: bool
    compiled: Compiled
    occurrences: Sequence[Occurrence] = ()
    copies: Sequence[Occurrence] = ()
    notes: tuple[Note, ...] = ()


def concordance(connection: sqlite3.Connection, text: str, mode: Mode, **filters: Unpack[Filters]) -> Concordance:
    """Where a question stands in the articles that it finds; nowhere, where it asks for no word.

    Copies are folded, but not among the articles `ids`, which somebody chose one by one.
    """
    vocabulary = Vocabulary(connection)
    compiled = compile_query(text, mode, vocabulary)
    if compiled.match in ("", NOTHING):
        return Concordance(0, False, compiled, notes=compiled.notes)
    hits = Hits(connection, compiled, {**filters, "folded": filters.get("ids") is None})
    ids = hits.newest(MOST_ARTICLES + 1)
    shown = ids[:MOST_ARTICLES]
    oldest = shown[-1] if len(ids) > len(shown) else 0
    copies = sorted((one for one in hits.copies if one >= oldest), reverse=True)
    return Concordance(
        hits.count(vocabulary) if len(ids) > len(shown) else len(ids),
        max(len(ids), len(copies)) > MOST_ARTICLES,
        compiled,
        _occurrences(connection, compiled, shown, copied=False),
        _occurrences(connection, compiled, copies[:MOST_ARTICLES], copied=True),
        compiled.notes + hits.notes,
    )


def in_order(occurrences: Iterable[Occurrence], order: Order) -> list[Occurrence]:
    """The newest first, or by outlet; or by the nearest word after or before, then the next: no word comes last."""
    found = sorted(occurrences, key=lambda one: (-one.id, not one.in_title, one.start))
    if order == "outlet":
        found.sort(key=lambda one: one.outlet)
    elif order != "newest":
        found.sort(key=lambda one: (not (words := one.words(order)), words))
    return found


def _occurrences(
    connection: sqlite3.Connection, compiled: Compiled, ids: list[int], *, copied: bool
) -> Sequence[Occurrence]:
    if not ids:
        return ()
    hits = marked(connection, compiled, ids)
    return [one for hit in hits for one in _of_hit(hit, together=not compiled.one_word, copied=copied)]


def _of_hit(hit: Hit, *, together: bool, copied: bool) -> Iterator[Occurrence]:
    for in_title, text in ((True, hit.title_marked), (False, hit.snippet_marked)):
        plain, spans = _spans(text, together=together)
        for start, end in spans:
            first = plain.rfind("\n", 0, start) + 1
            last = plain.find("\n", end)
            bounds = (start, end, first, len(plain) if last < 0 else last)
            yield Occurrence(hit.id, hit.outlet, hit.lang, hit.published_day, in_title, copied, plain, *bounds)


def _spans(text: str, *, together: bool) -> tuple[str, list[tuple[int, int]]]:
    """A marked text without its marks, and what they stood round: one span where, with `together`, they stand side by
    side.
    """
    pieces = _EDGE.split(joined_marks(text))
    plain = "".join(pieces)
    spans: list[tuple[int, int]] = []
    at = 0
    for number, piece in enumerate(pieces):
        if number % 2:
            start, end = at, at + len(piece)
            between = plain[spans[-1][1] : start] if spans else ""
            if together and between.isspace() and "\n" not in between:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        at += len(piece)
    return plain, spans
