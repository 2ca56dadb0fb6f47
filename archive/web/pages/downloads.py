"""The downloads page and the files behind it: dated, immutable, resumable.

A name is served only when published/manifest.json lists it: nothing else in the folder, or beside it, can be asked for.
"""

import asyncio
import re
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.evidence.checkpoint import published_head
from archive.publish.entries import DeltaEntry, FileEntry, ParquetEntry, SnapshotEntry
from archive.publish.manifest import files_of, read_deltas, read_manifest
from archive.web.app.compat import Datasette, Request, Response, data_folder
from archive.web.app.headers import Send, as_file, start_answer
from archive.web.app.page import page, permalink, problem

CHUNK_BYTES = 256 * 1024
DATED = re.compile(r"[a-z0-9-]*\d{4}-\d{2}-\d{2}[a-zA-Z0-9-]*(\.[a-z0-9]+){1,2}", re.ASCII)
MOST_DIGITS = 18
# As registered with IANA; a delta is packed JSON lines, and whoever asks for it gets it packed.
KINDS = {
    ".db": "application/vnd.sqlite3",
    ".gz": "application/gzip",
    ".zst": "application/zstd",
    ".parquet": "application/vnd.apache.parquet",
}
RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)


def snapshots(folder: DataFolder) -> list[SnapshotEntry] | None:
    """What the manifest lists and the folder holds, the newest first; None when the manifest cannot be read."""
    try:
        return [entry for entry in read_manifest(folder) if servable(folder.published, entry)]
    except (OSError, TypeError, KeyError, WarraqError):
        return None


def servable(published: Path, entry: FileEntry) -> bool:
    return DATED.fullmatch(entry["file"]) is not None and (published / entry["file"]).is_file()


def daily_parts(folder: DataFolder, found: Sequence[SnapshotEntry]) -> list[DeltaEntry]:
    """The deltas, the newest first, those too whose snapshots are no longer offered."""
    parts = [*(delta for entry in found if (delta := entry.get("delta"))), *read_deltas(folder)]
    return sorted(parts, key=lambda delta: delta.get("made_at", ""), reverse=True)


class Year(NamedTuple):
    """The months of a year as Parquet, the newest first."""

    year: str
    months: int
    files: list[ParquetEntry]

    @property
    def bytes(self) -> int:
        return sum(file["bytes"] for file in self.files)


def years(files: Sequence[ParquetEntry]) -> list[Year]:
    """The files that are months of tables, by years, the newest first."""
    by_month = sorted((file for file in files if "month" in file), key=lambda file: file["month"], reverse=True)
    found = ((year, list(of_year)) for year, of_year in groupby(by_month, lambda file: file["month"][:4]))
    return [Year(year, len({file["month"] for file in of_year}), of_year) for year, of_year in found]


def entry_of(folder: DataFolder, name: str) -> FileEntry | None:
    """The manifest's entry for a published file of this name, if it is there to be sent."""
    found = snapshots(folder)
    if found is None:
        return None
    entries: list[SnapshotEntry | DeltaEntry] = [*found, *read_deltas(folder)]
    files = (file for entry in entries for file in files_of(entry))
    return next((file for file in files if file["file"] == name and servable(folder.published, file)), None)


async def view(datasette: Datasette, request: Request) -> Response:
    """What can be taken home, its size and hash, and how to check and use it."""
    folder = data_folder(datasette)
    found = snapshots(folder)
    parts = daily_parts(folder, found) if found else []
    parquet = found[0].get("parquet", []) if found else []
    values = {
        "files": found or [],
        "tables": [file for file in parquet if "month" not in file],
        "years": years(parquet),
        "older": [entry.get("packed") or entry for entry in (found or [])[1:]],
        "parts_of_days": parts,
        "readable": found is not None,
        "address": permalink(request, ""),
        "log": published_head(folder),
    }
    return await page(datasette, request, "downloads", values)


async def download(datasette: Datasette, request: Request, send: Send) -> Response | None:
    """Send one published file, or the single range of it that was asked for (RFC 9110, section 14)."""
    name = request.url_vars["file"]
    folder = data_folder(datasette)
    entry = entry_of(folder, name)
    if entry is None:
        return await problem(datasette, request, "no_file", 404)
    path = folder.published / name
    size = path.stat().st_size
    etag = f'"{entry["sha256"]}"'
    headers = {
        "accept-ranges": "bytes",
        "etag": etag,
        "cache-control": "public, max-age=31536000, immutable",
        "content-type": KINDS.get(path.suffix, "application/octet-stream"),
        **as_file(name),
    }
    if etag in request.headers.get("if-none-match", ""):
        await start_answer(send, 304, headers)
        await send({"type": "http.response.body", "body": b""})
        return None
    wanted = wanted_range(request.headers, etag, size)
    if wanted is None:
        await start_answer(send, 416, headers | {"content-range": f"bytes */{size}", "content-length": "0"})
        await send({"type": "http.response.body", "body": b""})
        return None
    first, last = wanted
    if "range" in request.headers and (first, last) != (0, size - 1):
        headers["content-range"] = f"bytes {first}-{last}/{size}"
    await start_answer(
        send, 206 if "content-range" in headers else 200, headers | {"content-length": str(last - first + 1)}
    )
    await stream(send, path, first, last, with_body=request.method != "HEAD")
    return None


def wanted_range(headers: dict[str, str], etag: str, size: int) -> tuple[int, int] | None:
    """First and last byte to send: all of it where no usable single range is asked for; None when that lies outside."""
    match = RANGE.fullmatch(headers.get("range", "").strip())
    if match is None or match.groups() == ("", "") or headers.get("if-range", etag) != etag:
        return 0, size - 1
    first, last = (position(digits) for digits in match.groups())
    if first is None:
        return (max(size - (last or 0), 0), size - 1) if last else None
    end = size - 1 if last is None else min(last, size - 1)
    if first >= size:
        return None
    return (first, end) if first <= end else (0, size - 1)


def position(digits: str) -> int | None:
    """A place in a file; None where none is named. More digits than any file needs mean behind its end."""
    digits = digits.lstrip("0") or digits[:1]
    return (int(digits) if len(digits) < MOST_DIGITS else sys.maxsize) if digits else None


async def stream(send: Send, path: Path, first: int, last: int, *, with_body: bool) -> None:
    """Send bytes first..last; a file already opened stays whole even when its name is removed meanwhile."""
    left = last - first + 1 if with_body else 0
    with path.open("rb") as file:
        file.seek(first)
        while left > 0:
            chunk = await asyncio.to_thread(file.read, min(CHUNK_BYTES, left))
            if not chunk:
                raise OSError(f"{path.name} is shorter than it was")
            left -= len(chunk)
            await send({"type": "http.response.body", "body": chunk, "more_body": left > 0})
    if not with_body or first > last:
        await send({"type": "http.response.body", "body": b""})
