"""Write docs/outlets.md, the table of shipped outlets, from their files: `python -m tests.support.outlet_table`."""

import re
import sys
from collections.abc import Iterator

from archive.model import Evidence, Outlet, Route
from archive.web.app.language import load
from spiders.discovery.routes import routes_by_edition
from spiders.outlets.wordpress import wordpress_routes
from spiders.registry import SHIPPED, outlets
from tests.support.paths import ROOT
from tests.support.saved_pages import PAGES

TABLE = ROOT / "docs/outlets.md"
HEAD = """# The outlets

Written from the files in `spiders/outlets/` by `python -m tests.support.outlet_table`; a test holds it to them.

{count} outlets, {channels} of them channels of Telegram; {asked} are asked, the others are shipped but off. Nobody has
run these spiders against the live sites yet: addresses, feeds and selectors are starting values, from public
repositories and stored pages. Proven here is that each outlet's rules read its saved pages, most of them made for the
purpose, and tell its articles' addresses apart; beside it stands what others have seen, who and when, as far as that is
known. What nobody has seen work stands in the last column. `warraq outlets check NAME` asks the site itself.

Routes stand in the order in which they are tried, the next only when the one before gives no answer, each language or
section on its own. "WordPress" is what every WordPress site offers: feed, REST, sitemaps, front page.

| outlet | title | languages | routes | looks every | proven | not proven |
|---|---|---|---|---|---|---|
"""
SHUT = "\n## Shipped, but off\n\n"
CLOSED = "\n## Closed\n\n"
BARRED = "\n## Cannot be had\n\nWhat stands in the way, and what would change it. Nothing is gone round.\n\n"
NAMED = """
## Named by others, without a file here

What is known is too little to ask anything, or it is not of Syria alone. `warraq outlets add ADDRESS` looks at a
site and writes its file; `warraq import` takes what somebody else captured, under the host's name.

- Al-Wehda's papers (furat.alwehda.gov.sy, ouruba.alwehda.gov.sy, jamahir.alwehda.gov.sy, alwehda-news.sy): home
  addresses and one list, `/?cat=17`, in an editor's list of outlets of May 2026; nobody was seen to read them.
- furat-sy.com, nsasyr.net, syria-online.net, alsori.net, syria-life.com, sookeh.com, syriandays.com: home addresses
  in the same list, nothing else.
- Al Arabiya (alarabiya.net): no public feed in September 2026, and no address of a Syria desk. Its channel is
  shipped, off.
- BBC, Deutsche Welle, France 24 and Anadolu in Arabic: their feeds had items in September 2026; they are of all
  their news, most of it not about Syria, and no list of Syria alone is known.
- Asharq News: a list of Syria, `/locations/سوريا/`, and two feeds are named, none was seen to answer. Its channel
  is shipped, off.
- Zaiton, Sowt, North Press in Kurdish: nothing was found alive.
- Enab Baladi in Turkish and in Kurdish: no host is known.
- hathalyoum.net: it publishes again what Rudaw and BasNews wrote.
"""
KINDS = {"feed": "feed", "news-sitemap": "sitemap", "wp-rest": "REST", "listing": "links on", "telegram": "preview"}
LANGUAGES = re.compile(r"\(\?P<lang>([a-z|]+)\)")
MADE = "A made page"


def table() -> str:
    """The whole page, Markdown."""
    shipped = [one for one in outlets().values() if one.channel or (SHIPPED / f"{one.name}.py").exists()]
    rows = "".join(f"| {' | '.join(map(_cell, _row(outlet)))} |\n" for outlet in shipped)
    shut = "".join(f"- **{outlet.name}**: {outlet.disabled_because}\n" for outlet in shipped if not outlet.enabled)
    barred = "".join(f"- **{outlet.name}**: {why_barred(outlet)}\n" for outlet in shipped if outlet.barred)
    channels, asked = sum(bool(one.channel) for one in shipped), sum(one.enabled for one in shipped)
    head = HEAD.format(count=len(shipped), channels=channels, asked=asked)
    closed = "".join(f"- **{one.name}**: {one.closed}, says {one.closed_by}\n" for one in shipped if one.closed_by)
    parts = ((SHUT, shut), (CLOSED, closed), (BARRED, barred))
    return head + rows + "".join(heading + listed for heading, listed in parts if listed) + NAMED


def why_barred(outlet: Outlet) -> str:
    """As the pages say it in English."""
    return load("en").barred(outlet.barred).striptags()


def _row(outlet: Outlet) -> Iterator[str]:
    yield outlet.name if outlet.enabled else f"{outlet.name} (off)"
    yield f"[{outlet.title}]({outlet.home}), {outlet.title_en}"
    yield _languages(outlet)
    yield "; ".join(_in_order(routes) for routes in routes_by_edition(outlet.routes))
    yield outlet.every
    yield _proven(outlet)
    yield outlet.unproven


def _languages(outlet: Outlet) -> str:
    """The languages an outlet is looked through for, and those whose addresses are known beside them."""
    crawled = [route.edition for route in outlet.routes if re.fullmatch("[a-z]{2}|ckb|kmr", route.edition)] or [
        outlet.lang
    ]
    ruled = [lang for rule in outlet.key_rules for found in LANGUAGES.findall(rule) for lang in found.split("|")]
    beside = [lang for lang in dict.fromkeys(ruled) if lang not in crawled]
    return ", ".join(dict.fromkeys(crawled)) + (f" (addresses of: {', '.join(beside)})" if beside else "")


def _in_order(routes: list[Route]) -> str:
    edition = routes[0].edition
    prefix = routes[0].url.removesuffix("/feed/")
    if tuple(routes) == wordpress_routes(prefix, edition):
        steps = f"WordPress `{prefix}/`"
    else:
        steps = ", ".join(f"{KINDS[route.kind]} `{route.url.split('?per_page')[0]}`" for route in routes)
    return f"{edition}: {steps}" if edition else steps


def _proven(outlet: Outlet) -> str:
    here = "reads made pages of channels" if outlet.channel else _read_here(outlet)
    return "; ".join((here, *(f"{seen.what} ({_witness(seen)})" for seen in outlet.evidence)))


def _read_here(outlet: Outlet) -> str:
    pages = [path.read_text(encoding="utf-8", errors="replace") for path in (PAGES / outlet.name).glob("*.html")]
    made = sum(MADE in page for page in pages)
    counts = ((made, "made"), (len(pages) - made, "captured"))
    return "reads " + ", ".join(f"{count} {kind}" for count, kind in counts if count)


def _witness(seen: Evidence) -> str:
    return f"{seen.by}, {seen.when}" if seen.when else seen.by


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
    sys.stdout.write(f"written: {TABLE.name}\n")
