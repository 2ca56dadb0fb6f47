"""The pieces all themes are made of: templates, escaped paragraphs, lists of links, feeds."""

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote

from tests.support.outlet_server.corpus import Article
from tests.support.outlet_server.site import Reply, Site

FOLDER = Path(__file__).parent / "templates"
EXCERPT_LETTERS = 180
XML = "application/xml; charset=UTF-8"


@cache
def _template(name: str) -> Template:
    return Template((FOLDER / f"{name}.html").read_text("utf-8"))


def fill(template: str, **values: str) -> str:
    """One template of `templates/` with its values, which must be HTML already."""
    return _template(template).substitute(values)


def page(html: str, modified: datetime | None = None) -> Reply:
    return Reply(body=html.encode(), last_modified=modified)


def article_page(html: str, article: Article) -> Reply:
    return Reply(body=html.encode(), last_modified=article.modified, kind="article", article_id=article.id)


def paragraphs(article: Article, *, between: str = "", attributes: str = "") -> str:
    """The text as `<p>` elements; `between` is boilerplate put after the second paragraph."""
    lines = [f"<p{attributes}>{escape(line)}</p>" for line in article.paragraphs]
    return "\n".join([*lines[:2], between, *lines[2:]] if between else lines)


def links(site: Site, chosen: Iterable[Article], addresses: Iterable[str]) -> str:
    """A list of headlines."""
    pairs = zip(chosen, addresses, strict=True)
    return "\n".join(f'<li><a href="{site.home}{href}">{escape(article.title)}</a></li>' for article, href in pairs)


def address(path: str) -> str:
    """A decoded path with its query as it stands in a link, with lower-case escapes as WordPress writes them."""
    return re.sub("%[0-9A-F]{2}", lambda escape_: escape_[0].lower(), quote(path, safe="/?=&"))


def excerpt(article: Article) -> str:
    text = article.paragraphs[0]
    return text if len(text) <= EXCERPT_LETTERS else text[:EXCERPT_LETTERS].rsplit(" ", 1)[0] + " […]"


def rfc822(moment: datetime) -> str:
    return format_datetime(moment)


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def news_article(article: Article, url: str, publisher: str, published: str, modified: str) -> dict[str, object]:
    """The schema.org description of an article as the SEO plugins write it."""
    return {
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": published,
        "dateModified": modified,
        "author": {"@type": "Person", "name": article.author},
        "publisher": {"@type": "Organization", "name": publisher},
        "mainEntityOfPage": url,
        "articleSection": article.category,
        "inLanguage": "ar",
    }


def json_ld(description: dict[str, object]) -> str:
    text = json.dumps({"@context": "https://schema.org", **description}, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def rss(site: Site, title: str, items: Iterable[str], encoding: str = "UTF-8") -> Reply:
    """An RSS 2.0 feed. A site whose feed has gone empty keeps the frame and loses the items."""
    inside = "" if site.empty_feed else "\n".join(items)
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>{escape(title)}</title><link>{site.home}/</link><language>ar</language>\n{inside}\n"
        "</channel></rss>\n"
    )
    body = text.encode(encoding, "xmlcharrefreplace")
    content_type = f"application/rss+xml; charset={encoding}"
    return Reply(body=body, content_type=content_type, last_modified=site.last_modified(), kind="feed")


def rss_item(article: Article, link: str, published: str, guid: str) -> str:
    return (
        f"<item><title>{escape(article.title)}</title><link>{escape(link)}</link>"
        f'<guid isPermaLink="false">{escape(guid)}</guid><dc:creator>{escape(article.author)}</dc:creator>'
        f"<pubDate>{published}</pubDate><category>{escape(article.category)}</category>"
        f"<description>{escape(excerpt(article))}</description></item>"
    )


def robots(text: str) -> Reply:
    return Reply(body=text.encode(), content_type="text/plain; charset=utf-8")


def redirect(location: str, status: int = 301) -> Reply:
    return Reply(status=status, headers=(("Location", location),))


def not_found(title: str = "الصفحة غير موجودة", status: int = 404) -> Reply:
    """The site's page for what is not there, or no longer (410)."""
    html = fill("not_found", title=title)
    return Reply(body=html.encode(), status=status)


def trap(site: Site) -> Reply:
    """A page in a folder that robots.txt forbids. It looks like news, so that whoever takes it is found out."""
    return page(fill("trap", home=site.home))


def replaced_template(site: Site, article: Article, publisher: str, related: str) -> Reply:
    """The article in the new design that any of the sites may switch to."""
    html = fill(
        "new_article",
        publisher=publisher,
        home=site.home,
        title=escape(article.title),
        author=escape(article.author),
        published=article.published.isoformat(),
        text=paragraphs(article),
        related=related,
    )
    return article_page(html, article)
