"""The feeds readers subscribe to: articles (all, of an outlet, of a search), and what outlets changed and removed."""

from typing import Any

from markupsafe import Markup
from sqlite_utils.utils import sqlite3

from archive.search.highlight import to_marked_html
from archive.web.answers import Refusal, address, door, last_modified, parameters, question
from archive.web.answers import number as number_of
from archive.web.compat import Datasette, Request, Response, query
from archive.web.feeds import ATOM_TYPE, JSON_TYPE, Entry, Feed, atom, json_feed, tag
from archive.web.harvest import DEEDS, Found, articles, found
from archive.web.language import language
from archive.web.pages import direction
from archive.web.queries import Row, outlet_titles, rows
from archive.web.searching import Asked

NEWEST = 50
WRITERS = {"atom": (atom, ATOM_TYPE), "json": (json_feed, JSON_TYPE)}


@door
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


def _newest(connection: sqlite3.Connection, asked: Asked) -> tuple[Found, list[Row]]:
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


@door
async def changes_feed(datasette: Datasette, request: Request) -> Response:
    """GET /feeds/changes.atom and .json: an entry per edit, revert, deletion and return; `outlet` narrows."""
    values = parameters(request, "outlet", "before")
    say = language()
    titles = await query(datasette, lambda connection: outlet_titles(connection, say.lang))
    outlet = values.get("outlet") or None
    if outlet is not None and outlet not in titles:
        raise Refusal(400, "There is no outlet of this name. /api/1/outlets lists them.")
    bounds = {"outlet": outlet, "before": number_of(values, "before", 0) or None, "limit": NEWEST + 1}
    deeds = await query(datasette, lambda connection: rows(connection, DEEDS, bounds))
    shown = deeds[:NEWEST]
    older = Asked(outlet=outlet).address(before=shown[-1]["id"]) if len(deeds) > NEWEST else ""
    feed = Feed(
        title=" · ".join(filter(None, (say("site.name"), say("home.changes"), titles.get(outlet or "")))),
        url=_self(request, f"?{request.query_string}" if values else ""),
        page=address(request, f"/changes{Asked(outlet=outlet).address() if outlet else ''}"),
        lang=say.lang,
        entries=[_deed(request, row) for row in shown],
        following=_self(request, older) if older else "",
    )
    return _sent(datasette, request, feed)


def _deed(request: Request, row: Row) -> Entry:
    """One version: what was done, to which article, and how much of it changed."""
    say = language()
    kind = say(f"kind.{row['kind']}")
    told = Markup('<p lang="{}" dir="{}">{}</p>').format(say.lang, say.dir, _amount(row, kind))
    if row["old_title"] and row["old_title"] != row["title"]:
        old = Markup('<del lang="{}" dir="{}">{}</del>').format(row["lang"], direction(row["lang"]), row["old_title"])
        told += Markup("<p>{}</p>").format(old)
    return Entry(
        id=tag(row["article_id"], row["n"]),
        title=f"{kind}: {row['title']}",
        url=address(request, f"/article/{row['article_id']}/versions/{row['n']}"),
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
