"""The checks of an archive, in the order in which what they find hurts; and those of a single article."""

from collections.abc import Mapping, Sequence

from archive.copies.checking import Sketches
from archive.evidence._counts import Counts
from archive.evidence._derived import Copies, Index, Pages
from archive.evidence._edits import Edits
from archive.evidence._entries import Entered, Entries
from archive.evidence._files import Files
from archive.evidence._index_words import IndexWords
from archive.evidence._schema import Schema
from archive.evidence._stories import Stories
from archive.evidence._texts import Texts
from archive.evidence.findings import Check
from archive.evidence.rereading import Rereading
from archive.model import Outlet
from archive.reading.worker import Reader


def checks_of_archive(outlets: Mapping[str, Outlet], reader: Reader) -> Mapping[str, Check]:
    """By the names that a progress bar shows. `outlets` are those whose pages can be read again here."""
    return {
        "database": Pages(),
        "schema": Schema(),
        "captures": Files(),
        "log": Entries(),
        "log of rows": Entered(),
        "texts": Texts(),
        "index": Index(),
        "words of the index": IndexWords(),
        "copies": Copies(),
        "sketches": Sketches(),
        "stories": Stories(),
        "edits": Edits(),
        "counts": Counts(),
        "readings": Rereading(outlets, reader),
    }


def checks_of_snapshot() -> Sequence[Check]:
    """That a file among many has our tables and no others, and that each row is as the log in it says."""
    return Schema(), Entries(), Entered()


def checks_of_download() -> Mapping[str, Check]:
    """Of a file without the bytes it was read from."""
    return {
        "database": Pages(),
        "schema": Schema(),
        "log": Entries(),
        "log of rows": Entered(),
        "texts": Texts(),
        "index": Index(),
        "words of the index": IndexWords(),
        "copies": Copies(),
        "stories": Stories(),
        "edits": Edits(),
        "counts": Counts(),
    }
