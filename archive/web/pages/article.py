"""GET /article/ID: one article as the outlet published it, with the evidence beside it."""

from archive.versions.absence import Absence, absence_of
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import look_up
from archive.web.app.page import page, permalink
from archive.web.app.parameters import Unclear, clear
from archive.web.queries.addresses import OtherAddress, other_address
from archive.web.queries.articles import ArticleWithTrail, article_with_trail, paragraphs
from archive.web.queries.copies import Beside, beside
from archive.web.queries.metadata import metadata_of
from archive.web.queries.rows import Connection
from archive.web.queries.trail import EDITS, holds_text, present, was_seen


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """One article as the outlet published it, with the evidence beside it."""
    article_id = int(request.url_vars["id"])
    typed = request.args.get("asked") or ""

    def ask(connection: Connection) -> tuple[ArticleWithTrail, Beside, Absence | None, OtherAddress | None] | None:
        known = article_with_trail(connection, article_id)
        if known is None:
            return None
        # Of the many that are there, their page need not ask.
        absence = absence_of(connection, article_id) if known["status"] != "live" else None
        return known, beside(connection, known), absence, other_address(connection, article_id, typed)

    found = await look_up(datasette, ask)
    if found is None:
        raise Unclear("no_article", 404, id=article_id)
    article, margin, absence, other = found
    texts = [version for version in article["trail"] if holds_text(version)]
    edits = [version for version in texts if version["kind"] in EDITS]
    now = present(article["trail"])
    current = now["n"] if now else article["versions"]
    lasting = f"/article/{article_id}"
    whole = permalink(request, lasting)
    return await page(
        datasette,
        request,
        "article",
        {
            "article": article,
            "absence": absence,
            "other": other,
            "metadata": metadata_of(article, title=article["title"], body=article["body"], n=current, permalink=whole),
            "paragraphs": paragraphs(article["body"]),
            "edits": len(edits),
            "only_turns": {edit["kind"] for edit in edits} == {"alternates"},
            "edit_seen": any(was_seen(edit, texts) for edit in edits),
            "current": current,
            "beside": margin,
            "cited": {**article, "n": current},
            "lasting": lasting,
            "permalink": whole,
            "section": "search",
        },
    )
