"""The forms in which the address of one article is pasted, made from the address that its outlet gives it."""

from collections.abc import Callable
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from archive.identity.urls import TWIN_HOSTS

TRACKED = "utm_source=tg&utm_medium=social&fbclid=IwAR0x&ref=home"


def _host(url: str, put: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=put + TWIN_HOSTS.sub("", parts.netloc)))


def _with(url: str, query: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, query)))))


def _amp(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/amp/"))


def _decoded(url: str) -> str:
    return unquote(url)


def _encoded(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=quote(unquote(parts.path))))


def _twice(url: str) -> str:
    return _encoded(url).replace("%", "%25")


def _bare(url: str) -> str:
    return _host(url, "").partition("://")[2]


def _broken(url: str) -> str:
    half = len(url) * 2 // 3
    return f"{url[:half]}\n{url[half:]}"


FORMS: dict[str, Callable[[str], str]] = {
    "as it is": lambda url: url,
    "http": lambda url: url.replace("https://", "http://"),
    "https": lambda url: url.replace("http://", "https://"),
    "www": lambda url: _host(url, "www."),
    "without www": lambda url: _host(url, ""),
    "mobile": lambda url: _host(url, "m."),
    "amp host": lambda url: _host(url, "amp."),
    "tracked": lambda url: _with(url, TRACKED),
    "amp parameter": lambda url: _with(url, "amp=1"),
    "amp ending": _amp,
    "fragment": lambda url: f"{url}#comments",
    "slash": lambda url: url if urlsplit(url).query else f"{url.rstrip('/')}/",
    "no slash": lambda url: url.rstrip("/"),
    "decoded": _decoded,
    "encoded": _encoded,
    "encoded in small letters": lambda url: _encoded(url).replace("%D", "%d"),
    "encoded twice": _twice,
    "encoded as a whole": lambda url: quote(_encoded(url), safe=""),
    "without a scheme": _bare,
    "without a scheme, www": lambda url: f"www.{_bare(url)}",
    "in words": lambda url: f"see: {_bare(url)} …",
    "in Arabic words": lambda url: f"شاهدوا الخبر هنا {url}، وأخبرونا",
    "in brackets": lambda url: f"({url}).",
    "in guillemets": lambda url: f"الرابط «{url}»!",
    "in Markdown": lambda url: f"[الخبر]({url})",
    "Arabic full stop": lambda url: f"{url}؟",
    "marks of direction": lambda url: f"\u202a{url}\u202c\u200f",
    "mark in the host": lambda url: _bare(url).replace(".", "\u200b.", 1),
    "line break inside": _broken,
    "quoted mail": lambda url: f"> {_broken(url)}".replace("\n", "\n> "),
    "title before": lambda url: f"عنوان الخبر\n{url}\n",
    "Wayback": lambda url: f"https://web.archive.org/web/20240102030405/{url}",
    "Wayback, any time": lambda url: f"web.archive.org/web/*/{url}",
    "Wayback, no scheme": lambda url: f"https://web.archive.org/web/2024/{_bare(url)}",
    "another archive": lambda url: f"https://arquivo.example/wayback/20240102030405id_/{url}",
    "archive.today": lambda url: f"https://archive.ph/20240102030405/{url}",
    "Facebook": lambda url: f"https://l.facebook.com/l.php?u={quote(url, safe='')}&h=AT0",
    "Google": lambda url: f"https://www.google.com/url?sa=t&url={quote(url, safe='')}&usg=A",
    "Telegram": lambda url: f"https://t.me/share/url?url={quote(url, safe='')}",
}

# Paths and queries that WordPress, Drupal, Joomla and Laravel make for what is no article; made, as all here.
LISTED = (
    *("/", "/index.html", "/home", "/feed/", "/feed", "/rss", "/rss.xml", "/comments/feed/", "/a-headline/feed/"),
    *(
        "/category/news/",
        "/category/news/page/2/",
        "/archives/category/local",
        "/categories/12",
        "/kategori/haber/10/x/",
    ),
    *("/tag/حلب/", "/tags/12", "/archives/tag/70001", "/author/editor4/", "/archives/author/editor4", "/authors/7"),
    *("/page/3/", "/news/page/12", "/news/sayfa-3.html", "/2017/", "/2017/11/", "/2017/11/25/", "/archives/2017/11"),
    *(
        "/archives/date/2017/11/25",
        "/archive/2017",
        "/2017/11/page/2/",
        "/search/حلب/",
        "/?s=word",
        "/?cat=14&paged=20",
    ),
    *(
        "/?m=201711",
        "/?tag=word",
        "/?author=3",
        "/?feed=rss2",
        "/?paged=2",
        "/?attachment_id=70001",
        "/?rest_route=/wp",
    ),
    *("/wp-content/uploads/2026/11/a.jpg", "/wp-json/wp/v2/posts", "/wp-login.php", "/xmlrpc.php", "/wp-sitemap.xml"),
    *(
        "/a-headline/attachment/picture/",
        "/attachment/picture/",
        "/a-headline/trackback/",
        "/sitemap.xml",
        "/robots.txt",
    ),
    *(
        "/taxonomy/term/12",
        "/user/3",
        "/users/login",
        "/node",
        "/node?page=2",
        "/search/node/word",
        "/frontpage?page=8",
    ),
    *("/sites/default/files/styles/a.png", "/component/search/?q=a", "/component/users/", "/itemlist/category/5-news"),
    *("/news?format=feed&type=rss", "/syria?page=5", "/news?start=40", "/storage/uploads/1.jpg", "/login", "/cart/"),
    *("/وسم/حلب/", "/تصنيف/أخبار/", "/paper-of-today.pdf", "/favicon.ico", "/من-نحن/", "/اتصل-بنا", "/البث-المباشر/"),
    *("/privacy-policy/", "/contact-us", "/live/", "/sitemap.html", "/topics/syria", "/section/12", "/type/video/"),
    *("/cdn-cgi/l/email-protection", "/elementor-hf/header/", "/component/k2/itemlist/tag/x"),
    *("/cat/7", "/polls/12", "/profile/12", "/issues/4412", "/files/12", "/news/rss/94/", "/2026-05-09", "/2026-05"),
    *("/محليات", "/سياسة/", "/أخبار-محلية/", "/الاتصال-بنا/", "/أرشيف/2026/", "/قسم/محليات", "/الكلمات-الدلالية/حلب"),
    *(
        "/who-we-are",
        "/latest-news/",
        "/support-us/",
        "/politics",
        "/news",
        "/news/category/local",
        "/posts/tag/aleppo",
    ),
    *("/search.aspx?q=x", "/index.php?page=section&id=4", "/news.php?cat=3", "/archive.php?year=2026&month=5"),
    *("/articles/category/4", "/news/archive/2026-05", "/columnists/samar", "/keywords/12", "/cgi-bin/search.cgi"),
    *("/upload/2026/05/a.PDF", "/files/2026/report.pptx", "/index.rdf", "/embed/video/12", "/lang/en", "/404"),
)
# And for articles: no two of them are one.
ARTICLES = (
    *("/?p=70001", "/archives/70001", "/70001/slug/", "/2017/11/25/slug/", "/2017/11/slug/", "/slug-of-words/"),
    *("/news/slug/", "/قافلة-طبية-تصل/", "/node/70001", "/?q=node/70002", "/content/slug-of-words", "/news/70001-slug"),
    *("/index.php/ar/news/iraq/70001", "/index.php?option=com_content&view=article&id=70001", "/item/70001-slug"),
    *("/index.php?option=com_k2&view=item&id=70002:slug", "/ar/articles/70001/slug", "/news/details/70001/slug"),
    *("/news.php?id=70001", "/?id=70003", "/article.aspx?id=70001", "/ar/wires/70001/slug", "/tagged-for-life/"),
    *("/feeding-the-city/", "/search-for-the-missing/", "/category-five-storm/", "/2017-in-pictures/", "/author-dies/"),
    *("/live-from-the-camp/", "/من-نحن-بعد-الحرب/", "/sections-of-the-road-reopen/", "/photos-of-a-lost-city/"),
    *(
        "/files/12-the-road",
        "/أخبار-من-حلب-القديمة/",
        "/politics-of-bread/",
        "/issues/what-the-issue-says/",
        "/rss-turns-20",
    ),
)
