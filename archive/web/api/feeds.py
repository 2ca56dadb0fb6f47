"""The feeds readers subscribe to: articles (all, of an outlet, of a search), what outlets changed, a saved search."""

from dataclasses import replace

from markupsafe import Markup
from sqlite_utils.utils import sqlite3

from archive.alerts.message import Event, published
from archive.alerts.rows import Lang
from archive.search.addresses import ResolvedAddress
from archive.search.arrivals import arrivals
from archive.search.engine import Hit, articles
from archive.search.highlight import to_marked_html
from archive.web.api.feed_formats import Entry, Feed, feed_answer, tag
from archive.web.api.protocol import (
    NO_OUTLET,
    Refusal,
    address,
    json_errors,
    last_modified,
    parameters,
    question,
)
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.headers import private
from archive.web.app.language import language
from archive.web.app.page import permalink
from archive.web.app.search_request import SearchRequest
from archive.web.app.text_direction import written
from archive.web.queries.change_feed import BEFORE_ALL, PLACE, Cursor, changes_after, cursor_of
from archive.web.queries.changes import Change
from archive.web.queries.full_articles import FullArticle, full_articles
from archive.web.queries.outlets import outlet_titles, title_in
from archive.web.queries.saved_searches import events_of, search_of
from archive.web.queries.verdicts import Alternation, alternations_among

NEWEST = 50


@json_errors
async def articles_feed(datasette: Datasette, request: Request) -> Response:
    """GET /feeds/articles.atom and .json: the parameters of the search page, of an address the article that it is;
    `before` leads on to what came earlier.
    """
    search = await question(datasette, request, "before")
    params = replace(search.params, order="newest")
    found, listed = await query(datasette, lambda connection: _newest(connection, params, search.address))
    query_string = params.address() if params.address() != "?" else ""
    t = language()
    title = t("search.title_q", q=params.q) if params.q else t("search.browse")
    titles = await query(datasette, lambda connection: outlet_titles(connection, t.lang))
    outlets = t("text.comma").join(titles[name] for name in params.outlets)
    earlier = params.address(before=listed[-1]["id"]) if len(found) > NEWEST else ""
    feed = Feed(
        title=_titled(t("site.name"), title.unescape(), outlets),
        url=_self(request, params.address(before=params.before) if params.before else query_string),
        page=address(request, f"/search{query_string}"),
        lang=t.lang,
        entries=[_article(request, one, hit.snippet_marked) for one, hit in zip(listed, found, strict=False)],
        following=_self(request, earlier) if earlier else "",
    )
    return feed_answer(feed, request.url_vars["form"], last_modified(datasette))


def _newest(
    connection: sqlite3.Connection, params: SearchRequest, pasted: ResolvedAddress | None
) -> tuple[list[Hit], list[FullArticle]]:
    """What a feed holds and the first of the next; the articles of the former."""
    if pasted is not None:
        found = [] if params.before else articles(connection, pasted.articles)
    else:
        found = arrivals(
            connection, params.q or None, mode=params.mode, limit=NEWEST + 1, before=params.before, **params.filters
        )
    return found, full_articles(connection, [hit.id for hit in found[:NEWEST]])


def _article(request: Request, article: FullArticle, snippet: str) -> Entry:
    return Entry(
        id=tag(article["id"]),
        title=article["title"],
        url=address(request, f"/article/{article['id']}"),
        updated=article["told_at"],
        published=article["published_at"] or "",
        html=_paragraph(article["lang"], Markup(to_marked_html(snippet))) + _day(article),  # noqa: S704 - to_marked_html escapes
        author=title_in(language().lang, article),
        lang=article["lang"],
        source=article["url"],
        categories=(article["outlet"],),
    )


@json_errors
async def changes_feed(datasette: Datasette, request: Request) -> Response:
    """GET /feeds/changes.atom and .json: an entry per edit, revert, deletion and return; `outlet` narrows.

    What alternates is one entry. `before` is the place that an earlier answer named, or a change by its number.
    """
    values = parameters(request, "outlet", "before")
    t = language()
    titles = await query(datasette, lambda connection: outlet_titles(connection, t.lang))
    outlet = values.get("outlet") or None
    if outlet is not None and outlet not in titles:
        raise Refusal(400, NO_OUTLET)
    before = values.get("before", "")
    if before and not PLACE.fullmatch(before):
        raise Refusal(400, "“before” must be a place that an answer named.")
    changes, turns = await query(datasette, lambda connection: _changes(connection, outlet, before))
    shown, narrowed = changes[:NEWEST], SearchRequest(outlets=(outlet,) if outlet else ())
    earlier = ""
    if len(changes) > NEWEST:
        earlier = narrowed.address(before=str(Cursor(shown[-1]["told_at"], shown[-1]["change_id"])))
    feed = Feed(
        title=_titled(t("site.name"), t("home.changes"), titles.get(outlet or "", "")),
        url=_self(request, f"?{request.query_string}" if values else ""),
        page=address(request, f"/changes{narrowed.address() if outlet else ''}"),
        lang=t.lang,
        entries=[_change(request, one, turns.get(one["change_id"])) for one in shown],
        following=_self(request, earlier) if earlier else "",
    )
    return feed_answer(feed, request.url_vars["form"], last_modified(datasette))


def _changes(
    connection: sqlite3.Connection, outlet: str | None, before: str
) -> tuple[list[Change], dict[int, Alternation]]:
    """A feed's changes and the first of the next; of those that are runs of texts that take turns, what these are."""
    after = cursor_of(connection, before) if before else BEFORE_ALL
    changes = changes_after(connection, limit=NEWEST + 1, outlet=outlet, after=after) if after else []
    return changes, alternations_among(connection, changes)


def _change(request: Request, change: Change, turns: Alternation | None) -> Entry:
    """One version: what was done, to which article, and how much of it changed; or texts that take turns."""
    t = language()
    kind = t("feeds.alternates") if turns else t(f"kind.{change['kind']}")
    title = f"{kind}: {change['new_title']}"
    if turns and len(turns["titles"]) > 1:
        named = t.join(t("text.quoted", text=headline) for headline in turns["titles"])
        title = t("feeds.alternates_between", headlines=named).unescape()
    html = _paragraph(t.lang, _amount(change, kind))
    if change["before"] and change["old_title"] != change["new_title"]:
        old = written(change["lang"], change["old_title"])
        html += Markup("<p {}><del>{}</del></p>").format(old, change["old_title"])
    return Entry(
        id=tag(change["id"], change["n"]),
        title=title,
        url=address(request, f"/article/{change['id']}/versions/{change['n']}"),
        updated=max(change["told_at"], change["seen_at"]),
        published=change["published_at"] or "",
        html=html + _day(change),
        author=title_in(t.lang, change),
        lang=change["lang"],
        source=change["url"],
        categories=(change["kind"], change["outlet"]),
    )


def _amount(change: Change, kind: Markup) -> Markup:
    t = language()
    words: list[Markup] = [kind]
    if change["added"]:
        words.append(t("home.words_added", words=t.count("word", change["added"])))
    if change["removed"]:
        words.append(t("home.words_removed", words=t.count("word", change["removed"])))
    return Markup(" · ").join(words)


async def saved_feed(datasette: Datasette, request: Request) -> Response:
    """GET /saved/TOKEN.atom and .json: an entry per match, and per later change where the search asks for these."""
    search = await search_of(datasette, request.url_vars["token"], read=True)
    if search is None:
        return Response.text("This saved search was ended, or never was.", status=404)
    t = language()
    feed = Feed(
        title=_titled(t("site.name"), search.label),
        url=permalink(request, request.path),
        page=permalink(request, f"/saved/{search.token}"),
        lang=t.lang,
        entries=[_event(request, event) for event in await events_of(datasette, search)],
    )
    return private(feed_answer(feed, request.url_vars["form"], {}))


def _event(request: Request, event: Event) -> Entry:
    new, t = event["kind"] == "new", language()
    kind = t("saved.new") if new else t(f"kind.{event['kind']}")
    path = f"/article/{event['article_id']}" + ("" if new else f"/versions/{event['n']}")
    outlet = title_in(t.lang, event)
    return Entry(
        id=tag(event["article_id"], None if new else event["n"]),
        title=event["title"] if new else f"{kind}: {event['title']}",
        url=permalink(request, path),
        updated=max(event["found_at"], event["seen_at"]),
        published=event["published_at"] or "",
        html=_paragraph(t.lang, f"{outlet} · {kind}") + _day(event),
        author=outlet,
        lang=event["lang"],
        source=event["url"],
        categories=(event["kind"], event["outlet"]),
    )


def _titled(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _day(article: FullArticle | Change | Event) -> Markup:
    """When it was published, as far as it says: a reader would take the time of the entry for it."""
    lang: Lang = "en" if language().lang == "en" else "ar"
    return _paragraph(lang, published(article, lang))


def _paragraph(lang: str, text: str) -> Markup:
    """The text is escaped unless it is Markup."""
    plain = text.striptags() if isinstance(text, Markup) else text
    return Markup("<p {}>{}</p>").format(written(lang, plain), text)


def _self(request: Request, query_string: str) -> str:
    return address(request, request.path) + query_string
