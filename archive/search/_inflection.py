"""Forms of an English word: plural, past, -ing; its spellings in Britain and America.

Only inflection: the stems of Snowball also join units with united, executed with executive, Hamas with Hama, and part
women from woman and fled from flee (snowballstemmer 3.1.1). What a rule makes counts where the archive has it.
"""

import re
from collections.abc import Iterable

SHORTEST = 3
VOWELS = "aeiou"
SIBILANTS = ("s", "x", "z", "ch", "sh")
# They end like a form and are none, or none of the word they seem to be of.
_NO_FORMS = """
andes always atlas bias besides ceiling cosmos during earring evening exceed herring hundred inning king lens less means
morning news nothing outing perhaps proceed sacred series sibling sometimes something species succeed thing this thus
towards united wedding
"""
NO_FORMS = frozenset(_NO_FORMS.split())
# In one line each: the word, its plural or past forms.
_IRREGULAR = """
man men|woman women|child children|wife wives|life lives|knife knives|half halves|thief thieves|foot feet|leaf leaves
crisis crises|basis bases|shelf shelves|loaf loaves
become became|begin began begun|bear bore borne|bleed bled|blow blew blown|break broke broken|bring brought|build built
burn burnt|buy bought|catch caught|choose chose chosen|come came|deal dealt|dig dug|draw drew drawn|drive drove driven
fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fly flew flown|forbid forbade forbidden
forget forgot forgotten|freeze froze frozen|give gave given|go went gone|grow grew grown|hang hung|hear heard
hide hid hidden|hold held|keep kept|know knew known|lead led|leave left|lose lost|make made|mean meant|meet met
overthrow overthrew overthrown|pay paid|ride rode ridden|rise rose risen|run ran|say said|see saw seen|seek sought
sell sold|send sent|shake shook shaken|shoot shot|sink sank sunk|sit sat|sleep slept|speak spoke spoken|spend spent
stand stood|steal stole stolen|stick stuck|strike struck stricken|swear swore sworn|take took taken|teach taught
tear tore torn|tell told|think thought|throw threw thrown|understand understood|undertake undertook undertaken
wear wore worn|win won|withdraw withdrew withdrawn|withhold withheld|write wrote written
"""
_FAMILIES = [line.split() for line in _IRREGULAR.replace("\n", "|").split("|") if line]
_BASE_OF = {form: base for base, *forms in _FAMILIES for form in forms}
_FORMS_OF = {base: forms for base, *forms in _FAMILIES}
_ENDING = r"(?=(?:s|d|r|rs|ed|ing|ings|ers?|ation|ations|able|ful|ite|ites|hood)?$)"
# What stands for what, where three letters or more come before it.
_BRITISH = (
    (r"is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)", "iz"),
    (r"iz(?=(?:e|es|ed|er|ers|ing|ation|ations)$)", "is"),
    (r"ys(?=(?:e|es|ed|ing)$)", "yz"),
    (r"yz(?=(?:e|es|ed|ing)$)", "ys"),
    (rf"our{_ENDING}", "or"),
    (rf"or{_ENDING}", "our"),
    (r"tre(?=s?$)", "ter"),
    (r"ter(?=s?$)", "tre"),
    (r"ence(?=s?$)", "ense"),
    (r"ense(?=s?$)", "ence"),
    (r"ogue(?=s?$)", "og"),
    (r"og(?=s?$)", "ogue"),
    (r"amme(?=s?$)", "am"),
    (r"am(?=s?$)", "amme"),
    (r"(?<=[aeiou])ll(?=(?:ed|ing|er|ers)$)", "l"),
    (r"(?<=[aeiou])l(?=(?:ed|ing|er|ers)$)", "ll"),
)
_BEFORE = {"l": 4, "ll": 4}  # filled and filed are two words, travelled and traveled one
_SWAPS = [(re.compile(rf"(?<=\w{{{_BEFORE.get(other, 3)}}}){pattern}"), other) for pattern, other in _BRITISH]


def spelt_across_the_ocean(word: str) -> list[str]:
    """The word as the other side of the Atlantic may write it.

    >>> spelt_across_the_ocean("organisations"), spelt_across_the_ocean("centre"), spelt_across_the_ocean("four")
    (['organizations'], ['center'], [])
    """
    return [other for pattern, swap in _SWAPS if (other := pattern.sub(swap, word)) != word]


def forms_of(word: str, known: Iterable[str]) -> list[str]:
    """Every form of the word and of those it is a form of: `known`, some of `bases(word)`. Without itself.

    >>> forms_of("bodies", ["body"])[-4:]
    ['body', 'bodied', 'bodying', 'bodyings']
    """
    if len(word) < SHORTEST or word in NO_FORMS:
        return []
    found = (form for base in dict.fromkeys([word, *known]) for form in _paradigm(base))
    return [form for form in dict.fromkeys(found) if form != word and form not in NO_FORMS]


def bases(word: str) -> list[str]:
    """Words that this one may be a form of, by its ending.

    >>> bases("killings"), bases("planes"), bases("planned"), bases("women")
    (['killing', 'kil', 'kill', 'kille'], ['plane'], ['plan', 'plann', 'planne'], ['woman'])
    """
    found = [_BASE_OF[word]] if word in _BASE_OF else []
    if word not in NO_FORMS:
        found += _singulars(word)
        for form in (word, word.removesuffix("s")):
            found += _verbs(form)
    return [base for base in dict.fromkeys(found) if len(base) >= SHORTEST and base not in NO_FORMS]


def _singulars(word: str) -> list[str]:
    if not word.endswith("s") or word.endswith("ss"):
        return []
    if word.endswith("ies"):
        return [f"{word[:-3]}y", word[:-1]]
    return [word[:-1], word[:-2]] if word.endswith("es") and word[:-2].endswith((*SIBILANTS, "o")) else [word[:-1]]


def _verbs(word: str) -> list[str]:
    if word.endswith("ied"):
        return [f"{word[:-3]}y", word[:-1]]
    if word.endswith("ying"):
        return [word[:-3], f"{word[:-4]}ie"]
    stem = next((word.removesuffix(end) for end in ("ing", "ed") if word.endswith(end)), "")
    if len(stem) < 2 or not any(vowel in stem for vowel in f"{VOWELS}y"):
        return []
    if stem[-1] == stem[-2] and stem[-1] not in VOWELS:
        return [stem[:-1], stem, f"{stem}e"]
    return [f"{stem}e"] if _doubles_surely(stem) else [f"{stem}e", stem]


def _paradigm(base: str) -> list[str]:
    return [base, *_FORMS_OF.get(base, []), *_plurals(base), *_regular(base)]


def _plurals(base: str) -> list[str]:
    if base.endswith(SIBILANTS):
        return [f"{base}es"]
    if _ends_in_consonant_and_y(base):
        return [f"{base[:-1]}ies"]
    return [f"{base}s", f"{base}es"] if base.endswith("o") else [f"{base}s"]


def _regular(base: str) -> list[str]:
    if base.endswith("ie"):
        return [f"{base}d", f"{base[:-2]}ying"]
    if base.endswith("e"):
        stem = base if base.endswith(("ee", "oe", "ye")) else base[:-1]
        return [f"{base}d", f"{stem}ing", f"{stem}ings"]
    stems = [base + base[-1]] if _doubles_surely(base) else [base, base + base[-1]] if _may_double(base) else [base]
    past = [f"{base[:-1]}ied"] if _ends_in_consonant_and_y(base) else [f"{stem}ed" for stem in stems]
    return past + [f"{stem}{end}" for stem in stems for end in ("ing", "ings")]


def _ends_in_consonant_and_y(word: str) -> bool:
    return word.endswith("y") and word[-2] not in VOWELS


def _may_double(word: str) -> bool:
    """One vowel and one consonant at the end: plan, permit; also visit, which does not."""
    return word[-1] not in f"{VOWELS}wxy" and word[-2] in VOWELS and word[-3:-2] not in [*VOWELS, ""]


def _doubles_surely(word: str) -> bool:
    return _may_double(word) and sum(letter in VOWELS for letter in word) == 1
