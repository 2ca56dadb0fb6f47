"""Readers' watch lists: names are sent by a form, weighed, and told to an address that has confirmed it.

The list stands in no log; until it is kept its files are encrypted by a key that is in its address alone
(archive.search.batch.jobs). The web sends nothing itself: what is asked for here, the service does
(archive.alerts.watch.double_opt_in).
"""

import asyncio
from typing import cast

from markupsafe import Markup

from archive.alerts.rows import Lang
from archive.alerts.watch import double_opt_in, estimate_process
from archive.alerts.watch.estimate_process import Weighed, weighed
from archive.alerts.watch.signups import MOST_ASKED, MOST_OF_ADDRESS, PENDING
from archive.configuration import is_mail_address
from archive.search.batch import process
from archive.search.batch.jobs import UNDER_WAY, Jobs, SubmittedList, Token, TooManyLists, folder_for
from archive.search.name_lists import LONGEST_NAME, MOST_LINES, NameList, as_text
from archive.web.app.compat import Datasette, Request, Response, data_folder, record
from archive.web.app.forms import Form, read_form
from archive.web.app.headers import NOT_KEPT
from archive.web.app.language import language
from archive.web.app.page import page, problem
from archive.web.app.search_request import SearchRequest
from archive.web.app.uploaded_list import REFRESH_SECONDS, SentList, list_of, sent_list, wait_a_moment
from archive.web.queries.watch_lists import confirm, sign_up, watched_by, ways

SHOWN = 100
LONGEST_LABEL, LONGEST_ADDRESS = 80, 254  # RFC 5321, 4.5.3.1.3


async def form(datasette: Datasette, request: Request) -> Response:
    """GET /watch: the form, with the names `q`. POST: `names`, the file `file` or the counted list `list`."""
    if not ways(datasette):
        return await _shown(datasette, request, "watch_none", {})
    if request.method != "POST":
        return await _form(datasette, request, request.args.get("q") or "")
    try:
        sent = await read_form(request)
    except ValueError:
        return await problem(datasette, request, "bad", 400)
    counted = sent.fields.get("list", "")
    typed, listed, _, refused = _counted(datasette, counted) if counted else sent_list(sent)
    if refused:
        return await _form(datasette, request, typed, refused, 400)
    return await _begin(datasette, request, listed)


def _counted(datasette: Datasette, token: str) -> SentList:
    """The list that was counted under this token."""
    submitted = Jobs(folder_for(record(datasette))).submitted(Token(token))
    return list_of(as_text(submitted.names) if submitted else "")


async def _begin(datasette: Datasette, request: Request, listed: NameList) -> Response:
    """Weigh a list, and lead to its page once it is weighed or takes a while."""
    path = record(datasette)
    jobs = Jobs(folder_for(path))
    try:
        token = jobs.add(SubmittedList(listed.names, listed.remarks))
    except TooManyLists:
        return await _form(datasette, request, as_text(listed.names), language()("batch.full"), 503)
    process.start(path, folder_for(path), token, estimate_process.__name__)
    await wait_a_moment(lambda: weighed(jobs, token).is_over)
    return Response.redirect(datasette.urls.path(f"/watch/list/{token}"), status=303)


async def _form(
    datasette: Datasette, request: Request, typed: str, refused: Markup | str = "", status: int = 200
) -> Response:
    values = {"typed": typed, "refused": refused, "most": MOST_LINES}
    return await _shown(datasette, request, "watch_form", values, status)


async def view(datasette: Datasette, request: Request) -> Response:
    """GET /watch/list/TOKEN: how much the list would have told, and the form that subscribes. POST: subscribe by `way`
    to `address`, under the name `label`."""
    jobs, token = Jobs(folder_for(record(datasette))), Token(request.url_vars["token"])
    submitted, found, offered = jobs.submitted(token), weighed(jobs, token), ways(datasette)
    if submitted is None or not offered:
        return await problem(datasette, request, "list_gone", 404)
    if not found.is_over and jobs.found(token).state in UNDER_WAY:
        waits = await _shown(
            datasette, request, "watch_wait", {"n": found.reached, "total": len(submitted.names), "token": token}
        )
        waits.headers["refresh"] = str(REFRESH_SECONDS)
        return waits
    if request.method == "POST" and found.estimate:
        return await _subscribe(datasette, request, submitted, found)
    return await _estimate(datasette, request, submitted, found)


async def _estimate(
    datasette: Datasette,
    request: Request,
    submitted: SubmittedList,
    found: Weighed,
    refused: Markup | str = "",
    status: int = 200,
    sent: Form | None = None,
) -> Response:
    estimate = found.estimate
    counted = sorted(
        (
            (submitted.names[place], estimate.counts[at], at in estimate.loud)
            for at, place in enumerate(found.asked)
            if estimate and estimate.counts[at]
        ),
        key=lambda row: -row[1],
    )
    whole = "all" in request.args
    values: dict[str, object] = {
        "estimate": estimate,
        "counted": counted if whole else counted[:SHOWN],
        "names": len(counted),
        "loud": sum(loud for *_, loud in counted),
        "silent": len(found.asked) - len(counted),
        "odd": [name for place, name in enumerate(submitted.names) if place not in set(found.asked)],
        "remarks": submitted.remarks,
        "longest": LONGEST_NAME,
        "watched": len(found.watched(submitted.names)),
        "a_day": f"{estimate.a_day:.1f}" if estimate else "",
        "searched": SearchRequest(date_from=estimate.first, date_to=estimate.last) if estimate else None,
        "ways": ways(datasette),
        "refused": refused,
        "sent": sent.fields if sent else {},
        "most_asked": MOST_ASKED,
        "most_lists": MOST_OF_ADDRESS,
        "days": PENDING.days,
    }
    return await _shown(datasette, request, "watch_estimate", values, status)


async def _subscribe(datasette: Datasette, request: Request, submitted: SubmittedList, found: Weighed) -> Response:
    t, names = language(), found.watched(submitted.names)
    try:
        sent = await read_form(request)
    except ValueError:
        return await problem(datasette, request, "bad", 400)
    way, address = sent.fields.get("way", ""), sent.fields.get("address", "").strip()
    if way not in ways(datasette) or not names:
        return await problem(datasette, request, "bad", 400)
    if way == "mail" and not (is_mail_address(address) and len(address) <= LONGEST_ADDRESS):
        return await _estimate(datasette, request, submitted, found, t("watch.no_address"), 400, sent)
    label = " ".join(sent.fields.get("label", "").split())[:LONGEST_LABEL] or names[0].text[:LONGEST_LABEL]
    if way != "mail":
        address = ""
    lang = cast("Lang", t.lang)
    token = await asyncio.to_thread(sign_up, data_folder(datasette), way, address, label, lang, names)
    if token is None:
        return await _estimate(datasette, request, submitted, found, t("watch.full"), 429, sent)
    if way == "telegram":
        return Response.redirect(datasette.urls.path(f"/watch/{token}"), status=303)
    return await _shown(datasette, request, "watch_sent", {"days": PENDING.days})


async def own(datasette: Datasette, request: Request) -> Response:
    """GET /watch/TOKEN: what is watched, whether it was confirmed, and the button that ends it."""
    found = await asyncio.to_thread(watched_by, data_folder(datasette), request.url_vars["token"])
    if found is None:
        return await problem(datasette, request, "no_watch", 404)
    shown = await _shown(datasette, request, "watched", {"watched": found, "days": PENDING.days})
    if found.way == "telegram" and found.state != "told":
        shown.headers["refresh"] = str(REFRESH_SECONDS * 4)
    return shown


async def act(datasette: Datasette, request: Request) -> Response:
    """POST /watch/TOKEN/confirm: its reader says yes. …/end: forget the list and the address; this is also what a mail
    program asks by itself (RFC 8058). GET leads to the page with the button: programs follow links in messages."""
    token, folder = request.url_vars["token"], data_folder(datasette)
    if request.method != "POST":
        return Response.redirect(datasette.urls.path(f"/watch/{token}"))
    if request.url_vars["act"] == "end":
        await asyncio.to_thread(double_opt_in.end, folder, token)
        return await _shown(datasette, request, "watch_ended", {})
    await asyncio.to_thread(confirm, folder, token)
    return Response.redirect(datasette.urls.path(f"/watch/{token}"), status=303)


async def _shown(
    datasette: Datasette, request: Request, name: str, values: dict[str, object], status: int = 200
) -> Response:
    """For its reader alone, in no cache."""
    shown = await page(datasette, request, name, {**values, "section": "search"}, status)
    shown.headers |= NOT_KEPT
    return shown
