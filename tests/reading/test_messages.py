"""A message read as an article: its first line as title, its channel's lines left out, addresses in words as links."""

from dataclasses import replace
from datetime import UTC, datetime

from archive.exchange import Page
from archive.model import Outlet, Reading
from archive.reading.extract import read
from archive.reading.quality_gate import judge
from spiders.outlets.telegram import Channel, channel_outlet
from tests.support.outlet_server.channel import Made, MadeChannel

OUTLET = channel_outlet(
    Channel("Made_Channel", "قناة نموذجية", "Made", junk_lines=(r"التفاصيل على الرابط\s*:", r"#نموذج$"))
)
AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def reading_of(text: str, outlet: Outlet = OUTLET, number: int = 5) -> tuple[Reading, str]:
    made = MadeChannel()
    made.post(Made(5, text, datetime(2026, 11, 20, 8, 31, tzinfo=UTC)), Made(7, "رسالة أخرى"))
    answer = made.answer("/s/made_channel")
    assert answer is not None
    url = f"https://t.me/made_channel/{number}"
    headers = (("Content-Type", "text/html"),)
    page = Page(
        url=url,
        final_url=url,
        within="https://t.me/s/made_channel",
        status=200,
        headers=headers,
        body=answer.body,
        fetched_at=AT,
    )
    reading = read(page, outlet)
    return reading, judge(page, reading, outlet)


def test_the_title_is_the_first_line_and_what_the_channel_puts_under_each_is_left_out() -> None:
    reading, held = reading_of("انقطاع الماء\nيعود مساء اليوم\nالتفاصيل على الرابط: made.example/news/77\n#نموذج")
    assert (reading.title, reading.text, held) == ("انقطاع الماء", "انقطاع الماء\nيعود مساء اليوم", "")
    assert reading.message is not None
    assert reading.message.links == ("https://made.example/news/77",)


def test_a_long_first_line_is_cut_between_words_and_says_so() -> None:
    reading, _ = reading_of("كلمة " * 60)
    assert reading.title.endswith("كلمة…")
    assert len(reading.title) <= 161
    assert reading.text == ("كلمة " * 60).strip()


def test_three_words_are_a_message_and_what_is_not_there_is_not_listed_between_its_neighbours() -> None:
    assert reading_of("عاجل: عاد التيار")[1] == ""
    assert [reading_of("نص", number=number)[1] for number in (4, 6)] == ["not_shown", "not_listed"]


def test_a_message_of_nothing_but_a_channels_own_lines_is_kept_as_it_is() -> None:
    reading, held = reading_of("#نموذج")
    assert (reading.text, held) == ("#نموذج", "")


def test_a_message_on_pages_that_were_not_found_is_no_page_that_was_not_found() -> None:
    assert reading_of("404 الصفحة غير موجودة")[1] == ""
    assert replace(reading_of("نص")[0]).strategy == "message"
