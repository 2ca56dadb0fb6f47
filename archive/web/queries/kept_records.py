"""The bytes behind a capture, read back from its WARC file and held against its row; done on threads of their own.

Nothing here waits in the event loop, and slow captures wait for one another, never for the pages that ask the record.
Making a page inert runs C code over foreign bytes, so it is done in a process that can be killed.
"""

import asyncio
import hashlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import unquote

from archive.reading.charset import decode
from archive.reading.inert_page import InertPage, inert
from archive.reading.killable import KillableProcess
from archive.record.rows import KeptCaptureRow
from archive.warc.content_coding import StillCodedError, decoded
from archive.warc.kept_record import KeptRecord, NotKept, read_kept, stored_with_original
from archive.warc.reader import BODY_LIMIT

T = TypeVar("T")
THREADS = 2
# What a crawl takes at most, and longer than any article; a longer page is there to be downloaded.
SHOWN_LIMIT = 8 * 1024 * 1024
SECONDS, MEMORY_MB = 4.0, 300
# no_file … digest: see kept_record.Fault. other_record: it is of another address. sha256: another body than the row's.
Fault = Literal["", "no_file", "unreadable", "not_whole", "original", "digest", "other_record", "sha256"]
# html: in the frame. text: in the frame, as text. bytes: to be downloaded. coded: it cannot be decoded. long: longer
# than SHOWN_LIMIT. empty: an answer without a body. none: nothing was kept, or it is not what the row says.
Form = Literal["html", "text", "bytes", "coded", "long", "empty", "none"]
HTML = ("text/html", "application/xhtml")
TEXT = ("text/", "application/json", "application/xml", "application/javascript", "image/svg")
_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="kept")
_own = threading.local()


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture's bytes: `record` where one could be read, `fault` the first check that failed, `form` how it can be
    shown, `body` without its content codings (empty unless form is html, text, long or bytes). `is_stored`: there are
    bytes at its place, whatever they are worth."""

    record: KeptRecord | None
    fault: Fault
    form: Form
    body: bytes = b""
    is_stored: bool = True


async def in_thread(work: Callable[[], T]) -> T:
    """Run what reads bytes on one of our threads."""
    return await asyncio.get_running_loop().run_in_executor(_threads, work)


def read_back(folder: Path, capture: KeptCaptureRow) -> Kept:
    """The bytes of a capture, checked against its row. A `fault` is told, not raised."""
    if not capture["warc_file"]:
        return Kept(None, "", "none", is_stored=False)
    try:
        record = read_kept(folder, capture["warc_file"], capture["warc_offset"], capture["warc_length"])
    except NotKept as problem:
        return Kept(None, problem.fault, "none", is_stored=_is_stored(folder, capture))
    if unquote(record.url) != unquote(capture["url"]):
        return Kept(record, "other_record", "none")
    if hashlib.sha256(record.payload).hexdigest() != capture["body_sha256"]:
        return Kept(record, "sha256", "none")
    try:
        body = decoded(record.payload, record.headers, BODY_LIMIT)
    except StillCodedError:
        return Kept(record, "", "coded")
    return Kept(record, "", form_of(capture["content_type"], body), body)


def stored(folder: Path, capture: KeptCaptureRow, before: int = 0) -> tuple[int, Iterator[bytes]]:
    """The record as it is stored, with so many bytes of the capture before it, after the record that holds its body
    where it is a revisit: its bytes, how many first.

    Raises NotKept where its file is not there, or ends before it does.
    """
    place = capture["warc_file"], capture["warc_offset"], capture["warc_length"]
    return stored_with_original(folder, *place, before)


def _is_stored(folder: Path, capture: KeptCaptureRow) -> bool:
    try:
        stored(folder, capture)
    except NotKept:
        return False
    return True


def form_of(content_type: str, body: bytes) -> Form:
    """How a body can be shown, by what its server says it is: nothing is taken for a page that says otherwise."""
    kind = content_type.partition(";")[0].strip().lower()
    if not body:
        return "empty"
    if kind.startswith(HTML) or (not kind and body.lstrip()[:1] == b"<"):
        return "html" if len(body) <= SHOWN_LIMIT else "long"
    if kind.startswith(TEXT) or kind.endswith(("+xml", "+json")):
        return "text" if len(body) <= SHOWN_LIMIT else "long"
    return "bytes"


def inert_page(kept: Kept, content_type: str) -> InertPage | None:
    """The page for the frame; None where it is too much for a browser's patience: made to be, or broken."""
    try:
        return _process().call(inert, kept.body, content_type)
    except Exception:  # Too long, too much, no process to be had, or any fault that foreign bytes find in a parser.
        return None


def text_of(body: bytes, content_type: str) -> str:
    """A body as text, in whatever charset it came; for bodies of the forms html and text."""
    return decode(body, content_type).text.lstrip("\ufeff")


def _process() -> KillableProcess:
    """The process of this thread, started at its first page."""
    if not hasattr(_own, "process"):
        _own.process = KillableProcess(SECONDS, MEMORY_MB, "archive.reading.inert_page")
    process: KillableProcess = _own.process
    return process
