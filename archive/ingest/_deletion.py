"""Is an article that answers 404 or 410 taken down? Proven from the captures, or missing for a reason.

An outage, a block and a page that only says "not found" are no absences at all: they never come here.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from archive.record.rows import ArticleRow
from archive.record.store import Store
from archive.sqlite import rows
from archive.times import stamp, unstamp
from archive.versions.compare import is_gone, is_mass_disappearance

# Since it last answered with anything that could be its page, a held one too; the check at `at` may not be written yet.
ABSENCES = """
WITH answered(last) AS (
  SELECT coalesce(max(fetched_at), '') FROM captures WHERE article_id = :article AND status IN (200, 304))
SELECT min(id) AS id, fetched_at FROM (
  SELECT id, fetched_at FROM captures WHERE article_id = :article AND status IN (404, 410)
  UNION ALL SELECT NULL, :at)
WHERE fetched_at > (SELECT last FROM answered) GROUP BY fetched_at ORDER BY fetched_at
"""
# What became of the outlet's other articles since the first absence. `answered_at` is of any of them; those that make
# a mass were known before it: an outlet that moved goes on publishing. What was gone already says nothing of now.
OTHERS = """
WITH others AS (SELECT * FROM articles WHERE id <> :article AND id IN (
  SELECT article_id FROM captures
  WHERE id >= :capture AND outlet = :outlet AND fetched_at >= :since AND status IN (200, 304, 404, 410)))
SELECT max(last_seen_at) AS answered_at,
  coalesce(sum(first_seen_at < :since AND (status = 'missing' OR status = 'gone' AND :since <=
    (SELECT max(seen_at) FROM versions WHERE article_id = others.id AND kind = 'gone'))), 0) AS absent,
  coalesce(sum(first_seen_at < :since AND status = 'live' AND last_seen_at >= :since), 0) AS present
FROM others
"""


class Absence(TypedDict):
    """A row of ABSENCES: when a check was made, and the first capture of that time; None where it is not written."""

    id: int | None
    fetched_at: str


class Others(TypedDict):
    """The row of OTHERS; `answered_at` is None where none was looked at."""

    answered_at: str | None
    absent: int
    present: int


def why_unproven(store: Store, article: ArticleRow, at: datetime) -> str:
    """Why the absences of an article, one more `at` among them, prove no deletion yet; empty where they do.

    Slow: belongs before the transaction.

    `unconfirmed`: too few checks or too short a time. `others_silent`: no other article of the outlet answered since
    the check before. `mass_disappearance`: a large part of the outlet's articles went with it.
    """
    found = list(rows(store.db.conn, Absence, ABSENCES, {"article": article["id"], "at": stamp(at)}))
    absences = [unstamp(absence["fetched_at"]) for absence in found]
    if not is_gone(absences):
        return "unconfirmed"
    first_capture = min(absence["id"] for absence in found if absence["id"])
    others = _others(store, article, first_capture, absences)
    if (others["answered_at"] or "") < stamp(absences[-2]):
        return "others_silent"
    # This one is absent too.
    return "mass_disappearance" if is_mass_disappearance(others["absent"] + 1, others["present"]) else ""


def _others(store: Store, article: ArticleRow, first_capture: int, absences: Sequence[datetime]) -> Others:
    since = stamp(absences[0])
    values = {"article": article["id"], "outlet": article["outlet"], "capture": first_capture, "since": since}
    return next(rows(store.db.conn, Others, OTHERS, values))
