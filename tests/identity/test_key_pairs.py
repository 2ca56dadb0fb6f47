"""Pairs of addresses: the kinds that are one article and must merge, the kinds that are two and must stay apart."""

from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archive.identity.keys import belongs, key_of
from archive.identity.urls import clean_url, is_web_address
from archive.model import Outlet

NUMBERED = Outlet(
    name="numbered",
    title="مرقّم",
    title_en="Numbered",
    home="https://www.num.example/",
    hosts=("num.example", "num-before.example"),
    routes=(),
    key_rules=(
        r"^/(?:archives/)?(?:(?P<lang>en|ku)/)?(?P<id>\d{4,})(?:/[^/]*)?/?$",
        r"^/(?:\?|.*[?&])p=(?P<id>\d+)$",
    ),
)
BY_PATH = Outlet(
    name="by_path",
    title="بالمسار",
    title_en="By path",
    home="https://path.example/",
    hosts=("path.example", "أخبار.example"),
    routes=(),
)
NUM, PATH = "https://num.example", "https://path.example"
SLUG = "عودة-المياه"
RAW, UPPER = f"{PATH}/{SLUG}/", f"{PATH}/{quote(SLUG)}/"
LOWER = UPPER.lower()

ONE_ARTICLE = {
    "scheme": (f"http://num.example/70001/{SLUG}/", f"{NUM}/70001/{SLUG}/"),
    "www": ("https://www.path.example/story/", f"{PATH}/story/"),
    "mobile host": ("https://m.path.example/story/", f"{PATH}/story/"),
    "mobile host, spelt out": ("https://mobile.path.example/story/", f"{PATH}/story/"),
    "www before mobile": ("https://www.m.path.example/story", f"{PATH}/story"),
    "amp host": ("https://amp.path.example/story/", f"{PATH}/story/"),
    "print host": ("https://print.path.example/story/", f"{PATH}/story/"),
    "final slash": (f"{PATH}/story", f"{PATH}/story/"),
    "day without and with its zeros": (f"{PATH}/news/2026/8/1/{SLUG}", f"{PATH}/news/2026/08/01/{SLUG}"),
    "double slash": (f"{PATH}//news//story/", f"{PATH}/news/story/"),
    "dot segments": (f"{PATH}/news/../story/", f"{PATH}/story/"),
    "host in capitals": ("https://PATH.Example/story", f"{PATH}/story"),
    "host with its root dot": ("https://path.example./story", f"{PATH}/story"),
    "default port": ("https://path.example:443/story", f"{PATH}/story"),
    "default port of http": ("http://path.example:80/story", f"{PATH}/story"),
    "fragment": (f"{PATH}/story/#comments", f"{PATH}/story/"),
    "name and password": ("https://a:b@path.example/story", f"{PATH}/story"),
    "lower escapes": (LOWER, UPPER),
    "no escapes": (RAW, UPPER),
    "escaped twice": (UPPER.replace("%", "%25"), UPPER),
    "escaped three times, lower": (LOWER.replace("%", "%2525"), UPPER),
    "composed and decomposed letters": (f"{PATH}/\u0623مطار-غزيرة", f"{PATH}/\u0627\u0654مطار-غزيرة"),
    "mark of direction in the slug": (f"{PATH}/\u200f{SLUG}", RAW),
    "embedding mark in the slug": (f"{PATH}/عودة\u202b-المياه/", RAW),
    "escaped mark of direction": (f"{PATH}/{quote(SLUG)}%E2%80%8F/", RAW),
    "Arabic question mark in the path": (f"{PATH}/هل-عادت؟/", f"{PATH}/{quote('هل-عادت؟')}"),
    "name in Arabic and in punycode": ("https://أخبار.example/story", "https://xn--igbicxr.example/story"),
    "amp ending": (f"{PATH}/story/amp/", f"{PATH}/story/"),
    "amp folder": (f"{PATH}/amp/story/", f"{PATH}/story/"),
    "amp parameter without a value": (f"{PATH}/story/?amp", f"{PATH}/story/"),
    "amp parameter": (f"{PATH}/story/?amp=1", f"{PATH}/story/"),
    "amp as an output": (f"{PATH}/story?output=amp", f"{PATH}/story"),
    "print ending": (f"{PATH}/story/print/", f"{PATH}/story/"),
    "print ending without a slash": (f"{PATH}/story/print", f"{PATH}/story"),
    "print parameter": (f"{PATH}/story?print=1", f"{PATH}/story"),
    "amp of the printed": (f"{PATH}/story/print/amp/", f"{PATH}/story/"),
    "frame for embedding": (f"{PATH}/story/embed/", f"{PATH}/story/"),
    "campaign": (f"{PATH}/story?utm_source=rss&utm_medium=feed", f"{PATH}/story"),
    "clicks": (f"{PATH}/story?fbclid=a&gclid=b&msclkid=c&_gl=d", f"{PATH}/story"),
    "share button": (f"{PATH}/story?share=facebook", f"{PATH}/story"),
    "answer to a comment": (f"{PATH}/story?replytocom=7#respond", f"{PATH}/story"),
    "session": (f"{PATH}/news.php?id=5&PHPSESSID=ab12", f"{PATH}/news.php?id=5"),
    "order of parameters": (f"{PATH}/story?a=1&b=2", f"{PATH}/story?b=2&a=1"),
    "parameter escaped": (f"{PATH}/news.php?t={SLUG}", f"{PATH}/news.php?t={quote(SLUG)}"),
    "slug edited, number the same": (f"{NUM}/70001/{SLUG}/", f"{NUM}/70001/another-slug/"),
    "short link and pretty link": (f"{NUM}/?p=70001", f"{NUM}/70001/{SLUG}/"),
    "short link below index.php": (f"{NUM}/index.php?p=70001", f"{NUM}/70001/"),
    "old and new form": (f"{NUM}/archives/70001", f"{NUM}/70001/{SLUG}/?amp=1"),
    "domain moved": (f"https://www.num-before.example/archives/70001?{'utm_source=x'}", f"{NUM}/70001/"),
}
TWO_ARTICLES = {
    "post numbers": (f"{NUM}/?p=10001", f"{NUM}/?p=10002"),
    "sid": (f"{PATH}/article.php?sid=9", f"{PATH}/article.php?sid=10"),
    "id": (f"{PATH}/article.php?id=9", f"{PATH}/article.php?id=19"),
    "with and without an id": (f"{PATH}/article.php?id=9", f"{PATH}/article.php"),
    "unknown parameter": (f"{PATH}/story?ref=a", f"{PATH}/story"),
    "the same slug under another number": (f"{NUM}/70001/{SLUG}/", f"{NUM}/70002/{SLUG}/"),
    "number within a number": (f"{NUM}/7000/{SLUG}/", f"{NUM}/70001/{SLUG}/"),
    "language editions with numbers of their own": (f"{NUM}/en/70001/", f"{NUM}/70001/"),
    "two language editions": (f"{NUM}/en/70001/", f"{NUM}/ku/70001/"),
    "slug and slug-2": (f"{PATH}/story/", f"{PATH}/story-2/"),
    "letters that only search folds": (f"{PATH}/علي/", f"{PATH}/على/"),
    "ta marbuta": (f"{PATH}/قوة/", f"{PATH}/قوه/"),
    "capitals in the path": (f"{PATH}/Story", f"{PATH}/story"),
    "dates in the path": (f"{PATH}/2026/11/19/bulletin/", f"{PATH}/2026/11/20/bulletin/"),
    "slug that ends like a twin": (f"{PATH}/blueprint/", f"{PATH}/blue/"),
    "slug that begins like a twin": (f"{PATH}/amplifier/", f"{PATH}/lifier/"),
    "second page of an article": (f"{PATH}/story/2/", f"{PATH}/story/"),
    "old escapes of one length": (f"{PATH}/%C7%E1.html", f"{PATH}/%CE%C8.html"),
    "slugs cut within a letter": (f"{PATH}/{quote('خبر')}%D8", f"{PATH}/{quote('خبر')}%D9"),
    "other port": ("https://path.example:8443/story", f"{PATH}/story"),
    "other host": ("https://blog.path.example/story", f"{PATH}/story"),
    "archived copy": (f"https://web.archive.org/web/2026/{PATH}/story", f"{PATH}/story"),
}


def outlet_of(url: str) -> Outlet:
    return NUMBERED if "num" in url else BY_PATH


@pytest.mark.parametrize("kind", ONE_ARTICLE)
def test_what_is_one_article_merges(kind: str) -> None:
    one, other = ONE_ARTICLE[kind]
    assert key_of(one, outlet_of(other)) is not None
    assert key_of(one, outlet_of(other)) == key_of(other, outlet_of(other))


@pytest.mark.parametrize("kind", TWO_ARTICLES)
def test_what_are_two_articles_stays_apart(kind: str) -> None:
    one, other = TWO_ARTICLES[kind]
    assert key_of(other, outlet_of(other)) is not None
    assert key_of(one, outlet_of(other)) != key_of(other, outlet_of(other))


def test_an_address_inside_an_address_stays_whole_and_belongs_to_its_host() -> None:
    kept = "https://web.archive.org/web/20261119000000/https://path.example/story?print=1&utm_source=x"
    assert clean_url(kept) == kept
    assert not belongs(kept, BY_PATH)


@pytest.mark.parametrize(
    "host", ["path.example.evil.example", "notpath.example", "m.evil.example", "xn--igbicxr.example.evil.example"]
)
def test_a_host_that_only_looks_like_the_outlets_is_another(host: str) -> None:
    assert key_of(f"https://{host}/story", BY_PATH) is None


PIECES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.sampled_from(["amp", "print", "..", "", "%25D8%25A7", "%d8%a7", "%C7", "%", "؟", "a;b=1", "http://x", SLUG]),
)
PARTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    st.sampled_from(
        ["p=1", "sid=9", "amp", "utm_source=x", "a=%25", "b=%D8%A7", "x=1&x=2", ";", "a=b=c", "%C7=1", "+"]
    ),
)
HOSTS = ["path.example", "www.path.example", "PATH.example:443", "path.example:80", "أخبار.example", "path.example."]


@given(st.sampled_from(["http", "https"]), st.sampled_from(HOSTS), st.lists(PIECES, max_size=4), st.lists(PARTS))
def test_cleaning_is_done_once_and_changes_no_key(scheme: str, host: str, pieces: list[str], parts: list[str]) -> None:
    url = f"{scheme}://{host}/{'/'.join(pieces)}" + (f"?{'&'.join(parts)}" if parts else "")
    assume(is_web_address(url))
    once = clean_url(url)
    assert clean_url(once) == once
    assert key_of(once, BY_PATH) == key_of(url, BY_PATH)


@given(
    st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from(["/?p={}", "/news.php?id={}", "/{}/slug/", "/a-{}"])
)
def test_two_numbers_are_never_one_article(one: int, other: int, form: str) -> None:
    assume(one != other)
    for outlet, home in ((BY_PATH, PATH), (NUMBERED, NUM)):
        keys = [key_of(home + form.format(number), outlet) for number in (one, other)]
        assert keys[0] is None or keys[0] != keys[1]


@given(st.lists(PIECES, min_size=1, max_size=3))
def test_every_spelling_of_a_path_has_the_key_of_the_path(pieces: list[str]) -> None:
    path = quote("/".join(pieces), safe="/%")
    plain = key_of(f"{PATH}/{path}", BY_PATH)
    assume(plain is not None and "//" not in path)
    for spelling in (f"http://www.path.example:80/{path}", f"{PATH}/{path}?utm_source=x#y", f"{PATH}/{path}?amp"):
        assert key_of(spelling, BY_PATH) == plain
