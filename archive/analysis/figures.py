"""Figures as an article prints them: how many killed, wounded, detained or displaced, in which sentence.

Rules alone, for Arabic. A figure is a number of people, in digits of either set, in words or as a dual, beside a word
that says what befell them: a noun behind it («سبعة قتلى»), a verb or its noun right before it («مقتل ما لا يقل عن 7»),
a verb behind it («49 شخصا لقوا حتفهم»), or a count that reached it («ارتفع عدد القتلى إلى 12»). Nothing is summed,
nothing is chosen, and whose figure it is, or of which event, is not told. Left out: parts of a figure («بينهم 43
طفلا»), shares, and what has no number («عشرات»).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypedDict

from archive.analysis._figure_words import (
    BEFORE_A_YEAR,
    BOUNDS,
    DUALS,
    NOUNS,
    ONE_OF,
    PARTS,
    PEOPLE,
    PER,
    THOUSANDS,
    TRIGGERS,
    YEAR,
)
from archive.analysis._kind_of_figure import AT_LEAST, befallen, is_people
from archive.analysis._number_words import SPELT, TIMES, number_at
from archive.analysis.analyser import Analyser, Found, Text, rules_of
from archive.analysis.figure_kinds import Bound, Kind
from archive.text.folding import fold_plain
from archive.text.letters import FOLD

DECIDED_BY = (
    "analysis/figures.py", "analysis/_kind_of_figure.py", "analysis/_told_apart.py", "analysis/_figure_words.py",
    "analysis/_number_words.py", "text/folded_text.py", "text/folding.py", "text/letters.py",
)  # fmt: skip
LONGEST_SENTENCE = 600
LONGEST_NUMBER, FURTHEST_JOINED = 12, 4


class FigureRow(TypedDict):
    """A figure of a version: `at` is where it begins in title, newline, text; `words` is what is printed of it."""

    version_id: int
    at: int
    article_id: int
    value: int
    bound: Bound
    kind: Kind
    words: str
    sentence: str


class Figure(NamedTuple):
    """A figure in a sentence: its words stand from `start` to `end`."""

    value: int
    bound: Bound
    kind: Kind
    start: int
    end: int


_NOT_PEOPLE = re.compile(r"\s*(?:%|٪|في\s+الم[ئا]|بالم[ئا])")
_SENTENCE = re.compile(r"[^\n.!؟?؛;]+(?:(?<=\d)[.](?=\d)[^\n.!؟?؛;]+)*")
_TOKEN = re.compile(r"\d+(?:[.,٫٬]\d+)*|[^\W\d_](?:[^\W\d_]|[\u0640\u064b-\u0652\u0670])*")
_LETTERS, _DIGIT = re.compile(r"[^\W\d_]+"), re.compile(r"\d")
_DUALS = frozenset(front + dual for dual in DUALS for front in ("", "و"))
_SPELT = SPELT | _DUALS
# Words that say what befell somebody.
_TOLD = TRIGGERS | frozenset(word for word in _DUALS if DUALS[word if word in DUALS else word[1:]])
_ILL = re.compile(
    r"\b(?:بعدوى|بفيروس|بالفيروس|بمرض|بالمرض|بالسرطان|بالكوليرا|بالملاريا|بالحصبة|بالإنفلونزا|بكورونا|بحالات|بالتهاب|بداء|بوباء|بحمى|بالحمى|بالطاعون)\b"
)
_AT_LEAST = re.compile(r"[^\d]*علي الاقل")
_EPIDEMIC = re.compile(r"فيروس|وباء|حمى|كوليرا|ملاريا|الحصبة|كورونا|إنفلونزا|عدوى")
_STOPS = re.compile("[،,:]")


def figures(sentence: str) -> list[Figure]:
    """The figures of a sentence, in their order."""
    # A sign that only draws letters out is a token of its own where it stands alone, and no word.
    found = [one for one in _TOKEN.finditer(sentence) if one[0].translate(FOLD)]
    words = _folded(one[0] for one in found)
    figures: list[Figure] = []
    at, last = 0, 0
    while at < len(words):
        joined_kind = figures[-1].kind if figures and _goes_on(sentence, found, words, (last, at)) else None
        taken = _figure(sentence, found, words, at, joined_kind)
        if taken is None:
            at += 1
        else:
            figures.append(taken[0])
            at = last = taken[1]
    return figures


def find(text: Text) -> Iterator[Found]:
    """The rows of a version, as FigureRow has them."""
    whole = text.whole
    for sentence in _SENTENCE.finditer(whole.text):
        for one in figures(sentence[0]) if _may_hold_figures(sentence[0], is_plain=whole.is_plain) else ():
            yield {
                "at": sentence.start() + one.start,
                "value": one.value,
                "bound": one.bound,
                "kind": one.kind,
                "words": sentence[0][one.start : one.end],
                "sentence": _around(sentence[0], one),
            }


def _around(sentence: str, one: Figure) -> str:
    """The sentence; of one that is longer than LONGEST_SENTENCE the words round the figure."""
    if len(sentence) <= LONGEST_SENTENCE:
        return sentence.strip()
    start = max(0, min(one.start - LONGEST_SENTENCE // 2, len(sentence) - LONGEST_SENTENCE))
    end = start + LONGEST_SENTENCE
    shown = sentence[start:end].strip()
    shown = f"… {shown.partition(' ')[2]}" if start else shown
    return f"{shown.rpartition(' ')[0]} …" if end < len(sentence) else shown


# Nearly every sentence lacks a number, or a word that says what befell somebody: to see that is quick.
def _may_hold_figures(sentence: str, *, is_plain: bool) -> bool:
    words = _LETTERS.findall(fold_plain(sentence)) if is_plain else _folded(_TOKEN.findall(sentence))
    return not _TOLD.isdisjoint(words) and bool(_DIGIT.search(sentence) or not _SPELT.isdisjoint(words))


def _folded(words: Iterable[str]) -> list[str]:
    return [word.translate(FOLD) for word in words]


def _goes_on(sentence: str, found: Sequence[re.Match[str]], words: Sequence[str], place: tuple[int, int]) -> bool:
    """Is a word right behind a figure and its people joined to it: «مقتل 12 مدنيا و5 جنود»?"""
    behind, at = place
    between = words[behind:at]
    if not 0 < at - behind <= FURTHEST_JOINED or not _TOLD.isdisjoint(between[1:]) or not PARTS.isdisjoint(between):
        return False
    joined = between[-1] == "و" or (words[at].startswith("و") and words[at][1:] in _SPELT)
    return joined and not _STOPS.search(sentence, found[behind - 1].end(), found[at].start())


def _figure(
    sentence: str, found: Sequence[re.Match[str]], words: Sequence[str], at: int, joined_kind: Kind | None
) -> tuple[Figure, int] | None:
    """The figure that begins at a word, and the place of the word behind it; of the kind `told` of one it is joined to,
    where its own words tell of people and no kind."""
    word, behind_number = words[at], at > 0 and (words[at - 1] in SPELT or words[at - 1][0].isdigit())
    if behind_number and (word.startswith("و") or word in TIMES):  # part of a number that is none of these
        return None
    if word not in SPELT and word.startswith("و") and word[1:] in _SPELT:
        word = word[1:]
    number = (2, 1) if word in DUALS else number_at([word, *words[at + 1 : at + LONGEST_NUMBER]], 0)
    if number is None:
        return None
    value, length = number
    end = at + length
    bound, start = _bound(words, at)
    if _NOT_PEOPLE.match(sentence, found[end - 1].end()) or (start and words[start - 1] in PARTS):
        return None
    if _is_no_count(words, at, start, end):
        return None
    is_dual = word in DUALS
    ends_here = end >= len(words) or _STOPS.search(sentence, found[end - 1].end(), found[end].start()) is not None
    kind = DUALS.get(word) or befallen(words, (start, at, end), is_dual=is_dual, ends_here=ends_here)
    kind = (
        joined_kind
        if joined_kind and kind in (None, "detained") and any(map(is_people, words[end : end + 1]))
        else kind
    )
    if kind is None or (kind == "wounded" and _are_ill(sentence, found[end - 1].end())):
        return None
    last = end if end < len(words) and words[end] in (PEOPLE | NOUNS[kind]) else end - 1
    last += words[last + 1 : last + 3] == AT_LEAST and 2
    if bound == "exact" and _AT_LEAST.match(" ".join(words[end : end + 5])):
        bound = "at_least"
    return Figure(value, bound, kind, found[start].start(), found[last].end()), end


def _are_ill(sentence: str, behind: int) -> bool:
    """«إصابة» is of illness as well."""
    return bool(_ILL.search(sentence, behind, behind + 60) or _EPIDEMIC.search(sentence))


def _is_no_count(words: Sequence[str], at: int, start: int, end: int) -> bool:
    """Is it one among others («أحد رجال», «واحد من أبرز»), a rate, a year, or a part of another number?"""
    if end == at + 1 and (words[at] in ONE_OF or (words[at] in ("واحد", "واحده") and words[end : end + 1] == ["من"])):
        return True
    before = words[start - 1] if start else ""
    if before == "و" and (words[start - 2] in THOUSANDS or words[max(start - 3, 0)] == "بين"):
        return True  # «ما بين 150 و200», «المليونين و200 ألف»
    return before in PER or (YEAR.fullmatch(words[at]) is not None and before in BEFORE_A_YEAR)


def _bound(words: Sequence[str], at: int) -> tuple[Bound, int]:
    """How the number is bounded by the words before it, and where these begin."""
    for form, bound in BOUNDS:
        before = tuple(words[max(at - len(form), 0) : at])
        if before and (before == form or (before[1:] == form[1:] and before[0].lstrip("وبل") == form[0])):
            return bound, at - len(form)
    return "exact", at


FIGURES = Analyser("figures", "figures", "version", rules_of(*DECIDED_BY), find)
