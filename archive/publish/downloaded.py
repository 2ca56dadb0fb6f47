"""A downloaded file, opened where it lies: read and never written, with a sentence for what is no download."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.migrating import demand_no_newer, lacking
from archive.record.schema import APPLICATION_ID, READ_WITHOUT, migrations
from archive.record.store import read_record
from archive.sqlite import has_table, open_readonly
from archive.times import damascus_day, unstamp

# The first bytes of a file: what it is, and how it is unpacked (their formats' own documents).
PACKED = {
    b"\x28\xb5\x2f\xfd": "zstd -d {}",
    b"\x1f\x8b": "gunzip -k {}",
    b"\xfd7zXZ\x00": "unxz -k {}",
    b"BZh": "bunzip2 -k {}",
    b"PK\x03\x04": "unzip {}",
}
SQLITE = b"SQLite format 3\x00"
# https://www.sqlite.org/fileformat2.html, section 1.3: the size of a page, who reads with a log beside, how many pages.
HEADER_BYTES, PAGE_SIZE, LOGGED, PAGES = 100, slice(16, 18), slice(18, 20), slice(28, 32)
LARGEST_PAGE, LARGEST_AS_WRITTEN = 65_536, 1
WITH_LOG, WITHOUT_LOG = b"\x02\x02", b"\x01\x01"
SUFFIXES = (".db", ".sqlite", ".sqlite3", ".zst", ".gz", ".xz", ".zip")
NEWEST_CAPTURE = "SELECT max(fetched_at) FROM captures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloaded:
    """What a file says of itself. `as_of` is the instant up to which it knows anything, as the record writes instants:
    of its publication where it is `dated`, else its newest capture; empty in an empty file."""

    as_of: str
    dated: bool
    sample: bool
    source: str

    @property
    def day(self) -> str:
        return damascus_day(unstamp(self.as_of)).isoformat() if self.as_of else ""


def is_download(where: Path) -> bool:
    """Is this a file, or named like one, and no data folder?"""
    return where.is_file() or (not where.is_dir() and where.suffix.lower() in SUFFIXES)


def read_archive(where: Path) -> sqlite3.Connection:
    """Open a data folder's record, or a downloaded file, for reading. Raises BadConfiguration."""
    return open_downloaded(where) if is_download(where) else read_record(DataFolder(where).record)


def read_any(where: Path) -> sqlite3.Connection:
    """Open a data folder's record, that record by its own name, or a downloaded file, for reading. Raises
    BadConfiguration."""
    is_live = where.is_file() and _beginning(where)[0][LOGGED] == WITH_LOG
    return read_record(where) if is_live else read_archive(where)


def describe(path: Path) -> Downloaded:
    """What the table `about` of a file says (docs/data.md). Raises BadConfiguration for what is no download."""
    with closing(open_downloaded(path)) as connection:
        about = (
            dict(connection.execute("SELECT name, value FROM about").fetchall())
            if has_table(connection, "about")
            else {}
        )
        as_of = about.get("published_at") or connection.execute(NEWEST_CAPTURE).fetchone()[0] or ""
    return Downloaded(
        as_of=as_of, dated="published_at" in about, sample="sample" in about, source=about.get("source", "")
    )


def open_downloaded(path: Path) -> sqlite3.Connection:
    """Open a downloaded file for reading; neither it nor anything beside it is written. Raises BadConfiguration."""
    _demand_file(path)
    try:
        connection = open_readonly(path)
    except BadConfiguration as problem:
        raise _damaged(path, problem.__cause__ or problem) from problem
    try:
        _demand_ours(connection, path)
    except BaseException as problem:
        connection.close()
        if isinstance(problem, sqlite3.Error):
            raise _damaged(path, problem) from problem
        raise
    return connection


def _demand_file(path: Path) -> None:
    """What can be told before SQLite reads it."""
    header, size = _beginning(path)
    for beginning, unpack in PACKED.items():
        if header.startswith(beginning):
            raise BadConfiguration(f"{path} is packed. Unpack it first: {unpack.format(path)}")
    if len(header) < HEADER_BYTES or not header.startswith(SQLITE):
        raise BadConfiguration(f"{path} is no downloaded archive: it is no SQLite file.")
    if header[LOGGED] != WITHOUT_LOG:
        raise BadConfiguration(
            f"{path} is a live record, or another program changed it. A live one is read with --data {path.parent};"
            " a download is fetched again."
        )
    page = int.from_bytes(header[PAGE_SIZE])
    whole = (LARGEST_PAGE if page == LARGEST_AS_WRITTEN else page) * int.from_bytes(header[PAGES])
    if size < whole:
        raise BadConfiguration(
            f"{path} is cut short: {size:,} of {whole:,} bytes. Resume the download, or fetch it again."
        )


def _beginning(path: Path) -> tuple[bytes, int]:
    """The first bytes of a file, and how many it has. Raises BadConfiguration where it cannot be read."""
    if path.is_dir():
        raise BadConfiguration(f"{path} is a folder. Name the downloaded file itself.")
    try:
        with path.open("rb") as file:
            return file.read(HEADER_BYTES), path.stat().st_size
    except FileNotFoundError as problem:
        raise BadConfiguration(f"There is no file {path}. Name the downloaded file.") from problem
    except (OSError, ValueError) as problem:
        raise BadConfiguration(f"{path} cannot be read ({getattr(problem, 'strerror', problem)}).") from problem


def _demand_ours(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise BadConfiguration(f"{path} is a database of another program, no downloaded archive.")
    try:
        demand_no_newer(connection, migrations)
    except BadConfiguration as problem:
        raise BadConfiguration(f"{path} was made by a newer Warraq. Install that one to read it.") from problem
    if lacking(connection, migrations) - READ_WITHOUT:
        raise BadConfiguration(
            f"{path} was made by an older Warraq and would have to be changed to be read. Take a newer download, or"
            f" make a data folder of a copy: cp {path} DIR/warraq.db, then warraq reindex --data DIR"
        )


def _damaged(path: Path, problem: BaseException) -> BadConfiguration:
    return BadConfiguration(f"{path} is damaged ({problem}). Compare its sha256, and fetch it again.")
