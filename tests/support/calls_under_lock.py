"""Which functions about texts run while the record is locked."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from archive.record.store import Store
from tests.support.paths import ROOT

# What works on texts: its time grows with them.
FOLDERS = ("text", "reading", "copies", "versions/change_labels.py")
ABOUT_TEXTS = tuple(str(ROOT / "archive" / name) for name in FOLDERS)
# Computed once a process, from no text.
OF_NO_TEXT = {"rules_id", "token_class_sha256"}


@contextmanager
def watched(store: Store) -> Iterator[set[str]]:
    """The names of the functions about texts that are called while the record is locked."""
    called: set[str] = set()

    def note(frame: FrameType, event: str, _: Any) -> None:
        path = frame.f_code.co_filename
        remembered = path.endswith("memoized.py")
        if event == "call" and path.startswith(ABOUT_TEXTS) and not remembered and store.db.conn.in_transaction:
            called.add(frame.f_code.co_name)

    sys.setprofile(note)
    try:
        yield called
    finally:
        sys.setprofile(None)
