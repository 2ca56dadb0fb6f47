"""Sitemaps: the newest addresses whatever the order, of maps, indexes, lists and feeds. All are made for the test."""

import gzip
import random
import subprocess
import sys
from pathlib import Path

import pytest

from spiders.discovery.parsers import MAX_ENTRIES, MAX_URL, UnreadableError, read_sitemap
from tests.support.paths import ROOT
from tests.support.whole_suite import ONLY_WHOLE

BASE = "https://example.org/sitemap.xml"
HOME = "https://example.org"
NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://example.org/old/</loc><news:news><news:publication_date>2026-11-14T08:00:00Z</news:publication_date>
<news:title>خبر قديم</news:title></news:news><image:image><image:loc>https://example.org/a.jpg</image:loc>
<image:title>صورة</image:title></image:image></url>
<url><loc>https://example.org/new/</loc><lastmod>2026-11-15T09:00:00Z</lastmod><news:news>
<news:publication_date>2026-11-15T08:00:00Z</news:publication_date><news:title>خبر جديد</news:title></news:news></url>
</urlset>"""


def urlset(addresses: list[str], dates: list[str] | None = None) -> bytes:
    known = dates or [""] * len(addresses)
    inside = "".join(
        f"<url><loc>{address}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</url>"
        for address, date in zip(addresses, known, strict=True)
    )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</urlset>'.encode()


def index(addresses: list[str], dates: list[str] | None = None) -> bytes:
    return urlset(addresses, dates).replace(b"urlset", b"sitemapindex").replace(b"url>", b"sitemap>")


def urls(body: bytes) -> list[str]:
    return [entry.url for entry in read_sitemap(body, BASE).entries]


def test_a_news_sitemap_comes_newest_first_with_its_own_titles() -> None:
    entries = read_sitemap(NEWS.encode(), BASE).entries
    assert [(entry.url, entry.title) for entry in entries] == [
        ("https://example.org/new/", "خبر جديد"),
        ("https://example.org/old/", "خبر قديم"),
    ]
    assert (entries[0].published, entries[0].modified) == ("2026-11-15T08:00:00Z", "2026-11-15T09:00:00Z")


def test_dates_are_compared_as_moments_not_as_letters() -> None:
    dates = ["2026-11-15T01:00:00+03:00", "2026-11-14T23:00:00Z", "Sun, 15 Nov 2026 10:00:00 +0000", "2026-11", "soon"]
    addresses = [f"{HOME}/{n}/" for n in "abcde"]
    assert urls(urlset(addresses, dates)) == [f"{HOME}/{n}/" for n in "cbade"]


@pytest.mark.parametrize("dated", ["by day", "all alike", "half", "not at all"])
@pytest.mark.parametrize("order", ["newest first", "newest last", "mixed"])
def test_the_newest_of_thousands_is_found_whatever_the_order_and_the_dates(order: str, dated: str) -> None:
    numbers = list(range(10_000, 14_000))
    if order != "newest last":
        numbers.reverse()
    if order == "mixed":
        random.Random(1).shuffle(numbers)
    dates = {
        "by day": [f"20{n // 365 - 10:02}-{n % 12 + 1:02}-01" for n in numbers],
        "all alike": ["2026-11-01"] * len(numbers),
        "half": ["2026-11-01" if n % 2 else "" for n in numbers],
        "not at all": [""] * len(numbers),
    }[dated]
    found = read_sitemap(urlset([f"{HOME}/news/{n}/slug" for n in numbers], dates), BASE)
    assert (len(found.entries), found.notes) == (MAX_ENTRIES, ("capped",))
    newest = max(zip(dates, numbers, strict=True)) if dated == "by day" else ("", 13_999)
    assert f"{HOME}/news/{newest[1]}/slug" in {entry.url for entry in found.entries}


def test_of_thousands_the_newest_are_those_published_last_not_those_changed_last() -> None:
    """A theme or a plug-in touches old articles by the hundred."""
    news = "<n:news><n:publication_date>2026-10-{:02}</n:publication_date></n:news>"
    block = "<url><loc>{}/{}/</loc><lastmod>2026-11-{:02}</lastmod>" + news + "</url>"
    items = "".join(block.format(HOME, n, 20 if n % 30 else 1, n % 30 + 1) for n in range(3_000))
    entries = read_sitemap(f"<urlset>{items}</urlset>".encode(), BASE).entries
    assert {entry.published[:10] for entry in entries} == {f"2026-10-{day:02}" for day in range(26, 31)}


def test_a_day_in_the_address_counts_where_no_other_is_told() -> None:
    addresses = [f"{HOME}/2026/{n % 12 + 1:02}/{n % 28 + 1:02}/slug-{n}/" for n in range(3_000)]
    assert read_sitemap(urlset(addresses), BASE).entries[0].url.startswith(f"{HOME}/2026/11/")


def test_all_of_a_map_is_told_when_the_whole_is_asked_for() -> None:
    body = urlset([f"{HOME}/{n}/" for n in range(1_000)])
    assert len(read_sitemap(body, BASE, whole=True).entries) == 1_000
    assert len(read_sitemap(body, BASE).entries) == MAX_ENTRIES


def test_a_sitemap_may_be_gzipped_twice_and_in_members() -> None:
    body = urlset([f"{HOME}/{n}/" for n in range(7)])
    members = b"".join(gzip.compress(body[at : at + 50]) for at in range(0, len(body), 50))
    for packed in (gzip.compress(body), gzip.compress(gzip.compress(body)), members, members + b"\0" * 99):
        assert len(read_sitemap(packed, BASE).entries) == 7


def test_a_gzip_bomb_is_cut() -> None:
    with pytest.raises(UnreadableError):
        read_sitemap(gzip.compress(b"a" * 100_000_000, 1), BASE)


def test_an_index_names_its_newest_sitemaps_of_posts_and_no_more_than_three() -> None:
    days = [f"2026-11-{n:02}" for n in range(1, 10)]
    posts = [f"{HOME}/post-sitemap{n}.xml" for n in range(1, 10)]
    found = read_sitemap(index([*posts, f"{HOME}/tags.xml"], [*days, "2026-11-30"]), BASE)
    assert found.entries == ()
    assert found.more == tuple(f"{HOME}/post-sitemap{n}.xml" for n in (9, 8, 7))
    assert found.notes == ()


@pytest.mark.parametrize("order", ["newest first", "newest last", "mixed"])
def test_of_an_index_without_dates_the_first_and_the_last_of_every_row_are_named(order: str) -> None:
    rows = [f"{HOME}/{section}-sitemap{n}.xml" for section in ("post", "video", "report") for n in range(1, 40)]
    if order != "newest last":
        rows.reverse()
    if order == "mixed":
        random.Random(1).shuffle(rows)
    found = read_sitemap(index(rows), BASE)
    ends = {f"{HOME}/{section}-sitemap{n}.xml" for section in ("post", "report") for n in (1, 39)}
    assert ends <= set(found.more)
    assert len(found.more) <= 10
    assert found.notes == ("undated", "capped")


def test_sections_that_all_changed_today_are_all_named() -> None:
    sections = [f"{HOME}/{name}.xml" for name in ("syria", "world", "sport", "art", "health", "old")]
    dates = [*(f"2026-11-15T0{n}:00:00Z" for n in range(5)), "2026-10-01"]
    assert set(read_sitemap(index(sections, dates), BASE).more) == set(sections[:5])


def test_an_index_of_nothing_but_tags_and_authors_is_followed_all_the_same() -> None:
    others = {f"{HOME}/tag-sitemap.xml", f"{HOME}/author-sitemap.xml"}
    assert set(read_sitemap(index(sorted(others)), BASE).more) == others


def test_a_short_number_behind_the_articles_says_nothing_of_its_age() -> None:
    numbers = list(range(10_000, 14_000))
    random.Random(1).shuffle(numbers)
    found = urls(urlset([f"{HOME}/news/{n}/part-{n % 7 % 5 + 1}" for n in numbers]))
    assert {n for n in range(13_900, 14_000) if f"{HOME}/news/{n}/part-{n % 7 % 5 + 1}" not in found} == set()


def test_a_month_in_a_sitemaps_name_is_its_date() -> None:
    months = [f"{HOME}/sitemap-{year}-{month:02}.xml" for year in (2024, 2025, 2026) for month in range(1, 12)]
    assert read_sitemap(index(months), BASE).more[0] == f"{HOME}/sitemap-2026-11.xml"


def test_a_list_of_addresses_and_a_feed_are_sitemaps_too() -> None:
    assert urls(b"\xef\xbb\xbfhttps://example.org/1/\r\nhttps://example.org/2/\r") == [f"{HOME}/1/", f"{HOME}/2/"]
    rss = "<rss><channel><item><link>https://example.org/1/</link></item></channel></rss>"
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://example.org/1/"/></entry></feed>'
    assert urls(rss.encode()) == urls(atom.encode()) == [f"{HOME}/1/"]
    listed = read_sitemap(b"All of our pages\nhttps://example.org/1/\nhttps://example.org/2/", BASE)
    assert ([entry.url for entry in listed.entries], listed.notes) == ([f"{HOME}/1/", f"{HOME}/2/"], ("dirty",))
    for text in (b"https://example.org/1/\nall\nof this\nis text", b"nothing", b"", b"<html>https://example.org/1/"):
        with pytest.raises(UnreadableError, match="no_sitemap"):
            read_sitemap(text, BASE)


@pytest.mark.parametrize(
    "noise", ["<br />\n<b>Notice</b>:  x in <b>/y.php</b> on line 9<br />\n", "\n\n", "<!-- c -->", "\0\0"]
)
def test_what_a_server_prints_before_a_sitemap_is_read_past_and_noted(noise: str) -> None:
    found = read_sitemap(noise.encode() + NEWS.encode() + b"<!-- served from a cache -->", BASE)
    assert len(found.entries) == 2
    assert found.notes == (("dirty",) if noise.strip("\0") else ())
    assert read_sitemap(NEWS.encode() + b"<b>Fatal error</b>", BASE).notes == ("dirty",)


def test_addresses_in_comments_are_none_and_one_broken_address_costs_no_other() -> None:
    long = f"{HOME}/{'a' * MAX_URL}"
    inside = f"<url><loc>{HOME}/1/</loc></url><!-- <url><loc>{HOME}/2/</loc></url> --><url/><url><loc></loc></url>"
    inside += f"<url><loc>{long}</loc></url><url><loc>http://[</loc></url><url><loc>{BASE}</loc></url>"
    found = read_sitemap(f"<urlset>{inside}<url><loc>/3/&#xD83D;</loc></url></urlset>".encode(), BASE)
    assert [entry.url for entry in found.entries] == [f"{HOME}/1/", f"{HOME}/3/"]
    assert dict(found.left_out) == {"no_address": 3, "long_address": 1, "own_address": 1}


def test_of_a_sitemap_that_broke_off_what_is_whole_is_taken() -> None:
    body = urlset([f"{HOME}/{n}/" for n in range(9)])
    packed = gzip.compress(urlset([f"{HOME}/{random.Random(n).random()}/" for n in range(900)]))
    assert [read_sitemap(body[:-cut], BASE).notes for cut in (5, 60)] == [("cut_off",)] * 2
    assert len(urls(body[:-60])) == 7
    found = read_sitemap(packed[: len(packed) // 2], BASE)
    assert found.notes == ("cut_off",)
    assert 100 < len(found.entries) < 900


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


@ONLY_WHOLE
@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is told by Linux")
def test_half_a_million_addresses_cost_little_more_than_their_text(tmp_path: Path) -> None:
    """491 MB before. The limit is for the whole process: the interpreter takes thirty, the body thirty more."""
    file = tmp_path / "sitemap.xml.gz"
    with gzip.open(file, "wb", 1) as packed:
        packed.write(b"<urlset>")
        packed.writelines(b"<url><loc>https://example.org/archives/%d</loc></url>" % n for n in range(500_000))
        packed.write(b"</urlset>")
    # Not `ru_maxrss`, which a process takes over from the one that started it.
    program = (
        "import re, sys; from pathlib import Path; from spiders.discovery.parsers import read_sitemap;"
        f"found = read_sitemap(Path(sys.argv[1]).read_bytes(), {BASE!r}, whole=True);"
        "peak = re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1];"
        "print(len(found.entries), found.entries[0].url, int(peak) // 1024)"
    )
    out = subprocess.run([sys.executable, "-c", program, file], capture_output=True, text=True, check=True, cwd=ROOT)
    number, newest, megabytes = out.stdout.split()
    assert (number, newest) == ("50000", "https://example.org/archives/499999")
    assert int(megabytes) < 150
