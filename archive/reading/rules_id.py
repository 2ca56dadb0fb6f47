"""The id of the rules that a text was read by, computed from everything that decides a reading.

Two readings under one id differ because the page does; under two ids the difference may be ours and is never told as an
edit by the outlet. Computed when it is first imported, with the code that reads: files that an upgrade puts in the
place of running code change nothing for that process.
"""

import hashlib
import inspect
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from archive.exchange import header
from archive.identity.urls import LONGEST_ADDRESS, TWIN_HOSTS, UNWRITABLE
from archive.model import Outlet

LIBRARIES = (
    *("trafilatura", "lxml", "lxml-html-clean", "selectolax", "htmldate", "justext", "courlan"),
    # It tells a line that is only a date.
    "hijridate",
)
# What the root does for a reading: which charset a page is sent in.
FUNCTIONS = (header,)
# What tells a link to the outlet's own hosts.
OF_ADDRESSES = (TWIN_HOSTS.pattern, UNWRITABLE.pattern, LONGEST_ADDRESS)
# What reading takes of the package of Arabic text: how lines are folded for comparing, references resolved,
# languages told.
TEXT_FILES = (
    *("folding.py", "languages.py", "letters.py", "lines.py", "references.py", "split_words.py"),
    *("sqlite_tokens.py", "sqlite_tokens.txt"),
)
# The fields of an outlet's file that a reading asks for.
OUTLET_FIELDS = (
    *("title", "title_en", "home", "hosts", "lang", "timezone"),
    *("body", "drop", "junk_lines", "credit_lines", "channel", "layouts"),
)


@lru_cache(maxsize=256)
def rules_id(outlet: Outlet) -> str:
    """Twelve hexadecimal digits that name today's rules for an outlet's pages."""
    digest = _SHARED_BY_ALL.copy()
    for name in OUTLET_FIELDS:
        digest.update(f"{name}={getattr(outlet, name)!r}\n".encode())
    return digest.hexdigest()[:12]


def _sources() -> Iterator[Traversable]:
    yield from sorted(_own(files("archive.reading")), key=lambda file: file.name)
    yield from (files("archive.text") / name for name in TEXT_FILES)


def _own(package: Traversable) -> Iterator[Traversable]:
    return (file for file in package.iterdir() if file.is_file() and not file.name.endswith(".pyc"))


def _digest_of_what_all_share() -> "hashlib._Hash":
    digest = hashlib.sha256()
    # Python brings the table of what is a letter, a mark, a digit.
    digest.update(f"unicode {unicodedata.unidata_version}\n".encode())
    for name in LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    digest.update(ascii(OF_ADDRESSES).encode())
    for function in FUNCTIONS:
        digest.update(inspect.getsource(function).encode())
    for file in _sources():
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)}\n".encode() + content)
    return digest


_SHARED_BY_ALL = _digest_of_what_all_share()
