"""Which articles answer a question, by a pattern for each word of its answer: a reference that asks no index.

Texts are cut into words here by Python alone: marks, tatweel and hidden characters out, Latin in small letters, the
rest as it is written. A pattern is a regular expression of one whole word, in which

    ا          is any alef; أ إ آ are that letter or a bare ا; ي ى are either, or the Persian one; ة is also ه; ك also ک
    ~ first    is any of و ف ب ل ك as words take them, or none
    # first    is those and the article, or none; @ those and the article; % what stands before a number, or none
    + last     is the endings of a noun: accusative, dual, sound plural, owner, or none; ة+ the same of a word in ة;
               = those of a thing, which has no plural in ون, and of which ي makes another word

Patterns side by side are words side by side; " & " wants both somewhere in one article, "!" before a phrase wants it
nowhere there, " | " is between alternatives.
"""

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

HIDDEN = re.compile(
    "[\u00ad\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200b-\u200f"
    "\u202a-\u202e\u2060-\u2069\u061c\ufeff]"
)
IN_PIECES = re.compile("\u0640+[.*•·_~/-]{1,3}\u0640+")
PRESENTED = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
WORD = re.compile(r"[^\W_]+")
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
BETWEEN = -1  # title and body are no neighbours

OWNER = "(?:ه|ها|هم|هما|هن|نا|كم|ك)"
MACROS = {
    "ة+": f"(?:[ةه]|ت(?:[ا]|ان|ين|ي|{OWNER})|ات(?:{OWNER}|ي)?)",
    "+": f"(?:[ا]|ان|ين|ون|و|ي|ات(?:{OWNER}|ي)?|{OWNER})?",
    "=": f"(?:[ا]|ان|ين|ات(?:{OWNER}|ي)?|{OWNER})?",
    "~": "(?:[وف]?[بلك]?)",
    "#": "(?:[وف]?(?:[بك]?ال|لل|[بلك])?)",
    "@": "(?:[وف]?(?:[بك]?ال|لل))",
    "%": "(?:[وف]?(?:ال|بال|كال|لل|[بلك])?)",
    "(": "(?:",
}
LETTERS = {
    "ا": "[اأإآٱ]", "أ": "[أا]", "إ": "[إا]", "آ": "[آاأ]", "ي": "[يىی]", "ى": "[يىی]", "ة": "[ةه]", "ك": "[كک]",
}  # fmt: skip
_MACRO = re.compile("|".join(map(re.escape, MACROS)))
_CLASS = re.compile(r"\[[^]]*\]|.", re.DOTALL)


def words_of(text: str) -> list[str]:
    """The words of a text, as the patterns see them."""
    text = PRESENTED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return WORD.findall(HIDDEN.sub("", IN_PIECES.sub("", text)).translate(DIGITS).lower())


def word_pattern(written: str) -> tuple[re.Pattern[str], str]:
    """The regular expression of a word pattern, and letters that every word it fits has side by side.

    >>> word_pattern("#لجنة+")[1]
    'لجن'
    """
    parts = _CLASS.findall(_MACRO.sub(lambda found: MACROS[found[0]], written))
    return re.compile("".join(LETTERS.get(part, part) for part in parts)), _letters_of(parts)


def _letters_of(parts: list[str]) -> str:
    depth, runs = 0, [""]
    for part, after in zip(parts, [*parts[1:], ""], strict=True):
        depth += (part == "(") - (part == ")")
        if depth == 0 and part.isalnum() and part not in LETTERS and after not in ("?", "*"):
            runs[-1] += part
        else:
            runs.append("")
    return max(runs, key=len)


class Texts:
    """Articles as lists of words."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self._ids: dict[str, int] = {}
        self._articles: list[array[int]] = []
        self._holding: defaultdict[int, set[int]] = defaultdict(set)
        self._matching: dict[str, set[int]] = {}
        for n, (title, body) in enumerate(texts):
            numbers = array("i", [*self._numbers(title), BETWEEN, *self._numbers(body)])
            self._articles.append(numbers)
            for number in set(numbers):
                self._holding[number].add(n)

    def _numbers(self, text: str) -> list[int]:
        return [self._ids.setdefault(word, len(self._ids)) for word in words_of(text)]

    def __len__(self) -> int:
        return len(self._articles)

    def answering(self, expression: str) -> frozenset[int]:
        """The numbers of the articles, from 0, that an expression describes."""
        found = (self._all_of(alternative.split(" & ")) for alternative in expression.split(" | "))
        return frozenset().union(*found)

    def _all_of(self, phrases: list[str]) -> set[int]:
        wanted = [self._side_by_side(phrase.split()) for phrase in phrases if not phrase.startswith("!")]
        unwanted = [self._side_by_side(phrase[1:].split()) for phrase in phrases if phrase.startswith("!")]
        return set.intersection(*wanted).difference(*unwanted)

    def _side_by_side(self, patterns: list[str]) -> set[int]:
        words = [self._matched(pattern) for pattern in patterns]
        holding = [set[int]().union(*(self._holding[word] for word in matched)) for matched in words]
        articles = set.intersection(*holding)
        return articles if len(words) == 1 else {n for n in articles if self._has(self._articles[n], words)}

    def _matched(self, pattern: str) -> set[int]:
        """The numbers of the words that a pattern describes."""
        if pattern not in self._matching:
            fits, letters = word_pattern(pattern)
            self._matching[pattern] = {self._ids[word] for word in self._with(letters) if fits.fullmatch(word)}
        return self._matching[pattern]

    @cached_property
    def _lines(self) -> str:
        return "\n".join(["", *self._ids, ""])

    def _with(self, letters: str) -> Iterator[str]:
        """The words that have these letters side by side."""
        lines, at = self._lines, 1
        while (at := lines.find(letters, at)) >= 0 and at < len(lines):
            start, at = lines.rfind("\n", 0, at) + 1, lines.find("\n", at) + 1
            yield lines[start : at - 1]

    @staticmethod
    def _has(article: "array[int]", words: list[set[int]]) -> bool:
        first, *rest = words
        return any(
            number in first and len(article) > at + len(rest) and all(map(_holds, rest, article[at + 1 :]))
            for at, number in enumerate(article)
        )


def _holds(words: set[int], number: int) -> bool:
    return number in words
