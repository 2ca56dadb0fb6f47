"""Other spellings of a word in Latin letters: letters that the index keeps apart, signs inside, Kurdish names.

Case and the marks over and under letters the index folds itself. What a rule makes counts where the archive has it.
"""

import re
from itertools import islice, product

from archive.search.vocabulary import Vocabulary

MOST_DOTTED = 5
MOST_IN_ENGLISH = 16
LONGEST = 24
# What the index keeps apart, and how it is written without: ø, ł, ß; the half rings and commas of romanised Arabic.
APART = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ə": "e",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    **dict.fromkeys("ʿʾʼʻ", ""),
}
# How English writes a letter of Kurmanji and Turkish, in names (Şengal, Qamişlo, Xabûr).
IN_ENGLISH = {"ş": ("sh",), "ç": ("ch",), "x": ("kh",), "û": ("u", "ou", "oo"), "î": ("i", "ee")}
AS_ENGLISH_WRITES = {"sh": "s", "ch": "c", "kh": "x"}
KURDISH = "şçx"
SIGNS = "-.‐‑'’`´"

_LATIN = re.compile("[a-zøłđðħəßæœþʿʾʼʻı]+")
_SIGN = re.compile(f"[{re.escape(SIGNS)}]")
# After the apostrophe: the English possessive, the endings that Turkish writes onto names (Suriye'nin, Halep'te).
_ENDINGS = re.compile("s|[dt][ae](?:n|ki)?|n?[iıuü]n|n[aeiıuü]|y[aeiıuü]|y?l[ae]|l[ae]r\\w*")


def is_latin(word: str) -> bool:
    return bool(_LATIN.fullmatch(word))


def latin_spellings(word: str, typed: str, vocabulary: Vocabulary) -> list[str]:
    """Other spellings of a folded word that the archive has; `typed` is the word with its marks."""
    if len(word) > LONGEST:
        return []
    letters, english, kurdish = _letters(word), _in_english(typed.lower()), _with_kurdish_letters(word)
    # Initials, US and U.S., or a sign inside, ceasefire and cease-fire.
    parted = [" ".join(word)] if len(word) == 2 else [f"{word[:at]} {word[at:]}" for at in range(2, len(word) - 1)]
    held = dict.fromkeys(vocabulary.held(dict.fromkeys([*letters, *english, *kurdish, *parted])))
    printed = {form: vocabulary.spelling_of(form) for form in held if form not in letters}
    found = [form for form in held if form in letters and form != word]
    # What is made of a word by a rule for names may be another word (şer, war, and sher): so it must be a name.
    found += [form for form in english if printed.get(form, "")[:1].isupper()]
    found += [form for form in kurdish if _is_kurdish_name(printed.get(form, ""))]
    return found + [form for form in parted if _SIGN.search(printed.get(form, ""))]


def signs_left_out(typed: str, words: tuple[str, ...]) -> list[str]:
    """For words typed as one with a sign inside (cease-fire, Da'esh, Assad's): one word, or that without its ending."""
    joined = "".join(words)
    if len(words) != 2 or not all(map(is_latin, words)) or not _SIGN.search(typed):
        return []
    name, ending = words
    apart = [name] if "-" not in typed and len(name) > 2 and _ENDINGS.fullmatch(ending) else []
    return [joined, *apart]


def _letters(word: str) -> list[str]:
    """ı and i for each other, and letters of their own with and without what makes them so."""
    dotted = word.replace("ı", "i")
    places = dotted.count("i")
    choices = product("iı", repeat=places) if places <= MOST_DOTTED else ("i" * places, "ı" * places)
    found = ["".join(map("".join, zip(dotted.split("i"), (*choice, ""), strict=True))) for choice in choices]
    plain = word
    for letter, without in APART.items():
        plain = plain.replace(letter, without)
    found.append(plain)
    for letter, without in APART.items():
        places_of = [at.start() for at in re.finditer(without or "(?<=.)(?=.)", plain)]
        found += [plain[:at] + letter + plain[at + len(without) :] for at in places_of]
    return found


def _in_english(typed: str) -> list[str]:
    if not any(letter in typed for letter in KURDISH):
        return []
    choices = product(*(IN_ENGLISH.get(letter, letter) for letter in typed))
    return ["".join(letters) for letters in islice(choices, MOST_IN_ENGLISH)]


def _with_kurdish_letters(word: str) -> list[str]:
    found = word
    for written, letter in AS_ENGLISH_WRITES.items():
        found = found.replace(written, letter)
    return [found] if found != word else []


def _is_kurdish_name(printed: str) -> bool:
    return printed[:1].isupper() and any(letter in printed.lower() for letter in KURDISH)
