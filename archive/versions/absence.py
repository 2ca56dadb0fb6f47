"""Is an article there, and if not: since when, how it is known, and what is still needed before anybody says so.

Told from the captures by the rule that proves a deletion (archive.ingest._deletion); nothing here decides anything.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple, TypedDict

from sqlite_utils.utils import sqlite3

from archive.sqlite import rows
from archive.times import stamp, unstamp
from archive.versions.checks import NO_CHECK, Check, checks_of
from archive.versions.disappearance import CHECKS_UNTIL_GONE, TIME_UNTIL_GONE
from archive.versions.removals import absent_sql, present_sql

# `there`: at no check was it found missing; `reassigned`: its number stands for another article now.
State = Literal["there", "missing", "gone", "back", "reassigned"]

ARTICLE = "SELECT status, key, first_seen_at, last_seen_at FROM articles WHERE id = ?"
ANSWERS = f"""
SELECT DISTINCT fetched_at AS at, {absent_sql("c")} AS absent FROM captures c
WHERE article_id = ? AND ({present_sql("c")} OR {absent_sql("c")}) ORDER BY fetched_at
"""  # noqa: S608 - words of ours
TOLD = """
SELECT kind, seen_at FROM versions WHERE article_id = ? AND kind IN ('gone', 'back') ORDER BY seen_at DESC, n DESC
"""
_RENAMED = re.compile(r"~\d+$")


class ArticleState(TypedDict):
    """ARTICLE."""

    status: str
    key: str
    first_seen_at: str
    last_seen_at: str


class Answer(TypedDict):
    """ANSWERS: an answer that was its page, could have been it, or said that there is none."""

    at: str
    absent: int


class StatusChange(TypedDict):
    """TOLD: when its absence was proven, or it was there again after that."""

    kind: str
    seen_at: str


class Run(NamedTuple):
    """The checks that did not find an article, one after the other with no answer between, and the last before them."""

    answered_at: str
    absent: list[str]


class Absence(TypedDict):
    """What is known of an article's presence; instants as the record writes them, None where there is none.

    `last_seen_at`: the last answer that was its page. `seen_before_at`: the last before the absence, the same but for
    one that came back. `absent_since`, `absent_until`: the first and the last check of that absence. `absences`: how
    many they are. `way`: the word for how the check that proved it, else the last of them, shows it
    (archive.versions.removals), empty for 404 and 410. `proven_at`: when it was proven. `back_at`: when it was there
    again. `counted`: checks that count towards a proof; `needed`: how many it takes; `provable_from`: the earliest
    check that could complete it.
    """

    state: State
    last_checked_at: str | None
    last_seen_at: str | None
    seen_before_at: str | None
    absent_since: str | None
    absent_until: str | None
    absences: int
    way: str
    proven_at: str | None
    back_at: str | None
    counted: int
    needed: int
    provable_from: str | None


def absence_of(connection: sqlite3.Connection, article_id: int, checks: Sequence[Check] | None = None) -> Absence:
    """Of an article that is known to be there in the record; `checks` are what `checks_of` gives."""
    article = next(rows(connection, ArticleState, ARTICLE, (article_id,)))
    checks = checks_of(connection, article_id) if checks is None else checks
    answers = [one for one in rows(connection, Answer, ANSWERS, (article_id,)) if one["at"] > article["first_seen_at"]]
    changes = list(rows(connection, StatusChange, TOLD, (article_id,)))
    gone_at = next((one["seen_at"] for one in changes if one["kind"] == "gone"), None)
    run = _last_run(answers, gone_at if _is_of_proof(article, changes, answers) else None)
    state = _state(article, run)
    since = run.absent[0] if run.absent else None
    counted = _counted(answers) if state == "missing" else []
    proven_at = gone_at if gone_at and since and gone_at >= since else None
    shown_at = proven_at or (run.absent[-1] if run.absent else None)
    sightings = [check["at"] for check in checks if check["seen"] in ("page", "same")]
    return {
        "state": state,
        "last_checked_at": next((check["at"] for check in checks if check["seen"] not in NO_CHECK), None),
        "last_seen_at": max(sightings, default=None),
        "seen_before_at": max((at for at in sightings if since is None or at < since), default=None),
        "absent_since": since,
        "absent_until": run.absent[-1] if run.absent else None,
        "absences": len(run.absent),
        "way": next((check["way"] for check in checks if check["at"] == shown_at and check["way"]), ""),
        "proven_at": proven_at,
        "back_at": _back_at(changes, sightings, run) if state == "back" else None,
        "counted": len(counted),
        "needed": CHECKS_UNTIL_GONE,
        "provable_from": _provable_from(counted) if state == "missing" else None,
    }


def _state(article: ArticleState, run: Run) -> State:
    if article["status"] == "gone":
        return "gone"
    if article["status"] == "missing":
        return "reassigned" if _RENAMED.search(article["key"]) else "missing"
    return "back" if run.absent else "there"


def _is_of_proof(article: ArticleState, changes: Sequence[StatusChange], answers: Sequence[Answer]) -> bool:
    """Is the absence to be told the one that was proven: of what is gone, and of what came back and is still there?"""
    if article["status"] != "live" or not changes:
        return article["status"] == "gone"
    return not any(one["absent"] and one["at"] > changes[0]["seen_at"] for one in answers)


def _last_run(answers: Sequence[Answer], proven_at: str | None) -> Run:
    """The last absence; with `proven_at`, the one that was proven then."""
    absent = [one["at"] for one in answers if one["absent"] and (proven_at is None or one["at"] <= proven_at)]
    if not absent:
        return Run("", [])
    answered = max((one["at"] for one in answers if not one["absent"] and one["at"] < absent[-1]), default="")
    following = min((one["at"] for one in answers if not one["absent"] and one["at"] > absent[-1]), default="~")
    return Run(answered, [one["at"] for one in answers if one["absent"] and answered < one["at"] < following])


def _counted(answers: Sequence[Answer]) -> list[str]:
    """The absences since the last answer that could have been its page."""
    answered = max((one["at"] for one in answers if not one["absent"]), default="")
    return [one["at"] for one in answers if one["absent"] and one["at"] > answered]


def _back_at(changes: Sequence[StatusChange], sightings: Sequence[str], run: Run) -> str | None:
    recorded = [one["seen_at"] for one in changes if one["kind"] == "back" and one["seen_at"] > run.absent[-1]]
    return min((*recorded, *(at for at in sightings if at > run.absent[-1])), default=None)


def _provable_from(counted: Sequence[str]) -> str | None:
    first: datetime | None = unstamp(counted[0]) if counted else None
    return stamp(first + TIME_UNTIL_GONE) if first else None
