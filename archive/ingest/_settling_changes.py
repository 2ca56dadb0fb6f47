"""Behind the commits: what the outlet's later pages say of changes that were written down before them.

An unsettled change is furniture as soon as all its lines are learned; it is an edit where the outlet's next ten other
articles were read and taught nothing of it (forty where one article has its lines), or after a week of an outlet that
publishes little. An edit that was told is taken back where all its lines are learned within thirty days, or where most
of the outlet's articles changed alike: then it stays unsettled. What a crash left out, and what lines.db lost, is
judged again from the kept pages by whoever works on the outlet next.
"""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from archive.ingest._alike_changes import ALIKE, AlikeChanges
from archive.ingest._change_attribution import Judging
from archive.ingest._recorded_changes import RecordedChanges, may_become
from archive.ingest._verdicts import UNKNOWN, Written
from archive.ingest.session import Writer
from archive.model import Outlet
from archive.times import damascus_day, now, stamp, unstamp
from archive.versions.furniture.learned_lines import LearnedLines, Pending
from archive.versions.furniture.verdict import SETTLING_PAGES, SETTLING_PAGES_OF_SEEN, SETTLING_TIME, Judged

log = logging.getLogger(__name__)

# A line is learned from three other articles, and captures further apart teach nothing of each other.
FEWEST_PAGES, TAUGHT_FOR = 3, timedelta(days=30)
TAKEN_BACK_FOR = timedelta(days=30)
# Told edits are looked at with every fiftieth page, and so many changes that nobody wrote down are judged with a page.
TOLD_EVERY, JUDGED_AGAIN_AT_ONCE = 50, 2

# What waits first, then what was told and may be taken back.
OPEN = """
SELECT v.id, v.told_at FROM versions v CROSS JOIN articles a INDEXED BY articles_facets ON a.id = v.article_id
WHERE v.kind = 'unsettled' AND a.outlet = :outlet
  AND NOT EXISTS (SELECT 1 FROM verdicts WHERE version_id = v.id AND why = 'alike')
UNION ALL
SELECT v.id, v.told_at FROM versions v CROSS JOIN articles a INDEXED BY articles_facets ON a.id = v.article_id
WHERE v.kind IN ('edit', 'revert', 'alternates', 'repeat') AND v.told_at >= :since AND a.outlet = :outlet
"""


class Settling:
    """The versions of one outlet whose kind later pages may change."""

    def __init__(self, writer: Writer, outlet: Outlet, judging: Judging) -> None:
        self._writer, self._store, self._outlet = writer, writer.store, outlet
        self._changes = RecordedChanges(writer, outlet, judging)
        self._alike = AlikeChanges(writer, outlet, self._changes)
        self._expected: list[Pending] = []
        self._waiting: _Waiting | None = None
        self._steps = 0

    def expect(self, key: str, edition: str, written: Iterable[Written]) -> None:
        """Versions that were written by a verdict, in a transaction that is still open."""
        self._expected += [_pending(self._outlet, key, edition, one) for one in written]

    def step(self, *, last: bool = False) -> None:
        """Settle what can be; belongs behind a commit. What fails is left for a later step.

        `last`: nothing follows for now, so that told edits are looked at, too.
        """
        try:
            if self._writer.lines.learned:
                self._step(self._writer.lines.learned, last=last)
        except Exception:
            log.exception("Changes of %s could not be settled now; its next page tries again", self._outlet.name)

    def _step(self, learned: LearnedLines, *, last: bool) -> None:
        # Read at the first step: another process sees to what it wrote itself.
        waiting = self._waiting = self._waiting or _Waiting.of(learned, self._outlet, self._open())
        while self._expected:
            change = self._expected.pop(0)
            waiting.put_new(change)
            self._leave_open(waiting, change)
        for version in waiting.take_unknown(JUDGED_AGAIN_AT_ONCE):
            self._take_up(waiting, version)
        self._steps += 1
        looks_again = last or self._steps % TOLD_EVERY == 0
        for change in waiting.all():
            if change.kind == "unsettled":
                self._settle(waiting, change)
            elif looks_again and waiting.is_learned(change):
                self._rewrite(waiting, change, "furniture", "learned")

    def _open(self) -> dict[int, datetime]:
        values = {"outlet": self._outlet.name, "since": stamp(now() - TAKEN_BACK_FOR)}
        found = self._store.db.conn.execute(OPEN, values)
        return {int(version): unstamp(told_at) for version, told_at in found}

    def _leave_open(self, waiting: "_Waiting", change: Pending) -> None:
        """What most articles of the outlet have in common with this change is no edit, and no later page will tell."""
        for version in self._alike.of(change.version):
            row = self._changes.find(version)
            if row is not None and may_become(row, "unsettled") and not self._alike.is_left_open(version):
                self._changes.rewrite(row, "unsettled", ALIKE)
                waiting.forget(version)

    def _settle(self, waiting: "_Waiting", change: Pending) -> None:
        if waiting.is_learned(change):
            self._rewrite(waiting, change, "furniture", "learned")
        elif waiting.is_due(change):
            # The whole of it, by what is known now: what is no furniture for sure is the outlet's.
            row = self._changes.find(change.version)
            verdict = self._changes.judge(row, change.edition) if row else UNKNOWN
            if verdict.kind == "furniture":
                self._rewrite(waiting, change, "furniture", "learned")
            elif waiting.is_over(change):
                self._rewrite(waiting, change, "edit", "pages", verdict.beside)

    def _take_up(self, waiting: "_Waiting", version: int) -> None:
        """A change that is in no lines.db: judge it from the kept pages, and write down what was found."""
        row = self._changes.find(version)
        if row is None:
            return
        edition, is_unsettled = self._changes.edition(row), row["kind"] == "unsettled"
        verdict = self._changes.judge(row, edition)
        written = Written(version, unstamp(row["seen_at"]), verdict, is_unsettled=is_unsettled)
        change = _pending(self._outlet, row["key"], edition, written)
        waiting.put(change)
        if verdict.kind == "furniture" or (is_unsettled and verdict.kind == "edit"):
            self._rewrite(waiting, change, verdict.kind, "judged", verdict.beside)

    def _rewrite(
        self, waiting: "_Waiting", change: Pending, kind: Judged, why: str, beside: frozenset[str] = frozenset()
    ) -> None:
        row = self._changes.find(change.version)
        # A record restored from a backup gives its number to another version.
        is_same = row and (row["outlet"], row["key"], row["seen_at"]) == (change.outlet, change.key, stamp(change.at))
        if row is not None and is_same and may_become(row, kind):
            self._changes.rewrite(row, kind, why, beside)
        if kind == "edit" and is_same:
            waiting.put(replace(change, kind="edit"))
        else:
            waiting.remove(change)


class _Waiting:
    """What of an outlet waits, as lines.db has it; `told_at` by version, `unknown` are not there."""

    def __init__(self, learned: LearnedLines, pending: dict[int, Pending], told_at: dict[int, datetime]) -> None:
        self._learned, self._pending, self._told_at = learned, pending, told_at
        self._unknown = [version for version in told_at if version not in pending]
        self._looked_after: dict[int, int] = {}

    @classmethod
    def of(cls, learned: LearnedLines, outlet: Outlet, told_at: dict[int, datetime]) -> "_Waiting":
        """`told_at` of the versions that are open in the record; what is not any more is forgotten."""
        pending = {change.version: change for change in learned.pending(outlet.name)}
        for version in pending.keys() - told_at.keys():
            learned.settled(version)
        return cls(learned, {version: change for version, change in pending.items() if version in told_at}, told_at)

    def all(self) -> list[Pending]:
        return list(self._pending.values())

    def take_unknown(self, most: int) -> list[int]:
        taken, self._unknown = self._unknown[:most], self._unknown[most:]
        return taken

    def put_new(self, change: Pending) -> None:
        """One that was written now. What nobody could judge before the lock is judged as if it were unknown."""
        if change.kind == "unsettled" and not change.lines:
            self._told_at[change.version] = now()
            self._unknown.insert(0, change.version)
        else:
            self.put(change)

    def put(self, change: Pending) -> None:
        self._pending[change.version] = change
        self._told_at.setdefault(change.version, now())
        self._learned.pend(change)

    def remove(self, change: Pending) -> None:
        del self._pending[change.version]
        self._learned.settled(change.version)

    def forget(self, version: int) -> None:
        """One that may be among them."""
        self._unknown = [one for one in self._unknown if one != version]
        self._pending.pop(version, None)
        self._learned.settled(version)

    def is_learned(self, change: Pending) -> bool:
        """Do other articles carry all its lines?"""
        if not change.lines:
            return False
        known = self._learned.known(change.outlet, change.edition, change.key, damascus_day(change.at))
        return known(change.lines) >= {*change.lines}

    def is_due(self, change: Pending) -> bool:
        """Is it to be judged anew: did enough other articles come since it was last, or is its time over?"""
        came = self._pages_since(change, change.at)
        is_due = came >= self._looked_after.get(change.version, 0) + SETTLING_PAGES
        if is_due:
            self._looked_after[change.version] = came
        return is_due or self._is_late(change, came)

    def is_over(self, change: Pending) -> bool:
        """Did so many other articles come that nothing more is to be expected, or is its time over?"""
        came = self._pages_since(change, change.at)
        if came >= SETTLING_PAGES_OF_SEEN or self._is_late(change, came):
            return True
        return came >= SETTLING_PAGES and not self._is_elsewhere(change)

    def _is_late(self, change: Pending, came: int) -> bool:
        """Did, with as many as could have taught anything, a week pass, by the clock or in what captures tell; or so
        long that nothing more can be learned?"""

        def passed(time: timedelta) -> bool:
            is_by_clock = now() - self._told_at[change.version] >= time
            return is_by_clock or self._pages_since(change, change.at + time) > 0

        return (came >= FEWEST_PAGES and passed(SETTLING_TIME)) or passed(TAUGHT_FOR)

    def _is_elsewhere(self, change: Pending) -> bool:
        """Does another article carry all its lines, so that more may come to prove it?"""
        known = self._learned.elsewhere(change.outlet, change.edition, change.key, damascus_day(change.at))
        return bool(change.lines) and known(change.lines) >= {*change.lines}

    def _pages_since(self, change: Pending, since: datetime) -> int:
        return self._learned.pages_since(change.outlet, change.edition, since, change.key)


def _pending(outlet: Outlet, key: str, edition: str, written: Written) -> Pending:
    return Pending(
        version=written.version,
        outlet=outlet.name,
        edition=edition,
        key=key,
        kind="unsettled" if written.is_unsettled else "edit",
        lines=written.verdict.lines,
        at=written.seen_at,
    )
