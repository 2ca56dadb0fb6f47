"""GET /figures: the figures that the articles of a search print, each with its sentence; all of them as CSV."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from archive.analysis.figure_kinds import KINDS
from archive.analysis.figures_accuracy import MEASURED
from archive.text.spreadsheets import BYTE_ORDER_MARK, CSV, csv_line
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.headers import as_file
from archive.web.app.language import language
from archive.web.app.page import page, permalink
from archive.web.app.parameters import LONGEST, Unclear, clear, is_number, names_in, one_of, parameters
from archive.web.app.search_request import MOST_CHARACTERS, PART, SearchRequest, note_text, typed_text
from archive.web.app.strict_request import strict_request
from archive.web.charts.printed_figures import HEIGHT, figure_chart
from archive.web.queries.figures import COLUMNS, HIDDEN, MOST_ARTICLES, Figures, column_values, has_figures, printed
from archive.web.queries.outlets import outlet_titles

PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresRequest:
    """A search, a kind of figures (empty for all), the number `start` of the first that is shown.

    `hidden`: figures that the reader said are of another event, as `key_of` names them.
    """

    part: SearchRequest = field(default_factory=SearchRequest)
    kind: str = ""
    hidden: tuple[str, ...] = ()
    start: int = 1

    def address(self, **changes: object) -> str:
        """The query string of this page, some of it changed; its first figures, unless a start is named."""
        own = {name: changes.pop(name) for name in ("kind", "hidden", "start") if name in changes}
        part = replace(self.part, **changes)  # type: ignore[arg-type]
        changed = replace(self, part=part, **{"start": 1, **own})  # type: ignore[arg-type]
        of_page = [("figure", changed.kind)] if changed.kind else []
        of_page += [("hidden", ",".join(changed.hidden))] if changed.hidden else []
        of_page += [("start", str(changed.start))] if changed.start > 1 else []
        return "?" + "&".join(filter(None, (changed.part.query(("q", "mode", *PART)), urlencode(of_page))))


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """GET /figures: q, mode and part of the record as on the search page; figure (a kind), hidden, start."""
    t = language()
    titles = await query(datasette, lambda connection: outlet_titles(connection, t.lang))
    params = understand(parameters(request), titles)
    has_any, found = await figures_found(datasette, params)
    shown = found.shown[params.start - 1 : params.start - 1 + PER_PAGE] if found else []
    values = {
        "params": params,
        "part": params.part,
        "titles": titles,
        "told": has_any,
        "found": found,
        "shown": shown,
        "chart": figure_chart(found.shown, rtl=t.dir == "rtl") if found else None,
        "height": HEIGHT,
        "last": params.start - 1 + len(shown),
        "notes": [note_text(note) for note in found.notes] if found else [],
        "kinds": KINDS,
        "most": MOST_ARTICLES,
        "per_page": PER_PAGE,
        "accuracy": MEASURED,
        "section": "search",
    }
    return await page(datasette, request, "figures", values)


@clear
async def table(datasette: Datasette, request: Request) -> Response:
    """GET /figures.csv: a row for each figure of each version, of the articles of the page of the same address.

    No row holds a sum. Of at most MOST_ARTICLES articles: where there are more, the header Warraq-Cut names the number.
    """
    titles = await query(datasette, outlet_titles)
    params = understand(parameters(request), titles)
    _, found = await figures_found(datasette, params)
    lines = [
        csv_line(column_values(one, permalink(request, f"/article/{one['article_id']}/versions/{one['n']}")))
        for one in (found.rows if found else ())
    ]
    headers = as_file("warraq-figures.csv")
    if found and found.articles > found.read:
        headers["warraq-cut"] = str(found.read)
    return Response(BYTE_ORDER_MARK + csv_line(COLUMNS) + "".join(lines), 200, headers, CSV)


async def figures_found(datasette: Datasette, params: FiguresRequest) -> tuple[bool, Figures | None]:
    """Whether the file tells figures at all; None where no event was asked for."""
    has_any = await query(datasette, has_figures)
    if not has_any or not params.part.q:
        return has_any, None
    return has_any, await query(
        datasette, lambda connection: printed(connection, params.part, params.kind, params.hidden)
    )


def understand(values: Mapping[str, str], titles: Mapping[str, str]) -> FiguresRequest:
    """Read the query string. Raises Unclear for what makes no sense."""
    typed, start = typed_text(values).strip(), values.get("start", "1")
    if len(typed) > MOST_CHARACTERS:
        raise Unclear("too_long", most=MOST_CHARACTERS)
    if not is_number(start):
        raise Unclear("no_place", value=start[:LONGEST])
    hidden = names_in(values.get("hidden", ""))
    if wrong := [key for key in hidden if not HIDDEN.fullmatch(key)]:
        raise Unclear("no_choice", name="hidden", value=wrong[0][:LONGEST], allowed="ARTICLE.KIND.VALUE.BOUND")
    return FiguresRequest(
        part=replace(strict_request(values, titles), q=typed),
        kind=one_of(values, "figure", KINDS, ""),
        hidden=hidden,
        start=max(1, int(start)),
    )
