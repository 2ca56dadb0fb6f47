"""A result set to take along: CSV, JSON, JSON Lines, and citations in Markdown, BibTeX and RIS; row by row.

The columns are the record's own (docs/data.md), then the address here and time and hash of the capture behind the text.
"""

import csv
import io
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from archive.web.api import citations
from archive.web.api.protocol import Refusal, json_errors, last_modified, parameters, question
from archive.web.api.result_sets import COLUMNS, MOST_ROWS, articles, found, pieces
from archive.web.app.compat import Datasette, Request, Response, Stream
from archive.web.app.connection import query
from archive.web.app.page import permalink
from archive.web.queries.rows import Row

FIELDS = (*COLUMNS[:-1], "permalink", "fetched_at", "body_sha256", "body")
# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV Injection).
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for the code page of the country


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How rows are written: `head`, each row, `between` two of them, then `foot`. `CUT` in the head is filled in."""

    kind: str
    row: Callable[[Row], str]
    head: str = ""
    between: str = ""
    foot: str = ""


def csv_line(values: list[Any]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow([safe_cell(value) for value in values])
    return written.getvalue()


def safe_cell(value: Any) -> Any:
    """The value; a text that a spreadsheet would calculate gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value


def fields(row: Row) -> Row:
    return {name: row[name] for name in FIELDS}


def json_line(row: Row) -> str:
    return json.dumps(fields(row), ensure_ascii=False)


FORMS = {
    "csv": Form(
        kind="text/csv; charset=utf-8; header=present",
        head=BYTE_ORDER_MARK + csv_line(list(FIELDS)),
        row=lambda row: csv_line(list(fields(row).values())),
    ),
    "json": Form(
        kind="application/json; charset=utf-8",
        head='{"cut": CUT, "articles": [\n',
        row=json_line,
        between=",\n",
        foot="\n]}\n",
    ),
    "jsonl": Form(kind="application/jsonl; charset=utf-8", row=lambda row: json_line(row) + "\n"),
    "md": Form(kind="text/markdown; charset=utf-8", row=citations.markdown),
    "bib": Form(kind="application/x-bibtex; charset=utf-8", row=citations.bibtex),
    "ris": Form(kind="application/x-research-info-systems; charset=utf-8", row=citations.ris),
}


@json_errors
async def export(datasette: Datasette, request: Request) -> Stream | Response:
    """GET /exports/articles.FORM: the parameters of the search page, newest first, at most MOST_ROWS articles.

    Where there are more, the header Warraq-Cut names the number sent, and JSON says `"cut": true`.
    """
    asked, _ = await question(datasette, request)
    total = (await query(datasette, lambda connection: found(connection, asked, 1))).count
    name = request.url_vars["form"]
    form, cut = FORMS[name], total > MOST_ROWS
    headers = {"content-disposition": f'attachment; filename="warraq.{name}"', "cache-control": "no-cache"}
    if cut:
        headers["warraq-cut"] = str(MOST_ROWS)
    if request.method == "HEAD":
        return Response("", 200, headers, form.kind)
    base = permalink(request, "/article/")

    async def send(writer: Any) -> None:
        async for text in written(form, pieces(datasette, asked), base, cut=cut):
            await writer.write(text)

    return Stream(send, headers=headers, content_type=form.kind)


async def written(form: Form, found_pieces: AsyncIterator[list[Row]], base: str, *, cut: bool) -> AsyncIterator[str]:
    """The text of an export, a piece at a time."""
    yield form.head.replace("CUT", json.dumps(cut))
    first = True
    async for piece in found_pieces:
        texts = [form.row(row | {"permalink": f"{base}{row['id']}"}) for row in piece]
        yield ("" if first else form.between) + form.between.join(texts)
        first = False
    yield form.foot


@json_errors
async def citation(datasette: Datasette, request: Request) -> Response:
    """GET /article/ID.bib, .ris, .md: one article to cite."""
    parameters(request)
    article_id = int(request.url_vars["id"])
    listed = await query(datasette, lambda connection: articles(connection, [article_id]))
    if not listed:
        raise Refusal(404, f"The archive holds no article {article_id}. Search: /api/1/search?q=…")
    form = FORMS[request.url_vars["form"]]
    lasting = permalink(request, f"/article/{article_id}")
    headers = {"link": f'<{lasting}>; rel="cite-as"', **last_modified(datasette)}
    return Response(form.row(listed[0] | {"permalink": lasting}), 200, headers, form.kind)
