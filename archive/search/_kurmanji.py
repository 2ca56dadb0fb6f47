"""Case endings that Kurmanji writes onto a noun or a name: Qamişlo, Qamişloyê; jin, jinên; Tirkiye, Tirkiyê.

The index has folded the marks of the letters. An ending taken off leads to another word as often as to the same one
(serê, of the head; ser, on): so what is left must not be far commoner.
"""

CASES = ("e", "a", "en", "an", "i")
ENDINGS = (*CASES, "in", "ek", "eke", "eki", "eka")
VOWELS = "aeiou"
SHORTEST = 3
FAR_COMMONER = 20


def bare(word: str) -> list[str]:
    """What may be left of a word without its ending."""
    found = [word.removesuffix(end) for end in CASES]
    found += [left for end in CASES if (left := word.removesuffix(f"y{end}"))[-1] in VOWELS]
    return [left for left in dict.fromkeys(found) if left != word and len(left) >= SHORTEST]


def with_endings(word: str) -> list[str]:
    """The word with each ending: behind a vowel with y between, or in place of a last e or a.

    >>> with_endings("tirkiye")[:3], with_endings("gund")[:3]
    (['tirkiyeye', 'tirkiyeya', 'tirkiyeyen'], ['gunde', 'gunda', 'gunden'])
    """
    if word[-1] not in VOWELS:
        return [f"{word}{end}" for end in ENDINGS]
    changed = [f"{word[:-1]}{end}" for end in ("e", "a", "i", "an", "en")] if word[-1] in "ea" else []
    return [f"{word}y{end}" for end in ENDINGS] + [form for form in changed if form != word]
