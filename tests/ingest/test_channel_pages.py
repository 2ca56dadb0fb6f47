"""Foreign captures of a channel's page: its messages, once, whoever the channel is; and the same of a saved page."""

import json
from datetime import timedelta
from pathlib import Path

from archive.times import now
from tests.support.channels import ChannelArchive
from tests.support.outlet_server.channel import made_messages

EARLIER = timedelta(hours=20)


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
