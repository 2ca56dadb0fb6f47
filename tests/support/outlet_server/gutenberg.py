"""A block-theme WordPress site: the cut slug alone is the address, JSON-LD as a graph, Atom feed, news sitemap."""

from datetime import UTC
from html import escape

from tests.support.outlet_server import markup
from tests.support.outlet_server.corpus import Article
from tests.support.outlet_server.site import Reply, Site, Theme

NAME = "دفتر الشمال (نموذج)"
TRAP = "/drafts/page/"


def path_of(article: Article) -> str:
    return f"/{article.slug}/"


def _answer(site: Site, path: str, query: dict[str, str]) -> Reply | None:
    if path == "/":
        article = site.published.get(query.get("p", ""))
        return markup.redirect(_url(site, article)) if article else _home(site)
    fixed = {"/feed/atom/": _feed, "/news-sitemap.xml": _news_sitemap, TRAP: markup.trap}
    if path in fixed:
        return fixed[path](site)
    if path == "/robots.txt":
        return markup.robots(
            f"User-agent: *\nDisallow: /wp-admin/\nDisallow: /drafts/\n\nSitemap: {site.home}/news-sitemap.xml\n"
        )
    found = [article for article in site.published.values() if path.rstrip("/") == path_of(article).rstrip("/")]
    return _article(site, found[0]) if found else None


def _url(site: Site, article: Article) -> str:
    return site.home + markup.address(path_of(article))


def _headlines(site: Site, chosen: list[Article]) -> str:
    return markup.links(site, chosen, [markup.address(path_of(article)) for article in chosen])


def _shell(site: Site, title: str, head: str, main: str) -> str:
    return markup.fill("gutenberg", title=title, head=head, main=main, home=site.home, name=NAME, trap=TRAP)


def _home(site: Site) -> Reply:
    rows = "\n".join(
        f'<li class="wp-block-post"><h2 class="wp-block-post-title"><a href="{_url(site, article)}">'
        f"{escape(article.title)}</a></h2></li>"
        for article in site.listed()
    )
    main = f'<main class="wp-block-group"><ul class="wp-block-post-template">{rows}</ul></main>'
    return markup.page(_shell(site, NAME, "", main), site.last_modified())


def _graph(site: Site, article: Article, url: str) -> dict[str, object]:
    story = markup.news_article(article, url, NAME, markup.utc(article.published), markup.utc(article.modified))
    story["author"] = {"@id": f"{site.home}/#/schema/person/1"}
    return {
        "@graph": [
            {"@type": "WebSite", "@id": f"{site.home}/#website", "name": NAME, "url": f"{site.home}/"},
            {"@type": "WebPage", "@id": url, "name": f"{article.title} | {NAME}"},
            {"@id": f"{url}#article", **story},
            {"@type": "Person", "@id": f"{site.home}/#/schema/person/1", "name": article.author},
        ]
    }


def _article(site: Site, article: Article) -> Reply:
    url = _url(site, article)
    related = _headlines(site, site.related(article))
    if site.new_template:
        return markup.replaced_template(site, article, NAME, related)
    head = markup.fill(
        "article_head",
        ld=markup.json_ld(_graph(site, article, url)),
        title=escape(article.title),
        url=url,
        amphtml=f'<link rel="shortlink" href="{site.home}/?p={article.id}">',
        name=NAME,
        published=markup.utc(article.published),
        excerpt=escape(markup.excerpt(article)),
    )
    main = markup.fill(
        "gutenberg_article",
        title=escape(article.title),
        author=escape(article.author),
        published=markup.utc(article.published),
        date=f"{article.published:%Y-%m-%d}",
        text=markup.paragraphs(article, attributes=' class="wp-block-paragraph"'),
        credit=f'<p class="wp-block-paragraph">المصدر: {escape(article.credit)}</p>' if article.credit else "",
        related=related,
    )
    return markup.article_page(_shell(site, f"{escape(article.title)} | {NAME}", head, main), article)


def _feed(site: Site) -> Reply:
    entries = "" if site.empty_feed else "\n".join(_entry(site, article) for article in site.listed())
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar">'
        f"<title>{NAME}</title><id>{site.home}/feed/atom/</id><updated>{site.last_modified().astimezone(UTC):%FT%TZ}"
        f'</updated><link rel="alternate" href="{site.home}/"/>\n{entries}\n</feed>\n'
    )
    content_type = "application/atom+xml; charset=UTF-8"
    return Reply(body=text.encode(), content_type=content_type, last_modified=site.last_modified(), kind="feed")


def _entry(site: Site, article: Article) -> str:
    return (
        f'<entry><title type="html">{escape(article.title)}</title><link rel="alternate" href="{_url(site, article)}"/>'
        f"<id>{site.home}/?p={article.id}</id><author><name>{escape(article.author)}</name></author>"
        f"<published>{article.published.astimezone(UTC):%FT%TZ}</published>"
        f"<updated>{article.modified.astimezone(UTC):%FT%TZ}</updated>"
        f'<summary type="html">{escape(markup.excerpt(article))}</summary></entry>'
    )


def _news_sitemap(site: Site) -> Reply:
    rows = "\n".join(
        f"<url><loc>{_url(site, article)}</loc><news:news><news:publication><news:name>{NAME}</news:name>"
        f"<news:language>ar</news:language></news:publication><news:publication_date>{markup.utc(article.published)}"
        f"</news:publication_date><news:title>{escape(article.title)}</news:title></news:news></url>"
        for article in ([] if site.empty_feed else site.listed())
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{rows}\n</urlset>\n'
    )
    return Reply(body=text.encode(), content_type=markup.XML, last_modified=site.last_modified(), kind="feed")


THEME = Theme(path_of, _answer)
