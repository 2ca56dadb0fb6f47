"""GET /article/ID/versions/N: the text of one version, said to be old when it is, and what it changed."""

from archive.record.redactions import redaction_of
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import look_up, query
from archive.web.app.page import page, permalink
from archive.web.app.parameters import Unclear, clear
from archive.web.queries.articles import article_with_trail, paragraphs, version_text
from archive.web.queries.metadata import metadata_of
from archive.web.queries.version_entries import judgements, turns_of
from archive.web.queries.version_history import holds_text, present


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """The text of one version, said to be old when it is, and what it changed."""
    article_id, n = int(request.url_vars["id"]), int(request.url_vars["n"])
    article = await query(datasette, lambda connection: article_with_trail(connection, article_id))
    if article is None:
        raise Unclear("no_article", 404, id=article_id)
    version = await query(datasette, lambda connection: version_text(connection, article_id, n))
    if version is None:
        raise Unclear("no_version", 404, n=n)
    now = present(article["trail"])
    shown = next(one for one in article["trail"] if one["n"] == n)
    lasting = f"/article/{article_id}/versions/{n}"
    whole = permalink(request, lasting)
    return await page(
        datasette,
        request,
        "version",
        {
            "article": article,
            "metadata": metadata_of(article, title=version["title"], body=version["body"], n=n, permalink=whole),
            "version": version,
            "paragraphs": paragraphs(version["body"]),
            "shown": shown,
            "turns": turns_of(article["listed"], n),
            "verdicts": judgements(article["listed"], n),
            "current": now["n"] if now else n,
            "redaction": await look_up(datasette, lambda connection: redaction_of(connection, "version", shown["id"])),
            "cited": version if holds_text(shown) else None,
            "lasting": lasting,
            "permalink": whole,
            "section": "search",
        },
    )
