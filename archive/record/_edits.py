"""What edits took out and put in, written with their versions."""

from sqlite_utils import Database

from archive.record import edits, index_upkeep
from archive.record._connection import OpenRecord
from archive.sqlite import transaction
from archive.versions.edit_spans import length_of


class Edits(OpenRecord):
    """The rows of edits. What is not known before the lock is worked out behind it."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._untold: dict[int, frozenset[str]] = {}
        self._wrote_spans = False

    def tell_edit(self, version_id: int, beside: frozenset[str] = frozenset()) -> None:
        """Keep what a version took out and put in; lines `beside` the text say nothing of it. Belongs in the
        transaction of whatever made it another change than before."""
        pair = edits.pair_of(self.db, version_id)
        if pair is None or pair.kind not in edits.KINDS:
            edits.forget(self.db, [version_id])
        elif edits.has_no_words(pair):
            edits.put(self.db, pair, edits.NOTHING)
        elif edits.edit_entry.knows(pair.old, pair.new, beside) and not self._is_long(pair, beside):
            edits.put(self.db, pair, edits.edit_entry(pair.old, pair.new, beside))
            self._wrote_spans = True
        else:
            edits.forget(self.db, [version_id])
            self._untold[version_id] = beside

    def _is_long(self, pair: edits.Pair, beside: frozenset[str]) -> bool:
        """Would it take the lock for long to index it?"""
        return length_of(edits.edit_entry(pair.old, pair.new, beside).spans) > index_upkeep.LONG_TEXT

    def follow_edits(self) -> None:
        """Tell what was not known before the lock; belongs behind the transaction, whether it held or not."""
        while self._untold:
            version_id, beside = self._untold.popitem()
            pair = edits.pair_of(self.db, version_id)
            if pair is None:
                continue
            entry = edits.edit_entry(pair.old, pair.new, beside)
            with transaction(self.db):
                if (now := edits.pair_of(self.db, version_id)) and now.state == pair.state:
                    edits.put(self.db, pair, entry)
            self._wrote_spans = True
        if self._wrote_spans:
            index_upkeep.merge_some(self.db, index=edits.INDEX)
            self._wrote_spans = False
