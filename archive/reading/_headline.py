"""The headline a reader sees over a text: it is what an editor changes, whatever the page still says to machines."""

import re
from collections.abc import Iterable
from urllib.parse import urldefrag

from archive.reading._boxes import Line
from archive.reading._page_walk import SeenLines
from archive.reading.page_metadata import SEPARATOR
from archive.text.folding import fold_line

_WORD = re.compile(r"\w{2,}")
# Shares of a line's words that stand in one claimed title. A theme calls a heading h1, so that less is enough there;
# a site's motto is one too.
_OF_A_HEADING, _OF_A_LINE = 0.34, 0.5
_FEWEST_WORDS, _FEWEST_OF_A_REWRITTEN, _NEAR = 3, 4, 12
_LONGEST, _INTO_TEXT, _LINKS = 300, 3, 0.6


def visible_headline(page: SeenLines, first: int, claimed: Iterable[str], own_names: Iterable[str]) -> int:
    """The number of the line of `page` that is the headline over the text, which begins with line `first`; -1: none.

    `claimed` are the titles the page gives itself: a headline shares words with one of them, edited or not, and not
    those of the site's name beside it alone; `own_names` are such names. One that was written anew shares none, and is
    known by its markup, where no other line is like a claimed title.
    """
    titles, brands = _claimed(claimed, own_names)
    best, most, rewritten = -1, 0.0, -1
    for at in range(min(first + _INTO_TEXT, len(page.lines)) - 1, -1, -1):
        words = _words(page.folded[at])
        if not _may_be_one(page, at) or any(words <= brand for brand in brands):
            continue
        box = page.boxes[page.lines[at].box]
        shared = max((len(words & title) for title in titles), default=0)
        if box.tag == "h1" and shared >= _OF_A_HEADING * len(words):
            return at
        if at <= first and len(words) >= _FEWEST_WORDS and shared >= _OF_A_LINE * len(words):
            likeness = max(len(words & title) / len(words | title) for title in titles)
            best, most = (at, likeness) if likeness > most else (best, most)
        is_named = box.is_headline and not any(brand and brand <= words for brand in brands)
        if is_named and rewritten < 0 and first - _NEAR <= at < first and len(words) >= _FEWEST_OF_A_REWRITTEN:
            rewritten = at
    return best if best >= 0 else rewritten


def _may_be_one(page: SeenLines, at: int) -> bool:
    line = page.lines[at]
    box = page.boxes[line.box]
    return len(line.text) <= _LONGEST and not (box.is_beside or box.is_caption) and _stands(page, line)


def _claimed(titles: Iterable[str], own_names: Iterable[str]) -> tuple[list[set[str]], list[set[str]]]:
    """The words of titles, and those of what stands in them beside the headline."""
    whole: list[set[str]] = []
    brands = [_words(fold_line(name)) for name in own_names]
    for title in titles:
        *shorter, longest = sorted((_words(fold_line(part)) for part in SEPARATOR.split(title[:_LONGEST])), key=len)
        whole.append(longest.union(*shorter))
        brands += shorter
    return [words for words in whole if words], brands


def _words(folded: str) -> set[str]:
    return set(_WORD.findall(folded))


def _stands(page: SeenLines, line: Line) -> bool:
    """Is a line no link, or one to the page itself?"""
    if line.linked < _LINKS * line.letters:
        return True
    return urldefrag(page.absolute(line.own_href))[0].rstrip("/") == urldefrag(page.url)[0].rstrip("/")
