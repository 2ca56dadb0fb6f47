"""A story and who carried it: how long after the first, which part of its text, credited or not."""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import groupby

from archive.copies.shingles import SHINGLE_WORDS, shingles
from archive.text.folding import words_for_comparison
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.language import language
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear
from archive.web.charts import timeline
from archive.web.queries import copies
from archive.web.queries.copies import ARTICLE, EDGES, ONE, seen_from, sighted
from archive.web.queries.rows import Connection, Row, row, rows

MOST_SHOWN = 100
MOST_DRAWN = 24
# In the order of their numbers, which is that of their days; the first one in any case.
MEMBERS = f"""
{ARTICLE}, e.* FROM cluster_members m JOIN articles a ON a.id = m.article_id JOIN outlets o ON o.name = a.outlet
LEFT JOIN {EDGES} e ON e.other = a.id WHERE m.cluster_id = :story AND a.id <> :id ORDER BY a.id LIMIT {MOST_SHOWN}
"""
BODY = "SELECT body FROM version_texts WHERE article_id = ? AND n = ?"
Span = tuple[int, int]


@clear
async def story(datasette: Datasette, request: Request) -> Response:
    """/story/ID: the story that article is part of; its own address is the number of its first article."""
    article_id = int(request.url_vars["id"])
    found = await query(datasette, lambda connection: copies.story(connection, article_id))
    if found is None:
        raise Unclear("no_story", 404, id=article_id)
    if found["id"] != article_id:
        return Response.redirect(datasette.urls.path(f"/story/{found['id']}"))
    first, others = await query(datasette, lambda connection: members(connection, found))
    rtl = language().dir == "rtl"
    await asyncio.to_thread(measure, first, others, rtl=rtl)
    return await page(datasette, request, "story", told(found, first, others, rtl=rtl))


def told(found: Row, first: Row, others: list[Row], *, rtl: bool) -> Row:
    """What the page says of a story: its figures, and the drawing of its first articles."""
    drawn = others[: MOST_DRAWN - 1]
    points = [(0.0, 1.0), *((one["lag"].seconds, one["share"]) for one in drawn)]
    return {
        "story": found,
        "first": first,
        "others": others,
        "outlets": len({one["outlet"] for one in others} - {first["outlet"]}),
        "longest": max((one["lag"].seconds for one in others), default=0),
        "crediting": sum(bool(one["credit"]) for one in others),
        "crediting_first": sum(one["credited"] == first["outlet"] for one in others),
        "earlier": any(one["lag"].seconds < 0 for one in drawn),
        "drawn": [first, *drawn],
        "timeline": timeline.timeline(points, rtl=rtl),
        "titles": {one["outlet"]: one for one in (first, *others)},
        "section": "search",
    }


def members(connection: Connection, found: Row) -> tuple[Row, list[Row]]:
    """The article the others are measured by (the first one, or else the oldest), and the others in the order of time.

    Each has its `text`, in the version that was found to be a copy; beside it, `measured`, what it is measured by.
    """
    add = sighted(connection)
    reference = found["origin_id"] or found["id"]
    first = add(row(connection, ONE, (reference,)) or {})
    first["text"] = first["measured"] = text(connection, reference, first["newest"])
    others = []
    for copy in rows(connection, MEMBERS, {"story": found["id"], "id": reference}):
        texts = {
            "text": text(connection, copy["id"], copy["other_version"] or copy["newest"]),
            "measured": text(connection, reference, copy["own_version"] or first["newest"]),
        }
        others.append(seen_from(first, add(copy)) | texts)
    return first, sorted(others, key=lambda one: (one["lag"].seconds, one["id"]))


def text(connection: Connection, article_id: int, n: int) -> str:
    found = row(connection, BODY, (article_id, n))
    return str(found["body"]) if found else ""


def measure(first: Row, others: list[Row], *, rtl: bool) -> None:
    """Adds to each which part of the first text it carries: `share` of 1, `spans` of words, `cells` of the strip."""
    for one in (first, *others):
        words = words_for_comparison(one["measured"])
        carried = coverage(words, words_for_comparison(one["text"]))
        one["words"] = len(words)
        one["share"] = sum(carried) / len(carried) if carried else 0.0
        one["spans"] = list(spans(carried))
        one["cells"] = timeline.strip(carried, rtl=rtl)


def coverage(words: Sequence[str], other: Sequence[str]) -> list[bool]:
    """For each word of a text: does it stand in a shingle that the other text has too?"""
    known = shingles(other)
    carried = [False] * len(words)
    for place in range(len(words) - SHINGLE_WORDS + 1):
        if shingles(words[place : place + SHINGLE_WORDS]) <= known:
            carried[place : place + SHINGLE_WORDS] = [True] * SHINGLE_WORDS
    return carried


def spans(carried: Sequence[bool]) -> Iterator[Span]:
    """The first and last word of each carried stretch, counted from 1; a gap shorter than a shingle parts none."""
    found: list[Span] = []
    place = 0
    for on, run in groupby(carried):
        length = len(list(run))
        if on and found and place - found[-1][1] < SHINGLE_WORDS:
            found[-1] = (found[-1][0], place + length)
        elif on:
            found.append((place + 1, place + length))
        place += length
    return iter(found)
