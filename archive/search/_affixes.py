"""What is written onto a noun: fronts, endings and owners; and the noun inside a word that wears them.

A noun is a folded word without its article (كتيبه). Only words that the archive holds are given.
"""

from collections.abc import Iterable, Iterator

from archive.search.vocabulary import Vocabulary

INDEFINITE = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")
DEFINITE = ("وبال", "ولل", "وال", "بال", "كال", "فال", "ال", "لل")
OWNERS = ("ها", "هم", "هن", "هما", "نا", "كم")
ALL_OWNERS = (*OWNERS, "ه", "ي")
# Behind three letters ه, ي, ات and ون make another word as often as not: صور pictures, صوره a picture.
AFTER_THREE = ("", "ا", "ان", "ين", *OWNERS)
AFTER_MORE = ("ا", "ان", "ين", "ون", "ات", "و", *ALL_OWNERS, *(f"ات{owner}" for owner in ALL_OWNERS))
AFTER_FEMININE = (
    "تان", "تين", "تا", "تي", "ته", *(f"ت{owner}" for owner in OWNERS),
    "ات", *(f"ات{owner}" for owner in ALL_OWNERS),
)  # fmt: skip
AFTER_AN_ARTICLE = ("", "ان", "ين", "ون", "ات", "تان", "تين")
# How much commoner than its noun a form may be: of refugees (لاجئين) there is more news than of one.
TIMES_COMMONER = {"ا": 4, "ون": 50, "ين": 50, "ات": 50, "ي": 10, "ان": 0.5}  # لبنان is no لبن in the dual
# A dual or sound plural is written in its other case, too: شهران شهرين, but no لبنين beside لبنان.
SIBLINGS = {"ان": ("ين",), "ين": ("ان", "ون"), "ون": ("ين",)}
SHORTEST, THREE = 2, 3
FEW = 3
LEAST_DEFINITE = 2
DEFINITE_SHARE = 0.03
FRONT_GAIN = 10  # بشكل stands in more articles than شكل
NO_ARTICLE = ("الله",)


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
            own = vocabulary.at_least(f"ال{word}", LEAST_DEFINITE) or not vocabulary.has(bare)
            return word if own else bare
        if vocabulary.at_least(f"ال{bare}", max(1, vocabulary.commonness(word))):
            return bare
    return word


def uninflected(word: str, vocabulary: Vocabulary) -> list[str]:
    """The nouns of which a word without article may be a form: قتيلا قتيل, كتيبتين كتيبه, غارات غاره."""
    shapes = [] if vocabulary.is_a_name(word) else list(_shapes(word))
    others = (shape + other for shape, ending in shapes for other in SIBLINGS.get(ending, ()))
    vocabulary.count_words(with_article([word, *(shape for shape, _ in shapes), *others]))
    articles = _either(word, vocabulary)
    found = (
        shape
        for shape, ending in shapes
        if is_noun(shape, vocabulary)
        and not (ending == "ه" and is_noun(word, vocabulary))
        and (ending not in SIBLINGS or any(_either(shape + other, vocabulary) for other in SIBLINGS[ending]))
        and TIMES_COMMONER.get(ending, 1) * _either(shape, vocabulary) >= articles
    )
    return list(dict.fromkeys(found))


def _either(noun: str, vocabulary: Vocabulary) -> int:
    return vocabulary.articles_with(noun) + vocabulary.articles_with(f"ال{noun}")


def _shapes(word: str) -> Iterator[tuple[str, str]]:
    """What may be left of the word without an ending, and the ending."""
    for ending in AFTER_FEMININE:
        if word.endswith(ending) and len(word) >= len(ending) + SHORTEST:
            yield f"{word[: -len(ending)]}ه", ending
    for ending in AFTER_MORE:
        stem = word.removesuffix(ending)
        # مركزي and مركز are two words, though one may be written for the other's form.
        if stem != word and ending != "ي" and ending in _endings(stem):
            yield stem, ending


def _endings(stem: str) -> Iterable[str]:
    """What may stand behind a noun without ة."""
    if len(stem) <= THREE:
        return AFTER_THREE if len(stem) == THREE else ()
    # تركيا is a country, hardly ever a Turk in the accusative.
    return ("", *(ending for ending in AFTER_MORE if ending not in ("ا", "ه") or not stem.endswith("ي")))


def inflected(noun: str, vocabulary: Vocabulary, *, behind: bool = False) -> list[str]:
    """The archive's words that are this noun with fronts and endings, itself among them.

    `behind` another word: with no front but the article.
    """
    table = list(_table(noun, ("",), ("ال",)) if behind else _table(noun, INDEFINITE, DEFINITE))
    vocabulary.count_words([*with_article([noun]), *(front + body for front, body, _ in table)])
    common = max(_either(noun, vocabulary), FEW)
    return [
        front + body
        for front, body, ending in table
        if vocabulary.articles_with(front + body)
        and vocabulary.articles_with(body) <= TIMES_COMMONER.get(ending, 1) * common
        and (front in DEFINITE or not front or _wears(front + body, body, vocabulary))
    ]


def _wears(form: str, body: str, vocabulary: Vocabulary) -> bool:
    """Whether the first letter of a form is a front: not of بحار seas, before حار hot."""
    articles, bare = vocabulary.articles_with(form), vocabulary.articles_with(body)
    if len(body) > SHORTEST and articles <= max(bare, FEW):
        return True
    return articles <= (FRONT_GAIN if len(body) > SHORTEST else 1) * bare and not is_noun(form, vocabulary)


def _table(noun: str, indefinite: Iterable[str], definite: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Front, noun in its shape before the ending, with it, and the ending alone."""
    for body, ending in _bodies(noun):
        yield from ((front, body, ending) for front in indefinite)
        if ending in AFTER_AN_ARTICLE:
            yield from ((front, body, ending) for front in definite)


def _bodies(noun: str) -> Iterator[tuple[str, str]]:
    """The noun with each ending, and the ending."""
    stem = noun[:-1]
    yield noun, ""
    if noun.endswith("ه"):
        yield from ((stem + ending, ending) for ending in AFTER_FEMININE)
        if stem.endswith("ا"):
            # قناه قنوات, فتاه فتيات, منشاه منشات
            endings = ("وات", "يات", "ات") if len(stem) > THREE else ("وات", "يات")
            yield from ((stem[:-1] + ending, "ات") for ending in endings)
        return
    yield from ((noun + ending, ending) for ending in _endings(noun) if ending)
    if noun.endswith("ي") and len(noun) > SHORTEST:
        yield from ((f"{stem}ا{owner}", owner) for owner in (*OWNERS, "ه"))  # قراهم their villages
    if noun.endswith("اء"):
        yield from ((stem + seat + owner, owner) for seat in "ئؤ" for owner in ALL_OWNERS)
