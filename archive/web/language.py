"""The words a page is written in: one catalogue file per language, and its plurals, numbers, days and spans of time.

Plural categories are CLDR's (unicode.org/cldr, plural rules of Arabic): 1 and 2 have their own noun, 3 to 10 take the
plural, 11 to 99 the accusative singular, round hundreds the genitive singular.
"""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from archive.instants import DAMASCUS, unstamp

CATALOGUES = Path(__file__).parent / "locale"
MINUTE, HOUR, DAY = 60, 3_600, 86_400


def plural_category(n: int) -> str:
    """`zero`, `one`, `two`, `few`, `many` or `other` for a count in Arabic."""
    if n in (0, 1, 2):
        return ("zero", "one", "two")[n]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if n % 100 >= 11 else "other"


class Language:
    """A catalogue that speaks: `say("home.came", articles=…)`. What is filled in is escaped unless it is Markup."""

    def __init__(self, catalogue: Mapping[str, Any]) -> None:
        self.catalogue = catalogue
        self.lang: str = catalogue["lang"]
        self.dir: str = catalogue["dir"]

    def find(self, key: str) -> Any:
        """The entry under a dotted key; None where there is none."""
        entry: Any = self.catalogue
        for part in key.split("."):
            if not isinstance(entry, Mapping) or part not in entry:
                return None
            entry = entry[part]
        return entry

    def __call__(self, key: str, **values: object) -> Markup:
        text = self.find(key)
        if not isinstance(text, str):
            raise KeyError(key)
        return Markup(text).format(**values)  # noqa: S704 - the catalogue is ours, what is filled in is escaped

    def count(self, noun: str, n: int) -> str:
        """412 and `article` give «412 خبرًا»."""
        forms: dict[str, str] = self.find(f"plural.{noun}")
        return forms[plural_category(n)].format(n=self.number(n))

    def number(self, n: int) -> str:
        return f"{n:,}"

    def size(self, n: int) -> str:
        """Bytes with a binary unit: «9.1 غ.ب»."""
        units: list[str] = self.catalogue["byte_units"]
        amount, step = float(n), 0
        while amount >= 1024 and step < len(units) - 1:
            amount, step = amount / 1024, step + 1
        return f"{n:,} {units[0]}" if step == 0 else f"{amount:,.1f} {units[step]}"

    def day(self, day: date | str, *, weekday: bool = True, year: bool = True) -> str:
        """«الأحد 22 تشرين الثاني 2026», months as the Levant names them."""
        when = date.fromisoformat(day) if isinstance(day, str) else day
        words = [f"{when.day} {self.catalogue['months'][when.month - 1]}"]
        if weekday:
            words.insert(0, self.catalogue["weekdays"][when.weekday()])
        if year:
            words.append(str(when.year))
        return " ".join(words)

    def month(self, day: str) -> str:
        """`2026-11` gives «تشرين الثاني 2026»."""
        year, month = day.split("-")[:2]
        return f"{self.catalogue['months'][int(month) - 1]} {year}"

    def clock(self, stamped: str, *, seconds: bool = False) -> str:
        """The time of day in Damascus of an instant as the record writes it."""
        return self.local(stamped).strftime("%H:%M:%S" if seconds else "%H:%M")

    def local(self, stamped: str) -> datetime:
        return unstamp(stamped).astimezone(DAMASCUS)

    def span(self, seconds: float) -> str:
        """The largest whole unit: «40 دقيقة», «ساعتين», «3 أيام»."""
        for noun, unit in (("day", DAY), ("hour", HOUR)):
            # Up to two of a unit, the smaller one says more: 36 hours, not one day.
            if seconds >= 2 * unit:
                return self.count(noun, round(seconds / unit))
        if seconds >= HOUR and round(seconds / HOUR) == 1 and seconds % HOUR < 10 * MINUTE:
            return self.count("hour", 1)
        return self.count("minute", round(seconds / MINUTE))

    def ago(self, stamped: str, now: datetime) -> Markup:
        seconds = (now - unstamp(stamped)).total_seconds()
        return self("time.now") if seconds < MINUTE else self("time.ago", span=self.span(seconds))

    def rhythm(self, per_day: float) -> Markup | None:
        """How often an article comes on a healthy day; None where nothing is expected."""
        return self("time.every", span=self.span(DAY / per_day)) if per_day > 0 else None

    def state(self, word: str) -> Markup:
        return self(f"state.{word}") if isinstance(self.find(f"state.{word}"), str) else self("state.unknown")

    def cause(self, word: str) -> Markup:
        """A sentence for the short word the scheduler wrote down; none written is a sentence too."""
        word = word or "none"
        if isinstance(self.find(f"cause.{word}"), str):
            return self(f"cause.{word}")
        if word.startswith("http_"):
            return self("cause.http", code=word.removeprefix("http_"))
        return self("cause.other", word=Markup("<bdi lang='en' dir='ltr'>{}</bdi>").format(word))


@cache
def language(name: str = "ar") -> Language:
    return Language(tomllib.loads((CATALOGUES / f"{name}.toml").read_text("utf-8")))
