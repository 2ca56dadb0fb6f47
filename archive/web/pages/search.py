"""GET /search: a question with its filters, or without a question everything that came in, newest first."""

import logging
from contextlib import suppress
from datetime import date
from functools import partial

from sqlite_utils.utils import sqlite3

from archive.search.facets import FACET_HITS, KINDS
from archive.times import damascus_day
from archive.web.app.compat import Datasette, Request, Response, moment
from archive.web.app.connection import Overloaded, TooSlowError, look_up, query
from archive.web.app.failures import code_position_of
from archive.web.app.language import language
from archive.web.app.page import page
from archive.web.app.parameters import raw_parameters
from archive.web.app.place_names import label_of
from archive.web.app.search_request import SearchRequest, note_text, parse_request
from archive.web.charts.month_bars import month_bars
from archive.web.queries.address_values import address_values
from archive.web.queries.addresses import resolved_address
from archive.web.queries.naming import PrintedAs, printed_as
from archive.web.queries.outlets import outlet_titles
from archive.web.queries.saved_searches import may_be_saved
from archive.web.queries.search_hits import PER_PAGE, Answer, fill
from archive.web.queries.watch_lists import may_be_watched

log = logging.getLogger(__name__)


async def view(datasette: Datasette, request: Request) -> Response:
    """GET /search: q, mode, order, outlet, kind, lang (several of each), from, to, copies, party, named, quotes,
    arabic, start, before.

    The address of a known article leads straight to it; of any other the page says what it is.
    """
    lang = language().lang
    titles = await look_up(datasette, lambda connection: outlet_titles(connection, lang))
    typed = raw_parameters(request)
    params, text = parse_request(typed, titles), typed.get("q", "")
    pasted = await resolved_address(datasette, request, text)
    if pasted is not None and pasted.path:
        return Response.redirect(datasette.urls.path(pasted.path))
    if pasted is not None:
        return await page(datasette, request, "address", await address_values(datasette, text, pasted))
    today = damascus_day(moment(datasette))
    answer, failure = await ask(datasette, params, today)
    names: PrintedAs | None = None
    with suppress(TooSlowError):
        names = await query(datasette, lambda connection: printed_as(connection, params))
    months = answer.spread.months if answer.spread else None
    return await page(
        datasette,
        request,
        "search",
        {
            "params": params,
            "titles": titles,
            "place_label": partial(label_of, lang=lang),
            "answer": answer,
            "hits": answer.hits,
            "count": answer.count,
            "forms": answer.forms,
            "spread": answer.spread,
            "months": months,
            "bars": month_bars(months, params, today) if months and len(months.counts) > 1 else None,
            "per_page": PER_PAGE,
            "kind_names": KINDS,
            "offers": answer.offers,
            # Here, not on the record's thread, which knows nothing of the reader's language.
            "not_understood": [note_text(note) for note in answer.notes],
            "failure": failure,
            "spread_over": FACET_HITS,
            "may_be_saved": may_be_saved(datasette),
            "may_be_watched": may_be_watched(datasette),
            "printed_as": names,
        },
    )


async def ask(datasette: Datasette, params: SearchRequest, today: date) -> tuple[Answer, str]:
    """What was found, and a sentence where there can be no hits."""
    answer = Answer()
    try:
        await query(datasette, lambda connection: fill(connection, params, answer, today))
    except TooSlowError as slow:
        # Hits that came in time are shown, even when counting how they spread did not.
        return answer, "" if answer.hits else language()(
            "search.busy" if slow.status == Overloaded.status else "search.slow"
        )
    except sqlite3.Error as failure:
        log.error("a question could not be answered: %s", code_position_of(failure))
        return answer, language()("search.failed")
    return answer, ""
