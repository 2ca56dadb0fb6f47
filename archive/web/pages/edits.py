"""GET /edits: which words left the texts of outlets or entered them, when, and how soon after publication."""

from archive.search.edits import KINDS, has_edits
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import Overloaded, TooSlowError, look_up, query
from archive.web.app.edits_request import EditsRequest, parse_edits
from archive.web.app.language import language
from archive.web.app.page import page
from archive.web.app.parameters import raw_parameters
from archive.web.app.search_request import note_text
from archive.web.queries.edits import PER_PAGE, EditsAnswer, fill_edits
from archive.web.queries.outlets import outlet_titles


async def view(datasette: Datasette, request: Request) -> Response:
    """GET /edits: q, in (removed, added, both), mode, outlet, grade, after, by, order, start.

    Without a question, every edit in which a word came or went.
    """
    lang = language().lang
    titles = await look_up(datasette, lambda connection: outlet_titles(connection, lang))
    params = parse_edits(raw_parameters(request), titles)
    known = await look_up(datasette, has_edits)
    answer, failure = await ask(datasette, params) if known else (EditsAnswer(), language()("edits.no_index"))
    values = {
        "params": params,
        "titles": titles,
        "answer": answer,
        "whose": tuple(KINDS)[1:],
        "per_page": PER_PAGE,
        "not_understood": [note_text(note) for note in answer.notes],
        "failure": failure,
    }
    return await page(datasette, request, "edits", values | {"section": "search"})


async def ask(datasette: Datasette, params: EditsRequest) -> tuple[EditsAnswer, str]:
    """What was found, and a sentence where there can be no edits."""
    answer = EditsAnswer()
    try:
        await query(datasette, lambda connection: fill_edits(connection, params, answer))
    except TooSlowError as slow:
        return answer, language()("search.busy" if slow.status == Overloaded.status else "search.slow")
    return answer, ""
