"""The sample outlets answer as real sites do."""

import gzip
import json
import re
import unicodedata
from html import unescape
from urllib.parse import quote

import feedparser
import pytest

from tests.support.outlet_server import OutletServer
from tests.support.outlet_server.addresses import FEEDS, SITES
from tests.support.outlet_server.client import Answer, ask
from tests.support.outlet_server.corpus import SLUG_BYTES, articles, wordpress_slug
from tests.support.outlet_server.expected import expected
from tests.support.paths import ROOT


def test_about_sixty_articles_each_say_that_they_are_samples() -> None:
    texts = ["\n".join(article.paragraphs) for article in articles().values()]
    assert 58 <= len(texts) <= 64
    assert all(120 <= len(text.split()) <= 300 for text in texts)
    assert len({text.split("\n")[-1] for text in texts}) == len(texts) - 1, "only the copy repeats a closing sentence"


def test_the_texts_hold_what_readers_of_arabic_stumble_over() -> None:
    everything = "\n".join(f"{article.title}\n" + "\n".join(article.paragraphs) for article in articles().values())
    wanted = [
        "القـ.ـوات",
        "الاستعـ.ـدادات",
        "ديرالزور",
        "دير الزور",
        "بإدلب",
        "ادلب",
        "سورية",
        "سوريا",
        "الرقـــة",
        "٣٥",
    ]
    wanted += ["أمريكية", "أميركية", "ا\u0654", "\u200f", "مُشَكَّلة"]
    assert [form for form in wanted if form not in everything] == []


def test_hidden_marks_stand_in_the_article_files_as_escapes() -> None:
    files = (ROOT / "tests" / "outlet_server" / "articles").glob("*/*.txt")
    hidden = {path.name for path in files for letter in path.read_text("utf-8") if unicodedata.category(letter) == "Cf"}
    assert hidden == set()


@pytest.mark.parametrize("site", SITES)
def test_every_page_carries_the_expected_title_and_all_paragraphs(server: OutletServer, site: str) -> None:
    charset = "windows-1256" if site == "sample_portal" else "utf-8"
    for article in server.articles(site):
        answer = ask(server.url(site, article.id))
        text = unescape(answer.body.decode(charset))
        gold = expected(site, article.id)
        assert answer.status == 200
        assert gold.title in re.sub("[\u200e\u200f]", "", text)
        assert [line for line in gold.text.split("\n") if line not in text] == []


@pytest.mark.parametrize(("site", "path"), FEEDS.items())
def test_a_feed_lists_every_article_by_its_address(server: OutletServer, site: str, path: str) -> None:
    feed = feedparser.parse(ask(server.home(site) + path).body)
    listed = {re.sub(r"[?&](?:utm_|fbclid|amp).*", "", entry.link) for entry in feed.entries}
    assert listed == {server.url(site, article.id) for article in server.articles(site)}


def test_the_wordpress_feed_adds_trackers_and_an_amp_twin(server: OutletServer) -> None:
    body = ask(server.home("sample_wp") + "/feed/").body.decode()
    assert "utm_source=rss" in body
    assert "fbclid=" in body
    assert "204815" in ask(server.url("sample_wp", "204815") + "?amp=1").body.decode()
    assert "?amp=1</link>" in body


def test_the_portal_feed_is_windows_1256_with_arabic_dates(server: OutletServer) -> None:
    answer = ask(server.home("sample_portal") + "/rss.php")
    assert "تشرين الثاني" in answer.body.decode("windows-1256")
    assert feedparser.parse(answer.body).entries[0].get("published_parsed") is None


def test_portal_pages_are_windows_1256_under_a_header_that_lies_or_is_silent(server: OutletServer) -> None:
    answers = [ask(server.url("sample_portal", number)) for number in ("1087", "1088")]
    assert [answer.headers["content-type"] for answer in answers] == ["text/html; charset=ISO-8859-1", "text/html"]
    assert all("<BR>" in answer.body.decode("windows-1256") for answer in answers)
    with pytest.raises(UnicodeDecodeError):
        answers[0].body.decode("utf-8")


def test_an_aspx_page_is_one_form_and_its_slug_does_not_matter(server: OutletServer) -> None:
    page = ask(server.home("sample_aspx") + "/story/70311/anything").body
    assert page == ask(server.url("sample_aspx", "70311")).body
    assert page.index(b"<form") < page.index(b"__VIEWSTATE") < page.index(b"articleBody") < page.index(b"</form>")


def test_the_listing_site_has_pages_of_links_and_no_feed(server: OutletServer) -> None:
    home = server.home("sample_listing")
    assert [ask(f"{home}{path}").status for path in ("/feed/", "/wp-json/wp/v2/posts", "/sitemap.xml")] == [404] * 3
    pages = [ask(f"{home}/latest/page/{number}/").body.decode() for number in (1, 2, 3)]
    assert [page.count('rel="next"') for page in pages] == [2, 2, 0]
    dated = [article for article in server.articles("sample_listing") if not article.undated]
    assert (
        sum(page.count("<time datetime=") for page in pages) == len(dated) == len(server.articles("sample_listing")) - 1
    )
    assert ask(f"{home}/latest/page/4/").status == 404


def test_wordpress_slugs_are_cut_at_200_bytes_between_letters() -> None:
    slug = wordpress_slug(articles()["sample_gutenberg", "5107"].title)
    assert SLUG_BYTES - 6 < len(quote(slug)) <= SLUG_BYTES
    assert "صفوفًا" in wordpress_slug("مدارس الرقة تفتح صفوفًا")


def test_wordpress_sends_old_and_short_addresses_on_to_the_permalink(server: OutletServer) -> None:
    url, home = server.url("sample_wp", "204822"), server.home("sample_wp")
    for path in ("/?p=204822", "/204822/", "/204822/old-slug/"):
        answer = ask(home + path)
        assert (answer.status, answer.headers["location"]) == (301, url)


def test_the_rest_interface_pages_filters_and_refuses_like_wordpress(server: OutletServer) -> None:
    posts = f"{server.home('sample_wp')}/wp-json/wp/v2/posts"
    page = ask(f"{posts}?per_page=5&page=3&_fields=id,link")
    assert (page.headers["x-wp-total"], page.headers["x-wp-totalpages"]) == ("13", "3")
    assert [sorted(post) for post in json.loads(page.body)] == [["id", "link"]] * 3
    assert len(json.loads(ask(f"{posts}?after=2026-11-14T11:00:00").body)) == 3
    assert json.loads(ask(f"{posts}?page=9").body)["code"] == "rest_post_invalid_page_number"
    assert [ask(f"{posts}?{wish}").status for wish in ("per_page=101", "page=0", "after=soon")] == [400] * 3


def test_robots_forbid_a_trap_that_the_site_links_to(server: OutletServer) -> None:
    assert "Crawl-delay: 0.1" in ask(server.home("sample_portal") + "/robots.txt").body.decode()
    for site in SITES:
        folder = re.findall(r"Disallow: (\S+)", ask(f"{server.home(site)}/robots.txt").body.decode())[-1]
        page = ask(f"{server.home(site)}/").body.decode("windows-1256" if site == "sample_portal" else "utf-8")
        trap = re.search(rf'href="(?:{server.home(site)})?({folder}[^"]*)"', page)
        assert trap
        assert "robots.txt" in ask(server.home(site) + trap[1]).body.decode()


@pytest.mark.parametrize("site", SITES)
def test_what_has_not_changed_answers_304_to_its_etag_and_to_its_date(server: OutletServer, site: str) -> None:
    for url in (server.oldest(site), f"{server.home(site)}{FEEDS.get(site, '/latest/')}"):
        first = ask(url)
        by_tag = ask(url, If_None_Match=first.headers["etag"])
        by_date = ask(url, If_Modified_Since=first.headers["last-modified"])
        assert (by_tag.status, by_tag.body, by_date.status) == (304, b"", 304)
        assert ask(url, If_None_Match='"other"', If_Modified_Since=first.headers["last-modified"]).status == 200
        assert ask(url, If_Modified_Since="no date at all").status == 200


def test_answers_are_compressed_for_whoever_accepts_it_under_a_weak_tag(server: OutletServer) -> None:
    url = server.oldest("sample_wp")
    plain, packed = ask(url), ask(url, Accept_Encoding="gzip, deflate")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["etag"] == f"W/{plain.headers['etag']}"
    assert ask(url, Accept_Encoding="gzip", If_None_Match=packed.headers["etag"]).status == 304


def test_head_answers_the_headers_alone(server: OutletServer) -> None:
    url = server.oldest("sample_aspx")
    assert ask(url, "HEAD") == Answer(200, ask(url, "HEAD").headers, b"")
    assert ask(url, "HEAD").headers["content-length"] == str(len(ask(url).body))


def test_requests_are_logged_with_what_was_sent(server: OutletServer) -> None:
    ask(f"{server.home('sample_wp')}/nowhere?x=1", User_Agent="Tester")
    (logged,) = server.requests
    assert (logged.site, logged.method, logged.path, logged.status) == ("sample_wp", "GET", "/nowhere?x=1", 404)
    assert logged.headers["user-agent"] == "Tester"
