"""Is an article that answers 404 or 410 taken down? Proven from the captures, or missing for a reason.

An outage, a block and a page that only says "not found" are no absences at all: they never come here.
"""

from collections.abc import Sequence
from datetime import datetime

from archive.record.store import Row, Store
from archive.times import stamp, unstamp
from archive.versions.compare import is_gone, is_mass_disappearance

# Since it last answered with anything that could be its page, a held one too.
ABSENCES = (
    "SELECT id, fetched_at FROM captures WHERE article_id = ? AND status IN (404, 410) AND fetched_at >"
    " (SELECT coalesce(max(fetched_at), '') FROM captures WHERE article_id = ? AND status IN (200, 304))"
    " ORDER BY fetched_at, id"
)
# What became of the outlet's other articles since the first absence. `answered_at` is of any of them; those that make
# a mass were known before it: an outlet that moved goes on publishing. Whatever was gone already tells nothing of now.
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


def why_unproven(store: Store, article: Row) -> str:
    """Why the absences of an article prove no deletion yet; empty where they do.

    `unconfirmed`: too few checks or too short a time. `others_silent`: no other article of the outlet answered since
    the check before. `mass_disappearance`: a large part of the outlet's articles went with it.
    """
    rows = list(store.db.query(ABSENCES, (article["id"], article["id"])))
    absences = [unstamp(row["fetched_at"]) for row in rows]
    if not is_gone(absences):
        return "unconfirmed"
    others = _others(store, article, min(row["id"] for row in rows), absences)
    if (others["answered_at"] or "") < stamp(absences[-2]):
        return "others_silent"
    # This one is absent too.
    return "mass_disappearance" if is_mass_disappearance(others["absent"] + 1, others["present"]) else ""


def _others(store: Store, article: Row, first_capture: int, absences: Sequence[datetime]) -> Row:
    since = stamp(absences[0])
    named = {"article": article["id"], "outlet": article["outlet"], "capture": first_capture, "since": since}
    return next(iter(store.db.query(OTHERS, named)))
