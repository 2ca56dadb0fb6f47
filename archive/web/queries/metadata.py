"""What the head of an article's page says of it to programs: reference managers, link previews, search engines.

Only what the record proves: a day that nobody stated is left out, and of an author nothing but the name is known.
Sources: Google Scholar's Inclusion Guidelines (`citation_`), as Zotero's Embedded Metadata translator reads them;
ogp.me (`og:`, `article:`); schema.org, NewsArticle.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from archive.identity.urls import is_web_address
from archive.text.lines import one_line
from archive.web.app.language import language
from archive.web.queries.articles import Article

DESCRIPTION = 200  # characters of the text
# The Open Graph protocol takes a page without a locale for American English, and knows no language without a country.
LOCALES = {"ar": "ar_AR", "en": "en_US", "fr": "fr_FR", "tr": "tr_TR", "de": "de_DE", "es": "es_ES"}


class Meta(NamedTuple):
    """A <meta>: `kind` is the attribute that holds its name, "name" or "property"."""

    kind: str
    name: str
    content: str


class Metadata(NamedTuple):
    """The <meta> elements of a page, and its JSON-LD, safe inside a <script>."""

    metas: list[Meta]
    linked: Markup


def metadata_of(article: Article, *, title: str, body: str, n: int, permalink: str) -> Metadata:
    """Of the version `n` of an article, whose own address here is `permalink`."""
    title, outlet = one_line(title), article["outlet_title"]
    published = article["published_at"] or article["published_day"]
    authors = [name for name in map(one_line, article["author"].split("،")) if name]
    lang = article["lang"]
    metas = [
        # Zotero takes anything with a journal's title for a journal's article, unless it is told better.
        Meta("name", "DC.type", "newspaperArticle"),
        Meta("name", "citation_title", title),
        *(Meta("name", "citation_author", name) for name in authors),
        Meta("name", "citation_publication_date", article["published_day"].replace("-", "/")),
        Meta("name", "citation_journal_title", outlet),
        Meta("name", "citation_language", lang),
        Meta("name", "citation_fulltext_html_url", permalink),
        Meta("property", "og:type", "article"),
        Meta("property", "og:title", title),
        Meta("property", "og:url", permalink),
        Meta("property", "og:site_name", str(language()("site.name").unescape())),
        Meta("property", "og:locale", LOCALES.get(lang[:2], "")),
        Meta("property", "og:description", opening(body)),
        Meta("property", "article:published_time", published),
        Meta("name", "twitter:card", "summary"),
    ]
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "url": article["url"] if is_web_address(article["url"]) else "",
        # What was given is no copy of that address that anybody made.
        "archivedAt": "" if article["origin"] == "given" else permalink,
        "version": n,
        "datePublished": published,
        "inLanguage": lang,
        "author": [{"name": name} for name in authors],
        "publisher": {"@type": "Organization", "name": outlet},
    }
    return Metadata(
        [one for one in metas if one.content], htmlsafe_json_dumps(dict(_known(linked)), ensure_ascii=False)
    )


def opening(body: str) -> str:
    """How a text begins, in whole words where one ends in time."""
    text = one_line(body[: 4 * DESCRIPTION])
    if len(text) <= DESCRIPTION:
        return text
    return f"{text[: DESCRIPTION + 1].rpartition(' ')[0] or text[:DESCRIPTION]} …"


def _known(values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    return ((name, value) for name, value in values.items() if value)
