"""The address of the page after this one: what the answer names, else how WordPress pages its feeds and its interface.

WordPress Codex, "Feeds": `?paged=2` is the second page of a feed; REST API handbook, "Pagination": `page`.
"""

from w3lib.url import add_or_replace_parameters

from archive.model import Route
from spiders.discovery.parsers import Found

PARAMETERS = {"feed": "paged", "wp-rest": "page"}


def page_after(route: Route, address: str, found: Found, page: int) -> str:
    """The address of what follows the `page`-th page of a route at this address; empty where nobody can know one."""
    if route.kind == "news-sitemap":
        return ""  # What an index names are its parts, all of them asked with it.
    if found.more:
        return found.more[0]
    parameter = PARAMETERS.get(route.kind)
    return add_or_replace_parameters(address, {parameter: str(page + 1)}) if parameter else ""


def is_guess(found: Found) -> bool:
    """Does the answer not name the page after it?"""
    return not found.more
