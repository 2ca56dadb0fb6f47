"""GET /article/ID: one article as the outlet published it, with the evidence beside it."""

from typing import TypedDict

from archive.versions.absence import Absence, absence_of
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import look_up
from archive.web.app.language import language
from archive.web.app.page import page, permalink
from archive.web.app.parameters import Unclear, clear
from archive.web.charts.sequence import sequence
from archive.web.queries.addresses import OtherAddress, other_address
from archive.web.queries.articles import ArticleWithTrail, article_with_trail, paragraphs
from archive.web.queries.copies import Beside, beside
from archive.web.queries.messages import JoinedArticle, MessageOfPage, message_of, posted
from archive.web.queries.metadata import metadata_of
from archive.web.queries.quotations import Traced, traced
from archive.web.queries.rows import Connection
from archive.web.queries.version_history import EDITS, holds_text, present, was_seen


class Known(TypedDict):
    """All that the page says of an article, from one state of the record."""

    article: ArticleWithTrail
    beside: Beside
    absence: Absence | None
    other: OtherAddress | None
    message: MessageOfPage | None
    posted: list[JoinedArticle]
    quotations: list[Traced]


@clear
async def view(datasette: Datasette, request: Request) -> Response:
    """One article as the outlet published it, with the evidence beside it."""
    article_id = int(request.url_vars["id"])
    typed = request.args.get("asked") or ""

    def ask(connection: Connection) -> Known | None:
        known = article_with_trail(connection, article_id)
        if known is None:
            return None
        # Of the many that are there, their page need not ask.
        absence = absence_of(connection, article_id) if known["status"] != "live" else None
        return {
            "article": known,
            "beside": beside(connection, known),
            "absence": absence,
            "other": other_address(connection, article_id, typed),
            "message": message_of(connection, article_id, known["outlet"], known["capture"]),
            "posted": posted(connection, known["outlet"], known["key"]),
            "quotations": traced(connection, article_id, known["body"]),
        }

    found = await look_up(datasette, ask)
    if found is None:
        raise Unclear("no_article", 404, id=article_id)
    article, message = found["article"], found["message"]
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
            **found,
            "slots": sequence(message["places"], message["number"], rtl=language().dir == "rtl") if message else [],
            "metadata": metadata_of(article, title=article["title"], body=article["body"], n=current, permalink=whole),
            "paragraphs": paragraphs(article["body"]),
            "edits": len(edits),
            "only_turns": {edit["kind"] for edit in edits} == {"alternates"},
            "edit_seen": any(was_seen(edit, texts) for edit in edits),
            "current": current,
            "cited": {**article, "n": current},
            "lasting": lasting,
            "permalink": whole,
            "section": "search",
        },
    )
