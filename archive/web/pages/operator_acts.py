"""POST /operator/-/held, crawl, settings, check, add: what a person decided is carried out, and written down."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import cast
from urllib.parse import parse_qs

from archive.configuration.editing import change
from archive.crawl_state import operating
from archive.crawl_state.asked_rows import RequestKind
from archive.crawl_state.decisions import Action, Decisions
from archive.crawl_state.requests import Requests
from archive.crawl_state.wake import wake_service
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, WarraqError
from archive.identity.urls import host_of, is_web_address
from archive.times import now
from archive.web.app.access import account_of
from archive.web.app.compat import Datasette, Request, Response, data_folder, described_outlets
from archive.web.app.connection import query
from archive.web.app.operator_door import operators_only
from archive.web.app.page import problem
from archive.web.app.parameters import Unclear, clear, is_number
from archive.web.queries.outlets import outlet_names

DECISIONS = ("release", "drop")
ACTIONS = ("enable", "disable", "every")
# What needs no other check; a cron expression is for the command, which says what is wrong with it.
INTERVAL = re.compile(r"[1-9][0-9]{0,3}[mhd]")
LONGEST_REASON = 300
Form = Mapping[str, list[str]]


@clear
@operators_only
async def held(datasette: Datasette, request: Request) -> Response:
    """Release or drop the pages that were ticked."""
    # The parsers of pages take a second to load, and memory: only a process that releases a page carries them.
    from archive.web.queries.held_decisions import Decision, decide  # noqa: PLC0415

    form = await form_of(request)
    if form is None:
        return to_operator(datasette, "")
    ids = [int(number) for number in form.get("page", ()) if is_number(number)]
    decision = first(form, "decision")
    if decision not in DECISIONS:
        raise Unclear("no_choice", name="decision", value=decision[:40], allowed=", ".join(DECISIONS))
    reason = " ".join(first(form, "reason").split())[:LONGEST_REASON]
    if not reason or not ids:
        raise Unclear("no_reason" if ids else "no_page")
    account = account_of(request) or ""
    act = asyncio.to_thread(
        decide, data_folder(datasette), described_outlets(datasette), ids, cast("Decision", decision), account, reason
    )
    return await _done(datasette, request, act, first(form, "outlet"))


@clear
@operators_only
async def crawl(datasette: Datasette, request: Request) -> Response:
    """Ask the service for a crawl of one outlet now."""
    form = await form_of(request)
    if form is None:
        return to_operator(datasette, "")
    outlet = await _outlet(datasette, form)
    act = asyncio.to_thread(_ask, data_folder(datasette), "crawl", account_of(request) or "", outlet=outlet)
    return await _done(datasette, request, act, outlet)


@clear
@operators_only
async def check(datasette: Datasette, request: Request) -> Response:
    """Ask the service to look at the site of an address."""
    form = await form_of(request)
    if form is None:
        return to_operator(datasette, "")
    typed = first(form, "address")
    address = typed if "://" in typed else f"https://{typed}"
    if not is_web_address(address) or "." not in (host_of(address) or ""):
        raise Unclear("no_address", value=typed[:80])
    ask = partial(_ask, data_folder(datasette), "check", account_of(request) or "", subject=address)
    return await _to_check(datasette, request, ask)


@clear
@operators_only
async def add(datasette: Datasette, request: Request) -> Response:
    """Ask the service to add the site that a check looked at."""
    form = await form_of(request)
    if form is None:
        return to_operator(datasette, "")
    number, data = first(form, "check"), data_folder(datasette)
    checked = await asyncio.to_thread(operating.request_of, data.service, int(number)) if is_number(number) else None
    if checked is None or checked["kind"] != "check":
        raise Unclear("no_check", 404, name=number[:40])
    ask = partial(_ask, data, "add", account_of(request) or "", subject=number, note=checked["subject"])
    return await _to_check(datasette, request, ask, checked["id"])


def _ask(
    data: DataFolder, kind: RequestKind, account: str, *, outlet: str = "", subject: str = "", note: str = ""
) -> int:
    """Ask the service for something, and write down who did; `note` stands there for a subject that is a number."""
    if not data.service.exists():
        raise BadConfiguration("Nothing was ever crawled here. Start the service first: warraq run")
    with Requests(data.service) as requests, Decisions(data.service) as decisions:
        number = requests.ask(outlet, kind, subject)
        decisions.note(account, kind, now(), outlet=outlet, subject=note or subject, result="asked")
    wake_service(data)
    return number


async def _to_check(datasette: Datasette, request: Request, ask: Callable[[], int], number: int = 0) -> Response:
    """The page of a check: the one just asked for, or that of `number`."""
    try:
        asked = await asyncio.to_thread(ask)
    except WarraqError as refused:
        return await problem(datasette, request, "not_done", 409, message=str(refused))
    return Response.redirect(datasette.urls.path(f"/operator/check/{number or asked}"), status=303)


@clear
@operators_only
async def settings(datasette: Datasette, request: Request) -> Response:
    """Turn an outlet on or off, or give it another interval, in the operator's file."""
    form = await form_of(request)
    if form is None:
        return to_operator(datasette, "")
    outlet, action, every = await _outlet(datasette, form), first(form, "action"), first(form, "every")
    if action not in ACTIONS:
        raise Unclear("no_choice", name="action", value=action[:40], allowed=", ".join(ACTIONS))
    if action == "every" and not INTERVAL.fullmatch(every):
        raise Unclear("no_interval")
    data, account = data_folder(datasette), account_of(request) or ""

    def write() -> None:
        is_interval = action == "every"
        key, value = ("every", every) if is_interval else ("enabled", action == "enable")
        change(data, {("outlets", outlet, key): value})
        with Decisions(data.service) as decisions:
            subject = every if is_interval else ""
            decisions.note(account, cast("Action", action), now(), outlet=outlet, subject=subject)

    return await _done(datasette, request, asyncio.to_thread(write), outlet)


async def _outlet(datasette: Datasette, form: Form) -> str:
    """The outlet that a form names. Raises Unclear where there is none of that name."""
    outlet = first(form, "outlet")
    if outlet not in await query(datasette, outlet_names):
        raise Unclear("no_outlet", 404, name=outlet[:40])
    return outlet


async def _done(datasette: Datasette, request: Request, act: Awaitable[object], outlet: str) -> Response:
    try:
        await act
    except WarraqError as refused:
        return await problem(datasette, request, "not_done", 409, message=str(refused))
    names = await query(datasette, outlet_names)
    return to_operator(datasette, outlet if outlet in names else "")


def to_operator(datasette: Datasette, outlet: str) -> Response:
    """The page that shows what was decided last; one asked for again sends nothing twice."""
    path = f"/operator/{outlet}" if outlet else "/operator"
    return Response.redirect(datasette.urls.path(f"{path}#decisions"), status=303)


async def form_of(request: Request) -> Form | None:
    """What was sent; None where a link led here."""
    if request.method != "POST":
        return None
    return parse_qs((await request.post_body()).decode("utf-8", "replace"))


def first(form: Form, name: str) -> str:
    return next(iter(form.get(name, ())), "").strip()
