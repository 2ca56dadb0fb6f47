"""What stands at a known article's address where nothing of it is left, in a word of archive.versions.removals.

A redesign that our rules cannot read is told from an emptied page by the article's words: as long as they are anywhere
on the page, or in what its scripts are given, the article is there. Run it in a process that can be killed.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from archive.exchange import Page
from archive.identity.keys import belongs
from archive.model import Outlet, Reading
from archive.reading._notices import hints, notice_in, notice_in_title
from archive.reading.redirects import leads_to, lists_articles, lists_many
from archive.text.folding import fold_line, words_for_comparison

if TYPE_CHECKING:
    from archive.reading._visible_page import Sight

_SHINGLE = 4
# Of the article's text on the page: less than this is a phrase that everybody uses.
_STILL_LEFT, _IN_SCRIPTS = 0.2, 0.5
# A page that sends on by itself says no more than that; one with so much to read is read.
_SENDING_PAGE, _NOTICE_PAGE = 600, 1_200  # characters
_EMPTY = 40  # characters; what is cut to more than that may be the outlet's edit (archive.ingest._truncation)
_SAME_HEADLINE, _OTHER_HEADLINE = 0.6, 0.25
_FEWEST_WORDS = 30
_BLANK, _DATA = 4_096, 65_536  # bytes
_COMMENTS = re.compile(rb"<!--.*?-->", re.DOTALL)


class Known(NamedTuple):
    """The article as the archive has it."""

    title: str
    text: str


def is_left(known: Known, words: Sequence[str]) -> bool:
    """Do `words`, as they are compared, hold anything of the article's text?"""
    return _share_of(words_for_comparison(known.text), words) >= _STILL_LEFT


def is_blank(known: Known, body: bytes) -> bool:
    """Is an answer no page at all: nothing, or data in which nothing of the article stands?"""
    if not _COMMENTS.sub(b"", body[:_BLANK]).strip():
        return len(body) <= _BLANK
    try:
        data = json.loads(body) if len(body) <= _DATA else None
    except (ValueError, RecursionError):
        return False
    is_data = data is not None or body.strip() == b"null"
    return is_data and not is_left(known, words_for_comparison(json.dumps(data, ensure_ascii=False)))


def why_removed(page: Page, reading: Reading, known: Known, outlet: Outlet) -> str:
    """The way in which the article was taken from its address, or empty: it is there, or nobody can tell."""
    if word := leads_to(page.url, page.final_url, outlet):
        return word
    # Only the process that reads pages pays for loading the parsers.
    from archive.reading._visible_page import look_at  # noqa: PLC0415

    sight = look_at(page, outlet)
    if not belongs(page.final_url, outlet):
        return "" if _stands_there(known, sight) else "other_site"
    if page.final_url != page.url and lists_articles(page.final_url, sight.links, outlet):
        return "section_redirect"
    if _stands_there(known, sight):
        return ""
    return _sent_on(page, sight, outlet) or _notice(sight) or _instead(sight, reading, known, outlet)


def _share_of(text: Sequence[str], words: Sequence[str]) -> float:
    """How many of the text's shingles stand in `words`; of a text of hardly a word, whether its words do."""
    if len(text) < 2 * _SHINGLE:
        return float(bool(text) and f" {' '.join(text)} " in f" {' '.join(words)} ")
    found = _shingles(text)
    return len(found & _shingles(words)) / len(found)


def _shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[at:] for at in range(_SHINGLE)), strict=False))


def _stands_there(known: Known, sight: "Sight") -> bool:
    headline = fold_line(known.title)
    visible = words_for_comparison("\n".join(line for line in sight.lines if fold_line(line) != headline))
    if is_left(known, visible):
        return True
    return _share_of(words_for_comparison(known.text), words_for_comparison(sight.in_scripts)) >= _IN_SCRIPTS


def _sent_on(page: Page, sight: "Sight", outlet: Outlet) -> str:
    if not sight.sends_on or sum(map(len, sight.own)) > _SENDING_PAGE:
        return ""
    return leads_to(page.url, sight.sends_on, outlet)


def _notice(sight: "Sight") -> str:
    is_short = sum(map(len, sight.own)) <= _NOTICE_PAGE
    if sight.asks_password or (sight.asks_only_password and is_short):
        return "password"
    if sight.message and is_short:
        lines = [fold_line(sight.message)]
        return notice_in(lines) or hints(lines)
    lines = [fold_line(line) for line in sight.said]
    for heading in sight.headings:
        if word := notice_in_title(fold_line(heading)):
            return word
    if word := notice_in(lines):
        return word
    return hints([*map(fold_line, sight.headings), *lines]) if is_short else ""


def _instead(sight: "Sight", reading: Reading, known: Known, outlet: Outlet) -> str:
    own = set(map(fold_line, sight.own))
    read = "\n".join(line for line in reading.text.split("\n") if fold_line(line) in own)
    headline = fold_line(known.title)
    stands = any(fold_line(line) == headline for line in (reading.title, *sight.lines))
    # Headlines of other news may share half their words with it.
    likeness = 1.0 if stands else _headline_likeness(known.title, (*sight.headings, *sight.own))
    if likeness >= _SAME_HEADLINE:
        left = len(read) if sight.contained is None else sight.contained
        # A flash may be as short as that, and stay a flash.
        return "emptied" if left < _EMPTY and 2 * left < len(known.text) else ""
    # Neither its headline nor a text: a few words that nobody foresaw, or a page that lists articles, in its place.
    is_another = bool(reading.text) and likeness <= _OTHER_HEADLINE and len(words_for_comparison(read)) < _FEWEST_WORDS
    is_long = len(words_for_comparison(known.text)) >= 2 * _FEWEST_WORDS
    return "replaced" if is_another and (is_long or lists_many(sight.links, outlet)) else ""


def _headline_likeness(title: str, shown: Iterable[str]) -> float:
    """The greatest share of the headline's words that stand in one line, and of that line's in it."""
    words = set(words_for_comparison(title))
    best = 0.0
    for line in shown:
        there = set(words_for_comparison(line[:500]))
        if words and there:
            best = max(best, len(words & there) / len(words | there), _within(words, there))
    return best


def _within(words: set[str], there: set[str]) -> float:
    """A headline with the site's name behind it is the headline."""
    return len(words & there) / len(words) if len(there) <= 2 * len(words) + 4 else 0.0
