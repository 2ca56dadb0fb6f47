"""What differs between two versions of an article, or between two articles: word by word, in one text or in two."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypedDict

from archive.text.diff import Paragraph, PieceKind, counted, differences
from archive.versions.change_labels import name_changes
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.connection import query
from archive.web.app.page import page, permalink
from archive.web.app.parameters import Unclear, clear, is_number, parameters
from archive.web.queries.articles import (
    ArticleWithTrail,
    CapturedText,
    article_with_trail,
    version_text,
)
from archive.web.queries.change_interval import seen_between
from archive.web.queries.copies import Copy, compared_articles, copy_of
from archive.web.queries.rows import Connection
from archive.web.queries.version_entries import entries, judgements, turns_of
from archive.web.queries.version_history import EDITS, SEEN_HAPPEN, TrailVersion, changed_between, holds_text, present

# So many unchanged paragraphs stay beside each change, so that it is read where it stands; one alone is never folded.
BESIDE_A_CHANGE = 1
FOLDED_FROM = 2
# An article, and one of its texts.
Side = tuple[Mapping[str, object], CapturedText]


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs that follow each other; `folded` are unchanged ones with no change beside them."""

    folded: bool
    paragraphs: Sequence[Paragraph]


class Text(TypedDict):
    """A version's title and body, as far as they are compared."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Of two texts: the title, the passages, words by kind of piece, how many stretches differ, what that is called.

    `changed` and `numbers` as archive.versions.change_labels.name_changes gives them.
    """

    title: Paragraph
    passages: Sequence[Passage]
    words: dict[PieceKind, int]
    stretches: int
    changed: str
    numbers: str


def difference(old: Text, new: Text) -> Difference:
    """Compare two texts. Slow for long texts: not for the event loop."""
    title = Paragraph(tuple(piece for found in differences(old["title"], new["title"]) for piece in found.pieces))
    body = [found for found in differences(old["body"], new["body"]) if found.old.strip() or found.new.strip()]
    names = name_changes((old["title"], old["body"]), (new["title"], new["body"]))
    whole = [title, *body]
    return Difference(title, list(passages(body)), counted(whole), sum(map(stretches, whole)), *names)


def passages(body: Sequence[Paragraph]) -> Iterator[Passage]:
    """The text cut where unchanged paragraphs begin and end that no reader needs in order to follow a change."""
    changed = [number for number, paragraph in enumerate(body) if paragraph.changed]
    near = {number + step for number in changed for step in range(-BESIDE_A_CHANGE, BESIDE_A_CHANGE + 1)}
    for shown, run in groupby(range(len(body)), lambda number: number in near):
        found = [body[number] for number in run]
        yield Passage(not shown and len(found) >= FOLDED_FROM, found)


def stretches(paragraph: Paragraph) -> int:
    """How many stretches of a paragraph were removed, added or replaced."""
    differ = [piece.kind in ("removed", "added") for piece in paragraph.pieces]
    return sum(1 for differs, _ in groupby(differ) if differs)


def text_of(connection: Connection, article_id: int, n: int) -> CapturedText:
    """One version's text with the capture that proves it. Raises Unclear where there is none."""
    found = version_text(connection, article_id, n)
    if found is None:
        raise Unclear("no_version", 404, n=n)
    return found


def is_sided(request: Request) -> bool:
    return bool(request.args.get("view") == "sides")


def address(datasette: Datasette, request: Request, old: int, new: int) -> str:
    """Of the comparison of two versions, in the layout of the page that was asked for."""
    view = "?view=sides" if is_sided(request) else ""
    return str(datasette.urls.path(f"/article/{int(request.url_vars['id'])}/diff/{old}..{new}{view}"))


async def versioned(datasette: Datasette, request: Request) -> tuple[ArticleWithTrail, dict[int, TrailVersion]]:
    """The article of the address and its texts, the newest first. Raises Unclear where there is none."""
    article_id = int(request.url_vars["id"])
    found = await query(datasette, lambda connection: article_with_trail(connection, article_id))
    if found is None:
        raise Unclear("no_article", 404, id=article_id)
    return found, {version["n"]: version for version in found["trail"] if holds_text(version)}


@clear
async def choose(datasette: Datasette, request: Request) -> Response:
    """/article/ID/diff?from=M&to=N: to the address of that comparison; by default the last text and the one before."""
    found, texts = await versioned(datasette, request)
    if len(texts) < 2:
        raise Unclear("one_version", 404)
    # What the outlet changed last, where it changed anything.
    edited = next((text for text in texts.values() if text["kind"] in (*EDITS, "repeat") and text["before"]), None)
    now = edited or present(found["trail"])
    newest, before = (now["n"], now["before"]) if now and now["before"] else list(texts)[:2]
    params = parameters(request)
    old, new = params.get("from", str(before)), params.get("to", str(newest))
    if not (is_number(old) and is_number(new)):
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
    read = await query(datasette, lambda connection: [text_of(connection, found["id"], n) for n in (old, new)])
    now = present(found["trail"])
    lasting = f"/article/{found['id']}/diff/{old}..{new}"
    values = {
        "article": found,
        "texts": texts,
        "first": by_age[0],
        "current": now["n"] if now else by_age[-1],
        "entries": entries([text for text in texts.values() if text["before"]]),
        "changed_by": (doing := changed_between(found["trail"], old, new)).by,
        "also": doing.also,
        # Told of one step only: which of several it is of, nobody could tell.
        "verdicts": judgements(found["listed"], new) if texts[new]["before"] == old else [],
        "turns": turns_of(found["listed"], new) if doing.by == "alternates" else None,
        "is_seen_change": doing.by in SEEN_HAPPEN,
        "seen": seen_between(*read),
        "imported": doing.by in (*SEEN_HAPPEN, "us") and any(text["origin"] == "import" for text in read),
        "lasting": lasting,
        "permalink": permalink(request, lasting),
    }
    return await compared(datasette, request, "diff", [(found, text) for text in read], values)


@clear
async def articles(datasette: Datasette, request: Request) -> Response:
    """/compare/A..B: two articles; of copies the versions that were found to be copies, else the present texts."""
    ids = int(request.url_vars["old"]), int(request.url_vars["new"])
    if ids[0] == ids[1]:
        raise Unclear("same_article")

    def ask(connection: Connection) -> tuple[list[Side], Copy | None]:
        known = compared_articles(connection, ids)
        for article_id in ids:
            if article_id not in known:
                raise Unclear("no_article", 404, id=article_id)
        first, other = (known[article_id] for article_id in ids)
        copy = copy_of(connection, first, other)
        chosen = (copy["own_version"], copy["other_version"]) if copy else (first["newest"], other["newest"])
        pairs = zip((first, other), chosen, strict=True)
        return [(one, text_of(connection, one["id"], n)) for one, n in pairs], copy

    sides, copy = await query(datasette, ask)
    return await compared(datasette, request, "compare", sides, {"copy": copy})


async def compared(
    datasette: Datasette, request: Request, name: str, sides: Sequence[Side], values: Mapping[str, object]
) -> Response:
    """The page of two texts, the older first, each with the article that it is of."""
    (_, old), (_, new) = sides
    found = await asyncio.to_thread(difference, old, new)
    texts = {side: {**article, **text} for side, (article, text) in zip(("old", "new"), sides, strict=True)}
    layout = {"sided": is_sided(request), "here": request.path, "section": "search"}
    return await page(datasette, request, name, {**values, **layout, **texts, "difference": found})
