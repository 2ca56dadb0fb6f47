"""Another archive is asked for its downloads: by ranges, never at a private address, and said when it cannot be."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, WarraqError
from archive.ingest.intake import Intake
from archive.publish.fetching import Interrupted
from archive.publish.manifest import read_manifest
from archive.publish.pulling import COPY, pull
from archive.publish.snapshot import publish
from spiders.http.other_archives import OtherArchive
from tests.support.http_reading_room import serving
from tests.support.made_pages import OUTLET, TEXT, page_of, take
from tests.support.pulled_copies import differences


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder = DataFolder(tmp_path_factory.mktemp("served") / "data")
    with Intake(folder.root, OUTLET) as intake:
        take(intake, page_of(TEXT))
    publish(folder)
    return folder


@pytest.fixture(scope="module")
def address(data: DataFolder) -> Iterator[str]:
    yield from _served(data)


def _served(data: DataFolder) -> Iterator[str]:
    with serving(data.root) as address:
        yield address


@pytest.fixture(autouse=True)
def private(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")


@pytest.mark.parametrize("ending", ["", "/", "/downloads", "/en/downloads/", "/downloads/manifest.json"])
def test_an_archive_is_known_by_any_of_its_addresses(ending: str) -> None:
    assert OtherArchive(f"https://archive.example{ending}").name == "https://archive.example"


def test_a_file_is_resumed_while_a_newer_one_is_published_and_equals_its_hash(data: DataFolder, address: str) -> None:
    entry = read_manifest(data)[0]
    source = OtherArchive(address)
    begun = next(source.read(entry["file"], 0))[:1000]
    publish(data)
    content = begun + b"".join(source.read(entry["file"], len(begun), entry["sha256"]))
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    # Where another file stands under the name, all of it is sent: what is here already is passed over.
    assert b"".join(source.read(entry["file"], 1000, "0" * 64)) == content[1000:]


def test_a_copy_is_pulled_over_the_network_and_brought_up_to_date(
    data: DataFolder, address: str, tmp_path: Path
) -> None:
    assert pull(OtherArchive(address), tmp_path).added == 1
    with Intake(data.root, OUTLET) as intake:
        take(intake, page_of(f"{TEXT} تتمة", url="https://sample.example/70002/"))
    publish(data)
    pulled = pull(OtherArchive(f"{address}/downloads"), tmp_path)
    assert (pulled.added, pulled.whole) == (1, "")
    assert differences(data, tmp_path / COPY) == []


def test_what_cannot_be_had_is_said_in_a_sentence(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WarraqError, match="answers 404 for nothing"):
        next(OtherArchive(address).read("nothing", 0))
    with pytest.raises(Interrupted, match="cannot be reached"):
        next(OtherArchive("http://127.0.0.1:1").read("manifest.json", 0))
    with pytest.raises(BadConfiguration, match="cannot be asked"):
        OtherArchive("ftp://archive.example")
    monkeypatch.delenv("WARRAQ_ALLOW_PRIVATE")
    with pytest.raises(BadConfiguration, match="an address of a network of one's own"):
        OtherArchive("http://127.0.0.1")
    with pytest.raises(BadConfiguration, match="at the ports of the web alone"):
        OtherArchive("https://archive.example:8001")


def test_a_name_that_leads_to_a_private_address_is_not_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that a name server says is this machine."""
    asked = OtherArchive(address)
    monkeypatch.delenv("WARRAQ_ALLOW_PRIVATE")
    with pytest.raises(BadConfiguration, match="is a private address"):
        next(asked.read("manifest.json", 0))
