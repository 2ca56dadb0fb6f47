"""An import gives the same record however its captures are parted into files and batches."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from archive.data_folder import DataFolder
from archive.ingest import importer
from archive.ingest.importer import Importer
from archive.ingest.session import Writer
from tests.support.made_pages import OUTLET, rows
from tests.support.warc_files import article, http, warc_record

URL = "https://sample.example/70001/"
# An article, an error page with a few words left, the article again, edited; another article under its number.
BODIES = (
    article(1),
    b"<html><body><article><h1>1</h1><p>"
    + "نص قصير من بضع كلمات لا غير بقي من الخبر كله هنا".encode()
    + b"</p></article></body></html>",
    article(1, "وأضاف أن العمل استمر يومين"),
    article(1, "وأضاف أن العمل استمر ثلاثة أيام"),
)
RECORDS = [
    gzip.compress(warc_record(http(body), url=URL, date=f"2019-03-{day:02}T05:06:07Z"))
    for day, body in enumerate(BODIES, 1)
]
WHAT_COUNTS = {
    "articles": "SELECT key, title, body, status, versions, first_seen_at, last_seen_at FROM articles ORDER BY key",
    "versions": "SELECT n, kind, seen_at, last_seen_at, words_sha256 FROM versions ORDER BY article_id, n",
    "captures": "SELECT url, fetched_at, status, body_sha256 FROM captures ORDER BY fetched_at",
}


def imported(folder: Path, files: list[bytes]) -> dict[str, Any]:
    with Writer(DataFolder(folder / "data"), "import") as writer:
        for number, content in enumerate(files):
            path = folder / f"{number}.warc.gz"
            path.write_bytes(content)
            list(Importer(writer, {"sample": OUTLET}).run(path))
    return {name: rows(folder / "data", sql) for name, sql in WHAT_COUNTS.items()}


@pytest.mark.parametrize("batch", [1, 2, 100])
def test_two_captures_of_an_article_in_one_file_enter_as_they_would_in_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    (tmp_path / "apart").mkdir()
    (tmp_path / "together").mkdir()
    apart = imported(tmp_path / "apart", RECORDS)
    monkeypatch.setattr(importer, "BATCH", batch)
    together = imported(tmp_path / "together", [b"".join(RECORDS)])
    assert together == apart
    assert len(apart["captures"]) == len(RECORDS)
