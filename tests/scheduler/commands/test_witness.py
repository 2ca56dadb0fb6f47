"""Two archives on two addresses check each other by `warraq witness`."""

import json
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence.checkpoint import sign
from archive.evidence.notes import Note, Verifier
from archive.evidence.witness import folder_of
from spiders.http.other_archives import OtherArchive
from tests.support.command import Command
from tests.support.http_reading_room import serving
from tests.support.signed_log import cut, grow


def test_two_archives_check_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
    a, b = DataFolder(tmp_path / "a"), DataFolder(tmp_path / "b")
    for data, count in ((a, 300), (b, 7)):
        grow(data.root, count)
        sign(data, "")
    with serving(a.root) as at_a, serving(b.root) as at_b:
        for data, url in ((a, at_b), (b, at_a)):
            done = Command(data.root, 1)("witness", url, "--json")
            told = json.loads(done.stdout)
            assert (done.returncode, told["consistent"], told["before"]) == (0, True, None)
            assert "Is this its key?" in done.stderr
            if data is b:
                # The one looked at it a moment ago, and its signature stands under the checkpoint of the other now.
                assert told["cosigned_us"] == 7
                assert len(Note.parse((b.published / "checkpoint").read_bytes()).signatures) == 2
        # What b saw of a can be had from b, and is signed by both.
        origin, served = told["origin"], OtherArchive(at_b)
        note = Note.parse(b"".join(served.read(f"witness/{folder_of(origin)}/checkpoint", 0)))
        witness = Verifier.parse(b"".join(served.read("witness/vkey", 0)).decode())
        assert note.is_signed_by(Verifier.parse(told["verifier"]))
        assert note.cosigned_at(witness)
        cut(a.root, 200)
        (a.published / "checkpoint").unlink()
        for kept in (a.published / "checkpoints").iterdir():
            kept.unlink()
        sign(a, "")
        done = Command(b.root, 1)("witness", at_a, "--json")
        told = json.loads(done.stdout)
        assert (done.returncode, told["size"], told["consistent"], told["before"]) == (1, 200, False, 300)
        assert "Nothing was cosigned" in done.stderr
    known = [json.loads(line) for line in Command(b.root, 1)("witness", "--json").stdout.splitlines()]
    assert [row.get("ours") or row["size"] for row in known] == ["log", "witness", 300]
