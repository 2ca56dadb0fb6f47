"""The signed log over HTTP, as those who read such logs ask for it."""

from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence.checkpoint import sign
from archive.evidence.merkle import root
from archive.evidence.notes import Checkpoint, Note
from archive.evidence.tiles import node_from
from archive.publish.verifier_file import put
from tests.support.reading_room import Site
from tests.support.signed_log import grow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    data = tmp_path_factory.mktemp("log")
    grow(data, 300)
    sign(DataFolder(data), "")
    (data / "published/timestamps").mkdir()
    (data / "published/timestamps/300.tsa.example.0123456789abcdef.tsr").write_bytes(b"0")
    return Site(data, {})


def test_the_log_is_served_as_it_lies_in_the_folder_tiles_for_ever_and_the_checkpoint_for_now(site: Site) -> None:
    published = site.data / "published"
    files = [path.relative_to(published).as_posix() for path in published.rglob("*") if path.is_file()]
    assert {name.partition("/")[0] for name in files} == {"checkpoint", "checkpoints", "log.vkey", "tile", "timestamps"}
    for name in files:
        answer = site.get(f"/downloads/{name}")
        assert (answer.status_code, answer.content) == (200, (published / name).read_bytes())
        stays = name.startswith("tile")
        assert answer.headers["cache-control"] == ("public, max-age=31536000, immutable" if stays else "no-cache")
        kind = "application/octet-stream" if name.startswith("ti") else "text/plain; charset=utf-8"
        assert answer.headers["content-type"] == kind


def test_what_is_served_gives_the_root_that_was_signed(site: Site) -> None:
    found = Checkpoint.parse(Note.parse(site.get("/downloads/checkpoint").content).text)
    assert root(found.size, node_from(lambda path: site.get(f"/downloads/{path}").content, found.size)) == found.root


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/002",
        "tile/0/%2e%2e/000",
        "tile/9/000",
        "checkpoints/7",
        "checkpoints",
        "witness/x/checkpoint",
        "timestamps/x",
    ],
)
def test_what_is_not_of_the_log_is_not_served(site: Site, path: str) -> None:
    assert site.get(f"/downloads/{path}").status_code == 404


def test_the_private_key_is_not_served(site: Site) -> None:
    assert Path(site.data / "keys/log.key").exists()
    for path in ("log.key", "tile/%2e%2e/%2e%2e/keys/log.key", "%2e%2e/keys/log.key", "checkpoints/%2e%2e/log.key"):
        answer = site.get(f"/downloads/{path}")
        assert answer.status_code != 200
        assert "PRIVATE" not in answer.text


def test_the_program_that_checks_a_download_is_served_beside_what_it_asks_for(published: Site) -> None:
    put(DataFolder(published.data))
    source = published.get("/downloads/warraq-verify.py")
    assert (source.status_code, source.headers["cache-control"]) == (200, "no-cache")
    assert source.text == (published.data / "published/warraq-verify.py").read_text()
