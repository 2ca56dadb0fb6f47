"""What the head of an article's page tells programs: only what the record proves, and nothing that gets out of it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from archive.web.queries.articles import Article
from archive.web.queries.metadata import metadata_of, opening
from tests.support.made_archive import SNOW
from tests.support.reading_room import Site

ARTICLE: Article = {
    "id": 1, "outlet": "a", "outlet_title": "صحيفة", "outlet_title_en": "A Paper", "title": "عنوان", "lang": "ar",
    "published_day": "2026-11-22", "published_at": None, "status": "live", "versions": 1, "key": "1",
    "url": "https://a.example/1", "body": "نصّ", "author": "", "credit": "", "published_from": "url",
    "first_seen_at": "2026-11-23T00:00:00Z", "last_seen_at": "2026-11-23T00:00:00Z", "words_sha256": "",
    "search_extra": None, "image_url": "", "image_caption": "", "origin": "crawl",
}  # fmt: skip


def heads(page: str) -> tuple[dict[str, list[str]], dict[str, Any]]:
    """The metadata of a page by name, and its JSON-LD."""
    (head,) = html.document_fromstring(page).xpath("/html/head")
    metas: dict[str, list[str]] = {}
    for meta in head.iter("meta"):
        if name := meta.get("name") or meta.get("property"):
            metas.setdefault(name, []).append(meta.get("content") or "")
    (linked,) = head.xpath('script[@type="application/ld+json"]/text()')
    return metas, json.loads(linked)


def test_an_article_says_what_a_reference_manager_and_a_preview_need(site: Site) -> None:
    number = site.ids["water"]
    (row,) = site.rows("SELECT * FROM articles WHERE id = ?", [number])
    for prefix, name in (("", "ورّاق"), ("/en", "Warraq")):
        metas, linked = heads(site.get(f"{prefix}/article/{number}").text)
        here = f"http://localhost/article/{number}"
        assert {key: metas[key] for key in metas if key.startswith(("citation_", "og:", "article:", "DC"))} == {
            "DC.type": ["newspaperArticle"],
            "citation_title": [row["title"]],
            "citation_author": ["قسم الخدمات"],
            "citation_publication_date": [row["published_day"].replace("-", "/")],
            "citation_journal_title": ["فرات24"],
            "citation_language": ["ar"],
            "citation_fulltext_html_url": [here],
            "og:type": ["article"],
            "og:title": [row["title"]],
            "og:url": [here],
            "og:site_name": [name],
            "og:locale": ["ar_AR"],
            "og:description": [opening(row["body"])],
            "article:published_time": [row["published_at"]],
        }
        assert metas["twitter:card"] == ["summary"]
        assert linked == {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": row["title"],
            "url": "https://furat24.example/water",
            "archivedAt": here,
            "version": 2,
            "datePublished": row["published_at"],
            "inLanguage": "ar",
            "author": [{"name": "قسم الخدمات"}],
            "publisher": {"@type": "Organization", "name": "فرات24"},
        }


def test_a_version_says_its_own_title_text_and_address(site: Site) -> None:
    number = site.ids["water"]
    metas, linked = heads(site.get(f"/article/{number}/versions/1").text)
    assert metas["citation_title"] == metas["og:title"] == ["عودة ضخّ المياه إلى أحياء دير الزور الشرقية بعد سبعة أيام"]
    assert metas["og:url"] == [f"http://localhost/article/{number}/versions/1"] == [linked["archivedAt"]]
    assert linked["version"] == 1


def test_a_day_nobody_stated_is_nowhere_and_each_author_is_named_alone() -> None:
    given_day = metadata_of(ARTICLE, title="", body="", n=1, permalink="/article/1")
    names = {meta.name: meta.content for meta in given_day.metas}
    assert names["citation_publication_date"] == "2026/11/22"
    assert names["article:published_time"] == "2026-11-22"
    unknown: Article = {
        **ARTICLE,
        "published_day": "",
        "published_from": "first_seen",
        "author": "ليلى أ، سامر ب",
        "lang": "",
        "url": "x:y",
    }
    metas, linked = metadata_of(unknown, title="عنوان", body="نصّ", n=1, permalink="/article/1")
    assert "2026" not in str(metas) + linked
    assert [meta.content for meta in metas if meta.name == "citation_author"] == ["ليلى أ", "سامر ب"]
    assert {"url", "datePublished", "inLanguage"}.isdisjoint(json.loads(linked))
    assert {"og:locale", "citation_language"}.isdisjoint(meta.name for meta in metas)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_no_text_of_an_outlet_leaves_the_data_block(text: str) -> None:
    hostile = f"{text}</script><script>alert(1)</script><!--<script>{text}"
    outlet: Article = {**ARTICLE, "author": hostile, "outlet_title": hostile}
    linked = metadata_of(outlet, title=hostile, body=hostile, n=1, permalink="/article/1").linked
    assert "<" not in linked
    assert "alert(1)</script>" in json.loads(linked)["headline"]


@pytest.mark.parametrize("body", ["", "كلمة", "كلمة\n\nأخرى " * 3, "كلمة " * 300, "ك" * 5_000])
def test_a_description_is_the_beginning_of_the_text_in_whole_words(body: str) -> None:
    told = opening(body)
    assert len(told) <= 203
    assert " ".join(body.split()).startswith(told.removesuffix(" …"))
    assert told.endswith("…") == (len(" ".join(body.split())) > 200)
    assert opening(SNOW).removesuffix(" …").rpartition(" ")[2] in SNOW.split()
