"""Two archives that check each other: what another one signed is held against what was seen of it before, and cosigned.

Pull alone (c2sp.org/tlog-cosignature; the place of what was cosigned is that of c2sp.org/tlog-witness): both sides stay
static files. A tree that does not begin with the one seen before is never cosigned, and neither is a smaller one.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from archive.crawl_state.witnessed_logs import Witnessed, WitnessedRow
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, BadInput, WarraqError
from archive.evidence import keys
from archive.evidence._durable_files import DurableFolder
from archive.evidence.checkpoint import CHECKPOINT, VERIFIER
from archive.evidence.merkle import consistency_proof, is_consistent, root
from archive.evidence.notes import ED25519, Checkpoint, Note, Verifier
from archive.evidence.tiles import node_from

# Gives a file of the other's downloads by its path. Raises WarraqError.
Fetch = Callable[[str], bytes]
FOLDER, OWN_KEY = "witness", "vkey"
BUSY = "Another warraq witness is running on this data folder; wait for it to end."


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a log: its name, leaves and key. `before` is the size seen last, None at the first time; `why`
    says, where it is not `consistent`, what was found. `cosigned_by` is our name as a witness, else empty."""

    origin: str
    size: int
    consistent: bool
    before: int | None
    verifier: str
    cosigned_by: str
    why: str


@dataclass(frozen=True, slots=True)
class _Other:
    """The other archive at one moment."""

    note: Note
    checkpoint: Checkpoint
    verifier: Verifier
    fetch: Fetch


def witness(data: DataFolder, url: str, fetch: Fetch, at: datetime, public_address: str, key: str = "") -> Seen:
    """Hold the log at an address against what was seen of it, and cosign it where it only grew.

    `key` is its verifier key as its operator told it; without it the first one seen is believed, and no other later.
    Raises BadInput for what is no signed log or another one than before, BadNote, and whatever `fetch` raises.
    """
    with data.make().lock("witness", BUSY), Witnessed(data.service) as state:
        other = _looked_at(state, url, fetch, key)
        before = state.of(other.checkpoint.origin)
        why = _rewritten(other, before)
        seen = Seen(*other.checkpoint[:2], not why, before["size"] if before else None, str(other.verifier), "", why)
        if why:
            _keep_contradiction(data, other)
            return seen
        row: WitnessedRow = {
            "origin": other.checkpoint.origin,
            "url": url,
            "verifier": str(other.verifier),
            "size": other.checkpoint.size,
            "root": other.checkpoint.root.hex(),
            "at": "",
        }
        if not state.saw(row, before, at):
            raise WarraqError(BUSY)
        return _cosigned(data, seen, other, at, public_address)


def verifiers(data: DataFolder) -> dict[str, str]:
    """The keys by which others know this archive: of its log, and as a witness; those that were made."""
    known = {purpose: keys.known_signer(data, purpose) for purpose in keys.PURPOSES}
    return {purpose: str(signer.verifier) for purpose, signer in known.items() if signer}


def folder_of(origin: str) -> str:
    """The folder, below that of what was witnessed, that a log's cosigned checkpoint lies in."""
    return hashlib.sha256(origin.encode()).hexdigest()


def _looked_at(state: Witnessed, url: str, fetch: Fetch, key: str) -> _Other:
    note = Note.parse(fetch(CHECKPOINT))
    found = Checkpoint.parse(note.text)
    known = state.of(found.origin)
    if known is None and (last := state.at(url)) and not key:
        raise BadInput(
            f"{url} had the log {last['origin']}, and now shows {found.origin}. Ask its operator whether another was"
            " begun after a restore, and name its key: --key"
        )
    verifier = Verifier.parse(key or (known["verifier"] if known else fetch(VERIFIER).decode("ascii", "replace")))
    if known and known["verifier"] != str(verifier):
        raise BadConfiguration(f"{found.origin} was first seen with another key: {known['verifier']}")
    if (verifier.name, verifier.algorithm) != (found.origin, ED25519) or not note.is_signed_by(verifier):
        raise BadInput(f"What {url} shows as its checkpoint is not signed by {verifier}. Nothing was cosigned.")
    return _Other(note, found, verifier, fetch)


def _rewritten(other: _Other, before: WitnessedRow | None) -> str:
    """Why a log is not one that only grew since; empty where it is."""
    size, tree_root = other.checkpoint.size, other.checkpoint.root
    node = node_from(other.fetch, size)
    if size and root(size, node) != tree_root:
        return "its tiles do not give the root that it signed"
    if before is None:
        return ""
    old, old_root = before["size"], bytes.fromhex(before["root"])
    if size < old:
        return f"it has {size} leaves, and {old} were signed before"
    proof = consistency_proof(old, size, node)
    if not is_consistent(old, old_root, size, tree_root, proof):
        return f"its first {old} leaves are not those that it signed before"
    return ""


def _keep_contradiction(data: DataFolder, other: _Other) -> None:
    """Two notes signed by one key that cannot both be true are the proof: the other is what was cosigned before."""
    folder = DurableFolder(_folder(data))
    folder.put(f"{folder_of(other.checkpoint.origin)}/contradiction-{other.checkpoint.size}", str(other.note).encode())
    folder.settle()


def _cosigned(data: DataFolder, seen: Seen, other: _Other, at: datetime, public_address: str) -> Seen:
    signer = keys.signer(data, "witness", public_address)
    note = f"{other.note}{signer.cosign(other.note.text, int(at.timestamp()))}".encode()
    folder = DurableFolder(_folder(data))
    folder.put(f"{folder_of(seen.origin)}/{CHECKPOINT}", note)
    folder.put(OWN_KEY, f"{signer.verifier}\n".encode())
    folder.settle()
    return replace(seen, cosigned_by=signer.name)


def _folder(data: DataFolder) -> Path:
    folder = data.published / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder
