"""The folded words beside a number that make it a figure: what befell whom, how it is bounded, what is no figure."""

import re

from archive.analysis.figure_kinds import Bound, Kind
from archive.text.letters import FOLD


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _folded(words: str) -> frozenset[str]:
    return _set(words.translate(FOLD))


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
    "killed": _forms("مقتل قتل قتلت قتلوا مصرع استشهاد استشهد وفاة قضى بحياة جثث جثامين"),
    "wounded": _forms("إصابة أصيب أصيبت أصابوا جرح جرحت"),
    "detained": _forms("اعتقال اعتقل اعتقلت اعتقلوا توقيف أوقفت احتجاز احتجزت"),
    "displaced": _forms("نزوح نزح تهجير تشريد فر فرت فرار هرب هروب"),
}
# «أوقفت الشرطة 2300 شخصا»: a verb, and who does it.
DONE_TO = _forms("قتل قتلت جرح جرحت اعتقل اعتقلت أوقف أوقفت احتجز احتجزت هجر هجرت")
DOERS = _folded(
    "السلطات الشرطة القوات قوات الجيش جيش الأمن أجهزة الأجهزة الميليشيات ميليشيات ميليشيا التنظيم تنظيم عناصر "
    "مسلحون مسلحو طائرات الطائرات غارات غارة الغارات قصف القصف المخابرات الفصائل"
)
# «القبض على 48 مشتبها»
CAUGHT = _forms("القبض قبض")
# «شهيد واحد», «مدنيين اثنين»: the number behind what it counts.
FIGURE_OF_ONE = _set("واحد واحده اثنان اثنين اثنتان اثنتين")
# «سقط 14 مدنيا»: of people, and of nothing else that falls.
FELL = _forms("سقط سقوط")
# What may stand between such a word and its number: «قتل فيها حتى الآن أكثر من 350 ألف شخص».
BETWEEN = _folded(
    "فيها فيه خلالها خلاله بها هناك حتى الآن اليوم أمس "
    "الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الماضي"
)
ANY_BEFORE = frozenset().union(*BEFORE.values())
BEHIND: dict[Kind, frozenset[str]] = {
    "killed": _forms("حتفهم حتفه مصرعهم قتلوا قضوا استشهدوا توفوا ماتوا"),
    "wounded": _forms("أصيبوا جرحوا"),
    "detained": _forms("اعتقلوا أوقفوا الاعتقال الاحتجاز"),
    "displaced": _forms("نزحوا النزوح للنزوح فروا هربوا الفرار للفرار"),
}
# «نحو ثلاثة ملايين شخص، نصفهم نزحوا»
SHARES = _set("نصفهم ثلثهم ربعهم بعضهم معظمهم اغلبهم غالبيتهم منهم")
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
    "عمال افراد فرد فردا مواطن مواطنا مواطنين راكب راكبا متعاقد متعاقدا متعاقدين لاجئ لاجئا لاجئين مشتبها "
    "متهما طلاب نسمه سوري الف الفا الاف مليون ملايين اخرين اخرون "
)
# They end as «46 تونسيا» does and are no people.
NOT_PEOPLE = _set("اسيا افريقيا يوميا سنويا شهريا حاليا")
BOUNDS: tuple[tuple[tuple[str, ...], Bound], ...] = (
    (("ما", "لا", "يقل", "عن"), "at_least"), (("ما", "لايقل", "عن"), "at_least"), (("لا", "يقل", "عن"), "at_least"),
    (("اكثر", "من"), "more_than"), (("ازيد", "من"), "more_than"), (("ما", "يزيد", "عن"), "more_than"),
    (("ما", "يزيد", "علي"), "more_than"), (("ما", "يربو", "علي"), "more_than"), (("اقل", "من"), "less_than"),
    (("ما", "يصل", "الي"), "at_most"), (("ما", "يقارب"), "about"), (("ما", "يقرب", "من"), "about"),
    (("نحو",), "about"), (("حوالي",), "about"), (("قرابه",), "about"), (("زهاء",), "about"), (("حوالى",), "about"),
)  # fmt: skip
TRIGGERS = frozenset().union(*NOUNS.values(), *BEFORE.values(), *BEHIND.values(), *COUNTED.values())
PARTS = frozenset(("بينهم", "بينها", "منهم", "منها", "ضمنهم", "بين"))
REACHED = frozenset(("الي", "بلغ", "يبلغ", "بلغت", "تبلغ", "تجاوز"))
COUNTS = _forms("عدد حصيلة تعداد أعداد ارتفع ارتفعت ارتفاع")
ONE_OF = frozenset(("احد", "احدي"))
# «لكل ستة أسرى» is a rate.
PER = frozenset(("لكل", "كل"))
# «المليونين و200 ألف» is one number, of which the second part is none by itself.
THOUSANDS = _set("الفين الالفين مليون المليون مليونين المليونين ملايين الاف")
# «دخل بعد 2011 نازحا» is a year.
YEAR = re.compile("(?:19|20)[0-9]{2}")
BEFORE_A_YEAR = _forms("عام سنة العام بعد منذ قبل حتى أعوام")
