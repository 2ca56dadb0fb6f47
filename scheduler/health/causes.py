"""The causes of incidents (docs/running.md lists them): what each says of an outlet, which is stronger, which are ours.

A cause is the word of a crawl (spiders/http/causes.py) wherever that says enough.
"""

from typing import Literal

from archive.crawl_state.rows import HealthState

# No answer at all: the outlet's fault, or ours where nobody answers.
NETWORK = frozenset({"dns", "tls", "timeout", "refused", "connection"})
BLOCKED = frozenset(
    {"http_401", "http_403", "http_429", "http_451", "challenge", "robots", "retry_after", "crawl_delay"}
)
# A channel that is there, and shows its messages to the public no more: neither gone nor broken.
CLOSED = frozenset({"preview_closed"})
# Of ours, never an outlet's.
OurCause = Literal["our_network", "not_crawled", "disk_full", "quota", "nightly_failed", "clock", "internal_error"]
# What stopped the archive itself in a crawl; which outlet it met says nothing of that outlet.
STOPPED_US = frozenset({"disk_full", "quota", "busy", "index_out_of_date", "no_reader", "storage"})
# How a crawl may end without saying anything of its outlet.
NOTHING_SAID = frozenset({"already_running", "interrupted", *STOPPED_US})

# Why a page gave no article, by what it says of the outlet where most pages give none for it.
OF_PAGES: dict[str, str] = {
    **dict.fromkeys(
        ("home_redirect", "section_redirect", "search_redirect", "article_redirect", "other_site"), "redirect_home"
    ),
    **dict.fromkeys(("login_redirect", "sign_in", "password", "private", "consent", "region"), "closed_off"),
    **dict.fromkeys(("not_found", "removed"), "soft_404"),
    **dict.fromkeys(("http_404", "http_410", "not_listed"), "not_found"),
    **dict.fromkeys(("paywall_stub", "shrunk"), "bodies_cut"),
    **dict.fromkeys(
        (
            "empty",
            "too_short",
            "menu",
            "no_words",
            "repeated",
            "emptied",
            "replaced",
            "blank",
            "video_only",
            "not_html",
        ),
        "template_changed",
    ),
    **dict.fromkeys(("extract_failed", "blank"), "template_changed"),
    **dict.fromkeys(("read_timeout", "read_crashed", "internal_error", "crashed_crawl"), "unreadable"),
    "not_an_article": "no_articles",
    "binary": "unreadable",
}
# What a route may answer, too, and incidents call as they do of pages.
OF_ROUTES = frozenset({"http_404", "http_410", "sign_in", "consent", "region"})
STRENGTH: tuple[frozenset[str], ...] = (
    frozenset({"low_yield"}),
    frozenset({"nothing_new"}),
    frozenset({"stale_feed"}),
    frozenset({"leftovers"}),
    frozenset({"dates_vanished", "titles_vanished"}),
    frozenset({"bodies_cut"}),
    frozenset({"template_changed", "unreadable"}),
    frozenset({"empty_feed", "no_articles", "parse", "no_routes", "redirects", "too_large", "cut_off"}),
    frozenset({"not_found", "no_channel"}),
    # Of known articles: more is at stake than that none can be found.
    frozenset({"mass_disappearance"}),
    frozenset({"soft_404", "redirect_home", "closed_off", "same_text"}),
    frozenset({"maintenance", "suspended", "parked", "database_error", "hacked", "moved"}),
    CLOSED,
    BLOCKED,
    NETWORK,
)
# Articles come, and something is wrong with them.
POORER = frozenset({"leftovers", "dates_vanished", "titles_vanished", "bodies_cut", "template_changed"})
QUIET = frozenset({"low_yield", "nothing_new", "stale_feed"})


def word_of(cause: str) -> str:
    """The cause as incidents call it: a route that is not there is not found, one behind a sign-in is closed off."""
    return OF_PAGES[cause] if cause in OF_ROUTES else cause


def of_pages(reason: str) -> str:
    """What it says of an outlet when most of its pages give no article for this reason."""
    return OF_PAGES.get(reason, reason)


def strength(cause: str) -> int:
    """Which of two causes is told: the stronger. An answer that is none (5xx, crashed …) is as strong as a refusal."""
    return next((at for at, words in enumerate(STRENGTH) if cause in words), len(STRENGTH) - 2)


def state_of(cause: str) -> HealthState:
    """How an outlet is that has an incident of this cause."""
    if cause in BLOCKED:
        return "blocked"
    if cause in CLOSED:
        return "closed"
    return "silent" if cause in QUIET else "broken"
