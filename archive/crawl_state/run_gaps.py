"""The gaps that the runs show since they were last settled: told once, to be written into the record."""

from collections import defaultdict

from archive.crawl_state._state_file import StateFile
from archive.crawl_state.gaps import JUDGED, RUN, Gap, Run, failures, standstills

# Enough to know the rhythm of all outlets by.
RUNS_LOOKED_BACK = 2_000
OF_OUTLET = f"SELECT {RUN} FROM runs WHERE outlet = ? AND id > ? AND {JUDGED} ORDER BY id"  # noqa: S608 constants
OF_ALL = f"SELECT outlet, {RUN} FROM runs WHERE id > ? ORDER BY id"  # noqa: S608 constants
MARK = "SELECT run_id FROM gap_marks WHERE outlet = ?"


class RunGaps(StateFile):
    """service.db, open for writing."""

    def of_outlet(self, outlet: str) -> list[Gap]:
        """Stretches in which the runs of an outlet failed; those settled before are not told again."""
        runs = self.db.conn.execute(OF_OUTLET, (outlet, self._mark(outlet)))
        return list(failures(outlet, [Run(*run) for run in runs]))

    def of_archive(self) -> list[Gap]:
        """Stretches in which nothing ran, told from a little before the last one that was settled."""
        runs: dict[str, list[Run]] = defaultdict(list)
        for outlet, *run in self.db.conn.execute(OF_ALL, (max(self._mark("") - RUNS_LOOKED_BACK, 0),)):
            runs[outlet].append(Run(*run))
        return list(standstills(runs))

    def settle(self, outlet: str) -> None:
        """What was told until now is written: up to the outlet's last good run nothing changes any more."""
        good = f"SELECT coalesce(max(id), 0) FROM runs WHERE outlet = ? AND {JUDGED} AND cause = ''"  # noqa: S608 constant
        self._put_mark(outlet, next(self.column(int, good, outlet)))
        self._put_mark("", next(self.column(int, "SELECT coalesce(max(id), 0) FROM runs")))

    def _mark(self, outlet: str) -> int:
        return next(self.column(int, MARK, outlet), 0)

    def _put_mark(self, outlet: str, run_id: int) -> None:
        if run_id > self._mark(outlet):
            self.write("INSERT OR REPLACE INTO gap_marks VALUES(?, ?)", outlet, run_id)
