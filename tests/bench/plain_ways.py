"""What a script of thirty lines does with a page: trafilatura, and a row in SQLite with FTS5's own index."""

from pathlib import Path

import trafilatura
from sqlite_utils import Database


def plain_record(path: Path) -> Database:
    database = Database(path)
    database.execute("CREATE TABLE articles(id INTEGER PRIMARY KEY, url TEXT UNIQUE, title TEXT, day TEXT, body TEXT)")
    database.table("articles").enable_fts(["title", "body"], create_triggers=True)
    return database


def extract_and_insert(database: Database, url: str, body: bytes) -> None:
    """One commit a page. Raises AssertionError where nothing was read."""
    found = trafilatura.bare_extraction(body, url=url, with_metadata=True)
    if found is None or isinstance(found, dict):
        raise AssertionError(f"{url} was not read")
    database.table("articles").insert({"url": url, "title": found.title, "day": found.date, "body": found.text})
