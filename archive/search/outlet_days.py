"""How the hits of a question spread over outlets and days, those that belong to a story told apart."""

from collections import Counter
from typing import NamedTuple, Unpack

from sqlite_utils.utils import sqlite3

from archive.search.compiled import Compiled
from archive.search.filters import Filters
from archive.search.hits import Hits
from archive.times import IDS_PER_DAY

_STORY = "coalesce(m.cluster_id, '')"
_STORIES = "LEFT JOIN cluster_members m ON m.article_id = f.rowid"
# As one text: Python counts equal lines sooner than SQLite puts them in order.
_OUTLET_DAYS = """
SELECT coalesce(group_concat(a.outlet || '\t' || (f.rowid / :ids_per_day) || '\t' || {story}, '\n'), '') FROM {source}
CROSS JOIN articles a INDEXED BY articles_facets ON a.id = f.rowid {stories} WHERE {where}"""


class OutletDay(NamedTuple):
    """Articles of an outlet and a day, counted from 1970; those of one `story`, or of none (None)."""

    outlet: str
    day: int
    story: int | None
    articles: int


def may_be_folded(connection: sqlite3.Connection, compiled: Compiled, **filters: Unpack[Filters]) -> bool:
    """Does a search fold the copies among what this question finds? Not where there are too many hits."""
    return Hits(connection, compiled, {**filters, "folded": False}).may_be_folded()


def outlet_days(
    connection: sqlite3.Connection, compiled: Compiled, *, with_stories: bool, **filters: Unpack[Filters]
) -> list[OutletDay]:
    """Hits of each outlet and day, copies among them. Without `with_stories` all of them are of no story."""
    return days_of_hits(Hits(connection, compiled, {**filters, "folded": False}), with_stories=with_stories)


def days_of_hits(hits: Hits, *, with_stories: bool) -> list[OutletDay]:
    """These hits by outlet, day and, where asked for, story. Days without any are absent."""
    story, stories = (_STORY, _STORIES) if with_stories else ("''", "")
    sql = _OUTLET_DAYS.replace("{story}", story).replace("{stories}", stories)
    text = next(hits.rows(str, sql, ids_per_day=IDS_PER_DAY))
    counted = Counter(text.split("\n") if text else ())
    return [
        OutletDay(outlet, int(day), int(story) if story else None, n)
        for one, n in counted.items()
        for outlet, day, story in [one.split("\t")]
    ]
