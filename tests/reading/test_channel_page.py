"""What a page of a channel's preview shows: messages, albums, forwards, edited marks; and which numbers it proves."""

from datetime import UTC, datetime

import pytest

from archive.reading.channel_page import channel_page
from tests.support.outlet_server.channel import Made, MadeChannel

URL = "https://t.me/s/made_channel"


def shown(*messages: Made) -> str:
    made = MadeChannel()
    made.post(*messages)
    answer = made.answer("/s/Made_Channel")
    assert answer is not None
    return answer.body.decode()


def test_a_message_has_its_own_lines_and_neither_a_quoted_one_nor_its_views() -> None:
    html = shown(Made(5, "سطر أول\n\n  سطر   ثان & آخر", quoted="كلام سابق"))
    (message,) = channel_page(html, "MADE_channel").shown
    assert (message.number, message.lines) == (5, ("سطر أول", "سطر ثان & آخر"))
    assert channel_page(html, "another_channel").shown == ()


def test_an_album_has_the_numbers_of_its_parts_and_the_addresses_of_its_pictures() -> None:
    (message,) = channel_page(shown(Made(5, "صور", parts=(6, 7))), "made_channel").shown
    assert message.parts == (6, 7)
    assert message.pictures == tuple(f"https://cdn.example/file/{number}.jpg" for number in (5, 6, 7))


def test_whom_a_message_is_from_whether_it_was_edited_when_it_was_sent_and_what_it_links_to() -> None:
    made = Made(
        5,
        "نص",
        datetime(2026, 11, 20, 8, 31, tzinfo=UTC),
        is_edited=True,
        forwarded=("قناة أخرى", "https://t.me/other/9"),
        links=(("التفاصيل", "https://made.example/1"),),
    )
    (message,) = channel_page(shown(made), "made_channel").shown
    assert (message.forwarded_from, message.forwarded_url) == ("قناة أخرى", "https://t.me/other/9")
    assert (message.is_edited, message.sent_at) == (True, "2026-11-20T08:31:00+00:00")
    assert message.links == ("https://made.example/1",)


def test_who_hides_has_a_name_and_no_address() -> None:
    (message,) = channel_page(shown(Made(5, "نص", forwarded=("كاتب مخفي", ""))), "made_channel").shown
    assert (message.forwarded_from, message.forwarded_url) == ("كاتب مخفي", "")


def test_the_fingerprint_of_a_message_changes_with_its_words_and_mark_and_not_with_its_views() -> None:
    made = MadeChannel()
    made.post(Made(5, "نص", has_picture=True))
    prints = []
    for text in ("", "نص", "نص آخر"):
        if text:
            made.edit(5, text)
        for _ in range(2):
            answer = made.answer("/s/made_channel")
            assert answer is not None
            prints.append(channel_page(answer.body.decode(), "made_channel").shown[0].fingerprint)
    assert prints[0] == prints[1]
    assert len(set(prints)) == 3


@pytest.mark.parametrize(
    ("url", "covered"),
    [
        (URL, {4, 6, 8, 9}),
        (f"{URL}?before=9", {4, 6, 8}),
        (f"{URL}/6", {4, 6}),
        (f"{URL}?after=3", {4, 6}),
        ("https://t.me/made_channel/6", set()),
    ],
)
def test_a_page_says_of_the_numbers_between_its_own_whether_they_are_in_the_channel(
    url: str, covered: set[int]
) -> None:
    page = channel_page(shown(Made(4, "نص"), Made(5, "نص"), Made(7, "نص")), "made_channel")
    assert {number for number in (3, 4, 6, 8, 9) if page.covers(number, url)} == covered


def test_a_closed_preview_is_told_from_a_name_that_nobody_has_and_from_another_page() -> None:
    page = "<div class='tgme_page'><div class='tgme_page_extra'>{}</div></div>"
    assert channel_page(page.format("12 345 subscribers"), "made_channel").closed == "preview_closed"
    assert channel_page(page.format("@made_channel"), "made_channel").closed == "no_channel"
    assert channel_page("<p>an error</p>", "made_channel").closed == ""
