"""A page that was read, on its way into the record: all that becomes of it as a version of its article."""

from dataclasses import dataclass

from archive.model import Page, Reading
from archive.record.store import Store
from archive.versions.compare import Change, Fingerprint


@dataclass(frozen=True, slots=True)
class ReadPage:
    """`fingerprint` is that of the reading, `capture_id` the capture of the page (None where none was kept),
    `extractor` the id of the rules it was read by.
    """

    page: Page
    reading: Reading
    fingerprint: Fingerprint
    capture_id: int | None
    extractor: str

    def add_version(self, store: Store, article_id: int, change: Change) -> None:
        """Append it as a version of an article."""
        store.add_version(article_id, change, self.fingerprint, self.page.fetched_at, self.capture_id, self.extractor)
