"""Our WARC files by their names: whose, of which day, which of a day; what writes, reads and counts them agrees here.

`YYYY/MM/NAME-YYYYMMDD.warc.gz` is the first of a day, `…-YYYYMMDD-2.warc.gz` the one that follows when it is full.
While somebody writes to one it has OPEN behind its name: no other tool takes it for a file that is whole. Rows and
revisits tell the name without; who reads finds it under either.
"""

import re
from contextlib import suppress
from datetime import datetime
from glob import escape
from pathlib import Path
from typing import BinaryIO

# What WarcAppender names its files; nothing else in the folder, or outside of it, is opened.
OPEN = ".open"
_WRITTEN = re.compile(rf"[^/\x00]+\.warc\.gz({re.escape(OPEN)}|\.cut-\d+)?", re.ASCII)
_FOLDER = re.compile(r"[0-9]{4}(/[0-9]{2})?")
OURS = re.compile(r"[0-9]{4}/[0-9]{2}/(?P<name>[^/\x00]+)-(?P<day>[0-9]{8})(?:-(?P<number>[1-9][0-9]{0,5}))?\.warc\.gz")


def is_ours(warc_file: str) -> bool:
    """Is this a name that we give, of a file inside the folder?"""
    return OURS.fullmatch(warc_file) is not None and ".." not in Path(warc_file).parts


def writer_of(warc_file: str) -> str:
    """Under whose NAME, and so under which lock, a file of ours is written; empty for another's."""
    found = OURS.fullmatch(warc_file)
    return found["name"] if found else ""


def day_of(warc_file: str) -> str:
    """`20261122`, the day in UTC on which a file of ours was written; empty for another's."""
    found = OURS.fullmatch(warc_file)
    return found["day"] if found else ""


def open_name(path: Path) -> Path:
    """Where a file of this name lies while it is written."""
    return path.with_name(f"{path.name}{OPEN}")


def lying(path: Path) -> Path:
    """Where a file of this name lies now; `path` itself where it is under neither name."""
    # Who writes may give it its name between two looks.
    return next((one for one in (path, open_name(path), path) if one.is_file()), path)


def open_file(path: Path) -> BinaryIO:
    """Open a file of this name for reading, wherever it lies. Raises OSError."""
    for one in (path, open_name(path)):
        with suppress(FileNotFoundError):
            return one.open("rb")
    return path.open("rb")


def all_names(folder: Path) -> set[str]:
    """The names of all WARC files in the folder, those that are being written among them."""
    found = (path for pattern in ("*.warc.gz", f"*.warc.gz{OPEN}") for path in folder.rglob(pattern))
    return {_named(folder, path).removesuffix(OPEN) for path in found}


def is_written_name(name: str) -> bool:
    """Is a file of this name one of ours: closed, being written, or what was cut off one?"""
    return _WRITTEN.fullmatch(name) is not None


def is_folder(name: str) -> bool:
    """Is this a folder that we make within the folder of WARC files, of a year or of its month?"""
    return _FOLDER.fullmatch(name) is not None


def files_of(folder: Path, name: str, at: datetime | None = None) -> list[Path]:
    """All files written under NAME, or those of the day of an instant, in the order in which they were begun. One that
    is being written is told by the name that it will have: `lying` says where it is."""
    written = f"{escape(name)}-"
    pattern = f"{at:%Y/%m}/{written}{at:%Y%m%d}*.warc.gz" if at else f"*/*/{written}*.warc.gz"
    found = {path.with_name(path.name.removesuffix(OPEN)) for one in ("", OPEN) for path in folder.glob(pattern + one)}
    return sorted(
        # Another's name may begin with this one.
        (path for path in found if writer_of(_named(folder, path)) == name),
        key=lambda path: _order(_named(folder, path)),
    )


def file_of_day(folder: Path, name: str, at: datetime, number: int = 1) -> Path:
    """One of the files that take what is written under NAME on the day, in UTC, of an instant."""
    following = f"-{number}" if number > 1 else ""
    return folder / f"{at:%Y}" / f"{at:%m}" / f"{name}-{at:%Y%m%d}{following}.warc.gz"


def number_of(warc_file: str) -> int:
    """Which of its day a file of ours is: 1, 2 …; 0 for another's."""
    found = OURS.fullmatch(warc_file)
    return int(found["number"] or 1) if found else 0


def _named(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _order(warc_file: str) -> tuple[str, int]:
    return day_of(warc_file), number_of(warc_file)
