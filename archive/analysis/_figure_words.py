"""The folded words beside a number that make it a figure: what befell whom, how it is bounded, what is no figure."""

import re

from archive.analysis.figure_kinds import Bound, Kind
from archive.text.letters import FOLD


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _forms(words: str) -> frozenset[str]:
    fronts = ("", *"وفبلك", "وب", "ول", "فب")
    return frozenset(front + word.translate(FOLD) for word in words.split() for front in fronts)


NOUNS: dict[Kind, frozenset[str]] = {
    "killed": _set("قتيل قتيلا قتلي شهيد شهيدا شهداء ضحايا جثه جثث وفاه وفيات"),
    "wounded": _set("جريح جريحا جرحي مصاب مصابا مصابين مصابون"),
    "detained": _set("معتقل معتقلا معتقلين معتقلون موقوف موقوفا موقوفين محتجز محتجزا محتجزين اسير اسيرا اسري "),
    "displaced": _set("نازح نازحا نازحين نازحون مهجر مهجرا مهجرين مشرد مشردا مشردين"),
}
DUALS: dict[str, Kind | None] = {
    **dict.fromkeys(_set("قتيلان قتيلين شهيدان شهيدين جثتان جثتين"), "killed"),
    **dict.fromkeys(_set("جريحان جريحين مصابان مصابين_اثنين"), "wounded"),
    **dict.fromkeys(_set("معتقلان موقوفان اسيران اسيرين"), "detained"),
    **dict.fromkeys(
        _set(
            "شخصان شخصين مدنيان مدنيين_اثنين جنديان جنديين عنصران عنصرين طفلان طفلين امراتان امراتين مقاتلان "
            "شابان شابين عاملان عاملين صحفيان صحفيين_اثنين شرطيان شرطيين ضابطان ضابطين رجلان رجلين فتاتان فتاتين "
            "طفلتان طفلتين "
        )
    ),
}
BEFORE: dict[Kind, frozenset[str]] = {
    "killed": _forms("مقتل قتل قتلت مصرع استشهاد استشهد وفاة قضى بحياة"),
    "wounded": _forms("إصابة أصيب أصيبت جرح جرحت"),
    "detained": _forms("اعتقال اعتقل اعتقلت توقيف أوقفت احتجاز احتجزت"),
    "displaced": _forms("نزوح نزح تهجير تشريد"),
}
ANY_BEFORE = frozenset().union(*BEFORE.values())
BEHIND: dict[Kind, frozenset[str]] = {
    "killed": _forms("حتفهم حتفه مصرعهم قتلوا قضوا استشهدوا"),
    "wounded": _forms("أصيبوا جرحوا"),
    "detained": _forms("اعتقلوا أوقفوا"),
    "displaced": _forms("نزحوا"),
}
COUNTED: dict[Kind, frozenset[str]] = {
    "killed": _set("القتلي الضحايا الشهداء الوفيات قتلي ضحايا"),
    "wounded": _set("الجرحي المصابين"),
    "detained": _set("المعتقلين الموقوفين المحتجزين"),
    "displaced": _set("النازحين المهجرين"),
}
PEOPLE = _set(
    "شخص شخصا اشخاص مدني مدنيا مدنيين مدنيون جندي جنديا جنود عنصر عنصرا عناصر مقاتل مقاتلا مقاتلين مقاتلي "
    "مسلح مسلحا مسلحين طفل طفلا اطفال امراه نساء عسكري عسكريا عسكريين رجل رجلا رجال شاب شابا شبان ارهابي "
    "ارهابيا ارهابيين متظاهر متظاهرا متظاهرين صحفي صحفيا صحفيين شرطي شرطيا ضابط ضابطا ضباط عامل عاملا "
    "عمال افراد فرد فردا مواطن مواطنا مواطنين راكب راكبا الف الفا الاف مليون ملايين اخرين اخرون "
)
BOUNDS: tuple[tuple[tuple[str, ...], Bound], ...] = (
    (("ما", "لا", "يقل", "عن"), "at_least"), (("لا", "يقل", "عن"), "at_least"), (("اكثر", "من"), "more_than"),
    (("ما", "يزيد", "عن"), "more_than"), (("ما", "يزيد", "علي"), "more_than"), (("اقل", "من"), "less_than"),
    (("ما", "يقارب"), "about"), (("ما", "يقرب", "من"), "about"), (("نحو",), "about"), (("حوالي",), "about"),
    (("قرابه",), "about"), (("زهاء",), "about"), (("حوالى",), "about"),
)  # fmt: skip
TRIGGERS = frozenset().union(*NOUNS.values(), *BEFORE.values(), *BEHIND.values(), *COUNTED.values())
PARTS = frozenset(("بينهم", "بينها", "منهم", "منها", "ضمنهم", "بين"))
REACHED = frozenset(("الي", "بلغ", "يبلغ", "بلغت", "تبلغ", "تجاوز"))
COUNTS = _forms("عدد حصيلة تعداد أعداد ارتفع ارتفعت ارتفاع")
ONE_OF = frozenset(("احد", "احدي"))
# «لكل ستة أسرى» is a rate.
PER = frozenset(("لكل", "كل"))
# «دخل بعد 2011 نازحا» is a year.
YEAR = re.compile("(?:19|20)[0-9]{2}")
BEFORE_A_YEAR = _forms("عام سنة العام بعد منذ قبل حتى أعوام")
