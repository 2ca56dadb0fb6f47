"""A made channel crawled: one page of its preview is twenty articles; over days all that becomes of them is told right.

Forty-four messages by default; WARRAQ_MESSAGES=300 makes it three hundred.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from archive.times import now
from spiders.base import spider_for
from spiders.process.parent import run_crawl
from spiders.result import CrawlResult
from spiders.telegram import TelegramSpider
from tests.support.channels import NAME, ChannelArchive, channel_archive
from tests.support.crawling import Archive
from tests.support.outlet_server.channel import Made, MadeChannel, made_messages
from tests.support.passing_time import let_pass

EARLIER = timedelta(hours=20)
MESSAGES = int(os.environ.get("WARRAQ_MESSAGES", "44"))
# Seconds of the wall: on a loaded machine a minute is too short for three hundred messages, and the crawl is cut short.
LIMIT = 60 + MESSAGES
NOT_THERE = "SELECT CAST(key AS INTEGER), status FROM articles WHERE status <> 'live' ORDER BY 1"
EDITED = "SELECT CAST(key AS INTEGER) FROM articles JOIN versions v ON v.article_id = articles.id WHERE v.kind = ?"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ChannelArchive, CrawlResult]]:
    """Thirty messages, a picture and a notice without words, crawled once; and what the crawl did."""
    with pytest.MonkeyPatch.context() as patch:
        archive = Archive(tmp_path_factory.mktemp("channel"))
        patch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
        patch.setenv("WARRAQ_OUTLETS", str(archive.outlets))
        with channel_archive(archive) as made:
            start = now() - EARLIER
            silent = (Made(131, has_picture=True, sent_at=start), Made(132, service="photo updated", sent_at=start))
            made.site.channel.post(*made_messages(range(101, 131), start), *silent)
            yield made, made.crawl()


def test_each_message_with_words_is_an_article_and_its_page_is_kept_once_as_the_capture_of_all(
    crawled: tuple[ChannelArchive, CrawlResult],
) -> None:
    channel, result = crawled
    assert (result.cause, result.found, result.new, result.held, result.failed) == ("", 30, 30, 0, 0)
    stored = channel.rows("SELECT key, url, title, body, published_from FROM articles WHERE key = '110'")
    home = channel.site.home
    words = "الخبر رقم 110 من القناة\nتفاصيل الخبر 110 كما وردت"
    assert stored == [("110", f"{home}/Made_Channel/110", "الخبر رقم 110 من القناة", words, "time")]
    captures = "SELECT url, count(article_id), count(DISTINCT warc_offset) FROM captures WHERE url LIKE '%/s/%'"
    assert channel.rows(f"{captures} GROUP BY 1") == [
        (f"{home}/s/Made_Channel", 18, 1),
        (f"{home}/s/Made_Channel?before=113", 12, 1),
    ]
    assert channel.rows("SELECT number, kind FROM messages WHERE article_id IS NULL") == [
        (131, "media"),
        (132, "service"),
    ]


def test_a_second_poll_with_nothing_new_asks_for_one_page_and_keeps_nothing(
    crawled: tuple[ChannelArchive, CrawlResult],
) -> None:
    channel, _ = crawled
    before = channel.rows("SELECT count(*) FROM captures")
    channel.site.asked.clear()
    result = channel.crawl()
    assert (result.cause, result.found, result.fetched, result.new) == ("", 18, 0, 0)
    assert channel.site.asked_pages() == ["/s/Made_Channel"]
    assert channel.rows("SELECT count(*) FROM captures") == before


def test_a_replay_reads_every_message_from_its_page_and_search_finds_them(
    crawled: tuple[ChannelArchive, CrawlResult],
) -> None:
    channel, _ = crawled
    assert json.loads(channel.warraq("replay", "--json")) == {"read": 30, "changed": 0, "same": 30, "failed": 0}
    assert f"{channel.site.home}/Made_Channel/107" in channel.warraq("search", "تفاصيل الخبر 107", "--json")


def test_a_backfill_walks_the_pages_before_those_that_are_known(channel: ChannelArchive) -> None:
    old = now() - timedelta(days=30)
    channel.site.channel.post(*made_messages(range(1, 51), old), *made_messages(range(51, 61), now() - EARLIER))
    assert channel.crawl().new == 20
    channel.site.asked.clear()
    result = run_crawl(NAME, channel.archive.data, time_limit=60, past=old.date() - timedelta(days=1))
    assert (result.cause, result.new) == ("", 40)
    assert "/s/Made_Channel?before=41" in channel.site.asked_pages()


def test_a_crawl_has_time_for_twenty_messages_where_it_has_for_one_page(channel: ChannelArchive) -> None:
    assert spider_for(channel.outlet, TelegramSpider).articles_a_request == 20
    assert spider_for(channel.outlet).articles_a_request == 1


def test_edits_deletions_albums_and_forwards_are_told_right_and_a_closed_preview_takes_nothing_down(
    channel: ChannelArchive,
) -> None:
    random, made = Random(4), channel.site.channel
    made.post(*made_messages(range(1, MESSAGES + 1), now() - EARLIER))
    inner = random.sample(range(3, MESSAGES - 2, 3), MESSAGES // 4)
    share = len(inner) // 5
    never_seen, deleted, edited, albums, forwards = (sorted(inner[n * share : (n + 1) * share]) for n in range(5))
    made.delete(*never_seen, *(number + 1 for number in albums))
    for number in albums:
        made.post(replace(made.messages[number], parts=(number + 1,)))
    for number in forwards:
        made.post(replace(made.messages[number], forwarded=(f"قناة {number}", "https://t.me/another_one/7")))
    assert channel.crawl(LIMIT).cause == ""
    made.delete(*deleted)
    for number in edited:
        made.edit(number, f"الخبر رقم {number} من القناة\nتصحيح: المدير هو سعيد وليس وليد {number}")
    for _ in range(3):
        let_pass(channel.archive.data, 25)
        assert channel.crawl(LIMIT).cause == ""  # a crawl cut short checks the newest messages alone
    _is_told_right(channel, deleted, edited, albums, forwards)
    assert {number for (number,) in channel.rows("SELECT number FROM messages")}.isdisjoint(never_seen)
    _close(channel, made)
    assert channel.rows(NOT_THERE) == [(number, "gone") for number in deleted]
    made.is_closed = False
    assert channel.crawl().cause == ""


def _is_told_right(
    channel: ChannelArchive, deleted: list[int], edited: list[int], albums: list[int], forwards: list[int]
) -> None:
    assert channel.rows(NOT_THERE) == [(number, "gone") for number in deleted]
    assert sorted(channel.rows(EDITED.replace("?", "'edit'"))) == [(number,) for number in edited]
    assert channel.rows("SELECT DISTINCT kind FROM versions ORDER BY 1") == [("edit",), ("first",), ("gone",)]
    assert channel.rows("SELECT number FROM messages WHERE edited ORDER BY 1") == [(number,) for number in edited]
    parts = channel.rows("SELECT number FROM messages WHERE kind = 'part' ORDER BY 1")
    assert parts == [(number + 1,) for number in albums]
    credited = channel.rows("SELECT CAST(key AS INTEGER), credit FROM articles WHERE credit <> '' ORDER BY 1")
    assert credited == [(number, f"قناة {number}") for number in forwards]
    assert channel.rows("SELECT DISTINCT held, status FROM captures WHERE held <> ''") == [("not_listed", 200)]


def _close(channel: ChannelArchive, made: MadeChannel) -> None:
    made.is_closed = True
    for _ in range(2):
        let_pass(channel.archive.data, 25)
        assert channel.crawl().cause == "preview_closed"
    assert channel.archive.poll_states() == {"telegram": ("closed", "preview_closed")}
