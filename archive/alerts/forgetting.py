"""An article that is taken out of the record: no saved search has found it any more."""

from pathlib import Path

from archive.alerts.store import Readers
from archive.sqlite import transaction

_COUNT, _FORGET = (f"{what} FROM matches WHERE article_id = ?" for what in ("SELECT count(*)", "DELETE"))


def matches_of(path: Path, article_id: int) -> int:
    """How often saved searches found an article."""
    if not path.exists():
        return 0
    with Readers(path) as readers:
        return int(readers.db.execute(_COUNT, (article_id,)).fetchone()[0])


def forget_matches(path: Path, article_id: int) -> None:
    """What was not sent yet is not sent; feeds and pages of searches do not name it."""
    if not path.exists():
        return
    with Readers(path) as readers:
        readers.db.execute("PRAGMA secure_delete = ON").fetchall()
        with transaction(readers.db):
            readers.db.execute(_FORGET, (article_id,))
