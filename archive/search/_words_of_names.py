"""What one word of a name of several may also be: with another letter, in another case, with or without the article.

Alone each might be another word; the words beside it tell whose name it is.
"""

from collections.abc import Iterator

from archive.search._proclitics import ARTICLE
from archive.search.vocabulary import Reading, Vocabulary

OTHER_LETTERS = (("ج", "غ"), ("ئ", "ي"), ("ئ", "ء"), ("ض", "ظ"))
FATHER = ("ابو", "ابي", "ابا")  # in the cases of grammar
SHORTEST_RESPELT = 4
CASES, SHORTEST_PLURAL = ("ون", "ين"), 6
SHORTEST_WITH_ARTICLE = 3


def in_a_name(word: str, vocabulary: Vocabulary) -> list[Reading]:
    """The word with another letter and in another case."""
    forms = [
        *_with_another_letter(word, vocabulary),
        *(father for father in FATHER if word in FATHER and word != father),
    ]
    return [(form,) for form in forms] + _in_another_case(word)


def _with_another_letter(word: str, vocabulary: Vocabulary) -> list[str]:
    """A word of a name of several with the other letter for a foreign g, or the other seat of a hamza (بوجبا, فايز):
    alone it might be another word; whatever stands beside the same words is the name.
    """
    if len(word) < SHORTEST_RESPELT:
        return []
    pairs = (pair for pair in OTHER_LETTERS if any(letter in word for letter in pair))
    swaps = [swap for pair in pairs for swap in (pair, pair[::-1])]
    forms = {word.replace(one, other) for one, other in swaps} - {word}
    forms |= {
        word[:at] + other + word[at + 1 :] for one, other in swaps for at, letter in enumerate(word) if letter == one
    }
    return [form for form in sorted(forms) if vocabulary.has(form)]


def _in_another_case(word: str) -> list[Reading]:
    """A sound plural in a name of several words as the sentence has it: الإخوان المسلمون, الإخوان المسلمين."""
    if len(word) < SHORTEST_PLURAL or not word.endswith(CASES):
        return []
    return [(word[:-2] + case,) for case in CASES if not word.endswith(case)]


def with_other_article(words: Reading) -> Iterator[Reading]:
    """The words with one of them written with the article that it has not, or without: دريد لحام, دريد اللحام.

    Where both ways are written they are mostly two names, so this is for words that nothing has side by side.
    """
    for at, word in enumerate(words):
        bare = word.removeprefix(ARTICLE)
        if len(bare) >= SHORTEST_WITH_ARTICLE:
            yield (*words[:at], ARTICLE + bare if bare == word else bare, *words[at + 1 :])
