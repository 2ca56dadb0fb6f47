"""The present and the future of a verb in the third person: يزور, وتزور, سيزورها, يزورون.

That a word is one tells the archive: it has the verb of him (ي) and of her or them (ت), with the س of the future or of
several men, and no article before it.
"""

import re

from archive.search._affixes import is_noun
from archive.search.vocabulary import Vocabulary

FRONTS = ("", "و", "ف", "ل", "ول", "س", "وس", "فس")
PERSONS = ("ي", "ت")
ENDINGS = ("", "ون", "وا", "ان", "ا", "ن", "ه", "ها", "هم")
SHORTEST = 2
_VERB = re.compile("[وف]?[سل]?[يت](.+)")


def verb_forms(word: str, vocabulary: Vocabulary) -> list[str]:
    """The archive's forms of a verb, or none where the word is no such verb."""
    found = _VERB.fullmatch(word)
    if not found or vocabulary.is_a_name(word) or is_noun(word, vocabulary):
        return []
    for ending in sorted(ENDINGS, key=len, reverse=True):
        stem = found[1].removesuffix(ending)
        if found[1].endswith(ending) and len(stem) >= SHORTEST and _is_conjugated(stem, vocabulary):
            persons = [person for person in PERSONS if not is_noun(person + stem, vocabulary)]
            forms = [front + person + stem + end for front in FRONTS for person in persons for end in ENDINGS]
            vocabulary.count_words(forms)
            return [form for form in forms if vocabulary.articles_with(form)]
    return []


def _is_conjugated(stem: str, vocabulary: Vocabulary) -> bool:
    him, her = (person + stem for person in PERSONS)
    vocabulary.count_words([him, her, f"س{him}", f"{him}ون", f"{him}وا", f"ال{him}"])
    articles = vocabulary.articles_with
    several = articles(f"س{him}") + articles(f"{him}ون") + articles(f"{him}وا")
    return bool(articles(him) and articles(her) and several) and not is_noun(him, vocabulary)
