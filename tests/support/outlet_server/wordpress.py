"""A modern WordPress site: numbered addresses, AMP twins, JSON-LD, feed, REST interface, sitemaps."""

import json
from datetime import UTC, datetime
from html import escape
from math import ceil
from zoneinfo import ZoneInfo

from tests.support.outlet_server import markup
from tests.support.outlet_server.corpus import Article
from tests.support.outlet_server.site import Reply, Site, Theme

NAME = "بريد الفرات (نموذج)"
TRAP = "/299999/draft/"
TRACKERS = (
    "?utm_source=rss&utm_medium=feed&utm_campaign=akhbar",
    "?utm_source=rss&utm_medium=feed&fbclid=IwAR0sample",
    "",
)
JSON = "application/json; charset=UTF-8"
DAMASCUS = ZoneInfo("Asia/Damascus")
EARLIEST = datetime.fromisoformat("2000-01-01")
POSTS = "/wp-json/wp/v2/posts"


def path_of(article: Article) -> str:
    return f"/{article.id}/{article.slug}/"


def _answer(site: Site, path: str, query: dict[str, str]) -> Reply | None:
    if path == "/" and "p" in query:
        article = site.published.get(query["p"])
        return markup.redirect(_url(site, article)) if article else None
    fixed = {"/": _home, "/feed/": _feed, "/wp-sitemap.xml": _sitemap_index, "/wp-sitemap-posts-post-1.xml": _sitemap}
    if path in fixed:
        return fixed[path](site)
    if path == "/robots.txt":
        return markup.robots(
            f"User-agent: *\nDisallow: /wp-admin/\nDisallow: /299999/\n\nSitemap: {site.home}/wp-sitemap.xml\n"
        )
    if path == POSTS:
        return _posts(site, query)
    return markup.trap(site) if path == TRAP else _article_at(site, path, query)


def _url(site: Site, article: Article) -> str:
    return site.home + markup.address(path_of(article))


def _article_at(site: Site, path: str, query: dict[str, str]) -> Reply | None:
    number = path.split("/")[1]
    article = site.published.get(number)
    if article is None:
        return None
    if path.rstrip("/") != path_of(article).rstrip("/"):
        return markup.redirect(_url(site, article))
    return _amp(site, article) if "amp" in query else _article(site, article)


def _headlines(site: Site, chosen: list[Article]) -> str:
    return markup.links(site, chosen, [markup.address(path_of(article)) for article in chosen])


def _shell(site: Site, title: str, head: str, main: str) -> str:
    recent = _headlines(site, [article for article in site.listed() if article.role == ""][-4:])
    return markup.fill(
        "wordpress", title=title, head=head, main=main, home=site.home, name=NAME, recent=recent, trap=TRAP
    )


def _home(site: Site) -> Reply:
    rows = "\n".join(
        f'<article class="one-post"><h3><a href="{_url(site, article)}">{escape(article.title)}</a></h3>'
        f"<p>{escape(markup.excerpt(article))}</p></article>"
        for article in site.listed()
    )
    return markup.page(_shell(site, NAME, "", rows), site.last_modified())


def _article(site: Site, article: Article) -> Reply:
    related = _headlines(site, site.related(article))
    if site.new_template:
        return markup.replaced_template(site, article, NAME, related)
    url, published = _url(site, article), article.published.isoformat()
    see_also = site.related(article)[:1]
    main = markup.fill(
        "wordpress_article",
        title=escape(article.title),
        author=escape(article.author),
        category=escape(article.category),
        date=f"{article.published:%Y/%m/%d}",
        text=markup.paragraphs(article, between="".join(f"<p>اقرأ أيضًا: {escape(one.title)}</p>" for one in see_also)),
        related=related,
        url=url,
    )
    description = markup.news_article(article, url, NAME, published, article.modified.isoformat())
    head = markup.fill(
        "article_head",
        ld=markup.json_ld(description),
        title=escape(article.title),
        url=url,
        amphtml=f'<link rel="amphtml" href="{url}?amp=1">',
        name=NAME,
        published=published,
        excerpt=escape(markup.excerpt(article)),
    )
    return markup.article_page(_shell(site, f"{escape(article.title)} - {NAME}", head, main), article)


def _amp(site: Site, article: Article) -> Reply:
    html = markup.fill(
        "wordpress_amp",
        title=escape(article.title),
        url=_url(site, article),
        name=NAME,
        date=f"• {article.published:%Y/%m/%d • %I:%M} {'ص' if article.published.hour < 12 else 'م'}",
        ld=markup.json_ld(
            markup.news_article(
                article, _url(site, article), NAME, article.published.isoformat(), article.modified.isoformat()
            )
        ),
        text=markup.paragraphs(article),
    )
    return markup.article_page(html, article)


def _feed(site: Site) -> Reply:
    items = []
    for article in site.listed():
        url, guid = _url(site, article), f"{site.home}/?p={article.id}"
        tracked = url + TRACKERS[int(article.id[-1]) % len(TRACKERS)]
        published = markup.rfc822(article.published.astimezone(UTC))
        if article.role == "amp":
            items.append(markup.rss_item(article, f"{url}?amp=1", published, guid))
        items.append(markup.rss_item(article, tracked, published, guid))
    return markup.rss(site, NAME, items)


def _sitemap_index(site: Site) -> Reply:
    inside = f"<sitemap><loc>{site.home}/wp-sitemap-posts-post-1.xml</loc></sitemap>"
    return _xml(site, f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</sitemapindex>')


def _sitemap(site: Site) -> Reply:
    inside = "\n".join(
        f"<url><loc>{_url(site, article)}</loc><lastmod>{article.modified.isoformat()}</lastmod></url>"
        for article in site.listed()
    )
    return _xml(site, f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</urlset>')


def _xml(site: Site, text: str) -> Reply:
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
    return Reply(body=body, content_type=markup.XML, last_modified=site.last_modified())


def _posts(site: Site, query: dict[str, str]) -> Reply:
    """The list of posts, with WordPress's own refusals: 400 for a page that is none and for a size over 100."""
    per_page, number = _number(query.get("per_page", "10")), _number(query.get("page", "1"))
    if not 1 <= per_page <= 100 or number < 1:
        return _refusal("rest_invalid_param")
    try:
        after = _local(datetime.fromisoformat(query["after"])) if "after" in query else EARLIEST
    except ValueError:
        return _refusal("rest_invalid_param")
    chosen = [] if site.empty_feed else [one for one in site.listed() if _local(one.published) > after]
    pages = ceil(len(chosen) / per_page)
    if number > max(pages, 1):
        return _refusal("rest_post_invalid_page_number")
    fields = query.get("_fields", "")
    rows = [_post(site, one, fields) for one in chosen[(number - 1) * per_page : number * per_page]]
    return Reply(
        body=json.dumps(rows, ensure_ascii=False).encode(),
        content_type=JSON,
        headers=(("X-WP-Total", str(len(chosen))), ("X-WP-TotalPages", str(pages))),
        last_modified=site.last_modified(),
        kind="feed",
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _local(moment: datetime) -> datetime:
    # WordPress compares `after` with the post's local time, and reads a naive one as local.
    return moment.astimezone(DAMASCUS).replace(tzinfo=None) if moment.tzinfo else moment


def _refusal(code: str) -> Reply:
    return Reply(status=400, content_type=JSON, body=json.dumps({"code": code, "data": {"status": 400}}).encode())


def _post(site: Site, article: Article, fields: str) -> dict[str, object]:
    post: dict[str, object] = {
        "id": int(article.id),
        "date": article.published.replace(tzinfo=None).isoformat(),
        "date_gmt": article.published.astimezone(UTC).replace(tzinfo=None).isoformat(),
        "modified": article.modified.replace(tzinfo=None).isoformat(),
        "modified_gmt": article.modified.astimezone(UTC).replace(tzinfo=None).isoformat(),
        "slug": markup.address(article.slug),
        "link": _url(site, article),
        "title": {"rendered": escape(article.title)},
        "content": {"rendered": markup.paragraphs(article), "protected": False},
        "excerpt": {"rendered": f"<p>{escape(markup.excerpt(article))}</p>", "protected": False},
    }
    wanted = {field.split(".")[0] for field in fields.split(",") if field}
    return {name: value for name, value in post.items() if not wanted or name in wanted}


THEME = Theme(path_of, _answer)
