"""Other people's files as exchanges: WARC, ARC and WACZ of anybody, JSON lines with url and html, or title and text.

Whatever cannot be read becomes a Bad with its place and reason; reading goes on behind it where that is possible.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

from archive.errors import BadInput, WarcDamaged
from archive.ingest._foreign_page import Bad, ForeignPage
from archive.ingest._jsonl import ZoneOf, read_lines
from archive.ingest._web_archive_captures import REDIRECTS, capture_in
from archive.times import now
from archive.warc.foreign_answers import opening_of, why_no_captures
from archive.warc.foreign_forms import GZIP, RECORD_FILES, record_streams
from archive.warc.reader import salvaged

__all__ = ["Bad", "ForeignFile", "ForeignPage"]

RECORD_NAMES = (*RECORD_FILES, ".wacz")
LINE_NAMES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")


class ForeignFile:
    """A file to import; `position` says how many bytes were read. Raises BadInput: unknown form, no such file, or
    another thing than captures, with what it is.

    `zone_of` says in which zone the outlet of an address writes times that name none.
    """

    def __init__(self, path: Path, zone_of: ZoneOf = lambda _: "Asia/Damascus") -> None:
        self._name, self._zone_of = path.name.lower(), zone_of
        try:
            self.raw = path.open("rb")
        except OSError as problem:
            raise BadInput(f"{path} cannot be read: {problem.strerror}.") from problem
        if not self._name.endswith((*RECORD_NAMES, *LINE_NAMES)):
            self.raw.close()
            known = ", ".join((*RECORD_NAMES, *LINE_NAMES[:2]))
            raise BadInput(f"{path}: give it the ending of its form, one of {known}.")
        if reason := why_no_captures(opening_of(self.raw), is_lines=self._name.endswith(LINE_NAMES)):
            self.raw.close()
            raise BadInput(f"{path} {reason}")

    def __enter__(self) -> "ForeignFile":
        return self

    def __exit__(self, *_: object) -> None:
        self.raw.close()

    @property
    def position(self) -> int:
        return self.raw.tell()

    def things(self) -> Iterator[ForeignPage | Bad]:
        """Everything in the file, in order."""
        if self._name.endswith(RECORD_NAMES):
            return _from_records(self.raw)
        packed = self.raw.read(2) == GZIP
        self.raw.seek(0)
        return read_lines(self.raw, packed, self._zone_of)


def _from_records(file: IO[bytes]) -> Iterator[ForeignPage | Bad]:
    for where, stream in record_streams(file):
        if isinstance(stream, WarcDamaged):
            yield Bad(where, str(stream))
            continue
        for found in salvaged(stream):
            if isinstance(found, WarcDamaged):
                yield Bad(where, str(found))
                continue
            capture = capture_in(found)
            if capture is not None:
                yield ForeignPage(replace(capture, received_at=now()))
            elif found.status not in REDIRECTS:
                yield Bad(where, f"no capture: what another archive answered for itself ({found.status}, {found.url})")
