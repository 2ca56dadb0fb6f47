"""Lists of captures that other archives keep, line by line: CDX as text or JSON, CDXJ, and Common Crawl's index files.

Forms: the Internet Archive's CDX file format (a header of letters) and the answers of its CDX server (text or a JSON
array, whole or some of its fields), the CDXJ lines of pywb and of Common Crawl; each plain or gzip, told by the bytes.
The columnar index (Parquet) is not read. Whoever keeps such a list fetched it: nothing is fetched here.
"""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import IO, NamedTuple

from archive.errors import BadInput
from archive.times import believable
from archive.warc._cdx_lines import Fields, NoFields, Row, columns_of, names_in, rows_in
from archive.warc.foreign_answers import encoding_of, opening_of, packed_as, why_none
from archive.warc.foreign_forms import GZIP

PARQUET = b"PAR1"
LONGEST_LINE = 64 * 1024
# So many lines tell which column is which, where no header says so.
SAMPLE = 200
MOST_DIGITS = 15
UNKNOWN = ("", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCapture:
    """One capture as another archive lists it; all of it is that archive's claim.

    `taken_at` and `status` are None where the list does not say (a revisit has no status of its own), the texts empty.
    `warc_file`, `offset` and `length` in bytes name the record where the list does.
    """

    url: str
    taken_at: datetime | None = None
    status: int | None = None
    mime: str = ""
    digest: str = ""
    warc_file: str = ""
    offset: int | None = None
    length: int | None = None


class Unread(NamedTuple):
    """A line, counted from 1, that names no capture, and why."""

    line: int
    why: str


class CaptureList:
    """A file that lists captures, in UTF-8 or UTF-16; `position` says how many bytes were read.

    Raises BadInput, at the latest by the first of `captures`: no file, columnar, or no list, with what it is instead.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self.raw = path.open("rb")
            beginning = self.raw.read(4)
            self.raw.seek(0)
        except OSError as problem:
            raise BadInput(f"{path} cannot be read: {problem.strerror}.") from problem
        if beginning == PARQUET:
            self.raw.close()
            raise BadInput(
                f"{path} is a table of the columnar index, which is not read here. Ask the same index for CDX lines"
                " (output=json), or take its cdx-*.gz files."
            )
        if form := packed_as(beginning):
            self.raw.close()
            raise BadInput(f"{path} {form}")
        self._packed = beginning.startswith(GZIP)

    def __enter__(self) -> "CaptureList":
        return self

    def __exit__(self, *_: object) -> None:
        self.raw.close()

    @property
    def position(self) -> int:
        return self.raw.tell()

    def captures(self) -> Iterator[ListedCapture | Unread]:
        """Everything the file lists, in order; what cannot be read is named by its line, and reading goes on."""
        rows = rows_in(_lines(self.raw, self._packed))
        first = list(islice(rows, SAMPLE))
        names = columns_of([row for row in first if isinstance(row.fields, list)])
        if not names and not any(_may_be_listed(row) for row in first):
            self._refuse(is_read=first != [])
        for row in chain(first, rows):
            if isinstance(row.fields, list) and (stated := names_in(row.fields)):
                names = stated
                continue
            yield _capture(row, names)

    def _refuse(self, *, is_read: bool) -> None:
        """Raises BadInput for a file without captures; not for one that is whole and lists none, as [] does."""
        with self._path.open("rb") as raw:
            opening = opening_of(raw)
        is_broken = self._packed and not opening
        if is_broken and self._path.stat().st_size:
            raise BadInput(f"{self._path} is packed and breaks off, or is damaged, at its very start. Fetch it again.")
        if is_read or not opening.strip():
            raise BadInput(f"{self._path} {why_none(opening)}")


def _may_be_listed(row: Row) -> bool:
    """Does it name an address, or the columns of others?"""
    if isinstance(row.fields, dict):
        return "original" in row.fields
    return isinstance(row.fields, list) and "original" in names_in(row.fields)


def _lines(raw: IO[bytes], packed: bool) -> Iterator[tuple[int, str | NoFields]]:
    """Numbered lines; one that is too long is named, and so is where a packed file breaks off."""
    number = 0
    unpacked: IO[bytes] = gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[assignment]
    try:
        with _as_text(unpacked) as lines:
            while line := lines.readline(LONGEST_LINE):
                number += 1
                if len(line) == LONGEST_LINE and not line.endswith("\n"):
                    while (rest := lines.readline(LONGEST_LINE)) and not rest.endswith("\n"):
                        pass
                    yield number, NoFields(f"longer than {LONGEST_LINE >> 10} KB")
                else:
                    yield number, line.rstrip("\r\n")
    except (EOFError, OSError, zlib.error) as problem:
        yield number + 1, NoFields(f"the file breaks off or is damaged here ({problem}): fetch it again for the rest")


@contextmanager
def _as_text(stream: IO[bytes]) -> Iterator[IO[str]]:
    """The text of a file, which stays open behind it."""
    encoding = encoding_of(stream.read(4))
    stream.seek(0)
    text = TextIOWrapper(stream, encoding, errors="replace", newline="\n")
    try:
        yield text
    finally:
        if not stream.closed:  # before whoever reads it has come to its end
            text.detach()


def _capture(row: Row, names: tuple[str, ...]) -> ListedCapture | Unread:
    if isinstance(row.fields, NoFields):
        return Unread(row.line, row.fields.why)
    if isinstance(row.fields, list):
        if not names:
            return Unread(row.line, "no column of the list is an address: ask for it with fl=timestamp,original")
        if len(row.fields) != len(names):
            return Unread(row.line, f"{len(row.fields)} fields where the list has {len(names)}")
        found = dict(zip(names, row.fields, strict=True))
    else:
        found = row.fields
    try:
        return _listed(found)
    except ValueError as problem:
        return Unread(row.line, str(problem))


def _listed(found: Fields) -> ListedCapture:
    """Raises ValueError, with a sentence, where a field says what cannot be."""
    url = found.get("original", "")
    if url in UNKNOWN:
        raise ValueError("names no address")
    status = _number(found, "statuscode")
    return ListedCapture(
        url=url,
        taken_at=_instant(found.get("timestamp", "")),
        status=status or None,
        mime=_text(found, "mimetype"),
        digest=_text(found, "digest"),
        warc_file=_text(found, "filename"),
        offset=_number(found, "offset"),
        length=_number(found, "length"),
    )


def _text(found: Fields, name: str) -> str:
    text = found.get(name, "")
    return "" if text in UNKNOWN else text


def _number(found: Fields, name: str) -> int | None:
    text = _text(found, name)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise ValueError(f"its {name} ({text[:40]!r}) is no number")
    return int(text)


def _instant(text: str) -> datetime | None:
    """Fourteen digits, or as ISO 8601 writes it."""
    if text in UNKNOWN:
        return None
    with suppress(ValueError, OverflowError):
        if not text.isascii():
            raise ValueError
        if text.isdigit():
            return believable(datetime.strptime(text[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC))
        return believable(datetime.fromisoformat(text))
    raise ValueError(f"its time ({text[:40]!r}) is no moment, read as YYYYMMDDhhmmss, or cannot be true")
