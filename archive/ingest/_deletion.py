"""Is an article that was not found taken down? Proven from the captures, or missing for a reason.

An outage and a block are no absences at all: they never come here. What is one: archive.versions.removals.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypedDict

from archive.ingest._removal import DENIED
from archive.record.rows import ArticleRow
from archive.record.store import Store
from archive.sqlite import rows
from archive.times import stamp, unstamp
from archive.versions.disappearance import is_gone, is_mass_disappearance
from archive.versions.removals import DENIALS, absent_sql, family_of, family_sql, present_sql

# Since it last answered with anything that could be its page, a held one too; the check at `at` may not be written yet.
ABSENCES = f"""
WITH answered(last) AS (
  SELECT coalesce(max(fetched_at), '') FROM captures c WHERE article_id = :article AND {present_sql("c")})
SELECT min(id) AS id, fetched_at, max(held) AS held FROM (
  SELECT id, fetched_at, coalesce(held, '') AS held FROM captures c WHERE article_id = :article AND {absent_sql("c")}
  UNION ALL SELECT NULL, :at, '')
WHERE fetched_at > (SELECT last FROM answered) GROUP BY fetched_at ORDER BY fetched_at
"""  # noqa: S608 - words of ours
# So many captures make the hour before a first absence at most.
LOOKED_BACK = 5_000
# What became of the outlet's other articles since the first absence. `answered_at` is of any of them; those that make
# a mass were known before it: an outlet that moved goes on publishing. What was gone already says nothing of now.
# `alike`: those that are absent in a way of the same family. `shortly_before`: those present in the hour before.
OTHERS = f"""
WITH others AS (SELECT * FROM articles WHERE id <> :article AND id IN (
  SELECT article_id FROM captures c WHERE id >= :capture AND outlet = :outlet AND fetched_at >= :since
    AND ({present_sql("c")} OR {absent_sql("c")}))),
absent AS (
  SELECT (SELECT {family_sql("c")} FROM captures c WHERE c.article_id = others.id AND {absent_sql("c")}
    ORDER BY c.fetched_at DESC LIMIT 1) AS family
  FROM others WHERE first_seen_at < :since AND (status = 'missing' OR status = 'gone' AND :since <=
    (SELECT max(seen_at) FROM versions WHERE article_id = others.id AND kind = 'gone')))
SELECT (SELECT max(last_seen_at) FROM others) AS answered_at,
  (SELECT count(*) FROM absent) AS absent, (SELECT count(*) FROM absent WHERE family = :family) AS alike,
  (SELECT count(*) FROM others WHERE first_seen_at < :since AND status = 'live' AND last_seen_at >= :since) AS present,
  (SELECT count(DISTINCT c.article_id) FROM captures c JOIN articles ON articles.id = c.article_id
    WHERE c.id BETWEEN :capture - {LOOKED_BACK} AND :capture AND c.outlet = :outlet AND c.fetched_at >= :before
      AND {present_sql("c")} AND articles.status = 'live' AND first_seen_at < :before) AS shortly_before
"""  # noqa: S608 - words of ours
FEWEST_ALIKE, FEWEST_INSTEAD = 3, 2
# What says nothing of this very article, and only comes in its place.
INSTEAD = frozenset({"elsewhere", "unreadable", "denied"})
# Whoever refuses us from one article on refuses the next ones too.
SOON = timedelta(hours=1)
REFUSED_NEXT = f"""
SELECT count(*) FILTER (WHERE {present_sql("c")}) = 0
   AND count(*) FILTER (WHERE status IN {DENIALS} OR status = 429 OR status >= 500 OR held = 'challenge') > 0
FROM captures c WHERE id > :capture AND outlet = :outlet AND fetched_at BETWEEN :from AND :to
  AND (article_id <> :article OR article_id IS NULL AND held = 'challenge')
"""  # noqa: S608 - words of ours


class Absence(TypedDict):
    """A row of ABSENCES: when a check was made, and the first capture of that time; None where it is not written.

    `held` is its word, empty for 404 and 410.
    """

    id: int | None
    fetched_at: str
    held: str


class Others(TypedDict):
    """The row of OTHERS; `answered_at` is None where none was looked at."""

    answered_at: str | None
    absent: int
    alike: int
    present: int
    shortly_before: int


def why_unproven(store: Store, article: ArticleRow, at: datetime, way: str = "") -> str:
    """Why the absences of an article, one more `at` among them, prove no deletion yet; empty where they do.

    `way` is that one's word, empty for 404 and 410. Slow: belongs before the transaction.

    `unconfirmed`: too few checks or too short a time. `others_silent`: no other article of the outlet answered since
    the check before. `others_refused`: with it the outlet refused what was asked for next. `mass_disappearance`: a
    large part of the outlet's articles went with it.
    """
    found = list(rows(store.db.conn, Absence, ABSENCES, {"article": article["id"], "at": stamp(at)}))
    if not is_gone(_instants(found)):
        return "unconfirmed"
    # A check that met a refusal of all says nothing; those before and after it still count.
    found = [absence for absence in found if not _is_refused_next(store, article, absence)]
    absences = _instants(found)
    if not is_gone(absences):
        return "others_refused"
    first_capture = min(absence["id"] for absence in found if absence["id"])
    others = _others(store, article, first_capture, absences, way)
    if (others["answered_at"] or "") < stamp(absences[-2]):
        return "others_silent"
    return "mass_disappearance" if _is_mass(others, way) else ""


def _instants(absences: Sequence[Absence]) -> list[datetime]:
    return [unstamp(absence["fetched_at"]) for absence in absences]


def _is_mass(others: Others, way: str) -> bool:
    """Did so many go with it that it is the outlet? Of few, where hardly one that was known before is left; what says
    of itself that it is not there (404, 410, a notice) is believed sooner than what only comes instead."""
    alike = others["alike"] + 1  # This one is absent too.
    if is_mass_disappearance(alike, others["present"], others["shortly_before"]) or (
        others["absent"] > 0 and others["present"] == 0
    ):
        return True
    if family_of(way) in INSTEAD and FEWEST_INSTEAD <= alike >= others["present"]:
        return True
    return way != "" and alike >= FEWEST_ALIKE and 2 * others["present"] < alike


def _others(store: Store, article: ArticleRow, first_capture: int, absences: Sequence[datetime], way: str) -> Others:
    values = {
        "article": article["id"],
        "outlet": article["outlet"],
        "capture": first_capture,
        "since": stamp(absences[0]),
        "before": stamp(absences[0] - SOON),
        "family": family_of(way),
    }
    return next(rows(store.db.conn, Others, OTHERS, values))


def _is_refused_next(store: Store, article: ArticleRow, absence: Absence) -> bool:
    if absence["id"] is None or absence["held"] != DENIED:
        return False
    values = {
        "capture": absence["id"],
        "outlet": article["outlet"],
        "from": absence["fetched_at"],
        "to": stamp(unstamp(absence["fetched_at"]) + SOON),
        "article": article["id"],
    }
    return bool(store.db.conn.execute(REFUSED_NEXT, values).fetchone()[0])
