"""The words a page is written in: one gettext catalogue a language, and its counts, numbers, days and spans of time.

Arabic stands at the plain addresses, English under /en. Month names are those of ar-SY in CLDR (كانون الثاني, شباط …),
digits Latin. Spans are counted nouns of the catalogue, because CLDR has them only in the nominative, and «قبل» and
«كل» ask for the oblique case: «قبل ساعتين».
"""

from collections.abc import Iterable
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache, lru_cache, partial
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from archive.alerts.message import PREFIXES
from archive.times import DAMASCUS, unstamp

CATALOGUES = Path(__file__).parents[1] / "locale"
# The locale that the days and numbers of each language are written by.
LOCALES = {"ar": "ar_SY", "en": "en_GB"}
UNITS = ("b", "kb", "mb", "gb", "tb")
CLOCK = {False: "%H:%M", True: "%H:%M:%S"}
MINUTE, HOUR, DAY = 60, 3_600, 86_400

# Set for the time of one request (headers.wrap), so that every text that is looked up is in the page's language.
page_language: ContextVar[str] = ContextVar("page_language", default="ar")


class Language:
    """A catalogue that is called: `t("home.came", articles=…)`. What is filled in is escaped unless it is Markup."""

    def __init__(self, name: str) -> None:
        with (CATALOGUES / f"{name}.po").open("rb") as source:
            self.catalogue = read_po(source, locale=LOCALES[name], abort_invalid=True)
        # Compiled in memory: no second form of the catalogue in the tree that could fall behind the first.
        compiled = BytesIO()
        write_mo(compiled, self.catalogue)
        compiled.seek(0)
        self.translations = GNUTranslations(compiled)
        self.lang, self.locale = name, Locale.parse(LOCALES[name])
        self.dir = self.locale.text_direction
        self._parts = cache(lambda key: [part[:2] for part in Formatter().parse(self._text(key))])
        self._number = lru_cache(maxsize=4_096)(partial(format_decimal, locale=self.locale))
        self._date = lru_cache(maxsize=4_096)(partial(format_date, locale=self.locale))

    def find(self, key: str) -> str | None:
        """The text under a key, its placeholders not yet filled in; None where there is none."""
        text = self.translations.gettext(key)
        return text if text != key else None

    def __call__(self, key: str, **values: object) -> Markup:
        # A page says some hundred texts: each is taken apart once, which str.format would do every time.
        text = "".join([f"{before}{escape(values[name]) if name else ''}" for before, name in self._parts(key)])
        return Markup(text)  # noqa: S704 - the catalogue is ours, what is filled in is escaped

    def _text(self, key: str) -> str:
        text = self.find(key)
        if text is None:
            raise KeyError(key)
        return text

    def count(self, noun: str, n: int) -> str:
        """412 and `article` give «412 خبرًا», by the plural rule of the language."""
        key = f"count.{noun}"
        text = self.translations.ngettext(key, key, n)
        if text == key:
            raise KeyError(key)
        return text.format(n=self.number(n))

    def number(self, n: int) -> str:
        return str(self._number(n))

    def size(self, n: int) -> str:
        """Bytes with a binary unit: «9.1 غ.ب»."""
        amount, step = float(n), 0
        while amount >= 1024 and step < len(UNITS) - 1:
            amount, step = amount / 1024, step + 1
        written = format_decimal(amount, "#,##0.0" if step else "#,##0", locale=self.locale)
        return f"{written} {self('unit.' + UNITS[step])}"

    def join(self, parts: Iterable[object]) -> Markup:
        """«أ وب وج», “a, b and c”; each part is escaped unless it is Markup."""
        return Markup(format_list([escape(part) for part in parts], locale=self.locale))  # noqa: S704 - escaped

    def day(self, day: date | str, *, weekday: bool = True) -> str:
        """«الأحد 22 تشرين الثاني 2026», months as the Levant names them."""
        when = date.fromisoformat(day) if isinstance(day, str) else day
        pattern = f"{'EEEE ' if weekday else ''}d MMMM y"
        return str(self._date(when, pattern))

    def weekday(self, day: date) -> str:
        """«الأحد»."""
        return str(self._date(day, "EEEE"))

    def local_day(self, stamped: str) -> str:
        """The day in Damascus of an instant, without the day of the week."""
        return self.day(self.local(stamped).date(), weekday=False)

    def month(self, day: str) -> str:
        """`2026-11` gives «تشرين الثاني 2026»."""
        year, month = day.split("-")[:2]
        return str(self._date(date(int(year), int(month), 1), "LLLL y"))

    def month_name(self, day: date) -> str:
        """«تشرين الثاني», where the year stands beside it."""
        return str(self._date(day, "LLLL"))

    def short_day(self, day: date) -> str:
        """«22 تشرين الثاني», where the year stands beside it."""
        return str(self._date(day, "d MMMM"))

    def clock(self, stamped: str, *, seconds: bool = False) -> str:
        """The time of day in Damascus of an instant as the record writes it."""
        return self.local(stamped).strftime(CLOCK[seconds])

    def date(self, day: str, *, weekday: bool = True) -> Markup:
        """A day as HTML that programs read, too."""
        return _time(day, escape(self.day(day, weekday=weekday)))

    def partial(self, stated: str) -> Markup:
        """A day, a month or a year as somebody states it (`2023-11-21`, `2023-11`, `2023`)."""
        if len(stated) == len("2023-11-21"):
            return self.date(stated, weekday=False)
        if len(stated) == len("2023-11"):
            return _time(stated, escape(self.month(stated)))
        return _time(stated, escape(stated))

    def day_seen(self, stamped: str) -> Markup:
        """The day in Damascus of an instant, as HTML that programs read, too."""
        return self.date(self.local(stamped).date().isoformat(), weekday=False)

    def instant(self, stamped: str, *, weekday: bool = True, seconds: bool = False) -> Markup:
        """Day and time of day in Damascus, as HTML that programs read, too."""
        when = self.local(stamped)
        clock = Markup(f'<span class="n">{when:{CLOCK[seconds]}}</span>')  # noqa: S704 - digits
        return _time(stamped, self("time.at", day=self.day(when.date(), weekday=weekday), clock=clock))

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

    def until(self, stamped: str, now: datetime) -> Markup:
        """How long until an instant; that it is due, where it is past."""
        seconds = (unstamp(stamped) - now).total_seconds()
        return self("time.due") if seconds < MINUTE else self("time.in", span=self.span(seconds))

    def seconds(self, n: float) -> Markup:
        """A short time to the second, a longer one as `span` has it."""
        return escape(self.span(n)) if n >= 2 * MINUTE else self("time.seconds", n=self.number(round(n)))

    def rhythm(self, per_day: float) -> Markup | None:
        """How often an article comes on a healthy day; None where nothing is expected."""
        return self("time.every", span=self.span(DAY / per_day)) if per_day > 0 else None

    def state(self, word: str) -> Markup:
        return self(f"state.{word}" if self.find(f"state.{word}") else "state.unknown")

    def cause(self, word: str) -> Markup:
        """A sentence for the short word the scheduler wrote down; none written is a sentence too."""
        word = word or "none"
        if self.find(f"cause.{word}"):
            return self(f"cause.{word}")
        if word.startswith("http_"):
            return self("cause.http", code=word.removeprefix("http_"))
        return self("cause.other", word=foreign(word))

    def barred(self, why: str) -> Markup:
        """Why an outlet cannot be had, and what would change that: of a kind we know, else in the words of its file."""
        known = f"barred.kind.{why}"
        return self(known) if self.find(known) else Markup("<bdi lang='en' dir='auto'>{}</bdi>").format(why)

    def advice(self, word: str) -> Markup:
        """What an operator can do about the cause of an incident."""
        group = "http_server" if word.startswith("http_5") else word
        return self(f"advice.{group}" if self.find(f"advice.{group}") else "advice.other")

    def figure(self, name: str) -> Markup:
        """What a figure of an incident is of."""
        return self(f"figure.{name}") if self.find(f"figure.{name}") else foreign(name.replace("_", " "))

    def figure_value(self, value: object) -> Markup:
        """A figure of an incident: a number as the language writes it, anything else as it is."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return Markup('<span class="n">{}</span>').format(self._number(round(value, 2)))
        return foreign(str(value)[:200])

    def held(self, reason: str) -> Markup:
        """A phrase for the reason a page was held back for."""
        return self(f"held.{reason}") if self.find(f"held.{reason}") else self("held.other", word=foreign(reason))


def _time(stamped: str, text: Markup) -> Markup:
    return Markup(f'<time class="date" datetime="{escape(stamped)}">{text}</time>')  # noqa: S704 - escaped


def foreign(word: str) -> Markup:
    """A short word of the program's own, set apart from the sentence round it."""
    return Markup("<bdi lang='en' dir='ltr'>{}</bdi>").format(word)


@cache
def load(name: str) -> Language:
    return Language(name)


def language() -> Language:
    """The language of the page being made; Arabic outside of a request."""
    return load(page_language.get())


def split_language(path: str) -> tuple[str, str]:
    """The language an address names, and the rest of the address: `/en/search` gives `en`, `/search`."""
    for name, prefix in PREFIXES.items():
        if prefix and (path == prefix or path.startswith(f"{prefix}/")):
            # One slash, whatever was typed: two would make the link to the other language lead to another host.
            return name, "/" + path.removeprefix(prefix).lstrip("/")
    return "ar", path


def href(path: str, name: str = "") -> str:
    """`/search` as the language of the page writes it, or the one named: `/en/search`."""
    return PREFIXES[name or page_language.get()] + path
