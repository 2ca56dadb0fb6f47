"""Outlets as the pages ask for them: names, titles, articles a day."""

from datetime import date, timedelta

from archive.times import IDS_PER_DAY, first_id_of
from archive.web.queries.rows import Connection, Row, rows

SPARK_DAYS = 30
OUTLETS = """
SELECT o.*, o.title AS outlet_title, o.title_en AS outlet_title_en,
       (SELECT count(*) FROM articles a WHERE a.outlet = o.name) AS articles,
       (SELECT a.published_day FROM articles a WHERE a.outlet = o.name ORDER BY a.id DESC LIMIT 1) AS last_day
FROM outlets o ORDER BY o.enabled DESC, articles DESC, o.name
"""
DAYS = f"""
SELECT a.outlet, a.id / {IDS_PER_DAY} AS day, count(*) AS n
FROM outlets o CROSS JOIN articles a ON a.outlet = o.name AND a.id >= ? GROUP BY 1, 2
"""  # noqa: S608 - a number of ours


def outlets_with_days(connection: Connection, today: date) -> list[Row]:
    """Every outlet with its number of articles and how many came on each of the last thirty days, oldest first."""
    first = today - timedelta(days=SPARK_DAYS - 1)
    start = first_id_of(first) // IDS_PER_DAY
    days: dict[str, list[int]] = {}
    for found in rows(connection, DAYS, (first_id_of(first),)):
        counts = days.setdefault(found["outlet"], [0] * SPARK_DAYS)
        if found["day"] - start < SPARK_DAYS:
            counts[found["day"] - start] = found["n"]
    return [with_days(known, days.get(known["name"], [0] * SPARK_DAYS)) for known in rows(connection, OUTLETS)]


def with_days(outlet: Row, days: list[int]) -> Row:
    """Add the counts, and up to which of these days an empty one says nothing: we had no article of the outlet yet."""
    known_before = outlet["articles"] > sum(days)
    first = next((place for place, n in enumerate(days) if n), SPARK_DAYS)
    return outlet | {"days": days, "silent_until": 0 if known_before else first}


def outlet_names(connection: Connection) -> dict[str, Row]:
    """What each outlet is called, in its own language and in English."""
    found = rows(connection, "SELECT name, title AS outlet_title, title_en AS outlet_title_en FROM outlets")
    return {outlet["name"]: outlet for outlet in found}


def outlet_titles(connection: Connection, lang: str = "ar") -> dict[str, str]:
    """What each outlet is called on a page of a language."""
    column = "outlet_title_en" if lang == "en" else "outlet_title"
    titles = {name: outlet[column] for name, outlet in outlet_names(connection).items()}
    return dict(sorted(titles.items(), key=lambda item: item[1]))


UNKNOWN_HEALTH = {"state": "unknown", "cause": "unknown", "since": "", "last_new": None}


def named(names: dict[str, Row], outlet: str) -> Row:
    """What an outlet is called; its short name where the record does not know it yet."""
    return names.get(outlet, {"outlet_title": outlet, "outlet_title_en": outlet})
