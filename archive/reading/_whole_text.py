"""All of the text that was found and nothing else: what was lost in it comes back, what stands beside it joins it.

trafilatura, in a container it does not know, keeps paragraphs and loses lists, tables and headings between them; an
outlet's selector names the body and not the standfirst over it or the correction under it. Both are lines of the page:
where the found lines stand among those tells which belong to them.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from archive.reading._alignment import found_numbers, in_order
from archive.reading._beside_text import is_a_ticker
from archive.reading._boxes import LISTED
from archive.reading._corrections import heads_a_correction, opens_a_correction
from archive.reading._date_lines import other_words
from archive.reading._links import is_document, is_source
from archive.reading._page_walk import SeenLines
from archive.text.folding import fold_line
from archive.text.lines import letters_of

_LINKS = 0.6  # a line with such a share of its letters in links is one of links
# Of a standfirst: day, section and author stand in one line, too.
_MOST_LINKED, _OF_A_PICTURE = 0.4, "©"
_STANDFIRST_WORDS, _MOST_STANDFIRST, _AFTER = 6, 3, 12
_FEWEST_WORDS, _FEWEST_OF_A_LINK, _SAID_BY = 4, 3, 40
_OF_READERS = frozenset(("comment", "comments", "commentlist", "respond", "disqus"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_SENTENCE_END = re.compile(r"[.؟?!…»”\"]\)?$")
_TOOLS = re.compile(
    r"(?:.*[|•·›»>/\\]){2}|.*\d+ ?(?:مشاهد|قراء|تعليق|زيار|دقيق|دقائق|ثاني|views?\b|comments?\b|min\b|shares?\b)"
    r"|.*(?:مشاهدات|المشاهدات|الزيارات|القراءات|views|comments) ?:? ?\d"
    r"|(?:بقلم|اعداد|تحرير|ترجمه|تصوير|عدسه|المصدر|مصدر|الكاتب|المراسل|تاريخ|نشر|نشرت|اخر تحديث|تم التحديث|محدث"
    r"|كتب(?:ت|ه|ها)? ?[:：]|source|by|written by|reporting|author|photo|image|posted|published|updated|last)\b"
)


class WholeText:
    """The lines `found` on `page`, where they stand on it, and what belongs to them."""

    def __init__(self, page: SeenLines, found: Sequence[str]) -> None:
        self._page = page
        self._found = found
        places = found_numbers(page, found)
        self._is_found = [place >= 0 for place in places]
        self._holds = page.container(self._is_found)
        self._marks = page.marks(self._is_found)
        self._run = in_order([(at, place) for at, place in enumerate(places) if place >= 0 and self._is_inside(at)])

    @property
    def first(self) -> int:
        """The number of the line of the page that the text begins with; that of the page's end where none is known."""
        return self._run[0][0] if self._run else len(self._page.lines)

    @property
    def last(self) -> int:
        """The number of the line of the page that the text ends with; that of the page's end where none is known."""
        return self._run[-1][0] if self._run else len(self._page.lines)

    def lines(self, headline: int, strategy: str) -> Iterator[str]:
        """The whole text under the headline, the number of a line of the page or -1; `strategy` found it.

        What an outlet's selector leaves out of its own container is left out.
        """
        self._run = [(at, place) for at, place in self._run if at > headline]
        if not self._run:
            yield from self._found
            return
        top = max(headline + 1, self.first - _AFTER)
        opening = self._opening(top)
        if strategy == "selector":
            opening = [at for at in range(top, self.first) if self._is_inside(at)]
        yield from self._standfirst(top, opening) if headline >= 0 else ()
        yield from self._found if strategy == "selector" else self._inside(headline, opening)
        yield from self._corrections()

    def _inside(self, headline: int, opening: Sequence[int]) -> list[str]:
        """The found lines and, at their places, those that were lost before (`opening`), between and behind them.

        Where no container was known, the menu over the headline was found as well.
        """
        over = "".join(self._page.said[:headline]) if 0 <= headline < self.first else ""
        lost: dict[int, list[str]] = defaultdict(list)
        ats = [at for at, _ in self._run]
        for at in self._lost(ats[0], ats[-1]):
            lost[self._run[bisect_right(ats, at) - 1][1]].append(self._page.lines[at].text)
        start = self._run[0][1]
        parted = self._parted()
        whole: list[str] = []
        for place, line in enumerate(self._found):
            if place == start:
                whole += (self._page.lines[at].text for at in opening)
            if place >= start or letters_of(fold_line(line)) not in over:
                whole += (*parted.get(place, (line,)), *lost.get(place, ()))
        return whole

    def _standfirst(self, top: int, opening: Sequence[int]) -> list[str]:
        """The lines from `top` to the text that introduce it, without those of its `opening`."""
        story = letters_of(fold_line(" ".join(self._found)))
        between = (at for at in range(top, self.first) if at not in opening)
        lines = [at for at in between if self._introduces(at) and not self._is_said(at, story)]
        return [self._page.lines[at].text for at in lines[:_MOST_STANDFIRST]]

    def _corrections(self) -> list[str]:
        """Of the dozen lines behind the text those that correct it."""
        last = self._run[-1][0]
        lines: list[str] = []
        for at in range(last + 1, min(last + 1 + _AFTER, len(self._page.lines))):
            text = self._page.lines[at].text
            if self._is_found[at] or self._is_beside(at) or self._marks[self._page.lines[at].box] in _OF_READERS:
                continue
            headed = heads_a_correction(self._page.lines[at - 1].text) and len(text.split()) >= _FEWEST_WORDS
            if opens_a_correction(text) or headed:
                lines += (*((self._page.lines[at - 1].text,) if headed else ()), text)
        return lines

    def _lost(self, first: int, last: int) -> Iterator[int]:
        yield from (at for at in range(first + 1, last) if self._is_inside(at) and self._is_story(at))
        for at in range(last + 1, len(self._page.lines)):
            if not (self._is_inside(at) and self._is_story(at) and (self._is_listed(at) or self._is_told(at))):
                return
            yield at

    def _opening(self, top: int) -> list[int]:
        """Lists and headings right before the first found line, from the line `top` on."""
        at = self.first
        while at > top and self._is_inside(at - 1) and (self._is_listed(at - 1) or self._is_heading(at - 1)):
            at -= 1
        return [*range(at, self.first)]

    def _is_inside(self, at: int) -> bool:
        return self._page.lines[at].box in self._holds

    def _is_beside(self, at: int) -> bool:
        box = self._page.boxes[self._page.lines[at].box]
        return box.is_beside or box.is_caption

    def _is_listed(self, at: int) -> bool:
        return self._tag(at) in LISTED and self._is_story(at)

    def _is_heading(self, at: int) -> bool:
        return self._tag(at) in _HEADINGS and self._is_story(at)

    def _is_told(self, at: int) -> bool:
        """A sentence, or a link to what the story rests on."""
        line = self._page.lines[at]
        words = len(line.text.split())
        return (words >= _FEWEST_WORDS and _SENTENCE_END.search(line.text) is not None) or (
            line.linked > _LINKS * line.letters and words >= _FEWEST_OF_A_LINK
        )

    def _is_story(self, at: int) -> bool:
        """Is a line that was not found, by its marks and links, one of the story?"""
        line = self._page.lines[at]
        if self._is_found[at] or self._is_beside(at) or self._marks[line.box]:
            return False
        if not any(map(str.isalpha, line.text)) and self._tag(at) not in LISTED:
            return False
        is_listed_sentence = self._tag(at) in LISTED and _SENTENCE_END.search(line.text)
        if (not is_listed_sentence and _TOOLS.match(self._page.folded[at])) or self._is_said_twice(at):
            return False
        return not self._is_of_links(at) and not self._heads_links(at)

    def _is_said_twice(self, at: int) -> bool:
        """Does the page say the line again, as it does of buttons and teasers? Over the text: over it.

        A list and a table may say a thing twice, and so may a list of the headings.
        """
        places = self._repeated_lines.get(self._page.said[at], ())
        if len(places) < 2 or self._tag(at) in LISTED:
            return False
        return at > self.first or bisect_left(places, self.first) > 1

    @cached_property
    def _repeated_lines(self) -> dict[str, list[int]]:
        """The places of each line that the page says more than once, but where it is a link to the page itself."""
        places, own = defaultdict[str, list[int]](list), self._page.links.leads_here
        for at, letters in enumerate(self._page.said):
            places[letters].append(at)
        lines = self._page.lines
        return {
            letters: [at for at in found if not (lines[at].own and own(lines[at].own_href))]
            for letters, found in places.items()
            if len(found) > 1
        }

    def _is_of_links(self, at: int) -> bool:
        line = self._page.lines[at]
        if line.linked < _LINKS * line.letters or line.text.endswith("."):
            return False
        return not (is_document(line.href) or (line.own == 0 and is_source(line.href)))

    def _heads_links(self, at: int) -> bool:
        """Is it a heading, marked or not, with nothing but links under it?"""
        after = at + 1
        return (
            after < len(self._page.lines)
            and self._is_inside(after) == self._is_inside(at)
            and (self._tag(at) in _HEADINGS or not _SENTENCE_END.search(self._page.lines[at].text))
            and not self._is_found[after]
            and (self._is_of_links(after) or (self._tag(after) in _HEADINGS and self._heads_links(after)))
        )

    def _introduces(self, at: int) -> bool:
        """Is it a line as stands between a headline and the text: six words that are no date, name or tool?"""
        line = self._page.lines[at]
        if self._tag(at) == "h1" or line.linked >= _MOST_LINKED * line.letters or not self._is_story(at):
            return False
        if _OF_A_PICTURE in line.text or is_a_ticker(self._page, at):
            return False
        words = sum(len(word) > 1 for word in other_words(line.text))
        is_sentence = line.words >= _STANDFIRST_WORDS and line.text.endswith(".")
        return words >= _STANDFIRST_WORDS or is_sentence or opens_a_correction(line.text)

    def _tag(self, at: int) -> str:
        return self._page.boxes[self._page.lines[at].box].tag

    def _is_said(self, at: int, story: str) -> bool:
        """Does the text say it already, in whole or, cut short, by its beginning?"""
        return self._page.said[at][:_SAID_BY] in story

    def _parted(self) -> dict[int, list[str]]:
        """Found lines that are several of the page, run together, and those lines."""
        of_place: dict[int, list[int]] = defaultdict(list)
        for at, place in self._run:
            of_place[place].append(at)
        return {
            place: [self._page.lines[at].text for at in ats]
            for place, ats in of_place.items()
            if len(ats) > 1
            and "|" not in self._found[place]
            and "".join(self._page.said[at] for at in ats) == letters_of(fold_line(self._found[place]))
        }
