"""GET /place/ID: in which articles a place is named, by whom, beside which others and in which spellings."""

from datetime import timedelta
from urllib.parse import unquote

from markupsafe import Markup

from archive.places.accuracy import MEASURED, OF_A_PLACE
from archive.places.gazetteer import Place, places
from archive.places.outlets import is_of_syria
from archive.places.tagging import mentions
from archive.text.folded_text import FoldedText
from archive.times import damascus_day
from archive.web.app.compat import Datasette, Request, Response, moment
from archive.web.app.connection import query
from archive.web.app.language import language
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear
from archive.web.app.place_names import place_name
from archive.web.charts.syria_map import HEIGHT, WIDTH, at, land
from archive.web.queries.outlets import outlet_titles
from archive.web.queries.places import Newest, OnePlace, is_told, one_place
from archive.web.queries.rows import Connection

LATELY = 30  # days
BEFORE, AFTER = 90, 110  # characters round the name


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """The page of one place of the gazetteer."""
    place = places().get(unquote(request.url_vars["id"]))
    if place is None:
        raise Unclear("no_named_place", 404)
    lang = language().lang
    lately = damascus_day(moment(datasette)) - timedelta(days=LATELY)

    def ask(connection: Connection) -> tuple[dict[str, str], OnePlace | None]:
        found = one_place(connection, place.id, lately) if is_told(connection) else None
        return outlet_titles(connection, lang), found

    titles, found = await query(datasette, ask)
    above = places()[f"SY{place.governorate}"]
    return await page(
        datasette,
        request,
        "place",
        {
            "place": place,
            "name": place_name(place, lang),
            "above": None if above is place else above,
            "place_name": lambda one: place_name(one if isinstance(one, Place) else places()[one], lang),
            "known": places(),
            "told": found,
            "titles": titles,
            "lately": lately,
            "lately_days": LATELY,
            "lines": {one["id"]: line_of(place, one) for one in found["newest"]} if found else {},
            "point": at(place.lat, place.lon),
            "land": land(),
            "size": (WIDTH, HEIGHT),
            "accuracy": MEASURED,
            "read": OF_A_PLACE.get(place.id),
            "section": "search",
        },
    )


def line_of(place: Place, article: Newest) -> Markup:
    """The words round the place's first name in a text, the name marked; empty where the rules find none today."""
    text = f"{article['title']}\n{article['body']}"
    named = mentions(FoldedText(text), of_syria=is_of_syria(article["outlet"]))
    found = [one for one in named if one.place == place]
    inside = [one for one in found if one.start > len(article["title"])] or found
    if not inside:
        return Markup()
    start, end = inside[0].start, inside[0].end
    before, after = text[max(start - BEFORE, 0) : start], text[end : end + AFTER]
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    return Markup("… {}<mark>{}</mark>{} …").format(before, text[start:end], after)
