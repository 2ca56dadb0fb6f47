"""A made site crawled twice over, with an engine and without: what both data folders hold, but for when it was."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from archive.data_folder import DataFolder
from scheduler.engine.interface import Engine
from scheduler.jobs import crawl
from scheduler.parted_crawls import PartedCrawls
from spiders.registry import outlets
from spiders.result import CrawlResult
from tests.support.scripted_site import Answer, ScriptedSite, page

# What is of a moment, and hashes of what holds one: an answer's `Date`, a WARC record's own.
MOMENTS = {"fetched_at", "applied_at", "detail", "entry", "salt", "next_due", "last_start", "last_end", "last_ok"}
MOMENTS |= {"headers_sha256", "record_sha256", "member_sha256", "warc_length", "warc_offset", "warc_before"}
MOMENTS |= {"last_success", "since", "last_new", "seconds", "monotonic", "boot_id", "secret", "at", "until"}
# Made by the moment: an article's number begins with its day, the same in both.
SKIPPED = ("articles_fts", "sqlite_", "_sqlite")


def script(site: ScriptedSite) -> None:
    """Three articles, a redirect, an error that is mended when asked again, a page that is not there."""
    site.publish([20006, 20005, 20004, 20003, 20002, 20001])
    site.answers["/robots.txt"] = Answer(200, b"User-agent: *\nDisallow: /20006/\n")
    site.answers["/20002/"] = Answer(301, b"", {"Location": "/20002/slug/"})
    site.answers["/20002/slug/"] = page(20002)
    site.answers["/20004/"] = Answer(404, b"gone")
    # Asked twice by every second crawl.
    site.answers["/20005/"] = lambda before: Answer(503, b"") if before % 2 == 0 else page(20005)


def edit(site: ScriptedSite, *folders: Path) -> None:
    """One article edited, one taken down, one as it was; all of them due again."""
    site.answers["/20001/"] = page(20001, "بعد تعديل الخبر المنشور")
    site.answers["/20003/"] = Answer(404, b"gone")
    for folder in folders:
        with closing(sqlite3.connect(folder / "service.db")) as connection, connection:
            connection.execute("UPDATE visits SET next_due = found_at, failures = 0")


def alone(data: Path, *names: str) -> list[CrawlResult]:
    """Crawled as one machine does it."""
    return [crawl(DataFolder(data).make(), outlets()[name], threading.Event()) for name in names]


def parted(data: Path, engine: Engine, place: str, *names: str) -> tuple[list[CrawlResult], list[str]]:
    """Crawled with an engine; what was said meanwhile."""
    said: list[str] = []
    made = PartedCrawls(
        DataFolder(data).make(), outlets(), engine, place, threading.Event(), lambda *_: None, said.append
    )
    return list(made.results([outlets()[name] for name in names])), said


def held(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every table, without what is of a moment."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for table in (name for name in tables if not name.startswith(SKIPPED)):
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            kept = [name for name in names if name not in MOMENTS and not name.endswith("_at")]
            if kept:
                sql = f"SELECT {', '.join(f'[{name}]' for name in kept)} FROM [{table}]"  # noqa: S608
                found[table] = sorted(connection.execute(sql), key=repr)
    return found
