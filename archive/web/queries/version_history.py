"""The versions of one article in the order of time, and THE question for the text before a version."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, TypedDict

from archive.web.queries.rows import Connection, rows

# What an outlet did to its words. A run in which a few texts take turns counts once, by its first change.
EDITS = ("edit", "revert", "alternates")
_WORDS_CHANGED = frozenset({"first", *EDITS, "repeat"})
_TURNS = frozenset({"alternates", "repeat"})

# The text that a version `v` replaced, by the time it was there: an older capture that is imported gets a later number.
# What was given stands beside what was captured and was replaced by nothing.
BEFORE = """(SELECT p.id FROM versions p WHERE p.article_id = v.article_id AND p.kind NOT IN ('gone', 'back')
 AND (p.kind <> 'given' OR v.kind = 'given')
 AND (p.seen_at, p.n) < (v.seen_at, v.n) ORDER BY p.seen_at DESC, p.n DESC LIMIT 1)"""
# Whose time the `seen_at` of a version `v` is, `c` being its capture.
SEEN_BY = """CASE WHEN c.via = 'crawl' AND v.seen_at < c.fetched_at THEN 'import'
         ELSE coalesce(c.via, iif(v.kind = 'given', 'given', 'crawl')) END"""
# The version that holds the present text of an article `a`; to be filled in with the column wanted of it.
PRESENT = """(SELECT v.{} FROM versions v
 WHERE v.article_id = a.id AND v.body IS NULL AND v.kind NOT IN ('gone', 'back') ORDER BY v.n DESC LIMIT 1)"""
# Whose doing a difference can be (`changed_by`) that was seen happen between two readings.
SEEN_HAPPEN = ("outlet", "alternates", "cosmetic", "mixed", "marks_round", "furniture", "unsettled")
TRAIL = f"""
SELECT v.id, v.n, v.kind, v.seen_at, v.added, v.removed, v.words, v.extractor, v.capture_id, v.changed, v.numbers,
       v.body IS NULL AS is_present, coalesce(c.via, iif(v.kind = 'given', 'given', 'crawl')) AS origin,
       {SEEN_BY} AS seen_by,
       coalesce(c.received_at = '' OR substr(c.fetched_at, 1, length(c.received_at)) <> c.received_at, 1) AS stated,
       iif(v.kind IN ('gone', 'back'), 0, coalesce((SELECT b.n FROM versions b WHERE b.id = {BEFORE}), 0)) AS before
FROM versions v LEFT JOIN captures c ON c.id = v.capture_id WHERE v.article_id = ? ORDER BY v.seen_at DESC, v.n DESC
"""  # noqa: S608 - from above


class TrailVersion(TypedDict):
    """A version of an article; `before` is the number of the text it replaced, 0 for the first text and for no text.

    `seen_by`: whose time `seen_at` is; an imported capture can have been there before our own, which proves the text.
    `is_present`: is its text the one that the article has now? `stated`: is its time somebody's observation or
    statement, and not only when it came into the archive?
    """

    id: int
    n: int
    kind: str
    seen_at: str
    added: int
    removed: int
    words: int
    extractor: str
    capture_id: int | None
    changed: str
    numbers: str
    is_present: int
    origin: str
    seen_by: str
    stated: int
    before: int


def trail(connection: Connection, article_id: int) -> list[TrailVersion]:
    """The versions, newest first."""
    return rows(connection, TrailVersion, TRAIL, (article_id,))


def holds_text(version: TrailVersion) -> bool:
    """Is this version a reading of a page? That an article went missing is a row of the trail too, but no text."""
    return version["kind"] not in ("gone", "back")


def present(trail: list[TrailVersion]) -> TrailVersion | None:
    """The version whose text the article has now: never a given one where there is a captured one."""
    return next((version for version in trail if version["is_present"] and holds_text(version)), None)


class Doing(NamedTuple):
    """Whose doing a difference is (`changed_by`), and what else is in it (`also_changed`)."""

    by: str
    also: tuple[str, ...]


def changed_between(versions: Sequence[TrailVersion], old: int, new: int) -> Doing:
    """Whose doing the difference of two texts of a trail is; `old` was there before `new`."""
    kinds = {one["n"]: one["kind"] for one in versions}
    between = kinds_between(versions, old, new)
    by = changed_by(between, (kinds[old], kinds[new]))
    return Doing(by, also_changed(between, by))


def kinds_between(versions: Sequence[TrailVersion], old: int, new: int) -> list[str]:
    """The kinds of the texts after one up to another, of a trail; `old` was there before `new`."""
    numbers = [version["n"] for version in versions]
    return [one["kind"] for one in versions[numbers.index(new) : numbers.index(old)] if holds_text(one)]


def changed_by(kinds: Collection[str], ends: Collection[str] = ()) -> str:
    """Whose doing a difference is, by the kinds of the versions after the older one up to the newer, and of these two.

    outlet, alternates, cosmetic, furniture (lines round the text alone), marks_round (these, and marks of the text),
    us, or mixed, the outlet and us; unsettled, where nobody can say yet whether the outlet changed a word of the text;
    given, or half_given, where both texts, or one, were given: it is nobody's.
    """
    if "given" in ends:
        return "given" if set(ends) == {"given"} else "half_given"
    found = set(kinds) - {"given"}
    if found & _WORDS_CHANGED:
        alone = "alternates" if found & _WORDS_CHANGED <= _TURNS else "outlet"
        return "mixed" if "extractor" in found else alone
    if "unsettled" in found:
        return "unsettled"
    if "extractor" in found:
        return "mixed" if "cosmetic" in found else "us"
    if "furniture" in found:
        return "marks_round" if "cosmetic" in found else "furniture"
    return "cosmetic"


def also_changed(kinds: Collection[str], by: str) -> tuple[str, ...]:
    """What of a difference the answer of `changed_by` leaves unsaid: furniture, unsettled, cosmetic, us."""
    if by in ("given", "half_given"):
        return ()
    also = ["furniture"] if "furniture" in kinds and by not in ("furniture", "marks_round") else []
    if by != "unsettled":
        return (*also, *(["unsettled"] if "unsettled" in kinds else []))
    return (*also, *(word for kind, word in (("cosmetic", "cosmetic"), ("extractor", "us")) if kind in kinds))


def was_seen(edit: TrailVersion, versions: Sequence[TrailVersion]) -> bool:
    """Did our own crawl see both the text of an edit and the one before it, in their times?"""
    seen = {version["n"]: version["seen_by"] == "crawl" for version in versions}
    return seen[edit["n"]] and seen.get(edit["before"], True)
