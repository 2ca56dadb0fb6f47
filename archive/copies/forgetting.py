"""An article that is taken out of the record: its sketch, its copies and its place in a story go."""

from pathlib import Path

from archive.copies._candidates import Candidates
from archive.copies._pending import PendingCopies
from archive.copies._stories import Clusters
from archive.copies.index import SimilarIndex
from archive.record.store import Store
from archive.sqlite import transaction


def forget_copies(store: Store, article_id: int) -> None:
    """Take an article out of the copies; those that shared a story with it are a story of their own, or none.

    For one that is in the record still. Worked out before the record is locked.
    """
    if not store.exists("SELECT 1 FROM articles WHERE id = ?", article_id):
        return
    pending, candidates = PendingCopies(store), Candidates(store)
    pairs = list(pending.of(article_id))
    if not pairs:
        return
    pending.change(pairs, ())
    stories = Clusters(store, pending, candidates.evidence).changes({end for pair in pairs for end in pair})
    with transaction(store.db):
        pending.write()
        for sql, values in stories:
            store.db.execute(sql, values)


def forget_sketch(path: Path, article_id: int) -> None:
    """Take an article's hashes out of similar.db. Raises Busy where another process works in it."""
    if not path.exists():
        return
    index = SimilarIndex(path)
    try:
        index.db.execute("PRAGMA secure_delete = ON").fetchall()
        with transaction(index.db):
            index.forget(article_id)
    finally:
        index.close()


def compare_again(path: Path, article_id: int) -> None:
    """An article that is back is sketched and compared by whoever writes next."""
    index = SimilarIndex(path)
    try:
        with transaction(index.db):
            index.queue([article_id])
    finally:
        index.close()
