"""What can be taken home from the reading site, and only that."""

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.data_folder import DataFolder
from archive.publish.entries import ParquetEntry
from archive.publish.files import described
from archive.publish.manifest import announce, read_manifest
from archive.record.store import open_record
from archive.web.pages import downloads
from tests.support.reading_room import Site
from tests.support.redacted_archive import copied


@pytest.fixture
def empty(tmp_path: Path) -> Site:
    open_record(tmp_path / "warraq.db").close()
    return Site(tmp_path, {})


def test_a_published_file_is_listed_with_its_hash_and_comes_whole(published: Site) -> None:
    [entry] = downloads.snapshots(DataFolder(published.data)) or []
    page = published.get("/downloads").text
    packed = entry["packed"]
    assert packed is not None
    assert entry["sha256"] in page
    assert f'echo "{packed["sha256"]}  {packed["file"]}" | sha256sum -c' in page
    assert hashlib.sha256(published.get(f"/downloads/{packed['file']}").content).hexdigest() == packed["sha256"]
    answer = published.get(f"/downloads/{entry['file']}")
    assert answer.status_code == 200
    assert answer.headers["content-length"] == str(entry["bytes"])
    assert answer.headers["etag"] == f'"{entry["sha256"]}"'
    assert hashlib.sha256(answer.content).hexdigest() == entry["sha256"]


def test_a_broken_download_can_be_resumed_by_range(published: Site) -> None:
    [entry] = downloads.snapshots(DataFolder(published.data)) or []
    path, whole = f"/downloads/{entry['file']}", (published.data / "published" / entry["file"]).read_bytes()
    rest = published.get(path, headers={"Range": "bytes=5000-"})
    assert (rest.status_code, rest.content) == (206, whole[5000:])
    assert rest.headers["content-range"] == f"bytes 5000-{len(whole) - 1}/{len(whole)}"
    assert published.get(path, headers={"Range": "bytes=0-99"}).content == whole[:100]
    assert published.get(path, headers={"Range": "bytes=-100"}).content == whole[-100:]
    changed = published.get(path, headers={"Range": "bytes=5000-", "If-Range": '"another"'})
    assert (changed.status_code, len(changed.content)) == (200, len(whole))
    outside = published.get(path, headers={"Range": f"bytes={len(whole)}-"})
    assert (outside.status_code, outside.headers["content-range"]) == (416, f"bytes */{len(whole)}")
    assert published.get(path, headers={"If-None-Match": f'"{entry["sha256"]}"'}).status_code == 304
    head = published.get(path, method="HEAD")
    assert (head.content, head.headers["content-length"]) == (b"", str(len(whole)))


@pytest.mark.parametrize("name", ["removed.json", "..%2Fwarraq.db", "%2e%2e/warraq.db", "warraq.db", "../service.db"])
def test_only_dated_files_of_the_manifest_can_be_taken(published: Site, name: str) -> None:
    answer = published.get(f"/downloads/{name}")
    assert answer.status_code in (302, 404)
    assert b"SQLite format" not in answer.content


def test_an_unreadable_manifest_is_said_to_be_one(empty: Site) -> None:
    (empty.data / "published").mkdir()
    (empty.data / "published" / "manifest.json").write_text("{")
    assert "بيان التنزيلات غير مقروء الآن" in empty.text("/downloads")


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("bytes=0-" + "9" * 5_000, (0, 99)),
        ("bytes=-" + "9" * 5_000, (0, 99)),
        ("bytes=" + "9" * 5_000 + "-", None),
        ("bytes=" + "0" * 5_000 + "5-7", (5, 7)),
        ("bytes=-" + "0" * 5_000, None),
    ],
)
def test_a_range_of_more_digits_than_python_counts_is_a_range(header: str, wanted: tuple[int, int] | None) -> None:
    assert downloads.wanted_range({"range": header}, '"e"', 100) == wanted


@given(
    header=st.from_regex(r"(bytes=)?[0-9]{0,4}-?[0-9]{0,4}(,1-2)?", fullmatch=True) | st.text(),
    size=st.integers(1, 999),
)
def test_whatever_range_is_asked_for_lies_inside_the_file(header: str, size: int) -> None:
    wanted = downloads.wanted_range({"range": header}, '"e"', size)
    assert wanted is None or 0 <= wanted[0] <= wanted[1] < size


def month(data: DataFolder, table: str, name: str) -> ParquetEntry:
    """A file that stands for a month of a table."""
    path = data.published / f"warraq-2026-11-27-{table}-{name}.parquet"
    path.write_bytes(path.name.encode() * 100)
    return {**described(path, path.name), "table": table, "month": name, "rows": 7, "replaces": ""}


@pytest.fixture(scope="module")
def by_month(published: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    data = copied(published.data, tmp_path_factory.mktemp("months") / "data")
    months = [f"{year}-{number:02}" for year in (2025, 2026) for number in (9, 10)]
    parquet = [month(data, table, one) for table in ("articles", "captures") for one in months]
    [entry] = read_manifest(data)
    announce(data, [{**entry, "parquet": parquet}], {})
    return Site(data.root, {})


@pytest.mark.parametrize(("path", "told"), [("/downloads", "شهران"), ("/en/downloads", "2 months")])
def test_months_stand_by_years_the_newest_first_each_with_its_hash(by_month: Site, path: str, told: str) -> None:
    page = by_month.get(path).text
    assert re.findall(r"<summary><b>(\d+)</b> ([^<]+)<", page) == [("2026", told), ("2025", told)]
    [entry] = downloads.snapshots(DataFolder(by_month.data)) or []
    names = re.findall(r'href="/downloads/([^"]+parquet)"', page)
    assert [name[-15:-8] for name in names] == ["2026-10"] * 2 + ["2026-09"] * 2 + ["2025-10"] * 2 + ["2025-09"] * 2
    assert all(file["file"] in names and file["sha256"] in page for file in entry["parquet"])


def test_a_month_may_be_kept_for_ever_and_comes_in_parts(by_month: Site) -> None:
    [entry] = downloads.snapshots(DataFolder(by_month.data)) or []
    file = entry["parquet"][0]
    answer = by_month.get(f"/downloads/{file['file']}", headers={"Range": "bytes=10-19"})
    assert (answer.status_code, len(answer.content)) == (206, 10)
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    assert answer.headers["etag"] == f'"{file["sha256"]}"'
    assert "immutable" in answer.headers["cache-control"]
