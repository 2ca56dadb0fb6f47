"""The lines of a page round its headline: which are sentences of its story, which stand in another thing.

From a line of a card, a comment or an aside one comes, box by box outwards, to a link, a heading or a mark of that
thing before one comes to the headline.
"""

import re

from archive.reading._boilerplate import END_HEADINGS
from archive.reading._date_lines import date_in, days_of_parts, other_words, tells_day_and_hardly_more
from archive.reading._page_links import PERSON
from archive.reading._page_walk import SeenLines
from archive.reading._reader_lines import heads_comments
from archive.text.folding import fold_line

_APART = frozenset(
    (
        *("related", "relatedposts", "relatednews", "similar", "recommended", "suggested", "readalso", "mostread"),
        *("popular", "trending", "latest", "recent", "comment", "comments", "commentlist", "respond", "disqus"),
        *("ticker", "newsticker", "breaking", "marquee", "sidebar", "weather", "currency", "prayer", "poll", "polls"),
        *("authorbox", "bio", "caption", "tweet", "twitter", "instagram", "facebook", "telegram", "embed", "embedded"),
        *("nav", "newsletter", "ad", "ads"),
    )
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OF_READERS = re.compile(
    r"(?:ال)?تعليقات|شارك برايك|اضف تعليق|اترك (?:تعليق|رد)|comments?\b|leave a (?:comment|reply)|sirove|yorumlar"
)
_COUNTED = re.compile(r"\d+ تعليق|تعليق(?:ان| واحد)")
_DAY_ARCHIVE = re.compile(r"/20\d\d/\d\d?(?:/\d\d?)?/?$|[?&]m=20\d{4,6}")
_CARD_WORDS, _CARD_LETTERS, _LINKS = 4, 20, 0.6
_SENTENCE, _SENTENCE_WORDS, _NEAR = 50, 8, 20
_TITLE_WORDS, _LONGEST_TITLE = 5, 110
_MARK = re.compile(r"\s[-–—]\s|[|•]")  # parts names in a by-line


def headline_of(page: SeenLines, found: int, claimed: str, title: str) -> int:
    """The line that is the headline: a heading that says the title `claimed` by the page, one that says the `title` it
    was given, else `found`.

    Where a page shows several articles the claim tells which is its own; old portals claim their own name.
    """
    own = _line_of(page, claimed, found)
    if own >= 0 and page.boxes[page.lines[own].box].tag in HEADINGS:
        return own
    return next((at for at in (_line_of(page, title, found), own) if at >= 0), found)


def _line_of(page: SeenLines, title: str, found: int) -> int:
    """The line that says `title`, a heading before others, and no link; -1: none."""
    wanted = fold_line(title)
    ats = [at for at, folded in enumerate(page.folded) if folded == wanted != "" and not page.lines[at].own]
    ranked = sorted(ats, key=lambda at: (_rank(page.boxes[page.lines[at].box].tag), at != found, -at))
    return next(iter(ranked), -1)


def _rank(tag: str) -> int:
    return HEADINGS.index(tag) if tag in HEADINGS else len(HEADINGS)


class StoryLines:
    """The lines of `page`, whose headline is line `headline` (-1: none is known).

    `first` and `last` are given where the text was found; under a headline, they become its first and last sentence.
    `beside` are the boxes that are no part of the article by their markup: an outlet's file leaves out of the text what
    may well bear the date.
    """

    def __init__(self, page: SeenLines, beside: frozenset[int], headline: int, first: int, last: int) -> None:
        self.page = page
        self._beside = beside
        self.spans = page.spans
        self.headline, self.first, self.last = headline, first, last
        if headline >= 0:
            self.first, self.last = self._story() or (max(first, headline + 1), last)

    def _story(self) -> tuple[int, int] | None:
        """The first and the last sentence under the headline, up to the next article or the comments."""
        ats: list[int] = []
        for at in range(self.headline + 1, len(self.page.lines)):
            if ats and (self.ends_story(at) or at - ats[-1] > _NEAR):
                break
            if self.is_sentence(at):
                ats.append(at)
        return (ats[0], ats[-1]) if ats else None

    def ends_story(self, at: int) -> bool:
        """Does the next article, a list of others or what readers say begin with the line?"""
        line, folded = self.page.lines[at], self.page.folded[at]
        tag = self.page.boxes[line.box].tag
        is_next = tag == "h1" or (tag == "h2" and line.own > 0) or (tag in HEADINGS and folded in END_HEADINGS)
        return is_next or self._is_of_readers(at)

    def _is_of_readers(self, at: int) -> bool:
        folded, is_heading = self.page.folded[at], self.page.boxes_of_lines[at].tag in HEADINGS
        is_counted = is_heading and _COUNTED.match(folded) is not None  # else it may be a counter over a text
        return _OF_READERS.match(folded) is not None or heads_comments(folded) or is_counted

    def is_sentence(self, at: int) -> bool:
        line = self.page.lines[at]
        long_enough = len(line.text) >= _SENTENCE and len(line.text.split()) >= _SENTENCE_WORDS
        return long_enough and not (
            self.is_card(at)
            or self.heads(at)
            or self._is_beside(at)
            or "©" in line.text
            or date_in(line.text) == line.text
            or tells_day_and_hardly_more(line.text, line.parts)
        )

    def stands_alone(self, at: int) -> bool:
        """Is no card behind it that it may be the date of, and does nothing name it as another thing's?"""
        after = at + 1
        is_followed = after < len(self.page.lines) and (self.heads(after) or self.is_card(after))
        is_followed = is_followed and not (self._ends_article(at) or self._heads_an_end(after))
        return not (self._is_beside(at) or is_followed or self._is_marked(at))

    def _heads_an_end(self, at: int) -> bool:
        """Is the line the heading of a list of others or of what readers say, which no date before it is of?"""
        return self.page.folded[at] in END_HEADINGS or self._is_of_readers(at)

    def is_free(self, at: int) -> bool:
        """Is the line not that of a heading or a card right before it, nor of a card right behind?"""
        before = (other for other in (at - 1, at - 2) if other > self.headline)
        is_of_other = any(self.heads(other) or self.is_card(other) for other in before)
        is_followed = at + 1 < len(self.page.lines) and self.is_card(at + 1) and not self._ends_article(at)
        return not (self._is_beside(at) or self._is_marked(at) or is_of_other or is_followed)

    def _ends_article(self, at: int) -> bool:
        """Is the line the last of a box that holds the headline, too?"""
        _, block = self.parts_at(at)
        return block >= 0 and self.headline >= 0 and self.spans[block][1] == at

    def holds_article(self, number: int) -> bool:
        """Does the headline stand in the box, or, where none is known, the beginning of the text?"""
        first, last = self.spans[number]
        return first <= (self.headline if self.headline >= 0 else self.first) <= last

    def _is_marked(self, at: int) -> bool:
        """Does a box round the line, without the headline, say what else than the article it is of?"""
        number = self.page.lines[at].box
        while number >= 0 and not self.holds_article(number):
            if self.page.boxes[number].mark in _APART or self.page.boxes[number].tag == "blockquote":
                return True
            number = self.page.boxes[number].outer
        return False

    def is_named_aside(self, at: int) -> bool:
        """Does a box round the line say that it is of another thing?"""
        return self._is_beside(at) or self._is_marked(at)

    def leads_elsewhere(self, at: int) -> bool:
        """Is the line a link to another page of the outlet, that of its day's archive aside?"""
        line = self.page.lines[at]
        if line.own <= _LINKS * line.letters or _DAY_ARCHIVE.search(line.own_href):
            return False
        linked = {text.strip() for _, text in line.own_texts}
        if any(day not in linked for day in days_of_parts(line.parts)):  # beside a name and a section, which are links
            return False
        return not self.page.links.is_own_address(line.own_href)

    def _is_beside(self, at: int) -> bool:
        number = self.page.lines[at].box
        return number in self._beside or self.page.boxes[number].is_caption

    def parts_at(self, at: int) -> tuple[int, int]:
        """The outermost box round the line without the headline, and the one round that, which holds both."""
        number = part = self.page.lines[at].box
        while number >= 0 and not self.spans[number][0] <= self.headline <= self.spans[number][1]:
            part, number = number, self.page.boxes[number].outer
        return part, number

    def is_apart(self, at: int) -> bool:
        """Does the line stand in a box of another thing than the article: a card, a comment, an aside?"""
        if self._is_beside(at) or self.is_card(at) or self._is_marked(at):
            return True
        number = self.page.lines[at].box
        while number >= 0 and not self.holds_article(number):
            first, last = self.spans[number]
            if last - first > _NEAR or any(self._is_of_other(other, at) for other in range(first, last + 1)):
                return True
            number = self.page.boxes[number].outer
        return False

    def is_under_title(self, at: int) -> bool:
        """Does the line before it, in a box with it and without the headline, read like a headline?"""
        part, _ = self.parts_at(at)
        return self.spans[part][0] < at and self._is_title(at - 1)

    def _is_of_other(self, other: int, at: int) -> bool:
        return self.heads(other) or self.is_card(other) or (other != at and self._is_title(other))

    def _is_title(self, at: int) -> bool:
        """Does the line read like a headline: some words, and no end of a sentence?"""
        text = self.page.lines[at].text
        if at == self.headline or len(text) > _LONGEST_TITLE or text[-1] in ".؟!…:":
            return False
        parts = (part for part in _MARK.split(text) if len(part.split()) >= _TITLE_WORDS)
        return any(len(other_words(part)) >= _CARD_WORDS for part in parts)

    def heads(self, at: int) -> bool:
        line = self.page.lines[at]
        if at == self.headline or self.page.boxes[line.box].tag not in HEADINGS or len(line.text.split()) < 2:
            return False
        if line.signed or PERSON.search(line.own_href):
            return False
        return date_in(line.text) != line.text  # blogs set the day over a headline into one of its own

    def is_card(self, at: int) -> bool:
        """Is the line a link to another article, and no date alone?"""
        line = self.page.lines[at]
        is_linked = line.own > _LINKS * line.letters or line.own >= _CARD_LETTERS
        is_of_words = at != self.headline and is_linked and line.most_linked_words >= _CARD_WORDS
        return is_of_words and other_words(line.text) != []
