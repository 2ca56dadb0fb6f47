"""One change in one shape on most of an outlet's articles that were looked at again: nobody's edit of any.

The last line lost on every page, their order turned, letters lost: a fault of the outlet's site, or of our reading.
The same words corrected in many articles are the outlet's edits all the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.ingest._recorded_changes import RecordedChange, RecordedChanges
from archive.ingest._text_work import WORKED_OUT_HERE
from archive.ingest.session import Writer
from archive.model import Outlet
from archive.reading.killable import CallFailed
from archive.times import stamp, unstamp
from archive.versions.removals import present_sql
from archive.versions.shapes import Shape, Sign, shape_of

ALIKE = "alike"
WITHIN = timedelta(hours=48)
FEWEST, MOST_COMPARED = 2, 200  # other articles

CHANGED = f"""
SELECT v.id, v.article_id, v.seen_at, v.capture_id FROM versions v CROSS JOIN articles a ON a.id = v.article_id
WHERE v.kind IN ('edit', 'revert', 'alternates', 'repeat', 'unsettled') AND v.seen_at BETWEEN :first AND :last
  AND a.outlet = :outlet AND v.article_id <> :article ORDER BY v.seen_at DESC LIMIT {MOST_COMPARED}
"""  # noqa: S608 - a number of ours
# Articles that were there before, and were looked at meanwhile.
LOOKED_AT = f"""
SELECT count(DISTINCT c.article_id) FROM captures c CROSS JOIN articles a ON a.id = c.article_id
WHERE c.id BETWEEN :capture AND :newest AND c.outlet = :outlet AND c.fetched_at BETWEEN :first AND :last
  AND {present_sql("c")} AND a.first_seen_at < :first
"""  # noqa: S608 - words of ours
LEFT_OPEN = "SELECT 1 FROM verdicts WHERE version_id = ? AND why = ?"


@dataclass(frozen=True, slots=True)
class _Changed:
    """A row of CHANGED with the shape of its change."""

    version: int
    at: datetime
    capture_id: int
    shape: Shape


class AlikeChanges:
    """Those of one outlet. Nothing here belongs inside a transaction."""

    def __init__(self, writer: Writer, outlet: Outlet, changes: RecordedChanges) -> None:
        self._writer, self._store, self._outlet, self._changes = writer, writer.store, outlet, changes
        self._shapes: dict[int, Shape | None] = {}

    def of(self, version: int) -> list[int]:
        """The versions, this one among them, that are one change in one shape on most articles looked at; or this one
        alone, where it brings back what such a change took; none where it is nothing like that."""
        change = self._changes.find(version)
        if change is None or self._outlet.channel:
            return []
        if self._brings_back(change):
            return [version]
        shape = self._shape(change)
        if shape is None or change["capture_id"] is None:
            return []
        mine = _Changed(version, unstamp(change["seen_at"]), change["capture_id"], shape)
        others = list(self._others(change))
        for sign in sorted(shape.signs):
            if found := self._most(mine, [one for one in others if sign in one.shape.signs], sign):
                return found
        return []

    def is_left_open(self, version: int) -> bool:
        """Was it found to be one of them before?"""
        return self._store.exists(LEFT_OPEN, version, ALIKE)

    def _brings_back(self, change: RecordedChange) -> bool:
        before = self._changes.before(change)
        if before is None or before["kind"] != "unsettled" or not self.is_left_open(before["id"]):
            return False
        well = self._changes.before(before)
        return well is not None and well["words_sha256"] == change["words_sha256"]

    def _others(self, change: RecordedChange) -> Iterator[_Changed]:
        at = unstamp(change["seen_at"])
        values = {
            "first": stamp(at - WITHIN),
            "last": stamp(at + WITHIN),
            "outlet": self._outlet.name,
            "article": change["article_id"],
        }
        found = self._store.db.conn.execute(CHANGED, values).fetchall()
        if len(found) < FEWEST:
            return
        for version, _, seen_at, capture_id in found:
            other = None if version in self._shapes else self._changes.find(version)
            shape = self._shape(other) if other else self._shapes.get(version)
            if shape and capture_id:
                yield _Changed(version, unstamp(seen_at), capture_id, shape)

    def _most(self, mine: _Changed, others: Sequence[_Changed], sign: Sign) -> list[int]:
        """The versions of the longest time round `mine` in which most articles that were looked at changed alike."""
        different = [mine]
        for one in others:
            if not any(one.shape.is_same_correction(known.shape) for known in different):
                different.append(one)
        alike = sorted(different, key=lambda one: one.at)
        place = alike.index(mine)
        for first in range(place + 1):
            for last in range(len(alike), max(place, first + sign.fewest - 1), -1):
                group = alike[first:last]
                if len(group) >= sign.part * self._looked_at(group):
                    alike = [one for one in (mine, *others) if group[0].at <= one.at <= group[-1].at]
                    return [one.version for one in alike]
        return []

    def _looked_at(self, group: Sequence[_Changed]) -> int:
        captures = [one.capture_id for one in group]
        values = {
            "capture": min(captures),
            "newest": max(captures),
            "outlet": self._outlet.name,
            "first": stamp(group[0].at),
            "last": stamp(group[-1].at),
        }
        return int(self._store.db.conn.execute(LOOKED_AT, values).fetchone()[0])

    def _shape(self, change: RecordedChange) -> Shape | None:
        """None where nobody can say it, or it is none of a whole outlet."""
        version = change["id"]
        if version not in self._shapes:
            before = self._changes.before(change)
            shape = self._worked_out(before, change) if before else None
            self._shapes[version] = shape if shape and shape.signs else None
        return self._shapes[version]

    def _worked_out(self, before: RecordedChange, change: RecordedChange) -> Shape | None:
        if before["extractor"] != change["extractor"]:
            return None
        old, new = ((one["its_title"], one["its_body"]) for one in (before, change))
        if len(old[1]) + len(new[1]) <= WORKED_OUT_HERE:
            return shape_of(old, new)
        try:
            return self._writer.reader.call(shape_of, old, new)
        except (CallFailed, MemoryError):
            return None
