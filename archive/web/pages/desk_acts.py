"""POST /desk/-/act: what a reader puts on the desk and takes off it; `act` says what."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from archive.desk import frozen, lists, notes
from archive.desk.resolving import identity_of, present_text
from archive.desk.store import Desk
from archive.errors import BadConfiguration
from archive.sqlite import transaction
from archive.times import now, stamp
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.desk_access import DESK, at_the_desk, on_desk
from archive.web.app.parameters import Unclear, clear, is_number
from archive.web.queries.articles import version_text
from archive.web.queries.rows import Connection

Form = Mapping[str, list[str]]
# Where the reader is led afterwards: the list of a number, the article, or the desk.
Acted = str


@dataclass(frozen=True, slots=True)
class Marked:
    """The article that a form is about, in the version that is named (`body` is empty without one)."""

    article_id: int
    outlet: str
    key: str
    version: str
    body: str


@at_the_desk
@clear
async def act(datasette: Datasette, request: Request) -> Response:
    """Do it, then lead to where it is seen. A link alone does nothing."""
    if request.method != "POST":
        return Response.redirect(datasette.urls.path(DESK))
    form = parse_qs((await request.post_body()).decode("utf-8", "replace"), keep_blank_values=True)
    name = first(form, "act")
    at = stamp(now())
    if name in ON_DESK:
        do = ON_DESK[name]
        path = await asyncio.to_thread(on_desk, datasette, request, lambda desk: do(desk, form, at), make=True)
    elif name in ON_ARTICLE:
        marked = await query(datasette, lambda connection: _marked(connection, form))
        mark = ON_ARTICLE[name]
        path = await asyncio.to_thread(
            on_desk, datasette, request, lambda desk: mark(desk, form, marked, at), make=True
        )
    else:
        raise Unclear("no_choice", name="act", value=name[:40], allowed=", ".join((*ON_DESK, *ON_ARTICLE)))
    return Response.redirect(datasette.urls.path(path), status=303)


def _marked(connection: Connection, form: Form) -> Marked:
    """Raises Unclear for an article or a version that is not there."""
    article_id, n = number(form, "article"), number(form, "n")
    identity = identity_of(connection, article_id)
    if identity is None:
        raise Unclear("no_article", 404, id=article_id)
    text = version_text(connection, article_id, n) if n else None
    if n and text is None:
        raise Unclear("no_version", 404, n=n)
    version = text["sha256"] if text else present_text(connection, article_id)[0]
    return Marked(article_id, *identity, version, text["body"] if text else "")


def _number_of(desk: Desk, marked: Marked) -> int:
    with transaction(desk.db):
        return desk.number_of(marked.outlet, marked.key, marked.article_id)


def _set_lists(desk: Desk, form: Form, marked: Marked, at: str) -> Acted:
    """The article is on the lists that are ticked, and on a new one where it was named."""
    ticked = {int(one) for one in form.get("list", ()) if is_number(one)}
    if first(form, "new"):
        ticked.add(lists.make_list(desk, first(form, "new"), at))
    n = _number_of(desk, marked)
    for one in lists.in_lists(desk, n) - ticked:
        lists.take_off_list(desk, one, n)
    for one in ticked:
        lists.put_on_list(desk, one, [(n, marked.version)], at)
    return article_page(marked)


def _set_tags(desk: Desk, form: Form, marked: Marked, at: str) -> Acted:
    lists.set_tags(desk, _number_of(desk, marked), lists.tags_in(first(form, "tags")), at)
    return article_page(marked)


def _add_note(desk: Desk, form: Form, marked: Marked, at: str) -> Acted:
    quoted = first(form, "quotation")
    place = notes.place_of(quoted, marked.body) if quoted else (0, 0)
    if place is None or len(quoted) > notes.LONGEST_QUOTATION:
        raise Unclear("no_quotation")
    quotation = notes.Quotation(marked.version, *place)
    tags = lists.tags_in(first(form, "tags"))
    notes.add_note(desk, _number_of(desk, marked), quotation, first(form, "note"), tags, at)
    return article_page(marked)


def _make_list(desk: Desk, form: Form, at: str) -> Acted:
    return list_page(lists.make_list(desk, first(form, "name"), at))


def _rename_list(desk: Desk, form: Form, at: str) -> Acted:  # noqa: ARG001 - as the others are called
    lists.rename_list(desk, number(form, "list"), first(form, "name"))
    return list_page(number(form, "list"))


def _drop_list(desk: Desk, form: Form, at: str) -> Acted:  # noqa: ARG001 - as the others are called
    if first(form, "sure") != "yes":
        raise BadConfiguration("Tick the box beside the button to remove the list.")
    lists.drop_list(desk, number(form, "list"))
    return DESK


def _take_off(desk: Desk, form: Form, at: str) -> Acted:  # noqa: ARG001 - as the others are called
    lists.take_off_list(desk, number(form, "list"), number(form, "n"))
    return list_page(number(form, "list"))


def _drop_note(desk: Desk, form: Form, at: str) -> Acted:  # noqa: ARG001 - as the others are called
    notes.drop_note(desk, number(form, "note_id"))
    return f"{DESK}/article/{number(form, 'article')}" if number(form, "article") else DESK


def _drop_frozen(desk: Desk, form: Form, at: str) -> Acted:  # noqa: ARG001 - as the others are called
    if first(form, "sure") != "yes":
        raise BadConfiguration("Tick the box beside the button to remove the frozen search.")
    frozen.drop_frozen(desk, first(form, "token"))
    return DESK


ON_DESK: dict[str, Callable[[Desk, Form, str], Acted]] = {
    "make_list": _make_list,
    "rename_list": _rename_list,
    "drop_list": _drop_list,
    "take_off": _take_off,
    "drop_note": _drop_note,
    "drop_frozen": _drop_frozen,
}
ON_ARTICLE: dict[str, Callable[[Desk, Form, Marked, str], Acted]] = {
    "set_lists": _set_lists,
    "set_tags": _set_tags,
    "add_note": _add_note,
}


def article_page(marked: Marked) -> str:
    return f"{DESK}/article/{marked.article_id}"


def list_page(list_id: int) -> str:
    return f"{DESK}?list={list_id}"


def first(form: Form, name: str) -> str:
    return next(iter(form.get(name, ())), "").strip()


def number(form: Form, name: str) -> int:
    """0 where none is named, or what is no number."""
    text = first(form, name)
    return int(text) if is_number(text) else 0
