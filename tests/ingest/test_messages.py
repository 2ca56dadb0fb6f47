"""What a message leaves in the record beside its article: its album, whom it is from, the articles it leads to."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from archive.times import now
from tests.support.channels import ChannelArchive, channel_archive
from tests.support.crawling import Archive
from tests.support.outlet_server.channel import Made, made_messages

EARLIER = timedelta(hours=20)


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
