"""What a partner cosigned of our log, picked up from its downloads and put under our own checkpoint.

So whoever takes our checkpoint home, in a bundle too, has with it who else saw the log, and when. The text that is
signed stays as it is; c2sp.org/tlog-cosignature.
"""

from contextlib import suppress

from archive.data_folder import DataFolder
from archive.errors import AlreadyRunning, WarraqError
from archive.evidence import keys
from archive.evidence._durable_files import DurableFolder, content_of
from archive.evidence.checkpoint import BUSY, CHECKPOINT, KEPT
from archive.evidence.notes import COSIGNATURE, Checkpoint, Note, Verifier
from archive.evidence.witness import FOLDER, OWN_KEY, Fetch, folder_of


def pick_up(data: DataFolder, fetch: Fetch) -> int | None:
    """Put the signature of a partner, whose downloads `fetch` gives, under the checkpoint of ours that it stands for.

    Returns how many leaves that has; None where it has none, or one of a text that we did not sign, or a publish is
    running: the next time comes.
    """
    ours = keys.known_signer(data, "log")
    if ours is None:
        return None
    with suppress(WarraqError):
        theirs = Note.parse(fetch(f"{FOLDER}/{folder_of(ours.name)}/{CHECKPOINT}"))
        partner = Verifier.parse(fetch(f"{FOLDER}/{OWN_KEY}").decode("ascii", "replace"))
        if partner.algorithm == COSIGNATURE and theirs.cosigned_at(partner) is not None:
            return _added(data, theirs, partner)
    return None


def _added(data: DataFolder, theirs: Note, partner: Verifier) -> int | None:
    size = Checkpoint.parse(theirs.text).size
    with suppress(AlreadyRunning), data.lock("publish", BUSY):
        folder, is_ours = DurableFolder(data.published), False
        for name in (f"{KEPT}/{size}", CHECKPOINT):
            content = content_of(data.published / name)
            if content is not None and (note := Note.parse(content)).text == theirs.text:
                folder.put(name, str(_with(note, theirs, partner)).encode())
                is_ours = True
        folder.settle()
        return size if is_ours else None
    return None


def _with(note: Note, theirs: Note, partner: Verifier) -> Note:
    """A note with the newest signature of the partner, in the place of an earlier one."""
    of_it = [line for line in (*note.signatures, *theirs.signatures) if _at(theirs.text, line, partner)]
    newest = max(of_it, key=lambda line: _at(theirs.text, line, partner))
    if [line for line in note.signatures if line in of_it] == [newest]:
        return note
    return Note(note.text, (*(line for line in note.signatures if line not in of_it), newest))


def _at(text: str, line: tuple[str, bytes], partner: Verifier) -> int:
    """When the partner signed by this line; 0 where it did not."""
    return Note(text, (line,)).cosigned_at(partner) or 0
