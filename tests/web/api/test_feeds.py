"""The feeds: what a feed reader finds, keeps apart, and need not fetch twice."""

import json
import os
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import feedparser
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.times import now
from archive.web.api.feed_formats import Entry, Feed, atom, json_feed
from tests.support import made_archive
from tests.support.reading_room import Site, made

ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# RFC 4287, section 4.1: what a feed and an entry must have.
DEMANDED = {"feed": {"id", "title", "updated"}, "entry": {"id", "title", "updated", "author"}}


def parsed(site: Site, path: str) -> Any:
    """The feed as XML, after its reader found nothing to complain of."""
    answer = site.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert not feedparser.parse(answer.content).bozo
    root = etree.fromstring(answer.content)
    for element in (root, *root.findall("a:entry", ATOM)):
        name = etree.QName(element).localname
        assert {etree.QName(child).localname for child in element} >= DEMANDED[name]
    return root


def ids(root: Any) -> list[str]:
    return [found.text for found in root.findall("a:entry/a:id", ATOM)]


def test_a_search_is_a_feed_of_the_same_articles(site: Site) -> None:
    listed = re.findall(r'<h2[^>]*><a href="/article/(\d+)"', site.get("/search?q=القوات").text)
    root = parsed(site, "/feeds/articles.atom?q=القوات")
    assert sorted(ids(root)) == sorted(f"tag:warraq,2026:article/{found}" for found in listed)
    assert len(ids(root)) == 4
    assert "القـ.ـوات" in root.findtext("a:entry/a:summary", None, ATOM)
    feed = site.get("/feeds/articles.json?q=القوات").json()
    assert [item["id"] for item in feed["items"]] == ids(root)
    assert (feed["version"], feed["language"]) == ("https://jsonfeed.org/version/1.1", "ar")


def test_an_outlet_is_a_feed_and_each_entry_says_its_language(site: Site) -> None:
    root = parsed(site, "/feeds/articles.atom?outlet=orontes")
    [entry] = root.findall("a:entry", ATOM)
    assert (root.get(LANG), entry.get(LANG)) == ("ar", "en")
    assert '<p lang="en" dir="ltr">' in entry.findtext("a:summary", None, ATOM)
    [via] = entry.findall("a:link[@rel='via']", ATOM)
    assert via.get("href") == "https://orontes.example/lentils"


def test_the_english_edition_has_feeds_of_its_own_with_the_same_ids(site: Site) -> None:
    arabic, english = (parsed(site, f"{edition}/feeds/changes.atom") for edition in ("", "/en"))
    assert ids(arabic) == ids(english)
    assert english.get(LANG) == "en"
    assert "/en/article/" in english.find("a:entry/a:link", ATOM).get("href")


def test_edits_and_deletions_are_one_entry_a_version(site: Site) -> None:
    root = parsed(site, "/feeds/changes.atom")
    # The deletion was told last, though it was seen before the edit.
    wanted = [f"tag:warraq,2026:article/{site.ids[slug]}/version/2" for slug in ("fair", "water")]
    assert ids(root) == wanted
    kinds = [entry.find("a:category", ATOM).get("term") for entry in root.findall("a:entry", ATOM)]
    assert kinds == ["gone", "edit"]
    assert "بعد سبعة أيام</del>" in root.findall("a:entry/a:summary", ATOM)[1].text
    assert ids(parsed(site, "/feeds/changes.atom?outlet=shamplus")) == wanted[:1]
    [[told]] = site.ask(lambda record: record.execute("SELECT max(told_at) FROM versions WHERE n = 2").fetchall())
    assert root.findtext("a:updated", None, ATOM) == told


def test_an_unchanged_feed_is_answered_304_until_something_is_recorded(tmp_path: Path) -> None:
    site = made(tmp_path)
    # The first reader makes the files of the write-ahead log, so that the record looks new for a moment.
    site.get("/feeds/articles.atom")
    for file in tmp_path.glob("warraq.db*"):
        os.utime(file, (settled := datetime.now(UTC).timestamp() - 60, settled))
    path = "/feeds/articles.atom"
    first = site.get(path)
    etag, modified = first.headers["etag"], first.headers["last-modified"]
    for fields in ({"If-None-Match": f'"x", W/{etag}'}, {"If-Modified-Since": modified}, {"If-None-Match": "*"}):
        again = site.get(path, headers=fields)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    # An ETag that does not match outweighs a date that does.
    assert site.get(path, headers={"If-None-Match": '"x"', "If-Modified-Since": modified}).status_code == 200
    assert site.get(path, headers={"If-Modified-Since": "yesterday"}).status_code == 200
    with Writer(DataFolder(tmp_path), "made") as writer:
        made_archive.take(writer, made_archive.Made(made_archive.SHAM, "new", "موقف جديد", made_archive.FAIR, 0), now())
    fresh = site.get(path, headers={"If-None-Match": etag})
    assert (fresh.status_code, "last-modified" in fresh.headers) == (200, False)
    later = format_datetime(datetime.now(UTC) - timedelta(seconds=30), usegmt=True)
    assert site.get(path, headers={"If-Modified-Since": later}).status_code == 200
    assert len(ids(parsed(site, path))) == len(site.ids) + 1


def test_a_feed_longer_than_fifty_leads_on_to_what_is_older(tmp_path: Path) -> None:
    site = made(tmp_path)
    with Writer(DataFolder(tmp_path), "made") as writer:
        for n in range(30):
            street = made_archive.Made(made_archive.SHAM, f"more-{n}", f"شارع {n}", f"{n} {made_archive.FAIR}", n)
            made_archive.take(writer, street, now() - timedelta(hours=n))
    first = parsed(site, "/feeds/articles.atom")
    [following] = first.findall("a:link[@rel='next']", ATOM)
    second = parsed(site, following.get("href").removeprefix("http://localhost"))
    assert len(ids(first)) == 50
    assert len(set(ids(first) + ids(second))) == len(site.ids) + 30
    assert not second.findall("a:link[@rel='next']", ATOM)
    assert site.get("/feeds/articles.json").json()["next_url"] == following.get("href").replace(".atom", ".json")


def test_pages_tell_feed_readers_and_browsers_where_to_look(site: Site) -> None:
    def heads(path: str) -> dict[str, str]:
        link = r'<link rel="(?:alternate|search)"[^>]*type="([^"]+)"[^>]*href="([^"]+)"'
        links = re.findall(link, site.get(path).text)
        return {address.replace("&amp;", "&"): kind for kind, address in links}

    for path in ("/", "/outlets", f"/article/{site.ids['water']}"):
        assert heads(path).items() >= {
            ("/feeds/articles.atom", "application/atom+xml"),
            ("/feeds/changes.atom", "application/atom+xml"),
            ("/opensearch.xml", "application/opensearchdescription+xml"),
        }
    found = heads("/search?q=القوات&outlet=shamplus")
    [feed] = [address for address in found if "q=" in address and ".atom" in address]
    assert len(ids(parsed(site, feed))) == 2
    for address in found:
        assert site.get(address).status_code == 200, address


def test_the_browser_can_add_the_archive_to_its_search_engines(site: Site) -> None:
    root = etree.fromstring(site.get("/opensearch.xml").content)
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    assert len(root.findtext("o:ShortName", "", space)) <= 16
    for url in root.findall("o:Url", space):
        address = url.get("template", "").replace("{searchTerms}", "القوات").removeprefix("http://localhost")
        answer = site.get(address)
        assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, url.get("type"))


@given(title=st.text(), html=st.text(), source=st.text(), author=st.text())
def test_whatever_an_outlet_writes_the_feed_stays_well_formed(title: str, html: str, source: str, author: str) -> None:
    entry = Entry(
        id="tag:x", title=title, url="https://a.example/", updated="2026-11-22T08:00:00Z", html=html, author=author,
        lang="ar", source=source,
    )  # fmt: skip
    feed = Feed(title=title, url="https://a.example/f", page="https://a.example/", lang="ar", entries=[entry])
    root = etree.fromstring(atom(feed))
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", root.findtext("a:title", "", ATOM))
    assert json.loads(json_feed(feed))["items"][0]["id"] == "tag:x"


def test_an_empty_feed_is_valid_and_always_the_same() -> None:
    feed = Feed(title="x", url="https://a.example/f", page="https://a.example/", lang="ar")
    assert atom(feed) == atom(feed)
    assert etree.fromstring(atom(feed)).findtext("a:updated", "", ATOM) == "1970-01-01T00:00:00Z"
