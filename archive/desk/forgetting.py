"""An article that is taken out of the archive: what readers marked stays theirs, and names it no more."""

from pathlib import Path

from archive.desk.store import ONE_READER, Desk
from archive.sqlite import transaction

_HERE = "article_id = ? OR (outlet = ? AND key = ? AND key <> '')"
_COUNT = f"""
WITH here AS (SELECT n FROM articles WHERE {_HERE}) SELECT (SELECT count(*) FROM listed WHERE article IN here)
  + (SELECT count(*) FROM tags WHERE article IN here) + (SELECT count(*) FROM notes WHERE article IN here)
"""  # noqa: S608 - from above
_FORGET = f"UPDATE articles SET key = '', article_id = ? WHERE {_HERE}"  # noqa: S608 - from above


def marks_of(path: Path, article_id: int, outlet: str, key: str) -> int:
    """How often readers marked an article."""
    if not path.exists():
        return 0
    with Desk(path, ONE_READER) as desk:
        return int(desk.db.execute(_COUNT, (article_id, outlet, key)).fetchone()[0])


def forget_key(path: Path, article_id: int, outlet: str, key: str) -> None:
    """The key of an article, which may be words of its address, goes; its marks stay, under its number alone."""
    if not path.exists():
        return
    with Desk(path, ONE_READER) as desk:
        desk.db.execute("PRAGMA secure_delete = ON").fetchall()
        with transaction(desk.db):
            desk.db.execute(_FORGET, (article_id, article_id, outlet, key))
