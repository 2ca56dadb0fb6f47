"""What the address of a page may ask for: one of a list, an outlet, a day, a cursor; else a page says what was wrong.

The search page leaves out what it does not understand; a page that counts or filters would then mislead.
"""

from calendar import monthrange
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import date
from functools import wraps
from urllib.parse import parse_qsl

from archive.search.days import days_of
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.redacted import missing

View = Callable[[Datasette, Request], Awaitable[Response]]
LONGEST = 40
OUTLETS = "outlet"
SEVERAL = (OUTLETS, "lang", "kind", "place")  # there may be several of each


class Unclear(Exception):
    """A request that gets an error page: the name of its text in the catalogue, the status, what is filled in."""

    def __init__(self, kind: str, status: int = 400, **values: object) -> None:
        super().__init__(kind)
        self.kind, self.status, self.values = kind, status, values


def clear(view: View) -> View:
    """A view whose Unclear becomes the page that says what was wrong."""

    @wraps(view)
    async def answered(datasette: Datasette, request: Request) -> Response:
        try:
            return await view(datasette, request)
        except Unclear as unclear:
            return await missing(datasette, request, unclear.kind, unclear.status, **unclear.values)

    return answered


def raw_parameters(request: Request) -> dict[str, str]:
    """The parameters of the address as they were typed; those of which there may be several parted by commas."""
    return {
        name: ",".join(request.args.getlist(name)) if name in SEVERAL else str(request.args.get(name))
        for name in request.args
    }


async def sent_parameters(request: Request) -> dict[str, str]:
    """The fields of a form that was sent, as `raw_parameters` has those of an address.

    Raises UnicodeDecodeError for what is no UTF-8.
    """
    found: dict[str, str] = {}
    for name, value in parse_qsl((await request.post_body()).decode("utf-8"), keep_blank_values=True):
        found[name] = f"{found[name]},{value}" if name in SEVERAL and name in found else value
    return found


def parameters(request: Request) -> dict[str, str]:
    """The parameters of the address, without the white space round them and without those left empty."""
    values = ((name, value.strip()) for name, value in raw_parameters(request).items())
    return {name: value for name, value in values if value}


def one_of(values: Mapping[str, str], name: str, allowed: Iterable[str], default: str) -> str:
    """The value under a name. Raises Unclear where it is none of those allowed."""
    value = values.get(name, default)
    if value != default and value not in allowed:
        raise Unclear("no_choice", name=name, value=value[:LONGEST], allowed=", ".join(allowed))
    return value


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list parted by commas, each once."""
    return tuple(dict.fromkeys(name for name in (part.strip() for part in text.split(",")) if name))


def outlets_of(values: Mapping[str, str], titles: Mapping[str, str]) -> tuple[str, ...]:
    """The outlets asked for, none for all. Raises Unclear for one the record does not know."""
    names = names_in(values.get(OUTLETS, ""))
    for name in names:
        if name not in titles:
            raise Unclear("no_outlet", 404, name=name[:LONGEST])
    return names


def outlet_of(values: Mapping[str, str], titles: Mapping[str, str]) -> str | None:
    """The outlet asked for, None for all. Raises Unclear for one the record does not know."""
    name = values.get("outlet")
    if name is not None and name not in titles:
        raise Unclear("no_outlet", 404, name=name[:LONGEST])
    return name


def cursor_of(values: Mapping[str, str], name: str) -> int | None:
    """The number of the entry that a page of a list follows. Raises Unclear for what is no number."""
    value = values.get(name)
    if value is not None and not is_number(value):
        raise Unclear("no_place", value=value[:LONGEST])
    return int(value) if value else None


def day_in(values: Mapping[str, str], name: str, *, last: bool = False) -> date | None:
    """The first or last day of the day, month or year under a name. Raises Unclear where it is none of these."""
    value = values.get(name)
    day = day_of(value, last=last) if value else None
    if value and day is None:
        raise Unclear("no_day", value=value[:LONGEST])
    return day


def days_in(values: Mapping[str, str]) -> tuple[date | None, date | None]:
    """From the day under `from` to that under `to`. Raises Unclear where one is none, or the two are exchanged."""
    first, last = day_in(values, "from"), day_in(values, "to", last=True)
    if first and last and first > last:
        raise Unclear("days_exchanged")
    return first, last


def day_of(text: str, *, last: bool = False) -> date | None:
    """The first or last day of a day, month or year as `days_of` reads it."""
    found = days_of(text) if text else None
    return found[last] if found else None


def is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 15


def month_bounds(month: str) -> tuple[date, date]:
    """`2026-11` gives its first and last day."""
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])
