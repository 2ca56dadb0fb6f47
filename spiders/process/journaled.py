"""The journal of a crawl that is parted between two machines, and the reader that goes with it."""

from archive.ingest.precomputed_readings import NotingReader, ReaderAtHand
from archive.reading.worker import Reader
from spiders.journal import Answers, Notes
from spiders.process.parent import Elsewhere


def journal_of(elsewhere: Elsewhere | None) -> Notes | Answers | None:
    """None of a crawl that is not parted."""
    if elsewhere is None:
        return None
    if elsewhere.deadline is None:
        return Answers(elsewhere.folder, elsewhere.ending)
    return Notes(elsewhere.folder, elsewhere.deadline)


def reader_with(journal: Notes | Answers | None) -> Reader:
    """What was read there is not read again here."""
    if isinstance(journal, Notes):
        return NotingReader(journal.note_reading)
    return ReaderAtHand(journal.reading) if journal else Reader()
