"""Holes between two polls become rows of the record's gaps: what no route lists, or lists and nobody can fetch."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from archive.crawl_state.holes import Hole
from archive.times import now
from spiders.context import CrawlContext
from spiders.discovery._newest import moment_of

# What was found in a closed hole is fetched by then, or its page stays away.
KEPT_FOR = timedelta(days=7)
# What is found later still takes a gap back; the pages of an older one are not asked about any more.
KEPT_OPEN_FOR = timedelta(days=90)
# Of the articles found in a hole, those not in the archive, of which the last answer was that there is no such page.
UNFETCHABLE = """
SELECT count(*) FROM json_each(?) j WHERE NOT EXISTS
  (SELECT 1 FROM articles a WHERE a.outlet = ? AND a.key = j.value ->> 0)
AND (SELECT c.status FROM captures c WHERE c.url = j.value ->> 1 ORDER BY c.fetched_at DESC, c.id DESC LIMIT 1)
  IN (404, 410)
"""


def note_holes(context: CrawlContext, *, all_visited: bool = False) -> None:
    """Bring the gaps of an outlet up to what is known of its holes now. A hole that is still followed is none yet.

    `all_visited`: its routes answered well, and whatever of theirs was due has been asked for.
    """
    outlet, frontier = context.outlet.name, context.frontier
    holes = frontier.holes(outlet)
    if all_visited and not any(hole.reached_at is None for hole in holes):
        context.intake.writer.store.recover_gaps(outlet)
    # Two editions may have been asked in one second: their holes are one gap.
    until_by_since: dict[datetime, list[tuple[datetime, int | None]]] = defaultdict(list)
    for hole in holes:
        found = frontier.found_in(hole.id, outlet)
        lost = _unfetchable(context, found)
        if hole.reached_at is None and not hole.next_url and hole.tries:
            missing = _known_missing(hole, [date for _, _, date in found], lost)
            until_by_since[hole.since].append((hole.until, missing))
        # Told only where something is missing, or was told before.
        elif hole.reached_at and (lost or context.intake.writer.store.has_gap(outlet, hole.since, "feed_overflow")):
            until_by_since[hole.since].append((hole.until, lost))
        if now() - hole.until > KEPT_OPEN_FOR or (hole.reached_at and now() - hole.reached_at > KEPT_FOR):
            frontier.forget_hole(hole.id)
    _note(context, until_by_since)


def _note(context: CrawlContext, holes: Mapping[datetime, list[tuple[datetime, int | None]]]) -> None:
    for since, parts in holes.items():
        until, known = max(end for end, _ in parts), sum(missing or 0 for _, missing in parts)
        unknown = known == 0 and any(missing is None for _, missing in parts)
        missing = None if unknown else known
        context.intake.writer.store.note_gap(context.outlet.name, since, until, "feed_overflow", missing, now())


def _known_missing(hole: Hole, dates: list[str], lost: int) -> int | None:
    """How many are missing as far as the outlet itself counts or lists them; None where it does neither.

    `dates` are those of the articles found in the hole; one that lies outside of it was not counted with it.
    """
    if hole.counted is None:
        return lost or None
    moments = map(moment_of, dates)
    found = sum(not moment or hole.since.timestamp() <= moment <= hole.until.timestamp() for moment in moments)
    return max(hole.counted - found, 0) + lost


def _unfetchable(context: CrawlContext, found: list[tuple[str, str, str]]) -> int:
    values = (json.dumps(found), context.outlet.name)
    return next(context.intake.writer.store.column(int, UNFETCHABLE, *values))
