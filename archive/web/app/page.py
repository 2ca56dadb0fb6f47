"""Turning what a view knows into an answer: a rendered page, or an error page a reader understands."""

import errno
import logging
from collections.abc import Mapping
from functools import cache, lru_cache, partial
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from archive.alerts.message import PREFIXES
from archive.configuration import current, is_mail_address
from archive.web.app.access import account_of
from archive.web.app.compat import DATA_ROOM, Datasette, Request, Response, data_folder, download, moment, status_of
from archive.web.app.desk_reader import has_desk
from archive.web.app.failures import code_position_of
from archive.web.app.language import Language, href, language, load
from archive.web.app.templates import templates
from archive.web.app.text_direction import turned, written

STATIC = Path(__file__).parents[1] / "static"
STATIC_FILES = "/-/static"
NO_FILE = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG)
log = logging.getLogger(__name__)


async def page(
    datasette: Datasette, request: Request, name: str, values: Mapping[str, object], status: int = 200
) -> Response:
    """Render templates/warraq/NAME.html in the language of the page, from `values` and what is common to all pages."""
    # Without what Datasette gathers for pages of its own: menus, plugins' scripts, messages.
    context = {"csrftoken": request.scope.get("csrftoken"), **common_values(datasette, request, name), **values}
    return Response.html(templates(language().lang).get_template(f"warraq/{name}.html").render(context), status=status)


@lru_cache(maxsize=64)
def _fixed(t: Language, live: bool, operator: str, name: str, section: str) -> Markup:
    values = {"t": t, "href": href, "live": live, "section": section, "contact": contact(operator)}
    return Markup(templates(t.lang).get_template(f"warraq/{name}.html").render(values))  # noqa: S704 - our own


def operator_of(datasette: Datasette) -> str:
    """Where the operator can be written to; empty where none is named, and in a download, which has none."""
    return "" if download(datasette) else current(data_folder(datasette)).contact


def contact(named: str) -> Markup | None:
    """Where the operator can be written to, a link where it can be one; None where none is named."""
    if not named:
        return None
    address = f"mailto:{named}" if is_mail_address(named) else named
    linked = address != named or named.startswith(("https://", "http://"))
    shown = Markup('<bdi dir="ltr">{}</bdi>').format(named)
    return Markup('<a href="{}">{}</a>').format(address, shown) if linked else shown


def common_values(datasette: Datasette, request: Request, section: str) -> dict[str, object]:
    """What every template has: `t` (its words), `href` (the address of a page of ours in this language), `editions`
    (this very page in every language: language and address), `now`, `written` and `turned` (see text_direction),
    `operator` (who is signed in, None for a reader), `desk` (has the reader one?), `sample`, `section`, `static`,
    `taken` (what a downloaded file says of itself, where one is shown),
    `fixed` (a piece of the page that is the same for a language and a section, made once).
    """
    taken = download(datasette)
    return {
        "t": language(),
        "href": href,
        "taken": taken,
        "fixed": partial(_fixed, language(), taken is None, operator_of(datasette)),
        "editions": [(load(name), href(here(request), name)) for name in PREFIXES],
        "now": moment(datasette),
        "section": section,
        "static": static,
        "written": written,
        "turned": turned,
        "operator": account_of(request),
        "desk": has_desk(datasette, request),
        "sample": taken.sample if taken else data_folder(datasette).is_sample,
    }


@cache
def static(name: str) -> str:
    """The address of a file of ours. It changes with what is in it, so browsers may keep it for long."""
    version = sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/-/static-plugins/warraq/{name}?v={version}"


def permalink(request: Request, path: str) -> str:
    """The whole address of a path of ours, as whoever asks reaches it: of a page without a language, in every one."""
    return f"{request.scheme}://{request.host}{path}"


def here(request: Request) -> str:
    """The page's own address without its language. One slash in front: a browser takes two for another host."""
    path = "/" + str(request.path).lstrip("/")
    return f"{path}?{request.query_string}" if request.query_string else path


async def problem(datasette: Datasette, request: Request, kind: str, status: int, **values: object) -> Response:
    """An error page: what happened, in a sentence, and where to go. `message` are the server's own words, quoted."""
    t = language()
    words = {"heading": t(f"error.{kind}"), "sentence": t(f"error.{kind}_text", **values)}
    return await page(datasette, request, "error", words | {"message": values.get("message", "")}, status)


KINDS = {400: "bad", 403: "forbidden", 404: "not_found", 422: "dear", 503: "busy"}


async def explain(datasette: Datasette, request: Request, exception: Exception) -> Response:
    """The answer to an exception no view caught: JSON for programs, a page for readers; ours are logged."""
    status = 404 if is_no_file(request, exception) else status_of(exception, asked=is_asked(request))
    if status == 500:
        log.error("a page could not be shown: %s", code_position_of(exception))
    elif status == 400 and not hasattr(exception, "status"):
        warn_once(code_position_of(exception))
    message = str(getattr(exception, "message", "") or next(iter(exception.args), "")) if status < 500 else ""
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": message or f"Error {status}", "status": status}, status=status)
    kind = KINDS.get(status, "bad" if status < 500 else "failed")
    return await problem(datasette, request, kind, status, message="" if status in (403, 404, 422) else message)


@lru_cache(maxsize=256)
def warn_once(place: str) -> None:
    """Datasette failed over a question here. Once a place: whoever asks it again and again could fill the disk."""
    log.warning("a question to the data room could not be read: %s", place)


def is_no_file(request: Request, exception: Exception) -> bool:
    """Did looking for a file of Datasette's or ours fail over its name?"""
    unnamed = isinstance(exception, ValueError) or getattr(exception, "errno", None) in NO_FILE
    return unnamed and request.path.startswith(STATIC_FILES)


def is_asked(request: Request) -> bool:
    """Is it asked in words of the reader what the data room shall show? Then what fails there is the question."""
    own_words = bool(request.query_string) or not request.path.isascii() or bool(set("%~,.") & set(request.path))
    return own_words and request.path.startswith(DATA_ROOM)
