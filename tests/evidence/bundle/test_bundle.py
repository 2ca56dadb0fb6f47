"""The evidence of an article in one file: unchanged, all of it can be checked, and what is missing is told."""

import hashlib
import io
import json
import shutil
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.evidence.bundle.bundle import WARC, Bundle, BundleTooLong, make_bundle
from archive.record.store import read_record
from archive.sqlite import connect
from tests.support.captured_pages import URL
from tests.support.reading_room import Site


def article_of(site: Site, url: str) -> int:
    return int(site.rows("SELECT id FROM articles WHERE url = ?", (url,))[0]["id"])


def bundled(data: Path, article_id: int, longest: int | None = None) -> tuple[Bundle, bytes]:
    target = io.BytesIO()
    with closing(read_record(data / "warraq.db")) as connection:
        made = make_bundle(connection, DataFolder(data), article_id, target, longest=longest)
    return made, target.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lines(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.splitlines()]


def is_whole(files: dict[str, bytes]) -> bool:
    """What `wacz validate` checks of hashes: every file is listed, and as it was."""
    try:
        package, told = json.loads(files["datapackage.json"]), json.loads(files["datapackage-digest.json"])
    except ValueError:
        return False
    listed = {one["path"]: (one["hash"], one["bytes"]) for one in package["resources"]}
    found = {path: (f"sha256:{hashlib.sha256(data).hexdigest()}", len(data)) for path, data in files.items()}
    digest = found.pop("datapackage.json")[0]
    found.pop("datapackage-digest.json")
    return listed == found and told["hash"] == digest


def test_every_file_is_listed_with_its_hash_and_a_changed_one_is_noticed(site: Site) -> None:
    made, content = bundled(site.data, article_of(site, URL))
    files = unpacked(content)
    assert (made.bytes, made.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert is_whole(files)
    for path, data in files.items():
        assert not is_whole(files | {path: data[:-3] + bytes([data[-3] ^ 1]) + data[-2:]})
    sums = dict(line.split("  ")[::-1] for line in files["warraq/sha256sums.txt"].decode().splitlines())
    assert set(files) - set(sums) == {"warraq/sha256sums.txt", "datapackage.json", "datapackage-digest.json"}
    assert all(hashlib.sha256(files[path]).hexdigest() == digest for path, digest in sums.items())


def test_the_same_record_gives_the_same_bytes_stored_and_without_a_time_of_their_own(site: Site) -> None:
    _, content = bundled(site.data, article_of(site, URL))
    assert content == bundled(site.data, article_of(site, URL))[1]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        told = {(one.compress_type, one.date_time, one.filename.count("/") < 2) for one in archive.infolist()}
    assert told == {(zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0), True)}


def test_captures_are_there_byte_for_byte_where_the_index_says(site: Site) -> None:
    _, content = bundled(site.data, article_of(site, URL))
    files = unpacked(content)
    captures = lines(files["warraq/captures.jsonl"])
    rows = site.rows("SELECT * FROM captures WHERE url = ? ORDER BY fetched_at, id", (URL,))
    assert [{key: one[key] for key in row} for one, row in zip(captures, rows, strict=True)] == rows
    kept = [one for one in captures if one["warc_file"]]
    assert len(kept) > 4
    for one in kept:
        stored = files[WARC][one["bundle_start"] : one["bundle_offset"] + one["bundle_length"]]
        with (site.data / "warc" / one["warc_file"]).open("rb") as file:
            file.seek(one["warc_offset"] - one["warc_before"])
            assert file.read(len(stored)) == stored
        assert hashlib.sha256(stored).hexdigest() == one["member_sha256"]
    index = [line.split(" ", 2) for line in files["indexes/index.cdx"].decode().splitlines()]
    assert index == sorted(index)
    places = {(int(told["offset"]), int(told["length"])) for told in (json.loads(line[2]) for line in index)}
    assert places == {(one["bundle_offset"], one["bundle_length"]) for one in kept}
    assert {line[0] for line in index} == {"example,furat24)/bread"}


def test_a_revisit_comes_with_the_record_that_holds_its_body(site: Site) -> None:
    files = unpacked(bundled(site.data, article_of(site, URL))[1])
    records = [(one.rec_type, one.rec_headers) for one in ArchiveIterator(io.BytesIO(files[WARC]))]
    revisits = [named for kind, named in records if kind == "revisit"]
    ids = {named.get_header("WARC-Record-ID") for kind, named in records if kind == "response"}
    assert revisits
    assert {named.get_header("WARC-Refers-To") for named in revisits} <= ids


def test_the_hash_of_each_text_is_that_of_its_version(site: Site) -> None:
    files = unpacked(bundled(site.data, site.ids["water"])[1])
    versions = lines(files["warraq/versions.jsonl"])
    assert len(versions) == 2
    for one in versions:
        assert hashlib.sha256(files[f"warraq/text-{one['n']}.txt"]).hexdigest() == one["sha256"]


def test_a_version_that_tells_of_a_removal_has_no_text(site: Site) -> None:
    files = unpacked(bundled(site.data, site.ids["fair"])[1])
    assert [one["kind"] for one in lines(files["warraq/versions.jsonl"])] == ["first", "gone"]
    assert [path for path in files if "text-" in path] == ["warraq/text-1.txt"]


def test_pages_are_the_captures_that_brought_one_and_the_newest_is_shown_first(site: Site) -> None:
    files = unpacked(bundled(site.data, article_of(site, URL))[1])
    head, *pages = lines(files["pages/pages.jsonl"])
    assert head["format"] == "json-pages-1.0"
    captured = [one for one in lines(files["warraq/captures.jsonl"]) if one["status"] == 200]
    assert [(one["url"], one["ts"]) for one in pages] == [(one["url"], one["fetched_at"]) for one in captured]
    package = json.loads(files["datapackage.json"])
    assert package["mainPageDate"] == pages[-1]["ts"]
    assert (
        lines(unpacked(bundled(site.data, article_of(site, "https://hawran.example/given-1"))[1])["pages/pages.jsonl"])[
            1:
        ]
        == []
    )


def test_what_is_not_as_it_was_recorded_is_left_out_and_named(site: Site, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(site.data, data)
    found = site.rows("SELECT * FROM captures WHERE url = ? AND status = 404", (URL,))[0]
    path = data / "warc" / found["warc_file"]
    stored = bytearray(path.read_bytes())
    stored[found["warc_offset"] + found["warc_length"] // 2] ^= 0xFF
    path.write_bytes(stored)
    made, content = bundled(data, article_of(site, URL))
    files = unpacked(content)
    bad = [one for one in lines(files["warraq/captures.jsonl"]) if one["fault"]]
    assert (made.left_out, [(one["id"], one["bundle_offset"]) for one in bad]) == (1, [(found["id"], None)])
    assert "there is no whole record at its place" in files["warraq/evidence.html"].decode()
    assert is_whole(files)
    shutil.rmtree(data / "warc")
    made, content = bundled(data, article_of(site, URL))
    assert (made.left_out, unpacked(content)[WARC]) == (5, b"")


@pytest.mark.parametrize(("column", "fault"), [("body_sha256", "sha256"), ("url", "other_record")])
def test_bytes_that_are_not_what_the_row_says_are_no_evidence(
    site: Site, tmp_path: Path, column: str, fault: str
) -> None:
    shutil.copytree(site.data, tmp_path / "data")
    with closing(connect(tmp_path / "data/warraq.db").conn) as connection:
        connection.execute(f"UPDATE captures SET {column} = '0' WHERE url = ? AND status = 404", (URL,))  # noqa: S608
    made, content = bundled(tmp_path / "data", article_of(site, URL))
    told = [one["fault"] for one in lines(unpacked(content)["warraq/captures.jsonl"])]
    assert (made.left_out, [one for one in told if one]) == (1, [fault])


def test_more_bytes_than_are_taken_and_an_article_that_is_not_there_are_sentences(site: Site) -> None:
    with pytest.raises(BundleTooLong, match="more than 0 MB"):
        bundled(site.data, article_of(site, URL), longest=2_000)
    with pytest.raises(BadConfiguration, match="holds no article 7"):
        bundled(site.data, 7)


def test_what_was_taken_out_of_the_archive_is_in_no_bundle_and_that_is_said(site: Site, tmp_path: Path) -> None:
    shutil.copytree(site.data, tmp_path / "data")
    bread, water = article_of(site, URL), site.ids["water"]
    capture = site.rows("SELECT max(id) AS id FROM captures WHERE url = ?", (URL,))[0]["id"]
    version = site.rows("SELECT id FROM versions WHERE article_id = ? AND n = 1", (water,))[0]["id"]
    with closing(connect(tmp_path / "data/warraq.db").conn) as connection:
        marks = [("capture", capture), ("version", version), ("article", 7)]
        connection.executemany("INSERT INTO redactions VALUES(?, ?, 'hide', 'privacy', '2026-11-26')", marks)
        connection.execute("UPDATE versions SET body = 'what is left' WHERE id = ?", (version,))
    files = unpacked(bundled(tmp_path / "data", bread)[1])
    told = {one["id"]: (one["fault"], one["bundle_offset"]) for one in lines(files["warraq/captures.jsonl"])}
    assert told[capture] == ("redacted", None)
    (stub,) = (one for one in lines(files["warraq/captures.jsonl"]) if one["fault"])
    assert (stub["url"], stub["body_sha256"], stub["warc_file"]) == ("", "", "")
    assert len(files[WARC]) < len(unpacked(bundled(site.data, bread)[1])[WARC])
    files = unpacked(bundled(tmp_path / "data", water)[1])
    assert [one["fault"] for one in lines(files["warraq/versions.jsonl"])] == ["redacted", ""]
    assert [path for path in files if "text-" in path] == ["warraq/text-2.txt"]
    assert "something was taken out of it" in files["warraq/evidence.html"].decode()
    with pytest.raises(BadConfiguration, match=r"was taken out of the archive on 2026-11-26 \(privacy\)"):
        bundled(tmp_path / "data", 7)


def test_a_text_that_is_not_the_one_whose_hash_was_recorded_is_no_evidence(site: Site, tmp_path: Path) -> None:
    shutil.copytree(site.data, tmp_path / "data")
    with closing(connect(tmp_path / "data/warraq.db").conn) as connection:
        connection.execute("UPDATE versions SET sha256 = 'x' WHERE article_id = ? AND n = 1", (site.ids["water"],))
    files = unpacked(bundled(tmp_path / "data", site.ids["water"])[1])
    assert [one["fault"] for one in lines(files["warraq/versions.jsonl"])] == ["sha256", ""]
    assert "it is not the text whose hash was recorded" in files["warraq/evidence.html"].decode()
