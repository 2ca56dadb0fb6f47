"""Turning what a view knows into an answer: a rendered page, or an error page a reader understands."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from markupsafe import Markup

from archive.web.compat import Datasette, Request, Response, data_folder, render, status_of, templates
from archive.web.language import PREFIXES, Language, address, language, load

STYLESHEET = Path(__file__).parent / "static" / "warraq.css"
STYLE_VERSION = sha256(STYLESHEET.read_bytes()).hexdigest()[:12]
# A file of this name in the data folder says that everything in the archive is made up: every page says so then.
SAMPLE_MARK = "SAMPLE"
LATIN = ("en", "fr", "de", "tr", "es")
log = logging.getLogger(__name__)


async def page(
    datasette: Datasette, request: Request, name: str, values: Mapping[str, Any], status: int = 200
) -> Response:
    """Render templates/warraq/NAME.html in the language of the page, from `values` and the furniture."""
    context = {**furniture(datasette, request, name), **values}
    return Response.html(render(datasette, request, f"warraq/{name}.html", context), status=status)


@lru_cache(maxsize=64)
def _fixed(datasette: Datasette, say: Language, name: str, section: str) -> Markup:
    values = {"say": say, "at": address, "section": section}
    return Markup(templates(datasette).get_template(f"warraq/{name}.html").render(values))  # noqa: S704 - our own


def furniture(datasette: Datasette, request: Request, section: str) -> dict[str, Any]:
    """What every template has: `say` (the words), `at` (the address of a page of ours in this language), `editions`
    (this very page in every language: language and address), `now`, `direction`, `sample`, `section`, `style_version`,
    `fixed` (a piece of the page that is the same for a language and a section, made once).
    """
    return {
        "say": language(),
        "at": address,
        "fixed": partial(_fixed, datasette, language()),
        "editions": [(load(name), address(here(request), name)) for name in PREFIXES],
        "now": datetime.now(UTC),
        "section": section,
        "style_version": STYLE_VERSION,
        "direction": direction,
        "sample": (data_folder(datasette) / SAMPLE_MARK).exists(),
    }


def permalink(datasette: Datasette, request: Request, path: str) -> str:
    """The whole address of a page of ours, the same in every language; the bare path where Host is no host."""
    try:
        return str(datasette.absolute_url(request, datasette.urls.path(path)))
    except ValueError:
        return path


def here(request: Request) -> str:
    """The page's own address without its language. One slash in front: a browser takes two for another host."""
    path = "/" + str(request.path).lstrip("/")
    return f"{path}?{request.query_string}" if request.query_string else path


def direction(lang: str) -> str:
    """The `dir` of a text in a language; `auto` where the language is not known."""
    if lang.startswith(LATIN):
        return "ltr"
    return "rtl" if lang else "auto"


async def problem(datasette: Datasette, request: Request, kind: str, status: int, **values: object) -> Response:
    """An error page: what happened, in a sentence, and where to go. `said` are the server's own words, quoted."""
    say = language()
    words = {"heading": say(f"error.{kind}"), "sentence": say(f"error.{kind}_text", **values)}
    return await page(datasette, request, "error", words | {"said": values.get("said", "")}, status)


KINDS = {400: "bad", 403: "forbidden", 404: "not_found"}


async def explain(datasette: Datasette, request: Request, exception: Exception) -> Response:
    """The answer to an exception no view caught: JSON for programs, a page for readers; ours are logged."""
    status = status_of(exception)
    if status == 500:
        log.error("%s could not be shown", request.path, exc_info=exception)
    said = str(getattr(exception, "message", "") or next(iter(exception.args), "")) if status < 500 else ""
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": said or f"Error {status}", "status": status}, status=status)
    kind = "busy" if status == 503 else KINDS.get(status, "bad" if status < 500 else "failed")
    return await problem(datasette, request, kind, status, said="" if status in (403, 404) else said)
