"""The ways in which an article is not there any more, the words for them, and how a capture says one of them.

An answer that was not taken for an article's page for one of these reasons (`captures.held`) is an absence of it, as
404 and 410 are. Whatever else was answered (an outage, a challenge, a paywall) says nothing of it.
"""

from collections.abc import Mapping

# What makes one of them makes the others of its family: a site that moves sends its articles to its front page and to
# its sections, a redesign that we cannot read empties them and puts other texts in their place. Where one signs in says
# nothing of an article either: a section may be for members alone from now on.
FAMILIES: Mapping[str, str] = {
    "home_redirect": "elsewhere",  # sent to the outlet's front page
    "section_redirect": "elsewhere",  # to a page of the outlet that lists articles
    "search_redirect": "elsewhere",  # to its search
    "article_redirect": "elsewhere",  # to another article of it
    "login_redirect": "elsewhere",  # to where one signs in
    "other_site": "elsewhere",  # to another site, where its text does not stand
    "not_found": "no_page",  # an answer with status 200 that says so
    "removed": "no_page",  # a notice that it was taken down
    "not_listed": "no_page",  # a channel shows the messages around its number, and not it
    "password": "closed",  # a password is asked for
    "private": "closed",  # the page says that it is not for everybody
    "emptied": "unreadable",  # its headline stands, its text does not
    "replaced": "unreadable",  # another text under another headline
    "blank": "unreadable",  # an answer with status 200 that is no page: nothing, or data
    "denied": "denied",  # refused (DENIALS), while other articles of the outlet are served
}
REMOVALS = frozenset(FAMILIES)
# Whoever is refused one article may be refused all from that moment on. Not what speaks of time: come later, come less
# often (408, 421, 425, 429).
DENIALS = (400, 401, 402, 403, 405, 406, 409, 412, 418, 422, 423, 424, 426, 428, 431, 451)
ABSENT, PRESENT = (404, 410), (200, 304)

_WORDS = ", ".join(f"'{word}'" for word in sorted(REMOVALS))


def absent_sql(of: str) -> str:
    """True of a row of captures, named `of` in the statement, that did not find the article it belongs to.

    A redirect says nothing beside the answer it led to, unless that is another article's, or nothing but the redirect
    is known (an import).
    """
    alone = f"{of}.via <> 'crawl' OR {of}.held = 'article_redirect'"
    held = f"{of}.held IN ({_WORDS}) AND ({of}.status NOT BETWEEN 301 AND 308 OR {alone})"
    return f"({of}.status IN {ABSENT} OR {of}.held IS NOT NULL AND {held})"


def present_sql(of: str) -> str:
    """True of a row of captures that was the article's page, or could have been it."""
    return f"({of}.status IN {PRESENT} AND coalesce({of}.held, '') NOT IN ({_WORDS}))"


def family_sql(of: str) -> str:
    """The family of an absence; of 404 and 410 that of `not_found`."""
    cases = " ".join(f"WHEN '{word}' THEN '{family}'" for word, family in FAMILIES.items())
    return f"CASE {of}.held {cases} ELSE 'no_page' END"


def family_of(held: str) -> str:
    """The same of a word; empty is 404 or 410."""
    return FAMILIES.get(held, "no_page")


def is_absent(status: int, held: str | None, via: str) -> bool:
    """The same as `absent_sql`, of values that were read."""
    if status in ABSENT:
        return True
    return held in REMOVALS and (not 301 <= status <= 308 or via != "crawl" or held == "article_redirect")
