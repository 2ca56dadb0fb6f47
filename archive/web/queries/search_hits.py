"""The hits of a search page and how they spread; without a question everything that came in, newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Required, TypedDict, Unpack

from markupsafe import Markup

from archive.search import engine
from archive.search.filters import Filters
from archive.search.found_forms import FoundForm, found_forms
from archive.search.hits import Hits
from archive.search.named_places import MOST_HITS, NamedPlace, places_named
from archive.search.query_parser import Note
from archive.search.suggestions import Offer
from archive.search.vocabulary import Vocabulary
from archive.web.app.search_request import SearchRequest
from archive.web.queries.articles import ListedArticle, browse, count_articles, edits_of
from archive.web.queries.folded_stories import StoryOfHit, stories_of
from archive.web.queries.hit_breakdown import Spread, days_and_outlets, spread_of_all, spread_of_hits
from archive.web.queries.rows import Connection
from archive.web.queries.suggestions import offered

PER_PAGE = 20
FORMS_SHOWN = PLACES_SHOWN = 8


class Hit(TypedDict):
    """An article that was found; `heading` and `snippet` as they are shown, with <mark> where a word was asked for."""

    id: int
    outlet: str
    title: str
    lang: str
    published_day: str
    published_at: str | None
    first_seen_at: str
    status: str
    origin: str
    heading: str
    snippet: str


class Page(TypedDict, total=False):
    """Which of the hits: so many, behind so many; below or above the id of one."""

    limit: Required[int]
    skip: int
    before_id: int | None
    after_id: int | None


class ShownHit(Hit):
    """A hit, and how often the outlet changed it."""

    edits: int


@dataclass(slots=True)
class Answer:
    """What was found up to now: `fill` may be stopped before it is complete.

    `first` is the place of the first hit among all `count` of them, from 1 on; `previous` and `next` are the hits just
    before and behind the page; `forms` are the spellings found; `notes` are on what was not understood; `offers` are
    other questions, where this one found little; `spread` is None where nothing was counted; `stories` are those that
    hits on the page belong to, by article id; `places` are those that the hits name most.
    """

    hits: list[ShownHit] = field(default_factory=list)
    first: int = 1
    previous: ShownHit | None = None
    next: ShownHit | None = None
    count: int | None = None
    forms: Sequence[FoundForm] = ()
    notes: Sequence[Note] = ()
    offers: Sequence[Offer] = ()
    spread: Spread | None = None
    places: Sequence[NamedPlace] = ()
    stories: Mapping[int, StoryOfHit] = field(default_factory=dict)
    has_stories: bool = False


def fill(connection: Connection, params: SearchRequest, answer: Answer, today: date) -> None:
    """Hits first, then how they spread."""
    answer.has_stories = bool(connection.execute("SELECT EXISTS(SELECT 1 FROM clusters)").fetchone()[0])
    if not params.q and not params.narrowed:
        _list(connection, params, answer)
        answer.spread = spread_of_all(connection, params, today)
        return
    answer.first = params.start if params.before is None else _place_behind(connection, params)
    skip, limit = _wanted(answer.first)
    results = ask(connection, params, limit=limit, skip=skip)
    answer.count, answer.notes = results.count, results.notes
    _place(connection, answer, [(as_marked if params.q else as_found)(hit) for hit in results.hits])
    answer.stories = stories_of(connection, [hit["id"] for hit in answer.hits], with_members=params.filters["folded"])
    if answer.count or params.filtered:
        answer.spread = spread_of_hits(connection, results.compiled, params, today)
        answer.forms = found_forms(
            connection, params.q, results.compiled, results.hits, FORMS_SHOWN, results.count, **params.filters
        )
    if 0 < answer.count <= MOST_HITS and not params.copies:
        answer.places = places_named(connection, results.compiled, PLACES_SHOWN, results.ids, **params.filters)
    answer.offers = offered(connection, params, results)


def ask(connection: Connection, params: SearchRequest, **page: Unpack[Page]) -> engine.Results:
    """What a question finds, or without one everything that its filters leave."""
    return engine.search(connection, params.q or None, mode=params.mode, order=params.order, **page, **params.filters)


def _list(connection: Connection, params: SearchRequest, answer: Answer) -> None:
    """Everything that came in, of outlets and days at most."""
    part = days_and_outlets(params)
    answer.count = count_articles(connection, **part)
    if params.before is None:
        answer.first = params.start
    else:
        answer.first = answer.count - count_articles(connection, before=params.before, **part) + 1
    skip, limit = _wanted(answer.first)
    listed = browse(connection, limit=limit, skip=skip, oldest_first=params.order == "oldest", **part)
    _place(connection, answer, [as_listed(article) for article in listed])
    answer.stories = stories_of(connection, [hit["id"] for hit in answer.hits], with_members=False)


def _place_behind(connection: Connection, params: SearchRequest) -> int:
    """The place of the first hit that is older than the article `before`."""
    vocabulary = Vocabulary(connection)
    compiled = engine.compile_query(params.q, params.mode, vocabulary) if params.q else engine.EVERYTHING

    def count(**filters: Unpack[Filters]) -> int:
        return Hits(connection, compiled, filters).count(vocabulary)

    return count(**params.filters) - count(before_id=params.before, **params.filters) + 1


def _wanted(first: int) -> tuple[int, int]:
    """How many hits to pass over and how many to fetch: those of a page, the one before it and the one behind."""
    return max(first - 2, 0), PER_PAGE + 1 + (first > 1)


def as_listed(article: ListedArticle) -> Hit:
    return {
        "id": article["id"],
        "outlet": article["outlet"],
        "title": article["title"],
        "lang": article["lang"],
        "published_day": article["published_day"],
        "published_at": article["published_at"],
        "first_seen_at": article["first_seen_at"],
        "status": article["status"],
        "origin": article["origin"],
        "heading": article["title"],
        "snippet": article["opening"],
    }


def as_found(hit: engine.Hit) -> Hit:
    """Of everything that the filters leave: no word was asked for."""
    return {**as_marked(hit), "heading": hit.title, "snippet": hit.snippet_marked}


def as_marked(hit: engine.Hit) -> Hit:
    """Title and snippet as HTML: the original spelling, escaped, with <mark> round what matched."""
    return {
        "id": hit.id,
        "outlet": hit.outlet,
        "title": hit.title,
        "lang": hit.lang,
        "published_day": hit.published_day,
        "published_at": hit.published_at,
        "first_seen_at": hit.first_seen_at,
        "status": hit.status,
        "origin": hit.origin,
        "heading": Markup(engine.to_marked_html(hit.title_marked)),  # noqa: S704 - to_marked_html escapes
        "snippet": Markup(engine.to_marked_html(hit.snippet_marked)),  # noqa: S704 - to_marked_html escapes
    }


def _place(connection: Connection, answer: Answer, hits: Sequence[Hit]) -> None:
    """Part what was fetched into the page and its neighbours, each hit with the number of its edits."""
    edits = edits_of(connection, [hit["id"] for hit in hits])
    shown: list[ShownHit] = [{**hit, "edits": edits.get(hit["id"], 0)} for hit in hits]
    if answer.first > 1 and shown:
        answer.previous = shown.pop(0)
    answer.hits, answer.next = shown[:PER_PAGE], shown[PER_PAGE] if len(shown) > PER_PAGE else None
