"""lines.db as far as it can be had: where it cannot be opened, that costs a capture nothing but knowledge."""

import logging
import time
from datetime import date
from pathlib import Path

from archive.errors import WarraqError
from archive.furniture.learned_lines import LearnedLines
from archive.furniture.verdict import Known

log = logging.getLogger(__name__)

# Until a file that could not be opened is tried again.
PAUSE_SECONDS = 60.0


class PageLines:
    """lines.db of one writing process, opened at the first question."""

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

    def known(self, outlet: str, edition: str, key: str, day: date) -> Known:
        """See LearnedLines.known; nothing is known where the file cannot be had."""
        return self.learned.known(outlet, edition, key, day) if self.learned else lambda _: frozenset()

    def elsewhere(self, outlet: str, edition: str, key: str, day: date) -> Known:
        """See LearnedLines.elsewhere; nothing is known where the file cannot be had."""
        return self.learned.elsewhere(outlet, edition, key, day) if self.learned else lambda _: frozenset()

    def close(self) -> None:
        if self._learned:
            self._learned.close()
