"""How far a verification of the whole archive has come, so that one that was interrupted is gone on with.

In a file of the data folder; where that cannot be written, an interrupted one begins anew.
"""

import json
import time
from contextlib import suppress
from datetime import timedelta

from archive.data_folder import DataFolder
from archive.evidence.findings import Cursor, Reread, Step, Verified
from archive.times import now, stamp, unstamp

FILE = "verifying.json"
# What was found longer ago says nothing of now.
LONGEST = timedelta(days=1)
SAVED_EVERY = 2.0


class VerifiedSoFar:
    """`cursors` is by check behind what it goes on, `ended` are the checks that are done."""

    def __init__(self, data: DataFolder) -> None:
        self._path, self._saved = data.root / FILE, time.monotonic()
        self._began = stamp(now())
        self.verified = Verified()
        self.cursors: dict[str, Cursor] = {}
        self.ended: set[str] = set()
        with suppress(OSError, ValueError, TypeError, KeyError):
            self._read()

    def add(self, name: str, step: Step) -> None:
        """A step of a check was done."""
        self.verified.add(name, step)
        self.cursors[name] = step.upto
        if time.monotonic() - self._saved > SAVED_EVERY:
            self.save()

    def end(self, name: str) -> None:
        """A check came to its end."""
        self.ended.add(name)
        self.save()

    def save(self) -> None:
        found = self.verified
        progress = {
            "began": self._began,
            "cursors": self.cursors,
            "ended": sorted(self.ended),
            "by_check": found.by_check,
            "bad": found.bad,
            "notes": [[*note, number] for note, number in found.notes.items()],
        }
        beside = self._path.with_name(f"{FILE}.part")
        with suppress(OSError):
            beside.write_text(json.dumps(progress, ensure_ascii=False), encoding="utf-8")
            beside.rename(self._path)
        self._saved = time.monotonic()

    def forget(self) -> None:
        """All is done."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _read(self) -> None:
        progress = json.loads(self._path.read_text(encoding="utf-8"))
        if now() - unstamp(progress["began"]) > LONGEST:
            return
        self._began = progress["began"]
        self.cursors, self.ended = progress["cursors"], set(progress["ended"])
        self.verified.by_check.update(progress["by_check"])
        self.verified.bad += progress["bad"]
        for *note, number in progress["notes"]:
            self.verified.notes[Reread(*note)] = number
