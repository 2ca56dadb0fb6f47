"""Lines that were found outside of the box that holds a text: what a theme sets over it and behind it.

Labels of a day or a counter, buttons, a ticker of one sentence. A story's own last words stand in its box.
"""

from collections import Counter
from collections.abc import Sequence

from archive.reading._alignment import found_numbers
from archive.reading._boxes import LISTED, RUNNING_LINE, Line
from archive.reading._corrections import heads_a_correction, opens_a_correction
from archive.reading._page_walk import SeenLines
from archive.text.folding import fold_line

_LABEL_WORDS, _SENTENCE_WORDS, _NAME_WORDS, _FEWEST_ENTRIES = 4, 5, 5, 2
_NO_LARGER, _MOST_LINES, _MOST_ROWS = 1.2, 6, 4
_ENDS = tuple('.؟!…»”"')
# In folded spelling: what a theme writes before the sentence of a ticker, in an element of its own.
_TICKER = frozenset(("عاجل", "خبر عاجل", "اخبار عاجله", "اخر الاخبار", "الان", "breaking", "breaking news"))


def is_told(line: str) -> bool:
    """Is it running text: of some length, or a whole sentence?"""
    return len(line) >= RUNNING_LINE or (line.endswith(_ENDS) and line.count(" ") >= _SENTENCE_WORDS - 1)


def without_what_is_beside(page: SeenLines, lines: Sequence[str]) -> list[str]:
    """`lines` without those outside of the text's box: short ones behind the last that is told, labels and tickers
    before the first; and without the names of tables of contents."""
    at_of = {place: at for at, place in enumerate(found_numbers(page, lines)) if place >= 0}
    told = [
        number
        for number, line in enumerate(lines)
        if is_told(line) and not _is_put_together(page, at_of.get(number, -1))
    ]
    apart = _named_otherwise(page, [at_of[number] for number in told if number in at_of])
    told = [number for number in told if not apart or not apart[page.lines[at_of.get(number, 0)].box]]
    ats = {at_of[number] for number in told if number in at_of}
    if not ats:
        return list(lines)
    inside = page.container([at in ats for at in range(len(page.lines))])
    near = page.boxes[page.lines[at_of[told[-1]]].box].outer if told[-1] in at_of else -1
    kept: list[str] = []
    for number, line in enumerate(lines):
        at = at_of.get(number, -1)
        if number < told[0] and line.endswith(":") and line.count(" ") < _LABEL_WORDS and (at < 0 or at not in ats):
            continue
        if at >= 0 and apart and apart[page.lines[at].box]:
            continue
        if at >= 0 and (_heads_contents(page, at) or _is_outside(page, at, inside, near, number, told)):
            continue
        kept.append(line)
    return kept


def _named_otherwise(page: SeenLines, ats: Sequence[int]) -> list[bool]:
    """Whether each box is, or is in, one behind the box of the first lines `ats` that are told which opens with a name
    of its own, holds no more than that one, and is not made like what holds that one; empty where none is."""
    if len(ats) < _FEWEST_ENTRIES:
        return []
    first, second = (page.lines[at].box for at in ats[:2])
    text = first if first == second else page.outers[first]
    last = page.ends[text]
    letters = page.sums([page.unlinked[at] if at in set(ats) else 0 for at in range(len(page.lines))])
    found: set[int] = set()
    for at in ats:
        box = page.lines[at].box
        if box < last or any(number <= box < page.ends[number] for number in found):
            continue
        while page.outers[box] > text:
            box = page.outers[box]
        while page.outers[box] >= 0 and not page.outers[box] <= text < page.ends[page.outers[box]]:
            box = page.outers[box]
        if (
            _opens_with_a_name(page, box)
            and letters[box] <= _NO_LARGER * letters[text]
            and not _is_alike(page, box, text)
        ):
            found.add(box)
    # Several side by side are how the page is made: its text goes on under further names.
    rows = Counter(page.outers[number] for number in found)
    found = {number for number in found if rows[page.outers[number]] == 1}
    return page.are_in(found) if found else []


def _opens_with_a_name(page: SeenLines, box: int) -> bool:
    first, last = page.spans[box]
    line = page.lines[first]
    is_name = line.words <= _NAME_WORDS and not line.text.endswith(_ENDS) and not heads_a_correction(line.text)
    inside = range(first, last + 1)
    is_flow = all(page.boxes_of_lines[at].tag not in LISTED or page.lines[at].linked for at in inside)
    return first < last <= first + _MOST_LINES and is_name and is_flow and page.boxes[box].kind[-1] != " "


def _is_alike(page: SeenLines, box: int, text: int) -> bool:
    """Is the box made like one that holds `text`, beside it, or does that open with a name, too?"""
    beside = text
    while page.outers[beside] != page.outers[box] and page.outers[beside] >= 0:
        beside = page.outers[beside]
    at = page.spans[beside][0]
    first = page.lines[at]
    return page.boxes[beside].kind == page.boxes[box].kind or (
        page.boxes_of_lines[at].tag != "h1"
        and first.words <= _NAME_WORDS
        and not first.text.endswith(_ENDS)
        and at == page.spans[text][0]
    )


def _is_outside(page: SeenLines, at: int, inside: range, near: int, number: int, told: Sequence[int]) -> bool:
    box = page.lines[at].box
    line = page.lines[at]
    if box in inside or page.boxes[box].tag in LISTED:
        return False
    if number < told[0]:
        is_row = told[0] <= _MOST_ROWS and _is_of_short_parts(line)  # many are a table of the text's
        return is_row or is_a_ticker(page, at) or (line.text.endswith(":") and line.words <= _LABEL_WORDS)
    is_near = near >= 0 and near <= box < page.ends[near]
    return number > told[-1] and not is_near and not opens_a_correction(line.text)


def _is_of_short_parts(line: Line) -> bool:
    parts = [part for part in line.parts if part.strip()]
    return len(parts) > 1 and all(len(part.split()) <= 2 for part in parts) and not line.text.endswith(_ENDS)


def _is_put_together(page: SeenLines, at: int) -> bool:
    """Is it a ticker, or short texts side by side in elements of their own, which no space parts?"""
    if at < 0 or page.boxes_of_lines[at].tag == "p":
        return False
    parts = page.lines[at].parts
    is_row = len(parts) > 1 and all(0 < len(part) < RUNNING_LINE and not part.isspace() for part in parts)
    is_row = is_row and " " in page.lines[at].text and not any(part[0] == " " or part[-1] == " " for part in parts)
    return is_row or is_a_ticker(page, at)


def is_a_ticker(page: SeenLines, at: int) -> bool:
    """Does the line open with a word of tickers in an element of its own, in no paragraph?"""
    if at < 0 or page.boxes_of_lines[at].tag in ("p", "h1"):
        return False
    parts = [part.strip() for part in page.lines[at].parts if part.strip()]
    return len(parts) > 1 and fold_line(parts[0].strip(" :|-")) in _TICKER


def _heads_contents(page: SeenLines, at: int) -> bool:
    """Is it the name of a table of contents: a few words with links into this very page under them?"""
    under = page.lines[at + 1 : at + 1 + _FEWEST_ENTRIES]
    is_name = not page.lines[at].linked and page.lines[at].words <= _LABEL_WORDS
    targets = [href for line in under for href, _ in line.own_texts]
    entries = targets[:_FEWEST_ENTRIES]
    return is_name and len(entries) == _FEWEST_ENTRIES and all(len(href) > 1 and href[0] == "#" for href in entries)
