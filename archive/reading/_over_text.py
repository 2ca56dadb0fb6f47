"""What themes set between a headline and its text: who wrote it, when, the section, a counter.

A name is believed where the markup or a word before it says that it is one: its element is named author or writer, its
link leads to a person's page, or it stands behind بقلم. What merely stands there may be a place or a section.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from archive.reading._boxes import RUNNING_LINE, Line
from archive.reading._date_lines import is_date_line, names_a_day, other_words, tells_day_and_hardly_more
from archive.reading._page_links import PERSON
from archive.reading._page_walk import SeenLines
from archive.reading._story_lines import HEADINGS, StoryLines
from archive.text.folding import EDGES, LINE_MARKS, fold_line

_UNDER, _INTO_TEXT, _BEHIND, _LONGEST = 8, 4, 2, 90  # lines but for the last: characters
_NAME_WORDS, _MOST_WORDS, _OF_SIGNED = 3, 4, 6
_VERB = r"(?:[Pp]osted by|[Ww]ritten by|(?:كتبت?|مرسلة|نشرت?|[أا]ضيفت?|[أا]رسل(?:ه|ت)?) بواسطة|كتب(?:ه|ها|ت)?)"
_BY = r"(?:Ji aliyê|بقلم(?: الكاتبة?)?|الكاتبة?|بواسطة|[إا]عداد|By)"
_UP_TO = r"[\s:：|]+(?P<who>[^\W\d_][^\d|•،,/:–—]*?)\s*(?=(?: في| بتاريخ| يوم| on| -)\s| ve$|[\d|•،,/–—]|$)"
_SIGNS = re.compile(rf"(?:{_BY}|{_VERB}){_UP_TO}")
_VERB_ALONE = re.compile(r"كتب(?:ه|ها|ت)?(?!\w|\s*[:：]|\s+بواسطة)")
_OPENS = re.compile(rf"(?:نشر\w*|[Ss]ubmitted|[Pp]ublished )?(?:{_BY}|{_VERB})(?!\w)")
_LABEL = re.compile(rf"(?:{_BY}|{_VERB})\s*[:：]?")
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
# Of those who are no person: an agency is a credit, and a section is neither.
_NO_PERSON = frozenset(
    (
        *("وكاله", "وكالات", "صحيفه", "موقع", "شبكه", "تلفزيون", "قناه", "مصدر", "متابعات", "ترجمه", "خاص", "اخبار"),
        *(
            "المحرر",
            "كل",
            "جميع",
            "المزيد",
            "مقالات",
            "more",
            "all",
            "posts",
            "articles",
            "news",
            "agency",
            "staff",
            "view",
        ),
    )
)
_OF_A_LIST = frozenset(("li", "dt", "dd", "td", "th"))
_ENDS_A_SENTENCE = tuple(".؟!:…")


def signed_over(story: StoryLines, last: int, own_names: Collection[str]) -> tuple[str, ...]:
    """Who is named at the article as its author: under its headline, else right behind its text, whose last
    line is `last`; mostly nobody."""
    page, own = story.page, {fold_line(name) for name in own_names}
    if story.headline < 0:
        return ()
    over = range(story.headline + 1, min(story.first + _INTO_TEXT, story.headline + 1 + _UNDER, len(page.lines)))
    behind = range(last + 1, min(last + 1 + _BEHIND, len(page.lines)))
    for ats, signs in ((over, _names_in), (behind, _behind_a_word)):
        signed = [name for at in ats if not story.is_named_aside(at) for name in signs(page, at)]
        names = tuple(dict.fromkeys(name for name in signed if _is_a_name(name, own)))
        if names:
            return names
    return ()


def without_what_is_over(page: SeenLines, headline: int, lines: Sequence[str]) -> list[str]:
    """`lines` without those of its opening that stand under the line `headline` to say who wrote it and when."""
    under = range(headline + 1, min(headline + 1 + _UNDER, len(page.lines)))
    number = Counter(page.lines[at].text for at in under)
    ats = {text: at for at in under if number[text := page.lines[at].text] == 1}  # a list of headings says them again
    opening = next(
        (n for n, line in enumerate(lines) if len(line) >= RUNNING_LINE and not _is_over(line, page, ats)), 0
    )
    return [line for n, line in enumerate(lines) if n >= opening or not _is_over(line, page, ats)]


def _is_over(line: str, page: SeenLines, ats: dict[str, int]) -> bool:
    at = ats.get(line, -1)
    if at < 0 or len(line) > _LONGEST or line.endswith(_ENDS_A_SENTENCE):
        return False
    if tells_day_and_hardly_more(line, page.lines[at].parts) or _is_signed(line):
        return True
    if not other_words(line) and _shows_a_day(page.lines[at]):
        return True
    is_short = len(line.split()) <= _NAME_WORDS and page.boxes_of_lines[at].tag not in HEADINGS
    return is_short and (_is_labelled(page, at) or _stands_by_a_day(page, at))


def _is_signed(line: str) -> bool:
    """Does it say by whom, or by whom and when, and nothing else?"""
    text = _unmarked(line)
    if names_a_day(text) and _OPENS.match(text) and len(other_words(text)) <= _OF_SIGNED:
        return True
    found = _SIGNS.fullmatch(text)
    return _LABEL.fullmatch(text) is not None or (found is not None and _is_a_name(found["who"], ()))


def _is_labelled(page: SeenLines, at: int) -> bool:
    return at > 0 and _LABEL.fullmatch(_unmarked(page.lines[at - 1].text)) is not None


def _stands_by_a_day(page: SeenLines, at: int) -> bool:
    beside = [page.lines[other] for other in (at - 1, at, at + 1) if 0 <= other < len(page.lines)]
    if page.boxes_of_lines[at].tag in _OF_A_LIST:  # a text may begin with a list, right under its day
        beside = [other for other in beside if page.outers[other.box] == page.outers[page.lines[at].box]]
    return any(map(_shows_a_day, beside))


def _shows_a_day(line: Line) -> bool:
    return (is_date_line(line.text) and names_a_day(line.text)) or tells_day_and_hardly_more(line.text, line.parts)


def _names_in(page: SeenLines, at: int) -> Iterator[str]:
    line = page.lines[at]
    yield from (_bare(text) for text in line.signed)
    yield from (_bare(text) for href, text in line.own_texts if PERSON.search(href))
    yield from _behind_a_word(page, at)
    if at and _LABEL.fullmatch(_unmarked(page.lines[at - 1].text)):
        yield _bare(line.text)


def _behind_a_word(page: SeenLines, at: int) -> Iterator[str]:
    """Names behind a word that says so; behind a verb only beside a day, or it may be a sentence."""
    parts = [part for said in page.lines[at].parts if (part := _unmarked(said))]
    for number in range(len(parts)):
        text = "|".join(parts[number:])  # no name goes on in the next element
        found = _SIGNS.match(text) if len(text) <= _LONGEST else None
        if found and (names_a_day(text) or not _VERB_ALONE.match(text)):
            yield found["who"].strip(EDGES)


def _bare(text: str) -> str:
    """A name without the word before it, and without what parts it from the next thing."""
    text = _unmarked(text)
    return _LABEL.sub("", text, count=1).strip(EDGES) if _LABEL.match(text) else text.strip(EDGES)


def _unmarked(text: str) -> str:
    return " ".join(LINE_MARKS.sub("", text).split())


def _is_a_name(name: str, own: Collection[str]) -> bool:
    words = name.split()
    if not 2 <= len(words) <= _MOST_WORDS or fold_line(name) in own:
        return False
    folded = {fold_line(word) for word in words}
    # Two names side by side, which no sign parts, are not told from one.
    is_one = len(words) < _MOST_WORDS or not any(word.startswith("و") for word in words[1:])
    is_of_letters = all(len(word) > 1 and _WORD.fullmatch(word) for word in words)
    return is_one and is_of_letters and _NO_PERSON.isdisjoint(folded) and len(other_words(name)) == len(words)
