"""The second verifier, run as a stranger runs it: one file, Python alone, and what was downloaded."""

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from archive.data_folder import DataFolder
from archive.evidence.checkpoint import sign
from archive.ingest.intake import Intake
from archive.publish.second_verifier import is_signed
from archive.publish.snapshot import publish
from archive.publish.verifier_file import put
from tests.support.made_pages import OUTLET, TEXT, page_of, take
from tests.support.paths import ROOT

LINES = 200


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = DataFolder(tmp_path_factory.mktemp("second") / "data")
    with Intake(data.root, OUTLET) as intake:
        for n in range(1, 4):
            take(intake, page_of(f"{TEXT} {n}", url=f"https://sample.example/7000{n}/slug/"))
    sign(data, "https://archive.example", data.published / publish(data).file)
    put(data)
    return data.published


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "downloads"))


def run(folder: Path, *words: str) -> tuple[int, str]:
    (file,) = folder.glob("*.db")
    command = [sys.executable, "-I", "-S", str(folder / "warraq-verify.py"), str(file), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=folder)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_it_is_short_and_needs_nothing_but_python(made: Path) -> None:
    source = (made / "warraq-verify.py").read_text()
    assert source == (ROOT / "archive/publish/second_verifier.py").read_text()
    assert source.count("\n") < LINES
    assert set(re.findall(r"^(?:import|from) (\w+)", source, re.M)) <= sys.stdlib_module_names


def test_a_download_with_what_lies_beside_it_is_well(folder: Path) -> None:
    key = (folder / "log.vkey").read_text().strip()
    assert run(folder) == run(folder, key)
    status, said = run(folder, key)
    assert (status, said.startswith("10 entries of the log, root "), said.endswith(f"key {key}: 0 bad\n")) == (
        0,
        True,
        True,
    )


ROW = (
    "INSERT INTO captures SELECT 99, url, outlet, NULL, fetched_at, status, content_type, '', '', 0, 0, '', via, held,"
    " '', '', '', '', '', '', '', '', '', '', 0, '', '' FROM captures LIMIT 1"
)


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        (
            "UPDATE articles SET body = body || '.' WHERE id = 2077600001",
            "article 2077600001: its text",
        ),
        (
            "UPDATE articles SET published_at = '2026-11-19T07:00:01Z' WHERE id = 2077600001",
            "article 2077600001: its title",
        ),
        ("UPDATE captures SET url = url || 'x' WHERE id = 2", "it is not the hash of capture 2"),
        ("UPDATE captures SET fetched_at = '2026-11-20T06:00:01Z' WHERE id = 2", "it is not the hash of capture 2"),
        ("UPDATE versions SET sha256 = 'x' WHERE id = 2", "it is not the hash of version 2"),
        ("DELETE FROM captures WHERE id = 2", "the capture 2 that it is about is not there"),
        ("DELETE FROM versions WHERE id = 2", "the version 2 that it is about is not there"),
        ("DELETE FROM log WHERE n = 8", "captures|versions|articles \\d+: the log does not know it"),
        ("DELETE FROM log WHERE n = 4", "entry 4 of the log: it is not there"),
        ("UPDATE log SET salt = NULL WHERE n = 4", "entry 4 of the log: erased"),
        ("UPDATE log SET detail = 'x' WHERE kind = 'version'", "it is not the hash of version"),
        (ROW, "captures 99: the log does not"),
    ],
)
def test_a_row_that_was_changed_put_in_or_taken_out_is_named(folder: Path, sql: str, named: str) -> None:
    with closing(sqlite3.connect(next(folder.glob("*.db")))) as connection, connection:
        connection.execute(sql)
    status, said = run(folder)
    assert status == 1
    assert re.search(named, said), said
    assert "its length, sha256" in said, "the manifest says so, too"


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("manifest.json", "manifest.json: "),
        ("log.vkey", "the key archive.example"),
        ("checkpoints/10", "bad: 10: "),
        ("*.db", "its length, sha256"),
    ],
)
@pytest.mark.parametrize("place", [0.3, 0.6])
def test_a_byte_of_what_lies_beside_it_that_is_another_is_found(
    folder: Path, name: str, named: str, place: float
) -> None:
    path = next(folder.glob(name))
    content = bytearray(path.read_bytes())
    content[int(len(content) * place)] ^= 1
    path.write_bytes(content)
    status, said = run(folder)
    assert (status, named in said) == (1, True), said


@pytest.mark.parametrize("spoiled", ["[", "*", "+"])
def test_a_key_that_is_none_is_named(folder: Path, spoiled: str) -> None:
    """A key is made anew for each archive: in some of them one changed bit leaves what is no base64 at all."""
    key = (folder / "log.vkey").read_text().strip()
    other = f"{key[:-1]}{'/' if key[-1] == spoiled else spoiled}"
    status, said = run(folder, other)
    assert (status, f"the key {other}" in said) == (1, True), said


def test_what_another_key_signed_is_not_taken_for_the_archives(folder: Path) -> None:
    key = (folder / "log.vkey").read_text().strip()
    status, said = run(folder, f"other{key}")
    assert (status, "it is not whole" in said) == (1, True)


def test_it_knows_good_signatures_from_bad_ones_as_another_library_does() -> None:
    for n in range(8):
        key = Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32)
        public, message = key.public_key().public_bytes_raw(), b"a note\n" * n
        signature = key.sign(message)
        assert is_signed(public, message, signature)
        assert not is_signed(public, message + b"x", signature)
        for place in (0, 31, 32, 63):
            bent = signature[:place] + bytes([signature[place] ^ 1]) + signature[place + 1 :]
            assert not is_signed(public, message, bent)
    assert not is_signed(b"", b"", b"")


def test_the_vector_of_the_standard_is_right() -> None:
    """RFC 8032, section 7.1, test 2."""
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert is_signed(public, b"\x72", signature)
