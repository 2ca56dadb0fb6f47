"""Pairs one step apart that grammar makes: plurals, infinitives, verbs and endings. Those are two words, not spellings.

Patterns of Arabic morphology, written of the longer word; the vowel in parentheses is what the shorter one lacks. A
foreign name may look like one of them (ترامب and ترمب like مقاطع and مقطع), so most serve for rare words only.
"""

import re
from collections.abc import Container

from archive.search._one_step import CH, Step

OWNER = "(?:ه|ها|هم|هن|هما|نا|كم|ي)"
ENDING = f"(?:ه|ان|ين|ون|يه|يات|ا|ت?{OWNER}|ات{OWNER}?)?"
FRONT = re.compile("[وف]?(?:[بك]?ال|لل|[بلك])|[وف]")
ARTICLES = ("ال", "لل")
FRONTS_OF_A_VERB = "ولبفكس"
FRONT_OF_A_VERB = re.compile("[وف]?س?")
WEAK, CONSONANTS = "اويء", 4


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern.replace("…", ENDING).replace("~", OWNER)) for pattern in patterns)


ALWAYS = _compiled(
    "ا.ت.(ا).…",  # افتعال of افتعل
    "است..(ا).…",
    "ان..(ا).…",
    "ا..(ا).…",  # إفعال of أفعل, and plurals of أفعال
    "ت..(ي).…",  # تفعيل beside تفعل
    "[ميتن]?ست.(ي).…",  # مستفعل
    ".+(ا)ت~",  # one and many, with an owner
    ".+(و)ا",  # a verb of many and of two
)
OF_RARE_WORDS = _compiled(
    "..(ا)..…",  # مقاطع of مقطع, فاعل of فعل
    "..(ا).ي.",  # تقارير of تقرير
    "..([اوي]).…",
    "...?(ا)~",
    "م..(و).…",
    "[ميتن]ت(و).+",
    ".+(ا)ت",
    ".+(ي)(?:ا|ه|ها|هم|هما|ات|ين)",
    ".+(و)(?:ن|ه|ها)",
    ".+([اوي])ن",
)
DECADE = re.compile(".+ين(ي)ات")  # الستينيات and الستينات are one
TWO_CASES = re.compile(f".+[ؤئءي]{OWNER}")
DERIVED_VERB = re.compile("[ايتنم].تش.*")


def are_two_words(step: Step, held: Container[str], *, rare: bool) -> bool:
    """Whether grammar explains the step. Of `rare` words, which are known too little, more is taken for grammar."""
    before, _, after = step.change.partition("/")
    if not after:
        return _is_grammars_vowel(step, held, (*ALWAYS, *OF_RARE_WORDS) if rare else ALWAYS)
    if len(before) == len(after):
        return bool(TWO_CASES.fullmatch(step.first) and TWO_CASES.fullmatch(step.second) and step.at >= 2)
    return _is_grammars_double(step)


def are_long_enough(step: Step, held: Container[str]) -> bool:
    """Whether both have the four consonants that make another word one step away unlikely."""
    letter_for_letter = len(step.first) == len(step.second)
    return all(_consonants(word, held, letter_for_letter) >= CONSONANTS for word in (step.first, step.second))


def _consonants(word: str, held: Container[str], without_ending: bool) -> int:
    """How many a word has without its fronts: و ف ب ل ك are fronts where the rest is held, too."""
    front = FRONT.match(word)
    if front and (front[0].endswith(ARTICLES) or word[front.end() :] in held):
        word = word[front.end() :]
    if without_ending:
        word = word.rstrip("هت")
    return sum(letter not in WEAK for letter in word)


def _is_grammars_vowel(step: Step, held: Container[str], patterns: tuple[re.Pattern[str], ...]) -> bool:
    word, at = step.first, step.at
    # A front, then a word of its own that begins with the vowel: ل and يشغل beside لشغل.
    if at == 1 and word[0] in FRONTS_OF_A_VERB and word[1:] in held:
        return True
    if DECADE.fullmatch(word):
        return False
    return any(
        (found := pattern.fullmatch(word, start)) is not None and found.start(1) == at
        for start in _beginnings(word)
        for pattern in patterns
    )


def _beginnings(word: str) -> set[int]:
    """Where the word may begin behind a front, its own first letter among them."""
    found = FRONT.match(word)
    if not found:
        return {0}
    return {0, found.end()} if found[0].endswith(ARTICLES) else {0, found.end(), 1}


def _is_grammars_double(step: Step) -> bool:
    """A front or a verb's letter before the same letter (للحرس, تتوافر); a derived verb (يكتشف); اثبتته."""
    if step.change.startswith(CH):
        return any(DERIVED_VERB.match(step.first, start) for start in _beginnings(step.first))
    return (
        step.at in _beginnings(step.first)
        or bool(FRONT_OF_A_VERB.fullmatch(step.first[: step.at]))
        or bool(re.fullmatch(OWNER, step.first[step.at + 2 :]))
    )
