"""The name of the code that a process runs and of the outlets it knows: equal where the same page is read the same."""

import hashlib
import sys
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from archive.reading.rules_id import LIBRARIES, rules_id
from spiders.registry import outlets

PACKAGES = ("archive", "spiders", "scheduler")


def code_version() -> str:
    """Sixteen hexadecimal digits, of the sources of this release, its libraries, Python and every outlet's rules."""
    digest = hashlib.sha256(_sources())
    for name, outlet in sorted(outlets().items()):
        digest.update(f"{name} {rules_id(outlet)}\n".encode())
    return digest.hexdigest()[:16]


@cache
def _sources() -> bytes:
    digest = hashlib.sha256(f"{sys.version_info[:2]} {LIBRARIES}\n".encode())
    for package in PACKAGES:
        _add(digest, files(package), package)
    return digest.digest()


def _add(digest: "hashlib._Hash", folder: Traversable, name: str) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            _add(digest, entry, f"{name}/{entry.name}")
        elif entry.name.endswith(".py"):
            content = entry.read_bytes()
            digest.update(f"{name}/{entry.name} {len(content)}\n".encode() + content)
