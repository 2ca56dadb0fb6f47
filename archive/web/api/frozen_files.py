"""GET /frozen/TOKEN.txt, .csv, .bib and .ris: keys and articles of a frozen search, the search itself as a citation."""

import asyncio

from archive.desk.frozen import by_token, keys_file
from archive.desk.resolving import standing_of
from archive.desk.schema import FrozenRow, MarkedArticle
from archive.desk.store import ONE_READER, Desk
from archive.text.spreadsheets import BYTE_ORDER_MARK, CSV, csv_line
from archive.web.api.citations import address, bibtex_entry, ris_day, ris_record, tex
from archive.web.api.protocol import Refusal, json_errors
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.desk_access import desk_file
from archive.web.app.desk_reader import may_have_desk
from archive.web.app.headers import NOT_KEPT, as_file
from archive.web.app.page import permalink
from archive.web.queries.desk import article_of
from archive.web.queries.rows import Connection

COLUMNS = ("outlet", "key", "id", "published_day", "title", "permalink", "state")


@json_errors
async def view(datasette: Datasette, request: Request) -> Response:
    """What was withdrawn is in no list; its row says that there was one."""
    token, form = request.url_vars["token"], request.url_vars["form"]

    def ask() -> tuple[FrozenRow, list[MarkedArticle]] | None:
        with Desk(desk_file(datasette), ONE_READER, make=False) as desk:
            return by_token(desk, token)

    found = await asyncio.to_thread(ask) if may_have_desk(datasette, request) else None
    if found is None:
        raise Refusal(404, "There is no frozen search at this address.")
    row, articles = found
    lasting = permalink(request, f"/frozen/{token}")
    headers = {**as_file(f"warraq-{token}.{form}"), **NOT_KEPT}
    if form == "txt":
        return Response(keys_file(articles).decode("utf-8"), 200, {**NOT_KEPT}, "text/plain; charset=utf-8")
    if form == "csv":
        base = permalink(request, "/article/")
        text = await query(datasette, lambda connection: _table(connection, articles, base))
        return Response(BYTE_ORDER_MARK + text, 200, headers, CSV)
    write, kind = CITED[form]
    return Response(write(row, lasting), 200, headers, kind)


def _table(connection: Connection, articles: list[MarkedArticle], base: str) -> str:
    lines = [csv_line(COLUMNS)]
    for one in articles:
        standing = standing_of(connection, one)
        article = article_of(connection, standing.article_id) if standing.article_id else None
        if article:
            day, title = article["published_day"], article["title"]
            known = (one["outlet"], one["key"], article["id"], day, title, f"{base}{article['id']}", article["status"])
            lines.append(csv_line(known))
        elif standing.withdrawn:
            lines.append(csv_line(("", "", "", "", "", "", "withdrawn")))
        else:
            lines.append(csv_line((one["outlet"], one["key"], "", "", "", "", "not here")))
    return "".join(lines)


def title_of(row: FrozenRow) -> str:
    """What is cited."""
    return f"Warraq, search “{row['question'] or row['address']}”, {row['found']} articles"


def _note(row: FrozenRow) -> str:
    return f"Frozen {row['at']}, the archive as of {row['as_of']}, SHA-256 of the sorted keys {row['sha256']}"


def bibtex(row: FrozenRow, lasting: str) -> str:
    """One `@online` entry."""
    fields = {
        "title": f"{{{tex(title_of(row))}}}",
        "organization": "{Warraq}",
        "date": row["at"][:10],
        "year": row["at"][:4],
        "url": address(lasting),
        "note": tex(_note(row)),
    }
    return bibtex_entry(row["token"], fields)


def ris(row: FrozenRow, lasting: str) -> str:
    """One record of a data set."""
    tags = (
        ("TY", "DATA"),
        ("TI", " ".join(title_of(row).split())),
        ("PB", "Warraq"),
        ("DA", ris_day(row["at"][:10])),
        ("PY", row["at"][:4]),
        ("UR", address(lasting)),
        ("AN", row["token"]),
        ("DB", "Warraq"),
        ("N1", _note(row)),
    )
    return ris_record(tags)


CITED = {
    "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8"),
}
