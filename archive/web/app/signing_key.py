"""The key that signs who is signed in: kept in the data folder, so that a restart signs nobody out.

Beside the record for this machine alone: in no download, readable by its owner only.
"""

import base64
import binascii
import hmac
import json
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

FILE = "signing.key"
KEY = re.compile(r"[0-9a-f]{64}")


def signing_key(folder: Path, otherwise: str) -> str:
    """The key of a data folder, made where there is none; `otherwise` where none can be kept or read there."""
    path = folder / FILE
    try:
        if not path.exists():
            _make(path)
        found = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return otherwise
    return found if KEY.fullmatch(found) else otherwise


def _make(path: Path) -> None:
    """Whoever comes second finds the first one's whole: it gets its name when it is written."""
    mine = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    with suppress(FileExistsError):
        os.link(mine, path)
    mine.unlink()


def sealed(key: str, purpose: str, content: object) -> str:
    """The content as text that a cookie holds, with what proves that it was written here, for this purpose."""
    text = base64.urlsafe_b64encode(json.dumps(content).encode()).decode("ascii").rstrip("=")
    return f"{text}.{_seal(key, purpose, text)}"


def unsealed(key: str, purpose: str, cookie: str) -> object:
    """What was sealed; None for anything that was not, or for another purpose."""
    text, _, seal = cookie.partition(".")
    if not (cookie.isascii() and hmac.compare_digest(seal, _seal(key, purpose, text))):
        return None
    try:
        return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        return None


def _seal(key: str, purpose: str, text: str) -> str:
    return hmac.digest(key.encode(), f"{purpose} {text}".encode(), "sha256").hex()
