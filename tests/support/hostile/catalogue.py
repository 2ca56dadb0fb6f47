"""All hostile answers, by name."""

from tests.support.hostile import (
    articles,
    claims,
    codings,
    connections,
    edits,
    feeds,
    homes,
    listings,
    parsers,
    pasts,
    redirects,
    rest,
    robots,
    sitemaps,
    transport,
)
from tests.support.hostile.answer import Hostile

MODULES = (
    *(articles, claims, parsers, transport, codings, redirects, edits),
    *(feeds, sitemaps, rest, listings, homes, pasts, robots, connections),
)
CATALOGUE: dict[str, Hostile] = {answer.name: answer for module in MODULES for answer in module.ANSWERS}
# Besides the pages hostile to parsers: these keep a processor busy for seconds.
HEAVY = frozenset(
    (
        *("title-of-separators", "title-of-a-megabyte", "100,000-dates", "metas-100,000", "dotted-letters"),
        *("chunks-of-one-byte", "gzip-in-brotli", "brotli-bomb", "coded-just-under", "members-400,000"),
        *("frames-600,000", "edit-of-a-megabyte", "edit-of-another-megabyte", "edit-of-29,000-words"),
        *("edit-100,000-lines", "edit-one-word-for-ever", "edit-one-letter", "feed-200,000-entries", "feed-of-30-mb"),
        *("feed-random-tags", "feed-100,000-deep", "feed-billion-laughs", "entry-title-of-less-than"),
        *("entry-summary-of-less-than", "map-gzip-bomb", "map-of-100,000-maps", "map-50,000-articles"),
        *("map-300,000-addresses", "rest-500,000-posts", "rest-3,000,000-lists", "rest-of-30-mb"),
        *("post-title-of-less-than", "list-one-link-of-less-than", "list-links-nested", "list-100,000-deep"),
        *("list-100,000-next-pages", "robots-100,000-agents"),
    )
)
ONE_OF = 12


def share() -> list[Hostile]:
    """What an everyday run has time for: of what is done at once, one in ONE_OF."""
    left_out = HEAVY | {answer.name for answer in parsers.ANSWERS}
    quick = [answer for name, answer in CATALOGUE.items() if name not in left_out and not answer.slow]
    own_crawl = [answer for answer in quick if answer.place != "article" or answer.certificate]
    shared = [answer for answer in quick if answer.place == "article" and not answer.certificate]
    return [*shared[::ONE_OF], *own_crawl[::ONE_OF]]
