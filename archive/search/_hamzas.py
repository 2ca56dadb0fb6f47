"""A hamza as readers leave it out or write it too much: القايم for القائم, كربلا for كربلاء, المخاء for المخا.

Either may be another word. So nothing is taken for another spelling but what is far commoner than the word typed.
"""

from archive.search._proclitics import ARTICLE
from archive.search.vocabulary import Vocabulary

HAMZA, ALEF, SOFT, SEATED = "ء", "ا", "اي", "ائ"
SHORTEST, SHORTEST_DEFINITE = 5, 6
COMMONER = 5


def other_hamzas(word: str, vocabulary: Vocabulary) -> list[str]:
    """The archive's spellings of a folded word with a hamza that it has not, or without the one it ends with."""
    if len(word) < SHORTEST:
        return []
    found = []
    # A defined word has no other reason to end so: البيضا.
    is_defined = len(word) >= SHORTEST_DEFINITE and ARTICLE in word[:3]
    if word.endswith(ALEF) and (is_defined or _is_far_commoner(word + HAMZA, word, vocabulary)):
        found.append(word + HAMZA)
    if word.endswith(ALEF + HAMZA) and is_defined and _is_far_commoner(word[:-1], word, vocabulary):
        found.append(word[:-1])
    if SOFT in word[:-1]:
        seated = word[:-1].replace(SOFT, SEATED) + word[-1]
        found += [seated] if _is_far_commoner(seated, word, vocabulary) else []
    return found


def _is_far_commoner(form: str, word: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.has(form) and vocabulary.at_least(form, COMMONER * vocabulary.articles_with(word))
