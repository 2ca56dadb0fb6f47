"""What comes with a bundle to check its proofs: it needs Python alone, and finds whatever was changed."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from inspect import getsource
from pathlib import Path

import pytest

from archive.evidence import merkle
from archive.evidence.bundle import check_proofs
from archive.evidence.notes import COSIGNATURE, ED25519, Note, Signer
from archive.publish import second_verifier
from tests.evidence.bundle.test_bundle import article_of, bundled, unpacked
from tests.support.captured_pages import URL
from tests.support.reading_room import Site


@pytest.fixture(scope="module")
def folder(signed: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence")
    for path, content in unpacked(bundled(signed.data, article_of(signed, URL))[1]).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    return folder / "warraq"


def test_whoever_gets_a_bundle_checks_it_with_python_alone(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-I", str(folder / "check_proofs.py")]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    said = ran.stdout.splitlines()
    assert "no leaf of the checkpoint is about it" in said[0]
    assert said[-1].endswith(": 0 bad")


def swapped(before: str, after: str) -> Callable[[str], str]:
    return lambda text: text.replace(before, after, 1)


CHANGES: dict[str, tuple[str, Callable[[str], str], str]] = {
    "time": ("captures.jsonl", swapped('"fetched_at": "2', '"fetched_at": "1'), "capture"),
    "address": ("captures.jsonl", swapped("furat24.example", "furat25.example"), "capture"),
    "hash": ("versions.jsonl", swapped('"sha256": "', '"sha256": "0'), "version"),
    "text": ("text-1.txt", lambda text: text + ".", "text-1.txt"),
    "title": ("article.json", swapped('"title": "', '"title": "x'), "the article"),
    "way": ("proofs.json", swapped('"path": [\n    "', '"path": [\n    "00'), "leaf"),
    "checkpoint": ("checkpoint.txt", lambda text: text.replace("\n1", "\n2", 1), "leaf"),
    "signature": (
        "checkpoint.txt",
        lambda text: text[:-6] + ("A" if text[-6] != "A" else "B") + text[-5:],
        "checkpoint",
    ),
    "key": ("log-vkey.txt", lambda text: text[:-6] + ("A" if text[-6] != "A" else "B") + text[-5:], "the key"),
    "earlier": ("earlier-checkpoint.txt", lambda text: text.replace("\n1", "\n2", 1), "earlier-checkpoint.txt"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_a_row_a_text_or_a_proof_is_found_and_named(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    file, change, said = CHANGES[name]
    shutil.copytree(folder, tmp_path / "warraq")
    path = tmp_path / "warraq" / file
    before = path.read_text(encoding="utf-8")
    path.write_text(change(before), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != before
    assert check_proofs.main(tmp_path / "warraq") == 1
    assert f"bad: {said}" in capsys.readouterr().out


def test_a_record_that_says_other_than_its_entry_is_found(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "warraq")
    path = tmp_path / "warraq/proofs.json"
    proofs = json.loads(path.read_text(encoding="utf-8"))
    proofs["leaves"][0]["record"] = proofs["leaves"][0]["record"].replace('"v":1', '"v":2')
    path.write_text(json.dumps(proofs), encoding="utf-8")
    assert check_proofs.main(tmp_path / "warraq") == 1


def test_a_key_known_from_elsewhere_and_a_witness_are_asked_for(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(folder, tmp_path / "warraq")
    note = tmp_path / "warraq/checkpoint.txt"
    signed = Note.parse(note.read_bytes())
    ours, witness = (folder / "log-vkey.txt").read_text().strip(), Signer("witness.example", COSIGNATURE, b"w" * 32)
    other = Signer(ours.partition("+")[0], ED25519, b"x" * 32)
    assert check_proofs.main(tmp_path / "warraq", [ours]) == 0
    assert check_proofs.main(tmp_path / "warraq", [str(other.verifier)]) == 1
    assert "bad: checkpoint.txt: it is not signed with the key" in capsys.readouterr().out
    assert check_proofs.main(tmp_path / "warraq", [ours, str(witness.verifier)]) == 1
    assert "bad: checkpoint.txt: it is not cosigned with the key" in capsys.readouterr().out
    note.write_text(f"{signed}{witness.cosign(signed.text, 1_795_000_000)}")
    assert check_proofs.main(tmp_path / "warraq", [ours, str(witness.verifier)]) == 0
    later = witness.cosign(signed.text.replace(signed.text.split("\n")[1], "7", 1), 1_795_000_000)
    note.write_text(f"{signed}{later}")
    assert check_proofs.main(tmp_path / "warraq", [ours, str(witness.verifier)]) == 1


def test_it_knows_signatures_as_the_second_verifier_does() -> None:
    for name in ("add", "multiply", "point_of", "is_signed"):
        ours, other = (getsource(getattr(module, name)) for module in (check_proofs, second_verifier))
        assert ours == other


def test_it_reckons_as_the_archive_does_for_every_small_tree() -> None:
    entries = [bytes([n]) for n in range(9)]
    hashes = [merkle.leaf_hash(entry) for entry in entries]

    def node(level: int, index: int) -> bytes:
        parts = hashes[index << level : (index + 1) << level]
        while len(parts) > 1:
            parts = [merkle.node_hash(*pair) for pair in zip(parts[::2], parts[1::2], strict=True)]
        return parts[0]

    for size in range(1, 10):
        root = merkle.root(size, node)
        for n in range(size):
            path = merkle.inclusion_proof(n, size, node)
            assert check_proofs.root_by(entries[n], n, size, path) == root
            assert check_proofs.root_by(entries[n] + b"x", n, size, path) != root
            assert check_proofs.root_by(entries[n], n, size, [*path, root]) != root
        for old in range(1, size + 1):
            before, way = (old, merkle.root(old, node)), merkle.consistency_proof(old, size, node)
            assert check_proofs.is_beginning(before, (size, root), way)
            assert not check_proofs.is_beginning((old, b"x" * 32), (size, root), way)
            assert not check_proofs.is_beginning(before, (size, b"x" * 32), way)
