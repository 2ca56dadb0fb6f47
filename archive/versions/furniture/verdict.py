"""Is a change of a page the outlet's edit, its furniture, or not to be known yet?

Furniture is only what is proven; what is doubtful waits for the outlet's next pages; the rest is an edit. Nothing that
is stored is judged or dropped here, only the lines that differ between two readings.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from typing import Literal

from archive.model import PageLine
from archive.text.diff import stretches
from archive.text.folding import fold_line, words_for_comparison
from archive.versions.furniture._changed_lines import (
    ChangedLine,
    Region,
    TextLine,
    changed_lines,
    regions,
    text_lines,
    with_moved,
)
from archive.versions.furniture._framed import Framed, framed_lines
from archive.versions.furniture._line_marks import opens_like_correction
from archive.versions.furniture._proofs import (
    beside,
    by_markup,
    dated_beside,
    in_one_frame,
    in_slots,
    in_turns,
    name_of_box,
    numbers_with_labels,
    only_numbers,
)
from archive.versions.furniture._suspicions import Story

Judged = Literal["edit", "unsettled", "furniture"]

# What is unsettled settles after so many other articles of the outlet, or after so long where it publishes few.
SETTLING_PAGES = 10
# One whose lines another article has, too, waits for more: furniture of some pages alone comes by more slowly.
SETTLING_PAGES_OF_SEEN = 40
SETTLING_TIME = timedelta(days=7)
# A heading of fewer words may be the outlet's name or a section's.
HEADLINE_WORDS = 3


@dataclass(frozen=True, slots=True)
class SeenPage:
    """One of the two readings that are compared: its headline, its text, the lines of its page (none where unknown)."""

    title: str
    text: str
    lines: tuple[PageLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`lines` are those of the text that changed, as they were or as they are, and are not proven to be furniture:
    what later pages may teach. Of an edit, too: it is taken back where all of them turn out to be furniture. An edit
    without `lines` stays one: its headline changed, or a sign only. What is unsettled is judged again once
    SETTLING_PAGES or SETTLING_TIME have passed, and is then furniture, or an edit.

    `beside` are lines of both texts that say nothing of the edit: furniture that changed with it, or what may be."""

    kind: Judged
    lines: tuple[PageLine, ...] = ()
    beside: frozenset[str] = field(default=frozenset(), compare=False)


EDIT = Verdict("edit")

# Of some lines those that are known to be furniture: learned from other articles of the outlet, or a title of another.
# A line that no page is known of has an empty tag.
Known = Callable[[Sequence[PageLine]], frozenset[PageLine]]


def nobody_knows(_: Sequence[PageLine]) -> frozenset[PageLine]:
    """A Known of an outlet of which nothing was learned."""
    return frozenset()


def judge_change(old: SeenPage, new: SeenPage, known: Known, elsewhere: Known = nobody_knows) -> Verdict:
    """What a change of words between two readings of one page is. Takes any text; its time grows with the text.

    `elsewhere` knows lines that one other article carries.
    """
    before, after = _texts_of(old, new)
    differ = regions(before, after)
    changed = _lines_of(differ)
    kept = _kept_on_page(old, new)
    furniture = {line for line in changed if fold_line(line.text) in kept}
    seen = _those(_not_corrections(changed), elsewhere)
    stories = (Story(old.title, before, changed), Story(new.title, after, changed))
    furniture |= _proven(differ, (before, after), (old.lines, new.lines), known, seen)
    furniture |= _known_by_frame([*framed_lines(differ, (before, after), (old.lines, new.lines))], stories, known)
    furniture |= _names_of_boxes(differ, furniture, stories)
    changes = with_moved([*chain.from_iterable(_rest(region, furniture) for region in differ)])
    has_other_headline = _has_other_headline(old, new)
    if not (changes or has_other_headline):
        return Verdict("furniture" if differ else "edit")
    turning = {*chain.from_iterable(in_turns(region, seen) for region in differ)}
    doubtful = {change.line for change in changes if stories[change.line.is_new].is_doubtful(change, turning)}
    lines = tuple(dict.fromkeys(change.line.asked for change in changes))
    proven = frozenset(line.text for line in furniture)
    if not has_other_headline and doubtful.issuperset(change.line for change in changes):
        return Verdict("unsettled", lines, proven)
    # A line that became one of the story is of it.
    unsure = {one.line for one in changes if one.line in doubtful and (one.other is None or one.other in doubtful)}
    beside = proven.union(line.text for line in unsure)
    return Verdict("edit", () if has_other_headline else lines, beside)


def lines_asked(old: SeenPage, new: SeenPage) -> list[PageLine]:
    """All lines that judging this change may ask a Known about."""
    texts = _texts_of(old, new)
    lines = [*chain.from_iterable(texts)]
    rows = chain.from_iterable(numbers_with_labels(lines, texts, (old.lines, new.lines)).values())
    differ = regions(*texts)
    titles = chain.from_iterable(chain.from_iterable(in_one_frame(one).values()) for one in differ)
    frames = chain.from_iterable(framed.asked for framed in framed_lines(differ, texts, (old.lines, new.lines)))
    return [*dict.fromkeys((*_asked(lines), *rows, *titles, *frames))]


def _texts_of(old: SeenPage, new: SeenPage) -> tuple[list[TextLine], list[TextLine]]:
    before, after = (text_lines(page.title, page.text, page.lines, is_new=page is new) for page in (old, new))
    return before, after


def _has_other_headline(old: SeenPage, new: SeenPage) -> bool:
    """Did the headline change, or the one that a reader sees where the title is what the page claims?"""
    seen = [_seen_headline(page) for page in (old, new)]
    is_other = min(map(len, seen)) >= HEADLINE_WORDS and seen[0] != seen[1]
    if is_other or words_for_comparison(old.title) != words_for_comparison(new.title):
        return True
    return not any(seen) and _is_replaced(fold_line(old.title), old, new)


def _is_replaced(title: str, old: SeenPage, new: SeenPage) -> bool:
    """Has one page the title of both over its text, and the other, which has it nowhere, another line there?"""
    lines = [[fold_line(line.text) for line in page.lines if line.is_over] for page in (old, new)]
    for start, end, its_start, its_end in stretches(*lines):
        places = (lines[0][start:end], lines[1][its_start:its_end])
        others = [place for place, page in zip(places, lines, strict=True) if title not in page]
        if [title] in places and len(others) == 1 == len(others[0]):
            return len(others[0][0].split()) >= HEADLINE_WORDS
    return False


def _seen_headline(page: SeenPage) -> list[str]:
    """The words of the last first-rank heading over the text."""
    found = [line.text for line in page.lines if line.tag == "h1" and line.is_over]
    return words_for_comparison(found[-1]) if found else []


def _proven(
    differ: Sequence[Region],
    texts: tuple[Sequence[TextLine], Sequence[TextLine]],
    pages: tuple[Sequence[PageLine], Sequence[PageLine]],
    known: Known,
    seen: Collection[TextLine],
) -> set[TextLine]:
    lines = _not_corrections(_lines_of(differ))
    found = _those(lines, known)
    for is_new, text in enumerate(texts):
        found |= by_markup([line for line in lines if line.is_new == is_new], text)
    for region in differ:
        found |= only_numbers(region)
    rows = numbers_with_labels(lines, texts, pages)
    known_rows = known([*chain.from_iterable(rows.values())])
    found |= {line for line, ways in rows.items() if not known_rows.isdisjoint(ways)}
    framed = {pair: asked for region in differ for pair, asked in in_one_frame(region).items()}
    titles = known([*chain.from_iterable(framed.values())])
    found.update(*(pair for pair, asked in framed.items() if not titles.isdisjoint(asked)))
    for region in differ:
        found |= in_slots(region, found, seen)
        found |= beside(region, found, seen)
        found |= dated_beside(region, found)
    return found


def _known_by_frame(framed: Sequence[Framed], stories: tuple[Story, Story], known: Known) -> set[TextLine]:
    """Lines that have no words of the story, and whose frame the outlet's other articles have."""
    furniture = known([*chain.from_iterable(one.asked for one in framed)]) if framed else frozenset()
    found = (one for one in framed if furniture.issuperset(one.asked))
    return {line for one in found if one.is_another or _is_apart(one, stories) for line in one.lines}


def _is_apart(framed: Framed, stories: tuple[Story, Story]) -> bool:
    of_story = sum(stories[line.is_new].has_words(framed.said(line)) for line in framed.lines)
    return 4 * of_story < len(framed.lines)


def _names_of_boxes(
    differ: Sequence[Region], furniture: Collection[TextLine], stories: tuple[Story, Story]
) -> set[TextLine]:
    """Names that came or went with the box they stand in (NAME, our editor since 2019), and are not of the story."""
    found = {line for region in differ for line in name_of_box(region, furniture)}
    return {line for line in found if not stories[line.is_new].has_words(line.words)}


def _not_corrections(lines: Iterable[TextLine]) -> list[TextLine]:
    return [line for line in lines if not opens_like_correction(line.text)]


def _those(lines: Iterable[TextLine], known: Known) -> set[TextLine]:
    listed = list(lines)
    answer = known([*_asked(listed)])
    return {line for line in listed if line.asked in answer or line.itself in answer}


def _asked(lines: Iterable[TextLine]) -> Iterator[PageLine]:
    return chain.from_iterable((line.asked, line.itself) for line in lines)


def _rest(region: Region, furniture: set[TextLine]) -> list[ChangedLine]:
    old, new = ([line for line in side if line not in furniture] for side in (region.old, region.new))
    return changed_lines(old, new)


def _lines_of(differ: Iterable[Region]) -> list[TextLine]:
    return [*chain.from_iterable((*region.old, *region.new) for region in differ)]


def _kept_on_page(old: SeenPage, new: SeenPage) -> frozenset[str]:
    """Folded lines that stand on both pages as often, in the text of one alone: our reading took them for text, or did
    not; the outlet changed nothing. Empty where a page is not known."""
    pages = [Counter(fold_line(line.text) for line in page.lines) for page in (old, new)]
    texts = [{fold_line(line) for line in page.text.split("\n")} for page in (old, new)]
    return frozenset(line for line in texts[0] ^ texts[1] if pages[0][line] == pages[1][line] > 0)
