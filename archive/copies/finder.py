"""Finds the copies of what the record has newly taken in, and keeps `copies` and `clusters` in step.

Works behind the record: a version is committed first, then followed up here by whichever process writes next. Every row
is a function of what the record holds, so neither the order of arrival nor a crash between the two files leaves a
trace, and making the index anew gives the same rows.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack

from archive.copies._candidates import Candidate, Candidates
from archive.copies._stories import Clusters
from archive.copies.index import Postings, SimilarIndex
from archive.copies.precedence import first_of
from archive.copies.rules import MAX_DAYS, MIN_WORDS, closest, could_be_copy, day_of, is_likely, kind_of
from archive.copies.shingles import Likeness
from archive.record.rows import CopyRow
from archive.record.store import Store
from archive.sqlite import transaction

# Equal texts under MIN_WORDS are a copy from so many words on: a line that only sends to a video is none.
SHORTEST = 5
# Versions taken up at once: an archive that is far behind catches up beside its captures, not before the next one.
FOLLOWED_AT_ONCE = 500

NEW_VERSIONS = "SELECT id, article_id FROM versions WHERE id > ? AND kind NOT IN ('gone', 'back') ORDER BY id LIMIT ?"
COUNT_NEW = "SELECT count(*) FROM versions WHERE id > ? AND kind NOT IN ('gone', 'back')"
KNOWN = "SELECT * FROM copies WHERE a_id = ? UNION ALL SELECT * FROM copies WHERE b_id = ?"
PUT = (
    "INSERT INTO copies(a_id, b_id, kind, containment, jaccard, found_at, a_version, b_version, first_id, basis) VALUES"
    "(:a_id, :b_id, :kind, :containment, :jaccard, :found_at, :a_version, :b_version, :first_id, :basis)"
)


class CopyFinder:
    """Both files, open for writing. `close` closes the index; the store is its owner's."""

    def __init__(self, store: Store, index: SimilarIndex) -> None:
        self._store, self._index = store, index
        self._candidates = Candidates(store)

    def close(self) -> None:
        self._index.close()

    def start_anew(self) -> None:
        """Forget the index: the record is followed from its first version again. Copies stand until then."""
        self._index.clear()

    def behind(self) -> int:
        """How many versions wait to be followed."""
        return int(self._store.db.execute(COUNT_NEW, (self._followed(),)).fetchone()[0])

    def follow(self) -> int:
        """Take up versions the index does not know; returns how many. None where another process is at it."""
        # Most commits bring no version (a feed, a 304): those wait for nobody.
        if not self._store.exists(NEW_VERSIONS, self._followed(), 1):
            return 0
        with ExitStack() as opened:
            if not self._index.lock(opened):
                return 0
            upto = self._followed()
            if not upto:
                self._index.clear()
            versions = self._store.db.conn.execute(NEW_VERSIONS, (upto, FOLLOWED_AT_ONCE)).fetchall()
            self._candidates.forget_evidence()
            changed: set[int] = set()
            for article_id in dict.fromkeys(article_id for _, article_id in versions):
                changed |= self._take(article_id, opened)
            if changed:
                Clusters(self._store, self._candidates.evidence).update(changed)
            if versions:
                self._index.advance(versions[-1][0])
        return len(versions)

    def _followed(self) -> int:
        """Up to which version the index follows the record; one that knows more than there is, is another record's."""
        upto = self._index.progress()
        newest = self._store.db.execute("SELECT max(id) FROM versions").fetchone()[0] or 0
        return upto if upto <= newest else 0

    def _take(self, article_id: int, opened: ExitStack) -> set[int]:
        """Index an article and write its copies; returns the articles whose copies changed."""
        one = self._candidates[article_id]
        new = self._index.put(one.id, one.outlet, one.size, one.hashes, one.given_up)
        postings = self._index.postings(one.hashes)
        self._index.mark_common(postings)
        changed = self._connect(one, postings, opened)
        # What has just become boilerplate is evidence for nobody any more.
        for other in sorted(postings.flipped_by(one.id, new)):
            affected = self._candidates[other]
            changed |= self._connect(affected, self._index.postings(affected.hashes), opened)
        return changed

    def _connect(self, one: Candidate, postings: Postings, opened: ExitStack) -> set[int]:
        """Write the copies of an indexed article as they now are; returns the articles whose copies changed."""
        found = {(copy["a_id"], copy["b_id"]): copy for copy in self._copies_of(one, postings)}
        known = {(copy["a_id"], copy["b_id"]): copy for copy in self._store.rows(CopyRow, KNOWN, one.id, one.id)}
        wrong = [pair for pair, copy in known.items() if found.get(pair) != copy and self._is_settled(pair)]
        new = {pair: copy for pair, copy in found.items() if known.get(pair) != copy}
        if wrong or new:
            # Locked only from the first copy on: most articles have none.
            opened.enter_context(transaction(self._store.db))
            self._store.db.conn.executemany("DELETE FROM copies WHERE a_id = ? AND b_id = ?", wrong)
            self._store.db.conn.executemany(PUT, new.values())
        return {end for pair in (*wrong, *new) for end in pair}

    def _is_settled(self, pair: tuple[int, int]) -> bool:
        """Are both ends indexed? While the index is made anew, a copy of what is not is left as it stands."""
        return all(map(self._index.is_sketched, pair))

    def _copies_of(self, one: Candidate, postings: Postings) -> Iterator[CopyRow]:
        for other_id in self._likely(one, postings):
            other = self._candidates[other_id]
            a, b = (one, other) if one.id < other_id else (other, one)
            likeness = closest(a.texts, b.texts)
            if not self._is_copy(a, b, likeness, postings):
                continue
            first, basis = first_of(self._candidates.evidence(a.id), self._candidates.evidence(b.id))
            n_a, n_b = likeness.a.n, likeness.b.n
            yield CopyRow(
                a_id=a.id,
                b_id=b.id,
                kind=kind_of(likeness, b.day - a.day),
                containment=round(likeness.containment, 4),
                jaccard=round(likeness.jaccard, 4),
                found_at=max(a.seen_at[n_a], b.seen_at[n_b]),
                a_version=n_a,
                b_version=n_b,
                first_id=first,
                basis=basis,
            )

    def _likely(self, one: Candidate, postings: Postings) -> list[int]:
        """Articles worth comparing: of equal words, or with enough shared shingles that are evidence."""
        evidence: Counter[int] = Counter()
        for h, articles in postings.articles.items():
            if not postings.is_boilerplate(h, one.day):
                evidence.update(articles)
        del evidence[one.id]
        described = self._index.described(evidence)
        likely = {
            other
            for other, (outlet, size) in described.items()
            if is_likely(
                evidence[other], one.size, size, abs(one.day - day_of(other)), same_outlet=outlet == one.outlet
            )
        }
        equal = self._store.db.execute("SELECT id FROM articles WHERE words_sha256 = ?", (one.words_sha256,))
        return sorted((likely | {row[0] for row in equal}) - {one.id})

    def _is_copy(self, a: Candidate, b: Candidate, likeness: Likeness, postings: Postings) -> bool:
        days = b.day - a.day
        shortest = min(len(likeness.a.words), len(likeness.b.words))
        if a.words_sha256 == b.words_sha256 and days <= MAX_DAYS:
            return shortest >= SHORTEST
        if shortest < MIN_WORDS or not could_be_copy(likeness, days, same_outlet=a.outlet == b.outlet):
            return False
        shared = likeness.a.sketch & likeness.b.sketch
        evidence = sum(not (postings.is_boilerplate(h, a.day) or postings.is_boilerplate(h, b.day)) for h in shared)
        return evidence >= likeness.min_evidence
