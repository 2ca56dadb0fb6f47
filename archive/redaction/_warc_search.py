"""Every record of the WARC files in which something stands: decoded, as a compressed file shows nothing to a search."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator

from archive.errors import WarcDamaged
from archive.exchange import header
from archive.redaction._search_terms import Needles, What, forms_of
from archive.warc.files import OPEN, lying, open_file
from archive.warc.gzip_members import members
from archive.warc.originals import original_of
from archive.warc.reader import exchanges

OnStep = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A record that holds what was looked for: its file within the folder, its place there, the address it is of."""

    file: str
    offset: int
    length: int
    url: str
    what: tuple[What, ...]


def records_holding(folder: Path, needles: Needles, on_step: OnStep = lambda *_: None) -> Iterator[FoundRecord]:
    """Those of all files, cut off ones (NAME.cut-OFFSET) too. What is damaged is searched as far as it goes."""
    there = (path for path in folder.glob("*/*/*.warc.gz*") if path.is_file())
    files = sorted({path.with_name(path.name.removesuffix(OPEN)) for path in there})
    sizes = [lying(path).stat().st_size for path in files]
    total, done = sum(sizes), 0
    for path, size in zip(files, sizes, strict=True):
        for offset, length in _places(path):
            if found := _search(folder, path, offset, length, needles):
                yield found
            on_step("warc", done + offset, total)
        done += size
    on_step("warc", total, total)


def search_again(folder: Path, records: Iterable[FoundRecord], needles: Needles) -> Iterator[FoundRecord]:
    """Those of some records that hold what these look for."""
    again = (_search(folder, folder / one.file, one.offset, one.length, needles) for one in records)
    return (found for found in again if found)


def _places(path: Path) -> Iterator[tuple[int, int]]:
    with open_file(path) as file:
        for member in members(file):
            try:
                end = member.skip()
            except WarcDamaged:
                continue
            yield member.start, end - member.start


def _search(folder: Path, path: Path, offset: int, length: int, needles: Needles) -> FoundRecord | None:
    with open_file(path) as file:
        file.seek(offset)
        member = file.read(length)
    url, plain = _plain(member)
    host = (urlsplit(url).hostname or "").lower()
    found = {what for form in forms_of(plain) for what in needles.found_in(form, host)}
    for body, content_type in _decoded(folder, member):
        for form in forms_of(body, content_type):
            found |= needles.found_in(form, host)
    name = path.relative_to(folder).as_posix()
    return FoundRecord(name, offset, length, url, tuple(sorted(found))) if found else None


def _plain(member: bytes) -> tuple[str, bytes]:
    """The address that a record is of, and the record as it stands, nothing decoded."""
    try:
        record = next(iter(ArchiveIterator(io.BytesIO(member), no_record_parse=True)))
        named = record.rec_headers
        head = "\r\n".join(f"{name}: {value}" for name, value in named.headers).encode()
        return (named.get_header("WARC-Target-URI") or "").strip(" <>"), head + b"\r\n\r\n" + record.raw_stream.read()
    except Exception:  # Whatever broken bytes make a library raise, nothing can be read in them.
        return "", member


def _decoded(folder: Path, member: bytes) -> Iterator[tuple[bytes, str]]:
    """The body without its content coding; of a revisit that of the record it refers to."""
    try:
        for exchange in exchanges(io.BytesIO(member), lambda named: original_of(folder, named).payload):
            yield exchange.body, header(exchange.headers, "content-type")
    except WarcDamaged:
        return
