"""manifest.json and latest.json over HTTP: what the folder says, cacheable, and an error that programs can read."""

import json
from pathlib import Path

import pytest

from archive.record.store import open_record
from tests.support.reading_room import Site


@pytest.mark.parametrize("name", ["manifest.json", "latest.json"])
def test_what_the_folder_says_is_answered_and_asked_again_costs_its_hash(published: Site, name: str) -> None:
    answer = published.get(f"/downloads/{name}")
    assert json.loads(answer.text) == json.loads((published.data / "published" / name).read_text())
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert answer.headers["access-control-allow-origin"] == "*"
    again = published.get(f"/downloads/{name}", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_newest_leads_to_a_file_of_its_hash_and_kind(published: Site) -> None:
    newest = json.loads(published.get("/downloads/latest.json").text)
    answer = published.get(f"/downloads/{newest['file']}", headers={"Range": "bytes=0-14"})
    assert (answer.status_code, answer.content) == (206, b"SQLite format 3")
    assert answer.headers["content-type"] == "application/vnd.sqlite3"
    assert answer.headers["etag"] == f'"{newest["sha256"]}"'


def test_before_the_first_publication_there_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    open_record(tmp_path / "warraq.db").close()
    answer = Site(tmp_path, {}).get("/downloads/latest.json")
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (404, "application/problem+json")
    assert "warraq publish" in json.loads(answer.text)["detail"]
