"""Rows say by hashes what is stored, of captures at their place and of closed files in all: once overwritten, what
lies there now."""

from collections.abc import Iterable
from contextlib import closing
from hashlib import sha256

from archive.data_folder import DataFolder
from archive.evidence.closed_files import note_again
from archive.record import redacting
from archive.record.store import open_record
from archive.redaction._work import path_in
from archive.sqlite import transaction
from archive.warc.tombstone import member_at


def note_stored(data: DataFolder, places: Iterable[tuple[str, int]]) -> None:
    """Of the captures over these bytes of WARC files. A file that was cut off belongs to no capture."""
    with closing(open_record(data.record)) as store:
        written = list(places)
        for name, offset in written:
            if path := path_in(data.warc, name):
                spans = redacting.spans(store.db, name, offset)
                hashes = [sha256(member_at(path, one.offset, one.length)).hexdigest() for one in spans]
                with transaction(store.db):
                    for span, found in zip(spans, hashes, strict=True):
                        redacting.set_stored(store.db, span.capture, found)
        note_again(store.db, data.warc, (name for name, _ in written if path_in(data.warc, name)))
