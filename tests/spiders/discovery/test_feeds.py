"""Feeds: what each item says of its article, in every dialect, well made and not. All texts are made for the test."""

import pytest

from spiders.discovery.parsers import MAX_ENTRIES, MAX_TITLE, UnreadableError, read_feed

BASE = "https://example.org/feed/"
TITLE = "افتتاح محطة مياه في دير الزور"
ONE, TWO = "https://example.org/1/", "https://example.org/2/"


def rss(items: str, declared: str = "utf-8") -> str:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>'
    return f'{declaration}<rss version="2.0"><channel><title>نموذج</title>{items}</channel></rss>'


def item(url: str = ONE, title: str = TITLE, date: str = "Sun, 15 Nov 2026 10:00:00 +0000", text: str = "نص") -> str:
    rest = f"<pubDate>{date}</pubDate><description>{text}</description>"
    return f"<item><title>{title}</title><link>{url}</link>{rest}</item>"


def urls(xml: str, base: str = BASE) -> list[str]:
    return [entry.url for entry in read_feed(xml.encode(), base).entries]


def test_rss_gives_links_titles_and_dates_as_written() -> None:
    entry = read_feed(rss(item()).encode(), BASE).entries[0]
    assert (entry.url, entry.title, entry.published) == (ONE, TITLE, "Sun, 15 Nov 2026 10:00:00 +0000")


def test_atom_gives_both_dates() -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>{TITLE}</title>
    <link rel="alternate" href="/2/"/><published>2026-11-15T10:00:00Z</published><updated>2026-11-16T10:00:00Z</updated>
    </entry></feed>"""
    entry = read_feed(atom.encode(), BASE).entries[0]
    assert (entry.url, entry.published, entry.modified) == (TWO, "2026-11-15T10:00:00Z", "2026-11-16T10:00:00Z")


def test_rss_1_and_a_feed_whose_every_name_has_a_prefix_are_read_alike() -> None:
    rdf = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:d="http://purl.org/dc/elements/1.1/"><channel><title>x</title></channel><item><title>{TITLE}</title>
    <link>{ONE}</link><d:date>2026-11-15T10:00:00Z</d:date></item></rdf:RDF>"""
    prefixed = f"""<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>{TITLE}</a:title>
    <a:link href="{ONE}"/><a:published>2026-11-15T10:00:00Z</a:published></a:entry></a:feed>"""
    for xml in (rdf, prefixed):
        entry = read_feed(xml.encode(), BASE).entries[0]
        assert (entry.url, entry.title, entry.published) == (ONE, TITLE, "2026-11-15T10:00:00Z")


@pytest.mark.parametrize("charset", ["windows-1256", "utf-8", "utf-16"])
@pytest.mark.parametrize("declared", ["windows-1256", "utf-8", "iso-8859-1"])
def test_a_feed_is_read_by_its_bytes_whatever_it_declares(charset: str, declared: str) -> None:
    assert read_feed(rss(item(), declared).encode(charset), BASE).entries[0].title == TITLE


def test_an_arabic_date_is_passed_on_as_written() -> None:
    date = "الأحد 15 تشرين الثاني 2026"
    assert read_feed(rss(item(date=date)).encode(), BASE).entries[0].published == date


@pytest.mark.parametrize("date", ["", "now", "منذ ساعتين", "اليوم", "soon", "Thu, 01 Jan 1970 00:00:00 GMT", "0", "²"])
def test_a_date_that_names_no_moment_is_empty_and_never_now(date: str) -> None:
    assert read_feed(rss(item(date=date)).encode(), BASE).entries[0].published == ""


def test_the_fingerprint_changes_with_what_the_feed_says_and_with_nothing_else() -> None:
    def fingerprint(text: str, channel: str = "") -> str:
        return read_feed((rss(item(text=text)) + channel).encode(), BASE).entries[0].fingerprint

    assert fingerprint("أصيب ثلاثة") == fingerprint("أصيب  ثلاثة", "<!-- built at noon -->")
    assert fingerprint("أصيب ثلاثة") != fingerprint("أصيب أربعة")


def test_an_empty_feed_is_no_error_and_a_home_page_is() -> None:
    assert read_feed(rss("").encode(), BASE).entries == ()
    for page in (b"<html><body><h1>Home</h1></body></html>", b"<!doctype html><html><script>'<rss>'</script>", b""):
        with pytest.raises(UnreadableError, match="no_feed"):
            read_feed(page, BASE)


@pytest.mark.parametrize(
    "link", ["file:///etc/passwd", "javascript:alert(1)", "gopher://x/", "data:text/html,x", "http://"]
)
def test_links_that_are_not_of_the_web_are_left_out(link: str) -> None:
    found = read_feed(rss(item(link) + item(TWO)).encode(), BASE)
    assert ([entry.url for entry in found.entries], found.left_out) == ([TWO], (("no_address", 1),))


@pytest.mark.parametrize(
    ("inside", "url"),
    [
        (f"<link></link><guid>{TWO}</guid>", TWO),
        (f'<link/><guid isPermaLink="true">{TWO}</guid>', TWO),
        (f'<guid IsPermalink="TRUE"> {TWO} </guid>', TWO),
        (f"<link> \n </link><guid><![CDATA[{TWO}]]></guid>", TWO),
        (f"<link>#</link><guid>{TWO}</guid>", TWO),
        (f"<link>{ONE}</link><guid>{TWO}</guid>", ONE),
        (f'<link/><guid isPermaLink="false">{TWO}</guid>', None),
        ("<link/><guid>554898</guid>", None),
        ('<link/><guid isPermaLink="true">554898</guid>', None),
        ("<guid>tag:example.org,2026:1</guid>", None),
        ("<link></link>", None),
        ("", None),
        ("<link>#top</link>", None),
        ("<link>https://example.org/feed/</link>", None),
        ("<link>?utm_source=rss</link>", None),
        (f'<atom:link rel="self" href="{BASE}"/>', None),
        (f'<atom:link rel="alternate" href="{TWO}"/>', TWO),
        (f"<feedburner:origLink>{TWO}</feedburner:origLink><link>https://feeds.example/x</link>", TWO),
        (f"<source><link>{ONE}</link></source>", None),
        (f"<link>{ONE}</link><link>{TWO}</link>", TWO),
        (f"<link>{TWO}</link><link></link>", TWO),
    ],
)
def test_an_item_without_a_link_has_its_permanent_address_and_never_the_feeds_own(inside: str, url: str | None) -> None:
    assert urls(rss(f"<item><title>t</title>{inside}</item>")) == ([url] if url else [])


@pytest.mark.parametrize(
    ("inside", "url"),
    [
        (f"<id>{TWO}</id>", TWO),
        ("<id>tag:example.org,2026:1</id>", None),
        ("<id>554898</id>", None),
        (f'<id>{ONE}</id><link href=""/>', ONE),
        (f'<link rel="self" href="{ONE}"/><id>{TWO}</id>', TWO),
        (f'<link type="application/pdf" href="{ONE}"/><link type="text/html" href="{TWO}"/>', TWO),
        (f"<source><id>{ONE}</id></source>", None),
    ],
)
def test_an_atom_entry_has_its_id_where_that_is_an_address(inside: str, url: str | None) -> None:
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>t</title>{inside}</entry></feed>'
    assert urls(atom) == ([url] if url else [])


def test_relative_links_go_by_xml_base_and_else_by_the_feeds_address() -> None:
    entry = "<entry{}><link{} href='3/'/></entry>"
    own, inner = ' xml:base="https://other.example/ar/"', ' xml:base="b/"'
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"{}>{}</feed>'
    assert urls(feed.format("", entry.format("", ""))) == [f"{BASE}3/"]
    assert urls(feed.format(own, entry.format("", ""))) == ["https://other.example/ar/3/"]
    assert urls(feed.format(own, entry.format(inner, inner))) == ["https://other.example/ar/b/b/3/"]
    assert urls(feed.format(' xml:base="http://[::1"', entry.format("", ""))) == [f"{BASE}3/"]
    # Resolved, the number would look like an address.
    assert urls(rss("<item><guid>3</guid></item>").replace("<rss", f"<rss{own}")) == []


@pytest.mark.parametrize("uri", ["http://search.yahoo.com/mrss/", "https://unknown.example/"])
def test_a_picture_or_a_source_lends_an_item_neither_its_title_nor_its_date(uri: str) -> None:
    other = f"<m:title>صورة</m:title><m:link>{ONE}</m:link><m:group><title>صورة</title><link>{ONE}</link></m:group>"
    source = f'<source url="x"><title>وكالة</title><link>{ONE}</link><pubDate>Sun, 15 Nov 2020</pubDate></source>'
    entry = read_feed(rss(item().replace("<item>", f'<item xmlns:m="{uri}">{other}{source}')).encode(), BASE).entries[0]
    assert (entry.url, entry.title, entry.published) == (ONE, TITLE, "Sun, 15 Nov 2026 10:00:00 +0000")
    undated = f"<item><title>t</title><link>{TWO}</link>{other}{source}</item>"
    found = read_feed(rss(undated).replace("<rss", f'<rss xmlns:m="{uri}"').encode(), BASE).entries[0]
    assert (found.url, found.title, found.published) == (TWO, "t", "")


def test_an_address_written_once_too_often_is_the_address_meant() -> None:
    assert urls(rss(item("https://example.org/?p=1&amp;amp;x=2"))) == ["https://example.org/?p=1&x=2"]
    assert urls(rss(item("https://example.org/?p=1&x=2"))) == ["https://example.org/?p=1&x=2"]
    assert urls(rss(item("https://example.org/\n  1/"))) == ["https://example.org/  1/"]


def test_names_of_html_and_bare_signs_in_a_title_lose_nothing() -> None:
    title = "أنباء&nbsp;عن &laquo;اتفاق&raquo; بين A & B &amp;#8217; &lt;b&gt;عاجل&lt;/b&gt; &unknown;"
    entry = read_feed(rss(item(title=title)).encode(), BASE).entries[0]
    assert entry.title == "أنباء عن «اتفاق» بين A & B ’ عاجل &unknown;"


def test_a_tag_that_was_never_closed_hides_no_date_and_no_other_item() -> None:
    broken = f"<item><title>{TITLE}</title><link>{ONE}</link><description><p>a<br>b</p></description>"
    broken += "<pubDate>Sun, 15 Nov 2026 10:00:00 +0000</pubDate></item>"
    found = read_feed(rss(broken + item(TWO)).encode(), BASE)
    assert [(entry.url, bool(entry.published)) for entry in found.entries] == [(ONE, True), (TWO, True)]


def test_titles_are_one_clean_line_of_bounded_length() -> None:
    title = read_feed(rss(item(title="أ\u202e<b>ب</b>\n" + "ج" * 2000)).encode(), BASE).entries[0].title
    assert "\u202e" not in title
    assert "\n" not in title
    assert len(title) == MAX_TITLE


def test_of_a_feed_without_end_the_newest_are_taken_whatever_its_order() -> None:
    hours = [f"Sun, 15 Nov 2026 {n % 24:02}:{n // 24:02}:00 +0000" for n in range(MAX_ENTRIES + 50)]
    items = [item(f"https://example.org/{n}/", date=date) for n, date in enumerate(hours)]
    found = read_feed(rss("".join(items)).encode(), BASE)
    assert (len(found.entries), found.notes) == (MAX_ENTRIES, ("capped",))
    assert max(hours, key=lambda date: date[17:22]) in {entry.published for entry in found.entries}


@pytest.mark.parametrize("cut", [1, 30, 90, 150])
def test_of_a_feed_that_broke_off_what_is_whole_is_taken(cut: int) -> None:
    body = rss(item() + item(TWO)).encode()
    found = read_feed(body[: len(body) - cut], BASE)
    assert found.entries[0].url == ONE
    assert found.notes == ("cut_off",)


def test_a_paged_feed_names_its_next_page_and_others_none() -> None:
    own = '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="/feed"/>{}'
    head = own + '<entry><link href="/1/"/></entry></feed>'
    paged = head.format('<link rel="next" href="/feed?page=2&amp;x=1"/>')
    assert read_feed(paged.encode(), "https://a.example/feed").more == ("https://a.example/feed?page=2&x=1",)
    assert read_feed(head.format("").encode(), "https://a.example/feed").more == ()
    in_entry = head.format("").replace('<link href="/1/"/>', '<link href="/1/"/><link rel="next" href="/2/"/>')
    assert read_feed(in_entry.encode(), "https://a.example/feed").more == ()
