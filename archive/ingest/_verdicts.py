"""Verdicts on their way from where they are asked for, before the lock, to what follows the commit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from archive.ingest._text_work import Text
from archive.versions.furniture.verdict import Verdict

# Of two texts, the one before and the one after it.
Verdicts = Mapping[tuple[Text, Text], Verdict]
UNKNOWN = Verdict("unsettled")


@dataclass(frozen=True, slots=True)
class StoredText:
    """A text of the record, and the capture it was read from."""

    text: Text
    capture_id: int | None


@dataclass(frozen=True, slots=True)
class Written:
    """A version that was written by a verdict; `seen_at` as in the record."""

    version: int
    seen_at: datetime
    verdict: Verdict
    is_unsettled: bool
