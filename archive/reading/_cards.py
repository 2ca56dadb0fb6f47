"""Cards of other articles, side by side or alone: a headline that leads to another article, with words that do not.

Two of them side by side are a list of cards, whatever whole sentences and datelines they are made of. A story of links
has no such boxes.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, compress, pairwise

from archive.reading._boxes import RUNNING_LINE, Line
from archive.reading._page_links import without_fragment
from archive.reading._page_walk import SeenLines

_ALL_LINK, _CARD_WORDS, _LONGEST_HEADLINE, LONGEST_CARD, _HIGHEST = 0.9, 3, 250, 700, 4
_LABEL = 14  # letters of what a theme sets before a link: في السياق
_LONGEST_LIST, _MORE_THAN_LINK, _FEWEST_CARDS, _UNDER_HEADLINE = 4_000, 1.3, 2, 4
NO_CARD = frozenset(("body", "main", "p", "tr", "tbody"))
_NUMBER = re.compile(r"(\d{1,3}) ?[.):–-]+ ")
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))


def cards(page: SeenLines) -> Iterator[int]:
    """The boxes of cards: alike, side by side, with words beside their headlines."""
    letters = page.held
    lines = list(zip(page.lines, page.boxes_of_lines, strict=True))
    headlines = page.sums([line.letters - line.own if box.tag == "h1" else 0 for line, box in lines])
    has_several = _have_several_targets(page)
    may_hold = [
        letters[number] <= LONGEST_CARD and not has_several[number] and not headlines[number] and box.tag not in NO_CARD
        for number, box in enumerate(page.boxes)
    ]
    cards: dict[tuple[int, str], set[int]] = defaultdict(set)
    counted = _counted_headings(page)
    is_headline = [
        line.own > 0 and at not in counted and _is_headline_of_another(page, line) for at, line in enumerate(page.lines)
    ]
    for line in compress(page.lines, is_headline):
        if line.words >= _CARD_WORDS:
            unit = _outermost(page, line.box, may_hold)
            has_words = letters[unit] > _MORE_THAN_LINK * line.letters and page.boxes[unit].tag not in NO_CARD
            if has_words:
                cards[page.boxes[unit].outer, page.boxes[unit].kind].add(unit)
    of_lists = {place: alike for place, alike in cards.items() if len(alike) >= _FEWEST_CARDS}
    yield from chain.from_iterable(of_lists.values())
    for at in compress(range(len(page.lines)), is_headline if of_lists else ()):
        unit = _outermost(page, page.lines[at].box, may_hold)
        if page.spans[unit][0] == at and (page.boxes[unit].outer, page.boxes[unit].kind) in of_lists:
            yield unit  # in a list of cards one with a short headline
    yield from _links_of_several_lines(page, letters)
    yield from _cards_in_a_line(page)
    yield from _lists_of_links(page, letters, is_headline)
    yield from _linked_twice(page, letters, is_headline)


def _counted_headings(page: SeenLines) -> frozenset[int]:
    """The lines of headings that count a story's parts, each with words under it: 1. …, 2. …, 3. …, whatever they lead
    to."""
    runs: list[list[tuple[int, int]]] = [[]]
    for at, (line, box) in enumerate(zip(page.lines, page.boxes_of_lines, strict=True)):
        if box.tag in _HEADINGS and (found := _NUMBER.match(line.text)):
            number = int(found[1])
            if runs[-1] and (number - runs[-1][-1][1]) not in (1, -1):
                runs.append([])
            runs[-1].append((at, number))
    counted: set[int] = set()
    for run in runs:
        ats = [at for at, _ in run]
        words = sum(sum(page.unlinked[at + 1 : after]) for at, after in pairwise(ats))
        if len(ats) > _FEWEST_CARDS and words >= RUNNING_LINE * (len(ats) - 1):
            counted.update(ats)
    return frozenset(counted)


def _cards_in_a_line(page: SeenLines) -> Iterator[int]:
    """Boxes of one line each that opens with a headline that leads to another article and goes on in another element:
    several of one kind side by side, with no other of that kind between them."""
    alike: dict[tuple[int, str], list[tuple[int, Line]]] = defaultdict(list)
    for line in page.lines:
        box = page.boxes[line.box]
        if box.tag not in NO_CARD and box.kind[-1] != " ":  # a box without a class has no kind
            alike[box.outer, box.kind].append((line.box, line))
    for known in alike.values():
        targets = {line.own_href for _, line in known if _opens_with_headline(page, line)}
        if len(targets) == len(known) >= _FEWEST_CARDS:
            yield from (number for number, _ in known)


def _lists_of_links(page: SeenLines, letters: Sequence[int], is_headline: Sequence[bool]) -> Iterator[int]:
    """Boxes that hold nothing but two headlines of others, or more, and what names the list: over it, under it."""
    is_link = [is_one and line.words > _CARD_WORDS for line, is_one in zip(page.lines, is_headline, strict=True)]
    if sum(is_link) < _FEWEST_CARDS:
        return
    is_label = [not line.linked and line.words <= _CARD_WORDS + 1 for line in page.lines]
    links, labels = page.sums(is_link), page.sums(is_label)
    for number, (box, (first, last)) in enumerate(zip(page.boxes, page.spans, strict=True)):
        is_list = links[number] >= _FEWEST_CARDS and 0 < labels[number] <= _FEWEST_CARDS
        is_list = is_list and links[number] + labels[number] == 1 + last - first and box.tag not in NO_CARD
        if is_list and letters[number] <= _LONGEST_LIST:
            yield number


def _linked_twice(page: SeenLines, letters: Sequence[int], is_headline: Sequence[bool]) -> Iterator[int]:
    """The smallest boxes of a headline and, under it, of a button that leads where the headline does: a card, be it the
    only one."""
    lines = page.lines
    for at, line in enumerate(lines):
        if not is_headline[at] or line.words <= _CARD_WORDS:
            continue
        for last in range(at + 1, min(at + 1 + _UNDER_HEADLINE, len(lines))):
            button = lines[last]
            if (
                button.own_href != line.own_href
                or button.words > _CARD_WORDS
                or button.own < _ALL_LINK * button.letters
            ):
                continue
            box = line.box
            while box >= 0 and page.spans[box][1] < last:
                box = page.outers[box]
            is_card = box > 0 and page.spans[box] == (at, last) and letters[box] <= LONGEST_CARD
            if is_card and page.boxes[box].tag not in NO_CARD:
                yield box


def _opens_with_headline(page: SeenLines, line: Line) -> bool:
    if len(line.own_texts) != 1 or page.links.leads_here(line.own_href) or line.letters < _MORE_THAN_LINK * line.own:
        return False
    parts = [part for part in line.parts if part.strip()]
    return len(parts) > 1 and parts[0] == line.own_texts[0][1] and len(parts[0].split()) > _CARD_WORDS


def _links_of_several_lines(page: SeenLines, letters: Sequence[int]) -> Iterator[int]:
    """Links that hold a headline and a sentence under it: a card, be it the only one, or an advert."""
    for number, box in enumerate(page.boxes):
        if box.tag != "a" or not box.href or page.boxes[box.outer].href or letters[number] > LONGEST_CARD:
            continue
        first, last = page.spans[number]
        if first >= last:
            continue
        inside = [line for line in page.lines[first : last + 1] if line.href == box.href]
        is_here = box.is_own and page.links.leads_here(box.href)
        if len(inside) > 1 and not is_here and _has_a_heading(page, inside):
            yield number


def _has_a_heading(page: SeenLines, lines: Sequence[Line]) -> bool:
    return any(page.boxes[line.box].tag in _HEADINGS for line in lines)


def _is_headline_of_another(page: SeenLines, line: Line) -> bool:
    is_link = line.own >= min(_ALL_LINK * line.letters, line.letters - _LABEL * (line.own >= 2 * _LABEL))
    is_link = is_link and len(line.text) <= _LONGEST_HEADLINE
    return is_link and not page.links.leads_here(line.own_href)


def _outermost(page: SeenLines, number: int, may_hold: Sequence[bool]) -> int:
    """The outermost of the boxes round a headline, not far from it, that may still be its card."""
    for _ in range(_HIGHEST):
        outer = page.boxes[number].outer
        if outer < 0 or not may_hold[outer]:
            break
        number = outer
    return number


def _have_several_targets(page: SeenLines) -> list[bool]:
    """Whether the links in each box, and in the boxes in it, lead to more than one article of the outlet."""
    only: list[str | None] = [None] * len(page.boxes)  # the one target of each box
    several = [False] * len(page.boxes)

    def add(number: int, target: str | None) -> None:
        if target is not None and only[number] != target:
            several[number] = several[number] or only[number] is not None
            only[number] = target

    for line in page.lines:
        if line.own_href:
            add(line.box, without_fragment(line.own_href))
    for number in range(len(several) - 1, 0, -1):
        outer = page.outers[number]
        if only[number] is not None and not several[outer]:
            several[outer] = several[number]
            add(outer, only[number])
    return several
