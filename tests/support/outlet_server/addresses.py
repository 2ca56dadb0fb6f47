"""Where the sample outlets listen: consecutive ports of this machine from one base, `WARRAQ_SAMPLE_PORT` or 8741."""

import os

SITES = ("sample_wp", "sample_portal", "sample_gutenberg", "sample_aspx", "sample_listing")
# sample_listing has none.
FEEDS = {
    "sample_wp": "/feed/",
    "sample_portal": "/rss.php",
    "sample_gutenberg": "/feed/atom/",
    "sample_aspx": "/rss.aspx",
}
CONTROL = "control"
MOVED = "moved"
LISTENERS = (*SITES, CONTROL, MOVED)
DEFAULT_PORT = 8741


def base_port() -> int:
    """The first port, from the environment. Raises ValueError where it is none."""
    text = os.environ.get("WARRAQ_SAMPLE_PORT") or str(DEFAULT_PORT)
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 65_536 - len(LISTENERS):
        raise ValueError(f"WARRAQ_SAMPLE_PORT must be a port number, not {text!r}")
    return int(text)


def host(site: str, base: int | None = None) -> str:
    """Host and port of a site, of the control endpoint or of the new home of a moved site: "127.0.0.1:8741"."""
    return f"127.0.0.1:{(base or base_port()) + LISTENERS.index(site)}"


def home(site: str, base: int | None = None) -> str:
    """The site's address without a final slash: "http://127.0.0.1:8741"."""
    return f"http://{host(site, base)}"
