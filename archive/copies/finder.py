"""Finds the copies of what the record has newly taken in, and keeps `copies` and `clusters` in step.

Works behind the record: a version is committed first, then followed up here by whichever process writes next. Every row
is a function of what the record holds, so neither the order of arrival nor a crash between the two files leaves a
trace, and making the index anew gives the same rows.
"""

import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from archive.copies._boilerplate_shingles import Postings
from archive.copies._candidates import Candidate, Candidates
from archive.copies._openings import are_equal
from archive.copies._pending import PendingCopies
from archive.copies._stories import Clusters
from archive.copies.index import SimilarIndex
from archive.copies.precedence import first_of
from archive.copies.rules import MAX_DAYS, closest, could_be_copy, day_of, is_enough, is_likely, measured
from archive.copies.shingles import Likeness
from archive.record.redactions import NEWEST_VERSION
from archive.record.rows import CopyRow
from archive.record.store import Store
from archive.sqlite import transaction

# Versions taken up at once: an archive that is far behind catches up beside its captures, not before the next one.
FOLLOWED_AT_ONCE = 500

NEW_VERSIONS = "SELECT id, article_id FROM versions WHERE id > ? AND kind NOT IN ('gone', 'back') ORDER BY id LIMIT ?"
COUNT_NEW = "SELECT count(*) FROM versions WHERE id > ? AND kind NOT IN ('gone', 'back')"
# Of articles with the very same text each is compared with so many, those of the lowest numbers: one text served under
# thousands of addresses, be it under as many headlines, must not fill the disk with pairs.
MOST_EQUAL = 24
# Of articles that share shingles with one, so many are compared, those that share most.
MOST_LIKELY = 80
# One step: what it found is written in one short transaction, and captures wait for nobody longer.
STEP_SECONDS, STEP_PAIRS = 1.0, 2_000


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
        """How many versions wait to be followed, and articles to be compared again."""
        waiting = int(self._store.db.execute(COUNT_NEW, (self._followed(),)).fetchone()[0])
        return waiting + self._index.count_queued()

    def follow(self) -> int:
        """One step: take up versions the index does not know, then articles that wait to be compared again.

        Returns how many of both; none where another process is at it. Compares without a lock on the record, which is
        locked only to write what was found.
        """
        # Most commits bring no version (a feed, a 304): those wait for nobody.
        if not self._is_behind() and not self._index.count_queued():
            return 0
        with ExitStack() as opened:
            if not self._index.lock(opened):
                return 0
            upto = self._followed()
            if not upto:
                self._index.clear()
            self._candidates.forget_evidence()
            step = _Step(PendingCopies(self._store), time.monotonic() + STEP_SECONDS)
            self._take_up(upto, step)
            self._compare_again(step)
            self._write(step)
        return step.taken

    def _take_up(self, upto: int, step: "_Step") -> None:
        done: set[int] = set()
        for version, article in self._store.db.conn.execute(NEW_VERSIONS, (upto, FOLLOWED_AT_ONCE)).fetchall():
            if article not in done:
                if step.is_full():
                    return
                done.add(article)
                self._take(article, step)
            step.taken += 1
            self._index.advance(version)

    def _compare_again(self, step: "_Step") -> None:
        queued = self._index.queued(FOLLOWED_AT_ONCE)
        there = self._there(queued)
        for article in (one for one in queued if one in there):
            if step.is_full():
                return
            one = self._candidates[article]
            self._connect(one, self._index.postings(one.hashes), step)
            self._index.unqueue(article)
            step.taken += 1

    def _write(self, step: "_Step") -> None:
        if not step.pending:
            return
        stories = Clusters(self._store, step.pending, self._candidates.evidence).changes(step.changed)
        with transaction(self._store.db):
            step.pending.write()
            for sql, values in stories:
                self._store.db.execute(sql, values)

    def _is_behind(self) -> bool:
        # Where nothing seems new, the index may be that of another record.
        return any(self._store.exists(NEW_VERSIONS, upto(), 1) for upto in (self._index.progress, self._followed))

    def _followed(self) -> int:
        """Up to which version the index follows the record; one that knows more than there is, is another record's."""
        upto = self._index.progress()
        newest = self._store.db.execute(NEWEST_VERSION).fetchone()[0]
        return upto if upto <= newest else 0

    def _take(self, article_id: int, step: "_Step") -> None:
        """Index an article and find its copies; whose evidence has become boilerplate by it is compared again later."""
        one = self._candidates[article_id]
        new = self._index.put(one.id, one.outlet, one.size, one.hashes, one.given_up)
        postings = self._index.postings(one.hashes)
        self._index.mark_common(postings)
        self._connect(one, postings, step)
        self._index.queue(postings.flipped_by(one.id, new))

    def _connect(self, one: Candidate, postings: Postings, step: "_Step") -> None:
        """Find the copies of an indexed article as they now are."""
        compared, left_out = self._likely(one, postings)
        found = {(copy["a_id"], copy["b_id"]): copy for copy in self._copies_of(one, compared, postings, left_out)}
        known = step.pending.of(one.id)
        wrong = [pair for pair in known if pair not in found and left_out.isdisjoint(pair) and self._is_settled(pair)]
        new = {pair: copy for pair, copy in found.items() if known.get(pair) != copy}
        step.pending.change(wrong, new.values())
        step.changed |= {end for pair in (*wrong, *new) for end in pair}

    def _is_settled(self, pair: tuple[int, int]) -> bool:
        """Are both ends indexed? While the index is made anew, a copy of what is not is left as it stands."""
        return all(map(self._index.is_sketched, pair))

    def _copies_of(
        self, one: Candidate, others: Sequence[int], postings: Postings, left_out: set[int]
    ) -> Iterator[CopyRow]:
        """Compares in the order of `others`; which were not compared any more is added to `left_out`."""
        equal = 0
        for at, other_id in enumerate(others):
            if equal == MOST_EQUAL:
                left_out.update(others[at:])
                return
            other = self._candidates[other_id]
            if self._candidates.are_of_one_house(one.outlet, other.outlet):
                continue
            a, b = (one, other) if one.id < other_id else (other, one)
            likeness = closest(a.texts, b.texts)
            is_equal = are_equal(likeness.a.words, likeness.b.words)
            if not self._is_copy(a, b, likeness, postings, is_equal=is_equal):
                continue
            equal += is_equal
            first, basis = first_of(self._candidates.evidence(a.id), self._candidates.evidence(b.id))
            n_a, n_b = likeness.a.n, likeness.b.n
            kind, containment, jaccard = measured(likeness, b.day - a.day)
            yield CopyRow(
                a_id=a.id,
                b_id=b.id,
                kind=kind,
                containment=containment,
                jaccard=jaccard,
                found_at=max(a.seen_at[n_a], b.seen_at[n_b]),
                a_version=n_a,
                b_version=n_b,
                first_id=first,
                basis=basis,
            )

    def _likely(self, one: Candidate, postings: Postings) -> tuple[list[int], set[int]]:
        """Articles worth comparing, with enough shared hashes that are evidence; and those left out because there are
        too many of them."""
        evidence: Counter[int] = Counter()
        for h, articles in postings.articles.items():
            if not postings.is_boilerplate(h, one.day):
                evidence.update(articles)
        del evidence[one.id]
        described = self._index.described(evidence)
        likely = [
            other
            for other, (outlet, size) in described.items()
            if is_likely(
                evidence[other], one.size, size, abs(one.day - day_of(other)), same_outlet=outlet == one.outlet
            )
        ]
        there = self._there(likely)
        likely = sorted(there, key=lambda other: (-evidence[other], other))
        return sorted(likely[:MOST_LIKELY]), {*likely[MOST_LIKELY:]}

    def _there(self, articles: Collection[int]) -> set[int]:
        """Those that are in the record. The others were taken out of it, and out of the index not yet: whoever did so
        was killed between the two files."""
        there = self._candidates.are_there(articles)
        for gone in {*articles} - there:
            self._index.forget(gone)
        return there

    def _is_copy(self, a: Candidate, b: Candidate, likeness: Likeness, postings: Postings, *, is_equal: bool) -> bool:
        def is_evidence(h: int) -> bool:
            return not (postings.is_boilerplate(h, a.day) or postings.is_boilerplate(h, b.day))

        days = b.day - a.day
        if is_equal and days <= MAX_DAYS and any(map(is_evidence, likeness.a.whole_keys & likeness.b.whole_keys)):
            return True
        if not could_be_copy(likeness, days, same_outlet=a.outlet == b.outlet):
            return False
        return is_enough(sum(map(is_evidence, likeness.a.sketch & likeness.b.sketch)), likeness)


@dataclass(slots=True)
class _Step:
    """What one step found so far, and until when it goes on."""

    pending: PendingCopies
    deadline: float
    changed: set[int] = field(default_factory=set)
    taken: int = 0

    def is_full(self) -> bool:
        """Has it lasted long enough? Never before anything was taken up."""
        return self.taken > 0 and (time.monotonic() > self.deadline or len(self.pending) > STEP_PAIRS)
