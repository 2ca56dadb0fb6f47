"""Which lines that were found stand beside the story: in boxes of other articles, or in such as are named so."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, compress, groupby
from operator import not_

from archive.reading._alignment import found_numbers, run_together
from archive.reading._beside_text import is_told
from archive.reading._boxes import RUNNING_LINE, Line
from archive.reading._cards import cards
from archive.reading._columns import calendars, narrow_columns
from archive.reading._date_lines import names_a_day, other_words
from archive.reading._other_articles import behind_the_text, boxes_of_authors
from archive.reading._page_walk import SeenLines
from archive.reading._reader_forms import calls_for_support
from archive.text.folding import fold_line
from archive.text.lines import letters_of

# Of the names that say furniture (see _marks) those no part of a story has, whatever stands in it.
_OF_OTHERS = frozenset(
    (
        *("related", "relatedposts", "relatednews", "similar", "recommended", "recommendation", "recommendations"),
        *("suggested", "suggestions", "readalso", "alsoread", "yarpp", "mostread", "mostviewed", "popular"),
    )
)
NEVER_STORY = _OF_OTHERS | frozenset(
    (
        "readmore",
        *("taboola", "outbrain", "mgid", "dable", "share", "sharing", "sharebar", "sharethis", "sharedaddy"),
        *(
            "addtoany",
            "addthis",
            "a2a",
            "followus",
            "comment",
            "comments",
            "commentlist",
            "respond",
            "disqus",
            "newsletter",
        ),
        *("subscribe", "mailchimp", "signup", "donate", "login", "adslot", "adsbygoogle", "cookie", "cookies"),
        *("gdpr", "consent", "tagcloud", "tags", "taglist", "ticker", "newsticker", "poll", "polls", "voting"),
        *("breadcrumb", "breadcrumbs", "pagination", "prevnext", "nextprev", "weather", "currency", "currencies"),
        *(
            "rates",
            "rating",
            "ratings",
            "prayer",
            "authorbox",
            "copyright",
            "irp",
            "channels",
            "marquee",
            "ad",
            "ads",
            "adv",
            "advert",
        ),
        *("bookmark", "cta", "paywall", "player", "audioplayer", "promo", "promotion", "signature"),
        *("adverts", "advertisement", "sponsored", "nav", "navbar", "menu", "navigation", "sidebar", "widgets"),
    )
)
_CELLS = frozenset(("td", "th"))
_LONGEST_OF_A_CELL = 120
_FEWEST_LETTERS, _LABEL = 80, 12
_ROW_LINKED = 0.8
_HALF, _ALL_LINK, _NAME, _MOST_TOGETHER = 0.5, 0.9, 3, 4
_OF_A_LIST = frozenset(("li", "dt", "dd"))


def set_apart(page: SeenLines, titles: Sequence[str]) -> None:
    """Find the boxes of `page` that are of other articles and note them there; `titles` are those it claims."""
    boxes = (
        cards(page),
        boxes_of_authors(page),
        calendars(page),
        behind_the_text(page, titles),
        calls_for_support(page),
    )
    page.set_apart([*chain(*boxes), *narrow_columns(page, titles)])


def own_lines(page: SeenLines, found: Sequence[str]) -> tuple[str, ...]:
    """The lines `found` without those that stand in nothing but boxes beside a story; all where little else is.

    What was run together of several lines of the page is told line by line. Links that the text opens with are a menu.
    """
    places = found_numbers(page, found)
    is_apart = _apart(page, [place >= 0 for place in places])
    of_place: dict[int, list[int]] = defaultdict(list)
    for at, place in enumerate(places):
        if place >= 0 and not page.boxes_of_lines[at].is_caption:  # it was taken out before anything was found
            of_place[place].append(at)
    letters = page.said
    aside, story = "".join(compress(letters, is_apart)), "".join(compress(letters, map(not_, is_apart)))
    kept: list[str] = []
    is_dropped = False
    for place, line in enumerate(found):
        ats = of_place[place]
        if ats:
            is_dropped = all(is_apart[at] for at in ats)
        else:
            folded = letters_of(fold_line(line))
            is_dropped = folded in aside and (folded not in story or (is_dropped and len(folded) < _LABEL))
        if not is_dropped:
            kept += _as_on_page(page, [at for at in ats if not is_apart[at]], line, "".join(letters[at] for at in ats))
    kept = _without_rows_of_links(page, kept[_opening_links(page, kept) :])
    kept = _without_links_between(page, kept)
    return tuple(kept) if sum(map(len, kept)) >= _FEWEST_LETTERS else tuple(found)


def _as_on_page(page: SeenLines, ats: Sequence[int], line: str, all_said: str) -> list[str]:
    """The found `line` as the lines `ats` of the page say it: all of them say `all_said`, with what is left out.

    What was run together begins with what a theme sets over a text, up to the first running line.
    """
    folded = letters_of(fold_line(line))
    same = next((at for at in ats if page.said[at] == folded), -1)
    if line.startswith("|") and any(_is_of_a_layout(page, at) for at in ats):
        return [page.lines[at].text for at in ats]
    if same >= 0:  # trafilatura sets a dash before what stands in a list
        return [line if page.lines[same].text.startswith("-") else line.removeprefix("- ")]
    if len(ats) < 2 or "|" in line:
        return [line]
    if all_said != folded and not (ats := run_together(page, ats, folded)):
        return [line]
    first = next((number for number, at in enumerate(ats) if len(page.lines[at].text) >= RUNNING_LINE), 0)
    return [page.lines[at].text for at in ats[first:] if not page.boxes_of_lines[at].is_caption]


def _is_of_a_layout(page: SeenLines, at: int) -> bool:
    """Is a line of a table that was taken for data a paragraph, as a page laid out by tables holds?"""
    line = page.lines[at]
    is_cell = page.boxes[line.box].tag in _CELLS
    return len(line.text) >= (_LONGEST_OF_A_CELL if is_cell else RUNNING_LINE) and line.linked < _HALF * line.letters


def _opening_links(page: SeenLines, lines: Sequence[str]) -> int:
    """How many of the first `lines` are links to other articles and their headings; one alone may be a source."""
    texts = set(lines)
    known = [line for line in page.lines if line.text in texts]
    links = {
        line.text for line in known if line.own >= _ALL_LINK * line.letters and not page.links.leads_here(line.own_href)
    }
    links -= {line.text for line in known if not line.own}
    running = (at for at, line in enumerate(lines) if line not in links and len(line) >= RUNNING_LINE)
    opening = [line in links for line in lines[: next(running, 0)]]
    number = len(opening) - opening[::-1].index(True) if True in opening else 0
    return number if sum(opening) > 1 and 2 * sum(opening) > number else 0


def _without_rows_of_links(page: SeenLines, lines: Sequence[str]) -> list[str]:
    """`lines` without those over and behind the running ones that are several links of a few words in one block: tools,
    sections, tags."""
    rows = {line.text for line in page.lines if len(line.own_texts) > 1 and _is_row_of_links(line)}
    running = [at for at, line in enumerate(lines) if len(line) >= RUNNING_LINE and line not in rows] or [0, len(lines)]
    return [line for at, line in enumerate(lines) if line not in rows or running[0] < at < running[-1]]


def _is_row_of_links(line: Line) -> bool:
    is_short = len(line.text) <= _LONGEST_OF_A_CELL
    return is_short and line.own >= _ROW_LINKED * line.letters and line.most_linked_words <= _NAME


def _without_links_between(page: SeenLines, lines: Sequence[str]) -> list[str]:
    """`lines` without headlines of other articles of the outlet, four together at most, each a link in a block of its
    own, between running lines of the text: what a theme or an editor sets between paragraphs. Not those of a list."""
    links = {line.text for line in page.lines if line.own and _leads_on(page, line)}
    if links.isdisjoint(lines):
        return list(lines)
    links -= {line.text for line in page.lines if line.text in links and not _leads_on(page, line)}
    runs = [(is_link, list(run)) for is_link, run in groupby(lines, links.__contains__)]
    is_story = [not is_link and any(map(is_told, run)) for is_link, run in runs]
    is_out = [
        is_link and len(run) <= _MOST_TOGETHER and 0 < at < len(runs) - 1 and is_story[at - 1] and is_story[at + 1]
        for at, (is_link, run) in enumerate(runs)
    ]
    return [line for (_, run), out in zip(runs, is_out, strict=True) if not out for line in run]


def _leads_on(page: SeenLines, line: Line) -> bool:
    """Is the line nothing but a link of four words to another page of the outlet, in no list?"""
    is_link = line.own >= _ALL_LINK * line.letters and line.text.count(" ") >= _NAME
    return is_link and page.boxes[line.box].tag not in _OF_A_LIST and not page.links.leads_here(line.own_href)


def stands_in_furniture(page: SeenLines, found: Sequence[str]) -> bool:
    """Does every found line that is known on the page, headlines aside, stand in a box that no part of a story is named
    as, and that holds less than half of the page?"""
    places = zip(page.lines, found_numbers(page, found), strict=True)
    boxes = {line.box for line, place in places if place >= 0 and page.boxes[line.box].tag != "h1"}
    held = page.sums(page.unlinked)
    named = page.are_in(
        number for number in page.marked if page.boxes[number].mark in NEVER_STORY and held[number] <= _HALF * held[0]
    )
    return bool(boxes) and all(named[number] for number in boxes)


def story_letters(page: SeenLines, found: Sequence[str]) -> int:
    """How many letters of `found` are a story's: on the page, in no box beside one, in no link; of a line that the page
    says twice, once.

    What its boxes are called counts where they hold no large part of the page, however much of `found` they hold.
    """
    return _count_letters(page, [place >= 0 for place in found_numbers(page, found)])


def story_letters_of_page(page: SeenLines) -> int:
    """`story_letters` of all lines of the page: each with a letter stands where it stands."""
    return _count_letters(page, [folded != "" for folded in page.folded])


def _count_letters(page: SeenLines, is_found: Sequence[bool]) -> int:
    counted = zip(page.said, page.unlinked, is_found, _apart(page, [False] * len(page.lines)), strict=True)
    return sum({said: letters for said, letters, is_in, is_out in counted if is_in and not is_out}.values())


def _apart(page: SeenLines, is_found: Sequence[bool]) -> list[bool]:
    """Whether each line of `page`, where `is_found` are taken for the story, is of something that stands beside it."""
    is_apart = [box.is_apart for box in page.boxes_of_lines]
    is_story = [is_in and not is_out for is_in, is_out in zip(is_found, is_apart, strict=True)]
    of_boxes = page.marks(is_story)
    marks = [of_boxes[line.box] for line in page.lines]
    letters_of_marks: dict[str, int] = dict.fromkeys(marks, 0)
    for mark, letters in compress(zip(marks, page.unlinked, strict=True), is_story):
        letters_of_marks[mark] += letters
    most = _HALF * sum(letters_of_marks.values())
    # Where most of a text stands in boxes of one name, which are not lists of other articles, the name says nothing.
    believed = {
        mark
        for mark in letters_of_marks
        if mark in NEVER_STORY and (mark in _OF_OTHERS or letters_of_marks[mark] <= most)
    }
    if not believed:
        return is_apart
    # A text that a theme folds up is called as a link to another one: what it holds are no links.
    is_text = [mark == "readmore" and not line.linked for mark, line in zip(marks, page.lines, strict=True)]
    named = [mark in believed and not is_in for mark, is_in in zip(marks, is_text, strict=True)]
    return [is_out or is_named for is_out, is_named in zip(is_apart, named, strict=True)]


def is_signed_date(line: str) -> bool:
    """Is it a name of three words at most beside a day, as themes print it over a text?"""
    is_short = len(line) < RUNNING_LINE and line[-1] not in ".؟!:،"
    return is_short and names_a_day(line) and len(other_words(line)) <= _NAME
