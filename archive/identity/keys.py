"""Which article of an outlet an address is: the outlet's own rules, matched against the decoded path and query.

Identity comes from the fetched address and the outlet's rules, never from the page: a hostile canonical can claim
anything.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_to_bytes, urlsplit

from archive.identity.channels import handle_in
from archive.identity.editions import edition_of_host, split_edition
from archive.identity.lists import FRONT, LISTS
from archive.identity.urls import clean_url, host_of
from archive.model import Outlet

# Twins of the same article for phones, paper, frames, "likes" and what readers said of it.
TWIN_ENDINGS = re.compile(r"(?:/(?:amp|print|embed|like|comment-page-\d+))+/?$")
AMP_FOLDER = re.compile(r"^/amp(?=/.)")
# Tools that share addresses escape what is escaped already. No slug spells out the bytes of a letter.
ESCAPED_AGAIN = re.compile(r"%(?:25)+(?=[89A-Fa-f][0-9A-Fa-f])")
CONTROLS = re.compile("[\x00-\x1f\x7f]")
# Where no rule of an outlet is known: every page but lists, and what the front page shows for a number.
ANY_PAGE = (
    r"^/[^/?].*",
    r"^/\?(?:.*&)?(?:p|page_id|id|nid|sid|newsid|news_id|articleid|article_id)=\d+",
    r"^/\?q=node/\d",
)
# The day in a path; 2026/8/1 and 2026/08/01 are one.
DAY_IN_PATH = re.compile(r"(?<=/)((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?=/)")
BY_NUMBER = re.compile(r"(?:^|/)(?:[a-z]+=)?(?=[^/]*\d)[\da-f-]+(?:\.html?)?$")
PLAIN_FRONT = re.compile(FRONT)
# The page for what is not found, where no rule says that it is the number of an article.
NOT_FOUND = re.compile(r"^/(?:public/|index\.php/)?(?:[a-z]{2}/)?404$")
IN_QUERY = re.compile(r"[?&](?P<name>lang|language|locale)=(?P<edition>[^&]+)", re.IGNORECASE)
NAMES_ARTICLE = re.compile(
    r"\.(?:php|aspx?|jsp|cfm|cgi)/?\?|[?&](?:\w*id|no?|num|p|article|news|story|item|post|q)=[^&]*\d", re.IGNORECASE
)
LATER_PAGE = re.compile(r"[?&](?:page|paged|start|offset|limitstart)=\d+(?:&|$)")
HIDDEN_MARKS = re.compile("[\x00-\x1f\x7f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Identity:
    """The key of an article inside its outlet, and the language edition its address names (empty: the outlet's own)."""

    key: str
    lang: str = ""


def belongs(url: str, outlet: Outlet) -> bool:
    """Is the host one of the outlet's, `www.`, `m.`, `amp.` and the like aside? Of a channel: and the channel it."""
    if host_of(url) not in _bare(outlet.hosts):
        return False
    return not outlet.channel or handle_in(url) == outlet.channel.lower()


@lru_cache(maxsize=1024)
def _bare(hosts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(host for name in hosts if (host := host_of(f"https://{name}/")))


# Every step of a page's life asks it of the same few addresses.
@lru_cache(maxsize=1024)
def identify(url: str, outlet: Outlet) -> Identity | None:
    """Which article of the outlet this address is; None when it is none of them.

    The rules are asked of the address as it is, then of what is left of it without what changes nothing: index.php or
    a public folder in front, parameters that no rule reads. What they know as a list in any form is none.
    """
    if not belongs(url, outlet):
        return None
    whole = _in_edition_of_host(_subject(url), url, outlet)
    edition = _edition_asked_for(whole, outlet)
    for form in _forms(whole, edition, outlet):
        if _is_list(form, url, outlet):
            return None
        found = _identified(form, edition, url, outlet)
        if found and not _says_too_little(found, form, whole):
            return found
    return None


def _says_too_little(found: Identity, form: str, whole: str) -> bool:
    """Would words of the path alone tell which article it is, where a parameter names a later page or an article?"""
    if BY_NUMBER.search(found.key) and not found.key.startswith("path/"):
        return False
    if form == whole:
        return LATER_PAGE.search(whole) is not None and "&" not in whole
    return LATER_PAGE.search(whole) is not None or NAMES_ARTICLE.search(whole) is not None


def _forms(whole: str, edition: str, outlet: Outlet) -> Iterator[str]:
    yield whole
    if not outlet.key_rules:
        return
    plain = PLAIN_FRONT.sub("/", whole, count=1)
    path, _, query = plain.partition("?")
    kept = "&".join(pair for pair in query.split("&") if reads(outlet, pair.partition("=")[0]))
    path = _in_front(edition, path)
    for form in dict.fromkeys((plain, f"{path}?{kept}" if kept else path)):
        if form != whole:
            yield form


def _edition_asked_for(whole: str, outlet: Outlet) -> str:
    """The edition that a parameter names, where no rule reads it; the outlet's own adds nothing."""
    found = IN_QUERY.search(whole) if outlet.key_rules else None
    if found is None or reads(outlet, found["name"]):
        return ""
    edition, _ = split_edition(f"/{found['edition']}")
    return "" if edition == outlet.lang else edition


@lru_cache(maxsize=1024)
def _parameters(rules: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.lower() for rule in rules for name in re.findall(r"[A-Za-z_][\w-]*(?==)", rule))


def _in_edition_of_host(subject: str, url: str, outlet: Outlet) -> str:
    """As if the edition that the host names stood in front of the path; the outlet's own adds nothing."""
    edition = edition_of_host(host_of(url) or "", _bare(outlet.hosts))
    return _in_front(edition, PLAIN_FRONT.sub("/", subject, count=1)) if edition not in ("", outlet.lang) else subject


def _in_front(edition: str, path: str) -> str:
    return f"/{edition}{path}" if edition and not split_edition(path)[0] else path


def reads(outlet: Outlet, parameter: str) -> bool:
    """Does a rule of the outlet tell articles apart by this parameter of their addresses?"""
    return parameter.lower() in _parameters(outlet.key_rules)


def _identified(form: str, asked: str, url: str, outlet: Outlet) -> Identity | None:
    """By the rules as the form stands, else by what follows the edition in front of it, of which they need not know."""
    edition, rest = split_edition(form)
    whole = _match(form, url, outlet)
    inner = _match(rest, url, outlet) if edition and not (whole and whole.groupdict().get("lang")) else None
    if inner and _is_list(rest, url, outlet):
        return None
    foreign = "" if edition == outlet.lang else edition
    match = whole or inner
    return _identity(match, foreign or asked, form if whole or foreign else rest) if match else None


def _match(form: str, url: str, outlet: Outlet) -> re.Match[str] | None:
    return _first(outlet.key_rules or ANY_PAGE, form, url)


def _is_list(form: str, url: str, outlet: Outlet) -> bool:
    return bool(_first(outlet.not_articles, form, url) or (not outlet.key_rules and _first(LISTS, form, url)))


def _first(rules: tuple[str, ...], form: str, url: str) -> re.Match[str] | None:
    host = host_of(url)
    seen = ((rule, f"//{host}{form}" if with_host else form) for rule, with_host in _compiled(rules))
    return next((found for rule, subject in seen if (found := rule.search(subject))), None)


@lru_cache(maxsize=1024)
def _compiled(rules: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Each with whether it is asked of host and path."""
    return tuple((re.compile(rule), rule.startswith("^//")) for rule in rules)


def _identity(match: re.Match[str], edition: str, form: str) -> Identity | None:
    groups = match.groupdict()
    lang = groups.get("lang") or edition
    number = _in_plain_digits(groups.get("id") or "")
    if number:
        return Identity("/".join(filter(None, (lang, groups.get("series"), number))), lang)
    path = DAY_IN_PATH.sub(lambda day: f"{day[1]}/{day[2]:0>2}/{day[3]:0>2}", form.rstrip("/"))
    return Identity(f"path{path}", lang) if path and not NOT_FOUND.match(path) else None


def _in_plain_digits(number: str) -> str:
    """٦٠٧١٤٣ is 607143: to a rule each is a number."""
    if number.isascii():
        return number
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in number)


def _subject(url: str) -> str:
    """Decoded path and query, as the rules see them: NFC, no marks of direction, no empty folder, no twin."""
    parts = urlsplit(clean_url(url))
    path = unicodedata.normalize("NFC", HIDDEN_MARKS.sub("", _decoded(parts.path)))
    path = AMP_FOLDER.sub("", TWIN_ENDINGS.sub("/", re.sub("/{2,}", "/", path)))
    # No text of the record may hold a NUL, no WARC header a line break.
    query = CONTROLS.sub(lambda found: f"\\x{ord(found[0]):02x}", _decoded(parts.query))
    return f"{path}?{query}" if query else path


def _decoded(escaped: str) -> str:
    # Bytes that are no UTF-8 (windows-1256 on old portals, a slug cut within a letter) stay distinct.
    return unquote_to_bytes(ESCAPED_AGAIN.sub("%", escaped)).decode(errors="backslashreplace")


def key_of(url: str, outlet: Outlet) -> str | None:
    found = identify(url, outlet)
    return found.key if found else None


def by_host(outlets: Iterable[Outlet]) -> dict[str, list[Outlet]]:
    """The outlets of each host, for whoever asks `owner_of` for very many addresses."""
    found: dict[str, list[Outlet]] = {}
    for outlet in outlets:
        for host in _bare(outlet.hosts):
            found.setdefault(host, []).append(outlet)
    return found


def owner_of(url: str, outlets: Iterable[Outlet]) -> Outlet | None:
    """The outlet whose host this is; of several, the one that knows the address as an article."""
    owners = [outlet for outlet in outlets if belongs(url, outlet)]
    return next((outlet for outlet in owners if identify(url, outlet)), owners[0] if owners else None)
