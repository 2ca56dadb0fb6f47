"""What a file is that is neither a list of captures nor holds any, and what to do next: the answers that archives give
in place of one."""

import gzip
import json
import re
import zlib
from collections.abc import Sequence
from contextlib import suppress
from typing import IO

from archive.warc.foreign_forms import GZIP, ZIP
from archive.warc.zstd_frames import MAGIC as ZSTD

OPENING = 64 * 1024
_AGAIN = "Ask the same index again, later or for less at a time."
_FORMS = "CDX, CDXJ, JSON lines or a table with commas, one field the address (fl=timestamp,original), plain or .gz"
_PACKED = {
    ZIP: "zip",
    b"BZh": "bzip2",
    b"\xfd7zX": "xz",
    ZSTD: "zstd",
    b"7z\xbc\xaf": "7z",
}
_AN_OBJECT = re.compile(rb'(?m)^(?:\xef\xbb\xbf)?\{\s*"')
_RECORDS = re.compile(rb"(?:\xef\xbb\xbf)?WARC/\d|filedesc://")
_TITLE = re.compile(r"(?is)<(?:title|h1|message)\b[^>]*>\s*(.*?)\s*</")
_FAULT = re.compile(r"\w+(?:\.\w+){2,}(?:Exception|Error)\b.*")
_SAID = ("message", "error", "detail", "description")
_LONGEST_SAID, _MOST_ODD = 120, 0.05


def encoding_of(beginning: bytes) -> str:
    """The encoding of a text by its first four bytes: consoles of Windows write UTF-16, with a mark or without."""
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    nothing = [at for at, byte in enumerate(beginning) if byte == 0]
    return "utf-16-le" if nothing == [1, 3] else "utf-16-be" if nothing == [0, 2] else "utf-8-sig"


def packed_as(beginning: bytes) -> str:
    """What to say of a file packed in a way that is not read, by its first four bytes; empty of any other."""
    name = next((name for mark, name in _PACKED.items() if beginning.startswith(mark)), "")
    return f"is packed as {name}, which is not read here. Unpack it, and name the list that is in it." if name else ""


def opening_of(file: IO[bytes]) -> bytes:
    """The first 64 KB of a file, unpacked where it is gzip, as far as they can be read. It is left at its start."""
    file.seek(0)
    packed = file.read(2) == GZIP
    file.seek(0)
    opening = b""
    with suppress(EOFError, OSError, zlib.error):
        opening = (gzip.GzipFile(fileobj=file) if packed else file).read(OPENING)
    file.seek(0)
    return opening


def why_no_captures(opening: bytes, *, is_lines: bool) -> str:
    """What stands behind the name of a file to import that holds no page; empty where it may hold one.

    `opening` as `opening_of` has it; `is_lines`: objects of JSON are wanted, a line each, else records.
    """
    beginning = opening.removeprefix(b"\xef\xbb\xbf").lstrip()
    if is_lines and encoding_of(opening[:4]) != "utf-8-sig":
        return "is UTF-16, which is not read here. Write it as UTF-8 first: iconv -f UTF-16 -t UTF-8"
    if (_AN_OBJECT if is_lines else _RECORDS).search(opening) or not beginning:
        return ""
    if is_lines and beginning.startswith(b"["):
        return "is one array of JSON. Write each of its objects on a line of its own: jq -c '.[]'"
    text = opening.decode("utf-8-sig", "replace").strip()
    if _is_no_text(text):
        return "is no text, and no lines of JSON. Fetch it again." if is_lines else ""
    answer = _answer(text)
    return f"holds no capture but what its server answered: {_short(answer)!r}. Fetch the file again." if answer else ""


def why_none(opening: bytes) -> str:
    """What stands behind a file's name in the sentence that says it is no list of captures; `opening` are its first
    bytes, unpacked."""
    if not opening.strip():
        return f"is empty: the index knows no such capture, or its answer was lost on the way. {_AGAIN}"
    if _RECORDS.match(opening):
        return "holds the captures themselves, and is no list of them. Take it in with: warraq import"
    text = opening.decode(encoding_of(opening[:4]), "replace").strip()
    if _is_no_text(text):
        return f"is no text, and no list of captures. A list is {_FORMS}."
    if answer := _answer(text):
        return f"is no list of captures but what the index answered: {_short(answer)!r}. {_AGAIN}"
    return f"is no list of captures: no column of it is an address. A list is {_FORMS}."


def _short(answer: str) -> str:
    return answer[:_LONGEST_SAID].rstrip(".")


def _is_no_text(text: str) -> bool:
    odd: Sequence[str] = [char for char in text if char == "\ufffd" or (char < " " and char not in "\t\r\n")]
    return len(odd) > _MOST_ODD * len(text)


def _answer(text: str) -> str:
    """What a page, an object of JSON or a report of a fault says; empty where the text is none of these."""
    if text.startswith("<"):
        found = _TITLE.search(text)
        return " ".join((found[1] if found else text.splitlines()[0]).split())
    if text.startswith("{"):
        line = text.splitlines()[0]
        try:
            row = json.loads(line if line.endswith("}") else text)
        except (ValueError, RecursionError):
            return ""
        said = (row.get(name) for name in _SAID) if isinstance(row, dict) else ()
        return next((one for one in said if isinstance(one, str) and one), "")
    fault = _FAULT.match(text)
    return fault[0] if fault else ""
