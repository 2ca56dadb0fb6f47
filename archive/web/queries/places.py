"""In how many articles places are named: by governorate and day, and of one place; beside whom, where, how spelt.

Each number is the length of the list that the search page gives for it (archive.search._named_places).
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypedDict

from archive.sqlite import has_table
from archive.times import day_of_id, first_id_of
from archive.web.queries.articles import BRIEF, BriefArticle
from archive.web.queries.rows import Connection, Count, row, rows

TABLE, KEPT = "article_places", "governorate_counts"
# In days asked for, an article that states none is in no list.
_SPAN = """article_id >= :low AND (:dated = 0 OR article_id NOT IN
  (SELECT id FROM articles INDEXED BY articles_undated WHERE published_day = ''))"""
BY_GOVERNORATE = f"""
SELECT g.value AS id, (SELECT count(DISTINCT article_id) FROM article_places INDEXED BY article_places_governorate
  WHERE governorate = g.value AND how = 'named' AND {_SPAN}) AS n
FROM json_each('["01","02","03","04","05","06","07","08","09","10","11","12","13","14"]') g
"""  # noqa: S608 - from above
# The same over all articles, from the table that keeps it.
EVER = "SELECT governorate AS id, articles AS n FROM governorate_counts WHERE governorate BETWEEN '01' AND '14'"
BY_PLACE = f"""
SELECT place AS id, count(DISTINCT article_id) AS n FROM article_places INDEXED BY article_places_place
WHERE place <> '' AND how = 'named' AND {_SPAN} GROUP BY 1 ORDER BY 2 DESC, 1
"""  # noqa: S608 - from above
OF_HOW = f"""
SELECT count(DISTINCT article_id) AS n FROM article_places INDEXED BY article_places_place
WHERE place = :place AND how = :how AND {_SPAN}
"""  # noqa: S608 - from above
AMBIGUOUS = """
SELECT count(DISTINCT article_id) AS n FROM article_places WHERE place = '' AND how = 'ambiguous' AND name = :name
"""
OF_PLACE = "FROM article_places p WHERE p.place = :place AND p.how = 'named'"
# The first by number, which begins with its day.
FIRST = """
SELECT a.published_day AS first
FROM article_places p INDEXED BY article_places_place CROSS JOIN articles a ON a.id = p.article_id
WHERE p.place = :place AND p.how = 'named' AND a.published_day <> '' ORDER BY p.article_id LIMIT 1
"""
SPELLINGS = f"SELECT p.spelling AS id, count(*) AS n {OF_PLACE} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12"
# One of each article, as one text: Python counts equal lines sooner than SQLite puts them in order.
OUTLETS = """
SELECT coalesce(group_concat(a.outlet, '\n'), '')
FROM (SELECT DISTINCT article_id FROM article_places INDEXED BY article_places_place
      WHERE place = :place AND how = 'named') p
CROSS JOIN articles a INDEXED BY articles_facets ON a.id = p.article_id
"""
OUTLETS_SHOWN = 8
BESIDE = f"""
SELECT o.place AS id, count(DISTINCT o.article_id) AS n
FROM (SELECT DISTINCT article_id FROM article_places INDEXED BY article_places_place
      WHERE place = :place AND how = 'named' AND {_SPAN}) h
CROSS JOIN article_places o ON o.article_id = h.article_id AND o.how = 'named' AND o.place <> :place
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 8
"""  # noqa: S608 - from above
# Beside a place that more articles name others are counted from a day on: over all that name a capital, among a
# million articles, that takes a quarter of a second.
BESIDE_IN = 10_000
ONE_TOO_MANY = """
SELECT article_id FROM article_places INDEXED BY article_places_place
WHERE place = :place AND how = 'named' ORDER BY article_id DESC LIMIT 1 OFFSET :newer
"""
NEWEST = f"""
SELECT {BRIEF}, a.body FROM articles a JOIN outlets o ON o.name = a.outlet
WHERE a.id IN (SELECT DISTINCT article_id FROM article_places WHERE place = :place AND how = 'named'
               ORDER BY article_id DESC LIMIT 5) ORDER BY a.id DESC
"""  # noqa: S608 - from above


class Counted(TypedDict):
    """BY_GOVERNORATE, BY_PLACE, SPELLINGS, BESIDE, and of outlets: `n` articles of what `id` names."""

    id: str
    n: int


class First(TypedDict):
    """FIRST: the day of publication of the first article that names a place and states its day."""

    first: str


class Summary(TypedDict):
    """Articles that name a place, how many outlets print them, the first day of publication."""

    n: int
    outlets: int
    first: str | None


class Newest(BriefArticle):
    """NEWEST: with the text, for the lines round the name."""

    body: str


class OnePlace(TypedDict):
    """All that the page of a place shows. `beside` counts from the day `beside_since` on, or, without it, all."""

    summary: Summary
    lately: int
    government: int
    spellings: list[Counted]
    outlets: list[Counted]
    beside: list[Counted]
    beside_since: date | None
    newest: list[Newest]


def is_told(connection: Connection) -> bool:
    """Does the file, unlike one of an older release, say which places its articles name?"""
    return has_table(connection, TABLE)


def by_governorate(connection: Connection, since: date | None) -> Mapping[str, int]:
    """Articles that name a place of each, published since a day or ever; by the two digits."""
    is_kept = since is None and has_table(connection, KEPT)
    found = rows(connection, Counted, EVER) if is_kept else rows(connection, Counted, BY_GOVERNORATE, _span(since))
    return {one["id"]: one["n"] for one in found}


def by_place(connection: Connection, since: date | None) -> list[Counted]:
    """Articles that name each place, those published since a day or all; the most named first."""
    return rows(connection, Counted, BY_PLACE, _span(since))


def articles_of(connection: Connection, place: str, how: str, since: date | None = None) -> int:
    found = row(connection, Count, OF_HOW, {"place": place, "how": how, **_span(since)})
    return found["n"] if found else 0


def ambiguous(connection: Connection, name: str) -> int:
    """Articles with a folded name of several places, where nothing says which."""
    found = row(connection, Count, AMBIGUOUS, {"name": name})
    return found["n"] if found else 0


def one_place(connection: Connection, place: str, lately: date) -> OnePlace:
    values = {"place": place}
    (outlet_names,) = connection.execute(OUTLETS, values).fetchone()
    outlets = sorted(
        Counter(outlet_names.split("\n") if outlet_names else ()).items(), key=lambda one: (-one[1], one[0])
    )
    first = row(connection, First, FIRST, values)
    beside_since = _newest_since(connection, place)
    return {
        "summary": {
            "n": sum(n for _, n in outlets),
            "outlets": len(outlets),
            "first": first["first"] if first else None,
        },
        "lately": articles_of(connection, place, "named", lately),
        "government": articles_of(connection, place, "government"),
        "spellings": rows(connection, Counted, SPELLINGS, values),
        "outlets": [{"id": name, "n": n} for name, n in outlets[:OUTLETS_SHOWN]],
        "beside": rows(connection, Counted, BESIDE, values | _span(beside_since)),
        "beside_since": beside_since,
        "newest": rows(connection, Newest, NEWEST, values),
    }


def _newest_since(connection: Connection, place: str) -> date | None:
    """The day on which begin the newest articles that name a place, BESIDE_IN at most; None where all are so few."""
    old = connection.execute(ONE_TOO_MANY, {"place": place, "newer": BESIDE_IN}).fetchone()
    return day_of_id(old[0]) + timedelta(days=1) if old else None


def _span(since: date | None) -> dict[str, object]:
    return {"low": first_id_of(since) if since else -(2**62), "dated": int(since is not None)}
