"""Endings that Sorani writes onto a noun or a name: شار, شارێک, شارەکە, شارەکان, شاری, شارەکانیشدا.

Letters are folded: ە is ه, ێ and ی are ي, ک is ك. Number and definiteness come first, then whose it is or what follows
it (ی, مان), “too” (ش), and in, from, is (دا, ەوە, ە). An ending taken off may lead to another word (بەڵێن, promise;
بەڵێ, yes; راستی, truth; راست, right): a number is always one, ی where the word itself has no number, others hardly.
"""

import re
from collections.abc import Iterator
from itertools import islice

from archive.search._kurdish import in_other_letters
from archive.search.vocabulary import Vocabulary

KURDISH_LETTERS = re.compile("[ەێۆڕڵڤپچژگیک]|^ئ[اەێۆوی]")
VOWELS = "اهوي"
SHORTEST, SHORTEST_BEFORE_A_NUMBER, SHORTEST_BEFORE_ANOTHER = 3, 2, 4
FAR_COMMONER = 20
MOST, MOST_READ = 40, 1_000
LONGEST, LONGEST_ENDING = 24, 12
PARTICLES = (
    "دا",
    "كه",
    "له",
    "به",
    "يه",
    "هه",
    "نه",
    "ده",
    "ئه",
    "نا",
    "تا",
    "يا",
    "ما",
)  # words of two letters, no nouns
OF, IS = ("ي", "يي"), ("ه", "وه")
# Written onto a word, hardly ever a word of Arabic.
NUMBERS = ("هكان", "هكاني", "هكه", "يهكان", "يهكاني", "يهك", "يكي")

_AFTER = "(?:دا|ي?هوه|وه|ي?ه|ن)"
_OWNER = "(?:يي?|م|ت|مان|تان|يان)"
_DEFINITE = "(?:كهي|كه|كاني|كان)"
_NUMBER = f"(?:يي?ه{_DEFINITE}|ه{_DEFINITE}|يي?هكي?|هكي?|يكي?|يان|ياني|ان|اني|كهل)"
_SHORT = f"(?:يي?|مان|تان|يان)(?:يش|ش)?{_AFTER}?|يش|(?:يش|ش)?(?:دا|ي?هوه|وه|ه)"
_ENDINGS = {
    False: re.compile(f"(?P<number>{_NUMBER}){_OWNER}?(?:يش|ش)?{_AFTER}?|{_SHORT}"),
    True: re.compile(f"(?P<number>{_NUMBER}|{_DEFINITE}){_OWNER}?(?:يش|ش)?{_AFTER}?|{_SHORT}|ش"),
}


def sorani_forms(word: str, typed: str, vocabulary: Vocabulary) -> list[str]:
    """The archive's words that are this folded one with other endings, the commonest first, at most forty.

    `typed` is the word in its own letters. None where neither these nor the archive tell that it is Kurdish.
    """
    if not SHORTEST_BEFORE_A_NUMBER <= len(word) <= LONGEST:
        return []
    has_number = bool(vocabulary.held(word + number for number in NUMBERS))
    if not has_number and not KURDISH_LETTERS.search(typed):
        return []
    stems = [word, *_stems(word, vocabulary, may_end_in_of=not has_number)]
    stems += vocabulary.held(dict.fromkeys(other for stem in stems for other in in_other_letters(stem)))
    found = {form for stem in stems for form in (stem, *_with_endings(stem, vocabulary))}
    found = {form for form in found if form != word and vocabulary.articles_with(form)}
    return sorted(found, key=lambda form: (-vocabulary.articles_with(form), form))[:MOST]


def _stems(word: str, vocabulary: Vocabulary, *, may_end_in_of: bool) -> Iterator[str]:
    """What the word may be a form of: itself a word, or with other endings in the archive."""
    parted = {
        word[:at]: word[at:] for at in range(max(SHORTEST_BEFORE_A_NUMBER, len(word) - LONGEST_ENDING), len(word))
    }
    vocabulary.count_words([word, *parted])
    for stem, ending in parted.items():
        found = _ENDINGS[stem[-1] in VOWELS].fullmatch(ending)
        if not found or (ending in OF and not may_end_in_of):
            continue
        if found["number"]:
            may_be = stem not in PARTICLES and _has_forms(stem, vocabulary)
        else:
            may_be = _is_likely(stem, ending, word, vocabulary)
        if may_be:
            yield stem


def _has_forms(stem: str, vocabulary: Vocabulary) -> bool:
    """Whether the archive has the word, or two others that it is the beginning of."""
    return vocabulary.has(stem) or len(list(islice(_with_endings(stem, vocabulary), 2))) > 1


def _is_likely(stem: str, ending: str, word: str, vocabulary: Vocabulary) -> bool:
    """Whether what is left is no other word: long enough, and not far commoner."""
    if ending in IS or len(stem) < (SHORTEST if ending in OF else SHORTEST_BEFORE_ANOTHER):
        return False
    return 0 < vocabulary.articles_with(stem) <= FAR_COMMONER * max(1, vocabulary.articles_with(word))


def _with_endings(stem: str, vocabulary: Vocabulary) -> Iterator[str]:
    ending = _ENDINGS[stem[-1] in VOWELS]
    for term, _ in vocabulary.starting_with(stem, MOST_READ):
        found = ending.fullmatch(term, len(stem))
        if found and (found["number"] or len(stem) >= SHORTEST):
            yield term
