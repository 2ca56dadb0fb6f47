"""What a leaf covers is fixed for its version, and is nothing that changes in place."""

import hashlib
from pathlib import Path

from archive.evidence.records import CAPTURE, DESCRIPTION, ENTRY_BYTES, VERSION, description_sha256, entry_of, record_of
from archive.record.store import open_record

# Columns that statements of ours change without a new row, or that a file packed anew has differently.
CHANGES = {
    "captures": {"id", "article_id", "warc_file", "warc_offset", "warc_length", "warc_before", "member_sha256", "held"},
    "versions": {
        *("id", "seen_at", "last_seen_at", "kind", "added", "removed", "changed", "numbers", "title", "body"),
        *("extractor", "capture_id", "told_at", "author", "credit", "published", "words"),
    },
    "articles": {
        *("id", "outlet", "key", "body", "first_seen_at", "last_seen_at", "status", "versions", "words_sha256"),
        *("search_extra", "origin"),
    },
}


def test_a_leaf_covers_every_column_but_those_that_change_or_follow_from_others(tmp_path: Path) -> None:
    store = open_record(tmp_path / "warraq.db")
    found = {name: {column.name for column in store.db.table(name).columns} for name in CHANGES}
    store.close()
    covered = {"captures": set(CAPTURE), "versions": set(VERSION), "articles": set(DESCRIPTION)}
    assert {name: columns - CHANGES[name] for name, columns in found.items()} == covered
    assert all(covered[name].isdisjoint(CHANGES[name]) for name in CHANGES)


def test_what_stands_in_logs_already_stays_what_it_is() -> None:
    """Other columns, or another way to write them, need another version: these hashes may never change."""
    record = record_of("capture", bytes(16), dict.fromkeys(CAPTURE, "ورّاق \u2028"))
    assert hashlib.sha256(record.encode()).hexdigest() == entry_of(record)[2:].hex()
    assert len(entry_of(record)) == ENTRY_BYTES == 34
    version = record_of(
        "version", bytes(16), {**dict.fromkeys(VERSION, 1), "outlet": "o", "capture": None, "rules": ""}
    )
    described = description_sha256(bytes(16), [None, *["x"] * (len(DESCRIPTION) - 1)])
    assert (entry_of(record)[2:].hex()[:16], entry_of(version)[2:].hex()[:16], described[:16]) == (
        "84f5c23e69bffb75",
        "03aa8c562dc89b9c",
        "c33c889b81c0618b",
    )
