"""Pages that list articles, and pages made to cost the reader dear. All texts are made for the test."""

import pytest

from spiders.discovery.parsers import MAX_ENTRIES, UnreadableError, read_listing

BASE = "https://example.org/news"
TITLE = "افتتاح محطة مياه في دير الزور"
LISTING = f"""<html><body><nav><a href="/about/">من نحن</a></nav>
<div class="post"><h2><a href="/9/">{TITLE}</a></h2></div>
<div class="post"><h2><a href="/8/">خبر آخر</a></h2></div><a rel="next" href="?page=2">التالي</a></body></html>"""


def test_a_listing_gives_the_links_its_selector_names_and_its_next_page() -> None:
    found = read_listing(LISTING.encode(), BASE, ".post a")
    assert [(entry.url, entry.title) for entry in found.entries] == [
        ("https://example.org/9/", TITLE),
        ("https://example.org/8/", "خبر آخر"),
    ]
    assert found.more == ("https://example.org/news?page=2",)
    assert {entry.fingerprint for entry in found.entries} == {""}


def test_a_listing_without_the_links_looked_for_is_unreadable() -> None:
    with pytest.raises(UnreadableError, match="no_links"):
        read_listing(LISTING.encode(), BASE, ".gone a")


def test_a_links_own_title_is_whole_where_its_text_is_shortened() -> None:
    page = f'<a href="/9/" title="{TITLE}">افتتاح محطة…</a><a href="/8/" title="">خبر <b>آخر</b></a>'
    assert [entry.title for entry in read_listing(page.encode(), BASE, "a").entries] == [TITLE, "خبر آخر"]


def test_links_are_relative_to_what_the_page_says_they_are() -> None:
    page = '<base href="/ar/"><a href="1/">x</a><a href="">y</a><a href="#">z</a><a href="/news">own</a>'
    found = read_listing(page.encode(), BASE, "a")
    assert [entry.url for entry in found.entries] == ["https://example.org/ar/1/"]
    assert dict(found.left_out) == {"no_address": 1, "own_address": 2}


def test_a_listing_without_end_is_cut_in_its_order() -> None:
    page = "".join(f'<a href="/{n}/">x</a>' for n in range(MAX_ENTRIES + 9))
    found = read_listing(page.encode(), BASE, "a")
    assert (len(found.entries), found.entries[0].url, found.notes) == (
        MAX_ENTRIES,
        "https://example.org/0/",
        ("capped",),
    )


def test_a_page_that_nests_without_end_is_refused_and_one_with_many_unclosed_tags_is_not() -> None:
    with pytest.raises(UnreadableError, match="too_deep"):
        read_listing(b"<div>" * 100_000 + b"<a href=/1/>", BASE, "a")
    script = "<script>'" + "<div><\\/div>" * 2_000 + "'</script>"
    page = (
        f"{script}<ul>{'<li><p>x<br>' * 2_000}</ul><!--{'<div>' * 2_000}-->{'<svg><path></svg>' * 600}<a href=/1/>x</a>"
    )
    assert len(read_listing(page.encode(), BASE, "a").entries) == 1


@pytest.mark.parametrize(
    "endless", ["<a href='/8/" + "x" * 5_000_000 + "'>x</a>", "<img src='data:" + "A" * 5_000_000 + "'>"]
)
def test_one_tag_of_megabytes_does_not_push_the_links_behind_it_out_of_the_page(endless: str) -> None:
    found = read_listing(f"{endless}<a href='/9/'>{TITLE}</a>".encode(), BASE, "a")
    assert [entry.url for entry in found.entries] == ["https://example.org/9/"]


@pytest.mark.parametrize(
    ("url", "links", "following"),
    [
        (
            "https://a.example/news/",
            ["/news/page/2/", "/news/page/3/", "/tag/x/page/2/"],
            "https://a.example/news/page/2/",
        ),
        (
            "https://a.example/news/page/2/",
            ["/news/", "/news/page/2/", "/news/page/3/"],
            "https://a.example/news/page/3/",
        ),
        (
            "https://a.example/l?id=7",
            ["?id=7&page=1", "?id=7&page=2", "?id=8&page=2"],
            "https://a.example/l?id=7&page=2",
        ),
        ("https://a.example/", ["/2026/11/page-2-of-the-report", "/?page=12"], ""),
    ],
)
def test_a_row_of_page_numbers_tells_the_next_page_of_this_list(url: str, links: list[str], following: str) -> None:
    anchors = "".join(f"<a href='{link}'>1</a>" for link in links)
    found = read_listing(f"<h2><a href='/9/'>{TITLE}</a></h2>{anchors}".encode(), url, "h2 a")
    assert found.more == ((following,) if following else ())
