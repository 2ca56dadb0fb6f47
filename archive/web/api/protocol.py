"""What the addresses for programs have in common: strict questions, open answers, errors as JSON with what to do.

Errors are problem details (RFC 9457). Every answer may be read from another site's page (CORS, Fetch standard): there
is nothing here that is not public, and no cookie.
"""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import wraps
from typing import Any, NamedTuple

from sqlite_utils.utils import sqlite3

from archive.search.addresses import ResolvedAddress
from archive.search.facets import KINDS
from archive.times import now
from archive.web.app.compat import Datasette, Request, Response, record
from archive.web.app.connection import TooSlowError, query
from archive.web.app.failures import code_position_of
from archive.web.app.language import href
from archive.web.app.page import permalink
from archive.web.app.parameters import OUTLETS, SEVERAL, day_of, is_number, names_in, raw_parameters
from archive.web.app.party_names import is_party
from archive.web.app.place_names import label_of
from archive.web.app.redacted import redaction_at
from archive.web.app.search_request import (
    FOLDED,
    LANG,
    MODES,
    MOST_CHARACTERS,
    NO_ARABIC,
    ORDERS,
    SearchRequest,
    parse_request,
)
from archive.web.queries.addresses import resolved_address
from archive.web.queries.outlets import outlet_titles

View = Callable[[Datasette, Request], Awaitable[Any]]
OPEN = {"access-control-allow-origin": "*", "access-control-expose-headers": "ETag, Last-Modified, Link, Warraq-Cut"}
JSON = "application/json; charset=utf-8"
QUESTION = (
    *("q", "mode", "order", "outlet", "from", "to", "lang", "kind", "place", "copies", "arabic"),
    *("party", "named", "quotes"),
)
SLOW = {
    422: "This question costs more than one answer may. Ask for rarer or longer words, one outlet, or fewer days.",
    503: "The archive is too busy to answer just now. Try again in a minute.",
}
FAILED = "The archive could not answer this, and has noted why. Try again in a minute."
NO_OUTLET = "There is no outlet of this name. /api/1/outlets lists them."
REDACTED = (
    "This was taken out of the archive on {day}; the kind of reason: {reason}. docs/redaction.md says what that means."
)
SETTLED_SECONDS = 2
log = logging.getLogger(__name__)


class Refusal(Exception):
    """A question that gets no answer: the HTTP status and a sentence that says what to do next."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def json_errors(view: View) -> View:
    """A view for programs: its refusals are JSON, its answers may be read from everywhere."""

    @wraps(view)
    async def opened(datasette: Datasette, request: Request) -> Any:
        try:
            response = await view(datasette, request)
        except Refusal as refusal:
            redaction = await redaction_at(datasette, request) if refusal.status == 404 else None
            response = (
                problem(410, REDACTED.format(**redaction)) if redaction else problem(refusal.status, refusal.sentence)
            )
        except TooSlowError as slow:
            response = problem(slow.status, SLOW[slow.status])
        except sqlite3.Error as failure:
            log.error("the record could not be asked: %s", code_position_of(failure))
            response = problem(500, FAILED)
        response.headers |= OPEN
        return response

    return opened


TITLES = {
    400: "Bad request",
    404: "Not found",
    410: "Gone",
    422: "Too much at once",
    500: "Server error",
    503: "Too busy",
}


def problem(status: int, sentence: str) -> Response:
    details = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": sentence}
    return Response(json.dumps(details, ensure_ascii=False), status, {}, "application/problem+json; charset=utf-8")


def json_answer(answer: Mapping[str, object], headers: dict[str, str] | None = None) -> Response:
    return Response(json.dumps(answer, ensure_ascii=False, indent=1), 200, headers or {}, JSON)


def parameters(request: Request, *known: str, repeated: tuple[str, ...] = ()) -> dict[str, str]:
    """The parameters of the address. One that is unknown or there twice is refused: leaving it out would mislead.

    `repeated` may be there several times; its values are parted by commas then.
    """
    for name in request.args:
        if name not in known:
            listed = ", ".join(known) or "none"
            raise Refusal(400, f"There is no parameter “{name[:40]}” here. Known: {listed}.")
        if name not in repeated and len(request.args.getlist(name)) > 1:
            raise Refusal(400, f"“{name}” is given twice. Give it once.")
    return {name: value.strip() for name, value in raw_parameters(request).items()}


def number(values: Mapping[str, str], name: str, default: int, most: int | None = None) -> int:
    """A cursor that an earlier answer named, or, where `most` is given, how much is wanted: 1 to `most`."""
    text = values.get(name, "")
    if not text:
        return default
    if not is_number(text) or (most is not None and not 1 <= int(text) <= most):
        raise Refusal(400, f"“{name}” must be {f'a number from 1 to {most}' if most else 'a number an answer named'}.")
    return int(text)


class Question(NamedTuple):
    """The question of the search page, the parameters it came in, and where it is a pasted address, what that is."""

    params: SearchRequest
    values: dict[str, str]
    address: ResolvedAddress | None


async def question(datasette: Datasette, request: Request, *more: str) -> Question:
    """What is asked, read strictly; `more` parameters are known besides. An address may be longer than a question."""
    values = parameters(request, *QUESTION, *more, repeated=SEVERAL)
    text = values.get("q", "")
    pasted = await resolved_address(datasette, request, text)
    titles: dict[str, str] = await query(datasette, outlet_titles)
    for refusal in refusals(values if pasted is None else values | {"q": ""}, titles):
        raise Refusal(400, refusal)
    params = parse_request(values, titles)
    return Question(params if pasted is None else replace(params, q=text), values, pasted)


# Of which there may be several, what is one, and what to say of another.
KNOWN: tuple[tuple[str, Callable[[str], object], str], ...] = (
    ("kind", lambda name: name in KINDS, f"“kind” is one of {', '.join(KINDS)}, or several of them."),
    (
        "place",
        lambda name: label_of(name, "ar"),
        "“place” is an id of a place, such as SY0205 (docs/places.md), or several of them.",
    ),
    ("party", is_party, "“party” is an id of a party, such as sdf; /names.tsv lists them."),
    ("lang", LANG.fullmatch, "“lang” is a language as ISO 639 has it, such as ar or ku, or several of them."),
)


def refusals(values: Mapping[str, str], titles: Mapping[str, str]) -> list[str]:
    """Everything in the question that makes no sense, a sentence each."""
    values = {name: value for name, value in values.items() if value}
    found = [
        f"“{name}” is one of {', '.join(allowed)}."
        for name, allowed in (("mode", MODES), ("order", ORDERS), ("copies", (FOLDED,)), ("arabic", (NO_ARABIC,)))
        if values.get(name, allowed[0]) not in allowed
    ]
    found += [
        sentence
        for name, is_known, sentence in KNOWN
        if not all(is_known(one) for one in names_in(values.get(name, "")))
    ]
    if len(values.get("q", "")) > MOST_CHARACTERS:
        found.append(f"“q” may have {MOST_CHARACTERS} characters.")
    if any(name not in titles for name in names_in(values.get(OUTLETS, ""))):
        found.append(NO_OUTLET)
    days = {name: day_of(values[name], last=name == "to") for name in ("from", "to") if name in values}
    found += [f"“{name}” is a day, month or year, such as 2026-11-22." for name, day in days.items() if day is None]
    if not found and len(days) == 2 and str(days["from"]) > str(days["to"]):
        found.append("“from” is later than “to”. Exchange them.")
    if "before" in values and not is_number(values["before"]):
        found.append("“before” must be a number that an answer named.")
    return found


def address(request: Request, path: str) -> str:
    """The whole address of a path of ours, as whoever asks reaches it and in the language of the request."""
    return permalink(request, href(path))


def no_article(article_id: int) -> Refusal:
    return Refusal(404, f"The archive holds no article {article_id}. Search: /api/1/search?q=…")


def no_version(article_id: int, n: int) -> Refusal:
    return Refusal(404, f"There is no version {n} of article {article_id}. See /api/1/articles/{article_id}")


def lasting_headers(datasette: Datasette, lasting: str) -> dict[str, str]:
    """The headers of an answer that has a lasting address, and is as old as the record."""
    return {"link": f'<{lasting}>; rel="cite-as"', **last_modified(datasette)}


def listing_headers(datasette: Datasette, following: str | None) -> dict[str, str]:
    """The headers of a part of a list, and of which address goes on with it, if any does."""
    return last_modified(datasette) | ({"link": f'<{following}>; rel="next"'} if following else {})


def last_modified(datasette: Datasette) -> dict[str, str]:
    """Last-Modified, the time of the record's last commit; none while that is too fresh for a clock of whole seconds.

    The newest `seen_at` would not do: imports and removals change answers without being newer.
    """
    path = record(datasette)
    files = [path, path.with_name(f"{path.name}-wal")]
    written = datetime.fromtimestamp(max(file.stat().st_mtime for file in files if file.exists()), UTC)
    if (now() - written).total_seconds() < SETTLED_SECONDS:
        return {}
    return {"last-modified": format_datetime(written, usegmt=True)}
