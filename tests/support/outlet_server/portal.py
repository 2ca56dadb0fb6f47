"""An old portal: windows-1256, laid out in tables, paragraphs parted by `<br><br>`, a header that lies or is silent."""

from dataclasses import replace
from html import escape

from tests.support.outlet_server import calendar_words, markup
from tests.support.outlet_server.corpus import Article
from tests.support.outlet_server.site import Reply, Site, Theme

NAME = "بوابة العاصي (نموذج)"
TRAP = "/admin/news.php?id=1"
CHARSET = "windows-1256"


def path_of(article: Article) -> str:
    return f"/news.php?id={article.id}"


def _answer(site: Site, path: str, query: dict[str, str]) -> Reply | None:
    if path in ("/", "/index.php"):
        return _home(site)
    if path == "/rss.php":
        return _feed(site)
    if path == "/robots.txt":
        return markup.robots("User-agent: *\nDisallow: /admin/\nCrawl-delay: 0.1\n")
    if path == "/admin/news.php":
        return markup.trap(site)
    article = site.published.get(query.get("id", "")) if path == "/news.php" else None
    return _article(site, article) if article else None


def _headlines(site: Site, chosen: list[Article]) -> str:
    return markup.links(site, chosen, [path_of(article) for article in chosen])


def _encoded(html: str) -> bytes:
    return html.encode(CHARSET, "xmlcharrefreplace")


def _shell(site: Site, main: str) -> bytes:
    return _encoded(markup.fill("portal", main=main, home=site.home, name=NAME, trap=escape(TRAP)))


def _home(site: Site) -> Reply:
    rows = "\n".join(
        f'<tr><td class="headline"><a href="{path_of(article)}">{escape(article.title)}</a></td>'
        f"<td>{article.published:%d/%m/%Y}</td></tr>"
        for article in site.listed()
    )
    main = f'<table width="100%">{rows}</table>'
    return Reply(body=_shell(site, main), content_type="text/html", last_modified=site.last_modified())


def _article(site: Site, article: Article) -> Reply:
    related = _headlines(site, site.related(article))
    if site.new_template:
        return markup.replaced_template(site, article, NAME, related)
    main = markup.fill(
        "portal_article",
        title=escape(article.title),
        author=escape(article.author),
        date=calendar_words.levantine(article.published),
        credit=f"المصدر: {escape(article.credit)}<br><br>" if article.credit else "",
        text="<br><br>\n".join(escape(line) for line in article.paragraphs),
        related=related,
    )
    # Half of the pages name a false charset in the header, the others none: so do sites whose server was moved.
    content_type = "text/html; charset=ISO-8859-1" if int(article.id) % 2 else "text/html"
    return replace(markup.article_page("", article), body=_shell(site, main), content_type=content_type)


def _feed(site: Site) -> Reply:
    items = [
        markup.rss_item(
            article, site.home + path_of(article), calendar_words.levantine_clock(article.published), path_of(article)
        )
        for article in site.listed()
    ]
    return markup.rss(site, NAME, items, CHARSET)


THEME = Theme(path_of, _answer)
