"""A record from before there were origins: what it tells of them is told, and no evidence is touched."""

import hashlib
import json
from pathlib import Path

from sqlite_utils import Database

from archive.data_folder import DataFolder
from archive.ingest.importer import Importer
from archive.ingest.session import Writer
from archive.record.schema import migrations
from archive.record.store import open_record
from tests.support.made_pages import OUTLET, TEXT, page_of, rows

B = TEXT.replace("ثلاثة", "خمسة")
LINE = json.dumps({"url": "https://sample.example/70001/", "title": "عودة المياه", "text": TEXT})


def old_record(data: Path) -> Database:
    """warraq.db as it was made before, with an outlet."""
    data.mkdir()
    database = Database(data / "warraq.db")
    migrations.apply(database, stop_before="origins")
    database.table("outlets").insert(
        {"name": "sample", "title": "", "title_en": "", "home": "", "lang": "ar", "hosts": '["sample.example"]'}
        | {"every": "15m", "expect_per_day": 1, "enabled": 1, "note": ""}
    )
    return database


def article(database: Database, key: str, body: str, first: str, last: str) -> None:
    columns = {"author": "", "credit": "", "lang": "ar", "published_day": "2021-02-03", "published_from": "url"}
    times = {"first_seen_at": first, "last_seen_at": last, "status": "live", "versions": 2, "words_sha256": key}
    named = {"id": int(key), "outlet": "sample", "key": key, "url": f"https://sample.example/{key}/", "title": "عنوان"}
    database.table("articles").insert(named | {"body": body} | columns | times)


def version(database: Database, key: str, n: int, at: str, kind: str, extractor: str, body: str | None) -> None:
    """With its capture: an imported answer of JSON for what somebody else extracted, else one of our own crawl."""
    given = extractor == "given"
    capture = {"url": f"https://sample.example/{key}/", "outlet": "sample", "article_id": int(key), "fetched_at": at}
    capture |= {"status": 200, "content_type": "application/json" if given else "text/html", "error": ""}
    capture |= {"body_sha256": f"{key}{n}", "warc_offset": 0, "warc_length": 1, "via": "import" if given else "crawl"}
    capture["warc_file"] = f"2026/11/{'import' if given else 'sample'}-20261125.warc.gz"
    row = database.table("captures").insert(capture).last_pk
    counts = {"words": 9, "added": 3, "removed": 3, "changed": "text", "numbers": "3→5"}
    told = {"article_id": int(key), "n": n, "seen_at": at, "last_seen_at": at, "kind": kind, "extractor": extractor}
    text = {"title": None if body is None else "عنوان", "body": body}
    hashes = {"sha256": f"{key}{n}", "words_sha256": f"{key}{n}", "capture_id": row}
    database.table("versions").insert(told | counts | text | hashes)


def test_texts_that_were_given_before_are_told_as_given_and_what_was_crawled_stays(tmp_path: Path) -> None:
    data = tmp_path / "data"
    database = old_record(data)
    article(database, "70001", B, "2026-11-25T10:00:00Z", "2026-11-25T10:05:00Z")
    version(database, "70001", 1, "2026-11-25T10:00:00Z", "first", "given", TEXT)
    version(database, "70001", 2, "2026-11-25T10:05:00Z", "edit", "given", None)
    article(database, "70002", B, "2020-01-01T00:00:00Z", "2026-11-24T00:00:00Z")
    version(database, "70002", 1, "2020-01-01T00:00:00Z", "first", "given", TEXT)
    version(database, "70002", 2, "2026-11-24T00:00:00Z", "extractor", "abc123", None)
    article(database, "70003", B, "2026-11-20T00:00:00Z", "2026-11-24T00:00:00Z")
    version(database, "70003", 1, "2026-11-20T00:00:00Z", "first", "abc123", TEXT)
    version(database, "70003", 2, "2026-11-24T00:00:00Z", "edit", "abc123", None)
    database.close()
    open_record(data / "warraq.db").close()
    told = rows(data, "SELECT article_id, n, kind, origin, added, changed, numbers FROM version_texts ORDER BY id")
    assert [tuple(row.values()) for row in told] == [
        (70001, 1, "given", "given", 0, "", ""),
        (70001, 2, "given", "given", 0, "", ""),
        (70002, 1, "given", "given", 0, "", ""),
        (70002, 2, "first", "crawl", 0, "", ""),
        (70003, 1, "first", "crawl", 3, "text", "3→5"),
        (70003, 2, "edit", "crawl", 3, "text", "3→5"),
    ]
    captures = rows(data, "SELECT DISTINCT via, status, received_at FROM captures ORDER BY via")
    assert [tuple(row.values()) for row in captures] == [("crawl", 200, ""), ("given", 0, "2026-11-25")]
    articles = rows(data, "SELECT id, origin, first_seen_at FROM articles ORDER BY id")
    assert [tuple(row.values()) for row in articles] == [
        (70001, "given", "2026-11-25T10:00:00Z"),
        # Nobody saw it in 2020.
        (70002, "crawl", "2026-11-24T00:00:00Z"),
        (70003, "crawl", "2026-11-20T00:00:00Z"),
    ]
    assert rows(data, "PRAGMA foreign_key_check") == []
    names = {row["name"] for row in rows(data, "SELECT name FROM sqlite_master WHERE tbl_name = 'versions'")}
    assert {"versions", "versions_kind_seen", "versions_edits"} <= names


def again(data: Path, line: str) -> list[object]:
    """What becomes of a line that a migrated record has already."""
    (data / "again.jsonl").write_text(line + "\n")
    with Writer(DataFolder(data), "import2") as writer:
        outcomes = list(Importer(writer, {"sample": OUTLET}).run(data / "again.jsonl"))
    return [getattr(one, "kind", one) for one, _ in outcomes]


def test_a_line_that_was_given_before_is_known_when_it_is_given_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    database = old_record(data)
    article(database, "70001", TEXT, "2026-11-25T10:00:00Z", "2026-11-25T10:00:00Z")
    version(database, "70001", 1, "2026-11-25T10:00:00Z", "first", "given", None)
    sha256 = hashlib.sha256(LINE.encode()).hexdigest()
    database.execute("UPDATE captures SET body_sha256 = ?", (sha256,))
    database.conn.commit()
    database.close()
    assert again(data, LINE) == ["unchanged"]


def test_a_page_that_was_given_before_without_its_time_is_known_when_it_is_given_again(tmp_path: Path) -> None:
    data, html = tmp_path / "data", page_of(TEXT).body.decode()
    database = old_record(data)
    article(database, "70001", TEXT, "2026-11-25T10:00:00Z", "2026-11-25T10:00:00Z")
    version(database, "70001", 1, "2026-11-25T10:00:00Z", "first", "abc123", None)
    # As such a page was written down then: an imported answer of the moment at which it came.
    kept = (hashlib.sha256(html.encode()).hexdigest(), "2026/11/import-20261125.warc.gz")
    database.execute("UPDATE captures SET via = 'import', body_sha256 = ?, warc_file = ?", kept)
    database.conn.commit()
    database.close()
    line = json.dumps({"url": "https://sample.example/70001/", "html": html}, ensure_ascii=False)
    assert again(data, line) == ["unchanged"]
    assert again(data, line.replace("ثلاثة", "خمسة")) != ["unchanged"]
