"""Checkpoints are stamped by others, kept, tried again, held against what they are of; OpenSSL takes the answers."""

import hashlib
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence._ots import BITCOIN, BadProofError, attestations, pending, proof_of
from archive.evidence._rfc3161 import BadAnswerError, demand_answer, question
from archive.evidence.checkpoint import CHECKPOINT, begin_anew, sign
from archive.evidence.notes import Note
from archive.evidence.timestamps import Timestamps, Wanted, stamp, stamps_of
from tests.support.changed_by_hand import found_bad
from tests.support.signed_log import grow
from tests.support.time_stampers import Stampers, message_of, time_stampers

SITE = "https://archive.example"


@pytest.fixture(scope="module")
def stampers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stampers]:
    with time_stampers(tmp_path_factory.mktemp("stampers")) as made:
        yield made


@pytest.fixture
def signed(data: Path) -> DataFolder:
    """A log of three leaves, signed."""
    grow(data, 3)
    sign(DataFolder(data), SITE)
    return DataFolder(data)


def wanted(stampers: Stampers) -> Wanted:
    return Wanted((stampers.authority,), (stampers.address,))


def digest(data: DataFolder) -> bytes:
    note = Note.parse((data.published / CHECKPOINT).read_bytes())
    return hashlib.sha256(note.text.encode()).digest()


def kept(data: DataFolder, kind: str) -> Path:
    (path,) = (data.published / "timestamps").glob(f"*.{kind}")
    return path


def bad(data: DataFolder) -> list[str]:
    return [f"{where}: {why}" for where, why in found_bad(Timestamps(data.published), data)]


def test_an_authority_stamps_what_openssl_then_verifies_by_its_root_alone(
    signed: DataFolder, stampers: Stampers
) -> None:
    assert stamp(signed, Wanted(authorities=(stampers.authority,))) == (1, ())
    path = kept(signed, "tsr")
    assert path.name == f"3.127.0.0.1.{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}.tsr"
    assert stampers.verifies(digest(signed), path)
    assert not stampers.verifies(hashlib.sha256(b"another").digest(), path)
    assert bad(signed) == []


def test_a_calendar_promises_and_what_it_has_later_takes_the_place_of_the_promise(
    signed: DataFolder, stampers: Stampers
) -> None:
    of_calendar = Wanted(calendars=(stampers.address,))
    assert stamp(signed, of_calendar).made == 1
    promised = kept(signed, "ots").read_bytes()
    assert [one.calendar for one in pending(promised)] == [stampers.address]
    assert stamp(signed, of_calendar) == (0, ())
    stampers.is_in_block = True
    assert stamp(signed, of_calendar) == (1, ())
    stampers.is_in_block = False
    assert stampers.asked[-1] == f"/timestamp/{message_of(digest(signed))}"
    assert [one.tag for one in attestations(kept(signed, "ots").read_bytes())] == [BITCOIN]
    assert stamp(signed, of_calendar) == (0, ())
    assert bad(signed) == []


def test_without_a_network_nothing_is_lost_and_the_next_night_stamps_what_was_missed(
    signed: DataFolder, stampers: Stampers
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = f"http://localhost:{taken.getsockname()[1]}/tsr"
    made, missed = stamp(signed, Wanted((nobody,), (stampers.address,)))
    assert (made, [one.partition(":")[0] for one in missed]) == (1, ["localhost"])
    stampers.is_away = True
    made, missed = stamp(signed, wanted(stampers))
    stampers.is_away = False
    # The calendar promised already; its promise is asked for, too.
    assert (made, missed) == (0, ("127.0.0.1: it answered 503",))
    grow(signed.root, 2)
    sign(signed, SITE)
    assert stamp(signed, wanted(stampers)) == (3, ())
    assert sorted(name[-4:] for name in stamps_of(signed.published, 3)) == [".ots", ".tsr"]
    assert bad(signed) == []


def test_nobody_is_asked_where_nobody_is_named(signed: DataFolder) -> None:
    assert stamp(signed, Wanted()) == (0, ())
    assert not (signed.published / "timestamps").exists()


def test_what_is_damaged_or_of_another_checkpoint_is_named(signed: DataFolder, stampers: Stampers) -> None:
    stamp(signed, wanted(stampers))
    folder = signed.published / "timestamps"
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        last = content[:-1] + bytes([content[-1] ^ 1])
        for other in (content[:-1], last, content.replace(digest(signed), bytes(32)), b""):
            path.write_bytes(other)
            assert [one.partition(":")[0] for one in bad(signed)] == [f"published/timestamps/{path.name}"]
        path.write_bytes(content)
    grow(signed.root, 1)
    sign(signed, SITE)
    for path in sorted(folder.iterdir()):
        shutil.copy(path, folder / path.name.replace("3.", "4.", 1))
    assert len(bad(signed)) == 2
    (folder / "notes.txt").touch()
    assert any("It is no timestamp" in one for one in bad(signed))


def test_another_log_takes_none_over(signed: DataFolder, stampers: Stampers) -> None:
    stamp(signed, wanted(stampers))
    begin_anew(signed)
    assert not (signed.published / "timestamps").exists()
    assert len(list((signed.published / "log-1/timestamps").iterdir())) == 2


def test_an_answer_to_another_question_is_none(signed: DataFolder, stampers: Stampers) -> None:
    _, answer = stampers.answer("/tsr", question(digest(signed), 7))
    demand_answer(answer, digest(signed), 7)
    for of, nonce in ((digest(signed), 8), (bytes(32), 7)):
        with pytest.raises(BadAnswerError):
            demand_answer(answer, of, nonce)
    with pytest.raises(BadAnswerError, match="refused"):
        demand_answer(bytes.fromhex("30053003020102"), bytes(32))


@pytest.mark.parametrize("answer", [b"", b"\x00", b"\xf0\x04ab", b"\x77", b"\x08" * 3, b"\xff\x00", b"\xf0\x01a" * 300])
def test_what_is_no_proof_is_not_kept(answer: bytes) -> None:
    with pytest.raises(BadProofError):
        proof_of(bytes(32), answer)
