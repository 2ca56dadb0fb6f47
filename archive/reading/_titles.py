"""A headline and the branding beside it: which part of a title is the site's, and which title is the article's.

Sites write their name before or behind a headline, in several pieces, in letters apart, longer or otherwise than in
their own description. What is known as a name falls away; what is not is told by the line that the page shows.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from archive.reading._date_lines import is_date_line
from archive.text.folding import fold_line
from archive.text.lines import letters_of

_WORD = re.compile(r"\w{2,}")
LONGEST_TITLE = 500
# What stands behind is neither a headline nor the site's name, and each separator costs a look at both its sides.
LONGEST_OFFERED = 4 * LONGEST_TITLE
SEPARATOR = re.compile(r"\s+[-–—―|:»«›‹•▪●·/~_]+\s+|\s*[|»«›‹•▪●·]+\s*|\s*::+\s*|(?<=\w)[-–—]\s+|\s+[-–—](?=\w)")
_PIECE = re.compile(rf"[()]|{SEPARATOR.pattern}")
# Where a title may be parted if the page shows one of the parts as a line.
_BOUNDARY = re.compile(r"\s*[^\w\s]+(?:\s+[^\w\s]+)*\s*|\s+ـ+\s+|\s+_+\s+")
_MOST_PARTS = 40
# Words that a name is worn with, folded.
_OF_MEDIA = frozenset(
    (
        *("وكاله", "شبكه", "موقع", "صحيفه", "جريده", "قناه", "مجله", "منصه", "اذاعه", "راديو", "تلفزيون", "فضائيه"),
        *("اخبار", "انباء", "للانباء", "الاخباريه", "الاخباري", "الاعلاميه", "الاعلامي", "الرسمي", "الرسميه"),
        *("اليوميه", "اليومي", "الالكترونيه", "الالكتروني", "الصفحه", "الرئيسيه", "اونلاين", "نت"),
        *("the", "news", "agency", "network", "newspaper", "magazine", "online", "website", "official", "media"),
    )
)
# What systems call a page that was given no title.
_FRONT_PAGE = (
    *("الصفحة الرئيسية", "الرئيسية", "Home", "Home page", "تفاصيل الخبر", "تفاصيل المقال", "عرض الخبر", "التفاصيل"),
    *("News details", "Article details"),
)
_HEADLINE = re.compile(r"(?=(?:\S+\s+){2})[^|]{15,250}")  # three words and no row of links
_NEAR, _A_HEADLINE, _MOST_WORN = 12, 3, 12
_LONGEST_UNMARKED = 110  # letters of a headline that stands among the lines of its text


class OwnNames:
    """The names of a site, however they are spaced, marked and worn."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(filter(None, names))
        self._names = _letters_of_all((*self.names, *_FRONT_PAGE))
        self._bare: dict[str, str] = {}  # titles that several rules ask for

    def __contains__(self, text: str) -> bool:
        """Is the text nothing but a name, with such words as a name is worn with?"""
        folded = fold_line(text[:LONGEST_TITLE])
        letters = letters_of(folded)
        if not any(name in letters for name in self._names):
            return False
        words = folded.split()
        worn = [word in _OF_MEDIA for word in words]
        before = next((at for at, is_worn in enumerate(worn) if not is_worn), len(words))
        behind = next((at for at, is_worn in enumerate(reversed(worn)) if not is_worn), len(words))
        if before + behind > _MOST_WORN:
            return False
        cuts = product(range(before + 1), range(len(words) - behind, len(words) + 1))
        return any(letters_of("".join(words[start:end])) in self._names for start, end in cuts if start < end)

    def taken_from(self, title: str) -> str:
        """The title without the names before and behind it; empty where it is nothing else.

        What stands behind a name between two pieces goes with it, if what stands before may be a headline.
        """
        if title not in self._bare:
            self._bare[title] = self._taken_from(title)
        return self._bare[title]

    def _taken_from(self, title: str) -> str:
        if title in self:
            return ""
        starts, ends = _pieces(title)
        first, last = 0, len(ends) - 1
        while first < last and title[starts[last] : ends[last]] in self:
            last -= 1
        while first < last and title[starts[first] : ends[first]] in self:
            first += 1
        if first == last and title[starts[first] : ends[first]] in self:
            return ""
        between = (at for at in range(first + 1, last) if title[starts[at] : ends[at]] in self)
        if (name := next(between, last)) < last:
            before, behind = title[starts[first] : ends[name - 1]], title[starts[name + 1] : ends[last]]
            is_first = len(before.split()) >= min(_A_HEADLINE, len(behind.split()))
            return (before if is_first else behind).strip()
        return title[starts[first] : ends[last]].strip()


def words_of(folded: str) -> set[str]:
    """The words of a folded title or line, by which two of them are alike."""
    return set(_WORD.findall(folded))


def best_title(titles: Iterable[str], own: OwnNames) -> str:
    """The first title that is not a site's name, freed of that name before or behind it, and not cut short."""
    shown = (title[:LONGEST_OFFERED] for title in titles)
    offered = (bare for title in shown if letters_of(fold_line(bare := own.taken_from(title))))
    first = next(offered, "")
    stem = first.rstrip(".… ")
    if stem != first:
        whole = (title for title in (first, *offered) if title.startswith(stem) and not title.endswith(("…", "...")))
        first = next(whole, first)
    return first[:LONGEST_TITLE].strip()


def without_badges(parts: Sequence[str], offered: Iterable[str], own: OwnNames) -> str:
    """A headline of which `parts` are the pieces between its tags, without the first or last of them (a section, a
    counter, a link for editors) where a title offered is the rest of it."""
    pieces = [part for part in parts if part.strip()]
    wanted = {letters_of(fold_line(own.taken_from(title))) for title in offered if len(title.split()) >= _A_HEADLINE}
    for rest in (pieces[1:], pieces[:-1]):
        if letters_of(fold_line(text := " ".join("".join(rest).split()))) in wanted - {""}:
            return text
    return " ".join("".join(parts).split())


def parted(title: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind each sign in a title that may part headline and branding, as letters alone."""
    title = title[:LONGEST_TITLE]
    for number, gap in enumerate(_BOUNDARY.finditer(title)):
        before, after = (letters_of(fold_line(part)) for part in (title[: gap.start()], title[gap.end() :]))
        if before and after and number < _MOST_PARTS:
            yield before, after


def unmarked_titles(seen: Sequence[str], first_line: str, document_title: str, fed: str) -> Iterator[str]:
    """Titles of a page that marks no headline, the surest first; its text begins with `first_line`.

    Old portals call every document by the portal's name. A line over the text that is part of the document's title is
    the headline, then what of that title is like `fed`, what a feed said once of the article: it only fills a hole, as
    an editor changes the page. Last come the nearest line and the document's title as it is.
    """
    over: list[str] = []
    if first_line in seen:
        start = seen.index(first_line)
        over = [line for line in reversed(seen[max(0, start - _NEAR) : start]) if _HEADLINE.fullmatch(line)]
        over = [line for line in over if not is_date_line(line)]
        is_headline = (
            len(first_line) <= _LONGEST_UNMARKED and ". " not in first_line and _HEADLINE.fullmatch(first_line)
        )
        if is_headline and start + 1 < len(seen) and is_date_line(seen[start + 1]):
            over.insert(0, first_line)  # what looks like a line of the text, and its day under it
    yield from (line for line in over if line != document_title and line in document_title)
    yield _part_like(document_title, fed)
    yield fed
    yield from over[:1]
    yield document_title


def _part_like(title: str, fed: str) -> str:
    """What stands in `title` between the first and the last piece that have half of their words from `fed`."""
    wanted, (starts, ends) = set(fold_line(fed).split()), _pieces(title)
    pieces = [set(fold_line(title[start:end]).split()) for start, end in zip(starts, ends, strict=True)]
    alike = [number for number, words in enumerate(pieces) if words and 2 * len(words & wanted) >= len(words)]
    return title[starts[alike[0]] : ends[alike[-1]]].strip() if alike else ""


def _pieces(title: str) -> tuple[list[int], list[int]]:
    """Where the pieces of a title between its separators begin, and where they end."""
    gaps = [found.span() for found in SEPARATOR.finditer(title)]
    return [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(title)]


@lru_cache(maxsize=256)  # the names of an outlet are those of its next page
def _letters_of_all(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(letters_of(fold_line(form)) for name in names for form in _forms(name)) - {""}


def _forms(name: str) -> Iterator[str]:
    """A name and, of one in several pieces, each piece that is no single word, or most of it."""
    yield name
    for piece in _PIECE.split(name):
        if piece and (len(piece.split()) > 1 or 2 * len(piece) >= len(name)):
            yield piece
