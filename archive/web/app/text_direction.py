"""The direction a text is set in: that of its language, unless most of its own letters are written the other way.

What HTML calls `auto` goes by the first letter, and sets an Arabic paragraph that begins with BBC from left to right.
"""

import re
from functools import lru_cache

from markupsafe import Markup

LATIN = ("en", "fr", "de", "tr", "es", "ku")
_LETTERS = re.compile(r"[^\W\d_]+")
# Hebrew, Arabic, Syriac and their neighbours, and the forms of Arabic letters: scripts read from right to left.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]+")


def direction(lang: str) -> str:
    """The `dir` of a text in a language; `auto` where the language is not known."""
    if lang.startswith(LATIN):
        return "ltr"
    return "rtl" if lang else "auto"


def direction_of(text: str, lang: str) -> str:
    """The `dir` of this text, of an article in a language.

    >>> direction_of("FAO: تحذر من الجفاف", "ar"), direction_of("Food and Agriculture Organization (فاو)", "ar")
    ('rtl', 'ltr')
    """
    letters = "".join(_LETTERS.findall(text))
    right = sum(map(len, _RIGHT_TO_LEFT.findall(letters)))
    if 2 * right == len(letters):
        return direction(lang)
    return "rtl" if 2 * right > len(letters) else "ltr"


def written(lang: str, text: str = "") -> Markup:
    """The attributes of an element whose text is in a language: `lang` where that is known, and `dir`."""
    return _attributes(lang, direction_of(text, lang))


def turned(lang: str, text: str) -> Markup:
    """The attribute of a paragraph inside an element that is `written` in its language: none where it is read alike."""
    own = direction_of(text, lang)
    return Markup("") if own == direction(lang) else Markup(' dir="{}"').format(own)


@lru_cache(maxsize=64)
def _attributes(lang: str, own: str) -> Markup:
    form = Markup('lang="{}" dir="{}"') if lang else Markup('{}dir="{}"')
    return form.format(lang, own)
