"""Signed notes and checkpoints: ours are read, whatever was changed in one is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.evidence.notes import COSIGNATURE, ED25519, BadNote, Checkpoint, Note, Signer, Verifier

LOG = Signer("archive.example/log/1", ED25519, bytes(range(32)))
WITNESS = Signer("witness.example/w", COSIGNATURE, bytes(range(1, 33)))
TEXT = Checkpoint(LOG.name, 2026, bytes(32)).text
NOTE = f"{TEXT}\n{LOG.sign(TEXT)}{WITNESS.cosign(TEXT, 1_763_000_000)}".encode()
# The example of Go's golang.org/x/mod/sumdb/note, from which the specification came.
EXAMPLE = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
EXAMPLE_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
EXAMPLE_NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_a_note_is_known_to_be_of_whom_signed_it() -> None:
    note = Note.parse(NOTE)
    assert note.is_signed_by(LOG.verifier)
    assert note.cosigned_at(WITNESS.verifier) == 1_763_000_000
    assert Checkpoint.parse(note.text) == Checkpoint(LOG.name, 2026, bytes(32))
    stranger = Signer(LOG.name, ED25519, bytes(32)).verifier
    assert not note.is_signed_by(stranger)
    assert note.cosigned_at(Verifier(WITNESS.name, COSIGNATURE, stranger.public)) is None


@given(st.integers(0, len(NOTE) - 1), st.integers(1, 255))
def test_no_changed_byte_of_a_signed_note_goes_unseen(place: int, flip: int) -> None:
    changed = bytearray(NOTE)
    changed[place] ^= flip
    try:
        note = Note.parse(bytes(changed))
    except BadNote:
        return
    assert not (note.is_signed_by(LOG.verifier) and note.cosigned_at(WITNESS.verifier) == 1_763_000_000)


@pytest.mark.parametrize("content", [b"", b"\xff", b"a\n", b"a\n\nb\n", NOTE[:-1], NOTE + b"x\n", b"a" * 70_000])
def test_what_is_no_note_is_told(content: bytes) -> None:
    with pytest.raises(BadNote):
        Note.parse(content)


@pytest.mark.parametrize(
    "text", ["", "o\n", "o\n1\n", "o\n-1\nAAAA\n", f"o\n01\n{'A' * 43}=\n", f"\n1\n{'A' * 43}=\n", "o\n1\nAAAA\n"]
)
def test_what_is_no_checkpoint_is_told(text: str) -> None:
    with pytest.raises(BadNote):
        Checkpoint.parse(text)


def test_keys_are_read_from_their_text_and_damaged_ones_are_told() -> None:
    for signer in (LOG, WITNESS):
        assert Signer.parse(f"{signer}\n") == signer
        assert Verifier.parse(f"{signer.verifier}\n") == signer.verifier
        text = str(signer)
        for place in range(len("PRIVATE+KEY+"), len(text)):
            with pytest.raises(BadNote):
                Signer.parse(text[:place] + ("B" if text[place] == "A" else "A") + text[place + 1 :])
    for wrong in ("", "a+b", EXAMPLE[:-1], EXAMPLE.replace("c74f", "c74e"), EXAMPLE.replace("Neu", "N u")):
        with pytest.raises(BadNote):
            Verifier.parse(wrong)


def test_keys_and_notes_of_other_programs_are_read_and_written_alike() -> None:
    verifier, signer, note = Verifier.parse(EXAMPLE), Signer.parse(EXAMPLE_PRIVATE), Note.parse(EXAMPLE_NOTE.encode())
    assert (str(verifier), str(signer), signer.verifier) == (EXAMPLE, EXAMPLE_PRIVATE, verifier)
    assert note.is_signed_by(verifier)
    assert f"{note.text}\n{signer.sign(note.text)}" == EXAMPLE_NOTE


def test_a_private_key_shows_in_no_message() -> None:
    assert repr(LOG) == "Signer(archive.example/log/1)"
