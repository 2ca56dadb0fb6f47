"""What a version was taken for before, and which texts of an article take turns."""

import json
from collections.abc import Collection, Iterable
from typing import TypedDict

from archive.versions.history import Verdict
from archive.web.queries.rows import Connection, rows
from archive.web.queries.version_history import BEFORE

SINCE = """
SELECT d.id, v.article_id, v.n, d.at, d.was, d.kind, d.why
FROM verdicts d JOIN versions v ON v.id = d.version_id WHERE d.id > :since ORDER BY d.id LIMIT :limit
"""
# The text before a run, its first change, and each further one up to the first change of the next run.
RUNS = f"""
SELECT v.id AS run, r.seen_at, (r.seen_at, r.n) >= (v.seen_at, v.n) AS is_change, coalesce(r.title, a.title) AS title
FROM json_each(?) j CROSS JOIN versions v ON v.id = j.value JOIN articles a ON a.id = v.article_id
JOIN versions r ON r.article_id = v.article_id
WHERE r.id IN (v.id, {BEFORE}) OR (r.kind = 'repeat' AND (r.seen_at, r.n) > (v.seen_at, v.n) AND NOT EXISTS (
  SELECT 1 FROM versions w WHERE w.article_id = v.article_id AND +w.kind = 'alternates'
  AND (w.seen_at, w.n) > (v.seen_at, v.n) AND (w.seen_at, w.n) < (r.seen_at, r.n)))
ORDER BY v.id, r.seen_at, r.n
"""  # noqa: S608 - from beside


class VerdictOfArticle(Verdict):
    """SINCE: a verdict, its number, and the article it is of."""

    id: int
    article_id: int


class _Turn(TypedDict):
    """A row of RUNS."""

    run: int
    seen_at: str
    is_change: int
    title: str


class ListedChange(TypedDict):
    """What of a change in a list tells whether it is a run of texts that take turns."""

    change_id: int
    kind: str


class Alternation(TypedDict):
    """Texts of an article that take turns: their headlines, each once, and how often one was seen to take the place of
    another (`times`), first at `since`, last at `last`.
    """

    titles: list[str]
    times: int
    since: str
    last: str


def verdicts_since(connection: Connection, since: int, limit: int) -> list[VerdictOfArticle]:
    """Those reached after the verdict of the number `since`."""
    return rows(connection, VerdictOfArticle, SINCE, {"since": since, "limit": limit})


def alternations(connection: Connection, ids: Collection[int]) -> dict[int, Alternation]:
    """By the number (versions.id) of the first change of a run, which is of kind `alternates`."""
    runs: dict[int, list[_Turn]] = {}
    for turn in rows(connection, _Turn, RUNS, (json.dumps(list(ids)),)) if ids else ():
        runs.setdefault(turn["run"], []).append(turn)
    return {run: _alternation(turns) for run, turns in runs.items()}


def alternations_among(connection: Connection, changes: Iterable[ListedChange]) -> dict[int, Alternation]:
    """Of the changes of a list, by the number of the change."""
    return alternations(connection, [one["change_id"] for one in changes if one["kind"] == "alternates"])


def _alternation(turns: list[_Turn]) -> Alternation:
    changes = [turn["seen_at"] for turn in turns if turn["is_change"]]
    titles = dict.fromkeys(turn["title"] for turn in turns)
    return {"titles": list(titles), "times": len(changes), "since": changes[0], "last": changes[-1]}
