"""What the page of one outlet asks: its days, its newest, what it changed, whom it credits, whose texts it carries."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypedDict

from archive.record.outlet_days import by_days
from archive.search.filters import UNDATED
from archive.times import EPOCH, date_of, day_of_id, first_id_of
from archive.web.queries.absent_articles import MissingArticle, absent_counts, missing_articles
from archive.web.queries.articles import ListedArticle, browse
from archive.web.queries.changes import Change, stream
from archive.web.queries.messages import ChannelNumbers, channel_numbers, channels_of
from archive.web.queries.outlets import SPARK_DAYS, NamedOutlet, Outlet, OutletTitles
from archive.web.queries.past import ClosedOutlet, closed_outlets
from archive.web.queries.rows import Connection, Count, row, rows
from archive.web.queries.verdicts import Alternation, alternations_among

NEWEST = 8
CHANGES = 6
NAMES = 8
YEAR = timedelta(days=365)

OUTLET = "SELECT *, title AS outlet_title, title_en AS outlet_title_en FROM outlets WHERE name = ?"
# Each a walk down an index from its end to the first that states a day: a count is as long as the outlet's part of it.
DATED = f"a.outlet = :outlet AND NOT {UNDATED.format('a.id')}"
WHOLE = f"""
SELECT (SELECT coalesce(sum(articles), 0) FROM outlet_days WHERE outlet = :outlet) AS articles,
       (SELECT coalesce(sum(undated), 0) FROM outlet_days WHERE outlet = :outlet) AS without_day,
       (SELECT a.id FROM articles a INDEXED BY articles_outlet_id WHERE {DATED} ORDER BY a.id LIMIT 1) AS first,
       (SELECT a.id FROM articles a INDEXED BY articles_outlet_id WHERE {DATED} ORDER BY a.id DESC LIMIT 1) AS last
"""  # noqa: S608 - ours
DAYS = "SELECT day, articles AS n, undated FROM outlet_days WHERE outlet = ? AND day >= ?"
CREDITS = """
SELECT credit, count(*) AS n FROM articles INDEXED BY articles_facets
WHERE id >= :low AND outlet = :outlet GROUP BY credit ORDER BY n DESC, credit
"""
EVASIVE = "SELECT count(*) AS n FROM articles WHERE outlet = :outlet AND id >= :low AND search_extra IS NOT NULL"
# Of every article that tells a story others tell too: who had it first, as far as that is known. An article has one
# story at most, so that the numbers add up.
CARRIED = """
SELECT f.outlet, o.title AS outlet_title, o.title_en AS outlet_title_en, c.basis, count(*) AS n,
       sum(a.credit <> '') AS credited
FROM articles m INDEXED BY articles_outlet_id
CROSS JOIN cluster_members s ON s.article_id = m.id
CROSS JOIN clusters c ON c.id = s.cluster_id
CROSS JOIN articles a INDEXED BY articles_facets ON a.id = m.id
LEFT JOIN articles f INDEXED BY articles_facets ON f.id = c.origin_id
LEFT JOIN outlets o ON o.name = f.outlet
WHERE m.outlet = :outlet AND m.id >= :low GROUP BY 1, 4 ORDER BY n DESC, 1, 4
"""


class Whole(TypedDict):
    """WHOLE: how many articles, how many `without_day`, the lowest and highest number of the others, None for none."""

    articles: int
    without_day: int
    first: int | None
    last: int | None


class CreditCount(Count):
    """CREDITS: articles that name a source so; empty for those that name none."""

    credit: str


class CarriedCount(Count):
    """CARRIED: articles whose story an outlet had first, on one basis; None where nobody is known to have been it."""

    outlet: str | None
    outlet_title: str | None
    outlet_title_en: str | None
    basis: str
    credited: int


class NamedSources(TypedDict):
    """How many articles name a source (`n`), of how many; the names most often given, each with its number."""

    of: int
    n: int
    names: list[tuple[str, int]]


class Source(OutletTitles):
    """An outlet that had stories first: how many (`n`), how many of them name a source, how many on which basis."""

    outlet: str
    n: int
    credited: int
    bases: list[tuple[str, int]]


class Carried(TypedDict):
    """Articles that share their story with other outlets: `first` here, first at another (`sources`), `unknown`.

    `n` and `credited` are the sums of the sources.
    """

    first: int
    unknown: int
    n: int
    credited: int
    sources: list[Source]


class DayCount(Count):
    """DAYS: how many there are of a day since 1970, and how many of them state none and were first seen on it."""

    day: int
    undated: int


class OutletPage(TypedDict):
    """`days`: the last SPARK_DAYS days, oldest first, each with its articles; `evasive`: articles of these days.

    `undated`: which of them state no day, by the day on which they were first seen, where there are any.
    `absent`: how many are `missing` and how many `gone` now; of the `missing` those last seen.
    `alternations`: of the changes, by their number. `channel` is what is known of it where it is a public channel,
    `channels` are its own ones; `closed` is the outlet itself, where it is known to have stopped.
    """

    outlet: Outlet
    articles: int
    without_day: int
    first_day: date | None
    last_day: date | None
    days: list[tuple[date, int]]
    undated: dict[date, int]
    newest: list[ListedArticle]
    changed: list[Change]
    alternations: dict[int, Alternation]
    absent: dict[str, int]
    missing: list[MissingArticle]
    credits: NamedSources
    carried: Carried
    evasive: int
    channel: ChannelNumbers | None
    channels: list[NamedOutlet]
    closed: list[ClosedOutlet]


def outlet_page(connection: Connection, name: str, today: date) -> OutletPage | None:
    """What the record knows of an outlet; None where there is no such outlet."""
    known = known_outlet(connection, name)
    if known is None:
        return None
    whole = rows(connection, Whole, by_days(connection, WHOLE), {"outlet": name})[0]
    year = {"outlet": name, "low": first_id_of(today - YEAR)}
    changed = stream(connection, limit=CHANGES, outlet=name)
    month = {"outlet": name, "low": first_id_of(today - timedelta(SPARK_DAYS - 1))}
    counted = days(connection, name, today)
    return {
        "outlet": known,
        "articles": whole["articles"],
        "without_day": whole["without_day"],
        "first_day": day_of_id(whole["first"]) if whole["first"] is not None else None,
        "last_day": day_of_id(whole["last"]) if whole["last"] is not None else None,
        "days": [(day, one["n"] if one else 0) for day, one in counted.items()],
        "undated": {day: one["undated"] for day, one in counted.items() if one and one["undated"]},
        "newest": browse(connection, limit=NEWEST, outlets=(name,)),
        "changed": changed,
        "alternations": alternations_among(connection, changed),
        "absent": absent_counts(connection, name),
        "missing": missing_articles(connection, limit=CHANGES, outlet=name),
        "credits": named_sources(rows(connection, CreditCount, CREDITS, year)),
        "carried": carried(rows(connection, CarriedCount, CARRIED, year), name),
        "evasive": rows(connection, Count, EVASIVE, month)[0]["n"],
        "channel": channel_numbers(connection, name),
        "channels": channels_of(connection, name),
        "closed": closed_outlets(connection, name),
    }


def known_outlet(connection: Connection, name: str) -> Outlet | None:
    """An outlet as the record has it; None where there is no such outlet."""
    return row(connection, Outlet, OUTLET, (name,))


def days(connection: Connection, name: str, today: date) -> dict[date, DayCount | None]:
    """The last SPARK_DAYS days, the oldest first; None of one without an article."""
    first = today - timedelta(days=SPARK_DAYS - 1)
    found = rows(connection, DayCount, by_days(connection, DAYS), (name, (first - EPOCH).days))
    counted = {date_of(one["day"]): one for one in found}
    return {day: counted.get(day) for day in (first + timedelta(days=number) for number in range(SPARK_DAYS))}


def named_sources(counts: Sequence[CreditCount]) -> NamedSources:
    named = [one for one in counts if one["credit"]]
    return {
        "of": sum(one["n"] for one in counts),
        "n": sum(one["n"] for one in named),
        "names": [(one["credit"], one["n"]) for one in named[:NAMES]],
    }


def carried(counts: Sequence[CarriedCount], name: str) -> Carried:
    """`name` is the outlet's own."""
    sources: dict[str, Source] = {}
    for one in counts:
        outlet = one["outlet"]
        if outlet is not None and outlet != name:
            source = sources.setdefault(outlet, source_without_articles(one, outlet))
            source["n"] += one["n"]
            source["credited"] += one["credited"]
            source["bases"].append((one["basis"], one["n"]))
    return {
        "first": sum(one["n"] for one in counts if one["outlet"] == name),
        "unknown": sum(one["n"] for one in counts if one["outlet"] is None),
        "n": sum(one["n"] for one in sources.values()),
        "credited": sum(one["credited"] for one in sources.values()),
        "sources": sorted(sources.values(), key=lambda one: (-one["n"], one["outlet"])),
    }


def source_without_articles(one: CarriedCount, outlet: str) -> Source:
    return {
        "outlet": outlet,
        "outlet_title": one["outlet_title"] or outlet,
        "outlet_title_en": one["outlet_title_en"] or outlet,
        "n": 0,
        "credited": 0,
        "bases": [],
    }
