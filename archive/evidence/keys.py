"""The private keys of an archive: one signs its log, one what it saw of others' logs. Made once, never in a backup.

So an archive that is restored elsewhere begins a log of its own, and nobody meets two trees under one name.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from archive.data_folder import DataFolder, sync
from archive.errors import BadConfiguration
from archive.evidence.notes import COSIGNATURE, ED25519, SEED_BYTES, BadNote, Signer

Purpose = Literal["log", "witness"]
PURPOSES: tuple[Purpose, ...] = ("log", "witness")
_ALGORITHMS = {"log": ED25519, "witness": COSIGNATURE}
_ONLY_OURS = 0o077


def key_file(data: DataFolder, purpose: Purpose) -> Path:
    return data.root / "keys" / f"{purpose}.key"


def known_signer(data: DataFolder, purpose: Purpose) -> Signer | None:
    """The key of a purpose; None where none was made yet. Raises BadConfiguration for one that is damaged, or that
    others may read."""
    path = key_file(data, purpose)
    try:
        mode, text = path.stat().st_mode, path.read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as problem:
        raise BadConfiguration(f"{path} cannot be read ({problem}). Restore it, or move it away.") from problem
    if mode & _ONLY_OURS:
        raise BadConfiguration(f"{path} is a private key that others may read. Say: chmod 600 {path}")
    try:
        found = Signer.parse(text)
    except BadNote as problem:
        raise BadConfiguration(f"{path} is damaged. {problem} Restore it, or move it away.") from problem
    if found.algorithm != _ALGORITHMS[purpose]:
        raise BadConfiguration(f"{path} is a key for another purpose. Put back the right one.")
    return found


def readable_signer(data: DataFolder, purpose: Purpose) -> Signer | None:
    """The key of a purpose; None, too, where it is damaged: for those who check everything, and name that elsewhere."""
    with suppress(BadConfiguration):
        return known_signer(data, purpose)
    return None


def signer(data: DataFolder, purpose: Purpose, public_address: str) -> Signer:
    """The key of a purpose, made where there is none: its name is the host of the archive's public address, or
    `warraq`, and a random number. Raises BadConfiguration."""
    return known_signer(data, purpose) or make(data, purpose, _new_name(purpose, public_address))


def make(data: DataFolder, purpose: Purpose, name: str) -> Signer:
    """A new key under this name. Of two processes that make one at once, both get the same."""
    path = key_file(data, purpose)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    made = Signer(name, _ALGORITHMS[purpose], secrets.token_bytes(SEED_BYTES))
    new = path.with_name(f"{path.name}-{os.getpid()}")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        handle.write(f"{made}\n")
        handle.flush()
        os.fsync(handle.fileno())
    try:
        # Unlike a rename, a link never replaces the key that is there.
        path.hardlink_to(new)
    except FileExistsError:
        made = known_signer(data, purpose) or made
    new.unlink()
    for folder in (path.parent, data.root):
        sync(folder)
    return made


def _new_name(purpose: Purpose, public_address: str) -> str:
    try:
        host = (urlsplit(public_address).hostname or "").encode("idna").decode()
    except UnicodeError:
        host = ""
    return f"{host or 'warraq'}/{purpose}/{secrets.token_hex(8)}"
