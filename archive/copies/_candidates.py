"""Articles as they are compared: the texts of each, folded, cut into shingles, sampled; when each came out."""

import json
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

from archive.copies.credited_outlets import Credits, OutletNames, agencies
from archive.copies.precedence import FIRST_SEEN_BY, PublicationEvidence, PublicationRow, evidence_of
from archive.copies.rules import day_of
from archive.copies.shingles import Text
from archive.record.store import Store
from archive.sqlite import column
from archive.text.folding import words_for_comparison

# Of a text that was changed all day long, the first and the newest are compared.
MOST_TEXTS = 8
# So many words of articles lately compared are remembered, some seventy megabytes, so that a batch does not fold the
# same text over and over: not so many articles, one of which may be as long as a thousand others.
REMEMBERED_WORDS = 400_000

STATE = (
    "SELECT outlet, words_sha256, versions, (SELECT group_concat(seen_at) FROM versions WHERE article_id = articles.id)"
    " FROM articles WHERE id = ?"
)
THERE = "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?))"
TEXTS = (
    "SELECT v.n, v.kind, v.seen_at, coalesce(v.body, a.body) AS body FROM versions v JOIN articles a"
    " ON a.id = v.article_id WHERE a.id = ? AND v.kind NOT IN ('gone', 'back') ORDER BY v.n"
)
EVIDENCE = (
    "SELECT id, outlet, key, credit, published_at, published_day, published_from, first_seen_at,"  # noqa: S608
    f" {FIRST_SEEN_BY} FROM articles a WHERE id = ?"
)
OWNERS = "SELECT outlet, owner FROM channels WHERE owner <> ''"


class TextRow(TypedDict):
    """A row of TEXTS."""

    n: int
    kind: str
    seen_at: str
    body: str


@dataclass(frozen=True)
class Candidate:
    """One article: its texts in the order of their version numbers, and when each version was first seen."""

    id: int
    outlet: str
    words_sha256: str
    texts: tuple[Text, ...]
    seen_at: dict[int, str]
    given_up: frozenset[int]  # hashes of texts that are compared no more

    @cached_property
    def day(self) -> int:
        return day_of(self.id)

    @cached_property
    def hashes(self) -> frozenset[int]:
        return frozenset[int]().union(*(text.hashes for text in self.texts))

    @property
    def words(self) -> int:
        """Of all its texts together."""
        return sum(len(text.words) for text in self.texts)

    @property
    def size(self) -> int:
        """Shingles of its shortest text."""
        return min(len(text.shingles) for text in self.texts)


class Candidates:
    """Reads them from the record, and remembers a few."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # By what changes with every capture that says anything new: the hash, the number of versions, their times.
        self._remembered: OrderedDict[tuple[object, ...], Candidate] = OrderedDict()
        self._words = 0
        self._evidence: dict[int, PublicationEvidence] = {}
        self._credits: Credits | None = None
        self._owners: dict[str, str] | None = None

    def __getitem__(self, article_id: int) -> Candidate:
        state = (article_id, *self._store.db.conn.execute(STATE, (article_id,)).fetchone())
        if state not in self._remembered:
            self._remember(state, self._read(*state[:3]))
        self._remembered.move_to_end(state)
        return self._remembered[state]

    def are_there(self, articles: Collection[int]) -> set[int]:
        """Those of them that the record holds: what was taken out of it may be known to the index still."""
        return set(column(self._store.db.conn, int, THERE, (json.dumps(list(articles)),)))

    def _remember(self, state: tuple[object, ...], one: Candidate) -> None:
        self._remembered[state] = one
        self._words += one.words
        while self._words > REMEMBERED_WORDS and len(self._remembered) > 1:
            self._words -= self._remembered.popitem(last=False)[1].words

    def evidence(self, article_id: int) -> PublicationEvidence:
        """When the article came out, and whom it credits; as it was when first read since `forget_evidence`."""
        if article_id not in self._evidence:
            self._evidence[article_id] = self._read_evidence(article_id)
        return self._evidence[article_id]

    def forget_evidence(self) -> None:
        """Articles may have changed, and outlets come in, since they were last read."""
        self._evidence, self._credits, self._owners = {}, None, None

    def are_of_one_house(self, outlet: str, other: str) -> bool:
        """Are these an outlet and its own channel, or two channels of one? What they share, nobody copied."""
        if self._owners is None:
            self._owners = dict(self._store.db.conn.execute(OWNERS))
        return outlet != other and self._owners.get(outlet, outlet) == self._owners.get(other, other)

    def _read_evidence(self, article_id: int) -> PublicationEvidence:
        if self._credits is None:
            self._credits = Credits(self._store.rows(OutletNames, "SELECT name, title, title_en, hosts FROM outlets"))
        row = self._store.known_row(PublicationRow, EVIDENCE, article_id)
        return evidence_of(row, self._credits.outlet_of(row["credit"]), is_agency=row["outlet"] in agencies())

    def _read(self, article_id: int, outlet: str, words_sha256: str) -> Candidate:
        rows = list(self._store.rows(TextRow, TEXTS, article_id))
        texts: list[Text] = []
        dropped: list[Text] = []
        for row, after in zip(rows, [*rows[1:], None], strict=True):
            text = Text.of(row["n"], words_for_comparison(row["body"]))
            if after and (after["kind"] == "extractor" or row["kind"] == "furniture"):
                # What our own better reading replaced was never the outlet's text; what furniture made of one, is that.
                dropped.append(text)
            elif all(text.words != known.words for known in texts):
                texts.append(text)
        kept = texts if len(texts) <= MOST_TEXTS else [texts[0], *texts[1 - MOST_TEXTS :]]
        dropped += [text for text in texts if text not in kept]
        return Candidate(
            article_id,
            outlet,
            words_sha256,
            tuple(kept),
            {row["n"]: row["seen_at"] for row in rows},
            frozenset[int]().union(*(text.hashes for text in dropped)),
        )
