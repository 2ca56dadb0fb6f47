"""A page that was read, on its way into the record: all that becomes of it as a version of its article."""

from dataclasses import dataclass, field
from datetime import datetime

from archive.exchange import Page
from archive.ingest._text_work import Text
from archive.ingest._verdicts import UNKNOWN, Verdicts, Written
from archive.model import Reading
from archive.record.rows import VersionRow
from archive.record.store import Store
from archive.versions.claimed_metadata import Claims, changed_claims, claims_in, claims_of
from archive.versions.compare import Change, Fingerprint
from archive.versions.furniture.verdict import Verdict


@dataclass(frozen=True, slots=True)
class ReadPage:
    """`fingerprint` is that of the reading, `capture_id` the capture of the page (None where none was kept),
    `extractor` the id of the rules it was read by, `verdicts` those that were foreseen.

    `judged` gathers the versions that were written by a verdict, and it.
    """

    page: Page
    reading: Reading
    fingerprint: Fingerprint
    capture_id: int | None
    extractor: str
    verdicts: Verdicts
    judged: list[Written] = field(default_factory=list)

    @property
    def text(self) -> Text:
        return self.reading.title, self.reading.text

    def add_version(self, store: Store, article_id: int, change: Change) -> int:
        """Append it as a version of an article; returns the version's id."""
        return store.add_version(
            article_id, change, self.fingerprint, self.page.fetched_at, self.capture_id, self.extractor, self.claims
        )

    @property
    def claims(self) -> Claims:
        return claims_of(self.reading)

    def changed_claims(self, version: VersionRow) -> tuple[str, ...]:
        """Which claims beside the text are others than those of a version."""
        return changed_claims(claims_in(version), self.claims, self.page.fetched_at)

    def verdict(self, old: Text, new: Text) -> Verdict:
        """On a change between two texts; where another process wrote what nobody foresaw, it is left open."""
        return self.verdicts.get((old, new), UNKNOWN)

    def note(self, version_id: int, seen_at: datetime, change: Change, verdict: Verdict) -> None:
        """A version was written by a verdict: later pages may change it."""
        if change.kind in ("edit", "revert", "unsettled"):
            self.judged.append(Written(version_id, seen_at, verdict, is_unsettled=change.kind == "unsettled"))
