"""GET /article/ID/phrase?q=: in which versions of an article a phrase stands, when it came and when it left."""

from archive.web.app.compat import Datasette, Request, Response, moment
from archive.web.app.connection import query
from archive.web.app.language import language
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear, parameters
from archive.web.app.search_request import MOST_CHARACTERS, typed_text
from archive.web.charts.phrase_life import life_chart
from archive.web.queries.articles import article_with_trail
from archive.web.queries.phrases import MOST_PHRASES, MOST_VERSIONS, lives, phrases_in


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """`q` holds one phrase, or several parted by commas."""
    article_id, typed = int(request.url_vars["id"]), typed_text(parameters(request))[:MOST_CHARACTERS].strip()
    article = await query(datasette, lambda connection: article_with_trail(connection, article_id))
    if article is None:
        raise Unclear("no_article", 404, id=article_id)
    phrases = phrases_in(typed)
    found = await query(datasette, lambda connection: lives(connection, article_id, phrases))
    chart = life_chart([one.stands for one in found.phrases], len(found.versions), rtl=language().dir == "rtl")
    days = {language().local(one["seen_at"]).date() for one in found.versions}
    values = {
        "article": article,
        "asked": typed,
        "found": found,
        "chart": chart,
        "clocks": len(days) == 1,
        "looked_at": moment(datasette),
        "most_phrases": MOST_PHRASES,
        "most_versions": MOST_VERSIONS,
    }
    return await page(datasette, request, "phrase", values | {"section": "search"})
