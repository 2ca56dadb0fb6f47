"""An article that is taken out of the record: no watch list has found it any more."""

from pathlib import Path

from archive.alerts.watch.store import Watching
from archive.sqlite import transaction

_COUNT, _FORGET = (f"{what} FROM found WHERE article_id = ?" for what in ("SELECT count(*)", "DELETE"))


def found_by_lists(path: Path, article_id: int) -> int:
    """How many lists found an article."""
    if not path.exists():
        return 0
    with Watching(path) as watching:
        return int(watching.db.execute(_COUNT, (article_id,)).fetchone()[0])


def forget_found(path: Path, article_id: int) -> None:
    """What was not told yet is not told."""
    if not path.exists():
        return
    with Watching(path) as watching, transaction(watching.db):
        watching.db.execute(_FORGET, (article_id,))
