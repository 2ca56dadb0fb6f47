"""Other questions to ask where one finds little: offered with what each finds, never asked in its place.

Names in Latin letters put into Arabic; rare words in a commoner spelling; one condition loosened. Each offer is counted
by asking it, under the filters it names, and one that finds no more than the question itself is not made.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import thread_time
from typing import Literal, Unpack, cast

from sqlite_utils.utils import sqlite3

from archive.search._arabic_names import in_arabic
from archive.search._relaxation import unquoted, without_one
from archive.search._spelling import suggestions
from archive.search.compiled import Mode
from archive.search.filters import Filters
from archive.search.fts_query import compile_query
from archive.search.hits import Hits
from archive.search.query_parser import understand
from archive.search.vocabulary import Vocabulary

Kind = Literal[
    "arabic",
    "spelling",
    "names",
    "forms",
    "outlets",
    "days",
    "unquoted",
    "without",
    "langs",
    "kinds",
    "places",
    "party",
    "filters",
]

FEW = 5  # articles: whoever finds no more may have asked for too much
FREED: dict[Kind, tuple[str, ...]] = {
    "outlets": ("outlets",),
    "days": ("date_from", "date_to"),
    "langs": ("langs",),
    "kinds": ("kinds",),
    "places": ("places",),
    "party": ("party", "named", "quotes"),
}
EVERY_FILTER = tuple(name for names in FREED.values() for name in names)
MOST_LOOSENED = 3
MOST_WORDS = 24  # of a question that is asked anew: each takes its time to be put into its spellings
MOST_OF_THE_RAREST = 25_000  # articles: several words, all of which stand in more, take long to look for together
SECONDS = 0.1  # of a processor, for the names, and for all else: what is not counted by then is not offered


@dataclass(frozen=True, slots=True)
class Offer:
    """A question that finds `articles` when it is asked in `mode`, under the filters of the one that was asked.

    `kind`: arabic (Latin names put into Arabic), spelling, names or forms (the mode), unquoted or without (`words` of
    the question no longer a phrase, or left out); outlets, days, langs, kinds, places, party or, where none of
    these by itself finds more, filters: without the filters `freed`.
    """

    kind: Kind
    question: str
    mode: Mode
    articles: int
    words: str = ""
    freed: tuple[str, ...] = ()

    def as_record(self) -> dict[str, str | int]:
        """Keys of `warraq search --json` and of the API."""
        record: dict[str, str | int] = {
            "kind": self.kind,
            "q": self.question,
            "mode": self.mode,
            "count": self.articles,
        }
        return record | ({"words": self.words} if self.words else {})


def offers(
    connection: sqlite3.Connection,
    text: str,
    mode: Mode,
    count: int,
    respelt: Sequence[str] = (),
    *,
    arabic: bool = True,
    **filters: Unpack[Filters],
) -> list[Offer]:
    """What to ask besides a question that found `count` articles, or in its place; none where it found enough.

    `respelt` are spellings of it that are known already; without `arabic`, Latin names are left as they are.
    """
    vocabulary = Vocabulary(connection)
    counter = _Counter(connection, vocabulary, {**filters, "before_id": None})
    as_typed = Offer("spelling", text, mode, count)
    found: list[Offer] = []
    if arabic:
        named = (
            replace(as_typed, kind="arabic", question=question)
            for question in in_arabic(text, vocabulary, thread_time() + SECONDS, wanted=count < FEW)
        )
        found += counter.finding(named, more_than=0)
    if count < FEW:
        counter.until = thread_time() + SECONDS
        if not (respelt or found):
            respelt = list(suggestions(text, understand(text), vocabulary, lambda _: True))
        found += counter.finding((replace(as_typed, question=question) for question in respelt), more_than=count)
        freed = list(counter.finding(_freed(as_typed, filters), more_than=count))
        if not freed and len(list(_freed(as_typed, filters))) > 1:
            freed = list(counter.finding([replace(as_typed, kind="filters", freed=EVERY_FILTER)], more_than=count))
        found += freed
        found += counter.finding(_in_other_modes(as_typed), more_than=count)
        loosened = list(counter.finding(_loosened(as_typed, vocabulary), more_than=count))
        # Of parts left out, those that kept most from being found.
        found += sorted(loosened, key=lambda offer: (offer.kind == "without", -offer.articles))[:MOST_LOOSENED]
    return found


def _freed(offer: Offer, filters: Filters) -> Iterator[Offer]:
    """The same words without a filter."""
    for kind, names in FREED.items():
        # That quotations count narrows nothing.
        if any(filters.get(name) for name in names if name != "quotes"):
            yield replace(offer, kind=kind, freed=names)


def _in_other_modes(offer: Offer) -> Iterator[Offer]:
    if offer.mode == "exact":
        yield replace(offer, kind="names", mode="names")
    if offer.mode != "forms":
        yield replace(offer, kind="forms", mode="forms")


def _loosened(offer: Offer, vocabulary: Vocabulary) -> Iterator[Offer]:
    """The question without one of its phrases or parts."""
    for loose in unquoted(offer.question):
        yield replace(offer, kind="unquoted", question=loose.question, words=loose.part)
    for loose in without_one(offer.question, vocabulary):
        yield replace(offer, kind="without", question=loose.question, words=loose.part)


class _Counter:
    """Counts what offers find, until its time is over; not those that alone would take as long."""

    def __init__(self, connection: sqlite3.Connection, vocabulary: Vocabulary, filters: Filters) -> None:
        self._connection, self._vocabulary, self._filters = connection, vocabulary, filters
        self.until = thread_time() + 2 * SECONDS  # of which the first half may go by before there is a name to count
        self._common: dict[str, bool] = {}
        self._most: dict[tuple[str, tuple[str, ...]], int] = {}

    def finding(self, uncounted: Iterable[Offer], *, more_than: int) -> Iterator[Offer]:
        """Those that find more than so many articles, and more than the same words did in another mode."""
        for offer in uncounted:
            if thread_time() > self.until:
                return
            if not self._is_soon_counted(offer):
                continue
            articles, words = self._count(offer), (offer.question, offer.freed)
            if articles > max(more_than, self._most.get(words, 0)):
                self._most[words] = articles
                yield replace(offer, articles=articles)

    def _is_soon_counted(self, offer: Offer) -> bool:
        """Whether it is of one word or none, or of not too many, one of them rare enough to look for all together."""
        clauses = understand(offer.question).group.clauses()
        words = dict.fromkeys(word for clause in clauses for word in clause.words)
        if len(words) < 2:
            return True
        return len(words) <= MOST_WORDS and not all(map(self._is_common, words))

    def _is_common(self, word: str) -> bool:
        if word not in self._common:
            self._common[word] = not self._vocabulary.at_most(f'"{word}"', MOST_OF_THE_RAREST)
        return self._common[word]

    def _count(self, offer: Offer) -> int:
        filters = cast("Filters", {name: value for name, value in self._filters.items() if name not in offer.freed})
        compiled = compile_query(offer.question, offer.mode, self._vocabulary)
        return Hits(self._connection, compiled, filters).count(self._vocabulary)
