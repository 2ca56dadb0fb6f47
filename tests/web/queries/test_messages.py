"""A message's page says what the record holds: number, album, forward, neighbours; and articles and messages join."""

import pytest

from archive.web.queries.messages import channel_numbers, numbers_around
from tests.support import channel_archive
from tests.support.reading_room import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return channel_archive.make(tmp_path_factory.mktemp("channel") / "data")


def test_a_message_says_that_it_has_no_headline_and_shows_number_album_forward_and_mark(site: Site) -> None:
    text = site.text(f"/en/article/{site.ids['album']}")
    assert "Message 18212:" in text
    assert "Messages have no headline. This is the first line. The channel marks it as edited." in text
    assert "Forwarded from قناة الوادي. It is here, too" in text
    assert "An album of 2 pictures, under these numbers of the channel: 18212 and 18213." in text


def test_a_number_never_seen_is_told_from_one_that_was_seen_and_is_gone(site: Site) -> None:
    name = channel_archive.CHANNEL.name
    channel = site.ask(lambda connection: channel_numbers(connection, name))
    assert channel is not None
    found = site.ask(lambda connection: numbers_around(connection, name, channel, 18212))
    states = {place.number: place.state for place in found if place.state != "there"}
    assert states == {18205: "never", 18207: "gone", 18208: "gone", 18214: "never"}
    text = site.text(f"/en/article/{site.ids['plain']}")
    assert "Never seen: 18205 and 18214. Deleted before we came, or never published." in text
    assert "Not in the channel when we last looked: 18207, 18208" in text


def test_an_article_and_the_message_that_carries_its_address_lead_to_each_other(site: Site) -> None:
    message, article = site.ids["album"], site.ids["article"]
    assert f'href="/en/article/{article}"' in site.get(f"/en/article/{message}").text
    assert f'href="/en/article/{message}"' in site.get(f"/en/article/{article}").text
    assert "Also posted in a channel" in site.text(f"/en/article/{article}")
    assert "Who else has this text" not in site.text(f"/en/article/{article}")


def test_a_closed_preview_is_told_as_closed_on_the_page_of_its_channel(site: Site) -> None:
    text = site.text(f"/en/outlet/{channel_archive.CLOSED.name}")
    assert "preview closed" in text
    assert "It closed its preview; it did not fall silent." in text
    assert "Wadi channel (Telegram)" in site.text("/en/outlet/wadi")


def test_the_interface_tells_of_a_message_what_its_page_does(site: Site) -> None:
    told = site.get(f"/api/1/articles/{site.ids['album']}").json()["message"]
    assert (told["number"], told["parts"], told["is_edited"]) == (18212, [18213], True)
    assert told["forwarded_url"] == "https://t.me/Wadi_Channel/18203"
    assert site.get(f"/api/1/articles/{site.ids['article']}").json()["message"] is None
