"""Feeds, sitemaps, REST answers and listings, well made and hostile. All texts are made for the test."""

import gzip
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.discovery.parsers import (
    MAX_ENTRIES,
    MAX_TITLE,
    Found,
    UnreadableError,
    read_feed,
    read_listing,
    read_posts,
    read_sitemap,
)

BASE = "https://example.org/feed/"
TITLE = "افتتاح محطة مياه في دير الزور"
READERS: tuple[Callable[[bytes, str], Found], ...] = (
    read_feed,
    read_sitemap,
    read_posts,
    lambda body, base: read_listing(body, base, "a"),
)


def rss(items: str, declared: str = "utf-8") -> str:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>'
    return f'{declaration}<rss version="2.0"><channel><title>نموذج</title>{items}</channel></rss>'


def item(url: str, title: str = TITLE, date: str = "Sun, 15 Nov 2026 10:00:00 +0000", text: str = "نص") -> str:
    said = f"<pubDate>{date}</pubDate><description>{text}</description>"
    return f"<item><title>{title}</title><link>{url}</link>{said}</item>"


def test_rss_gives_links_titles_and_dates_as_written() -> None:
    entry = read_feed(rss(item("https://example.org/1/")).encode(), BASE).entries[0]
    assert (entry.url, entry.title, entry.published) == (
        "https://example.org/1/",
        TITLE,
        "Sun, 15 Nov 2026 10:00:00 +0000",
    )


def test_atom_gives_both_dates() -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>{TITLE}</title>
    <link rel="alternate" href="/2/"/><published>2026-11-15T10:00:00Z</published><updated>2026-11-16T10:00:00Z</updated>
    </entry></feed>"""
    entry = read_feed(atom.encode(), BASE).entries[0]
    assert (entry.url, entry.published, entry.modified) == (
        "https://example.org/2/",
        "2026-11-15T10:00:00Z",
        "2026-11-16T10:00:00Z",
    )


@pytest.mark.parametrize("charset", ["windows-1256", "utf-8"])
@pytest.mark.parametrize("declared", ["windows-1256", "utf-8", "iso-8859-1"])
def test_a_feed_is_read_by_its_bytes_whatever_it_declares(charset: str, declared: str) -> None:
    body = rss(item("https://example.org/1/"), declared).encode(charset)
    assert read_feed(body, BASE).entries[0].title == TITLE


def test_an_arabic_date_is_passed_on_as_written() -> None:
    date = "الأحد 15 تشرين الثاني 2026"
    assert read_feed(rss(item("https://example.org/1/", date=date)).encode(), BASE).entries[0].published == date


def test_the_fingerprint_changes_with_what_the_feed_says_and_with_nothing_else() -> None:
    def fingerprint(text: str, channel: str = "") -> str:
        return (
            read_feed((rss(item("https://example.org/1/", text=text)) + channel).encode(), BASE).entries[0].fingerprint
        )

    assert fingerprint("أصيب ثلاثة") == fingerprint("أصيب  ثلاثة", "<!-- built at noon -->")
    assert fingerprint("أصيب ثلاثة") != fingerprint("أصيب أربعة")


def test_an_empty_feed_is_no_error_and_a_home_page_is() -> None:
    assert read_feed(rss("").encode(), BASE).entries == ()
    with pytest.raises(UnreadableError):
        read_feed(b"<html><body><h1>Home</h1></body></html>", BASE)


@pytest.mark.parametrize(
    "link", ["file:///etc/passwd", "javascript:alert(1)", "gopher://x/", "data:text/html,x", "", "http://"]
)
def test_links_that_are_not_of_the_web_are_left_out(link: str) -> None:
    assert all(entry.url.startswith("http") for entry in read_feed(rss(item(link)).encode(), BASE).entries)
    assert not [entry for entry in read_feed(rss(item(link)).encode(), BASE).entries if "passwd" in entry.url]


def test_a_feed_that_is_the_name_of_a_local_file_opens_nothing() -> None:
    for name in (b"/etc/passwd", b"file:///etc/passwd"):
        with pytest.raises(UnreadableError):
            read_feed(name, BASE)


def test_titles_are_one_clean_line_of_bounded_length() -> None:
    entry = read_feed(
        rss(item("https://example.org/1/", title="أ\u202e<b>ب</b>\n" + "ج" * 2000)).encode(), BASE
    ).entries[0]
    assert "\u202e" not in entry.title
    assert "\n" not in entry.title
    assert len(entry.title) == MAX_TITLE


def test_a_feed_without_end_is_cut() -> None:
    body = rss("".join(item(f"https://example.org/{n}/") for n in range(MAX_ENTRIES + 50))).encode()
    assert len(read_feed(body, BASE).entries) == MAX_ENTRIES


NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://example.org/old/</loc><news:news><news:publication_date>2026-11-14T08:00:00Z</news:publication_date>
<news:title>خبر قديم</news:title></news:news><image:image><image:loc>https://example.org/a.jpg</image:loc>
<image:title>صورة</image:title></image:image></url>
<url><loc>https://example.org/new/</loc><lastmod>2026-11-15T09:00:00Z</lastmod><news:news>
<news:publication_date>2026-11-15T08:00:00Z</news:publication_date><news:title>خبر جديد</news:title></news:news></url>
</urlset>"""


def test_a_news_sitemap_comes_newest_first_with_its_own_titles() -> None:
    entries = read_sitemap(NEWS.encode(), BASE).entries
    assert [(entry.url, entry.title) for entry in entries] == [
        ("https://example.org/new/", "خبر جديد"),
        ("https://example.org/old/", "خبر قديم"),
    ]
    assert (entries[0].published, entries[0].modified) == ("2026-11-15T08:00:00Z", "2026-11-15T09:00:00Z")


def test_a_sitemap_may_be_gzipped() -> None:
    assert len(read_sitemap(gzip.compress(NEWS.encode()), BASE).entries) == 2


def test_an_index_names_its_newest_sitemaps_of_posts_and_no_more_than_three() -> None:
    sitemaps = "".join(
        f"<sitemap><loc>https://example.org/post-sitemap{n}.xml</loc><lastmod>2026-11-{n:02}</lastmod></sitemap>"
        for n in range(1, 10)
    )
    tags = "<sitemap><loc>https://example.org/tags.xml</loc><lastmod>2026-11-30</lastmod></sitemap>"
    found = read_sitemap(f"<sitemapindex>{sitemaps}{tags}</sitemapindex>".encode(), BASE)
    assert found.entries == ()
    assert found.more == tuple(f"https://example.org/post-sitemap{n}.xml" for n in (9, 8, 7))


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 50 + '"><!ENTITY c "' + "&b;" * 50 + '">]>'


@pytest.mark.parametrize(
    "body",
    [
        f"{LAUGHS}<urlset><url><loc>https://example.org/&c;</loc></url></urlset>".encode(),
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><urlset><url><loc>https://example.org/&e;</loc></url></urlset>',
    ],
)
def test_entities_are_neither_multiplied_nor_read_from_files(body: bytes) -> None:
    found = read_sitemap(body, BASE)
    assert all(len(entry.url) < 100 and "root:" not in entry.url for entry in found.entries)


def test_a_gzip_bomb_is_cut() -> None:
    with pytest.raises(UnreadableError):
        read_sitemap(gzip.compress(b"<" * 200_000_000, 1), BASE)


def test_posts_give_utc_dates_that_say_so() -> None:
    post = {
        "id": 7,
        "link": "https://example.org/7/",
        "date": "2026-11-15T13:00:00",
        "date_gmt": "2026-11-15T10:00:00",
        "modified_gmt": "2026-11-15T11:00:00",
        "title": {"rendered": TITLE},
    }
    entry = read_posts(json.dumps([post]).encode(), BASE).entries[0]
    assert (entry.title, entry.published, entry.modified) == (TITLE, "2026-11-15T10:00:00Z", "2026-11-15T11:00:00Z")


@pytest.mark.parametrize("body", [b'{"code": "rest_forbidden"}', b"<html>", b"", b"[" * 100_000])
def test_an_answer_that_is_no_list_of_posts_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_posts(body, BASE)


LISTING = f"""<html><body><nav><a href="/about/">من نحن</a></nav>
<div class="post"><h2><a href="/9/">{TITLE}</a></h2></div>
<div class="post"><h2><a href="/8/">خبر آخر</a></h2></div><a rel="next" href="?page=2">التالي</a></body></html>"""


def test_a_listing_gives_the_links_its_selector_names_and_its_next_page() -> None:
    found = read_listing(LISTING.encode(), "https://example.org/news", ".post a")
    assert [(entry.url, entry.title) for entry in found.entries] == [
        ("https://example.org/9/", TITLE),
        ("https://example.org/8/", "خبر آخر"),
    ]
    assert found.more == ("https://example.org/news?page=2",)
    assert {entry.fingerprint for entry in found.entries} == {""}


def test_a_listing_without_the_links_looked_for_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        read_listing(LISTING.encode(), BASE, ".gone a")


@given(st.binary(max_size=300), st.sampled_from(range(len(READERS))))
def test_no_bytes_make_a_reader_fail_otherwise(body: bytes, which: int) -> None:
    try:
        found = READERS[which](body, BASE)
    except UnreadableError:
        return
    assert all(entry.url.startswith(("http://", "https://")) for entry in found.entries)


@given(st.text(max_size=60))
def test_any_title_and_link_text_in_a_feed_is_survived(text: str) -> None:
    body = rss(f"<item><title><![CDATA[{text}]]></title><link>{text}</link></item>").encode("utf-8", "replace")
    try:
        read_feed(body, BASE)
    except UnreadableError:
        return
