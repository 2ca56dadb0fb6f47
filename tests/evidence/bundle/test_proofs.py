"""The proofs of a bundle: from every capture and text to what the archive signed, and none that does not hold."""

import json
import shutil
from contextlib import closing
from pathlib import Path

from archive.sqlite import connect
from tests.evidence.bundle.test_bundle import article_of, bundled, is_whole, lines, unpacked
from tests.support.captured_pages import URL
from tests.support.reading_room import Site


def test_every_capture_and_version_up_to_the_checkpoint_has_its_proof(signed: Site) -> None:
    made, content = bundled(signed.data, article_of(signed, URL))
    files = unpacked(content)
    proofs = json.loads(files["warraq/proofs.json"])
    captures = [one["id"] for one in lines(files["warraq/captures.jsonl"])]
    assert made.captures == len(captures) == 9
    of_captures = [leaf["ref"] for leaf in proofs["leaves"] if leaf["kind"] == "capture"]
    assert of_captures == sorted(of_captures)
    assert set(captures) - set(of_captures) == {max(captures)}
    assert proofs["unsigned"] == 1
    versions = {one["id"] for one in lines(files["warraq/versions.jsonl"])}
    assert {leaf["ref"] for leaf in proofs["leaves"] if leaf["kind"] == "version"} == versions
    assert all(leaf["record"] for leaf in proofs["leaves"])
    published = signed.data / "published"
    assert files["warraq/checkpoint.txt"] == (published / "checkpoint").read_bytes()
    assert files["warraq/log-vkey.txt"] == (published / "log.vkey").read_bytes()
    assert is_whole(files)


def test_the_page_says_in_both_languages_what_is_in_the_log_and_what_is_not_yet(signed: Site) -> None:
    page = unpacked(bundled(signed.data, article_of(signed, URL))[1])["warraq/evidence.html"].decode()
    assert page.count("after the checkpoint in this file: no proof yet") == 1
    assert page.count("بعد الختم الذي في هذا الملفّ: لا برهان بعد") == 1
    for said in ("all of it was written by one hand", "كتبته يد واحدة", "check_proofs.py", "earlier-checkpoint.txt"):
        assert said in page
    assert "holds no proof" not in page


def test_a_log_that_is_not_the_one_that_was_signed_gives_no_proof_and_the_page_says_so(
    signed: Site, tmp_path: Path
) -> None:
    shutil.copytree(signed.data, tmp_path / "data")
    with closing(connect(tmp_path / "data/warraq.db").conn) as connection:
        connection.execute("UPDATE log SET entry = zeroblob(34) WHERE kind = 'capture' AND n > 100")
    files = unpacked(bundled(tmp_path / "data", article_of(signed, URL))[1])
    assert "warraq/proofs.json" not in files
    assert "holds no proof from a public log" in files["warraq/evidence.html"].decode()


def test_without_a_tile_or_a_checkpoint_that_can_be_read_there_is_no_proof(signed: Site, tmp_path: Path) -> None:
    shutil.copytree(signed.data, tmp_path / "data")
    (tmp_path / "data/published/checkpoint").write_text("no note")
    assert "warraq/proofs.json" not in unpacked(bundled(tmp_path / "data", article_of(signed, URL))[1])
    shutil.copyfile(signed.data / "published/checkpoint", tmp_path / "data/published/checkpoint")
    shutil.rmtree(tmp_path / "data/published/tile")
    assert "warraq/proofs.json" not in unpacked(bundled(tmp_path / "data", article_of(signed, URL))[1])


def test_timestamps_of_others_for_its_checkpoint_go_with_it_and_no_others(signed: Site, tmp_path: Path) -> None:
    shutil.copytree(signed.data, tmp_path / "data")
    newest = max(int(path.name) for path in (tmp_path / "data/published/checkpoints").iterdir())
    folder = tmp_path / "data/published/timestamps"
    folder.mkdir()
    names = [f"{size}.tsa.example.0123456789abcdef.tsr" for size in (newest, newest * 10 + 1)]
    for name in names:
        (folder / name).write_bytes(b"stamp")
    files = unpacked(bundled(tmp_path / "data", article_of(signed, URL))[1])
    assert [name for name in files if "timestamps" in name] == [f"warraq/timestamps/{names[0]}"]
    assert is_whole(files)
