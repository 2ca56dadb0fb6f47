"""Other forms of a word: with fronts and endings, in the other number, and the archive's words of the same light stem.

Light10 (Larkey, Ballesteros and Connell 2002, with the lengths of Lucene's ArabicStemmer) joins too much (السوري, سورية
and سور share a stem), so it serves only who asks for all forms, and only for longer words.
"""

from collections.abc import Collection, Iterable, Iterator

from archive.search._affixes import held_with, inflected, uninflected, without_article
from archive.search._latin import is_latin
from archive.search._persons import are_of_persons
from archive.search._plurals import broken_plurals, count_candidates, singulars
from archive.search._verbs import verb_forms
from archive.search.vocabulary import Vocabulary

PREFIXES = ("ال", "وال", "بال", "كال", "فال", "لل", "و")
SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")  # after folding ة is ه
SINGULARS = ("ه", "ي", "يه")
ORIGIN = ("يه", "يات", "يون", "يين", "يان")
MOST_FORMS = 60
SHORT = 4  # letters: a light stem of so short a word joins رسم and رسمي, حال and حالي
SHORTEST_STEM = 3


def forms_of(word: str, vocabulary: Vocabulary, *, behind: bool = False, owned: bool = False) -> list[str]:
    """The archive's other forms of a folded word, itself left out: the commonest first, at most 60.

    `behind` another word of a phrase only those without a front, such as the and written onto a word; `owned`: typed
    with ه, not ة.
    """
    if is_latin(word):  # its forms are those of its language
        return []
    verbs = [] if behind else verb_forms(word, vocabulary)
    if verbs:
        return _commonest(verbs, word, vocabulary)
    noun = without_article(word, vocabulary)
    if noun.startswith("ال") and singulars(noun[2:], vocabulary):
        noun = noun[2:]  # الوصايا, where no article has وصايا
    bare = uninflected(noun, vocabulary, owned=owned)
    others = vocabulary.other_forms(noun)
    bare_others = (one for other in others if " " not in other for one in uninflected(other, vocabulary))
    nouns = dict.fromkeys([noun, *bare, *others, *bare_others])
    listed = {one: vocabulary.other_forms(one, plurals=True) for one in nouns}
    count_candidates([one for one, others in listed.items() if not others], vocabulary)
    broken: set[str] = set()
    for one, others in listed.items():
        plurals = [] if others else broken_plurals(one, vocabulary)
        broken.update(plural for plural in plurals if plural not in nouns)
        nouns |= dict.fromkeys(others or [*plurals, *singulars(one, vocabulary)])
    nouns |= dict.fromkeys(_other_sex(nouns, broken, vocabulary))
    one_word = [one for one in nouns if " " not in one]
    noun = bare[0] if bare else noun
    light = stem(noun) if _has_stem(noun, nouns) else ""
    light = light if len(light) >= SHORTEST_STEM else ""
    held = held_with(one_word, light, vocabulary, behind=behind)
    found = inflected(one_word, held, vocabulary, broken=broken, behind=behind)
    if light:
        found |= _same_stem(noun, light, held)
    return _commonest(found, word, vocabulary)


def _commonest(found: Iterable[str], word: str, vocabulary: Vocabulary) -> list[str]:
    others = (form for form in found if form != word)
    return sorted(others, key=lambda form: (-vocabulary.articles_with(form), form))[:MOST_FORMS]


def _other_sex(nouns: Collection[str], broken: set[str], vocabulary: Vocabulary) -> Iterator[str]:
    """The women of the men among the nouns, and the men of the women with their plurals, also put to the `broken`."""
    for noun in nouns:
        man = noun.removesuffix("ه")
        listed = vocabulary.other_forms(man, plurals=True)
        plurals = listed or broken_plurals(man, vocabulary)
        if are_of_persons(man, plurals, vocabulary):
            yield f"{man}ه"
            yield from (man, *plurals)
            broken.update(set(plurals).difference(listed, nouns))
            broken.discard(man)  # طفل is no plural of طفله


def _has_stem(noun: str, nouns: Collection[str]) -> bool:
    if noun.startswith("ال") or (noun.endswith("ان") and noun[:-2] not in nouns):
        return False  # ألغام, whose ال is no article; لبنان, which is no dual of لبن milk
    return len(noun.removesuffix("ه")) > SHORT or noun.endswith("ي")


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


def _same_stem(word: str, light: str, held: Iterable[str]) -> set[str]:
    """Those of the archive's words that have the light stem of `word`."""
    ending = _without_prefix(word)[len(light) :]
    # ة and the ي of origin make another word of the stem (غارة raid, غار cave; مدني civilian, مدن towns), plurals not.
    others = {light} if ending in SINGULARS else set()
    if not ending.startswith("ي"):
        others |= {light + origin for origin in ORIGIN}  # مسؤولية responsibility, صاروخية
    if ending == "ه":
        others |= {light + of_men for of_men in ("ي", "ين", "ون")}  # محافظة a province, محافظين governors
    if ending in ("ي", "يه"):
        others |= {light + of_the_stem for of_the_stem in ("ه", "ها", "ان", "ين", "ون", "ات")}  # ذكرى, ذكره; مسؤولين
    return {term for term in held if stem(term) == light and _without_prefix(term) not in others}
