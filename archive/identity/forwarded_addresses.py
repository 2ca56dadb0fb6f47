"""Addresses under which a service hands on to a page, or shows it as its own: the address of the page itself.

Services of sharing, translating and mobile copies, each by its documented form; of no other host is an address inside
an address taken for the one that was meant. Other archives are archive.identity.archived_addresses.
"""

import re
from urllib.parse import SplitResult, parse_qsl, urlsplit

from archive.identity.archived_addresses import archived_address
from archive.identity.urls import is_web_address

# Whose links lead on to the address in one of these parameters.
PARAMETERS = {
    "l.facebook.com": ("u",),
    "lm.facebook.com": ("u",),
    "facebook.com": ("u", "href"),
    "l.instagram.com": ("u",),
    "l.messenger.com": ("u",),
    "google.com": ("url", "q", "u"),
    "translate.google.com": ("u",),
    "t.me": ("url",),
    "telegram.me": ("url",),
    "twitter.com": ("url",),
    "x.com": ("url",),
    "api.whatsapp.com": ("text",),
    "wa.me": ("text",),
    "vk.com": ("to", "url"),
    "youtube.com": ("q",),
    "safelinks.protection.outlook.com": ("url",),
    "out.reddit.com": ("url",),
    "webcache.googleusercontent.com": ("q",),
}
# Other archives asked for whatever they have of a page, at no certain time.
ANY_TIME = re.compile(
    r"^https?://(?:www\.)?(?:web\.archive\.org/(?:web|save)|archive\.(?:today|ph|is|li|vn|fo|md))/"
    r"(?:(?:[0-9*]{1,14}|newest|oldest)(?:[a-z]{2}_)?/)?(?P<url>(?:https?:/{1,2})?[^/\s]+\.[^/\s]+.*)$",
    re.IGNORECASE,
)
# Google's and Cloudflare's copies of AMP pages; `s/` in front is https.
AMP_COPY = re.compile(r"^/(?:amp|[cvi])/(?P<secure>s/)?(?P<rest>[^/]+\.[^/]+/.*)$")
AMP_HOSTS = re.compile(r"(?:^|\.)(?:google\.[a-z.]{2,6}|cdn\.ampproject\.org|bing-amp\.com)$")
# https://github.com/google/translate-url: dots become hyphens, hyphens two of them.
TRANSLATED = re.compile(r"^(?P<host>[a-z0-9-]+)\.translate\.goog$")
HYPHENS = "\x00"
LEADING = re.compile(r"https?://\S+", re.IGNORECASE)
SCHEME = re.compile(r"^https?:/{1,2}", re.IGNORECASE)
MOST_NESTED = 4


def forwarded_addresses(url: str) -> list[str]:
    """The address itself, then what it leads on to, what that leads on to, and so on."""
    found = [url]
    while len(found) <= MOST_NESTED and (inner := _inside(found[-1])) is not None:
        found.append(inner)
    return found


def _inside(url: str) -> str | None:
    kept = archived_address(url)
    if kept is not None:
        return kept.url
    match = ANY_TIME.match(url)
    if match is not None:
        return _whole(match["url"])
    if not is_web_address(url):
        return None
    parts = urlsplit(url)
    for inner in (_in_parameters(parts), _amp_copy(parts), _translated(parts)):
        if inner is not None and inner != url and is_web_address(inner):
            return inner
    return None


def _whole(url: str) -> str | None:
    found = f"http://{SCHEME.sub('', url)}"
    return found if is_web_address(found) else None


def _in_parameters(parts: SplitResult) -> str | None:
    host = (parts.hostname or "").removeprefix("www.")
    names = next((names for name, names in PARAMETERS.items() if host == name or host.endswith(f".{name}")), ())
    values = dict(reversed(parse_qsl(parts.query)))
    carried = (LEADING.search(values[name]) for name in names if name in values)
    return next((match[0] for match in carried if match), None)


def _amp_copy(parts: SplitResult) -> str | None:
    match = AMP_COPY.match(parts.path) if AMP_HOSTS.search(parts.hostname or "") else None
    if match is None:
        return None
    query = f"?{parts.query}" if parts.query else ""
    return f"{'https' if match['secure'] else 'http'}://{match['rest']}{query}"


def _translated(parts: SplitResult) -> str | None:
    match = TRANSLATED.match(parts.hostname or "")
    if match is None:
        return None
    host = match["host"].replace("--", HYPHENS).replace("-", ".").replace(HYPHENS, "-")
    pairs = [pair for pair in parts.query.split("&") if pair and not pair.startswith("_x_tr_")]
    return f"https://{host}{parts.path}{'?' + '&'.join(pairs) if pairs else ''}"
