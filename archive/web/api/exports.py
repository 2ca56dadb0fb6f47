"""A result set to take along: CSV, JSON, JSON Lines, and citations in Markdown, BibTeX and RIS; row by row.

The columns are the record's own (docs/data.md), then the address here, times and hash of the capture of the text.
"""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass

from sqlite_utils.utils import sqlite3

from archive.text.spreadsheets import BYTE_ORDER_MARK, CSV, csv_line
from archive.web.api import citations
from archive.web.api.protocol import (
    Refusal,
    json_errors,
    lasting_headers,
    no_article,
    no_version,
    parameters,
    question,
)
from archive.web.api.result_sets import leaves_nothing_out, numbers, pieces
from archive.web.app.compat import Datasette, Request, Response, Stream, Writer
from archive.web.app.connection import query
from archive.web.app.headers import as_file
from archive.web.app.page import permalink
from archive.web.queries.full_articles import COLUMNS, CitedArticle, FullArticle, article_in_version, full_articles

FIELDS = (*COLUMNS[:-1], "permalink", "fetched_at", "received_at", "body_sha256", "body")
EVERYTHING = (
    "This question leaves nothing out. Name words, an outlet or days; the whole archive is a file: /downloads lists it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How rows are written: `head`, each row, `between` two of them, then `foot`. `CUT` in the head is filled in."""

    kind: str
    row: Callable[[CitedArticle], str]
    head: str = ""
    between: str = ""
    foot: str = ""


def fields(article: Mapping[str, object]) -> dict[str, object]:
    return {name: article[name] for name in FIELDS}


def json_line(article: CitedArticle) -> str:
    return json.dumps(fields(article), ensure_ascii=False)


FORMS = {
    "csv": Form(
        kind=CSV,
        head=BYTE_ORDER_MARK + csv_line(FIELDS),
        row=lambda article: csv_line(list(fields(article).values())),
    ),
    "json": Form(
        kind="application/json; charset=utf-8",
        head='{"cut": CUT, "articles": [\n',
        row=json_line,
        between=",\n",
        foot="\n]}\n",
    ),
    "jsonl": Form(kind="application/jsonl; charset=utf-8", row=lambda article: json_line(article) + "\n"),
    "md": Form(kind="text/markdown; charset=utf-8", row=citations.markdown),
    "bib": Form(kind="application/x-bibtex; charset=utf-8", row=citations.bibtex),
    "ris": Form(kind="application/x-research-info-systems; charset=utf-8", row=citations.ris),
}


@json_errors
async def export(datasette: Datasette, request: Request) -> Stream | Response:
    """GET /exports/articles.FORM: the parameters of the search page, in its order, at most MOST_ROWS articles; of an
    address the article that it is.

    Where there are more, the header Warraq-Cut names the number sent, and JSON says `"cut": true`. A question that
    leaves nothing out, or no more than what states no day, is refused: what it asks for is a file.
    """
    params, _, pasted = await question(datasette, request)

    def ask(connection: sqlite3.Connection) -> tuple[list[int], int, bool]:
        if pasted is not None:
            return pasted.articles, len(pasted.articles), False
        listed, total = numbers(connection, params)
        return listed, total, leaves_nothing_out(connection, params, total)

    listed, total, whole = await query(datasette, ask)
    if whole:
        raise Refusal(400, EVERYTHING)
    name = request.url_vars["form"]
    form, cut = FORMS[name], total > len(listed)
    headers = {**as_file(f"warraq.{name}"), "cache-control": "no-cache"}
    if cut:
        headers["warraq-cut"] = str(len(listed))
    if request.method == "HEAD":
        return Response("", 200, headers, form.kind)
    base = permalink(request, "/article/")

    async def send(writer: Writer) -> None:
        async for text in written(form, pieces(datasette, listed), base, cut=cut):
            await writer.write(text)

    return Stream(send, headers=headers, content_type=form.kind)


async def written(
    form: Form, found_pieces: AsyncIterator[list[FullArticle]], base: str, *, cut: bool
) -> AsyncIterator[str]:
    """The text of an export, a piece at a time."""
    yield form.head.replace("CUT", json.dumps(cut))
    first = True
    async for piece in found_pieces:
        texts = [
            form.row({**article, "permalink": f"{base}{article['id']}", "entry": str(article["id"])})
            for article in piece
        ]
        yield ("" if first else form.between) + form.between.join(texts)
        first = False
    yield form.foot


@json_errors
async def citation(datasette: Datasette, request: Request) -> Response:
    """GET /article/ID.bib, .ris, .md: one article to cite, in the version it has now."""
    parameters(request)
    article_id = int(request.url_vars["id"])
    listed = await query(datasette, lambda connection: full_articles(connection, [article_id]))
    if not listed:
        raise no_article(article_id)
    return _cited(datasette, request, listed[0], f"/article/{article_id}", str(article_id))


@json_errors
async def version_citation(datasette: Datasette, request: Request) -> Response:
    """GET /article/ID/versions/N.bib, .ris, .md: an article to cite as it was in one of its versions."""
    parameters(request)
    article_id, n = int(request.url_vars["id"]), int(request.url_vars["n"])
    found = await query(datasette, lambda connection: article_in_version(connection, article_id, n))
    if found is None:
        raise no_version(article_id, n)
    return _cited(datasette, request, found, f"/article/{article_id}/versions/{n}", f"{article_id}v{n}")


def _cited(datasette: Datasette, request: Request, article: FullArticle, path: str, entry: str) -> Response:
    """The citation of a text that stands at `path` here, `entry` its name in a list."""
    form, lasting = FORMS[request.url_vars["form"]], permalink(request, path)
    row = form.row({**article, "permalink": lasting, "entry": entry})
    return Response(row, 200, lasting_headers(datasette, lasting), form.kind)
