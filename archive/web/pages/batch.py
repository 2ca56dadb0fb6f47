"""A list of names: sent by a form, counted in a process of its own, shown under a secret address for an hour.

The list stands in no log; its files are encrypted by a key that is in its address alone (archive.search.batch.jobs).
"""

import asyncio
from math import ceil
from typing import cast

from markupsafe import Markup

from archive.search.batch import process
from archive.search.batch.jobs import UNDER_WAY, Found, Jobs, SubmittedList, Token, TooManyLists, folder_for
from archive.search.batch.tables import SUMMARY_HEAD, summary_line
from archive.search.engine import Mode
from archive.search.name_lists import LONGEST_NAME, MOST_LINES, Name, as_text
from archive.text.spreadsheets import CSV
from archive.web.app.compat import Datasette, Request, Response, Stream, Writer, record
from archive.web.app.forms import read_form
from archive.web.app.headers import NOT_KEPT, as_file
from archive.web.app.language import language
from archive.web.app.page import page, problem
from archive.web.app.search_request import FOLDED, MODES, SearchRequest, note_text
from archive.web.app.uploaded_list import REFRESH_SECONDS, sent_list, wait_a_moment
from archive.web.queries.batch_hits import MOST_A_NAME, hit_table, is_cut, lines_of
from archive.web.queries.watch_lists import may_be_watched

SHOWN, REMARKS_SHOWN = 300, 50


async def form(datasette: Datasette, request: Request) -> Response:
    """GET /batch: the form. POST: `names`, or the file `file`, with `mode` and `copies`; leads to the list's page."""
    if request.method != "POST":
        return await _form(datasette, request, "", "names", folded=False)
    try:
        sent = await read_form(request)
    except ValueError:
        return await problem(datasette, request, "bad", 400)
    typed, listed, source, refused = sent_list(sent)
    mode = cast("Mode", sent.fields.get("mode") if sent.fields.get("mode") in MODES else "names")
    folded = sent.fields.get("copies") == FOLDED
    if refused:
        return await _form(datasette, request, typed, mode, folded=folded, refused=refused, status=400)
    submitted = SubmittedList(listed.names, listed.remarks, mode, folded, source)
    return await _begin(datasette, request, submitted)


async def _begin(datasette: Datasette, request: Request, submitted: SubmittedList) -> Response:
    """Count a list, and lead to its page once it is counted or takes a while."""
    try:
        jobs, token = _started(datasette, submitted)
    except TooManyLists:
        refused = language()("batch.full")
        text = as_text(submitted.names)
        return await _form(
            datasette, request, text, submitted.mode, folded=submitted.folded, refused=refused, status=503
        )
    await wait_a_moment(lambda: jobs.found(token).state not in UNDER_WAY)
    return Response.redirect(datasette.urls.path(f"/batch/{token}"), status=303)


def _started(datasette: Datasette, submitted: SubmittedList) -> tuple[Jobs, Token]:
    path = record(datasette)
    folder = folder_for(path)
    jobs = Jobs(folder)
    token = jobs.add(submitted)
    process.start(path, folder, token)
    return jobs, token


async def _form(
    datasette: Datasette,
    request: Request,
    typed: str,
    mode: Mode,
    *,
    folded: bool,
    refused: Markup | str = "",
    status: int = 200,
) -> Response:
    values = {"typed": typed, "mode": mode, "folded": folded, "refused": refused, "section": "search"}
    return _kept_nowhere(await page(datasette, request, "batch_form", {**values, "most": MOST_LINES}, status))


async def view(datasette: Datasette, request: Request) -> Response:
    """GET /batch/TOKEN: how far it is, renewing itself; then what was found. `all` shows every line of a long one."""
    jobs, token, submitted = _known(datasette, request)
    if submitted is None:
        return await problem(datasette, request, "list_gone", 404)
    found = jobs.found(token)
    values = {"asked": submitted, "found": found, "token": token, "section": "search", "refresh": REFRESH_SECONDS}
    if found.state in UNDER_WAY:
        waits = await page(datasette, request, "batch_wait", {**values, "left": _left(submitted, found)})
        waits.headers["refresh"] = str(REFRESH_SECONDS)
        return _kept_nowhere(waits)
    whole = "all" in request.args
    shown = len(submitted.names) if whole else SHOWN
    named = list(zip(submitted.names, found.counted, strict=False))
    there = sorted(((name, one) for name, one in named if one and one.articles), key=lambda row: -row[1].articles)
    values |= {
        "there": there,
        "there_shown": there[:shown],
        "lacking": [(submitted.names[place], found.near.get(place, [])) for place in found.lacking],
        "shown": shown,
        "dear": [name for name, one in named if one is None],
        "noted": [(name, [note_text(note) for note in one.notes]) for name, one in named if one and one.notes],
        "remarks_shown": len(submitted.remarks) if whole else REMARKS_SHOWN,
        "hits": lines_of(found),
        "cut": is_cut(found),
        "most_a_name": MOST_A_NAME,
        "searched": _searched(submitted),
        "nearest": len(_nearest(submitted, found)),
        "longest": LONGEST_NAME,
        "seconds": max(1, ceil(found.seconds)),
        "may_be_watched": may_be_watched(datasette),
    }
    return _kept_nowhere(await page(datasette, request, "batch", values))


def _searched(submitted: SubmittedList) -> SearchRequest:
    """The search page as each name of the list is asked there."""
    return SearchRequest(mode=submitted.mode, copies=FOLDED if submitted.folded else "")


def _left(submitted: SubmittedList, found: Found) -> float | None:
    """About how many seconds are left; None where nobody can say."""
    done = len(found.counted)
    return found.seconds / done * (len(submitted.names) - done) if done and found.seconds > 1 else None


def _nearest(submitted: SubmittedList, found: Found) -> tuple[Name, ...]:
    """The nearest question in the same mode for each name that nothing has, under the name's line and label."""
    first = ((place, [one for one in near if one.mode == submitted.mode][:1]) for place, near in found.near.items())
    return tuple(
        Name(submitted.names[place].line, submitted.names[place].label, near[0].question)
        for place, near in first
        if near
    )


async def act(datasette: Datasette, request: Request) -> Response:
    """POST /batch/TOKEN/stop: keep what was found so far. …/nearest: a new list, of what lies nearest to the names that
    nothing has. …/copies: the same list anew, copies the other way. …/edit: the form, with the list in it.
    """
    jobs, token, submitted = _known(datasette, request)
    if submitted is None:
        return await problem(datasette, request, "list_gone", 404)
    if request.method != "POST":
        return Response.redirect(datasette.urls.path(f"/batch/{token}"))
    match request.url_vars["act"]:
        case "stop":
            jobs.stop(token)
            await asyncio.sleep(1.0)
            return Response.redirect(datasette.urls.path(f"/batch/{token}"), status=303)
        case "nearest":
            names = _nearest(submitted, jobs.found(token))
            return await _begin(
                datasette, request, SubmittedList(names or submitted.names, (), submitted.mode, submitted.folded)
            )
        case "copies":
            anew = SubmittedList(
                submitted.names, submitted.remarks, submitted.mode, not submitted.folded, submitted.source
            )
            return await _begin(datasette, request, anew)
    return await _form(datasette, request, as_text(submitted.names), submitted.mode, folded=submitted.folded)


async def table(datasette: Datasette, request: Request) -> Response | Stream:
    """GET /batch/TOKEN/summary.csv: a line a name. …/hits.csv: a line an article, the newest MOST_A_NAME of a name."""
    jobs, token, submitted = _known(datasette, request)
    if submitted is None:
        return await problem(datasette, request, "list_gone", 404)
    found, name = jobs.found(token), request.url_vars["table"]
    headers = {**NOT_KEPT, **as_file(f"warraq-{name}.csv")}
    if name == "summary":
        places = range(len(found.counted))
        rows = ((submitted.names[place], found.counted[place], found.near.get(place, [])) for place in places)
        lines = (summary_line(of, one, near) for of, one, near in rows if one is not None)
        return Response(SUMMARY_HEAD + "".join(lines), 200, headers, CSV)
    if is_cut(found):
        headers["warraq-cut"] = str(lines_of(found))

    async def send(writer: Writer) -> None:
        async for piece in hit_table(record(datasette), submitted, found):
            await writer.write(piece)

    return Stream(send, headers=headers, content_type=CSV)


def _known(datasette: Datasette, request: Request) -> tuple[Jobs, Token, SubmittedList | None]:
    jobs, token = Jobs(folder_for(record(datasette))), Token(request.url_vars["token"])
    return jobs, token, jobs.submitted(token)


def _kept_nowhere(response: Response) -> Response:
    """For its reader alone, in no cache."""
    response.headers |= NOT_KEPT
    return response
