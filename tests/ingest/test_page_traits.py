"""How a page is made and was read: the same template is known again, another one is not."""

from dataclasses import replace
from datetime import UTC, date, datetime

from archive.exchange import Page
from archive.ingest._page_traits import traits_of
from archive.model import Published, Reading

TEXT = "سطر أول من الخبر وفيه كلمات\nسطر ثان من الخبر وفيه كلمات\nقصير"
READING = Reading(title="عنوان", text=TEXT, strategy="generic")


def page(*names: str) -> Page:
    blocks = "".join(f'<div class="{name}">x</div>' for name in names)
    return Page(
        url="https://example.org/1",
        final_url="https://example.org/1",
        status=200,
        headers=(),
        body=blocks.encode(),
        fetched_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def test_a_reading_is_remembered_by_its_title_date_length_and_lines() -> None:
    traits = traits_of(page(), READING)
    assert (traits.untitled, traits.dated_by, traits.characters, len(traits.lines)) == (False, "", len(TEXT), 2)
    dated = replace(READING, title="", published=Published(instant=None, day=date(2026, 11, 22), source="meta"))
    assert traits_of(page(), dated)[:2] == (True, "meta")


def test_a_template_is_known_by_the_names_of_its_blocks_whatever_article_it_shows() -> None:
    names = [f"block-{chr(97 + n)}" for n in range(12)]
    one, other = traits_of(page(*names, "post-1234"), READING), traits_of(page(*reversed(names), "post-99"), READING)
    assert one.names == other.names
    new = traits_of(page(*[f"theme-{chr(97 + n)}" for n in range(12)]), READING)
    assert not set(one.names) & set(new.names)


def test_names_are_the_same_in_whatever_letters_and_quotes_their_attributes_are_written() -> None:
    small, large = page("block-a block-b"), page("block-a block-b")
    large = replace(large, body=large.body.replace(b"class=", b"CLASS="))
    single = replace(small, body=b"<div id='block-a'><p\nclass='block-b'>x<p data-class='other'>")
    assert traits_of(small, READING).names == traits_of(large, READING).names == traits_of(single, READING).names
