"""GET /api/1/figures: the figures that the articles of a search print, by version, for programs; none is summed."""

from collections.abc import Mapping

from archive.analysis.figure_kinds import KINDS
from archive.analysis.figures_accuracy import MEASURED
from archive.web.api.protocol import Refusal, address, json_answer, json_errors, listing_headers, number, question
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.page import permalink
from archive.web.queries.figures import COLUMNS, Figures, PrintedFigure, column_values, has_figures, printed

MOST_FIGURES = 500
NO_FIGURES = "This file is from before figures were read. Take a newer download."
NO_EVENT = "Say with “q” of which event the figures are wanted, and narrow it by days, outlets and places."


@json_errors
async def figures(datasette: Datasette, request: Request) -> Response:
    """The parameters of /api/1/search, `figure` (a kind), `start` (a place in the list) and `limit`."""
    params, values, _ = await question(datasette, request, "figure", "start", "limit")
    kind = values.get("figure", "")
    if kind and kind not in KINDS:
        raise Refusal(400, f"“figure” is one of {', '.join(KINDS)}.")
    if not await query(datasette, has_figures):
        raise Refusal(404, NO_FIGURES)
    start, limit = max(number(values, "start", 1), 1), number(values, "limit", 100, MOST_FIGURES)
    found = Figures(0, 0, (), [], [])
    if params.q:
        found = await query(datasette, lambda connection: printed(connection, params, kind))
    shown, behind = found.rows[start - 1 : start - 1 + limit], start + limit
    following = None
    if behind <= len(found.rows):
        of_kind = f"&figure={kind}" if kind else ""
        following = address(request, "/api/1/figures") + f"{params.address()}{of_kind}&start={behind}&limit={limit}"
    return json_answer(
        {
            "articles": found.articles,
            "read": found.read,
            "count": len(found.rows),
            "accuracy": {**MEASURED._asdict(), "day": MEASURED.day.isoformat()},
            "figures": [_figure(request, one) for one in shown],
            "next": following,
            "notes": [note.sentence for note in found.notes] if params.q else [NO_EVENT],
        },
        listing_headers(datasette, following),
    )


def _figure(request: Request, one: PrintedFigure) -> Mapping[str, object]:
    """A row of /figures.csv."""
    lasting = permalink(request, f"/article/{one['article_id']}/versions/{one['n']}")
    return dict(zip(COLUMNS, column_values(one, lasting), strict=True)) | {"copy": bool(one["is_copy"])}
