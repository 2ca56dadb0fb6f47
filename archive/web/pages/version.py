"""GET /article/ID/versions/N: the text of one version, said to be old when it is, and what it changed."""

from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.page import page, permalink, problem
from archive.web.queries.articles import article_with_trail, paragraphs, version_text
from archive.web.queries.trail import holds_text


async def version(datasette: Datasette, request: Request) -> Response:
    """The text of one version, said to be old when it is, and what it changed."""
    article_id, n = int(request.url_vars["id"]), int(request.url_vars["n"])
    found = await query(datasette, lambda connection: article_with_trail(connection, article_id))
    if found is None:
        return await problem(datasette, request, "no_article", 404, id=article_id)
    shown = await query(datasette, lambda connection: version_text(connection, article_id, n))
    if shown is None:
        return await problem(datasette, request, "no_version", 404, n=n)
    texts = [row["n"] for row in found["trail"] if holds_text(row)]
    before = next(row["before"] for row in found["trail"] if row["n"] == n)
    return await page(
        datasette,
        request,
        "version",
        {
            "article": found,
            "version": shown,
            "paragraphs": paragraphs(shown["body"]),
            "before": before,
            "current": texts[0] if texts else n,
            "cited": shown | {"permalink": permalink(request, f"/article/{article_id}/versions/{n}")},
            "section": "search",
        },
    )
