"""Other spellings of a foreign name that the archive has: a vowel written or not, ج for غ, س for ز, تش for ش.

One step of sound apart are also most words of Arabic. So nothing is taken for a name that wears an article or an
ending, that is a commoner word with a front or an ending, or that grammar leads to from the other; nor what has a
letter that names of other languages do not need. What is left was right for 80 of 86 words of 5,000 drawn from an
archive. Beside other words of the same name less is asked: they tell whose name it is.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from archive.search._far_spellings import far_spellings
from archive.search._other_words import are_two_words
from archive.search._proclitics import ARTICLE
from archive.search._sounds import FEMININE, HEARD_ALIKE, LETTERS, Other, consonants, ends_of, steps_from
from archive.search.vocabulary import Vocabulary

MOST = 5
LONG = 4  # consonants, by which a name is known alone
SHORT, SHORTEST_ALONE, SHORTEST_SWAPPED = 3, 5, 5  # consonants; letters
LEAST_HELD, MUCH_RARER = 2, 5
RARE, RARER, SHORTEST_BESIDE, FEWEST_BESIDE = 10, 2, 4, 2  # articles, times; letters, consonants: beside other words
LONG_FOR_TWO_STEPS, HELD_FOR_CERTAIN, LONGEST = 5, 5, 16  # consonants; articles; letters
STEM_SHARE = 3
INFLECTED_SHARE = 20  # an outlet's own slips
# ع ح ض ظ ذ and a hamza inside no other language needs; four letters with ت ن ي first are a verb.
_FOREIGN = re.compile("(?![تني]...$)(?!ال|وال|بال|لل|است|لاست)[ابتثجخدرزسشصطغفقكلمنهوي]{4,16}(?<!ات)(?<!ها)(?<!هم)")
_FOREIGN_LETTERS = re.compile("(?!ال|لل)[ابتثجخدرزسشصطغفقكلمنهوي]{3,16}(?<!ها)(?<!هم)")
WORN = ("ات", "ين", "ون", "ان", "ها", "هم", "ه", "ت", "وا", "يه", "نا", "ته", "تها")
FRONTS = (
    *"وفبلكسيتنا", "سي", "ست", "وس", "لي", "وي", "وت", "في", "فت", "وا", "لا", "مت", "يست", "بال", "وال", "فال", "كال",
)  # fmt: skip
BOUND = ("و", "ف", "ب", "ل", "ك")
BEFORE_THE_ARTICLE, BEHIND_THE_FUTURE = ("و", "ف", "ب", "ك"), "ايتن"
ENDS = ("هما", "تين", "تان", "تها", "تهم", "يين", "يون", "ته", *WORN, "ا", "ي", "يا", "كم", "ني", "هن", "ك")
LONG_ENDS = tuple(end for end in ENDS if len(end) > 1)


def foreign_spellings(word: str, vocabulary: Vocabulary, *, beside_a_name: bool) -> list[str]:
    """The archive's other spellings of a folded word that may be a foreign name, the commonest first, at most five.

    `beside_a_name`: whether the question has other words that are to stand beside it.
    """
    if listed := _listed_names(word, vocabulary):
        return listed
    is_known = vocabulary.has(word)
    if beside_a_name and not vocabulary.at_least(word, RARE) and (found := _told_by_others(word, vocabulary)):
        return found
    if not _may_be_foreign(word, vocabulary, beside_a_name=beside_a_name, is_known=is_known):
        return []
    others = dict(steps_from(word))
    if beside_a_name or (not is_known and consonants(word) > LONG):
        others |= dict(ends_of(word))
    held = [form for form in vocabulary.held(others) if _FOREIGN.fullmatch(form)]
    if not held:
        return [] if is_known else _two_steps_away(word, vocabulary)
    return _no_words_of_arabic(word, {form: others[form] for form in held}, vocabulary, beside_a_name=beside_a_name)


def _may_be_foreign(word: str, vocabulary: Vocabulary, *, beside_a_name: bool, is_known: bool) -> bool:
    """Whether a word has the letters and the consonants of a foreign name, and no article."""
    length = consonants(word)
    if not _FOREIGN.fullmatch(word) or length < SHORT or _wears_the_article(word, vocabulary):
        return False
    if is_known and length < (SHORT if beside_a_name else LONG):
        return False
    return beside_a_name or not word.endswith(FEMININE) or (not is_known and length > LONG)


def _no_words_of_arabic(word: str, held: dict[str, Other], vocabulary: Vocabulary, *, beside_a_name: bool) -> list[str]:
    """Those of the other spellings to which neither grammar nor a front or an ending leads, the commonest first."""
    is_known, least = vocabulary.has(word), SHORT if beside_a_name else LONG
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
        if _may_be(word, form, held[form], least, beside_a_name=beside_a_name, is_known=is_known)
        and (is_known or beside_a_name or articles(form) >= LEAST_HELD or consonants(word) >= LONG)
        and not _is_inflected(form, worn, vocabulary)
        and all(articles(one) <= max(articles(word), articles(form)) for one in (*left[word], *left[form]))
        and not _is_grammar(held[form], left, vocabulary)
    ]
    found.sort(key=articles, reverse=True)
    return [form for form in found if is_known or articles(form) * MUCH_RARER >= articles(found[0])][:MOST]


def may_be_foreign(word: str) -> bool:
    """Whether a folded word has letters and consonants of a foreign name."""
    return bool(_FOREIGN.fullmatch(word)) and consonants(word) >= SHORT


def _listed_names(word: str, vocabulary: Vocabulary) -> list[str]:
    """The foreign names of the list of aliases that are one step from a word that no article has."""
    if vocabulary.has(word) or not SHORTEST_BESIDE <= len(word) <= LONGEST or consonants(word) < SHORT:
        return []
    others = {**dict(steps_from(word)), **dict(ends_of(word))}
    held = (form for form in vocabulary.held(others) if _FOREIGN.fullmatch(form))
    return [form for form in held if vocabulary.is_a_name(form) and vocabulary.other_forms(form)][:MOST]


def _told_by_others(word: str, vocabulary: Vocabulary) -> list[str]:
    """Other spellings of a word that few articles have, if any, as other words of the name stand beside it: those that
    are far commoner.
    """
    if not _FOREIGN_LETTERS.fullmatch(word) or len(word) < SHORTEST_BESIDE or consonants(word) < FEWEST_BESIDE:
        return []
    if _wears_the_article(word, vocabulary):
        return []
    return _far_commoner(word, far_spellings(word, LETTERS, vocabulary), vocabulary)


def _two_steps_away(word: str, vocabulary: Vocabulary) -> list[str]:
    """Spellings of a long name that no article has so, alone."""
    if consonants(word) < LONG_FOR_TWO_STEPS:
        return []
    found = _far_commoner(word, far_spellings(word, LETTERS, vocabulary), vocabulary)
    return [form for form in found if vocabulary.at_least(form, HELD_FOR_CERTAIN)]


def _far_commoner(word: str, forms: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    """The commonest of the forms that are no word of Arabic: those far commoner than the word."""
    foreign = [form for form in dict.fromkeys(forms) if _FOREIGN_LETTERS.fullmatch(form) and form != word]
    vocabulary.count_words((word, *foreign, *(ARTICLE + form for form in foreign)))
    articles = vocabulary.articles_with
    least = RARER * articles(word)
    found = [form for form in foreign if articles(form) >= least and not _wears_the_article(form, vocabulary)]
    found.sort(key=articles, reverse=True)
    return [form for form in found if articles(form) * MUCH_RARER >= articles(found[0])][:MOST]


def _may_be(word: str, form: str, other: Other, least: int, *, beside_a_name: bool, is_known: bool) -> bool:
    """Whether the two have letters enough for the step between them."""
    kind = other.kind
    length = min(consonants(word), consonants(form))
    if kind == "other vowel" and (is_known or len(word) < SHORTEST_SWAPPED) and not beside_a_name:
        return False
    if kind == "other vowel" and (len(word) < SHORTEST_SWAPPED or (word[-1] == "ن" and word[:-2] == form[:-2])):
        return False  # سلام and سليم; a dual or plural in another case
    if is_known:
        return length >= least
    if kind == "sound":
        # Of a word that no article has, that may as well be a slip, which is for suggestions.
        return tuple(other.step.change.split("/")) in HEARD_ALIKE and length >= LONG
    if beside_a_name:
        return length >= SHORT
    return length >= (LONG if kind == "other vowel" else SHORT) and max(len(word), len(form)) >= SHORTEST_ALONE


def _is_inflected(name: str, worn: dict[str, list[str]], vocabulary: Vocabulary) -> bool:
    inflected = sum(map(vocabulary.articles_with, worn[name]))
    return INFLECTED_SHARE * inflected > vocabulary.articles_with(name) or _wears_the_article(name, vocabulary)


def _wears_the_article(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a word stands with the article: now and then any name does (اليوفنتوس)."""
    return INFLECTED_SHARE * vocabulary.articles_with(ARTICLE + name) > vocabulary.articles_with(name)


def _left(word: str, fronts: Iterable[str], ends: Iterable[str]) -> Iterator[str]:
    """What would be left of the word if what it begins or ends with were a front, an ending or an owner."""
    behind = ((front, word[len(front) :]) for front in fronts if word.startswith(front))
    whole = [word, *(rest for front, rest in behind if _may_stand_behind(front, rest))]
    whole += [ARTICLE + word[2:]] if word.startswith("لل") else []
    stems = [(one[: -len(end)], end) for one in whole for end in ends if one.endswith(end)]
    # What ends in ة takes no accusative: بنزيما is not of بنزيمة.
    feminine = (f"{stem.removesuffix('ت')}{FEMININE}" for stem, end in stems if end != "ا")
    found = [*whole[1:], *(stem for stem, _ in stems), *feminine]
    return (one for one in dict.fromkeys(found) if len(one) >= SHORT)


def _may_stand_behind(front: str, rest: str) -> bool:
    """Nothing but a proclitic stands before the article; behind the س of the future a verb has its own front."""
    if rest.startswith(ARTICLE):
        return front in BEFORE_THE_ARTICLE
    return front != "س" or rest.startswith(tuple(BEHIND_THE_FUTURE))


def _is_grammar(other: Other, left: dict[str, list[str]], vocabulary: Vocabulary) -> bool:
    """Whether grammar makes two words of the step; a vowel before a last ن only where the rest is a word, too."""
    step = other.step
    if other.kind == "other vowel":
        return False
    if other.kind == "vowel" and step.first.endswith("ن") and step.at == len(step.first) - 2:
        stem = step.first[: step.at]
        return STEM_SHARE * vocabulary.articles_with(stem) > max(map(vocabulary.articles_with, step[:2]))
    words = {one for name in (step.first, step.second) for one in left[name] if vocabulary.articles_with(one)}
    return are_two_words(step, words, rare=True)
