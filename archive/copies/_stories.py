"""Stories: articles that carry the same text, derived from the copies alone, in an order of time.

Article by article, the oldest first: each joins the story whose first article it shares half of the shorter text with,
or of which two members share six tenths; else it begins one. So stories never chain, and no order of arrival matters.
A round-up, which holds three articles that have nothing to do with each other, joins none and begins none.
"""

import heapq
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import combinations

from archive.copies._pending import Pair, PendingCopies, holder, other_end
from archive.copies.precedence import PublicationEvidence, first_of
from archive.record.rows import CopyRow
from archive.record.store import Store
from archive.times import stamp

WITH_FIRST, WITH_TWO = 0.5, 0.6
ROUND_UP = 3
# Of a larger story, the credits of the oldest so many count, and of as many newest the last is its last; of an article
# with more copies, those with the lowest numbers say which story it belongs to. So a text served under thousands of
# addresses costs each of them the same.
MOST_COMPARED = 50

OLDEST = (
    "SELECT article_id FROM cluster_members WHERE cluster_id = ? AND article_id <> cluster_id"
    " ORDER BY article_id LIMIT ?"
)
NEWEST = (
    "SELECT article_id FROM cluster_members WHERE cluster_id = ? AND article_id <> cluster_id"
    " ORDER BY article_id DESC LIMIT ?"
)
COUNT_UNMOVED = (
    "SELECT count(*) FROM cluster_members WHERE cluster_id = ? AND article_id <> cluster_id"
    " AND article_id NOT IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True)
class Edge:
    """A copy as one of its two articles sees it; `holds` where that one carries the whole of the other."""

    other: int
    containment: float
    holds: bool


def _edge(one: int, pair: Pair, copy: CopyRow) -> Edge:
    return Edge(other_end(pair, one), copy["containment"], holder(pair, copy) == one)


Statement = tuple[str, tuple[object, ...]]


class Clusters:
    """One round of keeping `clusters` and `cluster_members` in step with the copies. Reads the record, writes nothing.

    `evidence` is that of an article, by its number. What was read from the record is remembered: a new round needs a
    new object.
    """

    def __init__(self, store: Store, copies: PendingCopies, evidence: Callable[[int], PublicationEvidence]) -> None:
        self._store, self._copies = store, copies
        self._evidence = evidence
        self._edges = cache(self._read_edges)
        self._is_round_up = cache(self._find_round_up)
        self._roots: dict[int, int] = {}
        self._assigned: dict[int, tuple[int, float]] = {}
        self._touched: set[int] = set()

    def changes(self, changed: Iterable[int]) -> list[Statement]:
        """What assigning anew the articles whose copies changed, and whatever depends on them, writes: for a
        transaction in which the copies are written, too."""
        start = set[int]().union(*(self._depending_on(one) for one in changed))
        waiting = [(self._age(one), one) for one in start]
        heapq.heapify(waiting)
        done: set[int] = set()
        while waiting:
            age, one = heapq.heappop(waiting)
            if one in done:
                continue
            done.add(one)
            moved = self._assign(one)
            if moved or (one in start and self._may_be_round_up(one)):
                edges = self._edges_of(self._copies.of(one), one) if moved else self._edges(one)
                others = ((self._age(edge.other), edge.other) for edge in edges)
                for younger in (other for other in others if other[0] > age):
                    heapq.heappush(waiting, younger)
        members = [self._membership(one, *self._assigned[one]) for one in self._assigned]
        stories = (statement for cluster_id in sorted(self._touched) for statement in self._described(cluster_id))
        return [*members, *stories]

    def _depending_on(self, one: int) -> set[int]:
        """Whose story may be another one now that copies of this article changed.

        A new copy, or one that is none any more, can make or unmake a round-up of whoever carries the whole of both its
        ends. All its neighbours are not looked at: in a crowd that would cost more with every article.
        """
        holders = self._copies.holders_of(one, MOST_COMPARED)
        return holders | {one} if self._decides(one) else holders

    def _decides(self, one: int) -> bool:
        """Can what changed of the copies of this article change its own story?"""
        changed = self._copies.changed_of(one).items()
        if any(copy is None or self._age(other_end(pair, one)) < self._age(one) for pair, copy in changed):
            return True
        return self._may_be_round_up(one)

    def _may_be_round_up(self, one: int) -> bool:
        """Did it, or does it now, carry the whole of another? Who never did is no round-up, and never was one."""
        return bool(self._copies.held_by(one, MOST_COMPARED) or self._copies.held_before(one, MOST_COMPARED))

    def _assign(self, one: int) -> bool:
        """Find the story of an article; True where it changed."""
        before = self._root(one)
        root, containment = self._choose(one)
        self._roots[one], self._assigned[one] = root, (root, containment)
        self._touched |= {before, root}
        return before != root

    def _membership(self, one: int, root: int, containment: float) -> Statement:
        if root == one:
            return "DELETE FROM cluster_members WHERE article_id = ? AND cluster_id <> ?", (one, one)
        insert = "INSERT OR REPLACE INTO cluster_members(article_id, cluster_id, containment) VALUES(?, ?, ?)"
        return insert, (one, root, containment)

    def _followers(self, cluster_id: int) -> tuple[list[int], int]:
        """The members of a story beside its first, as they will be, the oldest and the newest; and how many in all."""
        stand = (one for sql in (OLDEST, NEWEST) for one in self._store.column(int, sql, cluster_id, MOST_COMPARED))
        come = {one for one, (root, _) in self._assigned.items() if root == cluster_id != one}
        unmoved = next(self._store.column(int, COUNT_UNMOVED, cluster_id, json.dumps(list(self._assigned))))
        return sorted(come | {one for one in stand if one not in self._assigned}), unmoved + len(come)

    def _choose(self, one: int) -> tuple[int, float]:
        """The first article of the story this one belongs to, and how much they share; itself where it begins one."""
        if self._is_round_up(one):
            return one, 1.0
        shared: dict[int, float] = defaultdict(float)
        of_most: Counter[int] = Counter()
        joins: dict[int, float] = {}
        for edge in self._edges(one):
            if self._age(edge.other) >= self._age(one) or self._is_round_up(edge.other):
                continue
            root = self._root(edge.other)
            shared[root] = max(shared[root], edge.containment)
            of_most[root] += edge.containment >= WITH_TWO
            if edge.other == root and edge.containment >= WITH_FIRST:
                joins[root] = edge.containment
            if of_most[root] >= 2:
                joins[root] = max(joins.get(root, 0.0), shared[root])
        if not joins:
            return one, 1.0
        most = max(joins.values())
        return min((root for root, part in joins.items() if part == most), key=self._age), most

    def _root(self, one: int) -> int:
        if one not in self._roots:
            sql = "SELECT cluster_id FROM cluster_members WHERE article_id = ?"
            self._roots[one] = next(self._store.column(int, sql, one), one)
        return self._roots[one]

    def _find_round_up(self, one: int) -> bool:
        held = sorted(self._copies.held_by(one, MOST_COMPARED), key=self._age)
        unrelated: list[int] = []
        for other in held:
            if not any((min(pair), max(pair)) in self._copies for pair in ((other, known) for known in unrelated)):
                unrelated.append(other)
            if len(unrelated) == ROUND_UP:
                return True
        return False

    def _read_edges(self, one: int) -> list[Edge]:
        return self._edges_of(self._copies.nearest_of(one, MOST_COMPARED), one)

    def _edges_of(self, copies: dict[Pair, CopyRow], one: int) -> list[Edge]:
        return [_edge(one, pair, copy) for pair, copy in copies.items()]

    def _age(self, one: int) -> tuple[datetime, str, str]:
        found = self._evidence(one)
        return found.moment, found.outlet, found.key

    def _described(self, cluster_id: int) -> list[Statement]:
        """The row of a story from its members; one article alone is no story."""
        forget: Statement = ("DELETE FROM clusters WHERE id = ?", (cluster_id,))
        followers, count = self._followers(cluster_id)
        if not followers:
            alone = "DELETE FROM cluster_members WHERE article_id = ? AND cluster_id = article_id"
            return [forget, (alone, (cluster_id,))]
        members = sorted((cluster_id, *followers), key=self._age)
        origin, basis = self._origin([self._evidence(one) for one in members])
        first, last = (stamp(self._evidence(one).moment) for one in (members[0], members[-1]))
        return [
            forget,
            ("INSERT OR REPLACE INTO cluster_members VALUES(?, ?, 1.0)", (cluster_id, cluster_id)),
            (
                "INSERT INTO clusters(id, origin_id, basis, size, first_at, last_at) VALUES(?, ?, ?, ?, ?, ?)",
                (cluster_id, origin, basis, 1 + count, first, last),
            ),
        ]

    def _origin(self, oldest_first: list[PublicationEvidence]) -> tuple[int | None, str]:
        """Who had the story first: whom most others credit, else the oldest, where something tells it from the next."""
        credited = Counter(
            first
            for one, other in combinations(oldest_first[:MOST_COMPARED], 2)
            for first, basis in [first_of(one, other)]
            if basis == "credit"
        )
        if credited:
            most = max(credited.values())
            return next(one.id for one in oldest_first if credited[one.id] == most), "credit"
        return first_of(oldest_first[0], oldest_first[1])
