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
