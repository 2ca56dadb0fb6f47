"""Which lines an outlet's other articles carry, learned from every page that is read; changes that wait for that.

Several processes learn into one lines.db. Whoever finds it busy for half a second leaves this page out: another page
teaches the same. Whoever asks never waits. A file that breaks while it is open is made anew, and learns from the next
pages what it knew.
"""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.errors import WarraqError
from archive.model import PageLine
from archive.sqlite import remove_database, transaction
from archive.times import EPOCH, damascus_day, now
from archive.versions.furniture import _pending
from archive.versions.furniture._known_lines import ARTICLES, known_lines
from archive.versions.furniture._learning import PageToLearn
from archive.versions.furniture._line_hashes import LineHashes
from archive.versions.furniture._pending import Pending
from archive.versions.furniture.lines_file import open_lines
from archive.versions.furniture.verdict import Known

__all__ = ["LearnedLines", "PageLines", "Pending"]

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
BROKEN = ("malformed", "not a database", "no such table", "no such column")
# Until a file that could not be opened is tried again.
PAUSE_SECONDS = 60.0
SINCE = (
    "SELECT count(*) FROM pages JOIN places ON places.number = place"
    " WHERE outlet = ? AND edition = ? AND at >= ? AND key <> ?"
)


class LearnedLines:
    """lines.db, open for writing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = open_lines(path)

    def close(self) -> None:
        self._db.close()

    def learn(self, outlet: str, edition: str, key: str, at: datetime, lines: Sequence[PageLine], title: str) -> bool:
        """Learn all lines of an article's page, captured at `at`; False where that was left out.

        What is known already is not written again. Two articles that share half of a text are one story, and teach
        nothing by what they share.
        """
        hashes = LineHashes(outlet, edition)

        def learn(db: Database) -> bool:
            page = PageToLearn.of(hashes, key, _number_of(damascus_day(at)), lines, title)
            unknown = page.unknown(db)
            with transaction(db):
                page.write(db, unknown, _milliseconds(at), _milliseconds(now()))
            return True

        return self._or_anew(learn, otherwise=False)

    def known(self, outlet: str, edition: str, key: str, day: date) -> Known:
        """Says of lines on an article's page, captured on `day`, which are furniture: learned from three other
        articles captured within thirty days of it, or the title of another."""
        return self._known(LineHashes(outlet, edition), key, day, ARTICLES)

    def elsewhere(self, outlet: str, edition: str, key: str, day: date) -> Known:
        """As `known`, for lines that one other article carries: that proves nothing of a line alone."""
        return self._known(LineHashes(outlet, edition), key, day, 1)

    def pages_since(self, outlet: str, edition: str, moment: datetime, key: str) -> int:
        """How many other articles than `key` have a page that was captured at a moment or later, and learned."""
        values = (outlet, edition, _milliseconds(moment), key)
        return self._or_anew(lambda db: int(db.execute(SINCE, values).fetchone()[0]), otherwise=0)

    def pend(self, change: Pending) -> bool:
        """Write down a change that waits; False where the file was busy. Then its texts still tell what changed."""

        def put(db: Database) -> bool:
            with transaction(db):
                _pending.put(db, change)
            return True

        return self._or_anew(put, otherwise=False)

    def pending(self, outlet: str) -> list[Pending]:
        """The changes of an outlet that wait, in the order of their versions."""
        return self._or_anew(lambda db: list(_pending.of_outlet(db, outlet)), otherwise=[])

    def settled(self, version: int) -> None:
        """This change waits no longer. Where the file is busy its row stays, and is settled again."""

        def remove_it(db: Database) -> None:
            with transaction(db):
                _pending.remove(db, version)

        self._or_anew(remove_it, otherwise=None)

    def _known(self, hashes: LineHashes, key: str, day: date, articles: int) -> Known:
        values = (hashes, key, _number_of(day), articles)

        def known(lines: Sequence[PageLine]) -> frozenset[PageLine]:
            return self._or_anew(lambda db: known_lines(db, *values, lines), otherwise=frozenset())

        return known

    def _or_anew(self, work: Callable[[Database], Answer], *, otherwise: Answer) -> Answer:
        """What `work` answers; `otherwise` where the file is busy, full, or broken: then it is made anew."""
        try:
            return work(self._db)
        except (sqlite3.DatabaseError, WarraqError) as problem:
            if any(word in str(problem) for word in BROKEN):
                self._db.close()
                remove_database(self._path)
                self._db = open_lines(self._path)
            return otherwise


class PageLines:
    """lines.db of one writing process, opened at the first question. Where it cannot be opened, that costs a capture
    nothing but knowledge."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._learned: LearnedLines | None = None
        self._tried_at: float | None = None

    @property
    def learned(self) -> LearnedLines | None:
        """None while the file cannot be opened."""
        if self._learned is None and (self._tried_at is None or time.monotonic() - self._tried_at > PAUSE_SECONDS):
            self._tried_at = time.monotonic()
            try:
                self._learned = LearnedLines(self._path)
            except WarraqError as problem:
                log.warning("%s cannot be opened (%s): what changed of pages waits", self._path.name, problem)
            except Exception:
                log.exception("%s cannot be opened: what changed of pages waits for a verdict", self._path.name)
        return self._learned

    def learn(self, outlet: str, edition: str, key: str, at: datetime, lines: Sequence[PageLine], title: str) -> None:
        """See LearnedLines.learn; nothing is learned where the file cannot be had."""
        if self.learned:
            self.learned.learn(outlet, edition, key, at, lines, title)

    def known(self, outlet: str, edition: str, key: str, day: date) -> Known:
        """See LearnedLines.known; nothing is known where the file cannot be had."""
        return self.learned.known(outlet, edition, key, day) if self.learned else lambda _: frozenset()

    def elsewhere(self, outlet: str, edition: str, key: str, day: date) -> Known:
        """See LearnedLines.elsewhere; nothing is known where the file cannot be had."""
        return self.learned.elsewhere(outlet, edition, key, day) if self.learned else lambda _: frozenset()

    def close(self) -> None:
        if self._learned:
            self._learned.close()


def _number_of(day: date) -> int:
    return (day - EPOCH).days


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
