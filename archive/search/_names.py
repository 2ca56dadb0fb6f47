"""Other ways the archive may spell a name: with proclitics, joined or parted, under an alias.

A reading is a tuple of folded words. Only readings whose words the archive holds are kept, beside the query's own.
"""

from itertools import islice, product
from math import ceil

from archive.search.vocabulary import Vocabulary

Reading = tuple[str, ...]

PREPOSITIONS = "بلك"
BEFORE_A_WORD = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")
BEFORE_THE_ARTICLE = ("و", "ف", "ب", "ك", "وب", "فب", "وك")
FOR_THE_ARTICLE = ("لل", "ولل", "فلل")
FEW = 3
SHORTEST_TO_SPLIT = 6
LONGEST_TO_SPLIT = 30
MOST_PARTS = 4
LONGEST_NAME = 8
MOST_READINGS = 48
MOST_PHRASES = 160
SPLIT_GAIN = 10
CUTS_COUNTED = 6
ARTICLE_GAIN = 5


def readings(words: Reading, vocabulary: Vocabulary) -> list[Reading]:
    """The words themselves, then every other spelling of the whole that the archive can hold."""
    if len(words) > LONGEST_NAME:
        return [words]
    plain = list(dict.fromkeys(_respelt(words, vocabulary)))
    prefixed = ((form, *rest) for first, *rest in plain for form in with_proclitics(first, vocabulary))
    held = (reading for reading in [*plain, *prefixed] if vocabulary.has(*reading))
    return list(islice(dict.fromkeys([words, *held]), MOST_PHRASES))


def _respelt(words: Reading, vocabulary: Vocabulary) -> list[Reading]:
    # From the last word to the first, so that each tail is respelt once.
    tails: list[list[Reading]] = [[()]]
    for start in reversed(range(len(words))):
        found: list[Reading] = []
        for length, tail in enumerate(tails[:MOST_PARTS], start=1):
            heads = _names_for(words[start : start + length], vocabulary)
            found += [head + rest for head, rest in product(heads, tail)]
        tails.insert(0, found[:MOST_READINGS])
    return tails[0]


def _names_for(words: Reading, vocabulary: Vocabulary) -> list[Reading]:
    """What may stand for these neighbours; for one word that is first of all the word."""
    forms = [tuple(form.split()) for form in vocabulary.other_forms(" ".join(words))]
    if len(words) > 1:
        return [form for form in (("".join(words),), *forms) if _may_occur(form, vocabulary)]
    parted = (reading for cut in _split(words[0], vocabulary) for reading in _respelt(cut, vocabulary))
    return [words, *(form for form in forms if _may_occur(form, vocabulary)), *parted]


def _may_occur(words: Reading, vocabulary: Vocabulary) -> bool:
    """Whether the archive has the words, the first perhaps only with a proclitic (بسورية)."""
    first, *rest = words
    return vocabulary.has(*rest) and (vocabulary.has(first) or bool(with_proclitics(first, vocabulary)))


def with_proclitics(word: str, vocabulary: Vocabulary) -> list[str]:
    """The word with و ف ب ل ك written onto it, where the archive has such a word and it is not another word.

    لبنان is no بنان with a proclitic: it is far commoner, or takes a preposition itself (بلبنان), or is a known name.
    """
    if len(word) < 3:
        return []
    forms, gain = [front + word for front in BEFORE_A_WORD], 1
    if word.startswith("ال") and len(word) > 4:
        # Before the article a proclitic is hardly ever a letter of the word: للصليب may well be commoner than الصليب.
        forms = [front + word for front in BEFORE_THE_ARTICLE] + [front + word[2:] for front in FOR_THE_ARTICLE]
        gain = ARTICLE_GAIN
    return [form for form in forms if _has_proclitic(form, word, gain, vocabulary)]


def _has_proclitic(form: str, word: str, gain: int, vocabulary: Vocabulary) -> bool:
    articles = vocabulary.articles_with(form)
    if not articles or vocabulary.is_a_name(form):
        return False
    if vocabulary.has(word):
        return articles <= FEW or vocabulary.at_least(word, ceil(articles / gain))
    return not any(vocabulary.has(preposition + form) for preposition in PREPOSITIONS)


def _split(word: str, vocabulary: Vocabulary) -> list[Reading]:
    """The word cut into up to four words of the archive that stand side by side far oftener than it stands alone."""
    if not SHORTEST_TO_SPLIT <= len(word) <= LONGEST_TO_SPLIT:
        return []
    cuts = sorted(_cuts(word, MOST_PARTS, vocabulary), key=lambda cut: -_rarest(cut, vocabulary))
    counted = [(vocabulary.count(f'"{" ".join(cut)}"'), cut) for cut in cuts[:CUTS_COUNTED]]
    found, best = max(counted, default=(0, ()))
    return [best] if found and not vocabulary.at_least(word, ceil(found / SPLIT_GAIN)) else []


def _rarest(words: Reading, vocabulary: Vocabulary) -> int:
    return min(map(vocabulary.articles_with, words))


def _cuts(word: str, most: int, vocabulary: Vocabulary) -> list[Reading]:
    if most == 1:
        return []
    found: list[Reading] = []
    for at in range(2, len(word) - 1):
        head, tail = word[:at], word[at:]
        if vocabulary.has(head):
            found += [(head, *rest) for rest in _cuts(tail, most - 1, vocabulary)]
            found += [(head, tail)] if vocabulary.has(tail) else []
    return found
