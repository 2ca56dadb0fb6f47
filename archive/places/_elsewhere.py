"""What the words behind a name say of its country: البصرة العراقية, حي السنجق في إزمير, الدشيشة شمال شرق سوريا."""

from collections.abc import Sequence

from archive.text.folding import fold_query

# Of a country: its name, and what its adjective is made of.
COUNTRIES = {
    "العراق": "عراق", "مصر": "مصر", "تونس": "تونس", "ليبيا": "ليب", "اليمن": "يمن", "السعودية": "سعود",
    "لبنان": "لبنان", "الأردن": "أردن", "فلسطين": "فلسطين", "إسرائيل": "إسرائيل", "تركيا": "ترك", "إيران": "إيران",
    "روسيا": "روس", "فرنسا": "فرنس", "ألمانيا": "ألمان", "بريطانيا": "بريطان", "أميركا": "أميرك", "أمريكا": "أمريك",
    "المغرب": "مغرب", "الجزائر": "جزائر", "السودان": "سودان", "الصومال": "صومال", "الكويت": "كويت", "قطر": "قطر",
    "البحرين": "بحرين", "الإمارات": "إمارات", "أفغانستان": "أفغان", "باكستان": "باكستان", "الهند": "هند",
    "الصين": "صين", "اليونان": "يونان", "إيطاليا": "إيطال", "إسبانيا": "إسبان", "أوكرانيا": "أوكران",
    "قبرص": "قبرص", "نيجيريا": "نيجير",
}  # fmt: skip
# Parts and cities of other countries, said as a country is.
PARTS = """
بغداد الموصل الأنبار نينوى ديالى كركوك أربيل السليمانية البصرة سنجار القاهرة سيناء الإسكندرية القدس النقب الجليل غزة
الضفة صنعاء عدن الحديدة تعز مأرب طرابلس بنغازي بيروت البقاع عكار عمان الرياض جدة القطيف إسطنبول أنقرة إزمير أنطاكيا
هاتاي أورفا عنتاب مرسين أضنة طهران موسكو
"""
# "The border" is none of these: a name before "near the Turkish border" may well be of Syria.
BETWEEN = """
في من شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط أقصى محافظة مدينة منطقة ولاية إقليم قضاء العاصمة الواقعة الواقع
"""
REACH = 6  # words


def _folded(words: str, *fronts: str) -> frozenset[str]:
    return frozenset(f"{front}{word}" for word in fold_query(words).split() for front in fronts)


_WITH_A_PREPOSITION = _folded(" ".join((*COUNTRIES, PARTS)), "ب")
_NAMES = _folded(" ".join((*COUNTRIES, PARTS)), "")
_ADJECTIVES = _folded(" ".join(f"ال{stem}ي ال{stem}ية" for stem in COUNTRIES.values()), "")
_BETWEEN = _folded(BETWEEN, "", "ب")


_HERE = _folded("سوريا سورية السوري السورية", "", "ب")


def lies_elsewhere(words: Sequence[str], end: int) -> bool:
    """Of the name whose last word stands before `end`."""
    at, word = _first_behind(words, end)
    return word in _WITH_A_PREPOSITION or word in _ADJECTIVES or (word in _NAMES and at > end)


def lies_in_syria(words: Sequence[str], end: int) -> bool:
    """Likewise."""
    return _first_behind(words, end)[1] in _HERE


def _first_behind(words: Sequence[str], end: int) -> tuple[int, str]:
    """The first word that does not merely tell the direction or the kind of a place, and where it stands."""
    behind = enumerate(words[end : end + REACH], end)
    return next(((at, word) for at, word in behind if word not in _BETWEEN), (end, ""))
