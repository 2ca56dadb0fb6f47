"""Which boxes of a page are of other articles: who wrote them, articles under the first, readers' comments."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from archive.reading._boilerplate import END_HEADINGS
from archive.reading._boxes import RUNNING_LINE
from archive.reading._cards import LONGEST_CARD, NO_CARD
from archive.reading._date_lines import is_date_line, names_a_day
from archive.reading._page_links import PERSON, without_fragment
from archive.reading._page_walk import SeenLines
from archive.reading._reader_lines import heads_comments
from archive.text.folding import fold_line

_FEWEST_LETTERS, _MOST_OF_TEXT, _HEADED_AGAIN = 80, 0.8, 4
_LONGEST_LIST, _INTO_ARTICLE, _OF_HEADING = 4_000, 4, 2
_COMMENTS = frozenset(("comments", "commentlist", "respond", "disqus", "replies", "cmts"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))


def boxes_of_authors(page: SeenLines) -> Iterator[int]:
    """The smallest boxes that hold two links to the page of one author: who that is, and more of it."""
    letters = page.held
    known: dict[str, int] = {}
    for at, line in enumerate(page.lines):
        if not line.own or not PERSON.search(line.own_href):
            continue
        first = known.setdefault(without_fragment(line.own_href), at)
        box = line.box
        while box >= 0 and page.spans[box][0] > first:
            box = page.boxes[box].outer
        is_small = box >= 0 and letters[box] <= LONGEST_CARD and page.boxes[box].tag not in NO_CARD
        if first < at and is_small and page.spans[box][0] == first:
            yield box


def behind_the_text(page: SeenLines, titles: Sequence[str]) -> Iterator[int]:
    """The boxes of later articles and of comments on a page with these `titles`."""
    articles = [number for number, box in enumerate(page.boxes) if box.tag == "article"]
    comments = [number for number, box in enumerate(page.boxes) if box.mark in _COMMENTS]
    heads = [at for at, folded in enumerate(page.folded) if folded in END_HEADINGS or heads_comments(folded)]
    if articles or comments or heads:
        headline = _headline(page, titles)
        under = _under_heading(page, headline)
        yield from _headed(page, heads, under)
        yield from _later_articles(page, articles, under, _heading_of_claim(page, titles, headline))
        yield from _of_readers(page, comments, under)


def _headed(page: SeenLines, heads: Sequence[int], under: Sequence[int]) -> Iterator[int]:
    """The outermost boxes that open with a line of `heads`, which says that other articles or comments follow, behind
    a text: all they hold is of that heading, whole sentences too. `under` as for `_of_readers`."""
    letters = page.held
    passed = list(accumulate(under, initial=0))
    for at in heads:
        number = box = page.lines[at].box
        while box > 0 and page.spans[box][0] == at and letters[box] <= _LONGEST_LIST and page.boxes[box].tag != "body":
            number, box = box, page.boxes[box].outer
        first, last = page.spans[number]
        if passed[at] >= _FEWEST_LETTERS and first == at < last:  # else it heads the rest of a block of the text's
            yield number


def _of_readers(page: SeenLines, comments: Sequence[int], under: Sequence[int]) -> Iterator[int]:
    """Of the boxes of `comments` those behind a text, however long; a text may itself stand in one that is called so.

    `under` are the letters under the headline, line by line.
    """
    passed = list(accumulate(under, initial=0))
    for number in comments:
        first, last = page.spans[number]
        if first <= last and passed[first] >= _FEWEST_LETTERS:
            yield number


def _under_heading(page: SeenLines, headline: int) -> list[int]:
    """The letters of each running line under line `headline`, without links; a page without one has none."""
    under = zip(page.lines[headline + 1 :], page.unlinked[headline + 1 :], strict=True)
    is_none = [0] * min(headline + 1, len(page.lines))
    return is_none + [letters if len(line.text) >= RUNNING_LINE else 0 for line, letters in under]


def _headline(page: SeenLines, titles: Sequence[str]) -> int:
    """The first line of three words that is a claimed title, or part of one, else the first h1; else the page's end."""
    claimed = [fold_line(title) for title in titles]
    lines = enumerate(page.folded)
    by_claim = (at for at, line in lines if line.count(" ") > 1 and any(line in title for title in claimed))
    by_make = (at for at, line in enumerate(page.lines) if page.boxes[line.box].tag == "h1")
    return next(by_claim, next(by_make, len(page.lines)))


def _heading_of_claim(page: SeenLines, titles: Sequence[str], headline: int) -> int:
    """The line `headline` where it is a heading and a claimed title; else the page's end."""
    is_heading = headline < len(page.lines) and page.boxes_of_lines[headline].tag in _HEADINGS
    is_claimed = is_heading and any(page.folded[headline] in fold_line(title) for title in titles)
    return headline if is_claimed else len(page.lines)


def _later_articles(page: SeenLines, articles: Sequence[int], under: Sequence[int], headline: int) -> Iterator[int]:
    """Of the elements that are `articles` by their name those with a heading and a day of their own, behind another's
    text; `under` are the letters under the headline, line by line. One behind the page's own headline, whose line is
    `headline`, may be longer than the page's own text.

    An entry of a live blog tells its hour, no day; a logo over the only article is no other article.
    """
    tags = [page.boxes[line.box].tag for line in page.lines]
    in_article = page.are_in(articles)
    of_articles = (amount * in_article[line.box] for amount, line in zip(under, page.lines, strict=True))
    held, passed = page.sums(under), list(accumulate(of_articles, initial=0))
    passed_any = list(accumulate(under, initial=0))
    for number in articles:
        at = page.spans[number][0]
        opening = page.lines[at : at + _INTO_ARTICLE]
        if _HEADINGS.isdisjoint(tags[at : at + _OF_HEADING]):
            continue
        is_much = held[number] > _MOST_OF_TEXT * sum(under) and at <= headline
        is_another = passed[at] >= _FEWEST_LETTERS or passed_any[at] * _HEADED_AGAIN >= held[number] > 0
        if (
            is_another
            and passed_any[at] >= _FEWEST_LETTERS
            and not is_much
            and any(is_date_line(line.text) and names_a_day(line.text) for line in opening)
        ):
            yield number
