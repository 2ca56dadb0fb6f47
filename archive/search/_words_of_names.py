"""What one word of a name of several may also be: with another letter, in another case, with or without the article.

Alone each might be another word; the words beside it tell whose name it is.
"""

from collections.abc import Iterator

from archive.search._foreign_names import may_be_foreign
from archive.search._proclitics import ARTICLE
from archive.search.vocabulary import Reading, Vocabulary

OTHER_LETTERS = (("ج", "غ"), ("ئ", "ي"), ("ئ", "ء"), ("ض", "ظ"))
SON = ("بن", "ابن")
FATHER = ("ابو", "ابي", "ابا")  # in the cases of grammar
SHORTEST_RESPELT = 4
OF_ORIGIN = ("ي", "يه")
CASES, SHORTEST_PLURAL = ("ون", "ين"), 6
SHORTEST_WITH_ARTICLE = 3
FEW, COMMONER = 3, 5
TWO_ENDS = ("ي", "يي")  # يحي is يحيى


def in_a_name(word: str, vocabulary: Vocabulary) -> list[Reading]:
    """The word with another letter and in another case."""
    forms = [
        *_with_another_letter(word, vocabulary),
        *(other for kin in (FATHER, SON) if word in kin for other in kin if other != word),
        *(word.removesuffix(end) + other for end, other in (TWO_ENDS, TWO_ENDS[::-1]) if _ends_so(word, end)),
    ]
    return [(form,) for form in forms] + _in_another_case(word)


def _ends_so(word: str, end: str) -> bool:
    return (
        len(word) >= SHORTEST_WITH_ARTICLE and word.endswith(end) and (end == TWO_ENDS[1]) == word.endswith(TWO_ENDS[1])
    )


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


def with_its_article(word: str, vocabulary: Vocabulary) -> list[str]:
    """A single word with the article, where hardly any article has it without: سويداء. A foreign one without it, the
    other way round: البوينغ; and one that has other spellings in all of them, if it is commoner without: الفايسبوك.
    """
    bare = word.removeprefix(ARTICLE)
    # An adjective (الديموقراطية) wears it as its noun does.
    is_name = bare != word and may_be_foreign(bare) and not bare.endswith(OF_ORIGIN)
    others = vocabulary.other_forms(bare) if is_name else []
    spellings = [bare, *(form for form in others if " " not in form)]
    if others and sum(map(vocabulary.articles_with, spellings)) >= max(FEW, vocabulary.articles_with(word)):
        return spellings
    if len(bare) < SHORTEST_RESPELT or vocabulary.at_least(word, FEW + 1) or vocabulary.is_a_name(word):
        return []
    other = bare if bare != word else ARTICLE + bare
    if bare != word and not may_be_foreign(bare):
        return []
    return [other] if vocabulary.at_least(other, max(FEW, COMMONER * vocabulary.articles_with(word))) else []


def with_other_article(words: Reading) -> Iterator[Reading]:
    """The words with one of them written with the article that it has not, or without: دريد لحام, دريد اللحام. Or all
    with the article, where none has it: حشد شعبي.

    Where both ways are common they are mostly two names, so this is for words that hardly anything has side by side.
    """
    if not any(word.startswith(ARTICLE) for word in words):
        yield tuple(ARTICLE + word for word in words)
    for at, word in enumerate(words):
        bare = word.removeprefix(ARTICLE)
        if len(bare) >= SHORTEST_WITH_ARTICLE:
            yield (*words[:at], ARTICLE + bare if bare == word else bare, *words[at + 1 :])
