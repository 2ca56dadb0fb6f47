"""Where a redirect leads: to the outlet's front page, a section, its search, a sign-in form, another article of it.

Told by the address; whether an unknown page of the outlet lists articles is told by its links.
"""

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from archive.identity.keys import belongs, identify, key_of
from archive.identity.urls import clean_url, is_web_address
from archive.model import Outlet

_EDITION_HOME = re.compile(
    r"(?:/[a-z]{2}(?:-[a-z]{2})?)?(?:/(?:home|index|default|main|الرئيسية)(?:\.\w+)?)?/?", re.IGNORECASE
)
# Each is matched against one folder of a path.
_LOGIN = re.compile(
    r"(?:wp-)?(?:log|sign)[-_]?in(?:\.\w+)?|auth(?:enticate|orize)?|sso|(?:user|member)s?[-_]login|my-account|giris"
    r"|(?:sign[-_]?up|register|registration|new[-_]account|create[-_]account)(?:\.\w+)?"
    r"|تسجيل[-_]?(?:ال)?دخول|(?:ال)?دخول|تسجيل"
)
_SEARCH = re.compile(r"search(?:[-_](?:results?|page))?(?:\.\w+)?|(?:نتائج[-_])?(?:ال)?بحث|find|arama|ara|lêgerîn")
_SEARCHED = frozenset({"s", "q", "search", "query", "keyword", "keywords", "searchword", "txtsearch", "kw"})
_NOT_FOUND = re.compile(
    r"(?:error[-_/]?)?404(?:\.\w+)?|(?:page[-_]?)?not[-_]?found(?:\.\w+)?|missing|gone|removed"
    # The page that a program shows for what it could not make; that of a server in front says 5xx.
    r"|(?:custom|generic|my|app)?[-_]?error(?:[-_]?page)?\.(?:aspx?|php|html?|jsp)|error[-_]?page"
)
_SECTION = re.compile(
    r"categor(?:y|ies)|cat|tags?|topics?|sections?|subjects?|archives?|authors?|writers?|rubric|departments?|labels?"
    r"|(?:ال)?(?:اقسام|قسم|تصنيف(?:ات)?|وسم|وسوم|ارشيف)|kategori|etiket|beş"
)
_SECTION_NAME = re.compile(
    r"(?:latest[-_])?news|politics?|economy|business|sports?|culture|world|local|society|opinions?|articles|reports?"
    r"|syria|middle-east|technology|health|media|videos?|(?:ال)?(?:اخبار|سياسه|اقتصاد|رياضه|ثقافه|منوعات|محليات|مقالات)"
)
# The articles of a year, a month, a day.
_DATED = re.compile(r"(?:19|20)\d\d(?:/\d{1,2}){0,2}")
_ALEFS = str.maketrans("أإآةى", "اااهي")
# What stands in front of all pages alike, and is none of them.
_IN_THE_WAY = re.compile(
    r"consent|cookies?|privacy.*|gdpr|captcha|challenge|verify|blocked|block|cdn-cgi|maintenance|offline|unavailable"
    r"|errors?|5\d\d|sorry|geo.*|splash|welcome|age.*|subscribe|subscription|plans?|pricing|offer|too-many.*"
)
_NUMBERS = re.compile(r"\d{3,}")
_IDENTITY = frozenset({"p", "id", "page_id", "post", "nid", "sid", "article", "newsid", "articleid", "story", "n"})
# Why somebody was sent here: no number of an article.
_OF_ERROR = frozenset({"error", "err", "errorcode", "status", "code", "notfound"})
_OF_SECTION = frozenset({"cat", "category", "tag", "section", "author"})
_FEWEST_LISTED, _MANY_LISTED = 3, 5
_EDITION = 2  # letters


def leads_to(requested: str, final: str, outlet: Outlet) -> str:
    """The word (archive.versions.removals) for what answers at `final` in place of the article at `asked`, or empty.

    Empty, too, where that is the same article under another form of its address, another site, or a page of which the
    address tells nothing.
    """
    if not belongs(final, outlet) or clean_url(requested) == clean_url(final):
        return ""
    target = urlsplit(clean_url(final))
    found, key = identify(final, outlet), key_of(requested, outlet)
    if found is not None and found.key == key:
        return ""
    folders, before = _folders(target), _folders(urlsplit(clean_url(requested)))
    # What stood in the address that was asked for says nothing: 404 may be the number of an article.
    others = [folder for folder in folders if folder not in before]
    is_error_page = others and len("".join(folders[:-1])) <= _EDITION and _NOT_FOUND.fullmatch(others[-1])
    if not is_error_page and found is not None and not found.key.startswith("path/") and _NUMBERS.search(found.key):
        return "article_redirect"
    word = _by_folders(target, others, outlet)
    if word or any(map(_IN_THE_WAY.fullmatch, folders)):
        return word
    if _is_section(folders, before, target):
        return "section_redirect"
    return "article_redirect" if found is not None else ""


def lists_articles(final: str, links: Iterable[str], outlet: Outlet) -> bool:
    """Is a page of the outlet, no article itself, one that leads to articles of it? `links` are absolute addresses."""
    folders = _folders(urlsplit(clean_url(final)))
    if not belongs(final, outlet) or identify(final, outlet) or any(map(_IN_THE_WAY.fullmatch, folders)):
        return False
    return len(_keys(links, outlet)) >= _FEWEST_LISTED


def lists_many(links: Iterable[str], outlet: Outlet) -> bool:
    """Do so many of a page's links lead to articles of the outlet as on its front page?"""
    return len(_keys(links, outlet)) >= _MANY_LISTED


def _keys(links: Iterable[str], outlet: Outlet) -> set[str]:
    return {key for link in links if is_web_address(link) and (key := key_of(link, outlet))}


def _by_folders(target: SplitResult, folders: list[str], outlet: Outlet) -> str:
    query = parse_qsl(target.query, keep_blank_values=True)
    if any(map(_LOGIN.fullmatch, folders)):
        return "login_redirect"
    if any(map(_SEARCH.fullmatch, folders)) or any(name.lower() in _SEARCHED for name, _ in query):
        return "search_redirect"
    if any(map(_NOT_FOUND.fullmatch, folders)):
        return "not_found"
    return "home_redirect" if _is_home(target, outlet) else ""


def _is_home(target: SplitResult, outlet: Outlet) -> bool:
    query = parse_qsl(target.query, keep_blank_values=True)
    parameters = [(name.lower(), value) for name, value in query if name.lower() not in _OF_ERROR]
    # The number of no article.
    parameters = [(name, value) for name, value in parameters if name not in _IDENTITY or value.strip("0")]
    if any(name in _IDENTITY | _OF_SECTION | _SEARCHED or _NUMBERS.search(value) for name, value in parameters):
        return False
    path = unquote(target.path)
    return path.rstrip("/") == unquote(urlsplit(outlet.home).path).rstrip("/") or bool(_EDITION_HOME.fullmatch(path))


def _is_section(folders: list[str], requested: list[str], target: SplitResult) -> bool:
    """By its folders: named a section, or one of those that the article's own address stands in."""
    named = any(map(_SECTION.fullmatch, folders[:2])) and not any(map(_SECTION.fullmatch, requested[:2]))
    above = 0 < len(folders) < len(requested) and requested[: len(folders)] == folders
    names = bool(folders) and all(map(_SECTION_NAME.fullmatch, folders))
    of_query = any(name.lower() in _OF_SECTION for name, _ in parse_qsl(target.query))
    return named or above or names or of_query or _DATED.fullmatch("/".join(folders)) is not None


def _folders(parts: SplitResult) -> list[str]:
    return [folder for folder in unquote(parts.path).lower().translate(_ALEFS).split("/") if folder]
