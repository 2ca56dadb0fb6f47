"""GET /places: in how many articles places of each governorate are named, on a map and in a list; places by name.

GET /places.csv: a line for each place that is named.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from archive.places.accuracy import MEASURED
from archive.places.gazetteer import Place, governorates, names, places
from archive.text.folding import fold_query
from archive.text.spreadsheets import BYTE_ORDER_MARK, CSV, csv_line
from archive.times import damascus_day
from archive.web.app.compat import Datasette, Request, Response, moment
from archive.web.app.connection import query
from archive.web.app.headers import as_file
from archive.web.app.language import language
from archive.web.app.page import page, permalink
from archive.web.app.parameters import clear, one_of, parameters
from archive.web.app.place_names import place_name
from archive.web.charts.syria_map import HEIGHT, WIDTH, circles, land
from archive.web.queries.places import ambiguous, articles_of, by_governorate, by_place, is_told
from archive.web.queries.rows import Connection

SPANS = {"month": 30, "year": 365, "all": 0}
MOST_FOUND, LONGEST = 40, 60
COLUMNS = ("place", "name", "name_en", "level", "governorate", "latitude", "longitude", "articles", "search")


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """GET /places: span (month, year or all), p (a name, or how it begins)."""
    values, lang = parameters(request), language().lang
    span = one_of(values, "span", SPANS, "year")
    typed = values.get("p", "")[:LONGEST]
    since = _since(datasette, span)
    found = called(typed) if typed else []

    told, counts, numbers = await query(datasette, lambda connection: ask(connection, found, fold_query(typed), since))
    ranked = sorted(governorates(), key=lambda place: (-counts.get(place.governorate, 0), place.id))
    return await page(
        datasette,
        request,
        "places",
        {
            "told": told,
            "found": list(zip(found, numbers.found, strict=False)),
            "government": numbers.government,
            "unclear": numbers.unclear,
            "circles": circles(counts),
            "land": land(),
            "size": (WIDTH, HEIGHT),
            "governorates": [(place, counts.get(place.governorate, 0)) for place in ranked],
            "span": span,
            "spans": list(SPANS),
            "since": since,
            "typed": typed,
            "folded": fold_query(typed),
            "accuracy": MEASURED,
            "governorate_of": {place.governorate: place for place in governorates()},
            "place_name": lambda place: place_name(place, lang),
            "section": "search",
        },
    )


@clear
async def table(datasette: Datasette, request: Request) -> Response:
    """GET /places.csv: span as on the page. `articles` is the length of the list that `search` leads to."""
    span = one_of(parameters(request), "span", SPANS, "year")
    since = _since(datasette, span)
    counted = await query(datasette, lambda connection: by_place(connection, since) if is_told(connection) else [])
    # A file of another release may name a place that this one's table has not.
    known = ((places()[one["id"]], one["n"]) for one in counted if one["id"] in places())
    days = f"&from={since}" if since else ""
    lines = [
        csv_line(
            [
                *(place.id, place.names[0], next(iter(place.latin), ""), place.level, place.governorate),
                *(place.lat, place.lon, n, permalink(request, f"/search?place={place.id}{days}")),
            ]
        )
        for place, n in known
    ]
    return Response(BYTE_ORDER_MARK + csv_line(COLUMNS) + "".join(lines), 200, as_file("warraq-places.csv"), CSV)


def _since(datasette: Datasette, span: str) -> date | None:
    return damascus_day(moment(datasette)) - timedelta(days=SPANS[span]) if SPANS[span] else None


class Numbers(NamedTuple):
    """Articles with the capital for the government, of each place found, with a name of several places."""

    government: int = 0
    found: tuple[int, ...] = ()
    unclear: int = 0


def ask(
    connection: Connection, found: list[Place], typed: str, since: date | None
) -> tuple[bool, Mapping[str, int], Numbers]:
    """Whether the file says which places are named, the articles by governorate, and the other numbers."""
    if not is_told(connection):
        return False, {}, Numbers(found=(0,) * len(found))
    numbers = Numbers(
        articles_of(connection, "SY01", "government", since),
        tuple(articles_of(connection, place.id, "named") for place in found),
        ambiguous(connection, typed) if typed else 0,
    )
    return True, by_governorate(connection, since), numbers


def called(typed: str) -> list[Place]:
    """Places of this name, in Arabic or Latin letters, then those whose name begins so; the larger first."""
    name, latin = fold_query(typed), typed.casefold()
    exact = list(names()[name].places) if name in names() else []
    begin = [
        place
        for place in places().values()
        if any(fold_query(one).startswith(name) for one in place.names[:2])
        or any(one.casefold().startswith(latin) for one in place.latin)
    ]
    return list(dict.fromkeys([*exact, *sorted(begin, key=lambda place: not place.is_unit)]))[:MOST_FOUND]
