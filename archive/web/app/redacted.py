"""What was taken out of the archive answers 410 (RFC 9110, 15.5.11), with the kind of reason and the day."""

from functools import partial

from archive.record.redactions import Kind, RedactionRow, redaction_of
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import look_up
from archive.web.app.language import language
from archive.web.app.page import problem

# Under which names addresses have the numbers of articles; those of captures begin otherwise.
NUMBERS = ("id", "old", "new")
OF_CAPTURE = "/capture/"
OF_VERSIONS = "/diff/"


async def redaction_at(datasette: Datasette, request: Request) -> RedactionRow | None:
    """What is said of the article or capture that an address names; None where it was not taken out."""
    kind: Kind = "capture" if OF_CAPTURE in request.path else "article"
    # The numbers of a comparison of versions count them, and are no articles'.
    names = ("id",) if OF_VERSIONS in request.path else NUMBERS
    for name in names:
        number = str(request.url_vars.get(name, ""))
        if number.isdecimal():
            ask = partial(redaction_of, kind=kind, ref=int(number))
            if found := await look_up(datasette, ask):
                return found
    return None


async def missing(datasette: Datasette, request: Request, kind: str, status: int, **values: object) -> Response:
    """The error page of what is not there: 410 where it was taken out."""
    redaction = await redaction_at(datasette, request) if status == 404 else None
    if redaction is None:
        return await problem(datasette, request, kind, status, **values)
    t = language()
    return await problem(
        datasette, request, "redacted", 410, reason=t(f"redacted.{redaction['reason']}"), day=t.date(redaction["day"])
    )
