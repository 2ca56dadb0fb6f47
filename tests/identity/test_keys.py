"""Which addresses are the same article, and which never are."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.exchange import Page
from archive.identity.keys import identify, key_of, owner_of
from archive.identity.urls import clean_url, is_web_address
from archive.ingest.intake import Intake
from archive.model import Outlet
from tests.support.made_pages import TEXT, page_of, rows, take

NUMBERED = Outlet(
    name="numbered",
    title="مرقّم",
    title_en="Numbered",
    home="https://www.numbered.example/",
    hosts=("numbered.example", "old-numbered.example"),
    routes=(),
    key_rules=(r"^/(?:archives/)?(?:(?P<lang>en|ku)/)?(?P<id>\d{5,})(?:/[^/]*)?/?$", r"^/\?p=(?P<id>\d+)$"),
)
BY_PATH = Outlet(
    name="by_path",
    title="بالمسار",
    title_en="By path",
    home="https://path.example/",
    hosts=("path.example",),
    routes=(),
    not_articles=(r"^/(?:tag|category)/", r"^/page/\d+"),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.numbered.example/archives/607143", "https://numbered.example/607143/slug/?amp=1"),
        ("https://numbered.example/607143/slug/", "http://numbered.example:80/607143/other-slug"),
        ("https://numbered.example/607143/slug/", "https://numbered.example/607143/slug/amp/"),
        ("https://numbered.example/607143/slug/", "https://m.numbered.example/607143/slug/?utm_source=x&fbclid=1#top"),
        ("https://numbered.example/607143/slug/", "https://old-numbered.example/?p=607143"),
        ("https://numbered.example/607143/%d8%a7/", "https://numbered.example/607143/%D8%A7/"),
        ("https://path.example/خبر-أول", "https://path.example/%d8%ae%d8%a8%d8%b1-%d8%a3%d9%88%d9%84/"),
        ("https://path.example/a\u200f-b", "https://path.example/a-b/embed"),
        ("https://path.example/a?b=1&c=2", "https://path.example/a?c=2&b=1"),
    ],
)
def test_spellings_of_one_address_share_a_key(one: str, other: str) -> None:
    outlet = NUMBERED if "numbered" in one else BY_PATH
    assert key_of(one, outlet) is not None
    assert key_of(one, outlet) == key_of(other, outlet)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://numbered.example/?p=11111", "https://numbered.example/?p=11112"),
        ("https://numbered.example/en/77377/", "https://numbered.example/77377/"),
        ("https://numbered.example/ku/77377/", "https://numbered.example/en/77377/"),
        ("https://path.example/news.php?sid=9", "https://path.example/news.php?sid=10"),
        ("https://path.example/news.php?id=9", "https://path.example/news.php"),
        ("https://path.example/story", "https://path.example/story-2"),
        ("https://path.example/news.php?t=%C7%E1", "https://path.example/news.php?t=%D3%E1"),
    ],
)
def test_different_articles_never_share_a_key(one: str, other: str) -> None:
    outlet = NUMBERED if "numbered" in one else BY_PATH
    assert key_of(one, outlet) is not None
    assert key_of(one, outlet) != key_of(other, outlet)


@pytest.mark.parametrize(
    "url",
    [
        "https://numbered.example/",
        "https://numbered.example/2024/05/",
        "https://elsewhere.example/607143/",
        "https://numbered.example.evil.example/607143/",
        "javascript:alert(1)",
        "//numbered.example/607143/",
        "http://[::1",
        "",
    ],
)
def test_what_is_no_article_of_the_outlet_has_no_key(url: str) -> None:
    assert key_of(url, NUMBERED) is None


@pytest.mark.parametrize("url", ["https://path.example/", "https://path.example/tag/x", "https://path.example/page/2/"])
def test_an_address_on_the_deny_list_is_no_article(url: str) -> None:
    assert key_of(url, BY_PATH) is None


def test_the_language_edition_is_named_beside_the_key() -> None:
    found = identify("https://numbered.example/en/77377/", NUMBERED)
    assert found is not None
    assert (found.key, found.lang) == ("en/77377", "en")


def test_the_owner_of_an_address_is_the_outlet_that_knows_it_as_an_article() -> None:
    twin = Outlet(
        name="twin", title="", title_en="", home="", hosts=NUMBERED.hosts, routes=(), key_rules=(r"^/en/(?P<id>x)",)
    )
    assert owner_of("https://numbered.example/607143/", [twin, NUMBERED]) is NUMBERED
    assert owner_of("https://nobody.example/1", [twin, NUMBERED]) is None


def test_a_key_holds_no_sign_that_cannot_be_written_and_tells_addresses_apart_by_it() -> None:
    """Escaped, such a sign is part of a sound address; decoded, no column and no header may hold it."""
    keys = [key_of(f"https://path.example/a?b={escaped}", BY_PATH) for escaped in ("%00", "%0A", "%0D%0A", "%7F", "")]
    assert len(set(keys)) == len(keys)
    assert all(key is not None and key.isprintable() for key in keys)


def test_unknown_parameters_are_never_dropped() -> None:
    assert clean_url("https://a.example/x?ref=7&utm_medium=z") == "https://a.example/x?ref=7"


@given(
    path=st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    query=st.dictionaries(st.text("abcxyz", min_size=1, max_size=4), st.text(max_size=6), max_size=3),
)
def test_cleaning_an_address_twice_changes_nothing_more(path: str, query: dict[str, str]) -> None:
    from urllib.parse import quote, urlencode  # noqa: PLC0415 - only this property builds addresses

    url = f"https://path.example/{quote(path)}" + (f"?{urlencode(query)}" if query else "")
    once = clean_url(url)
    assert clean_url(once) == once
    assert key_of(once, BY_PATH) == key_of(url, BY_PATH)


@pytest.mark.parametrize(
    "url",
    [
        "http://[2001:db8::1] :81/1/",
        "http://[::1]x/",
        "https://a b.example/1/",
        "https://a\\b.example/",
        "https://a.example/" + "x" * 9_000,
    ],
)
def test_what_cannot_be_put_into_its_wire_form_is_no_address(url: str) -> None:
    assert not is_web_address(url)
    assert key_of(url, BY_PATH) is None


@given(st.text(max_size=60))
def test_no_text_at_all_makes_the_address_check_fail(text: str) -> None:
    if is_web_address(text):
        key_of(text, BY_PATH)


HOME = "https://sample.example"


def claiming(number: int, canonical: str) -> Page:
    page = page_of(f"{TEXT}\nوهذا هو الخبر النموذجي رقم {number}.", url=f"{HOME}/{number}/slug/")
    link = f'<link rel="canonical" href="{canonical}"></head>'.encode()
    return replace(page, body=page.body.replace(b"</head>", link))


@pytest.mark.parametrize(
    "canonical",
    [
        f"{HOME}/",
        f"{HOME}/79999/",
        f"{HOME}/category/news/",
        "https://other.example/70001/slug/",
        "javascript:x",
        "//[",
    ],
    ids=["home", "another-article", "section", "another-outlet", "no-address", "broken"],
)
def test_a_canonical_that_all_pages_claim_or_that_lies_elsewhere_merges_nothing(
    intake: Intake, data: Path, canonical: str
) -> None:
    for number in (70001, 70002, 70003):
        assert take(intake, claiming(number, canonical)).kind == "new"
    assert [row["url"] for row in rows(data, "SELECT url FROM articles ORDER BY key")] == [
        f"{HOME}/{number}/slug/" for number in (70001, 70002, 70003)
    ]
    assert rows(data, "SELECT url FROM urls WHERE role = 'canonical'") == []


def test_a_canonical_that_is_this_very_article_is_its_address(intake: Intake, data: Path) -> None:
    own = f"https://www.sample.example/70001/{'سلاغ'}/"
    take(intake, claiming(70001, own))
    assert rows(data, "SELECT url FROM articles") == [{"url": clean_url(own)}]
    assert rows(data, "SELECT url FROM urls WHERE role = 'canonical'") == [{"url": clean_url(own)}]


def test_a_redirect_to_an_edited_slug_is_the_same_article_and_both_addresses_lead_to_it(
    intake: Intake, data: Path
) -> None:
    take(intake, page_of(TEXT, url=f"{HOME}/70001/old-slug/"))
    moved = replace(page_of(TEXT, url=f"{HOME}/70001/old-slug/"), final_url=f"{HOME}/70001/new-slug/")
    assert take(intake, moved).kind == "unchanged"
    found = rows(data, "SELECT url, role FROM urls ORDER BY url")
    assert [(row["url"].rsplit("/", 2)[1], row["role"]) for row in found] == [
        ("new-slug", "seen"),
        ("old-slug", "seen"),
    ]


def test_a_redirect_to_another_article_merges_nothing(intake: Intake, data: Path) -> None:
    take(intake, page_of(TEXT, url=f"{HOME}/70001/slug/"))
    other = replace(claiming(70002, f"{HOME}/70001/slug/"), url=f"{HOME}/70001/slug/")
    assert take(intake, other).kind == "new"
    assert [row["key"] for row in rows(data, "SELECT key FROM articles ORDER BY key")] == ["70001", "70002"]
