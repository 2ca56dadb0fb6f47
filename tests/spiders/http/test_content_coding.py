"""Answers in codings nobody asked for: decoded, or refused with a word, and never read as text."""

import gzip
import os
import zlib
from collections.abc import Callable, Iterator

import brotli
import pytest

from archive.data_folder import DataFolder
from archive.ingest.replaying import open_for_replay, replay
from archive.warc.zstd import zstd
from spiders.registry import outlets
from tests.support.crawling import FEED, Archive
from tests.support.scripted_site import Answer, ScriptedSite, page

CODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.compress,
    "zstd": zstd.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "gzip, br": lambda body: brotli.compress(gzip.compress(body)),
}


@pytest.fixture
def site() -> Iterator[ScriptedSite]:
    with ScriptedSite().running() as running:
        yield running


def test_what_a_crawl_took_in_any_coding_a_replay_reads_again(archive: Archive, site: ScriptedSite) -> None:
    numbers = range(10001, 10001 + len(CODERS))
    site.publish(list(numbers))
    for number, (coding, coder) in zip(numbers, CODERS.items(), strict=True):
        site.answers[f"/{number}/"] = Answer(200, coder(page(number).body), {"Content-Encoding": coding})
    archive.outlet(site.home, FEED)
    result = archive.crawl()
    assert (result.new, result.failed, result.cause) == (len(CODERS), 0, "")
    with open_for_replay(DataFolder(archive.data)) as writer:
        assert [kind for _, kind, _ in replay(writer, outlets())] == ["same"] * len(CODERS)


def test_an_answer_that_stays_coded_fails_with_its_word_and_costs_only_itself(
    archive: Archive, site: ScriptedSite
) -> None:
    site.publish([10004, 10003, 10002, 10001])
    noise = b"\x9c\xff" + os.urandom(2_000)
    site.answers["/10004/"] = Answer(200, noise, {"Content-Encoding": "gzip"})
    site.answers["/10003/"] = Answer(200, brotli.compress(page(10003).body)[:-5], {"Content-Encoding": "br"})
    bomb = gzip.compress(b"<p>" + b"\0" * (64 << 20))
    site.answers["/10002/"] = Answer(200, bomb, {"Content-Encoding": "gzip"})
    archive.outlet(site.home, FEED)
    result = archive.crawl()
    assert (result.new, result.failed) == (1, 3)
    causes = archive.rows("SELECT error FROM captures WHERE error <> '' ORDER BY error")
    assert causes == [("coded",), ("coded",), ("too_large",)]
    assert archive.count("articles") == 1


def test_a_feed_in_the_clear_under_the_header_of_a_coding_is_read(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10001])
    plain = site.answers["/feed/"]
    assert isinstance(plain, Answer)
    site.answers["/feed/"] = Answer(200, plain.body, {**plain.headers, "Content-Encoding": "gzip"})
    archive.outlet(site.home, FEED)
    assert archive.crawl().new == 1
