"""The hits of a search page and how they spread; without a question everything that came in, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from markupsafe import Markup

from archive.search import engine
from archive.search.query_parser import Note
from archive.web.app.search_request import SearchRequest
from archive.web.queries.articles import ListedArticle, browse, edits_of
from archive.web.queries.rows import Connection

PER_PAGE = 20
FORMS_SHOWN = 8


class Hit(TypedDict):
    """An article that was found; `heading` and `snippet` as they are shown, with <mark> where a word was asked for."""

    id: int
    outlet: str
    title: str
    lang: str
    published_day: str
    published_at: str | None
    status: str
    origin: str
    heading: str
    snippet: str


class ShownHit(Hit):
    """A hit, and how often the outlet changed it."""

    edits: int


@dataclass(slots=True)
class Answer:
    """What was found up to now: `fill` may be stopped before it is complete.

    `next` is the first hit of the page after; `count` is None without a question; `forms` are spellings with their
    articles; `notes` are on what was not understood; `spread` is None where nothing was counted.
    """

    hits: list[ShownHit] = field(default_factory=list)
    next: ShownHit | None = None
    count: int | None = None
    forms: Sequence[tuple[str, int]] = ()
    notes: Sequence[Note] = ()
    suggestions: Sequence[str] = ()
    spread: engine.Facets | None = None


def fill(connection: Connection, params: SearchRequest, answer: Answer) -> None:
    """Hits first, then how they spread."""
    # One more than is shown: its words begin the next page, and it proves that there is one.
    limit = PER_PAGE + 1
    if not params.q:
        listed = browse(connection, limit=limit, before=params.before, **params.filters)
        answer.hits, answer.next = one_page(connection, [as_listed(article) for article in listed])
        return
    results = engine.search(
        connection,
        params.q,
        mode=params.mode,
        limit=limit,
        order=params.order,
        before_id=params.before,
        **params.filters,
    )
    answer.hits, answer.next = one_page(connection, [as_marked(hit) for hit in results.hits])
    answer.count, answer.forms = results.count, results.forms[:FORMS_SHOWN]
    answer.notes, answer.suggestions = results.notes, results.suggestions
    if answer.count:
        answer.spread = engine.facets(connection, results.compiled, **params.filters)


def as_listed(article: ListedArticle) -> Hit:
    return {
        "id": article["id"],
        "outlet": article["outlet"],
        "title": article["title"],
        "lang": article["lang"],
        "published_day": article["published_day"],
        "published_at": article["published_at"],
        "status": article["status"],
        "origin": article["origin"],
        "heading": article["title"],
        "snippet": article["opening"],
    }


def as_marked(hit: engine.Hit) -> Hit:
    """Title and snippet as HTML: the original spelling, escaped, with <mark> round what matched."""
    return {
        "id": hit.id,
        "outlet": hit.outlet,
        "title": hit.title,
        "lang": hit.lang,
        "published_day": hit.published_day,
        "published_at": hit.published_at,
        "status": hit.status,
        "origin": hit.origin,
        "heading": Markup(engine.to_marked_html(hit.title_marked)),  # noqa: S704 - to_marked_html escapes
        "snippet": Markup(engine.to_marked_html(hit.snippet_marked)),  # noqa: S704 - to_marked_html escapes
    }


def one_page(connection: Connection, hits: Sequence[Hit]) -> tuple[list[ShownHit], ShownHit | None]:
    """The hits of one page, each with the number of its edits, and the first of the next page."""
    edits = edits_of(connection, [hit["id"] for hit in hits])
    shown: list[ShownHit] = [{**hit, "edits": edits.get(hit["id"], 0)} for hit in hits]
    return shown[:PER_PAGE], shown[PER_PAGE] if len(shown) > PER_PAGE else None
