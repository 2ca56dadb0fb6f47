"""A site that tells of its news on a paged list alone: no feed, no sitemap, dates in `<time>`, one notice without."""

from html import escape
from math import ceil

from tests.support.outlet_server import calendar_words, markup
from tests.support.outlet_server.corpus import Article
from tests.support.outlet_server.site import Reply, Site, Theme

NAME = "رسائل الساحل (نموذج)"
TRAP = "/news/2026/00/draft/"
PER_PAGE = 4


def path_of(article: Article) -> str:
    return f"/news/{'0000/00' if article.undated else f'{article.published:%Y/%m}'}/{article.id}/"


def _answer(site: Site, path: str, query: dict[str, str]) -> Reply | None:
    del query
    if path == "/":
        return _list(site, 1)
    if path == "/robots.txt":
        return markup.robots("User-agent: *\nDisallow: /news/2026/00/\n")
    if path == TRAP:
        return markup.trap(site)
    parts = path.strip("/").split("/")
    if parts[0] == "latest":
        number = parts[2] if len(parts) == 3 and parts[1] == "page" else "1"
        return _list(site, int(number)) if number.isdecimal() else None
    article = site.published.get(parts[-1])
    return _article(site, article) if article and path.rstrip("/") == path_of(article).rstrip("/") else None


def _shell(site: Site, title: str, head: str, main: str) -> str:
    return markup.fill("listing", title=title, head=head, main=main, home=site.home, name=NAME)


def _row(path: str, title: str, time: str) -> str:
    return f'<article class="teaser"><h2><a href="{path}">{escape(title)}</a></h2>{time}</article>'


def _time(article: Article) -> str:
    if article.undated:
        return ""
    published = article.published
    words = f"{published.day} {calendar_words.LEVANTINE[published.month - 1]} {published.year}"
    return f'<time datetime="{published.isoformat()}">{words}</time>'


def _list(site: Site, number: int) -> Reply | None:
    chosen = [] if site.empty_feed else site.listed()
    pages = max(ceil(len(chosen) / PER_PAGE), 1)
    if not 1 <= number <= pages:
        return None
    rows = [_row(path_of(one), one.title, _time(one)) for one in chosen[(number - 1) * PER_PAGE : number * PER_PAGE]]
    # The forbidden page stands in the list like any other: only robots.txt tells it apart.
    rows.append(_row(TRAP, "مسودة لم تُنشر", ""))
    following = f"/latest/page/{number + 1}/"
    more = f'<a class="next" rel="next" href="{following}">أخبار أقدم</a>' if number < pages else ""
    head = f'<link rel="next" href="{site.home}{following}">' if number < pages else ""
    html = _shell(site, NAME, head, "\n".join(rows) + f'<nav class="pages">{more}</nav>')
    return Reply(body=html.encode(), last_modified=site.last_modified(), kind="feed")


def _article(site: Site, article: Article) -> Reply:
    related = markup.links(site, site.related(article), [path_of(one) for one in site.related(article)])
    if site.new_template:
        return markup.replaced_template(site, article, NAME, related)
    main = markup.fill(
        "listing_article",
        title=escape(article.title),
        author=escape(article.author),
        time=_time(article),
        credit=f'<p class="source">المصدر: {escape(article.credit)}</p>' if article.credit else "",
        text=markup.paragraphs(article),
        related=related,
    )
    return markup.article_page(_shell(site, f"{NAME}: {escape(article.title)}", "", main), article)


THEME = Theme(path_of, _answer)
