"""What a partner cosigned of our log stands under our own checkpoint; what it did not sign never does."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.evidence.checkpoint import kept_checkpoints, sign
from archive.evidence.cosignatures import pick_up
from archive.evidence.keys import known_signer
from archive.evidence.notes import Checkpoint, Note, Verifier
from archive.evidence.witness import folder_of, witness
from tests.support.signed_log import grow, verified

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
SITE, THEIRS = "https://ours.example", "https://partner.example"


class Pair:
    """Our archive, whose log is signed, and a partner that cosigns it."""

    def __init__(self, folder: Path) -> None:
        self.ours, self.partner, self.at = DataFolder(folder / "ours"), DataFolder(folder / "partner"), AT
        self.partner.make()
        self.grow(300)

    def grow(self, count: int) -> None:
        grow(self.ours.root, count)
        sign(self.ours, SITE)

    def fetch(self, path: str, of: DataFolder | None = None) -> bytes:
        try:
            return ((of or self.partner).published / path).read_bytes()
        except OSError as problem:
            raise WarraqError("There is no such file.") from problem

    def cosign(self) -> None:
        self.at += timedelta(hours=1)
        witness(self.partner, SITE, lambda path: self.fetch(path, self.ours), self.at, THEIRS)

    @property
    def key(self) -> Verifier:
        return Verifier.parse(self.fetch("witness/vkey").decode())

    def note(self, name: str = "checkpoint") -> Note:
        return Note.parse((self.ours.published / name).read_bytes())


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


def test_a_cosignature_stands_under_the_checkpoint_it_is_of_and_stays_when_that_is_signed_again(pair: Pair) -> None:
    pair.cosign()
    assert pick_up(pair.ours, pair.fetch) == 300
    pair.grow(0)
    for name in ("checkpoint", "checkpoints/300"):
        assert pair.note(name).cosigned_at(pair.key) == int(pair.at.timestamp())
    assert verified(pair.ours.published).size == 300
    pair.grow(5)
    assert pair.note().cosigned_at(pair.key) is None
    assert pair.note("checkpoints/300").cosigned_at(pair.key)
    # The partner has not looked since: what it cosigned is that of before, and is there already.
    assert pick_up(pair.ours, pair.fetch) == 300
    pair.cosign()
    assert pick_up(pair.ours, pair.fetch) == 305
    assert pair.note().cosigned_at(pair.key)
    assert [one.size for one in kept_checkpoints(pair.ours)] == [300, 305]


def test_who_cosigns_again_has_one_signature_there(pair: Pair) -> None:
    for _ in range(2):
        pair.cosign()
        pick_up(pair.ours, pair.fetch)
    assert len(pair.note().signatures) == 2
    assert pair.note().cosigned_at(pair.key) == int(pair.at.timestamp())


def test_nothing_else_comes_under_it(pair: Pair) -> None:
    before = pair.note()
    assert pick_up(pair.ours, pair.fetch) is None
    pair.cosign()
    place = pair.partner.published / "witness" / folder_of(kept_checkpoints(pair.ours)[0].origin) / "checkpoint"
    good = place.read_text()
    signer = known_signer(pair.partner, "witness")
    assert signer
    # Of as many leaves, well cosigned, and not what we signed.
    other = Checkpoint("x", 300, bytes(32)).text
    for changed in (
        f"{other}\n{signer.cosign(other, 9)}",
        good.replace("\n300\n", "\n301\n"),
        good[:-8] + "AAAA" + good[-4:],
        "no note",
        "",
    ):
        place.write_text(changed)
        assert pick_up(pair.ours, pair.fetch) is None
    assert pair.note() == before


def test_beside_a_publish_it_waits_for_the_next_time(pair: Pair) -> None:
    pair.cosign()
    with pair.ours.lock("publish", ""):
        assert pick_up(pair.ours, pair.fetch) is None
    assert pick_up(pair.ours, pair.fetch) == 300


def test_an_archive_without_a_log_of_its_own_picks_up_nothing(tmp_path: Path, pair: Pair) -> None:
    pair.cosign()
    assert pick_up(DataFolder(tmp_path / "third").make(), pair.fetch) is None
