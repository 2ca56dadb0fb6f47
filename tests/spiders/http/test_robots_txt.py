"""robots.txt in every form it comes in: byte order marks, line ends, comments, half a megabyte and more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.robotstxt import ProtegoRobotParser

from spiders.http.robots_txt import MOST_BYTES, plain_robots, sitemap_lines

ADDRESS = "https://example.org/sitemap.xml"


@pytest.mark.parametrize(
    "text",
    [
        "Sitemap: {}",
        "\ufeffSitemap: {}\nUser-agent: *",
        "# x\rUser-agent: *\rsitemap: {}\r",
        "User-agent: *\r\n  SITEMAP :   {}  \r\n",
        "Sitemap:{} # news",
        "Sitemap: {}#news",
        "Sitemap: <{}>",
        "Sitemap: {} {}",
        "site-map: {}",
        "Sitemaps: {}",
        "Sitemap {}",
        "\u200bSitemap: {}",
        "\x00Sitemap: {}\x00",
        "Sitemap:\x08 {}\x7f",
        "Site\ufeffmap: {}\x85",
        "Sitemap: {}\nSitemap: {}",
    ],
)
def test_a_sitemap_line_is_read_however_it_is_written(text: str) -> None:
    assert sitemap_lines(text.replace("{}", ADDRESS).encode()) == (ADDRESS,)


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_robots_txt_in_any_unicode_is_read(charset: str) -> None:
    text = f"User-agent: *\nDisallow: /private/\nSitemap: {ADDRESS}\n"
    assert sitemap_lines(text.encode(charset)) == (ADDRESS,)
    parser = ProtegoRobotParser(plain_robots(text.encode(charset)), None)
    assert not parser.allowed("https://example.org/private/x", "Warraq/1")


@pytest.mark.parametrize(
    "text", ["# Sitemap: x", "Disallow: /sitemap: x", "Sitemap:", "Sitemap: #x", "sitemapx: y", ""]
)
def test_what_is_no_sitemap_line_is_none(text: str) -> None:
    assert sitemap_lines(text.encode()) == ()


def test_a_relative_address_stays_as_it_is_written() -> None:
    assert sitemap_lines(b"Sitemap: /sitemap.xml\nSitemap: news.xml") == ("/sitemap.xml", "news.xml")


def test_half_a_megabyte_is_read_in_whole_lines() -> None:
    rule = b"Disallow: /abc/\n"
    body = b"User-agent: *\n" + rule * (MOST_BYTES // len(rule) + 9)
    plain = plain_robots(body)
    assert MOST_BYTES - len(rule) <= len(plain) <= MOST_BYTES
    assert plain.endswith(rule)
    assert plain_robots(body[:1_000]) == body[:1_000]
    assert plain_robots(b"x" * (MOST_BYTES + 9)) == b""


def test_bytes_of_another_charset_stay_what_they_are() -> None:
    body = "Disallow: /خبر/".encode("cp1256")
    assert plain_robots(body) == body


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail(body: bytes) -> None:
    assert len(plain_robots(body)) <= 2 * len(body)
    assert all(sitemap_lines(body))
