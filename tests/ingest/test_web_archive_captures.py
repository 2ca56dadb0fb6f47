"""What others hand over: records of Common Crawl, pages of the Wayback Machine, and its own answers, told apart."""

import gzip
import json
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.ingest.foreign_files import Bad
from archive.ingest.importer import Importer
from archive.ingest.session import Writer
from tests.support.made_pages import OUTLET
from tests.support.warc_files import article, chunked, digest, http, warc_record

PAGE = "https://sample.example/70001/"
SHOWN = "https://web.archive.org/web/20180102030405id_"
MEMENTO = "Memento-Datetime: Tue, 02 Jan 2018 03:04:05 GMT"
BODY = article(1)
CAPTURE = (PAGE, "2018-01-02T03:04:05Z", 200, "import")


class Archive:
    """Takes files, and says what became of them and which captures it has."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._data = folder, DataFolder(folder / "data")

    def take(self, *members: bytes, name: str = "piece.warc.gz") -> list[str]:
        file = self._folder / name
        file.write_bytes(b"".join(gzip.compress(member) for member in members))
        with Writer(self._data, "import") as writer:
            found = [outcome for outcome, _ in Importer(writer, {"sample": OUTLET}).run(file)]
        return [outcome.why if isinstance(outcome, Bad) else outcome.kind for outcome in found]

    def rows(
        self, sql: str = "SELECT url, fetched_at, status, via FROM captures ORDER BY id"
    ) -> list[tuple[object, ...]]:
        with Writer(self._data, "import") as writer:
            return [tuple(row) for row in writer.store.db.execute(sql)]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def shown(block: bytes, address: str = PAGE, at: str = SHOWN) -> bytes:
    return warc_record(block, url=f"{at}/{address}", date="2026-11-01T00:00:00Z")


@pytest.mark.parametrize(
    "block",
    [
        http(BODY, "X-Crawl-Content-Encoding: gzip", f"Content-Length: {len(BODY)}", "X-Crawl-Content-Length: 300"),
        http(BODY, "X-Crawl-Transfer-Encoding: chunked", f"Content-Length: {len(BODY)}"),
        http(BODY, "Transfer-Encoding: chunked", "Content-Encoding: br"),
        http(chunked(BODY), "Transfer-Encoding: chunked"),
    ],
    ids=["unpacked", "joined", "old crawls", "as it came"],
)
def test_one_record_cut_out_of_a_common_crawl_file_is_a_capture_of_its_time(archive: Archive, block: bytes) -> None:
    named = (
        "WARC-Warcinfo-ID: <urn:uuid:98765432-1234-5678-1234-567812345678>",
        f"WARC-Payload-Digest: {digest(BODY)}",
        "WARC-Identified-Payload-Type: text/html",
    )
    piece = warc_record(block, *named, url=PAGE)
    assert archive.take(piece) == ["new"]
    assert archive.take(piece, piece) == ["unchanged", "unchanged"]
    assert archive.rows() == [(PAGE, "2019-03-04T05:06:07Z", 200, "import")]


@pytest.mark.parametrize("at", [SHOWN, SHOWN.removesuffix("id_"), "https://web.archive.org/web/2018id_"])
def test_a_page_shown_by_another_archive_is_of_the_time_it_states(archive: Archive, at: str) -> None:
    assert archive.take(shown(http(BODY, MEMENTO, "x-archive-orig-content-type: text/html"), at=at)) == ["new"]
    assert archive.rows() == [CAPTURE]


@pytest.mark.parametrize(
    "status",
    ["404 Not Found", "429 Too Many Requests", "503 Service Unavailable", "403 Forbidden", "504 Gateway Timeout"],
)
def test_what_another_archive_answers_for_itself_is_no_answer_of_the_outlet(archive: Archive, status: str) -> None:
    archive.take(shown(http(BODY, MEMENTO)))
    (why,) = archive.take(shown(http(b"no", status=f"HTTP/1.1 {status}"), at=SHOWN.replace("2018", "2019")))
    assert why.startswith(f"no capture: what another archive answered for itself ({status[:3]}")
    assert archive.rows() == [CAPTURE]
    assert archive.rows("SELECT status FROM articles") == [("live",)]


def test_being_led_on_to_the_nearest_time_is_nothing_at_all(archive: Archive) -> None:
    led_on = http(b"", f"Location: {SHOWN}/{PAGE}", status="HTTP/1.1 302 Found")
    records = (shown(led_on, at="https://web.archive.org/web/2017id_"), shown(http(BODY, MEMENTO)))
    assert archive.take(*records) == ["new"]
    assert archive.rows() == [CAPTURE]


def test_a_page_that_the_archive_saw_missing_then_is_missing_at_the_time_it_states(archive: Archive) -> None:
    archive.take(shown(http(BODY, MEMENTO)))
    later = MEMENTO.replace("2018", "2019").replace("Tue", "Wed")
    seen = http(b"no", later, status="HTTP/1.1 404 Not Found")
    assert archive.take(shown(seen, at=SHOWN.replace("2018", "2019"))) == ["missing"]
    assert archive.rows()[1:] == [(PAGE, "2019-01-02T03:04:05Z", 404, "import")]
    assert archive.rows("SELECT status FROM articles") == [("missing",)]


def test_a_redirect_home_that_the_archive_saw_is_one_though_it_leads_on_to_a_copy(archive: Archive) -> None:
    archive.take(shown(http(BODY, MEMENTO)))
    copy = "/web/20190102030405id_/https://sample.example/"
    seen = http(b"", MEMENTO.replace("2018", "2019"), f"Location: {copy}", status="HTTP/1.1 302 Found")
    archive.take(shown(seen, at=SHOWN.replace("2018", "2019")))
    assert archive.rows("SELECT status FROM articles") == [("missing",)]


@pytest.mark.parametrize("more", [{}, {"fetched_at": "20261101000000"}])
def test_a_line_with_a_page_of_another_archive_is_a_capture_of_the_time_in_its_address(
    archive: Archive, more: dict[str, str]
) -> None:
    line = json.dumps({"url": f"{SHOWN}/{PAGE}", "html": BODY.decode(), **more})
    assert archive.take(line.encode(), name="pages.jsonl.gz") == ["new"]
    assert archive.rows() == [CAPTURE]
