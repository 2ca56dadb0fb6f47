"""What was cosigned of another log is held against the key of this archive, and what is none of it is named."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence.checkpoint import sign
from archive.evidence.cosigned import FOREIGN, NO_KEY, NO_NOTE, NOT_OURS, OTHER_KEY, Cosigned
from archive.evidence.witness import folder_of, witness
from archive.record.store import open_record
from tests.support.changed_by_hand import found_bad
from tests.support.signed_log import grow

bad = partial(found_bad, Cosigned())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What an archive cosigned of another."""
    other, ours = DataFolder(tmp_path / "other"), DataFolder(tmp_path / "ours").make()
    open_record(ours.record).close()
    grow(other.root, 3)
    signed = sign(other, "https://other.example")
    assert signed is not None
    witness(ours, "https://o.example", lambda path: (other.published / path).read_bytes(), datetime.now(UTC), "", "")
    assert bad(ours) == []
    return ours.published / "witness" / folder_of(signed.origin)


def unsign(folder: Path) -> object:
    text = (folder / "checkpoint").read_text()
    return (folder / "checkpoint").write_text("\n".join(text.split("\n")[:-2]) + "\n")


@pytest.mark.parametrize(
    ("damage", "name", "why"),
    [
        (unsign, "{}/checkpoint", NOT_OURS),
        (lambda folder: (folder / "checkpoint").write_text("x"), "{}/checkpoint", NO_NOTE),
        (lambda folder: folder.rename(folder.with_name("0" * 64)), f"{'0' * 64}/checkpoint", NO_NOTE),
        (lambda folder: (folder / "notes").write_text("x"), "{}/notes", FOREIGN),
        (lambda folder: (folder.parent / "vkey").write_text("x"), "vkey", OTHER_KEY),
    ],
)
def test_what_is_not_as_it_was_cosigned_is_named(
    folder: Path, damage: Callable[[Path], object], name: str, why: str
) -> None:
    data = DataFolder(folder.parents[2])
    damage(folder)
    assert bad(data) == [(f"published/witness/{name.format(folder.name)}", why)]


def test_a_key_that_is_gone_is_named_with_what_it_signed(folder: Path) -> None:
    data = DataFolder(folder.parents[2])
    (data.root / "keys/witness.key").unlink()
    assert [why for _, why in bad(data)] == [NO_KEY, NO_KEY]
