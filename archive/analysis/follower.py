"""Gives the texts of the record to the analysers, and keeps their tables in step with it.

Works behind the record, as the finder of copies does. What is new is taken up by whoever writes next; what waits
because an analyser is new, or its rules are, from the newest back, by the nightly job or by hand. A step reads and
analyses without a lock, and writes what it found, with how far it came, in one short transaction: whoever is cut short
goes on there. Two processes at once do the same work twice, and write the same.
"""

import json
import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from archive.analysis.analyser import Analyser, Text, Value
from archive.analysis.registry import ANALYSERS
from archive.record.analysis_tables import AnalysisRow
from archive.record.redactions import NEWEST_VERSION
from archive.sqlite import column, rows, transaction

# One step: captures wait for nobody longer.
STEP_SECONDS, TEXTS_AT_ONCE = 0.3, 100

TEXT = (
    "SELECT v.id AS version_id, v.article_id, a.outlet, a.lang, a.published_day, coalesce(v.title, a.title) AS title,"
    " coalesce(v.body, a.body) AS body, v.sha256, v.body IS NULL AS is_current"
    " FROM versions v JOIN articles a ON a.id = v.article_id WHERE v.kind NOT IN ('gone', 'back')"
)
_NEW = f"{TEXT} AND v.id > ? ORDER BY v.id LIMIT {TEXTS_AT_ONCE}"
_WAITING = f"{TEXT} AND v.id <= ? ORDER BY v.id DESC LIMIT {TEXTS_AT_ONCE}"
_QUEUED = f"{TEXT} AND v.id IN (SELECT value FROM json_each(?))"  # noqa: S608 - ours, as the next
_QUEUE = f"SELECT version_id FROM analysis_queue ORDER BY version_id LIMIT {TEXTS_AT_ONCE}"  # noqa: S608
_IS_NEW = "SELECT EXISTS(SELECT 1 FROM versions WHERE id > ?) OR EXISTS(SELECT 1 FROM analysis_queue)"
_COUNT = "SELECT count(*) FROM versions WHERE kind NOT IN ('gone', 'back') AND (id <= ?1 OR id > ?2)"
_STANDS = "SELECT 1 FROM versions WHERE id = ? AND sha256 = ? AND (body IS NULL) = ?"
_BEGIN = "INSERT OR REPLACE INTO analyses(analyser, rules, above, upto) VALUES(?1, ?2, ?3, ?3)"
_MOVE = "UPDATE analyses SET above = min(above, ?3), upto = max(upto, ?4) WHERE analyser = ?1 AND rules = ?2"
_log = logging.getLogger(__name__)
Rows = frozenset[tuple[Value, ...]]


def found_rows(analyser: Analyser, text: Text, columns: Sequence[str]) -> Rows:
    """What an analyser finds in a text, as rows of its table with these columns. Raises what the analyser raises."""
    known: Mapping[str, Value] = {"article_id": text.article_id, "version_id": text.version_id}
    found = ({**known, **one} for one in analyser.find(text))
    return frozenset(tuple(one[name] for name in columns) for one in found)


class Follower:
    """The record, open for writing, and the analysers that it is given to."""

    def __init__(self, db: Database, analysers: Sequence[Analyser] = ANALYSERS) -> None:
        self._db, self._analysers = db, analysers
        self._columns = {one.table: [found.name for found in db.table(one.table).columns] for one in analysers}
        # Before anything is written: what comes from now on is new.
        self._states()

    def start_anew(self) -> None:
        """Have everything analysed again, the newest first. What was found stands until then."""
        with transaction(self._db):
            self._begin(self._analysers)

    def behind(self) -> int:
        """How many versions wait."""
        states = self._states().values()
        if not states:
            return 0
        waiting = (max(one["above"] for one in states), min(one["upto"] for one in states))
        queued = self._db.execute("SELECT count(*) FROM analysis_queue").fetchone()[0]
        return int(self._db.execute(_COUNT, waiting).fetchone()[0]) + int(queued)

    def follow(self) -> int:
        """One step: what is new, or changed in its place. Returns how many texts were taken up."""
        states = self._states()
        if not states:
            return 0
        upto = min(one["upto"] for one in states.values())
        # Most commits bring no version (a feed, a 304): those wait for nobody.
        if not self._db.execute(_IS_NEW, (upto,)).fetchone()[0]:
            return 0
        step = _Step()
        queue = list(column(self._db.conn, int, _QUEUE))
        queued = self._texts(_QUEUED, json.dumps(queue)) if queue else []
        for text in step.while_time(queued):
            self._analyse(text, self._analysers, step)
        step.done = {*queue} - {text.version_id for text in queued}
        for text in step.while_time(self._texts(_NEW, upto)):
            self._analyse(text, [one for one in self._analysers if text.version_id > states[one.name]["upto"]], step)
            upto = text.version_id
        self._write(step, upto=upto)
        return len(step.taken)

    def go_back(self) -> int:
        """One step towards the oldest text that waits for today's rules. Returns how many were taken up."""
        states = self._states()
        above = max((one["above"] for one in states.values()), default=0)
        step = _Step()
        for text in step.while_time(self._texts(_WAITING, above)):
            self._analyse(text, [one for one in self._analysers if text.version_id <= states[one.name]["above"]], step)
        if above:
            self._write(step, above=step.taken[-1].version_id - 1 if step.taken else 0)
        return len(step.taken)

    def catch_up(self, seconds: float = float("inf"), on_step: Callable[[int], None] = lambda _: None) -> int:
        """Step after step, until nothing waits or the time is over; `on_step` is told how many each took up."""
        deadline, taken = time.monotonic() + seconds, 0
        while time.monotonic() < deadline and (step := self.follow() or self.go_back()):
            taken += step
            on_step(step)
        return taken

    def _states(self) -> dict[str, AnalysisRow]:
        """How far each analyser has come under its rules of today; one that is new begins."""
        found = {row["analyser"]: row for row in rows(self._db.conn, AnalysisRow, "SELECT * FROM analyses")}
        new = [one for one in self._analysers if one.name not in found or found[one.name]["rules"] != one.rules]
        if new:
            with transaction(self._db):
                self._begin(new)
            return self._states()
        return {one.name: found[one.name] for one in self._analysers}

    def _begin(self, analysers: Iterable[Analyser]) -> None:
        newest = self._db.execute(NEWEST_VERSION).fetchone()[0]
        for one in analysers:
            self._db.execute(_BEGIN, (one.name, one.rules, newest))

    def _texts(self, sql: str, *values: object) -> list[Text]:
        return [Text(*row) for row in self._db.execute(sql, values).fetchall()]

    def _analyse(self, text: Text, analysers: Iterable[Analyser], step: "_Step") -> None:
        step.taken.append(text)
        for one in analysers:
            if one.wants(text):
                step.found.append((text, one, self._rows(one, text)))

    def _rows(self, analyser: Analyser, text: Text) -> Rows:
        try:
            return found_rows(analyser, text, self._columns[analyser.table])
        except Exception:
            # One odd text keeps nobody from the others.
            _log.exception("%s could not analyse version %s", analyser.name, text.version_id)
            return frozenset()

    def _write(self, step: "_Step", above: int = 2**62, upto: int = 0) -> None:
        with transaction(self._db):
            # What was taken out or replaced meanwhile comes back by no analysis of it.
            standing = {text.version_id for text in step.taken if self._stands(text)}
            for text, analyser, found in step.found:
                if text.version_id in standing:
                    self._put(analyser, text, found)
            moved = [(one.name, one.rules, above, upto) for one in self._analysers]
            self._db.conn.executemany(_MOVE, moved)
            step.done |= standing
            done = [(version,) for version in step.done]
            self._db.conn.executemany("DELETE FROM analysis_queue WHERE version_id = ?", done)

    def _stands(self, text: Text) -> bool:
        """Is it still the text that was analysed?"""
        return self._db.execute(_STANDS, (text.version_id, text.sha256, text.is_current)).fetchone() is not None

    def _put(self, analyser: Analyser, text: Text, found: Rows) -> None:
        """Replace what the table says of a text; nothing is written where it says that already."""
        key, value = f"{analyser.of}_id", text.version_id if analyser.of == "version" else text.article_id
        where = f"FROM {analyser.table} WHERE {key} = ?"
        if frozenset(map(tuple, self._db.execute(f"SELECT * {where}", (value,)))) == found:
            return
        self._db.execute(f"DELETE {where}", (value,))
        marks = ", ".join("?" * len(self._columns[analyser.table]))
        self._db.conn.executemany(f"INSERT INTO {analyser.table} VALUES({marks})", sorted(found, key=repr))


@dataclass(slots=True)
class _Step:
    """What one step took up and found, until when it goes on, and which versions of the queue it is done with."""

    deadline: float = field(default_factory=lambda: time.monotonic() + STEP_SECONDS)
    taken: list[Text] = field(default_factory=list)
    found: list[tuple[Text, Analyser, Rows]] = field(default_factory=list)
    done: set[int] = field(default_factory=set)

    def while_time(self, texts: Iterable[Text]) -> Iterable[Text]:
        """These, until the step has lasted long enough; never before anything was taken up."""
        for text in texts:
            if self.taken and time.monotonic() > self.deadline:
                return
            yield text
