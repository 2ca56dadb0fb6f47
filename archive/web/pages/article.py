"""GET /article/ID: one article as the outlet published it, with the evidence beside it."""

from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import look_up
from archive.web.app.page import page, permalink, problem
from archive.web.queries import copies
from archive.web.queries.articles import article_with_trail, paragraphs
from archive.web.queries.rows import Connection, Row
from archive.web.queries.trail import holds_text


async def article(datasette: Datasette, request: Request) -> Response:
    """One article as the outlet published it, with the evidence beside it."""
    article_id = int(request.url_vars["id"])

    def ask(connection: Connection) -> Row | None:
        known = article_with_trail(connection, article_id)
        return known and known | {"beside": copies.beside(connection, known)}

    found = await look_up(datasette, ask)
    if found is None:
        return await problem(datasette, request, "no_article", 404, id=article_id)
    texts = [row for row in found["trail"] if holds_text(row)]
    current = texts[0]["n"] if texts else found["versions"]
    return await page(
        datasette,
        request,
        "article",
        {
            "article": found,
            "paragraphs": paragraphs(found["body"]),
            "edits": sum(row["kind"] in ("edit", "revert") for row in texts),
            "current": current,
            "beside": found["beside"],
            "cited": found | {"n": current, "permalink": permalink(request, f"/article/{article_id}")},
            "section": "search",
        },
    )
