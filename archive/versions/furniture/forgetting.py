"""An article that is taken out of the record: what its pages taught goes, and its changes that wait."""

import json
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from archive.sqlite import transaction
from archive.versions.furniture.lines_file import open_lines

_PAGES = (
    "(SELECT pages.number FROM pages JOIN places ON places.number = place"
    " WHERE outlet = :outlet AND key IN (SELECT value FROM json_each(:keys)))"
)
_STATEMENTS = (
    f"DELETE FROM lines WHERE page IN {_PAGES}",  # noqa: S608 - ours
    f"DELETE FROM titles WHERE page IN {_PAGES}",  # noqa: S608 - ours
    f"DELETE FROM pages WHERE number IN {_PAGES}",  # noqa: S608 - ours
    "DELETE FROM pending WHERE outlet = :outlet AND key IN (SELECT value FROM json_each(:keys))",
)


def forget_lines(path: Path, outlet: str, keys: Collection[str]) -> None:
    """Take articles of an outlet out of lines.db. Raises Busy where another process works in it."""
    if not path.exists():
        return
    with closing(open_lines(path)) as db:
        db.execute("PRAGMA secure_delete = ON").fetchall()
        with transaction(db):
            for sql in _STATEMENTS:
                db.execute(sql, {"outlet": outlet, "keys": json.dumps(list(keys))})
