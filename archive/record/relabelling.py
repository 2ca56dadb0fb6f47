"""What edits are said to have changed, worked out anew: rows of an older release keep what its rules said of them."""

from collections.abc import Callable
from typing import TypedDict

from sqlite_utils import Database

from archive.sqlite import rows, transaction
from archive.versions.change_labels import name_changes

STEP = 100
CLAIMS = ("byline", "credit", "date")
EDITS = "SELECT count(*) FROM versions WHERE kind IN ('edit', 'revert', 'alternates', 'repeat')"
# Each edit with the text that it replaced, by the time that was there.
TEXTS = """
SELECT v.id, v.changed, v.numbers, t.title, t.body, b.title AS old_title, b.body AS old_body
FROM versions v JOIN version_texts t ON t.id = v.id JOIN version_texts b ON b.id = (
  SELECT p.id FROM versions p WHERE p.article_id = v.article_id AND p.kind NOT IN ('gone', 'back', 'given')
    AND (p.seen_at, p.n) < (v.seen_at, v.n) ORDER BY p.seen_at DESC, p.n DESC LIMIT 1)
WHERE v.id > ? AND +v.kind IN ('edit', 'revert', 'alternates', 'repeat') ORDER BY v.id LIMIT ?
"""
SAY = "UPDATE versions SET changed = ?, numbers = ? WHERE id = ? AND kind IN ('edit', 'revert', 'alternates', 'repeat')"


class _Edit(TypedDict):
    """A row of TEXTS."""

    id: int
    changed: str
    numbers: str
    title: str
    body: str
    old_title: str
    old_body: str


def relabel(db: Database, on_step: Callable[[int, int], object] = lambda *_: None) -> int:
    """Name what every edit, revert and turn of alternating texts changed, by today's rules; returns how many were
    said otherwise.

    In steps of some edits, each compared before its short transaction. `on_step(edits done, of how many)` is called
    after each.
    """
    (total,) = db.execute(EDITS).fetchone()
    done = renamed = last = 0
    while found := list(rows(db.conn, _Edit, TEXTS, (last, STEP))):
        labelled = [(edit, _names(edit)) for edit in found]
        named = [(*names, edit["id"]) for edit, names in labelled if names != (edit["changed"], edit["numbers"])]
        with transaction(db):
            for values in named:
                db.execute(SAY, values)
        done, renamed, last = done + len(found), renamed + len(named), found[-1]["id"]
        on_step(done, total)
    return renamed


def _names(edit: _Edit) -> tuple[str, str]:
    changed, numbers = name_changes((edit["old_title"], edit["old_body"]), (edit["title"], edit["body"]))
    # What a page claims beside its text is not in the texts.
    claims = (name for name in edit["changed"].split() if name in CLAIMS)
    return " ".join(filter(None, (changed, *claims))), numbers
