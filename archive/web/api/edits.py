"""Edits to follow and to take along: a feed of what a question finds in them, and its list as CSV."""

from dataclasses import replace

from markupsafe import Markup
from sqlite_utils.utils import sqlite3

from archive.search.edits import EditSearch, has_edits
from archive.text.spreadsheets import BYTE_ORDER_MARK, CSV, csv_line
from archive.web.api.feed_formats import Entry, Feed, feed_answer, tag
from archive.web.api.protocol import NO_OUTLET, Refusal, address, json_errors, last_modified, parameters
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.edits_request import ADDRESSED, USUAL, EditsRequest, parse_edits
from archive.web.app.headers import as_file
from archive.web.app.language import language
from archive.web.app.page import permalink
from archive.web.app.parameters import OUTLETS, names_in
from archive.web.app.search_request import MOST_CHARACTERS
from archive.web.app.text_direction import written
from archive.web.queries.edits import FoundEdit, edits_with, found_edits
from archive.web.queries.outlets import outlet_titles, title_in

NEWEST, MOST_ROWS = 50, 5_000
KNOWN = tuple(ADDRESSED.values())
COLUMNS = (
    *("article", "outlet", "headline", "grade", "field", "removed", "added", "version_before", "version", "kind"),
    *("before_last_seen_at", "seen_at", "published_at", "permalink", "url"),
)
# What stands in no address of the page, as it is usual.
EXPECTED = {ADDRESSED[name]: str(value) for name, value in USUAL.items()}
NO_INDEX = "This file is from before edits were indexed. Take a newer download."


async def _request_of(datasette: Datasette, request: Request) -> EditsRequest:
    """The question of the page /edits, read strictly."""
    values = parameters(request, *KNOWN, repeated=(OUTLETS,))
    titles = await query(datasette, lambda connection: outlet_titles(connection, language().lang))
    if any(name not in titles for name in names_in(values.get(OUTLETS, ""))):
        raise Refusal(400, NO_OUTLET)
    if len(values.get("q", "")) > MOST_CHARACTERS:
        raise Refusal(400, f"“q” may have {MOST_CHARACTERS} characters.")
    if not await query(datasette, has_edits):
        raise Refusal(404, NO_INDEX)
    edits_request = parse_edits(values, titles)
    read = {name for name, _ in edits_request.fields()}
    for name in set(KNOWN) - {"q", "mode"}:
        if values.get(name) and values[name] != EXPECTED.get(name) and name not in read:
            raise Refusal(400, f"“{name}” has no such value. The page /edits shows which there are.")
    return edits_request


@json_errors
async def edits_feed(datasette: Datasette, request: Request) -> Response:
    """GET /feeds/edits.atom and .json: the parameters of the page /edits; the last told first, outlets' own alone."""
    params = replace(await _request_of(datasette, request), who="outlet", order="told", start=1)

    def ask(connection: sqlite3.Connection) -> list[FoundEdit]:
        search = EditSearch(connection, params.q, params.side, params.mode)
        return found_edits(connection, search, params, NEWEST)

    found = await query(datasette, ask)
    t = language()
    query_string = replace(params, order="newest").address().removesuffix("?")
    title = t(f"edits.title.{params.side}", q=t("text.quoted", text=params.q)) if params.q else t("edits.title")
    feed = Feed(
        title=f"{t('site.name')} · {title.unescape()}",
        url=address(request, request.path) + query_string,
        page=address(request, f"/edits{query_string}"),
        lang=t.lang,
        entries=[_entry(request, one) for one in found],
    )
    return feed_answer(feed, request.url_vars["form"], last_modified(datasette))


def _entry(request: Request, one: FoundEdit) -> Entry:
    edit, t = one.edit, language()
    html = Markup("").join(
        Markup("<p {}>{} {}{}{}</p>").format(
            written(edit["lang"], place["ahead"] + place["behind"]),
            place["ahead"],
            Markup("<del>{}</del> ").format(place["removed"]) if place["removed"] else "",
            Markup("<ins>{}</ins> ").format(place["added"]) if place["added"] else "",
            place["behind"],
        )
        for place in one.places
    )
    return Entry(
        id=tag(edit["id"], edit["n"]),
        title=edit["new_title"],
        url=address(request, f"/article/{edit['id']}/diff/{edit['before']}..{edit['n']}"),
        updated=max(edit["told_at"], edit["seen_at"]),
        published=edit["published_at"] or "",
        html=html,
        author=title_in(t.lang, edit),
        lang=edit["lang"],
        source=edit["url"],
        categories=(edit["grade"], edit["outlet"]),
    )


@json_errors
async def edits_csv(datasette: Datasette, request: Request) -> Response:
    """GET /exports/edits.csv: a row for each place that was found, of the edits of the page /edits in its order.

    Of at most MOST_ROWS edits: where there are more, the header Warraq-Cut names that number.
    """
    params = await _request_of(datasette, request)

    def ask(connection: sqlite3.Connection) -> tuple[list[str], bool]:
        search = EditSearch(connection, params.q, params.side, params.mode)
        ids = search.ids(params.filter, limit=MOST_ROWS + 1, order=params.order)
        places = search.places(ids[:MOST_ROWS])
        found = edits_with(connection, ids[:MOST_ROWS], {})
        lines = [
            csv_line(
                [
                    *(one.edit["id"], one.edit["outlet"], one.edit["new_title"], one.edit["grade"]),
                    *(place.field, place.removed, place.added, one.edit["before"], one.edit["n"], one.edit["kind"]),
                    *(one.edit["before_last_seen_at"], one.edit["seen_at"], one.edit["published_at"] or ""),
                    permalink(request, f"/article/{one.edit['id']}/diff/{one.edit['before']}..{one.edit['n']}"),
                    one.edit["url"],
                ]
            )
            for one in found
            for place in places.get(one.edit["version_id"], ())
        ]
        return lines, len(ids) > MOST_ROWS

    lines, is_cut = await query(datasette, ask)
    headers = {**as_file("warraq-edits.csv"), "cache-control": "no-cache"}
    if is_cut:
        headers["warraq-cut"] = str(MOST_ROWS)
    return Response(BYTE_ORDER_MARK + csv_line(COLUMNS) + "".join(lines), 200, headers, CSV)
