"""Published while a crawl writes and readers read: nobody meets a lock, every download passes, a resumed one as well.

`WARRAQ_SNAPSHOT_MINUTES=10` goes on for ten minutes, with a snapshot a minute, the writer in a process of its own;
without it, for seconds. The writer is given texts that are read already, as an import is: reading a page takes a core
some 20 ms more, and locks nothing.
"""

import hashlib
import os
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.exchange import Exchange
from archive.ingest.intake import Intake
from archive.model import Reading
from archive.publish.manifest import read_manifest
from archive.publish.pulling import COPY, pull
from archive.publish.snapshot import publish
from spiders.http.other_archives import OtherArchive
from tests.bench.material import made_texts
from tests.support.http_reading_room import serving
from tests.support.made_pages import OUTLET, TEXT, page_of, take
from tests.support.pulled_copies import differences
from tests.support.waiting import wait_until

MINUTES = float(os.environ.get("WARRAQ_SNAPSHOT_MINUTES", "0.03"))
BETWEEN_SNAPSHOTS = 60.0 if MINUTES >= 2 else 0.5
PER_SECOND, READERS = 50, 8
# A reader reads on for a second; eight that do not would have all of a small machine to themselves.
BETWEEN_PAGES = 1.0 if MINUTES >= 2 else 0.3
# So many texts before the first comes again.
ROUND = 3_000 if MINUTES >= 2 else 100


def until(stop: threading.Event, step: Callable[[int], object], pause: float) -> int:
    """Do a step again and again; returns how often."""
    count = 0
    while not stop.wait(pause):
        step(count)
        count += 1
    return count


def writing(data: DataFolder, begun_at: Path, stop: Path) -> tuple[int, float]:
    """As an import of texts that somebody read, each with its kept page in a commit of its own, until the file `stop`
    is there; returns how many, and how many a second."""
    texts = made_texts(ROUND)
    with Intake(data.root, OUTLET) as intake:
        intake.writer.follow_in_batches()
        begun, n = time.monotonic(), 0
        while not stop.exists():
            title, text = texts[n % ROUND]
            # Texts that are one but for a number would each be held against all before.
            words = f"{text}{f' {n}' * (n // ROUND + 1)}"
            page = page_of(words, url=f"https://sample.example/{80000 + n}/", title=f"{title} {n}")
            intake.keep(
                Exchange(
                    url=page.url, status=page.status, headers=page.headers, body=page.body, fetched_at=page.fetched_at
                )
            )
            intake.consider(page, Reading(title=f"{title} {n}", text=words, lang="ar", strategy="selector"))
            n += 1
            begun_at.touch()
            # No faster than it is to be.
            time.sleep(max(begun + n / PER_SECOND - time.monotonic(), 0))
        return n, n / (time.monotonic() - begun)


def the_writer() -> Executor:
    """Starting a process costs as much as all of a short run."""
    return ProcessPoolExecutor(1, get_context("spawn")) if MINUTES >= 2 else ThreadPoolExecutor(1)


def reading(address: str, stop: threading.Event) -> int:
    def step(n: int) -> None:
        path = ("/search?q=%D8%A7%D9%84%D8%A8%D9%84%D8%AF%D9%8A%D8%A9", "/", "/downloads")[n % 3]
        with urllib.request.urlopen(f"{address}{path}", timeout=60) as answer:  # noqa: S310 - our own
            answer.read()

    return until(stop, step, BETWEEN_PAGES)


def snapshots(data: DataFolder, address: str, copy: Path) -> Iterator[str]:
    """Publish; of the file before take the second half, of this one the first."""
    source, begun, ends = OtherArchive(address), b"", time.monotonic() + MINUTES * 60
    while time.monotonic() < ends or len(read_manifest(data)) < 2:
        before = read_manifest(data)[:1]
        publish(data)
        for entry in before:
            rest = b"".join(source.read(entry["file"], len(begun), entry["sha256"]))
            assert hashlib.sha256(begun + rest).hexdigest() == entry["sha256"]
        newest = read_manifest(data)[0]
        begun = next(source.read(newest["file"], 0))[: newest["bytes"] // 2]
        pull(source, copy)
        yield newest["file"]
        time.sleep(BETWEEN_SNAPSHOTS)


def test_nobody_meets_a_lock_and_every_download_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
    data, stop = DataFolder(tmp_path / "data"), threading.Event()
    with Intake(data.root, OUTLET) as intake:
        take(intake, page_of(TEXT))
    with (
        serving(data.root) as address,
        the_writer() as writer,
        ThreadPoolExecutor(READERS) as pool,
    ):
        work = [pool.submit(reading, address, stop) for _ in range(READERS)]
        written = writer.submit(writing, data, tmp_path / "begun", tmp_path / "stop")
        try:
            wait_until(lambda: (tmp_path / "begun").exists() or written.done())
            made = list(snapshots(data, address, tmp_path / "copy"))
        finally:
            stop.set()
            (tmp_path / "stop").touch()
        read = [one.result() for one in work]
        articles, rate = written.result()
    assert len(made) >= 2
    assert articles > 0
    assert min(read) > 0
    assert differences(data, tmp_path / "copy" / COPY) == []
    print(f"{articles} articles, {rate:.1f} a second, {sum(read)} pages, {len(made)} snapshots")
