"""POST /operator/-/held, crawl, settings, check, add: what a person decided is carried out, and written down."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import cast
from urllib.parse import parse_qs

from archive.configuration.editing import change
from archive.crawl_state import operating
from archive.crawl_state.decisions import Action, Decisions
from archive.crawl_state.request_rows import RequestKind
from archive.crawl_state.requests import Requests
from archive.crawl_state.wake_pipe import wake_service
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, WarraqError
from archive.identity.urls import host_of, is_web_address
from archive.times import now
from archive.web.app.access import account_of
from archive.web.app.compat import Datasette, Request, Response, data_folder, described_outlets
from archive.web.app.connection import query
from archive.web.app.operator_access import View, operators_only
from archive.web.app.page import problem
from archive.web.app.parameters import Unclear, clear, is_number
from archive.web.queries.outlets import outlet_names

DECISIONS = ("release", "drop")
ACTIONS = ("enable", "disable", "every")
# What needs no other check; a cron expression is for the command, which says what is wrong with it.
INTERVAL = re.compile(r"[1-9][0-9]{0,3}[mhd]")
LONGEST_REASON = 300
DECIDED = "/operator#decisions"
Form = Mapping[str, list[str]]
Act = Callable[[Datasette, Request, Form], Awaitable[str]]


def operators_act(act: Act) -> View:
    """A view that does what an operator's form asks, then leads to the path that `act` returns; where it is refused, it
    says so. A link alone does nothing."""

    # Not as a wrapper of `act`: Datasette would ask that for its parameters, of which it knows no `form`.
    @operators_only
    @clear
    async def acted(datasette: Datasette, request: Request) -> Response:
        path = DECIDED
        if request.method == "POST":
            form = parse_qs((await request.post_body()).decode("utf-8", "replace"))
            try:
                path = await act(datasette, request, form)
            except WarraqError as refused:
                return await problem(datasette, request, "not_done", 409, message=str(refused))
        # A page asked for again sends nothing twice.
        return Response.redirect(datasette.urls.path(path), status=303)

    return acted


@operators_act
async def held(datasette: Datasette, request: Request, form: Form) -> str:
    """Release or drop the pages that were ticked."""
    # The parsers of pages take a second to load, and memory: only a process that releases a page carries them.
    from archive.web.queries.held_decisions import Decision, decide  # noqa: PLC0415

    ids = [int(number) for number in form.get("page", ()) if is_number(number)]
    decision = first(form, "decision")
    if decision not in DECISIONS:
        raise Unclear("no_choice", name="decision", value=decision[:40], allowed=", ".join(DECISIONS))
    reason = " ".join(first(form, "reason").split())[:LONGEST_REASON]
    if not reason or not ids:
        raise Unclear("no_reason" if ids else "no_page")
    account = account_of(request) or ""
    await asyncio.to_thread(
        decide, data_folder(datasette), described_outlets(datasette), ids, cast("Decision", decision), account, reason
    )
    return await _decided_on(datasette, first(form, "outlet"))


@operators_act
async def crawl(datasette: Datasette, request: Request, form: Form) -> str:
    """Ask the service for a crawl of one outlet now."""
    outlet = await _outlet(datasette, form)
    await asyncio.to_thread(_ask, data_folder(datasette), "crawl", account_of(request) or "", outlet=outlet)
    return await _decided_on(datasette, outlet)


@operators_act
async def check(datasette: Datasette, request: Request, form: Form) -> str:
    """Ask the service to look at the site of an address."""
    typed = first(form, "address")
    address = typed if "://" in typed else f"https://{typed}"
    if not is_web_address(address) or "." not in (host_of(address) or ""):
        raise Unclear("no_address", value=typed[:80])
    account = account_of(request) or ""
    number = await asyncio.to_thread(_ask, data_folder(datasette), "check", account, subject=address)
    return f"/operator/check/{number}"


@operators_act
async def add(datasette: Datasette, request: Request, form: Form) -> str:
    """Ask the service to add the site that a check looked at."""
    number, data = first(form, "check"), data_folder(datasette)
    checked = await asyncio.to_thread(operating.request_of, data.service, int(number)) if is_number(number) else None
    if checked is None or checked["kind"] != "check":
        raise Unclear("no_check", 404, name=number[:40])
    account = account_of(request) or ""
    await asyncio.to_thread(_ask, data, "add", account, subject=number, note=checked["subject"])
    return f"/operator/check/{checked['id']}"


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


@operators_act
async def settings(datasette: Datasette, request: Request, form: Form) -> str:
    """Turn an outlet on or off, or give it another interval, in the operator's file."""
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

    await asyncio.to_thread(write)
    return await _decided_on(datasette, outlet)


async def _outlet(datasette: Datasette, form: Form) -> str:
    """The outlet that a form names. Raises Unclear where there is none of that name."""
    outlet = first(form, "outlet")
    if outlet not in await query(datasette, outlet_names):
        raise Unclear("no_outlet", 404, name=outlet[:40])
    return outlet


async def _decided_on(datasette: Datasette, outlet: str) -> str:
    """The page that shows what was decided last: the outlet's, or where there is none of that name, that of all."""
    return f"/operator/{outlet}#decisions" if outlet in await query(datasette, outlet_names) else DECIDED


def first(form: Form, name: str) -> str:
    return next(iter(form.get(name, ())), "").strip()
