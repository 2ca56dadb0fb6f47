"""A made channel crawled: one page of its preview is twenty articles, each with the page as its evidence."""

import json
from datetime import timedelta

from archive.times import now
from spiders.process.parent import run_crawl
from tests.support.channels import NAME, ChannelArchive
from tests.support.outlet_server.channel import Made, made_messages

EARLIER = timedelta(hours=20)


def test_each_message_of_a_page_is_an_article_and_the_page_is_kept_once_as_its_capture(
    channel: ChannelArchive,
) -> None:
    channel.site.channel.post(*made_messages(range(101, 131), now() - EARLIER))
    result = channel.crawl()
    assert (result.cause, result.found, result.new, result.held, result.failed) == ("", 30, 30, 0, 0)
    assert channel.site.asked_pages() == ["/s/Made_Channel", "/s/Made_Channel?before=111"]
    stored = channel.rows("SELECT key, url, title, body, published_from FROM articles WHERE key = '110'")
    home = channel.site.home
    words = "الخبر رقم 110 من القناة\nتفاصيل الخبر 110 كما وردت"
    assert stored == [("110", f"{home}/Made_Channel/110", "الخبر رقم 110 من القناة", words, "time")]
    captures = (
        "SELECT url, count(article_id), count(DISTINCT warc_offset) FROM captures WHERE url LIKE '%/s/%' GROUP BY 1"
    )
    assert channel.rows(captures) == [
        (f"{home}/s/Made_Channel", 20, 1),
        (f"{home}/s/Made_Channel?before=111", 10, 1),
    ]


def test_a_second_poll_with_nothing_new_asks_for_one_page_and_keeps_nothing(channel: ChannelArchive) -> None:
    channel.site.channel.post(*made_messages(range(101, 131), now() - EARLIER))
    channel.crawl()
    before = channel.rows("SELECT count(*) FROM captures")
    channel.site.asked.clear()
    result = channel.crawl()
    assert (result.cause, result.found, result.fetched, result.new) == ("", 20, 0, 0)
    assert channel.site.asked_pages() == ["/s/Made_Channel"]
    assert channel.rows("SELECT count(*) FROM captures") == before


def test_a_replay_reads_every_message_again_from_the_page_it_stood_on(channel: ChannelArchive) -> None:
    channel.site.channel.post(*made_messages(range(101, 106), now() - EARLIER))
    channel.crawl()
    told = json.loads(channel.warraq("replay", "--json"))
    assert told == {"read": 5, "changed": 0, "same": 5, "failed": 0}


def test_a_message_without_a_word_is_no_article(channel: ChannelArchive) -> None:
    start = now() - EARLIER
    silent = (Made(8, has_picture=True, sent_at=start), Made(9, service="channel photo updated", sent_at=start))
    channel.site.channel.post(*made_messages(range(5, 8), start), *silent)
    assert channel.crawl().new == 3


def test_search_finds_a_message(channel: ChannelArchive) -> None:
    channel.site.channel.post(*made_messages(range(5, 8), now() - EARLIER))
    channel.crawl()
    found = channel.warraq("search", "تفاصيل الخبر 6", "--json")
    assert f"{channel.site.home}/Made_Channel/6" in found


def test_a_backfill_walks_the_pages_before_those_that_are_known(channel: ChannelArchive) -> None:
    old = now() - timedelta(days=30)
    channel.site.channel.post(*made_messages(range(1, 51), old), *made_messages(range(51, 61), now() - EARLIER))
    assert channel.crawl().new == 20
    channel.site.asked.clear()
    result = run_crawl(NAME, channel.archive.data, time_limit=60, past=old.date() - timedelta(days=1))
    assert (result.cause, result.new) == ("", 40)
    assert "/s/Made_Channel?before=41" in channel.site.asked_pages()
    assert channel.rows("SELECT count(*), min(CAST(key AS INTEGER)) FROM articles") == [(60, 1)]
