"""The headline a reader sees over a text: it is what an editor changes, whatever the page still says to machines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from archive.reading._boxes import RUNNING_LINE, Line
from archive.reading._date_lines import is_date_line
from archive.reading._page_walk import SeenLines
from archive.reading._titles import SEPARATOR, OwnNames, parted, words_of
from archive.text.folding import fold_line
from archive.text.lines import letters_of

_LATIN = re.compile("[A-Za-z]")
# Shares of a line's words that stand in one claimed title. A theme calls a heading h1, so that less is enough there;
# a site's motto is one too.
_OF_A_HEADING, _OF_A_LINE = 0.34, 0.5
_FEWEST_WORDS, _FEWEST_OF_A_REWRITTEN, _NEAR = 3, 4, 12
_LONGEST, _INTO_TEXT, _LINKS = 300, 3, 0.6
_HEADINGS = frozenset(("h1", "h2", "h3"))
_MOST_PARTS, _OF_A_TEXT = 4, 50


def headline_over(page: SeenLines, first: int, claimed: Sequence[str], fed: str, own: OwnNames) -> int:
    """The number of the line that is the headline over the text, which begins with line `first`; -1 where none is.

    The page's own titles (`claimed`, the document's last) tell it; where it has none for machines, what a feed said of
    the article (`fed`) helps to know the line, edited or not, and so does its being a heading. That alone tells it
    where nothing gives the page a title.
    """
    shown = visible_headline(page, first, claimed, own)
    if shown < 0 and not fed and not any(map(own.taken_from, claimed)):
        at = _heading_over(page, first, own)
        return at if at >= 0 and page.boxes[page.lines[at].box].tag in _HEADINGS else -1
    if not fed or any(map(own.taken_from, claimed[:-1])):
        return shown
    if shown >= 0 and words_of(page.folded[shown]) & words_of(fold_line(fed)):
        return shown
    as_fed = visible_headline(page, first, (fed,), own)
    return max(shown, as_fed) if max(shown, as_fed) >= 0 else _heading_over(page, first, own)


def heading_of_most_text(page: SeenLines, own: OwnNames) -> str:
    """Of a page that nothing gives a title: its only h1, or the dated heading of its kind, with most running text under
    it; empty where none is. A heading between the paragraphs of a text is none."""
    running = [letters if letters >= _OF_A_TEXT else 0 for letters in page.unlinked]
    for tag in ("h1", "h2", "h3"):
        ats = [at for at, box in enumerate(page.boxes_of_lines) if box.tag == tag and not box.is_beside]
        ats = [at for at in ats if len(words_of(page.folded[at])) >= _FEWEST_WORDS and page.lines[at].text not in own]
        under = {at: sum(running[at:end]) for at, end in pairwise([*ats, len(running)])}
        most = max(ats, key=lambda at: under[at], default=-1)
        if most < 0 or not _may_be_one(page, most) or 2 * under[most] <= sum(running):
            continue
        are_dated = all(any(is_date_line(line.text) for line in page.lines[at + 1 : at + 3]) for at in (ats[0], most))
        if len(ats) == 1 if tag == "h1" else are_dated and not any(running[: ats[0]]):
            return page.lines[most].text
    return ""


def parts_of(page: SeenLines, headline: int, titles: Iterable[str]) -> list[str]:
    """The pieces of the headline, which is line `headline`: those of all lines of its element where they say one of
    `titles` together, as a line break inside a headline parts them."""
    box, parts = page.lines[headline].box, page.lines[headline].parts
    first, last = page.spans[box]
    beside = [line for line in page.lines[first : last + 1] if line.box == box]
    if page.boxes[box].tag not in _HEADINGS or not 1 < len(beside) <= _MOST_PARTS:
        return parts
    joined = letters_of(fold_line(" ".join(line.text for line in beside)))
    if any(joined in letters_of(fold_line(title)) for title in titles):
        return [part for line in beside for part in (*line.parts, " ")]
    return parts


def _heading_over(page: SeenLines, first: int, own: OwnNames) -> int:
    """Of the headings right over the text the largest, of several the uppermost; the only line that may be one; -1."""
    over = [at for at in range(max(0, first - _NEAR), min(first, len(page.lines))) if _may_be_one(page, at)]
    over = [at for at in over if len(words_of(page.folded[at])) >= _FEWEST_OF_A_REWRITTEN]
    over = [at for at in over if page.lines[at].text not in own and not is_date_line(page.lines[at].text)]
    tags = [(page.boxes[page.lines[at].box].tag, at) for at in over]
    headings = [(tag, at) for tag, at in tags if tag in _HEADINGS]
    return min(headings)[1] if headings else over[0] if len(over) == 1 else -1


def visible_headline(page: SeenLines, first: int, claimed: Sequence[str], own: OwnNames) -> int:
    """The number of the line of `page` that is the headline over the text, which begins with line `first`; -1: none.

    `claimed` are the titles the page gives itself: a headline is one of them up to a sign or from one on, or shares
    words with one, edited or not, and not those of the site's name beside it alone; `own` are such names. One that was
    written anew shares none, and is known by its markup, where no other line is like a claimed title.
    """
    lines = [at for at in range(min(first + _INTO_TEXT, len(page.lines)) - 1, -1, -1) if _may_be_one(page, at)]
    lines = [at for at in lines if page.lines[at].text not in own]
    shown = _Parts(page, first, lines, claimed)
    alike, rewritten = _alike(page, first, lines, claimed, own)
    part = shown.best
    if part >= 0 and (alike < 0 or alike in shown.all):
        is_rather_anew = rewritten >= 0 and not shown.is_sure and (rewritten > part or not shown.is_heading(part))
        return rewritten if is_rather_anew else part
    if part > alike and shown.is_heading(part):
        return part
    return alike if alike >= 0 else rewritten


class _Parts:
    """Which of `lines`, from the text upwards, say a claimed title up to a sign in it, or from one on.

    `best` is the headline among them, -1 where none is one. `is_sure` where its other part is shown as well or is the
    shorter one: branding seldom is the longer.
    """

    def __init__(self, page: SeenLines, first: int, lines: Sequence[int], titles: Iterable[str]) -> None:
        self._page = page
        self._numbers: dict[str, int] = {}
        for at in lines:
            letters = page.said[at]
            known = self._numbers.get(letters, -1)
            if known < 0 or self._is_rather(at, known, first):
                self._numbers[letters] = at
        self.best, self.is_sure, self.all = -1, False, set[int]()
        ranked = sorted(self._ranked(first, titles), reverse=True)
        if ranked:
            (self.is_sure, *_), self.best = ranked[0][:-1], ranked[0][-1]

    def _is_rather(self, at: int, known: int, first: int) -> bool:
        """Is line `at` the headline rather than one nearer to the text that says the same?

        A text may say it again between its paragraphs, and a box of news may lead to the very page.
        """
        if self.is_heading(at) != self.is_heading(known):
            return self.is_heading(at)
        is_link = bool(self._page.lines[known].own) and not self._page.lines[at].own
        is_within = at < first and any(len(line.text) >= RUNNING_LINE for line in self._page.lines[first:known])
        return self.is_heading(at) and (is_link or is_within)

    def is_heading(self, at: int) -> bool:
        box = self._page.boxes[self._page.lines[at].box]
        return box.tag in _HEADINGS or box.is_headline

    def _ranked(self, first: int, titles: Iterable[str]) -> Iterator[tuple[bool, bool, int, int]]:
        """For each claimed title that is shown in part: is it sure, a heading, how long; the number of the line."""
        for before, after in (parts for title in titles for parts in parted(title)):
            one, other = self._numbers.get(before, -1), self._numbers.get(after, -1)
            self.all |= {one, other} - {-1}
            if one >= 0 and other >= 0:
                at, is_sure = self._of_two(one, other), True
            else:
                at = max(one, other)
                headline, rest = (before, after) if one >= 0 else (after, before)
                is_sure = len(headline) >= len(rest)
            if at >= 0:
                is_near = self.is_heading(at) and first - at <= _NEAR
                yield is_sure, is_near, len(self._page.lines[at].text), at

    def _of_two(self, before: int, after: int) -> int:
        """The headline of two parts that are shown: the one nearer to the text.

        But for the beginning of a title as a heading with a line that is no longer and no heading under it: a name.
        """
        farther, nearer = sorted((before, after))
        is_over_a_name = farther == before and self.is_heading(farther) and not self.is_heading(nearer)
        lengths = [len(self._page.folded[at].split()) for at in (farther, nearer)]
        return farther if is_over_a_name and lengths[0] >= lengths[1] else nearer


def _alike(page: SeenLines, first: int, lines: Sequence[int], claimed: Iterable[str], own: OwnNames) -> tuple[int, int]:
    """Of `lines` the number of the one that shares most words with a claimed title, and of one that is a headline by
    its markup alone; -1 for none."""
    titles, brands = _claimed(claimed, own.names)
    is_latin = bool(titles) and _is_latin(" ".join(word for title in titles for word in title))
    best, most, rewritten = -1, 0.0, -1
    for at in lines:
        words = words_of(page.folded[at])
        if any(words <= brand for brand in brands):
            continue
        box = page.boxes[page.lines[at].box]
        shared = max((len(words & title) for title in titles), default=0)
        if box.tag == "h1" and shared >= _OF_A_HEADING * len(words):
            return next((over for over in lines if over < at and _is_one_of(page, over, titles)), at), -1
        if at <= first and len(words) >= _FEWEST_WORDS and shared >= _OF_A_LINE * len(words):
            likeness = max(len(words & title) / len(words | title) for title in titles)
            best, most = (at, likeness) if likeness > most else (best, most)
        is_named = box.is_headline and not any(brand and brand <= words for brand in brands)
        is_one = is_named and (not titles or _is_latin(page.folded[at]) == is_latin)
        if is_one and rewritten < 0 and first - _NEAR <= at < first and len(words) >= _FEWEST_OF_A_REWRITTEN:
            rewritten = at
    return best, rewritten


def _is_one_of(page: SeenLines, at: int, titles: Sequence[set[str]]) -> bool:
    """Is the line a heading that says one of `titles`, word by word?"""
    box = page.boxes[page.lines[at].box]
    return (box.tag in _HEADINGS or box.is_headline) and words_of(page.folded[at]) in titles


def _may_be_one(page: SeenLines, at: int) -> bool:
    line = page.lines[at]
    box = page.boxes[line.box]
    return len(line.text) <= _LONGEST and not (box.is_beside or box.is_caption) and _stands(page, line)


def _claimed(titles: Iterable[str], own_names: Iterable[str]) -> tuple[list[set[str]], list[set[str]]]:
    """The words of titles, and those of what stands in them beside the headline."""
    whole: list[set[str]] = []
    brands = [words_of(fold_line(name)) for name in own_names]
    for title in titles:
        *shorter, longest = sorted((words_of(fold_line(part)) for part in SEPARATOR.split(title[:_LONGEST])), key=len)
        whole.append(longest.union(*shorter))
        brands += shorter
    return [words for words in whole if words], brands


def _is_latin(text: str) -> bool:
    """Is most of it in Latin letters?"""
    return 2 * len(_LATIN.findall(text)) > len(letters_of(text))


def _stands(page: SeenLines, line: Line) -> bool:
    """Is a line no link, or one to the page itself?"""
    if line.linked < _LINKS * line.letters:
        return True
    return page.links.is_own_address(line.own_href)
