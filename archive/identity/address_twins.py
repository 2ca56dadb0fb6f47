"""Other addresses of the page that an address names: where an outlet's key does not tell, what else to look for."""

from urllib.parse import parse_qsl, urlsplit, urlunsplit

from archive.identity.keys import AMP_FOLDER, TWIN_ENDINGS
from archive.identity.urls import TWIN_HOSTS, clean_url
from archive.model import Outlet

# Other than TRACKERS of identity.urls, these may be part of an article's key.
REFERRERS = frozenset(
    {
        *("ref", "referrer", "source", "src", "feature", "spm", "si", "cmpid", "ncid", "mkt_tok", "wt_mc", "usqp"),
        *("ved", "_hsenc", "_hsmi", "__twitter_impression", "rhash", "sfnsn", "mibextid", "extid", "hc_ref"),
        "outputtype",
    }
)
SCHEMES = {"http": "https", "https": "http"}


def twins(url: str) -> list[str]:
    """A wire form with the other scheme, with `www.` and without, with a final slash and without, not of the AMP page.

    The nearest first, itself among them.
    """
    scheme, netloc, path, query, _ = urlsplit(url)
    host = TWIN_HOSTS.sub("", netloc)
    plain = AMP_FOLDER.sub("", TWIN_ENDINGS.sub("", path)).rstrip("/")
    return [
        urlunsplit((one_scheme, one_host, one_path, query, ""))
        for one_path in dict.fromkeys(
            (path, path.rstrip("/") or "/", f"{path.rstrip('/')}/", plain or "/", f"{plain}/")
        )
        for one_scheme in (scheme, SCHEMES.get(scheme, scheme))
        for one_host in dict.fromkeys((netloc, host, f"www.{host}"))
    ]


def without_strange_parameters(url: str, outlet: Outlet) -> str:
    """A wire form with those parameters only that the outlet's rules read: others do not tell its articles apart.

    Where no rule is known, without those that name where a reader came from.
    """
    scheme, netloc, path, query, _ = urlsplit(url)
    pairs = [(pair, pair.split("=")[0].lower()) for pair in query.split("&")]
    if outlet.key_rules:
        path = (TWIN_ENDINGS.sub("", path) or "/").removesuffix("index.php")
        kept = [pair for pair, name in pairs if any(f"{name}=" in rule for rule in outlet.key_rules)]
    else:
        kept = [pair for pair, name in pairs if name not in REFERRERS]
    return clean_url(urlunsplit((scheme, netloc, path, "&".join(kept), "")))


def parameters_left_out(typed: str, url: str) -> tuple[str, ...]:
    """The names of the parameters that an address lost on its way to another form of it."""
    names = [name for name, _ in parse_qsl(urlsplit(typed).query, keep_blank_values=True)]
    kept = {name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)}
    return tuple(dict.fromkeys(name for name in names if name not in kept))
