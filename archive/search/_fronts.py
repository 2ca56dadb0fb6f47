"""Letters that Arabic writes onto the beginning of a name: put onto it (بدمشق), taken off what has them (ودمشق).

Both only as the archive's own words have it: فتحت is no تحت with a front, لبنان no بنان.
"""

from collections.abc import Iterator
from math import ceil

from archive.search._affixes import articles_with_noun, is_noun, uninflected
from archive.search._neighbours import HEADS
from archive.search._numbers import with_front
from archive.search._proclitics import ARTICLE, BEFORE_A_WORD, BEFORE_THE_ARTICLE, FOR_THE_ARTICLE
from archive.search.vocabulary import Reading, Vocabulary

PREPOSITIONS = "بلك"
FEW, SHORTEST_FRONTED = 3, 3
ARTICLE_GAIN = 5
COMMON, COMMONER_UNFRONTED = 20, 3  # articles, in which a word would stand with a front, too; times
SHORTEST_UNKNOWN = 4
# Of real words that begin so and are not commoner than what is left, 147 of 150 had a front. The others, verbs for the
# most part, stand in articles with what is left no oftener than any word does.
LIFT, TWICE, LIFT_OF_ONE, SHARE_OF_ONE = 3, 2, 5, 4
FEW_SIDE_BY_SIDE, COMMONER_SIDE_BY_SIDE = 3, 5
RATHER_OF_BARE = 5  # times as many articles have the noun that is left as have that which begins with the letter
OWN_SHARE = 20  # of a word's articles, in which it has another front: the slips of outlets


def with_proclitics(word: str, vocabulary: Vocabulary, *, alone: bool = True) -> list[str]:
    """The word with و ف ب ل ك written onto it, where the archive has such a word and it is not another word.

    لبنان is no بنان with a proclitic: it is far commoner, or takes a preposition itself (بلبنان), or is a known name.
    Where words follow, they tell which word it is: وتل أبيض is تل أبيض.
    """
    if word.isdecimal():
        return with_front(word, vocabulary, alone=alone)
    if alone and len(word) < SHORTEST_FRONTED:
        return []
    forms = fronted(word)
    if not alone:
        return vocabulary.held(forms)
    vocabulary.count_words(forms)
    # Before the article a proclitic is hardly ever a letter of the word: للصليب may well be commoner than الصليب.
    gain = ARTICLE_GAIN if _is_defined(word) else 1
    found: list[str] = []
    for form in forms:
        # وبشار is بشار with an “and”, no شار: of two fronts the word with the inner one alone is asked, too.
        inner = form[1:]
        is_of_another = inner in forms and inner not in found and vocabulary.has(inner)
        if not is_of_another and _has_proclitic(form, word, gain, vocabulary):
            found.append(form)
    return found


def fronted(word: str) -> list[str]:
    if _is_defined(word):
        return [front + word for front in BEFORE_THE_ARTICLE] + [front + word[2:] for front in FOR_THE_ARTICLE]
    return [front + word for front in BEFORE_A_WORD]


def _is_defined(word: str) -> bool:
    return word.startswith(ARTICLE) and len(word) > 4


def _has_proclitic(form: str, word: str, gain: int, vocabulary: Vocabulary) -> bool:
    articles = vocabulary.articles_with(form)
    if not articles or vocabulary.is_a_name(form):
        return False
    if vocabulary.has(word):
        rarer = articles <= FEW or vocabulary.at_least(word, ceil(articles / gain))
        may_be_commoner = articles >= COMMON or vocabulary.at_least(word, ceil(articles / COMMONER_UNFRONTED))
        return rarer or (may_be_commoner and not _has_a_front(form, vocabulary))
    return not any(vocabulary.has(preposition + form) for preposition in PREPOSITIONS)


def _has_a_front(form: str, vocabulary: Vocabulary) -> bool:
    """Whether the archive writes the article or a preposition before it (بلبنان): what begins with one has none."""
    return any(vocabulary.has(front + form) for front in (ARTICLE, *PREPOSITIONS))


def unfronted(words: Reading, vocabulary: Vocabulary) -> list[Reading]:
    """The words without what was written onto the first of them (وراشد الغنوشي, للقذافي), as far as it is no letter of
    the word.
    """
    first, *rest = words
    shorter = may_be_unfronted(words, vocabulary) if vocabulary.has(*rest) else []
    if not shorter:
        return []
    vocabulary.count_words([first, *(bare[0] for bare in shorter)])
    held = [bare for bare in shorter if vocabulary.has(bare[0])]
    if _has_its_own(first, vocabulary):
        few, times = FEW_SIDE_BY_SIDE, COMMONER_SIDE_BY_SIDE
        return [bare for bare in held if _stand_so(words, bare, vocabulary, few, times)]
    return [
        bare
        for bare in held
        if (rest and _stand_so(words, bare, vocabulary)) or _is_fronted(first, bare[0], vocabulary)
    ]


def without_preposition(word: str, vocabulary: Vocabulary) -> Reading:
    """The word without ب, ل or ك where what is left is a noun or a form of one, and the whole is none: باعتقاله.

    Its company need not tell, as forms are of nouns, which verbs that begin so (بلغت) do not leave.
    """
    if vocabulary.is_a_name(word):
        return ()
    for front in BEFORE_A_WORD:
        bare = word.removeprefix(front)
        if front[-1] not in PREPOSITIONS or bare == word or len(bare) < SHORTEST_FRONTED:
            continue
        articles, own = _articles_of_noun(bare, vocabulary), _articles_of_noun(word, vocabulary)
        if COMMONER_UNFRONTED * articles >= vocabulary.articles_with(word) and articles > RATHER_OF_BARE * own:
            return (bare,)
    return ()


def _articles_of_noun(word: str, vocabulary: Vocabulary) -> int:
    """In how many articles the commonest noun stands that the word is or is a form of."""
    nouns = [noun for noun in (word, *uninflected(word, vocabulary)) if is_noun(noun, vocabulary)]
    return max((articles_with_noun(noun, vocabulary) for noun in nouns), default=0)


def may_be_unfronted(words: Reading, vocabulary: Vocabulary) -> list[Reading]:
    """What would be left of the words if the first began with a front, whether or not the archive has it."""
    first, *rest = words
    if vocabulary.is_a_name(first) or vocabulary.is_a_name(" ".join(words)):
        return []
    shorter = dict.fromkeys(_without_front(first, are_several=bool(rest)))
    if not shorter or not (rest or not _has_its_own(first, vocabulary)):
        return []
    return [(bare, *rest) for bare in shorter]


def _has_its_own(word: str, vocabulary: Vocabulary) -> bool:
    """Whether the archive has the word with the article or a preposition, so that its first letter is none."""
    worn = _with_a_front(word)
    vocabulary.count_words([word, *worn])
    return OWN_SHARE * sum(map(vocabulary.articles_with, worn)) > vocabulary.articles_with(word)


def _without_front(word: str, *, are_several: bool) -> Iterator[str]:
    """What would be left of a word if it began with a front; before other words, short heads of names (تل, بن), too."""
    if are_several and len(word) == SHORTEST_FRONTED and word[0] in BEFORE_A_WORD and word[1:] in HEADS:
        yield word[1:]
    for front in FOR_THE_ARTICLE:
        if word.startswith(front) and len(word) >= len(front) + SHORTEST_FRONTED:
            yield ARTICLE + word.removeprefix(front)
    for front in BEFORE_A_WORD:
        if word.startswith(front) and len(word) >= len(front) + SHORTEST_FRONTED:
            yield word.removeprefix(front)


def _with_a_front(word: str) -> list[str]:
    """The word with the article and with a preposition; ل before ل would be للـ, which is for the article."""
    fronts = (ARTICLE, *PREPOSITIONS)
    return [front + word for front in fronts if not (front == word[0] == "ل")]


def _stand_so(words: Reading, bare: Reading, vocabulary: Vocabulary, few: int = 1, times: int = 1) -> bool:
    """Whether the words stand side by side without the front in so `few` articles or more, and in so many `times` those
    with it.
    """
    if vocabulary.at_most(_side_by_side(bare), few - 1):
        return False  # asked first: of letters of the word hardly any are
    least = times * vocabulary.count(_side_by_side(words))
    return not vocabulary.at_most(_side_by_side(bare), least - 1)


def _side_by_side(words: Reading) -> str:
    return f'"{" ".join(words)}"'


def _is_fronted(word: str, bare: str, vocabulary: Vocabulary) -> bool:
    """Whether the word stands in the articles of what is left of it without a front, far oftener than by chance."""
    articles, of_bare = vocabulary.articles_with(word), vocabulary.articles_with(bare)
    may_be_commoner = articles >= COMMON and COMMONER_UNFRONTED * of_bare >= articles  # بولاية
    if articles > of_bare and not may_be_commoner:
        return False
    if _is_defined(bare):
        return True
    if articles < FEW and len(bare) >= SHORTEST_UNKNOWN + (articles > 0):
        return True  # too rare for company to tell
    if not articles:
        return False
    both, of = vocabulary.together(f'"{word}"', f'"{bare}"')
    lift = both * vocabulary.most_articles() / (of * of_bare)
    return (both >= TWICE and lift >= LIFT) or (both * SHARE_OF_ONE >= of and lift >= LIFT_OF_ONE)
