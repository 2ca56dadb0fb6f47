"""Numbers as Arabic news writes them: digits, number words, ordinals.

Words come as `archive.text.folding.words_for_comparison` folds them: one alef, ه for ة, ي for ئ, Latin digits.
"""

import re

_UNITS = (
    "واحد واحده اثنان اثنين اثنتان اثنتين ثلاث ثلاثه اربع اربعه خمس خمسه ست سته سبع سبعه ثمان ثماني ثمانيه تسع تسعه"
    " عشر عشره عشرون عشرين ثلاثون ثلاثين اربعون اربعين خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين"
    " مايه ميه ميتان ميتين مايتان مايتين الف الفان الفين الاف مليون مليونان مليونين ملايين مليار ملياران مليارين"
    " مليارات"
)
_ORDINALS = (
    "اول اولي ثاني ثانيه ثالث ثالثه رابع رابعه خامس خامسه سادس سادسه سابع سابعه ثامن ثامنه تاسع تاسعه عاشر عاشره"
)
_DIGITS = "ثلاث اربع خمس ست سبع ثمان ثماني تسع"
_HUNDREDS = " ".join(f"{digit}{hundred}" for digit in _DIGITS.split() for hundred in ("مايه", "ميه"))
_WORDS = frozenset(f"{_UNITS} {_HUNDREDS} {_ORDINALS}".split())
_PROCLITICS = re.compile("^[وف]?[بلك]?(?:ال|ل)?(?=..)")


def without_proclitics(word: str) -> str:
    """A comparison word without و ف ب ل ك and the article before it; at least two letters stay.

    >>> [without_proclitics(word) for word in ("وبالثالث", "للخمسه", "بست", "الف")]
    ['ثالث', 'خمسه', 'ست', 'الف']
    """
    return _PROCLITICS.sub("", word)


def is_numeral(word: str) -> bool:
    """Does this comparison word say a number or an ordinal?

    >>> [is_numeral(word) for word in ("12", "والثالث", "بخمسه", "والد")]
    [True, True, True, False]
    """
    return word.isdecimal() or word in _WORDS or without_proclitics(word) in _WORDS
