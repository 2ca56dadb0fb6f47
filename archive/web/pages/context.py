"""GET /context: every place where a word stands, with what is read before and after it; all lines as CSV."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast
from urllib.parse import urlencode

from archive.search.context import MOST_ARTICLES, Occurrence, Order
from archive.search.suggestions import Offer
from archive.text.spreadsheets import BYTE_ORDER_MARK, CSV, csv_line
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.desk_lists import OwnLists, own_lists
from archive.web.app.headers import NOT_KEPT, as_file
from archive.web.app.language import language
from archive.web.app.page import page, permalink
from archive.web.app.parameters import LONGEST, Unclear, clear, is_number, one_of, parameters
from archive.web.app.search_request import FOLDED, MOST_CHARACTERS, PART, SearchRequest, note_text, typed_text
from archive.web.app.strict_request import strict_request
from archive.web.queries.context import Copies, Lines, Side, lines
from archive.web.queries.outlets import outlet_titles

ORDERS = ("after", "before", "outlet", "newest")
PER_PAGE = 100
# What of a search is asked here, too; copies are told in a way of this page.
ASKED = ("q", "mode", *(name for name in PART if name != "copies"))
OWN = ("order", "copies", "previous", "next", "start", "list")
COLUMNS = ("before", "word", "after", "outlet", "day", "part", "copy", "article_id", "permalink")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextRequest:
    """What the address asks for: a question and which part of the record, the `order` of the lines, which `copies` of
    texts (folded away, in, or only these), folded words that stand beside (`previous`, `next`, empty for any), the
    number `start` of the first line. `list`: the number of a list of the reader's desk, 0 for the whole archive.
    """

    part: SearchRequest = field(default_factory=SearchRequest)
    order: Order = "after"
    copies: Copies = ""
    previous: str = ""
    next: str = ""
    start: int = 1
    list: int = 0

    def address(self, **changes: object) -> str:
        """The query string of this page, some of it changed; its first lines, unless a start is named."""
        own = {name: changes.pop(name) for name in OWN if name in changes}
        params = replace(self, **{"start": 1, **own})  # type: ignore[arg-type]
        usual = ContextRequest()
        parts = {name: getattr(params, name) for name in OWN if getattr(params, name) != getattr(usual, name)}
        searched = replace(params.part, **changes).query(ASKED)  # type: ignore[arg-type]
        return "?" + "&".join(filter(None, (searched, urlencode(parts))))

    def address_of(self, offer: Offer) -> str:
        """The query string of a question that was offered beside this one."""
        return self.address(q=offer.question, mode=offer.mode, previous="", next="", **dict.fromkeys(offer.freed, ()))

    @property
    def mode(self) -> str:
        return self.part.mode

    @property
    def neighbours(self) -> dict[Side, str]:
        return {"before": self.previous, "after": self.next}


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """GET /context: q, mode and part of the record as on the search page; order, copies, previous, next, start; list,
    of the desk.
    """
    t = language()
    titles = await query(datasette, lambda connection: outlet_titles(connection, t.lang))
    params = understand(parameters(request), titles)
    desk = await _desk(datasette, request, params)
    found = await lines_found(datasette, params, desk)
    values: dict[str, object] = {"params": params, "part": params.part, "titles": titles, "found": found, "lines": ()}
    values["list_name"] = next((one["name"] for one in desk.lists if one["id"] == params.list), "")
    if found:
        shown = found.page(params.start, PER_PAGE + 1, params.order)
        values |= {
            "lines": shown[:PER_PAGE],
            "next_line": shown[PER_PAGE] if len(shown) > PER_PAGE else None,
            "last": params.start + len(shown[:PER_PAGE]) - 1,
            "notes": [note_text(note) for note in found.found.notes],
            "searchable": is_searchable(params, found),
        }
    values |= {"per_page": PER_PAGE, "orders": ORDERS, "most": MOST_ARTICLES, "section": "words"}
    return _guarded(await page(datasette, request, "context", values), params)


@clear
async def table(datasette: Datasette, request: Request) -> Response:
    """GET /context.csv: all lines of the page of the same address, in its order, for spreadsheets.

    Where only the newest articles were read, the header Warraq-Cut names the number of lines.
    """
    titles = await query(datasette, outlet_titles)
    params = understand(parameters(request), titles)
    found = await lines_found(datasette, params, await _desk(datasette, request, params))
    base = permalink(request, "/article/")
    written = [csv_line(cells(one, base)) for one in (found.occurrences if found else ())]
    headers = as_file("warraq-context.csv")
    if found and found.found.capped:
        headers["warraq-cut"] = str(len(written))
    return _guarded(Response(BYTE_ORDER_MARK + csv_line(COLUMNS) + "".join(written), 200, headers, CSV), params)


async def _desk(datasette: Datasette, request: Request, params: ContextRequest) -> OwnLists:
    """The list that is asked for. Raises Unclear for one that is not this reader's."""
    if not params.list:
        return OwnLists()
    desk = await own_lists(datasette, request, [params.list])
    if params.list not in desk.marks:
        raise Unclear("no_list", 404)
    return desk


def _guarded(response: Response, params: ContextRequest) -> Response:
    """What is of a reader's list is in no cache."""
    if params.list:
        response.headers |= NOT_KEPT
    return response


def cells(one: Occurrence, base: str) -> list[str | int]:
    """A line of the CSV, in the order of COLUMNS; `base`: where articles stand."""
    part = "headline" if one.in_title else "text"
    words = [one.before, one.word, one.after, one.outlet, one.published_day, part]
    return [*words, int(one.copied), one.id, f"{base}{one.id}"]


async def lines_found(datasette: Datasette, params: ContextRequest, desk: OwnLists) -> Lines | None:
    """None where no word was asked for."""
    if not params.part.q:
        return None
    return await query(
        datasette,
        lambda connection: lines(
            connection, params.part, params.order, params.copies, params.neighbours, desk.marks.get(params.list)
        ),
    )


def is_searchable(params: ContextRequest, found: Lines) -> bool:
    """Does the search page list exactly the articles of the lines?"""
    whole = not (params.list or params.previous or params.next or params.copies == "only" or found.found.capped)
    return whole and found.articles == found.found.articles + (
        len({one.id for one in found.found.copies}) if params.copies else 0
    )


def understand(values: Mapping[str, str], titles: Mapping[str, str]) -> ContextRequest:
    """Read the query string. Raises Unclear for what makes no sense."""
    typed, start = typed_text(values).strip(), values.get("start", "1")
    if len(typed) > MOST_CHARACTERS:
        raise Unclear("too_long", most=MOST_CHARACTERS)
    if not is_number(start):
        raise Unclear("no_place", value=start[:LONGEST])
    desk_list = values.get("list", "0")
    if not is_number(desk_list):
        raise Unclear("no_list", 404)
    copies = one_of(values, "copies", (FOLDED, "in", "only"), "")
    part = strict_request({name: value for name, value in values.items() if name != "copies"}, titles)
    return ContextRequest(
        part=replace(part, q=typed, copies="" if copies == "in" else FOLDED),
        order=cast("Order", one_of(values, "order", ORDERS, "after")),
        copies=cast("Copies", "" if copies == FOLDED else copies),
        previous=values.get("previous", "")[:MOST_CHARACTERS],
        next=values.get("next", "")[:MOST_CHARACTERS],
        start=max(1, int(start)),
        list=int(desk_list),
    )
