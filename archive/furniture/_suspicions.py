"""What makes a changed line doubtful: it may be furniture, and only the outlet's next pages can tell."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from archive.furniture._changed_lines import ChangedLine, TextLine
from archive.furniture._line_marks import (
    LONGEST_NOTICE,
    SHORT_WORDS,
    heads_a_list,
    is_sentence,
    notice_words,
    opens_like_correction,
)
from archive.furniture._proofs import HEADINGS
from archive.furniture._templates import NUMBER, TIME, template_of
from archive.text.folding import words_for_comparison
from archive.text.numerals import is_numeral, without_proclitics

# The same line but for its numbers, so short, is doubtful even where it is a sentence.
COUNTED_WORDS = 8
# So many words of a short line, and two thirds of them, stayed: somebody wrote it anew.
REWORDED_WORDS = 4
NOTICE_WORDS = 2

# What every text says, as words_for_comparison folds it.
_WORDS_OF_ALL = (
    "قال قالت كان كانت يكون تكون بعد قبل هذا هذه ذلك تلك التي الذي الذين على الي من عن في مع كما لان لكن غير بين عند"
    " عندما منذ حتي كل بعض اي هو هي هم لم لن لا ما قد فقد وقد انه انها اكد اضاف اوضح اشار اول اخر اخري نحو ضمن خلال حول"
    " دون عبر لدي لها له لهم بها به فيها فيه منها منه عليه عليها يتم يوم عام شهر امس اليوم سبق جاء ولا وما وفي ومن وعلي"
    " والي عدد اكثر اقل جدا حيث اذا مثل بسبب وفق وفقا بحسب حسب تحت فوق امام بدون احد احدي جميع كافه وان فان بان نفس ذات"
    " the and for with that this from was were has have had not but are his her its their who which said after before"
)
_EMPTY = frozenset(_WORDS_OF_ALL.split())
_LABEL = re.compile(r"\W*(?:\w+\W+){0,2}\w+ ?:")
_LIST = re.compile(r"[,،|/•·]")
_ENDING = re.compile(r"(?<=...)(?:هما|هم|ها|نا|ات|ون|ين|ان|يه|ه)$")


class Story:
    """One of two texts, with its headline: what of it stayed says whether a changed line belongs to it."""

    def __init__(self, title: str, text: Sequence[TextLine], changed: Iterable[TextLine]) -> None:
        self._title = title
        self._text = text
        self._changed = frozenset(changed)

    def is_doubtful(self, change: ChangedLine) -> bool:
        """May this changed line of the text be furniture?"""
        line, other = change.line.text, change.other
        count = len(line.split())
        if opens_like_correction(line) or (other is not None and _is_reworded(line, other.text)):
            return False
        if count <= SHORT_WORDS and not is_sentence(line):
            return not self._is_subheading(change.line)
        if other is not None:
            is_notice = count <= SHORT_WORDS and notice_words(line) >= NOTICE_WORDS
            return is_notice or (count <= COUNTED_WORDS and template_of(line) == template_of(other.text))
        return count <= LONGEST_NOTICE and not self._speaks_of(change.line)

    def _is_subheading(self, line: TextLine) -> bool:
        """A heading over a paragraph that stayed: that of a box stands over the box."""
        after = self._text[line.number + 1 : line.number + 2]
        is_over_text = any(_is_paragraph(one.text) and one not in self._changed for one in after)
        is_heading = line.page.tag in HEADINGS and len(line.words) > 1
        return is_heading and is_over_text and not heads_a_list(line.text) and not notice_words(line.text)

    def _speaks_of(self, line: TextLine) -> bool:
        """Does a line share words with the story, as its sentences do and notices of the outlet do not? More of them
        at an edge, and where it speaks as notices do."""
        needed = 1 if len(line.words) <= COUNTED_WORDS else 2
        needed += self._is_at_edge(line) + notice_words(line.text)
        return len(_content(line.words) & self._content) >= needed

    def _is_at_edge(self, line: TextLine) -> bool:
        """No paragraph that stayed as it was stands before it, or none after it."""
        return not self._paragraphs or not self._paragraphs[0] < line.number < self._paragraphs[-1]

    @cached_property
    def _paragraphs(self) -> list[int]:
        return [one.number for one in self._text if one not in self._changed and _is_paragraph(one.text)]

    @cached_property
    def _content(self) -> frozenset[str]:
        words = (word for line in self._text if line not in self._changed for word in line.words)
        return _content([*words_for_comparison(self._title), *words])


def _is_paragraph(line: str) -> bool:
    return is_sentence(line) or len(line.split()) > SHORT_WORDS


def _is_reworded(line: str, other: str) -> bool:
    """A short line in other words, where neither a number nor a time changed, nor what stands after a label."""
    words, others = (Counter(words_for_comparison(one)) for one in (line, other))
    common = (words & others).total()
    if words == others or common < REWORDED_WORDS or 3 * common < 2 * max(words.total(), others.total()):
        return False
    changed = template_of(" ".join(((words - others) + (others - words)).elements()))
    is_counted = NUMBER in changed or TIME in changed
    return not (is_counted or _LABEL.match(line) or len(_LIST.findall(line)) > 1 or notice_words(line))


def _content(words: Iterable[str]) -> frozenset[str]:
    """What the words are about: stems of three letters at least, no numbers, none that every text or notice has."""
    stems = {_ENDING.sub("", without_proclitics(word)) for word in words if not is_numeral(word)}
    return frozenset(stem for stem in stems - _EMPTY if len(stem) >= 3 and not notice_words(stem))
