"""The feeds readers subscribe to: articles (all, of an outlet, of a search), and what outlets changed and removed."""

from typing import Any

from markupsafe import Markup
from sqlite_utils.utils import sqlite3

from archive.search.highlight import to_marked_html
from archive.web.api.feed_formats import ATOM_TYPE, JSON_TYPE, Entry, Feed, atom, json_feed, tag
from archive.web.api.protocol import Refusal, address, json_errors, last_modified, parameters, question
from archive.web.api.protocol import number as number_of
from archive.web.api.result_sets import Found, articles, found
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.language import language
from archive.web.app.page import direction
from archive.web.app.search_request import SearchRequest
from archive.web.queries.changes import position_of, stream
from archive.web.queries.outlets import outlet_titles
from archive.web.queries.rows import Row

NEWEST = 50
WRITERS = {"atom": (atom, ATOM_TYPE), "json": (json_feed, JSON_TYPE)}


@json_errors
async def articles_feed(datasette: Datasette, request: Request) -> Response:
    """GET /feeds/articles.atom and .json: the parameters of the search page; `before` leads on to what is older."""
    asked, _ = await question(datasette, request, "before")
    answer, listed = await query(datasette, lambda connection: _newest(connection, asked))
    query_string = asked.address() if asked.address() != "?" else ""
    say = language()
    title = say("search.title_q", q=asked.q) if asked.q else say("search.browse")
    titles = await query(datasette, lambda connection: outlet_titles(connection, say.lang))
    outlet = titles[asked.outlet] if asked.outlet else ""
    older = asked.address(before=listed[-1]["id"]) if len(listed) == NEWEST < answer.count else ""
    feed = Feed(
        title=" · ".join(filter(None, (say("site.name"), title.unescape(), outlet))),
        url=_self(request, asked.address(before=asked.before) if asked.before else query_string),
        page=address(request, f"/search{query_string}"),
        lang=say.lang,
        entries=[_article(request, row, answer.snippets[row["id"]]) for row in listed],
        following=_self(request, older) if older else "",
    )
    return _sent(datasette, request, feed)


def _newest(connection: sqlite3.Connection, asked: SearchRequest) -> tuple[Found, list[Row]]:
    answer = found(connection, asked, NEWEST)
    return answer, articles(connection, list(answer.snippets))


def _article(request: Request, row: Row, snippet: str) -> Entry:
    return Entry(
        id=tag(row["id"]),
        title=row["title"],
        url=address(request, f"/article/{row['id']}"),
        updated=row["changed_at"],
        published=row["published_at"] or "",
        html=_paragraph(row["lang"], Markup(to_marked_html(snippet))),  # noqa: S704 - to_marked_html escapes
        author=_outlet(row),
        lang=row["lang"],
        source=row["url"],
        categories=(row["outlet"],),
    )


def _outlet(row: Row) -> str:
    """What the outlet is called in the language of the feed."""
    return str(row["outlet_title_en" if language().lang == "en" else "outlet_title"])


def _paragraph(lang: str, text: Markup) -> str:
    return str(Markup('<p lang="{}" dir="{}">{}</p>').format(lang, direction(lang), text))


@json_errors
async def changes_feed(datasette: Datasette, request: Request) -> Response:
    """GET /feeds/changes.atom and .json: an entry per edit, revert, deletion and return; `outlet` narrows."""
    values = parameters(request, "outlet", "before")
    say = language()
    titles = await query(datasette, lambda connection: outlet_titles(connection, say.lang))
    outlet = values.get("outlet") or None
    if outlet is not None and outlet not in titles:
        raise Refusal(400, "There is no outlet of this name. /api/1/outlets lists them.")
    before = number_of(values, "before", 0)
    changes = await query(datasette, lambda connection: _changes(connection, outlet, before))
    shown = changes[:NEWEST]
    older = SearchRequest(outlet=outlet).address(before=shown[-1]["place"]) if len(changes) > NEWEST else ""
    feed = Feed(
        title=" · ".join(filter(None, (say("site.name"), say("home.changes"), titles.get(outlet or "")))),
        url=_self(request, f"?{request.query_string}" if values else ""),
        page=address(request, f"/changes{SearchRequest(outlet=outlet).address() if outlet else ''}"),
        lang=say.lang,
        entries=[_change(request, row) for row in shown],
        following=_self(request, older) if older else "",
    )
    return _sent(datasette, request, feed)


def _changes(connection: sqlite3.Connection, outlet: str | None, before: int) -> list[Row]:
    """A feed's changes and the first of the next; none after a change that the record does not know."""
    after = position_of(connection, before) if before else None
    return [] if before and after is None else stream(connection, limit=NEWEST + 1, outlet=outlet, after=after)


def _change(request: Request, row: Row) -> Entry:
    """One version: what was done, to which article, and how much of it changed."""
    say = language()
    kind = say(f"kind.{row['kind']}")
    told = Markup('<p lang="{}" dir="{}">{}</p>').format(say.lang, say.dir, _amount(row, kind))
    if row["before"] and row["old_title"] != row["new_title"]:
        old = Markup('<del lang="{}" dir="{}">{}</del>').format(row["lang"], direction(row["lang"]), row["old_title"])
        told += Markup("<p>{}</p>").format(old)
    return Entry(
        id=tag(row["id"], row["n"]),
        title=f"{kind}: {row['new_title']}",
        url=address(request, f"/article/{row['id']}/versions/{row['n']}"),
        updated=row["seen_at"],
        published=row["published_at"] or "",
        html=str(told),
        author=_outlet(row),
        lang=row["lang"],
        source=row["url"],
        categories=(row["kind"], row["outlet"]),
    )


def _amount(row: Row, kind: Markup) -> Markup:
    say = language()
    words: Any = [kind]
    if row["added"]:
        words.append(say("home.words_added", words=say.count("word", row["added"])))
    if row["removed"]:
        words.append(say("home.words_removed", words=say.count("word", row["removed"])))
    return Markup(" · ").join(words)


def _self(request: Request, query_string: str) -> str:
    return address(request, request.path) + query_string


def _sent(datasette: Datasette, request: Request, feed: Feed) -> Response:
    write, kind = WRITERS[request.url_vars["form"]]
    return Response(write(feed), 200, last_modified(datasette), kind)
