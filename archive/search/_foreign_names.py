"""Other spellings of a foreign name that the archive has: a vowel written or not, ج for غ, س for ز, تش for ش.

One step of sound apart are also most words of Arabic. So nothing is taken for a name that wears an article or an
ending, that is a commoner word with a front or an ending, or that grammar leads to from the other; nor what has a
letter that names of other languages do not need. What is left was right for 80 of 86 words of 5,000 drawn from an
archive. Beside other words of the same name less is asked: they tell whose name it is.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Literal, NamedTuple

from archive.search._one_step import VOWELS, Step
from archive.search._other_words import are_two_words
from archive.search._proclitics import ARTICLE
from archive.search.vocabulary import Vocabulary

Kind = Literal["vowel", "other vowel", "g", "sound"]
MOST = 5
LONG = 4  # consonants, by which a name is known alone
SHORT, SHORTEST_ALONE, SHORTEST_SWAPPED = 3, 5, 5  # consonants; letters
LEAST_HELD, MUCH_RARER = 2, 5
ENDING_VOWELS, FEMININE = "اهي", "ه"
STEM_SHARE = 3
INFLECTED_SHARE = 20  # an outlet's own slips
G = (("ج", "غ"), ("تش", "ش"))
SOUNDS = (("غ", "ك"), ("ق", "ك"), ("س", "ز"), ("س", "ش"), ("س", "ص"), ("ت", "ط"), ("خ", "ك"), ("خ", "ش"), ("تس", "ز"))
# ع ح ض ظ ذ and a hamza inside no other language needs; four letters with ت ن ي first are a verb.
_FOREIGN = re.compile("(?![تني]...$)(?!ال|وال|بال|لل|است|لاست)[ابتثجخدرزسشصطغفقكلمنهوي]{4,16}(?<!ات)(?<!ها)(?<!هم)")
_GLIDE = re.compile(f"[{VOWELS}]{{2,}}")
WORN = ("ات", "ين", "ون", "ان", "ها", "هم", "ه", "ت", "وا", "يه", "نا", "ته", "تها")
FRONTS = (
    *"وفبلكسيتنا", "سي", "ست", "وس", "لي", "وي", "وت", "في", "فت", "وا", "لا", "مت", "يست", "بال", "وال", "فال", "كال",
)  # fmt: skip
BOUND = ("و", "ف", "ب", "ل", "ك")
ENDS = ("هما", "تين", "تان", "تها", "تهم", "يين", "يون", "ته", *WORN, "ا", "ي", "يا", "كم", "ني", "هن", "ك")
LONG_ENDS = tuple(end for end in ENDS if len(end) > 1)


class _Other(NamedTuple):
    """Another spelling, and how it is reached."""

    kind: Kind
    step: Step


def foreign_spellings(word: str, vocabulary: Vocabulary, *, beside_a_name: bool) -> list[str]:
    """The archive's other spellings of a folded word that may be a foreign name, the commonest first, at most five.

    `beside_a_name`: whether the question has other words that are to stand beside it.
    """
    least = SHORT if beside_a_name else LONG
    if not _FOREIGN.fullmatch(word) or _consonants(word) < SHORT or vocabulary.has(ARTICLE + word):
        return []
    if word.endswith(FEMININE) and not beside_a_name:
        return []
    is_known = vocabulary.has(word)
    if is_known and _consonants(word) < least:
        return []
    others = dict(_others(word)) | (dict(_other_ends(word)) if beside_a_name else {})
    held = [form for form in vocabulary.held(others) if _FOREIGN.fullmatch(form)]
    if not held:
        return []
    names = [word, *held] if is_known else held
    fronts, ends = (BOUND, LONG_ENDS) if beside_a_name else (FRONTS, ENDS)
    left = {name: list(_left(name, fronts, ends)) for name in (word, *held)}
    worn = {name: [name + end for end in WORN if end in ends] for name in names}
    vocabulary.count_words(chain(names, *worn.values(), *left.values()))
    articles = vocabulary.articles_with
    if is_known and _is_inflected(word, worn, vocabulary):
        return []
    found = [
        form
        for form in held
        if _may_be(word, form, others[form].kind, least, beside_a_name=beside_a_name, is_known=is_known)
        and (is_known or beside_a_name or articles(form) >= LEAST_HELD or _consonants(word) >= LONG)
        and not _is_inflected(form, worn, vocabulary)
        and all(articles(one) <= max(articles(word), articles(form)) for one in (*left[word], *left[form]))
        and not _is_grammar(others[form], left, vocabulary)
    ]
    found.sort(key=articles, reverse=True)
    return [form for form in found if is_known or articles(form) * MUCH_RARER >= articles(found[0])][:MOST]


def _consonants(word: str) -> int:
    """How many consonants are written; و and ي are one where a word begins with them, or beside another vowel."""
    written = sum(letter not in VOWELS or (at == 0 and letter != "ا") for at, letter in enumerate(word))
    written -= word.endswith(FEMININE)
    return written + len(_GLIDE.findall(word, 1))


def _may_be(word: str, form: str, kind: Kind, least: int, *, beside_a_name: bool, is_known: bool) -> bool:
    """Whether the two have letters enough for the step between them."""
    consonants = min(_consonants(word), _consonants(form))
    if kind == "other vowel" and (is_known or len(word) < SHORTEST_SWAPPED) and not beside_a_name:
        return False
    if kind == "other vowel" and (len(word) < SHORTEST_SWAPPED or (word[-1] == "ن" and word[:-2] == form[:-2])):
        return False  # سلام and سليم; a dual or plural in another case
    if is_known:
        return consonants >= least
    if kind == "sound":
        return False  # of a word that no article has, that may as well be a slip, which is for suggestions
    if beside_a_name:
        return consonants >= SHORT
    return consonants >= (LONG if kind == "other vowel" else SHORT) and max(len(word), len(form)) >= SHORTEST_ALONE


def _is_inflected(name: str, worn: dict[str, list[str]], vocabulary: Vocabulary) -> bool:
    inflected = sum(map(vocabulary.articles_with, worn[name]))
    return INFLECTED_SHARE * inflected > vocabulary.articles_with(name) or vocabulary.has(ARTICLE + name)


def _left(word: str, fronts: Iterable[str], ends: Iterable[str]) -> Iterator[str]:
    """What would be left of the word if what it begins or ends with were a front, an ending or an owner."""
    whole = [word, *(word[len(front) :] for front in fronts if word.startswith(front))]
    whole += [ARTICLE + word[2:]] if word.startswith("لل") else []
    stems = [(one[: -len(end)], end) for one in whole for end in ends if one.endswith(end)]
    found = [*whole[1:], *(stem for stem, _ in stems), *(f"{stem.removesuffix('ت')}ه" for stem, _ in stems)]
    return (one for one in dict.fromkeys(found) if len(one) >= SHORT)


def _is_grammar(other: _Other, left: dict[str, list[str]], vocabulary: Vocabulary) -> bool:
    """Whether grammar makes two words of the step; a vowel before a last ن only where the rest is a word, too."""
    step = other.step
    if other.kind == "other vowel":
        return False
    if other.kind == "vowel" and step.first.endswith("ن") and step.at == len(step.first) - 2:
        stem = step.first[: step.at]
        return STEM_SHARE * vocabulary.articles_with(stem) > max(map(vocabulary.articles_with, step[:2]))
    words = {one for name in (step.first, step.second) for one in left[name] if vocabulary.articles_with(one)}
    return are_two_words(step, words, rare=True)


def _others(word: str) -> Iterator[tuple[str, _Other]]:
    """Each word one step of sound from this one."""
    last = len(word) - 1
    for at in range(1, last + 1):
        for vowel in VOWELS:
            longer = word[:at] + vowel + word[at:]
            yield longer, _Other("vowel", Step(longer, word, f"{vowel}/", at))
        if at < last and word[at] in VOWELS:
            shorter = word[:at] + word[at + 1 :]
            yield shorter, _Other("vowel", Step(word, shorter, f"{word[at]}/", at))
            for vowel in VOWELS.replace(word[at], ""):
                swapped = word[:at] + vowel + word[at + 1 :]
                yield swapped, _Other("other vowel", Step(word, swapped, f"{word[at]}/{vowel}", at))
    yield from _sounds(word)
    yield from _doubled(word)


def _other_ends(word: str) -> Iterator[tuple[str, _Other]]:
    """إنريكي and إنريكه. Alone that is another form of an Arabic word as often."""
    if word[-1] in ENDING_VOWELS:
        for vowel in ENDING_VOWELS.replace(word[-1], ""):
            form = word[:-1] + vowel
            yield form, _Other("other vowel", Step(word, form, f"{word[-1]}/{vowel}", len(word) - 1))


def _sounds(word: str) -> Iterator[tuple[str, _Other]]:
    kinds: Iterable[tuple[Kind, tuple[str, str]]] = (*(("g", pair) for pair in G), *(("sound", one) for one in SOUNDS))
    for kind, (one, other) in kinds:
        for here, there in ((one, other), (other, one)):
            for found in re.finditer(here, word):
                form = word[: found.start()] + there + word[found.end() :]
                longer, shorter = sorted((word, form), key=len, reverse=True)
                yield form, _Other(kind, Step(longer, shorter, f"{one}/{other}", found.start()))


def _doubled(word: str) -> Iterator[tuple[str, _Other]]:
    for at in range(1, len(word) - 1):
        letter = word[at]
        if letter in VOWELS:
            continue
        if letter == word[at - 1]:
            shorter = word[:at] + word[at + 1 :]
            yield shorter, _Other("sound", Step(word, shorter, f"{letter}{letter}/{letter}", at - 1))
        else:
            longer = word[:at] + letter + word[at:]
            yield longer, _Other("sound", Step(longer, word, f"{letter}{letter}/{letter}", at))
