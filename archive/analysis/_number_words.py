"""Numbers as Arabic news prints them, in digits, in words, or in both: «289», «٦,١ ملايين», «خمسة وعشرون»."""

import re
from collections.abc import Sequence

_UNITS = {
    "واحد": 1, "واحده": 1, "احد": 1, "احدي": 1, "اثنان": 2, "اثنين": 2, "اثنتان": 2, "اثنتين": 2, "اثنا": 2,
    "اثني": 2, "اثنتا": 2, "اثنتي": 2, "ثلاث": 3, "ثلاثه": 3, "اربع": 4, "اربعه": 4, "خمس": 5, "خمسه": 5, "ست": 6,
    "سته": 6, "سبع": 7, "سبعه": 7, "ثمان": 8, "ثماني": 8, "ثمانيه": 8, "تسع": 9, "تسعه": 9, "عشر": 10, "عشره": 10,
}  # fmt: skip
_TENS = {
    "عشرون": 20, "عشرين": 20, "ثلاثون": 30, "ثلاثين": 30, "اربعون": 40, "اربعين": 40, "خمسون": 50, "خمسين": 50,
    "ستون": 60, "ستين": 60, "سبعون": 70, "سبعين": 70, "ثمانون": 80, "ثمانين": 80, "تسعون": 90, "تسعين": 90,
}  # fmt: skip
_HUNDRED = ("مئه", "مايه", "مائه", "ميه", "مئات")
_HUNDREDS = {"مئتان": 200, "مئتين": 200, "مائتان": 200, "مائتين": 200, "مئتي": 200, "مائتي": 200} | {
    f"{digit}{hundred}": 100 * _UNITS[digit]
    for digit in ("ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "ثماني", "تسع")
    for hundred in _HUNDRED[:4]
}
TIMES = {"الف": 10**3, "الفا": 10**3, "الاف": 10**3, "مليون": 10**6, "مليونا": 10**6, "ملايين": 10**6}
_TWICE = {
    "الفان": 2_000,
    "الفين": 2_000,
    "الفي": 2_000,
    "مليونان": 2 * 10**6,
    "مليونين": 2 * 10**6,
    "مليوني": 2 * 10**6,
}
# «نحو ألف شخص»: one of them, where what is counted follows.
_ALONE = {"الف": 10**3, "مليون": 10**6}
_COUNTED_ALONE = frozenset(("شخص", "مدني", "قتيل", "جريح", "نازح", "مهجر", "معتقل", "مقاتل", "عنصر", "جندي"))
_SHARES_OF = {"نصف": 2, "ربع": 4}
# Each of these is a number by itself.
SPELT = frozenset((*_UNITS, *_TENS, *_HUNDRED[:4], *_HUNDREDS, *_TWICE, *_ALONE, *_SHARES_OF))
_DIGITS = re.compile(r"\d{1,3}(?:[.,٬]\d{3})+|\d+(?:[.,٫]\d+)?")
MOST = 10**9


def number_at(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The number that begins at a word, and how many words it takes; None where none does, or it is no whole number.

    Words are folded: one alef, ه for ة, Latin digits; signs within a number are kept.
    """
    parsed = _digits(words[at]) if _DIGITS.fullmatch(words[at]) else None
    if parsed is not None:
        times = TIMES.get(words[at + 1], 1) if at + 1 < len(words) else 1
        value, length = round(parsed * times), 1 + (times > 1)
        if value != parsed * times:
            return None
        if times == TIMES["مليون"] and words[at + length : at + length + 1] == ["ونصف"]:
            value, length = value + times // 2, length + 1
        if times == TIMES["الف"] and (rest := _rest(words, at + length)):
            value, length = value + rest, length + 2
        return (value, length) if 0 < value < MOST else None
    if words[at] in _SHARES_OF and words[at + 1 : at + 2] == ["مليون"]:
        return 10**6 // _SHARES_OF[words[at]], 2
    if words[at : at + 2] == ["مليون", "ونصف"]:
        return 1_500_000, 2
    if words[at] in _ALONE and words[at + 1 : at + 2] and words[at + 1] in _COUNTED_ALONE:
        return _ALONE[words[at]], 1
    return _spelt(words, at)


def _digits(text: str) -> float:
    """Three digits behind each sign are thousands, else a fraction."""
    if re.fullmatch(r"\d{1,3}(?:[.,٬]\d{3})+", text):
        return float(re.sub(r"\D", "", text))
    return float(re.sub("[,٫]", ".", text))


def _spelt(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """Parts joined by و, each smaller than what is before it, and what they are multiplied with."""
    total, part, taken = 0, 0, 0
    while at + taken < len(words):
        word = words[at + taken]
        if taken:
            joined = word.startswith("و")
            plain = word.removeprefix("و") if joined and word not in _UNITS else word
            if plain in TIMES and part and not joined:
                total, part, taken = total + part * TIMES[plain], 0, taken + 1
                continue
            if not joined and not (plain in ("عشر", "عشره") and 0 < part < 10) and plain not in _HUNDRED:
                break
        else:
            plain, joined = word, True
        value = _value(plain)
        if value is None or (plain in _HUNDRED and not joined and not 2 < part < 10):
            break
        part = part * 100 if plain in _HUNDRED and not joined else part + value
        taken += 1
    if total >= 10**3 and (rest := _rest(words, at + taken)):
        part, taken = part + rest, taken + 2
    value = total + part
    return (value, taken) if taken and 0 < value < MOST else None


def _rest(words: Sequence[str], at: int) -> int:
    """What stands behind thousands in digits: «ستة آلاف و259», «726 ألفا و712», but not «5 آلاف و200 ألف»; or 0."""
    joined, rest, behind = (*words[at : at + 3], "", "", "")[:3]
    return int(rest) if joined == "و" and re.fullmatch(r"\d{1,3}", rest) and behind not in TIMES else 0


def _value(word: str) -> int | None:
    if word in _HUNDRED[:4]:
        return 100
    return next((known[word] for known in (_UNITS, _TENS, _HUNDREDS, _TWICE) if word in known), None)
