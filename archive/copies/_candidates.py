"""Articles as they are compared: the texts of each, folded, cut into shingles, sampled; when each came out."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypedDict

from archive.copies.credited_outlets import Credits, OutletNames, agencies
from archive.copies.precedence import FIRST_SEEN_BY, PublicationEvidence, PublicationRow, evidence_of
from archive.copies.rules import day_of
from archive.copies.shingles import Text
from archive.record.store import Store
from archive.text.folding import words_for_comparison

# Of a text that was changed all day long, the first and the newest are compared.
MOST_TEXTS = 8
REMEMBERED = 256  # articles lately compared, so that a batch does not fold the same text over and over

STATE = (
    "SELECT outlet, words_sha256, versions, (SELECT group_concat(seen_at) FROM versions WHERE article_id = articles.id)"
    " FROM articles WHERE id = ?"
)
TEXTS = (
    "SELECT v.n, v.kind, v.seen_at, coalesce(v.body, a.body) AS body FROM versions v JOIN articles a"
    " ON a.id = v.article_id WHERE a.id = ? AND v.kind NOT IN ('gone', 'back') ORDER BY v.n"
)
EVIDENCE = (
    "SELECT id, outlet, key, credit, published_at, published_day, published_from, first_seen_at,"  # noqa: S608
    f" {FIRST_SEEN_BY} FROM articles a WHERE id = ?"
)


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
    given_up: frozenset[int]  # sampled shingles of texts that are compared no more

    @cached_property
    def day(self) -> int:
        return day_of(self.id)

    @cached_property
    def hashes(self) -> frozenset[int]:
        return frozenset[int]().union(*(text.sketch for text in self.texts))

    @property
    def size(self) -> int:
        """Shingles of its shortest text."""
        return min(len(text.shingles) for text in self.texts)


class Candidates:
    """Reads them from the record, and remembers a few."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._remembered = lru_cache(REMEMBERED)(self._read)
        self._evidence: dict[int, PublicationEvidence] = {}
        self._credits: Credits | None = None

    def __getitem__(self, article_id: int) -> Candidate:
        outlet, *state = self._store.db.conn.execute(STATE, (article_id,)).fetchone()
        return self._remembered(article_id, outlet, *state)

    def evidence(self, article_id: int) -> PublicationEvidence:
        """When the article came out, and whom it credits; as it was when first read since `forget_evidence`."""
        if article_id not in self._evidence:
            self._evidence[article_id] = self._read_evidence(article_id)
        return self._evidence[article_id]

    def forget_evidence(self) -> None:
        """Articles may have changed, and outlets come in, since they were last read."""
        self._evidence, self._credits = {}, None

    def _read_evidence(self, article_id: int) -> PublicationEvidence:
        if self._credits is None:
            self._credits = Credits(self._store.rows(OutletNames, "SELECT name, title, title_en, hosts FROM outlets"))
        row = self._store.known_row(PublicationRow, EVIDENCE, article_id)
        return evidence_of(row, self._credits.outlet_of(row["credit"]), is_agency=row["outlet"] in agencies())

    def _read(self, article_id: int, outlet: str, words_sha256: str, _versions: int, _seen: str) -> Candidate:
        # Remembered under its hash, its number of versions and their times, one of which changes with every capture
        # that says anything new.
        rows = list(self._store.rows(TextRow, TEXTS, article_id))
        texts: list[Text] = []
        dropped: list[Text] = []
        for row, after in zip(rows, [*rows[1:], None], strict=True):
            text = Text.of(row["n"], words_for_comparison(row["body"]))
            if after and after["kind"] == "extractor":
                # What our own better reading replaced was never the outlet's text.
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
            frozenset[int]().union(*(text.sketch for text in dropped)),
        )
