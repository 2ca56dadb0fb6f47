"""Outlets as the pages ask for them: names, titles, articles a day, and how they are."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from archive.model import FROM_IMPORTS
from archive.record.outlet_days import by_days
from archive.times import EPOCH, day_of_id
from archive.web.queries.rows import Connection, rows

SPARK_DAYS = 30
TITLES = "SELECT name, title AS outlet_title, title_en AS outlet_title_en FROM outlets"
OUTLETS = """
SELECT o.*, o.title AS outlet_title, o.title_en AS outlet_title_en,
       (SELECT coalesce(sum(d.articles), 0) FROM outlet_days d WHERE d.outlet = o.name) AS articles,
       (SELECT max(a.id) FROM articles a WHERE a.outlet = o.name) AS last
FROM outlets o ORDER BY o.enabled DESC, articles DESC, o.name
"""
DAYS = """
SELECT d.outlet, d.day, d.articles AS n FROM outlets o CROSS JOIN outlet_days d ON d.outlet = o.name AND d.day >= ?
"""


class OutletTitles(TypedDict):
    """What an outlet is called, in its own language and in English."""

    outlet_title: str
    outlet_title_en: str


class NamedOutlet(OutletTitles):
    """TITLES, or a channel and whose own it is."""

    name: str


class OutletRow(TypedDict):
    """A row of the table; `hosts` is JSON. A file of an older release lacks the last three."""

    name: str
    title: str
    title_en: str
    home: str
    lang: str
    hosts: str
    every: str
    expect_per_day: float
    enabled: int
    note: str
    closed: str
    closed_by: str
    barred: str


class Outlet(OutletRow, OutletTitles):
    """A row of the table, and the titles under the names that they have beside an article."""


class CountedOutlet(Outlet):
    """OUTLETS; `last` is the number of its newest article, None where there is none."""

    articles: int
    last: int | None


class OutletDay(TypedDict):
    """DAYS: `n` articles of an outlet on a `day` since 1970."""

    outlet: str
    day: int
    n: int


class OutletWithDays(CountedOutlet):
    """`days`: articles on each of the last SPARK_DAYS days, oldest first; undated ones on the day they were first seen.

    `last_day`: the day of its newest article, or on which that was first seen.
    `silent_until`: up to which of these an empty one says nothing, as we had no article of the outlet yet.
    """

    days: list[int]
    last_day: date | None
    silent_until: int


class OutletHealth(TypedDict):
    """How an outlet is, as the scheduler last wrote it; instants as the record writes them."""

    state: str
    cause: str
    since: str
    last_new: str | None
    given_up: int


def outlets_with_days(connection: Connection, today: date) -> list[OutletWithDays]:
    """Every outlet with its number of articles and how many came on each of the last days."""
    start = (today - EPOCH).days - SPARK_DAYS + 1
    days: dict[str, list[int]] = {}
    for found in rows(connection, OutletDay, by_days(connection, DAYS), (start,)):
        counts = days.setdefault(found["outlet"], [0] * SPARK_DAYS)
        if found["day"] - start < SPARK_DAYS:
            counts[found["day"] - start] = found["n"]
    listed = rows(connection, CountedOutlet, by_days(connection, OUTLETS))
    return [with_days(outlet, days.get(outlet["name"], [0] * SPARK_DAYS)) for outlet in listed]


def with_days(outlet: CountedOutlet, days: list[int]) -> OutletWithDays:
    known_before = outlet["articles"] > sum(days)
    first = next((number for number, n in enumerate(days) if n), SPARK_DAYS)
    last_day = day_of_id(outlet["last"]) if outlet["last"] is not None else None
    return {**outlet, "days": days, "last_day": last_day, "silent_until": 0 if known_before else first}


def outlet_names(connection: Connection) -> dict[str, OutletTitles]:
    """What each outlet is called."""
    return {outlet["name"]: outlet for outlet in rows(connection, NamedOutlet, TITLES)}


def outlet_titles(connection: Connection, lang: str = "ar") -> dict[str, str]:
    """What each outlet is called on a page of a language, in the order of the titles."""
    titles = {name: title_in(lang, outlet) for name, outlet in outlet_names(connection).items()}
    return dict(sorted(titles.items(), key=lambda item: item[1]))


def title_in(lang: str, outlet: OutletTitles) -> str:
    """What an outlet is called on a page of a language."""
    return outlet["outlet_title_en"] if lang == "en" else outlet["outlet_title"]


def titles_of(names: Mapping[str, OutletTitles], outlet: str) -> OutletTitles:
    """What an outlet is called; its short name where the record does not know it yet."""
    return names.get(outlet, {"outlet_title": outlet, "outlet_title_en": outlet})


def health_of(states: Mapping[str, Mapping[str, Any]] | None, outlet: Outlet) -> OutletHealth:
    """How an outlet is, of what archive.crawl_state.health.read_health gives; one turned off is `disabled`.

    `imported` where it was never followed: all of it came in other people's files.
    """
    known = (states or {}).get(outlet["name"], {"state": "unknown", "cause": "unknown", "since": "", "last_new": None})
    word = "imported" if outlet["note"] == FROM_IMPORTS else "disabled"
    off = {} if outlet["enabled"] else {"state": word, "cause": word}
    return {
        "state": off.get("state", known["state"]),
        "cause": off.get("cause", known["cause"]),
        "since": known["since"],
        "last_new": known["last_new"],
        "given_up": known.get("given_up", 0),
    }
