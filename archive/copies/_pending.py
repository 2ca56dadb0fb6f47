"""Copies as they will stand: those of the record, changed by what was found and is not written yet.

So that comparing needs no lock on the record: what it found is written at the end, in one short transaction.
"""

from collections.abc import Iterable

from archive.record.rows import CopyRow
from archive.record.store import Store

Pair = tuple[int, int]
KNOWN = "SELECT * FROM copies WHERE a_id = ? UNION ALL SELECT * FROM copies WHERE b_id = ?"
NEAREST = (
    "SELECT * FROM (SELECT * FROM copies WHERE b_id = ? ORDER BY a_id LIMIT ?)"
    " UNION ALL SELECT * FROM (SELECT * FROM copies WHERE a_id = ? ORDER BY b_id LIMIT ?)"
)
# What the nearest are, and no more of them: asked of every neighbour of every neighbour.
NEAREST_KINDS = (
    "SELECT * FROM (SELECT a_id, kind FROM copies WHERE b_id = ? ORDER BY a_id LIMIT ?)"
    " UNION ALL SELECT * FROM (SELECT b_id, kind FROM copies WHERE a_id = ? ORDER BY b_id LIMIT ?)"
)
HOLDERS = (
    "SELECT a_id FROM (SELECT a_id, kind FROM copies WHERE b_id = ? ORDER BY a_id LIMIT ?)"
    " WHERE kind = 'contains' UNION ALL"
    " SELECT b_id FROM (SELECT b_id, kind FROM copies WHERE a_id = ? ORDER BY b_id LIMIT ?)"
    " WHERE kind = 'contained'"
)
# What stands there is replaced: whoever finds a copy anew need not know how it got there.
PUT = (
    "INSERT OR REPLACE INTO copies(a_id, b_id, kind, containment, jaccard, found_at, a_version, b_version, first_id,"
    " basis) VALUES(:a_id, :b_id, :kind, :containment, :jaccard, :found_at, :a_version, :b_version, :first_id, :basis)"
)


def other_end(pair: Pair, one: int) -> int:
    """Of the two articles of a pair the one that is not `one`."""
    return sum(pair) - one


def holder(pair: Pair, copy: CopyRow) -> int | None:
    """Which of the two carries the whole of the other and more; None where neither does."""
    return {"contains": pair[0], "contained": pair[1]}.get(copy["kind"])


def _held(article: int, kinds: dict[int, str]) -> list[int]:
    return [other for other, kind in kinds.items() if kind == ("contains" if article < other else "contained")]


class PendingCopies:
    """Reads the record, and writes into it only in `write`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._changed: dict[Pair, CopyRow | None] = {}
        self._of: dict[int, set[Pair]] = {}

    def __len__(self) -> int:
        return len(self._changed)

    def __contains__(self, pair: Pair) -> bool:
        if pair in self._changed:
            return self._changed[pair] is not None
        return self._store.exists("SELECT 1 FROM copies WHERE a_id = ? AND b_id = ?", *pair)

    def of(self, article: int) -> dict[Pair, CopyRow]:
        """The copies of an article by their two ends, the lower number first."""
        return self._with_changes(article, self._store.rows(CopyRow, KNOWN, article, article))

    def nearest_of(self, article: int, most: int) -> dict[Pair, CopyRow]:
        """Of the copies of an article the `most` whose other ends have the lowest numbers."""
        found = self._with_changes(article, self._store.rows(CopyRow, NEAREST, article, most, article, most))
        return {pair: found[pair] for pair in sorted(found, key=lambda pair: other_end(pair, article))[:most]}

    def held_by(self, article: int, most: int) -> list[int]:
        """Whom an article carries the whole of, among its `most` copies whose other ends have the lowest numbers."""
        kinds = self._nearest_kinds(article, most)
        for pair, copy in self.changed_of(article).items():
            kinds.pop(other_end(pair, article), None)
            if copy is not None:
                kinds[other_end(pair, article)] = copy["kind"]
        return _held(article, {other: kinds[other] for other in sorted(kinds)[:most]})

    def held_before(self, article: int, most: int) -> list[int]:
        """Whom it carried the whole of as the record has it, without the changes."""
        return _held(article, self._nearest_kinds(article, most))

    def _nearest_kinds(self, article: int, most: int) -> dict[int, str]:
        return dict(self._store.db.execute(NEAREST_KINDS, (article, most, article, most)).fetchall())

    def holders_of(self, article: int, most: int) -> set[int]:
        """Who carries the whole of an article, among the `most` nearest on either side and the changes."""
        changed = {other_end(pair, article): (pair, copy) for pair, copy in self.changed_of(article).items()}
        known = set(self._store.column(int, HOLDERS, article, most, article, most))
        come = {other for other, (pair, copy) in changed.items() if copy and holder(pair, copy) == other}
        return known - changed.keys() | come

    def changed_of(self, article: int) -> dict[Pair, CopyRow | None]:
        """What `change` was told of an article; None for what is no copy any more."""
        return {pair: self._changed[pair] for pair in self._of.get(article, ())}

    def _with_changes(self, article: int, known: Iterable[CopyRow]) -> dict[Pair, CopyRow]:
        found = {(copy["a_id"], copy["b_id"]): copy for copy in known}
        for pair in self._of.get(article, ()):
            changed = self._changed[pair]
            if changed is None:
                found.pop(pair, None)
            else:
                found[pair] = changed
        return found

    def change(self, wrong: Iterable[Pair], found: Iterable[CopyRow]) -> None:
        """These are no copies any more, those are, or are other ones than were known."""
        for pair in wrong:
            self._remember(pair, None)
        for copy in found:
            self._remember((copy["a_id"], copy["b_id"]), copy)

    def _remember(self, pair: Pair, copy: CopyRow | None) -> None:
        self._changed[pair] = copy
        for end in pair:
            self._of.setdefault(end, set()).add(pair)

    def write(self) -> None:
        """Belongs in a transaction."""
        gone = [pair for pair, copy in self._changed.items() if copy is None]
        self._store.db.conn.executemany("DELETE FROM copies WHERE a_id = ? AND b_id = ?", gone)
        self._store.db.conn.executemany(PUT, [copy for copy in self._changed.values() if copy is not None])
