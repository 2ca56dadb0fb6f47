"""What differs between two versions of an article, or between two articles: word by word, in one text or in two."""

import asyncio
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from archive.text.diff import Paragraph, PieceKind, counted, differences
from archive.versions.change_labels import name_changes
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.page import page
from archive.web.app.parameters import Unclear, clear, given, is_place
from archive.web.queries import copies
from archive.web.queries.articles import TEXT, article_with_trail, first_capture
from archive.web.queries.rows import Connection, Row, row
from archive.web.queries.trail import holds_text

# So many unchanged paragraphs stay beside each change, so that it is read where it stands; one alone is never folded.
BESIDE_A_CHANGE = 1
FOLDED_FROM = 2


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs that follow each other; `folded` are unchanged ones with no change beside them."""

    folded: bool
    paragraphs: Sequence[Paragraph]


@dataclass(frozen=True, slots=True)
class Difference:
    """Of two texts: the title, the passages, words by kind of piece, how many places differ, what that is called.

    `changed` and `numbers` as archive.versions.change_labels.name_changes gives them.
    """

    title: Paragraph
    passages: Sequence[Passage]
    words: dict[PieceKind, int]
    places: int
    changed: str
    numbers: str


def difference(old: Row, new: Row) -> Difference:
    """Compare two texts, rows with `title` and `body`. Slow for long texts: not for the event loop."""
    title = Paragraph(tuple(piece for found in differences(old["title"], new["title"]) for piece in found.pieces))
    body = [found for found in differences(old["body"], new["body"]) if found.old.strip() or found.new.strip()]
    names = name_changes((old["title"], old["body"]), (new["title"], new["body"]))
    whole = [title, *body]
    return Difference(title, list(passages(body)), counted(whole), sum(map(places, whole)), *names)


def passages(body: Sequence[Paragraph]) -> Iterator[Passage]:
    """The text cut where unchanged paragraphs begin and end that no reader needs in order to follow a change."""
    changed = [place for place, paragraph in enumerate(body) if paragraph.changed]
    near = {place + step for place in changed for step in range(-BESIDE_A_CHANGE, BESIDE_A_CHANGE + 1)}
    for shown, run in groupby(range(len(body)), lambda place: place in near):
        found = [body[place] for place in run]
        yield Passage(not shown and len(found) >= FOLDED_FROM, found)


def places(paragraph: Paragraph) -> int:
    """How many stretches of a paragraph were removed, added or replaced."""
    differ = [piece.kind in ("removed", "added") for piece in paragraph.pieces]
    return sum(1 for differs, _ in groupby(differ) if differs)


def changed_by(kinds: Collection[str]) -> str:
    """Whose doing a difference is, by the kinds of the versions between: us, cosmetic, outlet, or mixed."""
    theirs = set(kinds) - {"extractor"}
    if "extractor" in kinds:
        return "mixed" if theirs else "us"
    return "cosmetic" if theirs <= {"cosmetic"} else "outlet"


def text(connection: Connection, article_id: int, n: int) -> Row:
    """One version's text with the capture that proves it; both are known to be there."""
    found = row(connection, TEXT, (article_id, n)) or {}
    return found | {"capture": first_capture(connection, (found["capture_id"],))}


def is_sided(request: Request) -> bool:
    return bool(request.args.get("view") == "sides")


def address(datasette: Datasette, request: Request, old: int, new: int) -> str:
    """Of the comparison of two versions, in the layout of the page that was asked for."""
    view = "?view=sides" if is_sided(request) else ""
    return str(datasette.urls.path(f"/article/{int(request.url_vars['id'])}/diff/{old}..{new}{view}"))


async def versioned(datasette: Datasette, request: Request) -> tuple[Row, dict[int, Row]]:
    """The article of the address and its texts, the newest first. Raises Unclear where there is none."""
    article_id = int(request.url_vars["id"])
    found = await query(datasette, lambda connection: article_with_trail(connection, article_id))
    if found is None:
        raise Unclear("no_article", 404, id=article_id)
    return found, {row["n"]: row for row in found["trail"] if holds_text(row)}


@clear
async def choose(datasette: Datasette, request: Request) -> Response:
    """/article/ID/diff?from=M&to=N: to the address of that comparison; by default the last text and the one before."""
    _, texts = await versioned(datasette, request)
    if len(texts) < 2:
        raise Unclear("one_version", 404)
    newest, before = list(texts)[:2]
    asked = given(request)
    old, new = asked.get("from", str(before)), asked.get("to", str(newest))
    if not (is_place(old) and is_place(new)):
        raise Unclear("bad")
    return Response.redirect(address(datasette, request, int(old), int(new)))


@clear
async def versions(datasette: Datasette, request: Request) -> Response:
    """/article/ID/diff/M..N: two versions of one article, the older one first."""
    found, texts = await versioned(datasette, request)
    old, new = int(request.url_vars["old"]), int(request.url_vars["new"])
    for n in (old, new):
        if n not in texts:
            raise Unclear("no_version", 404, n=n)
    if old == new:
        raise Unclear("same_version")
    by_age = list(reversed(texts))
    if by_age.index(old) > by_age.index(new):
        return Response.redirect(address(datasette, request, new, old))
    sides = await query(datasette, lambda connection: [found | text(connection, found["id"], n) for n in (old, new)])
    steps = [texts[n]["kind"] for n in by_age[by_age.index(old) + 1 : by_age.index(new) + 1]]
    values = {
        "article": found,
        "texts": texts,
        "first": by_age[0],
        "current": by_age[-1],
        "changed_by": changed_by(steps),
    }
    return await compared(datasette, request, "diff", sides, values)


@clear
async def articles(datasette: Datasette, request: Request) -> Response:
    """/compare/A..B: two articles; of copies the versions that were found to be copies, else the present texts."""
    ids = int(request.url_vars["old"]), int(request.url_vars["new"])
    if ids[0] == ids[1]:
        raise Unclear("same_article")

    def ask(connection: Connection) -> tuple[list[Row], Row | None]:
        first, other, copy = copies.pair(connection, ids)
        chosen = (copy["own_version"], copy["other_version"]) if copy else (first["newest"], other["newest"])
        read = [one | text(connection, one["id"], n) for one, n in zip((first, other), chosen, strict=True)]
        return read, copy

    sides, copy = await query(datasette, ask)
    return await compared(datasette, request, "compare", sides, {"copy": copy})


async def compared(
    datasette: Datasette, request: Request, name: str, sides: Iterable[Row], values: dict[str, object]
) -> Response:
    old, new = sides
    found = await asyncio.to_thread(difference, old, new)
    view = {"sided": is_sided(request), "here": request.path, "section": "search"}
    return await page(datasette, request, name, values | view | {"old": old, "new": new, "difference": found})
