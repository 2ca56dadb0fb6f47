"""Fourteen ways in which one outlet's text comes out at another's, made from a given text."""

import random
import re
from collections.abc import Callable

Variant = Callable[[str, random.Random], str]

DATELINE = "دمشق – وكالات: "
BOILERPLATE = (
    "تابعونا على قناتنا في تلغرام ليصلكم كل جديد من أخبار المنطقة\n"
    "جميع الحقوق محفوظة للموقع ولا يجوز النقل دون ذكر المصدر"
)
SPELLINGS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"})
CENSORED = re.compile(r"\b(\w{2})(\w{2,})\b")


def _paragraphs(text: str) -> list[str]:
    found = [line for line in text.split("\n") if line.strip()]
    return found if len(found) > 1 else [part + "." for part in text.split(". ") if part.strip()]


def _reordered(text: str, chance: random.Random) -> str:
    parts = _paragraphs(text)
    chance.shuffle(parts)
    return "\n".join(parts)


def _cut(share: float) -> Variant:
    def cut(text: str, chance: random.Random) -> str:
        words = text.split()
        kept = round(len(words) * (1 - share))
        start = chance.choice([0, len(words) - kept])
        return " ".join(words[start : start + kept])

    return cut


def _edited(share: float) -> Variant:
    """Words put in the place of others, in short runs as an editor would."""

    def edit(text: str, chance: random.Random) -> str:
        words = text.split()
        left = round(len(words) * share)
        while left > 0:
            run = min(left, chance.randrange(1, 4))
            at = chance.randrange(max(1, len(words) - run))
            words[at : at + run] = [f"بديل{chance.randrange(10_000)}" for _ in range(run)]
            left -= run
        return " ".join(words)

    return edit


def _embedded(host: str) -> Variant:
    """The beginning of the text, about a third of what it lies in."""

    def embed(text: str, _chance: random.Random) -> str:
        words, around = text.split(), host.split()
        carried = words[: max(1, round(len(words) * 0.35))]
        size = 3 * len(carried) // 2
        while len(around) < 2 * size:
            around = around * 2
        return " ".join([*around[:size], *carried, *around[size : 2 * size]])

    return embed


def _several(text: str, chance: random.Random) -> str:
    cut = _cut(0.15)(text.translate(SPELLINGS), chance)
    return f"{DATELINE}{_edited(0.05)(cut, chance)}\n{BOILERPLATE}"


def variants(host: str) -> dict[str, Variant]:
    """By name; `host` is another text, for what is embedded in it."""
    return {
        "dateline": lambda text, _: DATELINE + text,
        "first paragraph cut": lambda text, _: "\n".join(_paragraphs(text)[1:]) or text,
        "spelling": lambda text, _: text.translate(SPELLINGS),
        "evasion": lambda text, _: CENSORED.sub(r"\1ـ.ـ\2", text, count=12),
        "boilerplate": lambda text, _: f"{text}\n{BOILERPLATE}",
        "reordered": _reordered,
        "cut 10 %": _cut(0.10),
        "cut 20 %": _cut(0.20),
        "cut 40 %": _cut(0.40),
        "edited 5 %": _edited(0.05),
        "edited 15 %": _edited(0.15),
        "brief": lambda text, _: " ".join(text.split()[: max(1, len(text.split()) // 4)]),
        "embedded": _embedded(host),
        "several": _several,
    }
