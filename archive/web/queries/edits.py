"""A page of edits that were found: which, of what, between which two readings, and the words where they stood."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from markupsafe import Markup

from archive.search.edits import LAGS, EditGroup, EditPlace, EditSearch
from archive.search.highlight import END, START, joined_marks, to_marked_html
from archive.search.query_parser import Note
from archive.times import unstamp
from archive.versions.edit_grades import GRADES
from archive.web.app.edits_request import UNKNOWN_LAG, EditsRequest
from archive.web.queries.articles import BRIEF, BriefArticle
from archive.web.queries.rows import Connection, rows
from archive.web.queries.version_history import BEFORE

PER_PAGE = 20
PLACES_SHOWN = 2
BESIDE = 60  # characters of the text on either side of a place
EDITS = f"""
SELECT {BRIEF}, a.url, v.id AS version_id, v.n, v.kind, v.seen_at, v.told_at, e.grade, b.n AS before,
       b.seen_at AS before_seen_at, b.last_seen_at AS before_last_seen_at,
       coalesce(v.title, a.title) AS new_title, coalesce(v.body, a.body) AS new_body
FROM versions v JOIN edits e ON e.version_id = v.id JOIN articles a ON a.id = v.article_id
JOIN outlets o ON o.name = a.outlet JOIN versions b ON b.id = {BEFORE}
WHERE v.id IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - columns from above


class Edit(BriefArticle):
    """EDITS: a version, the text it replaced (`before`, its number), and when that was first and last read.

    The change itself was made between `before_last_seen_at` and `seen_at`.
    """

    url: str
    version_id: int
    n: int
    kind: str
    seen_at: str
    told_at: str
    grade: str
    before: int
    before_seen_at: str
    before_last_seen_at: str
    new_title: str
    new_body: str


class ShownPlace(TypedDict):
    """A place of an edit: what is kept before and behind it, and both sides, words that were asked for in <mark>."""

    field: str
    ahead: str
    removed: Markup
    added: Markup
    behind: str


@dataclass(frozen=True, slots=True)
class FoundEdit:
    """`after` is the time from publication to the edit, in seconds, None where no hour of publication is stated;
    `more` how many places are not shown, `phrase` the first words that were asked for, as they are printed."""

    edit: Edit
    places: Sequence[ShownPlace]
    more: int
    after: float | None
    phrase: str


Counts = Mapping[str, int]


@dataclass(slots=True)
class EditsAnswer:
    """A page of edits, how many there are, and how many of each kind: beside what is chosen of the same kind."""

    count: int = 0
    found: list[FoundEdit] = field(default_factory=list)
    next: FoundEdit | None = None
    grades: Counts = field(default_factory=dict)
    outlets: Counts = field(default_factory=dict)
    lags: Counts = field(default_factory=dict)
    others: Counts = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    match: str = ""


def fill_edits(connection: Connection, params: EditsRequest, answer: EditsAnswer) -> None:
    """Put into the answer what a question finds."""
    search = EditSearch(connection, params.q, params.side, params.mode)
    groups = search.groups()
    answer.notes, answer.match = search.notes, search.question.match
    answer.count = _total(groups, params)
    answer.grades = _counted(groups, params, "grades", GRADES)
    answer.outlets = _counted(groups, params, "outlets", ())
    answer.lags = _counted(groups, params, "lags", [lag or UNKNOWN_LAG for lag in LAGS])
    answer.others = {who: _total(groups, params, who) for who in ("outlet", "us", "round", "unsettled")}
    listed = found_edits(connection, search, params, PER_PAGE + 1, params.start - 1)
    answer.found, answer.next = listed[:PER_PAGE], listed[PER_PAGE] if len(listed) > PER_PAGE else None


def found_edits(
    connection: Connection, search: EditSearch, params: EditsRequest, limit: int, skip: int = 0
) -> list[FoundEdit]:
    """So many edits that a question finds, in its order, each with the places where it does."""
    ids = search.ids(params.filter, limit=limit, skip=skip, order=params.order)
    return edits_with(connection, ids, search.places(ids))


def edits_with(
    connection: Connection, ids: Sequence[int], places: Mapping[int, Sequence[EditPlace]], most: int = PLACES_SHOWN
) -> list[FoundEdit]:
    """These edits in this order, each with its places, `most` of them."""
    known = {edit["version_id"]: edit for edit in rows(connection, Edit, EDITS, (json.dumps(list(ids)),))}
    return [_found(known[number], places.get(number, ()), most) for number in ids if number in known]


def _found(edit: Edit, places: Sequence[EditPlace], most: int) -> FoundEdit:
    shown = [_shown(edit, place) for place in places[:most]]
    after = None
    if edit["published_at"]:
        seconds = (unstamp(edit["seen_at"]) - unstamp(edit["published_at"])).total_seconds()
        after = seconds if seconds >= 0 else None
    return FoundEdit(edit, shown, max(0, len(places) - most), after, _phrase(places))


def _phrase(places: Sequence[EditPlace]) -> str:
    """The first words of an edit that were asked for; empty where none were."""
    for side in (side for place in places for side in (place.removed_marked, place.added_marked)):
        if START in side:
            return joined_marks(side).partition(START)[2].partition(END)[0]
    return ""


def _shown(edit: Edit, place: EditPlace) -> ShownPlace:
    text = edit["new_title"] if place.field == "title" else edit["new_body"]
    ahead = text[max(0, place.new_at - BESIDE) : place.new_at].rpartition("\n")[2]
    behind = text[place.new_at + len(place.added) :][:BESIDE].lstrip(" ").partition("\n")[0]
    # Whole words: what a cut goes through is left out.
    ahead = ahead.partition(" ")[2] if len(ahead) == BESIDE else ahead
    behind = behind.rpartition(" ")[0] if len(behind) >= BESIDE - 1 else behind
    return {
        "field": place.field,
        "ahead": ahead.strip(),
        "removed": Markup(to_marked_html(place.removed_marked)),  # noqa: S704 - to_marked_html escapes
        "added": Markup(to_marked_html(place.added_marked)),  # noqa: S704 - as above
        "behind": behind.strip() if behind.strip(" .،؛:!؟?") else "",
    }


def _total(groups: Sequence[EditGroup], params: EditsRequest, who: str = "", without: str = "") -> int:
    return sum(group.edits for group in groups if _fits(group, params, who or params.who, without))


def _counted(groups: Sequence[EditGroup], params: EditsRequest, name: str, order: Sequence[str]) -> Counts:
    """How many edits there would be of each, the other filters as they are: in `order`, else the most first."""
    found: Counter[str] = Counter()
    for group in groups:
        if _fits(group, params, params.who, name):
            value = {"grades": group.grade, "outlets": group.outlet, "lags": group.lag or UNKNOWN_LAG}[name]
            found[value] += group.edits
    listed = [(one, found[one]) for one in order] if order else found.most_common()
    return {one: n for one, n in listed if n or one in getattr(params, name)}


def _fits(group: EditGroup, params: EditsRequest, who: str, without: str) -> bool:
    values = {"grades": group.grade, "outlets": group.outlet, "lags": group.lag or UNKNOWN_LAG}
    chosen = ((name, getattr(params, name)) for name in values if name != without)
    return group.who == who and all(not allowed or values[name] in allowed for name, allowed in chosen)
