"""Broken plurals, found in the archive itself: a pattern of the language, both words nouns, together beyond chance.

No table is kept. In a pattern a digit is a letter of the root (7 none that verbs begin with; 8 no ي, 9 no ه, which may
be endings), X any long vowel; letters are folded (ة is ه, أ is ا).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from math import sqrt
from typing import NamedTuple

from archive.search._affixes import is_noun, with_article
from archive.search.vocabulary import Vocabulary

# Singular and plural. A plural of these shapes is hardly ever anything else.
DISTINCT = """
123 ا12ا3, ا23 ا2ا3, 12 ا12ا2, 1ا2 ا1وا2, 12ه 122, 1ا23 123اء, 1ائ2 1وا2,
1ا2 1ي2ان, 1و2 1ي2ان, 1ا2ي 12اه, 1ا2ئ 12اء, 12ا3 ا123ه, 12ي3 123اء, 12ي3 ا123اء, 12ي2 ا12اء, 12X8ه 12ائ8, 1239 12ا39,
1234ه 12ا34, 123X9 12ا3ي9, 723X9 72ا39, 1ا2X3 1وا2ي3, 12نا34 12ا34, 12يه 12ايا, 1اويه 1وايا, 123ا 12ا3ئ,
12و ا12اء, 12ا ا12اء,
1يه 1وايا, 12ي ا12ياء, 1ي ا1ياء, 12اء ا12يه, 1ا2ي ا12يه, مو12 موا1ي2, 123اء 12ا3ي, 1ا2ه 1وا2
"""
# Of these the shape alone tells nearly always: where two words are so rare that chance would hardly ever bring them
# together, that no article has both says nothing.
BY_SHAPE = """
12ي3 123اء, 12X8ه 12ائ8, 12يه 12ايا, 1اويه 1وايا, 12ا3 ا123ه, 12ي3 ا123ه, 12اء ا12يه, 7239 72ا39, 123X9 12ا3ي9,
123ا 12ا3ئ, 12X3 12ا2ي3
"""
# Of these, too, where no noun in ة is the likelier one of the plural (قائمة, حديقة).
BY_SHAPE_ALONE = "12ي9 12ائ9, 1ا29 1وا29, م239 م2ا39"
# So do these where both are so common that they meet by chance, too.
SURE = "12 12و2, 1ا23ه 1وا23"
# Infinitives and feminines have these shapes, too.
COMMON = "123 12و3, 128ه 128"
RARE = """
1و2 1يا2, 1ا2 1يا2, 123ه 12ا3, 123ه ا12ا3, 123 123ات, 1ا23 12ا3, 1ا2 12ان, 12ا3 123ان, 12ي3 123ان, 1ا23 123ان,
123ان 12ا3نه, 12وه 12ي, 12يه 12ي
"""
LIFT_BY_SHAPE, LIFT_BY_SHAPE_ALONE, LIFT_OF_SURE_SHAPE, LIFT_OF_SURE, LIFT_WITHOUT_VERB = 1.0, 1.1, 1.2, 1.3, 1.4
LIFT_OF_DISTINCT, LIFT_OF_COMMON, LIFT_OF_RARE = 2.0, 3.0, 4.0
MOST_BY_CHANCE, LEAST_SCORE = 0.5, 0.01
# Articles with both words, and the lift they need. Of words in every twentieth article it cannot be high, and a low one
# of few articles is chance.
ENOUGH = ((10, 2.0), (3, 3.0), (2, 10.0), (1, 20.0))
ENOUGH_OF_DISTINCT = (*ENOUGH, (5, 2.5), (2, 6.0))
ENOUGH_OF_SURE = 3
BEST = 2
MOST_KEPT = 1_000  # words, .5 MB
EIGHTH = "ات"  # اتهام: the eighth form, which has no hamza
SHORTEST, LONGEST = 2, 7
LONG_VOWELS = "اوي"
_LETTER = frozenset("ءؤئبةتثجحخدذرزسشصضطظعغفقكلمنهوىي")
_FIRST = _LETTER | {"ا"}  # only the first letter of a root is an alef: a hamza, folded
# 7: neither م nor a front of verbs, for مقاتل is a fighter and تقاتل a verb.
_SOUND = {"7": _LETTER - set("ةتمنىي"), "8": _LETTER - set("ىي"), "9": _LETTER - set("هى")}


class _Rule(NamedTuple):
    """What a word must look like, of what shapes the other number may be, and the lift asked for."""

    shape: str
    others: tuple[str, ...]
    lift: float


def broken_plurals(noun: str, vocabulary: Vocabulary) -> list[str]:
    """Up to two broken plurals of a noun without article, the likeliest first."""
    return _best(noun, vocabulary, plurals=True)


def singulars(noun: str, vocabulary: Vocabulary) -> list[str]:
    """Up to two nouns of which this one is a broken plural, the likeliest first."""
    return _best(noun, vocabulary, plurals=False)


def count_candidates(nouns: Iterable[str], vocabulary: Vocabulary) -> None:
    """Count all words that may be plurals or singulars of these nouns in one go."""
    candidates = (word for noun in nouns for many in (True, False) for word in (noun, *_candidates(noun, plurals=many)))
    vocabulary.count_words(with_article(candidates))


def _best(noun: str, vocabulary: Vocabulary, *, plurals: bool) -> list[str]:
    candidates = _likely(noun, plurals=plurals, vocabulary=vocabulary)
    vocabulary.count_words(with_article([noun, *candidates]))
    are_nouns = {word: is_noun(word, vocabulary) for word in (noun, *candidates)}
    scored = [
        (score, word)
        for word, lift in candidates.items()
        if (vocabulary.articles_with(word) or vocabulary.articles_with(f"ال{word}"))
        and (_are_by_shape(noun, word, lift) or (are_nouns[noun] and are_nouns[word]))
        and (score := _score(noun, word, lift, vocabulary))
    ]
    # مفاتيح are keys: where one of them is told by company, nothing is by the shape alone (مفتوح).
    told = [(score, word) for score, word in scored if score > LEAST_SCORE]
    if not plurals:  # a slip (وسالة) meets the plural of the right word, too
        told = [(score, word) for score, word in told if are_nouns[word]] or told
    best = [word for _, word in sorted(told or scored, reverse=True)[: 1 if told and not plurals else BEST]]
    return [word for word in best if not _joins_an_infinitive(noun, word, vocabulary)]


def _likely(noun: str, *, plurals: bool, vocabulary: Vocabulary) -> Mapping[str, float]:
    """As `_candidates`, without feminines of adjectives (أخيرة, of أخير), which look like plurals (أسلحة)."""
    found: dict[str, float] = {}
    for word, lift in _candidates(noun, plurals=plurals).items():
        one, many = (noun, word) if plurals else (word, noun)
        if many.startswith("ا") and many.endswith("ه") and is_noun(many[:-1], vocabulary):
            continue
        if lift == LIFT_BY_SHAPE_ALONE:
            found[word] = LIFT_OF_DISTINCT if _has_a_rival(one, many, vocabulary) else LIFT_BY_SHAPE
        elif lift == LIFT_OF_SURE and one.endswith("ه") and not is_noun(one[:-1], vocabulary):
            found[word] = LIFT_OF_SURE_SHAPE
        elif many == f"{one[:2]}و{one[2:]}" and one[2:] not in "هي" and not vocabulary.articles_with(f"ي{one}"):
            found[word] = LIFT_WITHOUT_VERB  # شعوب are peoples: there is no verb of which it were the infinitive
        else:
            found[word] = lift
    return found


def _has_a_rival(one: str, many: str, vocabulary: Vocabulary) -> bool:
    """Whether the plural is rather that of a noun in ة, or none: مدافع is a defender, and معلم a teacher, as there are
    several of them.
    """
    several = (f"{article}{word}ين" for word in (one, many) for article in ("", "ال"))
    is_of_a_place = many == f"{one[:2]}ا{one[2:]}"
    return is_noun(f"{one}ه", vocabulary) or (is_of_a_place and any(map(vocabulary.articles_with, several)))


def _are_by_shape(noun: str, other: str, lift: float) -> bool:
    """Whether both are nouns by their shape; with an alef before it, one may be a verb."""
    return lift == LIFT_BY_SHAPE and not (noun.startswith("ا") or other.startswith("ا"))


def _joins_an_infinitive(noun: str, other: str, vocabulary: Vocabulary) -> bool:
    """Whether one is an infinitive (إحداث), which folding makes one with the plural of its shape (أحداث)."""
    for plural in (noun, other):
        if plural.startswith("ا") and not (noun.startswith("ا") and other.startswith("ا")):
            first = Counter(spelling.removeprefix("ال")[0] for spelling in vocabulary.spellings_of(f"ال{plural}"))
            hamza = first["أ"] + first["آ"]
            return first["إ"] > hamza or (plural.startswith(EIGHTH) and not hamza)
    return False


def _score(noun: str, other: str, least: float, vocabulary: Vocabulary) -> float:
    """How much oftener than by chance the articles of one word hold the other, or 0 where it is not enough."""
    by_shape = least in (LIFT_BY_SHAPE, LIFT_OF_SURE_SHAPE)
    both, of = vocabulary.together(_either(other), _either(noun))
    lift = both / of * vocabulary.most_articles() / vocabulary.count(_either(noun)) if both else 0
    if by_shape and not both:
        return LEAST_SCORE if _by_chance(noun, other, vocabulary) <= MOST_BY_CHANCE else 0
    enough = by_shape and lift >= LIFT_OF_DISTINCT
    is_sure = LIFT_OF_SURE_SHAPE <= least <= LIFT_WITHOUT_VERB
    enough = enough or (is_sure and both >= ENOUGH_OF_SURE and lift >= least)
    table = ENOUGH_OF_DISTINCT if least <= LIFT_OF_DISTINCT and least != LIFT_WITHOUT_VERB else ENOUGH
    enough = enough or any(both >= articles and lift >= max(needed, least) for articles, needed in table)
    return lift * sqrt(both) if enough else 0


def _by_chance(noun: str, other: str, vocabulary: Vocabulary) -> float:
    """In how many articles two words would meet that have nothing to do with each other."""
    both = vocabulary.count(_either(noun)) * vocabulary.count(_either(other))
    return both / max(1, vocabulary.most_articles())


def _either(noun: str) -> str:
    return f'("{noun}" OR "ال{noun}")'


@lru_cache(MOST_KEPT)
def _candidates(noun: str, *, plurals: bool) -> Mapping[str, float]:
    """Words that a pattern makes of this one, and the lift asked of each."""
    found: dict[str, float] = {}
    if not SHORTEST <= len(noun) <= LONGEST:
        return found
    for rule in _to_plural() if plurals else _to_singular():
        if len(rule.shape) == len(noun) and (root := _root(rule.shape, noun)):
            for other in rule.others:
                word = _filled(other, root)
                found[word] = min(rule.lift, found.get(word, rule.lift))
    for word, lift in list(found.items()):  # سؤال اسئله: a hamza takes the seat of the vowel beside it
        if word.startswith("ا") != noun.startswith("ا"):
            found |= dict.fromkeys((word.replace("ؤ", "ئ"), word.replace("ئ", "ؤ")), lift)
    found.pop(noun, None)
    return found


def _filled(template: str, root: Mapping[str, str]) -> str:
    return "".join(root.get(sign, sign) for sign in template)


@cache
def _to_plural() -> tuple[_Rule, ...]:
    return tuple(_Rule(singular, (plural,), lift) for singular, plural, lift in _patterns())


@cache
def _to_singular() -> tuple[_Rule, ...]:
    return tuple(_Rule(plural, _with_vowels(singular), lift) for singular, plural, lift in _patterns())


def _patterns() -> Iterator[tuple[str, str, float]]:
    for text, lift in (
        (BY_SHAPE, LIFT_BY_SHAPE),
        (BY_SHAPE_ALONE, LIFT_BY_SHAPE_ALONE),
        (SURE, LIFT_OF_SURE),
        (DISTINCT, LIFT_OF_DISTINCT),
        (COMMON, LIFT_OF_COMMON),
        (RARE, LIFT_OF_RARE),
    ):
        for pair in text.split(","):
            singular, plural = pair.split()
            yield singular, plural, lift


def _with_vowels(template: str) -> tuple[str, ...]:
    """The template with each long vowel in place of its X."""
    return tuple(template.replace("X", vowel) for vowel in LONG_VOWELS) if "X" in template else (template,)


def _root(shape: str, word: str) -> dict[str, str] | None:
    """The letters that stand for the signs of a shape; None where the word is not of it.

    By hand, as to compile as many expressions took the first who asked a tenth of a second.

    >>> _root("12ه", "بكه"), _root("12ه", "بكر")
    ({'1': 'ب', '2': 'ك'}, None)
    """
    root: dict[str, str] = {}
    for at, (sign, letter) in enumerate(zip(shape, word, strict=True)):
        if not sign.isdigit():
            if letter not in (LONG_VOWELS if sign == "X" else sign):
                return None
        elif letter not in root.get(sign, _SOUND.get(sign, _LETTER if at else _FIRST)):
            return None
        else:
            root[sign] = letter
    return root
