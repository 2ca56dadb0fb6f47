"""Any address whatever: no rule of addresses fails, and what is written down is written the same however often."""

from dataclasses import replace
from urllib.parse import quote

from hypothesis import given

from archive.identity.archived_addresses import archived_address
from archive.identity.keys import identify, key_of, owner_of
from archive.identity.urls import LONGEST_ADDRESS, clean_url, host_of, is_web_address
from archive.model import Outlet
from tests.support.mangled_bytes import mangled, odd_texts
from tests.support.property_rounds import cpu_seconds

NUMBERED = Outlet(
    name="numbered",
    title="",
    title_en="",
    home="https://outlet.example/",
    hosts=("outlet.example", "xn--mgbx4cd0ab.example"),
    routes=(),
    key_rules=(r"^/(?:archives/)?(?:(?P<lang>en|ku)/)?(?P<id>\d{5,})(?:/[^/]*)?/?$", r"^/\?p=(?P<id>\d+)$"),
)
BY_PATH = replace(NUMBERED, name="by_path", key_rules=(), not_articles=(r"^/(?:tag|category)/", r"^/page/\d+"))
WHOLE = (
    "https://www.outlet.example/archives/607143",
    "http://m.outlet.example:8080/ku/607143/slug/?utm_source=x&p=1#top",
    f"https://outlet.example/{quote('خبر-أول')}/amp/",
    "https://outlet.example/?p=607143&so=1",
    "https://user:pass@outlet.example/index.php?sid=9&a%5B%5D=1",
    "https://web.archive.org/web/20150607080910id_/https://outlet.example/607143/slug/",
    "https://archive.ph/2015/outlet.example/607143/",
    "http://[2001:db8::1]:81/607143/",
)
TOKENS = (
    *(
        b"%25",
        b"%2F",
        b"%3A",
        b"%d8%a7",
        b"%ff",
        b"%",
        b"/",
        b"//",
        b"?",
        b"&",
        b"=",
        b"#",
        b";",
        b"@",
        b":",
        b"[",
        b"]",
    ),
    *(
        b"..",
        b"/../",
        b"\\",
        b" ",
        b"+",
        b"amp/",
        b"/20150607080910/http:/",
        b"web.archive.org/web/",
        b"xn--",
        b".",
        b"www.",
    ),
    *(
        "خبر".encode(),
        "\u200f".encode(),
        "e\u0301ﬁ".encode(),
        "。".encode(),
        "ß".encode(),
        b"9" * 5_000,
        b"a" * 9_000,
        b"\x00",
    ),
)
ADDRESSES = mangled([url.encode() for url in WHOLE], TOKENS).map(lambda url: url.decode("utf-8", "surrogateescape"))
ADDRESSES |= odd_texts(*WHOLE)


@given(ADDRESSES)
def test_no_address_makes_a_rule_of_addresses_fail_and_none_is_too_long(url: str) -> None:
    with cpu_seconds(2):
        known = is_web_address(url)
        host, inside = host_of(url), archived_address(url)
        keys = [key_of(url, NUMBERED), key_of(url, BY_PATH)]
        owner = owner_of(url, (NUMBERED, BY_PATH))
    assert (host is None) == (not known)
    assert known or (keys == [None, None] and owner is None)
    for text in (key for key in (*keys, host, inside.url if inside else None) if key):
        text.encode()
        assert not set(text) & set("\0\r\n")
        assert len(text) <= 4 * LONGEST_ADDRESS
    assert inside is None or is_web_address(inside.url)


@given(ADDRESSES)
def test_an_address_is_cleaned_once_and_stays_the_same_article(url: str) -> None:
    if is_web_address(url):
        once = clean_url(url)
        assert is_web_address(once) or len(once) > LONGEST_ADDRESS
        assert clean_url(once) == once
        if is_web_address(once):
            assert [identify(once, outlet) for outlet in (NUMBERED, BY_PATH)] == [
                identify(url, outlet) for outlet in (NUMBERED, BY_PATH)
            ]
            assert host_of(once) == host_of(url)


def test_a_number_in_other_digits_is_the_same_number() -> None:
    forms = ("607143", "٦٠٧١٤٣", "۶۰۷۱۴۳", quote("٦٠٧١٤٣"))
    assert {key_of(f"https://outlet.example/archives/{number}/", NUMBERED) for number in forms} == {"607143"}
