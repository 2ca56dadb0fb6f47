"""What this archive cosigned of others' logs, as it lies in its downloads: by its own key, and nothing else with it."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from archive.errors import WarraqError
from archive.evidence.checkpoint import CHECKPOINT
from archive.evidence.findings import Archive, Cursor, Step
from archive.evidence.keys import readable_signer
from archive.evidence.notes import Checkpoint, Note, Verifier
from archive.evidence.witness import FOLDER, OWN_KEY, folder_of

FOREIGN = "Warraq puts nothing of this name here."
NO_NOTE = "It is no checkpoint of the log whose name its folder bears."
NOT_OURS = "It does not bear this archive's own signature."
OTHER_KEY = "It is not the key that this archive cosigns with."
NO_KEY = "The key that this archive cosigns with is not there, or cannot be read."
_KEPT = re.compile(rf"(?P<log>[0-9a-f]{{64}})/(?P<name>{CHECKPOINT}|contradiction-[0-9]+)")


class Cosigned:
    """Every file that lies there, and nothing where none does."""

    def total(self, archive: Archive) -> int:
        return len(_files(archive.data.published / FOLDER))

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        folder, signer = archive.data.published / FOLDER, readable_signer(archive.data, "witness")
        for path in _files(folder) if after is None else ():
            name = path.relative_to(folder).as_posix()
            why = _wrong(path, name, signer.verifier) if signer else NO_KEY
            where = f"{archive.data.published.name}/{FOLDER}/{name}"
            yield Step("", 1, [{"what": "log", "where": where, "why": why}] if why else [])


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _wrong(path: Path, name: str, verifier: Verifier) -> str:
    if name == OWN_KEY:
        return "" if path.read_bytes() == f"{verifier}\n".encode() else OTHER_KEY
    if (found := _KEPT.fullmatch(name)) is None:
        return FOREIGN
    with suppress(OSError, ValueError, WarraqError):
        note = Note.parse(path.read_bytes())
        if folder_of(Checkpoint.parse(note.text).origin) == found["log"]:
            # What contradicts what was cosigned is kept as it came.
            return "" if found["name"] != CHECKPOINT or note.cosigned_at(verifier) is not None else NOT_OURS
    return NO_NOTE
