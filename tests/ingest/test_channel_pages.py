"""A channel over days: edits and deletions are told by reading its pages again, a closed preview is neither."""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from archive.times import now
from tests.support.channels import ChannelArchive, channel_archive
from tests.support.crawling import Archive
from tests.support.outlet_server.channel import Made, made_messages
from tests.support.passing_time import let_pass

EARLIER = timedelta(hours=20)
# So many messages the channel has; the whole size of it: WARRAQ_MESSAGES=300.
MESSAGES = int(os.environ.get("WARRAQ_MESSAGES", "44"))
STATUS = "SELECT CAST(key AS INTEGER), status FROM articles WHERE status <> 'live' ORDER BY 1"


def later(channel: ChannelArchive, hours: float) -> None:
    let_pass(channel.archive.data, hours)
    channel.crawl()


def test_an_edit_of_a_message_is_a_version_of_its_article_and_views_are_none(channel: ChannelArchive) -> None:
    channel.site.channel.post(*made_messages(range(1, 6), now() - EARLIER))
    channel.crawl()
    channel.site.channel.edit(3, "الخبر رقم 3 من القناة\nتفاصيل مصححة تمامًا عن ثلاثة قتلى")
    assert channel.crawl().edited == 1
    assert channel.rows("SELECT key, versions FROM articles WHERE versions > 1") == [("3", 2)]
    assert channel.rows("SELECT number, edited FROM messages WHERE edited") == [(3, 1)]


def test_an_album_is_one_message_of_several_numbers_and_its_forward_is_a_credit(channel: ChannelArchive) -> None:
    album = Made(
        6, "صور من المعرض", now() - EARLIER, parts=(7, 8), forwarded=("قناة أخرى", "https://t.me/other_channel/44")
    )
    channel.site.channel.post(*made_messages(range(1, 6), now() - EARLIER), album, *made_messages([9], now() - EARLIER))
    channel.crawl()
    assert channel.rows("SELECT credit, image_url FROM articles WHERE key = '6'") == [
        ("قناة أخرى", "https://cdn.example/file/6.jpg")
    ]
    assert channel.rows("SELECT number, kind FROM messages WHERE number > 5") == [
        (6, "text"),
        (7, "part"),
        (8, "part"),
        (9, "text"),
    ]
    told = channel.rows("SELECT forwarded_from, forwarded_url, pictures FROM messages WHERE number = 6")
    pictures = [f"https://cdn.example/file/{number}.jpg" for number in (6, 7, 8)]
    assert told == [("قناة أخرى", "https://t.me/other_channel/44", json.dumps(pictures))]
    assert channel.rows("SELECT key FROM urls WHERE url LIKE '%/Made_Channel/7'") == [("6",)]


def test_a_deletion_is_proven_by_three_looks_over_two_days_at_its_neighbours_and_a_gap_never_seen_is_none(
    channel: ChannelArchive,
) -> None:
    random = Random(4)
    channel.site.channel.post(*made_messages(range(1, MESSAGES + 1), now() - EARLIER))
    never_seen = sorted(random.sample(range(3, MESSAGES - 2), MESSAGES // 15))
    channel.site.channel.delete(*never_seen)
    channel.crawl()
    deleted = sorted(random.sample([n for n in channel.site.channel.messages if 3 < n < MESSAGES - 2], MESSAGES // 10))
    channel.site.channel.delete(*deleted)
    later(channel, 25)
    assert channel.rows(STATUS) == [(number, "missing") for number in deleted]
    later(channel, 25)
    channel.site.channel.post(*made_messages([MESSAGES + 1], now()))
    later(channel, 25)
    assert channel.rows(STATUS) == [(number, "gone") for number in deleted]
    seen = {number for (number,) in channel.rows("SELECT number FROM messages")}
    assert seen.isdisjoint(never_seen)
    held = channel.rows("SELECT DISTINCT held, status FROM captures WHERE held <> ''")
    assert held == [("not_listed", 200)]


def test_a_closed_preview_takes_nothing_down_and_is_told_by_its_own_word(channel: ChannelArchive) -> None:
    channel.site.channel.post(*made_messages(range(1, 31), now() - EARLIER))
    channel.crawl()
    channel.site.channel.is_closed = True
    for _ in range(4):
        later(channel, 25)
    assert channel.rows(STATUS) == []
    assert channel.archive.poll_states() == {"telegram": ("closed", "preview_closed")}
    assert channel.crawl().cause == "preview_closed"
    channel.site.channel.is_closed = False
    assert channel.crawl().cause == ""


def test_an_imported_page_of_a_channel_is_its_messages_once_whoever_the_channel_is(
    channel: ChannelArchive, tmp_path: Path
) -> None:
    channel.site.channel.post(*made_messages(range(1, 31), now() - EARLIER))
    page = channel.site.answer("/s/Made_Channel?before=26", {}).body
    lines = [
        {"url": f"https://t.me/s/{name}?before=26", "html": page.decode(), "fetched_at": "2026-11-21T10:00:00Z"}
        for name in ("made_channel", "MADE_channel")
    ]
    given = tmp_path / "given.jsonl"
    given.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    (channel.archive.outlets / f"{channel.outlet.name}.py").unlink()
    told = json.loads(channel.warraq("import", str(given), "--json"))
    assert (told["new"], told["held"], told["failed"]) == (20, 0, 0)
    again = json.loads(channel.warraq("import", str(given), "--json"))
    assert (again["new"], again["edited"], again["unchanged"]) == (0, 0, 40)
    assert channel.rows("SELECT DISTINCT outlet, count(*) FROM articles") == [("tg_made_channel", 20)]
    sources = channel.rows("SELECT url, count(DISTINCT warc_offset) FROM captures GROUP BY url ORDER BY 1")
    assert sources == [(line["url"], 1) for line in sorted(lines, key=lambda line: line["url"])]
    assert json.loads(channel.warraq("replay", "--json"))["failed"] == 0


def test_a_saved_page_of_the_preview_is_read_at_the_address_of_a_message(
    channel: ChannelArchive, tmp_path: Path
) -> None:
    channel.site.channel.post(*made_messages((1, 2, 4, 5), now() - EARLIER))
    saved = tmp_path / "page.html"
    saved.write_bytes(channel.site.answer("/s/Made_Channel", {}).body)
    address = "https://t.me/s/made_channel/{}"
    read = {n: json.loads(channel.warraq("read", str(saved), "--url", address.format(n), "--json")) for n in (2, 3, 9)}
    assert (read[2]["title"], read[2]["key"], read[2]["held"]) == ("الخبر رقم 2 من القناة", "2", None)
    assert [read[n]["held"] for n in (3, 9)] == ["not_listed", "not_shown"]


@pytest.fixture
def own_channel(archive: Archive) -> Iterator[ChannelArchive]:
    """A channel that is the made outlet's own."""
    archive.outlet("https://made.example")
    with channel_archive(archive, of="made") as made:
        yield made


def test_a_message_is_joined_with_the_article_whose_number_it_carries_and_is_no_copy_of_it(
    own_channel: ChannelArchive, tmp_path: Path
) -> None:
    text = (
        "أعلنت المحافظة إصلاح محطة الضخ الرئيسية بعد أسبوعين من العمل المتواصل في الموقع\nوعادت المياه إلى الأحياء كلها"
    )
    message = Made(5, f"{text}\nالتفاصيل على الرابط: made.example/2603020/", now() - EARLIER)
    own_channel.site.channel.post(message, *made_messages((1, 2), now() - EARLIER))
    own_channel.crawl()
    given = tmp_path / "given.jsonl"
    line = {"url": "https://made.example/2603020/", "title": "إصلاح محطة الضخ", "text": f"{text} {text}"}
    given.write_text(json.dumps(line), encoding="utf-8")
    own_channel.warraq("import", str(given))
    joined = own_channel.rows(
        "SELECT m.key, a.key, a.outlet FROM message_articles j JOIN articles m ON m.id = j.message_id"
        " JOIN articles a USING(outlet, key)"
    )
    assert joined == [("5", "2603020", "made")]
    assert own_channel.archive.count("copies") == 0
