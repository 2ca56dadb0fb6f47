"""An ASP.NET site: every page is one `<form>` around everything, with its view state; the number names the story."""

from base64 import b64encode
from datetime import UTC
from html import escape

from tests.support.outlet_server import calendar_words, markup
from tests.support.outlet_server.corpus import Article
from tests.support.outlet_server.site import Reply, Site, Theme

NAME = "ساحة الجنوب (نموذج)"
TRAP = "/story/0/draft"


def path_of(article: Article) -> str:
    return f"/story/{article.id}/{article.slug}"


def _answer(site: Site, path: str, query: dict[str, str]) -> Reply | None:
    del query
    if path in ("/", "/default.aspx"):
        return _home(site)
    if path == "/rss.aspx":
        return _feed(site)
    if path == "/robots.txt":
        return markup.robots("User-agent: *\nDisallow: /story/0/\n")
    if path == TRAP:
        return markup.trap(site)
    parts = path.split("/")
    # Any slug will do here, and none as well: the number alone is looked up.
    article = site.published.get(parts[2]) if len(parts) > 2 and parts[1] == "story" else None
    return _article(site, article) if article else None


def _url(site: Site, article: Article) -> str:
    return site.home + markup.address(path_of(article))


def _headlines(site: Site, chosen: list[Article]) -> str:
    return markup.links(site, chosen, [markup.address(path_of(article)) for article in chosen])


def _shell(site: Site, title: str, head: str, main: str) -> str:
    state = b64encode(title.encode() * 12).decode()
    return markup.fill("aspx", title=title, head=head, main=main, home=site.home, name=NAME, state=state, trap=TRAP)


def _home(site: Site) -> Reply:
    rows = "\n".join(
        f'<div class="story-row"><a class="story-link" href="{_url(site, article)}">{escape(article.title)}</a></div>'
        for article in site.listed()
    )
    return markup.page(_shell(site, NAME, "", rows), site.last_modified())


def _article(site: Site, article: Article) -> Reply:
    related = _headlines(site, site.related(article))
    if site.new_template:
        return markup.replaced_template(site, article, NAME, related)
    clock = calendar_words.egyptian_clock(article.published)
    head = (
        f'<meta property="og:title" content="{escape(article.title)}"><meta property="og:site_name" content="{NAME}">'
        f'<meta property="article:published_time" content="{clock}">'
        f'<meta property="og:image" content="{site.home}/images/logo.png">'
    )
    main = markup.fill(
        "aspx_article",
        title=escape(article.title),
        author=escape(article.author),
        category=escape(article.category),
        date=clock,
        credit=f"<p>المصدر: {escape(article.credit)}</p>" if article.credit else "",
        text=markup.paragraphs(article, between="".join(_see_also(one) for one in site.related(article)[:1])),
        related=related,
    )
    return markup.article_page(_shell(site, f"{escape(article.title)} :: {NAME}", head, main), article)


def _see_also(article: Article) -> str:
    return f"<p>اقرأ أيضا: {escape(article.title)}</p>"


def _feed(site: Site) -> Reply:
    items = [
        markup.rss_item(
            article, _url(site, article), markup.rfc822(article.published.astimezone(UTC)), f"story-{article.id}"
        )
        for article in site.listed()
    ]
    return markup.rss(site, NAME, items)


THEME = Theme(path_of, _answer)
