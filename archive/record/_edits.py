"""What edits took out and put in, written with their versions."""

from sqlite_utils import Database

from archive.record import edits, index_upkeep
from archive.record._connection import OpenRecord
from archive.record.edit_entries import NOTHING, edit_entry, has_no_words, pair_of, worked_out


class Edits(OpenRecord):
    """The rows of edits. What is not known before the lock is worked out behind it."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._untold: dict[int, frozenset[str]] = {}
        self._wrote_spans = False

    def write_edit(self, version_id: int, beside: frozenset[str] = frozenset()) -> None:
        """Keep what a version took out and put in; lines `beside` the text say nothing of it. Belongs in the
        transaction of whatever made it another change than before."""
        pair = pair_of(self.db, version_id)
        if pair and not has_no_words(pair) and not edit_entry.knows(pair.old, pair.new, beside):
            edits.outdate(self.db, version_id)
            self._untold[version_id] = beside
            return
        entry = worked_out(pair, beside)
        if edits.is_long(self.db, version_id, entry or NOTHING):
            # The next filling tells it, every night: indexing it would keep captures waiting.
            edits.outdate(self.db, version_id)
        elif pair is None or entry is None:
            edits.forget(self.db, [version_id])
        else:
            edits.put(self.db, pair, entry)
            self._wrote_spans = True

    def follow_edits(self) -> None:
        """Tell what was not known before the lock; belongs behind the transaction, whether it held or not."""
        while self._untold:
            edits.write_in_portions(self.db, *self._untold.popitem())
            self._wrote_spans = True
        if self._wrote_spans:
            index_upkeep.merge_some(self.db, index=edits.INDEX)
            self._wrote_spans = False
