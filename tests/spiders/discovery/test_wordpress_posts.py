"""WordPress's posts, with what plugins and caches print round and between them. All texts are made for the test."""

import json

import pytest

from spiders.discovery.parsers import UnreadableError, read_posts
from tests.support.property_rounds import cpu_seconds

BASE = "https://example.org/wp-json/wp/v2/posts"
NOTICE = "<br />\n<b>Notice</b>:  Undefined index: x in <b>/y.php</b> on line <b>9</b> [client 1] {a}<br />\n"


def post(number: int, **fields: object) -> dict[str, object]:
    return {"id": number, "link": f"https://example.org/{number}/", "title": {"rendered": "عنوان"}, **fields}


def numbers(text: str) -> list[str]:
    return [entry.url.split("/")[3] for entry in read_posts(text.encode(), BASE).entries]


TWO = json.dumps([post(1), post(2)])


def test_posts_give_utc_dates_that_say_so() -> None:
    dates = {"date": "2026-11-15T13:00:00", "date_gmt": "2026-11-15T10:00:00", "modified_gmt": "2026-11-15T11:00:00"}
    entry = read_posts(json.dumps([post(7, **dates)]).encode(), BASE).entries[0]
    assert (entry.title, entry.published, entry.modified) == ("عنوان", "2026-11-15T10:00:00Z", "2026-11-15T11:00:00Z")


def test_titles_are_text_and_not_html() -> None:
    title = "It&#8217;s <b>x</b> &amp; &#55357;&#56832;\ud83d"
    assert read_posts(json.dumps([post(1, title={"rendered": title})]).encode(), BASE).entries[0].title == "It’s x & 😀"


@pytest.mark.parametrize(
    "body", [b'{"code": "rest_forbidden"}', b"<html>", b"", b"[" * 100_000, b"[1, 2]", b'[{"a": 1}]']
)
def test_an_answer_that_is_no_list_of_posts_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableError, match="no_posts"):
        read_posts(body, BASE)


@pytest.mark.parametrize(
    "text",
    [
        NOTICE + TWO,
        TWO + "\n<!-- served from a cache -->",
        "\ufeff \n" + NOTICE + TWO + NOTICE,
        '{"error": [{"link": 1}]}' + TWO,
        "[1, 2]\n[{}]\n[]" + TWO + TWO,
        TWO + json.dumps([post(3)]),
    ],
)
def test_what_stands_round_the_posts_is_read_past_and_noted(text: str) -> None:
    found = read_posts(text.encode(), BASE)
    assert (numbers(text), found.notes) == (["1", "2"], ("dirty",))


def test_no_posts_at_all_is_an_answer() -> None:
    found = read_posts(b"\xef\xbb\xbf[ ]\n", BASE)
    assert (found.entries, found.notes) == ((), ())


@pytest.mark.parametrize("cut", [1, 2, 10, 40])
def test_of_posts_that_broke_off_what_is_whole_is_taken(cut: int) -> None:
    found = read_posts(TWO[:-cut].encode(), BASE)
    assert found.entries[0].url == "https://example.org/1/"
    assert found.notes == ("cut_off",)


@pytest.mark.parametrize(
    "broken",
    [
        '{"id": 9, "link": "https://example.org/9/", "title": {"rendered": "bad \\x escape"}}',
        '{"id": 9, "title": {]}}',
        '{"id": 9, "link": 7}',
        '{"id": 9, "link": "http://["}',
        '{"id": 9, "link": "https://example.org/' + "a" * 3_000 + '"}',
        "null",
    ],
)
def test_one_broken_post_costs_no_other(broken: str) -> None:
    text = f"[{json.dumps(post(1))}, {broken}, {json.dumps(post(2))}]"
    assert numbers(text) == ["1", "2"]
    assert sum(count for _, count in read_posts(text.encode(), BASE).left_out) == 1


@pytest.mark.parametrize(
    "before", ["[,", "[null,", f"[{NOTICE}", '[{"i', '[{"idx": {]}, ', '[{"x": 1, "link": "http://["}, {"y": ], ']
)
def test_a_list_whose_first_post_is_broken_is_read_from_the_next_on(before: str) -> None:
    found = read_posts(f"{before}{TWO[1:]}".encode(), BASE)
    assert [entry.url.split("/")[3] for entry in found.entries] == ["1", "2"]
    assert found.note


@pytest.mark.parametrize("value", [None, 5, True, [], {}, {"rendered": 5}, "x", "9" * 5_000, float("nan")])
def test_fields_of_another_kind_than_expected_are_empty(value: object) -> None:
    fields = {"title": value, "date": value, "date_gmt": value, "modified": value, "modified_gmt": value}
    text = json.dumps([post(1, **fields)]).replace('"id": 1', f'"id": {"9" * 5_000}')
    entry = read_posts(text.encode(), BASE).entries[0]
    assert (entry.url, entry.published, entry.modified) == ("https://example.org/1/", "", "")


def test_a_draft_of_the_year_nought_has_its_own_date() -> None:
    dates = {"date_gmt": "0000-00-00T00:00:00", "date": "2026-11-15T13:00:00"}
    assert read_posts(json.dumps([post(1, **dates)]).encode(), BASE).entries[0].published == "2026-11-15T13:00:00"


@pytest.mark.parametrize("name", ["id", "x"])
def test_posts_broken_by_the_thousand_are_not_each_read_to_their_end(name: str) -> None:
    text = "[" + (f'{{"{name}": 1, "a": [' + "1," * 100) * 2_000
    with cpu_seconds(6), pytest.raises(UnreadableError, match="no_posts"):
        read_posts(text.encode(), BASE)
