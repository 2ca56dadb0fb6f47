"""What makes a changed line doubtful: it may be furniture, and only the outlet's next pages can tell."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from archive.text.folding import fold_line, words_for_comparison
from archive.text.numerals import is_numeral, without_proclitics
from archive.versions.furniture._changed_lines import ChangedLine, TextLine
from archive.versions.furniture._frames import CELLS, HEADINGS
from archive.versions.furniture._line_marks import (
    LONGEST_NOTICE,
    SHORT_WORDS,
    heads_a_list,
    is_narrative,
    is_sentence,
    notice_words,
    opens_like_apology,
    opens_like_correction,
)
from archive.versions.furniture._templates import NUMBER, TIME, template_of

# The same line but for its numbers, so short, is doubtful even where it is a sentence.
COUNTED_WORDS = 16
# Lines of lists, tables and quotes, that somebody wrote anew where half of their words stayed.
DATA = CELLS | HEADINGS | {"blockquote"}
NOTICE_WORDS = 2
# Of so many words one is the story's by chance.
CHANCE_WORDS = 3
# Behind a label stands the headline of another article, and no headline is longer; or those of two.
LABELLED_WORDS, LABELLED_TWICE = 20, 40

# What every text says, as words_for_comparison folds it.
_WORDS_OF_ALL = (
    "قال قالت كان كانت يكون تكون بعد قبل هذا هذه ذلك تلك التي الذي الذين على الي من عن في مع كما لان لكن غير بين عند"
    " عندما منذ حتي كل بعض اي هو هي هم لم لن لا ما قد فقد وقد انه انها اكد اضاف اوضح اشار اول اخر اخري نحو ضمن خلال حول"
    " دون عبر لدي لها له لهم بها به فيها فيه منها منه عليه عليها يتم يوم عام شهر امس اليوم سبق جاء ولا وما وفي ومن وعلي"
    " والي عدد اكثر اقل جدا حيث اذا مثل بسبب وفق وفقا بحسب حسب تحت فوق امام بدون احد احدي جميع كافه وان فان بان نفس ذات"
    " ايضا هناك هنا حاليا حالي جديد ماضي مقبل قادم اخير سابق خاص مختلف عده عديد مره حال حين وقت شان شكل اجل جانب مقابل"
    " اثناء اثر رغم عدم يمكن مما الا اما اذ بينما لكنه كذلك اعلن اعلنت ذكر ذكرت اضافت اكدت قالت افاد افادت صرح مشيرا"
    " مضيفا مصدر مصادر تابع اكثر"
    " the and for with that this from was were has have had not but are his her its their who which said after before"
    " will would our your you they there here than then them into over more most been one all can about now new"
)
_LABEL = re.compile(r"\W*(?:\w+\W+){0,2}\w+ ?:")
_LIST = re.compile(r"[,،|/•·]")
# What parts the headlines of a strip.
_PARTED = re.compile(r"\s(?:[•·|»]|:::|\*{1,3})\s")
_ENDING = re.compile(r"(?<=...)(?:هما|هم|ها|نا|ات|ون|ين|ان|يه|ه)$")


class Story:
    """One of two texts, with its headline: what of it stayed says whether a changed line belongs to it."""

    def __init__(self, title: str, text: Sequence[TextLine], changed: Iterable[TextLine]) -> None:
        self._title = title
        self._text = text
        self._changed = frozenset(changed)

    def is_doubtful(self, change: ChangedLine, turning: Collection[TextLine] = ()) -> bool:
        """May this changed line of the text be furniture? `turning` are lines in the place of another article's."""
        line, other = change.line, change.other
        if line in turning:
            return True
        if opens_like_correction(line.text):
            # An apology that names nothing that was published may be for the outlet's slow pages.
            return other is None and opens_like_apology(line.text) and self.shared_words(line) < 2
        if self._is_subheading(line):
            return False
        if other is not None:
            return not is_narrative(line.text) and self._is_doubtful_change(line, other)
        if not _is_paragraph(line.text):
            return True
        is_of_story = is_narrative(line.text) or self._speaks_of(line)
        return len(line.text.split()) <= LONGEST_NOTICE and (self._stands_with_a_headline(line) or not is_of_story)

    def _is_doubtful_change(self, line: TextLine, other: TextLine) -> bool:
        """A line that another became: a sentence is of the story, unless it is short and only its numbers changed."""
        is_prose, count = _is_paragraph(line.text), len(line.text.split())
        if template_of(line.text) == template_of(other.text) and line.words != other.words:
            return count <= (COUNTED_WORDS if is_prose else LABELLED_WORDS) and not self._speaks_of(line)
        if _is_reworded(line, other):
            return False
        return not is_prose or (count <= SHORT_WORDS and not self._speaks_of(line))

    def _stands_with_a_headline(self, line: TextLine) -> bool:
        """Did a short line without a full stop come or go beside it, as with a teaser?"""
        beside = self._text[max(line.number - 1, 0) : line.number + 2]
        return any(one in self._changed and one is not line and not _is_paragraph(one.text) for one in beside)

    def _is_subheading(self, line: TextLine) -> bool:
        """A short heading over a paragraph that stayed: that of a box stands over the box."""
        after = self._text[line.number + 1 : line.number + 2]
        is_over_text = any(_is_paragraph(one.text) and one not in self._changed for one in after)
        is_heading = line.page.tag in HEADINGS and len(line.words) > 1
        return is_heading and is_over_text and not heads_a_list(line.text) and not notice_words(line.text)

    def _speaks_of(self, line: TextLine) -> bool:
        """Does a line share words with the story, as its sentences do and notices of the outlet do not? More of them
        at an edge, and where it speaks as notices do."""
        return self.shared_words(line) >= 2 + self._is_at_edge(line) + notice_words(self._without_title(line))

    def shared_words(self, line: TextLine) -> int:
        """How many words of the story stand in a line; the headline as a whole says nothing (3 comments on …)."""
        return len(_content(words_for_comparison(self._without_title(line))) & self._about)

    def has_words(self, words: Iterable[str]) -> bool:
        """Is more than one in three of these words the story's? Many people share one name."""
        content = _content(words)
        return CHANCE_WORDS * len(content & self._about) > len(content)

    def _without_title(self, line: TextLine) -> str:
        return fold_line(line.text).replace(fold_line(self._title), " ")

    def _is_at_edge(self, line: TextLine) -> bool:
        """No paragraph that stayed as it was stands before it, or none after it."""
        return not self._paragraphs or not self._paragraphs[0] < line.number < self._paragraphs[-1]

    @cached_property
    def _paragraphs(self) -> list[int]:
        return [one.number for one in self._text if one not in self._changed and _is_paragraph(one.text)]

    @cached_property
    def _about(self) -> frozenset[str]:
        words = (word for line in self._text if line not in self._changed for word in line.words)
        return _content([*words_for_comparison(self._title), *words])


def _is_paragraph(line: str) -> bool:
    most = LABELLED_TWICE if _LABEL.match(line) or _PARTED.search(line) else SHORT_WORDS
    return is_sentence(line) or len(line.split()) > most


def _is_reworded(line: TextLine, other: TextLine) -> bool:
    """A short line in other words, where neither a number nor a time changed, nor what stands after a label."""
    words, others = Counter(line.words), Counter(other.words)
    common, longer = (words & others).total(), max(words.total(), others.total())
    is_kept = 2 * common >= longer and common > 1 if line.page.tag in DATA else 3 * common >= 2 * longer and common > 3
    if words == others or not is_kept:
        return False
    changed = template_of(" ".join(((words - others) + (others - words)).elements()))
    is_counted = NUMBER in changed or TIME in changed
    is_list = _LABEL.match(line.text) or len(_LIST.findall(line.text)) > 1
    return not (is_counted or is_list or notice_words(line.text))


def _content(words: Iterable[str]) -> frozenset[str]:
    """What the words are about: stems of three letters at least, no numbers, none that every text or notice has."""
    stems = {_stem(word) for word in words if not is_numeral(word) and template_of(word) == word}
    return frozenset(stem for stem in stems - _EMPTY if len(stem) >= 3 and not notice_words(stem))


def _stem(word: str) -> str:
    return _ENDING.sub("", without_proclitics(word))


# By their stems, as they are looked for: كافه is asked as افه.
_EMPTY = frozenset(map(_stem, words_for_comparison(_WORDS_OF_ALL)))
