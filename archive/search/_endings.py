"""What is written behind a noun: cases, numbers, owners. A noun is a folded word without its article (كتيبه)."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

OWNERS = ("ها", "هم", "هن", "هما", "نا", "كم", "ك")
ALL_OWNERS = (*OWNERS, "ه", "ي")
# Behind three letters ي, ات and ون make another word as often as not, behind two also the dual.
AFTER_TWO = ("", "ا", *OWNERS, "ه")
AFTER_THREE = ("", "ا", "ان", "ين", *OWNERS, "ه")
OF_SEVERAL = tuple(f"{case}{owner}" for case in "يو" for owner in (*OWNERS, "ه"))  # لاعبيه, لاعبوها
AFTER_MORE = (
    "ا", "ان", "ين", "ون", "ات", "و", *ALL_OWNERS, *(f"ات{owner}" for owner in ALL_OWNERS), *OF_SEVERAL,
)  # fmt: skip
# Behind a broken plural: مظاهره is a demonstration, not one of مظاهر.
AFTER_PLURAL = ("", "ا", *OWNERS, "ه")
AFTER_FEMININE = (
    "تان", "تين", "تا", "تي", "ته", *(f"ت{owner}" for owner in OWNERS),
    "ات", *(f"ات{owner}" for owner in ALL_OWNERS),
)  # fmt: skip
SHORTEST, THREE = 2, 3
MOST_KEPT = 1_000  # nouns
_COUNTRIES = """
تركيا سوريا روسيا ليبيا المانيا ايطاليا بريطانيا اسبانيا استراليا اوكرانيا رومانيا بلغاريا اسيا افريقيا موريتانيا صربيا
كرواتيا سلوفينيا سلوفاكيا البانيا ماليزيا اندونيسيا نيجيريا كينيا اثيوبيا ارمينيا جورجيا كولومبيا بوليفيا مقدونيا
ليتوانيا لاتفيا استونيا كمبوديا منغوليا تنزانيا ناميبيا زامبيا غامبيا ارتيريا يوغوسلافيا كتالونيا كاتالونيا كاليفورنيا
كوريا
"""
COUNTRIES = frozenset(_COUNTRIES.split())


@lru_cache(MOST_KEPT)
def bodies(noun: str) -> tuple[tuple[str, str], ...]:
    """The noun with each ending, and the ending."""
    return tuple(_with_endings(noun))


def _with_endings(noun: str) -> Iterator[tuple[str, str]]:
    stem = noun[:-1]
    yield noun, ""
    if noun.endswith("ه"):
        yield from ((stem + ending, ending) for ending in AFTER_FEMININE)
        if stem.endswith("ا"):
            # قناه قنوات, فتاه فتيات, منشاه منشات
            endings = ("وات", "يات", "ات") if len(stem) > THREE else ("وات", "يات")
            yield from ((stem[:-1] + ending, "ات") for ending in endings)
            yield from ((stem[:-1] + ending + owner, owner) for ending in endings for owner in (*OWNERS, "ه"))
        return
    if noun.endswith("ا") and len(noun) > THREE:
        # ميليشيات, كاميراتها
        yield f"{noun}ت", "ات"
        yield from ((f"{noun}ت{owner}", owner) for owner in (*OWNERS, "ه"))
    yield from ((noun + ending, ending) for ending in endings_of(noun) if ending)
    if noun.endswith("ي") and len(noun) > SHORTEST:
        yield from ((f"{stem}ا{owner}", owner) for owner in (*OWNERS, "ه"))  # قراهم their villages
    if noun.endswith("اء"):
        yield from ((stem + seat + owner, owner) for seat in "ئؤ" for owner in ALL_OWNERS)
    elif noun.endswith("ء"):
        yield from ((f"{stem}ئ{ending}", ending) for ending in AFTER_THREE if ending)  # شيئا, عبئها; no جزئي


def endings_of(stem: str) -> Iterable[str]:
    """What may stand behind a noun without ة."""
    if len(stem) <= THREE:
        return AFTER_THREE if len(stem) == THREE else AFTER_TWO if len(stem) == SHORTEST else ()
    return ("", *AFTER_MORE)


def is_a_country(form: str, ending: str) -> bool:
    """تركيا, hardly ever a Turk in the accusative."""
    return ending == "ا" and form in COUNTRIES
