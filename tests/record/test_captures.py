"""The rows of captures: what was noted of an answer is in its row, and old rows say that it was not."""

import json
from datetime import UTC, datetime
from pathlib import Path

from archive.exchange import Capture, Hashes, RequestDetails
from archive.record.schema import migrations
from archive.record.store import open_record
from archive.sqlite import connect

AT = datetime(2026, 11, 22, 8, 40, tzinfo=UTC)
HOPS = ("https://sample.example/?p=1", "https://sample.example/قديم/")


def test_how_an_answer_was_asked_for_stands_in_its_row(tmp_path: Path) -> None:
    store = open_record(tmp_path / "warraq.db")
    asked = RequestDetails(requested_url=HOPS[0], hops=HOPS, clock="synchronised", server="192.0.2.7", robots="allowed")
    hashes = Hashes(headers="a" * 64, decoded="b" * 64, record="c" * 64, member="d" * 64)
    noted = Capture(
        url="https://sample.example/1/",
        fetched_at=AT,
        status=200,
        asked=asked,
        hashes=hashes,
        warc_before=700,
        software="warraq/1 rules/0123456789ab",
    )
    row = store.capture(store.add_capture(noted, "sample"))
    store.close()
    assert (row["requested_url"], json.loads(row["hops"])) == (HOPS[0], list(HOPS))
    assert (row["clock"], row["server"], row["tls_sha256"]) == ("synchronised", "192.0.2.7", "")
    assert (row["robots"], row["software"]) == ("allowed", "warraq/1 rules/0123456789ab")
    assert [row["headers_sha256"][0], row["decoded_sha256"][0]] == ["a", "b"]
    assert [row["record_sha256"][0], row["member_sha256"][0], row["warc_before"]] == ["c", "d", 700]


def test_a_capture_from_before_any_of_this_was_noted_has_it_empty(tmp_path: Path) -> None:
    old = connect(tmp_path / "warraq.db")
    migrations.apply(old, stop_before="how_captures_came")
    old.execute(
        "INSERT INTO captures(url, outlet, fetched_at, status, content_type, body_sha256, warc_file, warc_offset,"
        " warc_length, error, via, received_at)"
        " VALUES('https://a.example/', 'a', '', 200, '', '', '', 0, 0, '', 'crawl', '')"
    )
    old.close()
    store = open_record(tmp_path / "warraq.db")
    row = store.capture(1)
    store.close()
    names = ("requested_url", "hops", "clock", "server", "tls_sha256", "headers_sha256", "decoded_sha256")
    assert {row[name] for name in (*names, "record_sha256", "member_sha256", "software", "robots")} == {""}  # type: ignore[literal-required]
    assert row["warc_before"] == 0
