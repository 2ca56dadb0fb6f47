"""A log that only grew is cosigned; whatever else it shows later is not, and the proof of that is kept."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.crawl_state.witnessed_logs import Witnessed
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, BadInput
from archive.evidence.checkpoint import begin_anew, sign
from archive.evidence.notes import ED25519, Note, Signer, Verifier
from archive.evidence.tiles import BadTile
from archive.evidence.witness import Fetch, Seen, folder_of, verifiers, witness
from tests.support.signed_log import cut, grow, verified

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
URL = "https://other.example"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another archive, whose log of 300 leaves is signed."""
    return grown(tmp_path / "other", 300)


@pytest.fixture
def ours(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "ours")


def grown(data: Path, more: int, name: str = "a") -> Path:
    grow(data, more, name)
    sign(DataFolder(data), URL)
    return data


def files_of(data: Path) -> Fetch:
    return lambda path: (data / "published" / path).read_bytes()


def look(ours: DataFolder, other: Path, url: str = URL, key: str = "") -> Seen:
    return witness(ours, url, files_of(other), AT, "https://ours.example", key)


def cosigned(ours: DataFolder, origin: str) -> Note:
    return Note.parse((ours.published / "witness" / folder_of(origin) / "checkpoint").read_bytes())


def test_a_log_that_grows_is_cosigned_each_time(ours: DataFolder, other: Path) -> None:
    first = look(ours, other)
    key = Verifier.parse((ours.published / "witness/vkey").read_text())
    assert (first.size, first.before, first.consistent, first.cosigned_by) == (300, None, True, key.name)
    assert verifiers(ours) == {"witness": str(key)}
    for more, before in ((0, 300), (1, 300), (700, 301)):
        seen = look(ours, grown(other, more))
        assert (seen.size, seen.before, seen.consistent) == (before + more, before, True)
        note = cosigned(ours, seen.origin)
        assert note.text == verified(other / "published").text
        assert note.cosigned_at(key) == int(AT.timestamp())
        assert note.is_signed_by(Verifier.parse(seen.verifier))


@pytest.mark.parametrize(
    ("left", "more", "why"), [(200, 0, "has 200 leaves, and 300 were signed"), (200, 400, "first 300 leaves are not")]
)
def test_a_log_that_was_rewritten_is_not_cosigned_and_the_proof_is_kept(
    ours: DataFolder, other: Path, left: int, more: int, why: str
) -> None:
    before = look(ours, other)
    cut(other, left)
    # Who runs the other archive signs the rewritten log by the same key.
    for name in ("checkpoints", "checkpoint"):
        (other / "published" / name).rename(other / f"removed-{name}")
    grown(other, more, name="rewritten")
    seen = look(ours, other)
    assert (seen.consistent, seen.cosigned_by, why in seen.why) == (False, "", True)
    assert look(ours, other) == seen
    assert cosigned(ours, seen.origin).text.splitlines()[1] == str(before.size)
    kept = ours.published / "witness" / folder_of(seen.origin) / f"contradiction-{seen.size}"
    assert Note.parse(kept.read_bytes()).is_signed_by(Verifier.parse(before.verifier))
    with Witnessed(ours.service) as state:
        assert [row["size"] for row in state.all()] == [300]


def test_a_log_of_the_same_size_with_another_root_is_not_cosigned(ours: DataFolder, other: Path) -> None:
    look(ours, other)
    cut(other, 299)
    for name in ("checkpoints", "checkpoint"):
        (other / "published" / name).rename(other / f"removed-{name}")
    assert not look(ours, grown(other, 1, name="rewritten")).consistent


def test_tiles_that_do_not_give_the_signed_root_are_told(ours: DataFolder, other: Path) -> None:
    tile = other / "published/tile/0/000"
    tile.write_bytes(bytes(32) + tile.read_bytes()[32:])
    assert look(ours, grown(other, 0)).consistent  # signing writes a stale tile anew
    tile.write_bytes(bytes(32) + tile.read_bytes()[32:])
    partial = other / "published/tile/1/000.p/1"
    partial.write_bytes(bytes(32))
    assert "do not give the root" in look(ours, other).why
    partial.write_bytes(b"short")
    with pytest.raises(BadTile):
        look(ours, other)


def test_a_key_is_believed_once_and_no_other_after_it(ours: DataFolder, other: Path, tmp_path: Path) -> None:
    stranger = grown(tmp_path / "stranger", 3)
    key = (stranger / "published/log.vkey").read_text().strip()
    with pytest.raises(BadInput, match="not signed by"):
        look(ours, other, key=key)
    assert not ours.published.exists()
    seen = look(ours, other, key=(other / "published/log.vkey").read_text())
    with pytest.raises(BadConfiguration, match="first seen with another key"):
        look(ours, other, key=key)
    # What signs for another log is not taken for the same one at its address.
    with pytest.raises(BadInput, match="had the log"):
        look(ours, stranger)
    assert cosigned(ours, seen.origin).text == verified(other / "published").text


def test_what_another_signs_under_the_name_of_a_log_is_not_cosigned(ours: DataFolder, other: Path) -> None:
    look(ours, other)
    found = verified(grown(other, 5) / "published")
    forger = Signer(found.origin, ED25519, bytes(32))
    (other / "published/checkpoint").write_text(f"{found.text}\n{forger.sign(found.text)}")
    with pytest.raises(BadInput, match="not signed by"):
        look(ours, other)
    assert cosigned(ours, found.origin).text.splitlines()[1] == "300"


def test_another_log_begun_after_a_restore_is_seen_when_its_key_is_named(ours: DataFolder, other: Path) -> None:
    first = look(ours, other)
    cut(other, 100)
    begin_anew(DataFolder(other))
    grown(other, 5)
    with pytest.raises(BadInput, match="begun after a restore"):
        look(ours, other)
    seen = look(ours, other, key=(other / "published/log.vkey").read_text())
    assert (seen.origin, seen.before, seen.consistent) == (f"{first.origin}/2", None, True)
    assert look(ours, other).before == 105
