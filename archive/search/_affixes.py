"""What is written onto a noun: fronts, endings and owners; and the noun inside a word that wears them.

A noun is a folded word without its article (كتيبه). Only words that the archive holds are given.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from archive.search._endings import (
    AFTER_FEMININE,
    AFTER_MORE,
    AFTER_PLURAL,
    ALL_OWNERS,
    OF_SEVERAL,
    OWNERS,
    SHORTEST,
    THREE,
    bodies,
    endings_of,
    is_a_country,
)
from archive.search.vocabulary import Vocabulary

INDEFINITE = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")
BEFORE_TWO_LETTERS = {"", "و", "ب", "ل", "وب", "ول"}  # كسرها is “broke it”, hardly ever like her secret
DEFINITE = ("وبال", "ولل", "وال", "بال", "كال", "فال", "ال", "لل")
AFTER_AN_ARTICLE = ("", "ان", "ين", "ون", "ات", "تان", "تين")
WHOSE = (*OWNERS, "ه", "ته", *(f"ت{owner}" for owner in OWNERS))
# How much commoner than its noun a form may be: of refugees (لاجئين) there is more news than of one, and relatives have
# somebody whose they are (نظيره). لبنان is no لبن in the dual.
TIMES_COMMONER = {"ا": 4, "ون": 50, "ين": 50, "ات": 50, "ي": 10, "ان": 0.5, **dict.fromkeys(WHOSE, 50)}
# What never wears the article: so a word that does is another one (صوره, a picture, is no owner's صور; خطا is خطأ).
NEVER_DEFINITE = {"ا", "ي", *WHOSE, *OF_SEVERAL}
# A dual or sound plural is written in its other case, too: شهران شهرين, but no لبنين beside لبنان.
SIBLINGS = {"ان": ("ين",), "ين": ("ان", "ون"), "ون": ("ين",), "ي": ("ين", "ون")}
RATHER = 20  # times as many articles have the noun as have its dual
MOST_SCANNED = 5_000
MAY_CHANGE = ("ه", "ي", "ء")  # as the last letter of a noun, before an ending
FEW, UNMISTAKABLE = 3, 7
LEAST_DEFINITE = 2
DEFINITE_SHARE = 0.03
SELDOM, OWNED_LIKEWISE = 0.12, 0.3
FRONT_GAIN = 10  # بشكل stands in more articles than شكل
NO_ARTICLE = ("الله",)
_PARTICIPLE = re.compile(".ا[^اوي].|م...+")
_LIKE_A_PLURAL = re.compile("م.ا..")


def is_noun(word: str, vocabulary: Vocabulary) -> bool:
    """Whether the archive writes the article before it: verbs and words with an owner hardly ever wear one."""
    definite = vocabulary.articles_with(f"ال{word}")
    return definite >= max(LEAST_DEFINITE, DEFINITE_SHARE * (vocabulary.articles_with(word) + definite))


def with_article(words: Iterable[str]) -> list[str]:
    """The words and their definite forms, by which `is_noun` judges: to have them counted in one go."""
    return [form for word in words for form in (word, f"ال{word}")]


def without_article(word: str, vocabulary: Vocabulary) -> str:
    """بالمدينه: مدينه. The word as it is where the ال is its own (الغام, الله)."""
    for front in DEFINITE:
        bare = word.removeprefix(front)
        if bare == word or len(bare) < SHORTEST or word in NO_ARTICLE:
            continue
        if front == "ال":
            # الالغام is written, الالمدينه is not.
            own = vocabulary.at_least(f"ال{word}", LEAST_DEFINITE)
            return bare if not own and (vocabulary.has(bare) or uninflected(bare, vocabulary)) else word
        if vocabulary.at_least(f"ال{bare}", max(1, vocabulary.commonness(word))):
            return bare
    return word


def uninflected(word: str, vocabulary: Vocabulary, *, owned: bool = False) -> list[str]:
    """The nouns of which a word without article may be a form: قتيلا قتيل, كتيبتين كتيبه, غارات غاره.

    `owned`: it was typed with ه, not ة, and so may be a noun with its owner beside a noun in ة (وجهه).
    """
    # Of listed words only the plural of another (مليشيات): داريا is no form of a noun.
    is_a_name = vocabulary.is_a_name(word)
    shapes = [one for one in _shapes(word) if not is_a_name or (one[1] == "ات" and vocabulary.is_a_name(one[0]))]
    others = (shape + other for shape, ending in shapes for other in (*SIBLINGS.get(ending, ()), "ه"))
    vocabulary.count_words(with_article([word, *(shape for shape, _ in shapes), *others]))
    articles = articles_with_noun(word, vocabulary)
    found = (
        shape
        for shape, ending in shapes
        if (is_noun(shape, vocabulary) or _is_of_a_feminine(shape, ending, vocabulary))
        and not (
            ending in NEVER_DEFINITE
            and is_noun(word, vocabulary)
            and not (owned and ending == "ه" and _may_be_owned(shape, articles, vocabulary))
        )
        and not is_a_country(word, ending)
        and not (ending == "ات" and _is_rather_of(f"{shape}ه", shape, vocabulary))
        and (ending not in SIBLINGS or _has_a_sibling(shape, ending, articles, vocabulary))
        and _times_commoner(ending, shape) * articles_with_noun(shape, vocabulary) >= articles
    )
    return list(dict.fromkeys(found))


def _may_be_owned(noun: str, articles: int, vocabulary: Vocabulary) -> bool:
    """Whether so common a word in ه may be this noun with its owner; of origin (سوري) it is rather a slip for ة."""
    return not noun.endswith("ي") and articles_with_noun(noun, vocabulary) >= articles


def _times_commoner(ending: str, noun: str) -> float:
    """As TIMES_COMMONER; what is commoner than a noun of two letters (سن, سنة) is hardly ever a form of it."""
    return 1 if len(noun) == SHORTEST else TIMES_COMMONER.get(ending, 1)


def _is_of_a_feminine(noun: str, ending: str, vocabulary: Vocabulary) -> bool:
    """Whether the ending alone tells a noun in ة: an infinitive (إعادته) seldom wears the article.

    Behind few letters the ت may be of a verb (قتلته).
    """
    is_owned = ending.startswith("ت") and ending[1:] in ALL_OWNERS
    return is_owned and len(noun) > THREE + 1 and vocabulary.articles_with(f"ال{noun}") >= LEAST_DEFINITE


def _has_a_sibling(noun: str, ending: str, articles: int, vocabulary: Vocabulary) -> bool:
    """Whether the dual or sound plural stands in its other case, too; a participle (زائرين) need not, nor the commoner
    case of what is hardly ever a pair (سيفين).
    """
    if _PARTICIPLE.fullmatch(noun) or (ending == "ين" and articles * RATHER <= articles_with_noun(noun, vocabulary)):
        return True
    return any(articles_with_noun(noun + other, vocabulary) for other in SIBLINGS[ending])


def _is_rather_of(feminine: str, noun: str, vocabulary: Vocabulary) -> bool:
    """منظمات is of منظمه, not of منظم; مجتمعات of مجتمع; مظاهرات never of مظاهر, which may be a plural by its shape."""
    is_rather = _LIKE_A_PLURAL.fullmatch(noun) or articles_with_noun(feminine, vocabulary) >= articles_with_noun(
        noun, vocabulary
    )
    return bool(is_rather) and is_noun(feminine, vocabulary)


def articles_with_noun(noun: str, vocabulary: Vocabulary) -> int:
    """In how many articles the noun stands as it is, and in how many with its article; those with both count twice."""
    return vocabulary.articles_with(noun) + vocabulary.articles_with(f"ال{noun}")


def _shapes(word: str) -> Iterator[tuple[str, str]]:
    """What may be left of the word without an ending, and the ending."""
    for ending in AFTER_FEMININE:
        if word.endswith(ending) and len(word) >= len(ending) + SHORTEST:
            yield f"{word[: -len(ending)]}ه", ending
    yield from _changed_shapes(word)
    for ending in AFTER_MORE:
        stem = word.removesuffix(ending)
        if stem != word and ending in endings_of(stem):
            yield stem, ending


def _changed_shapes(word: str) -> Iterator[tuple[str, str]]:
    """As `_shapes`, where the noun has another letter before the ending."""
    for owner in (*OWNERS, "ه"):
        stem = word.removesuffix(owner)
        if stem != word and len(stem) > THREE and stem[-1] in "ائؤ":
            yield f"{stem[:-1]}{'ي' if stem.endswith('ا') else 'ء'}", owner  # مستواه, الغائها
    yield from ((f"{word[: -len(end) - 1]}ء", end) for end in ("ا", "ان", "ين") if word.endswith(f"ئ{end}"))  # عبئا
    if word.endswith("ات") and len(word) > SHORTEST + THREE:
        yield word[:-1], "ات"  # ميليشيات
    if word.endswith("ات") and len(word) > THREE + 1:
        yield f"{word[:-1]}ه", "ات"  # منشات
    if word.endswith(("وات", "يات")) and len(word) > THREE + 1:
        yield f"{word[:-3]}اه", "ات"  # قنوات


def held_with(nouns: Iterable[str], stem: str, vocabulary: Vocabulary, *, behind: bool = False) -> dict[str, int]:
    """The archive's words that begin with a front and the letters of a noun that stay, or a front and the `stem`
    (empty: none), and their numbers of articles. `behind` another word: with no front but the article.

    That is a tenth of the look-ups of one for each form, but for nouns as few others begin like.
    """
    starts = {stem} if stem else set()
    whole: set[str] = set()
    for noun in nouns:
        stays = max(THREE, len(noun) - noun.endswith(MAY_CHANGE))
        if len(_without_front(noun[:stays])) < THREE:
            whole.update(body for body, _ in bodies(noun))
        else:
            starts.update(body[:stays] for body, _ in bodies(noun))
    starts = {start for start in starts if not any(start[:length] in starts for length in range(THREE, len(start)))}
    fronts = ("ال", "") if behind else (*DEFINITE, *INDEFINITE)
    found = vocabulary.starting_so([front + start for front in fronts for start in starts], MOST_SCANNED)
    forms = [front + body for front in fronts for body in whole]
    vocabulary.count_words(forms)
    return found | {form: articles for form in forms if (articles := vocabulary.articles_with(form))}


def inflected(
    nouns: Iterable[str],
    held: Mapping[str, int],
    vocabulary: Vocabulary,
    *,
    broken: Collection[str] = (),
    behind: bool = False,
) -> set[str]:
    """Those of the words `held_with` these nouns that are one of them with fronts and endings, the nouns among them;
    `broken` of them are broken plurals.
    """
    indefinite, definite = (("",), ("ال",)) if behind else (INDEFINITE, DEFINITE)
    found: set[str] = set()
    worn: dict[str, str] = {}
    for noun in nouns:
        common = max(articles_with_noun(noun, vocabulary), FEW)
        for body, ending in bodies(noun):
            if held.get(body, 0) > _times_commoner(ending, noun) * common or is_a_country(body, ending):
                continue
            if ending in NEVER_DEFINITE and _is_another_word(noun, body, held):
                continue
            if noun in broken and ending not in AFTER_PLURAL:
                continue
            if ending in AFTER_AN_ARTICLE:
                found.update(form for front in definite if (form := front + body) in held)
            fronts = BEFORE_TWO_LETTERS & set(indefinite) if ending and len(noun) == SHORTEST else indefinite
            forms = [form for front in fronts if (form := front + body) in held]
            if ending in WHOSE and len(body) >= UNMISTAKABLE:
                found.update(form for form in forms if held[form] <= common)  # وحلفاؤها, where hardly any has حلفاؤها
            worn |= {form: body for form in forms if form != body}
            found |= {body} & held.keys()
    return found | _worn(worn, held, vocabulary)


def _is_another_word(noun: str, body: str, held: Mapping[str, int]) -> bool:
    """Whether it wears the article; one in ه may do so seldom, where other owners stand as often: عمره, عمرها."""
    bare, definite = held.get(body, 0), held.get(f"ال{body}", 0)
    others = held.get(f"{noun}ها", 0) + held.get(f"{noun}هم", 0)
    seldom = SELDOM if body == f"{noun}ه" and others >= OWNED_LIKEWISE * bare else DEFINITE_SHARE
    return definite >= max(LEAST_DEFINITE, seldom * (bare + definite))


def _without_front(start: str) -> str:
    return start.removeprefix(next((front for front in DEFINITE if start.startswith(front)), ""))


def _worn(forms: Mapping[str, str], held: Mapping[str, int], vocabulary: Vocabulary) -> set[str]:
    """Those of the forms, each with the body behind its front, whose first letter is a front: not of بحار seas, before
    حار hot.
    """
    plain = {form for form, body in forms.items() if len(body) > SHORTEST and held[form] <= max(held.get(body, 0), FEW)}
    doubtful = [form for form, body in forms.items() if form not in plain and _may_wear(held[form], body, held)]
    vocabulary.count_words(with_article(doubtful))
    return plain | {form for form in doubtful if not is_noun(form, vocabulary)}


def _may_wear(articles: int, body: str, held: Mapping[str, int]) -> bool:
    return articles <= (FRONT_GAIN if len(body) > SHORTEST else 1) * held.get(body, 0)
