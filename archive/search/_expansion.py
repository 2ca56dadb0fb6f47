"""Other ways the archive may spell a query: with proclitics, joined or parted, under another name, as a form.

A reading is a tuple of folded words. Only readings whose words the archive holds are kept, beside the query's own.
Words of one light stem (light10; Larkey, Ballesteros and Connell 2002, with the lengths of Lucene's ArabicStemmer) join
too much (السوري, سورية and سور share a stem), so they serve only who asks for all forms.
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


PREFIXES = ("ال", "وال", "بال", "كال", "فال", "لل", "و")
SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")  # after folding ة is ه
SINGULARS = ("ه", "ي", "يه")
MOST_FORMS = 60
MOST_SCANNED = 3_000


def stem(word: str) -> str:
    """The light stem of a folded word."""
    word = _without_prefix(word)
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            word = word[: -len(suffix)]
    return word


def _without_prefix(word: str) -> str:
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) >= len(prefix) + (3 if prefix == "و" else 2):
            return word[len(prefix) :]
    return word


def same_stem(word: str, vocabulary: Vocabulary) -> list[str]:
    """The archive's commonest words with the stem of `word`, at most 60."""
    wanted, bare = stem(word), _without_prefix(word)
    # ة and the ي of origin make another word of the stem (غارة raid, غار cave; مدني civilian, مدن towns), plurals not.
    other = wanted if bare[len(wanted) :] in SINGULARS else ""
    scanned = (row for front in ("", *PREFIXES) for row in vocabulary.starting_with(front + wanted, MOST_SCANNED))
    found = {term: articles for term, articles in scanned if stem(term) == wanted and _without_prefix(term) != other}
    found.pop(word, None)
    return sorted(found, key=lambda term: (-found[term], term))[:MOST_FORMS]
