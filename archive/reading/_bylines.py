"""Lines that say whose words these are: sources, signatures, datelines.

A dateline names a place and who reports from there (دمشق – رويترز). Alone on its line it is no text; before a sentence
it stays there. The agencies are those that Syrian outlets quote.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from archive.text.folding import EDGES, LINE_MARKS, fold_line

_SOURCE = re.compile(r"(?:المصدر|المصادر|مصدر الخبر|Source)\s*[:：]\s*(?P<who>.{2,70})")
_QUOTED = re.compile("نقل(?:ا|\u0627\u064b|\u064b\u0627) عن\\s*:?\\s+(?P<who>.{2,50}[^.])")
_SIGNED = re.compile(
    r"(?:(?:(?:إعداد|اعداد) وتحرير|إعداد|تحرير|تقرير|كتابة|كتبت?(?=[^.!؟]+$))\s*[:：]\s*"
    r"|(?:Reporting|Editing|Written) by:?\s+)"
    r"(?P<who>.{2,60})"
)
# Several names in a row over a text: كاتبة نموذجية | مراسل نموذجي. One name alone might be anything.
_NAME = r"[^\W\d_]+(?: [^\W\d_]+){1,3}"
_ROW = re.compile(rf"{_NAME}(?: \| {_NAME})+")
# An agency's desk signs under the text, reporter before editor: A. Reporter/ Editor.
_LATIN_NAME = r"(?=[^/]*[a-z])(?:(?:al-)?[A-Z][\w.'-]*+\s?){1,3}"
_DESK = re.compile(rf"{_LATIN_NAME}(?:\s*/\s*{_LATIN_NAME})+")

# In folded spelling; every alef, ة and ى is found as well.
_AGENCIES = (
    *("سانا", "رويترز", "ا ?ف ?ب", "(?:وكاله )?فرانس برس", "(?:وكاله )?الاناضول", "د ?ب ?ا", "(?:ال)?اسوشي?تد برس"),
    *("بترا", "واس", "وام", "وفا", "كونا", "شينخوا", "تاس", "نوفوستي", "سبوتنيك", "وكالات", "نورث برس", "عنب بلدي"),
    *("زمان الوصل", "تلفزيون سوريا", "المرصد السوري لحقوق الانسان", "باسنيوز", "روداو", "هاوار"),
    *("reuters", "afp", "anadolu(?: agency)?", "sana", "xinhua", "tass", "dpa", "cnn", "bbc"),
)
_TOWN_AS_WELL = "قنا"  # Qatar's agency, and a town of Egypt: only where agencies sign
_SELF, _OTHER, _TOKENS = "\x01", "\x02", {"\x01", "\x02"}
_STAMP = re.compile(r"(?:date )?\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}:\d\d(?::\d\d)?")
_GAP = re.compile(r"\s*[-–—_/|+،,()\[\]]+\s*")
_INLINE = re.compile(
    rf"(?:[^.:؟!{_SELF}{_OTHER}]{{2,50}}?\s*[-–—_/،,(\[]\s*)?[(\[]?\s*{_OTHER}(?:\s*[-–—_+،,/]\s*{_OTHER})*\s*[)\]]?"
    r"\s*[-–—:/]+\s*\S"
)
_SHORT_FORM = re.compile(
    r"(?:وكاله(?: انباء)?|شبكه|موقع|صحيفه|the) (?P<behind>.{3,}?)(?: الاخباريه)?|(?P<before>.{3,}?) (?:agency|network)"
)
_LONGEST_RULED, _LONGEST_BYLINE, _LONGEST_DATELINE, _RUNNING_LINE = 500, 200, 90, 80  # characters
_MOST_WORDS, _HEAD_LINES, _TAIL_LINES = 6, 3, 2


@dataclass(frozen=True, slots=True)
class Byline:
    """Sources and authors a line names. `stays`: it says more than that and is part of the text."""

    credits: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    stays: bool = False


class Bylines:
    """Reads the bylines of one outlet, called `own_names`; `rules` are its own credit lines (see Outlet)."""

    def __init__(self, own_names: Iterable[str], rules: Iterable[str] = ()) -> None:
        self._own = _pattern_of(frozenset(own_names))
        self._rules = [re.compile(rule) for rule in rules]

    def read(self, line: str, number: int, kept: list[str], left: int) -> Byline | None:
        """What `line` says of its source, if anything: the `number`-th, before it `kept`, after it `left` lines."""
        whole = " ".join(LINE_MARKS.sub("", line[:_LONGEST_RULED]).split())
        bare = whole[:_LONGEST_BYLINE]
        if byline := self._by_rule(whole) or _signed(bare, not kept[_TAIL_LINES - 1 :]):
            return Byline(self._others(byline.credits), self._others(byline.authors), byline.stays)
        in_tail = left < _TAIL_LINES
        may_be_one = number < _HEAD_LINES or (in_tail and _is_short(bare))
        return self._dateline(bare, number, kept, in_tail) if may_be_one else None

    def signature(self, kept: list[str]) -> Byline:
        """What the last lines of `kept` sign the text with; takes them out of it."""
        credits: list[str] = []
        while kept and (found := _AGENCY_ROW.fullmatch(LINE_MARKS.sub("", kept[-1]))):
            credits.append(found["who"])
            kept.pop()
        signed = kept.pop() if kept and _DESK.fullmatch(kept[-1]) else ""
        return Byline(self._others(credits), tuple(name.strip() for name in signed.split("/") if signed))

    def _by_rule(self, line: str) -> Byline | None:
        for rule in self._rules:
            if found := rule.match(line):
                named = {name: (names or "").strip(EDGES) for name, names in found.groupdict().items()}
                authors = "/".join(names for name, names in named.items() if name.startswith("author"))
                # A rule that only looks ahead takes nothing: the line says more than whose it is.
                stays = not found.end()
                return Byline((named.get("who", ""),), tuple(re.split(r"\s*[/|،]\s*", authors)), stays)
        return None

    def _dateline(self, line: str, number: int, kept: list[str], in_tail: bool) -> Byline | None:
        unnamed = self._own.sub(_SELF, line)
        others = tuple(_AGENCY.findall(unnamed))
        marked = _AGENCY.sub(_OTHER, unnamed) if others else unnamed
        names_any = _SELF in marked or _OTHER in marked
        parts = _parts(marked) if names_any and _is_short(line) else []
        words = sum(len(part.split()) for part in parts if part not in _TOKENS)
        if words <= _MOST_WORDS and _TOKENS & set(parts):
            opens = number < _HEAD_LINES and not (others and any(len(text) >= _RUNNING_LINE for text in kept))
            if opens or (in_tail and not words):
                return Byline(self._others(others))
        if others and number < _HEAD_LINES and _INLINE.match(marked):
            return Byline(self._others(others[:1]), stays=True)
        return None

    def _others(self, names: Iterable[str]) -> tuple[str, ...]:
        """`names` without the outlet's own."""
        return tuple(name for name in names if name and not self._own.fullmatch(LINE_MARKS.sub("", name)))


def _signed(line: str, at_top: bool) -> Byline | None:
    if found := _SOURCE.fullmatch(line) or _QUOTED.fullmatch(line):
        return Byline(credits=(found["who"].strip(EDGES),))
    if found := _SIGNED.fullmatch(line):
        return Byline(authors=(found["who"].strip(EDGES),))
    return Byline(authors=tuple(line.split(" | "))) if at_top and _ROW.fullmatch(line) else None


def _is_short(line: str) -> bool:
    return len(line) <= _LONGEST_DATELINE and not line.endswith(("؟", "?", "!"))


def _parts(marked: str) -> list[str]:
    return [part for part in _GAP.split(_STAMP.sub(" - ", marked).strip(EDGES)) if part.strip(EDGES)]


@lru_cache(maxsize=256)  # the names of an outlet are those of its next page
def _pattern_of(names: frozenset[str]) -> re.Pattern[str]:
    # A number may stand apart: عربي21, عربي 21.
    called = {re.sub(r"(?:\\ )?(\d+)", r"\\s*\1", re.escape(form)) for name in names for form in _forms(name)}
    return re.compile(_any_of(called) if called else "(?!)", re.IGNORECASE)


def _forms(name: str) -> Iterator[str]:
    """The folded names an outlet goes by: Hawar News Agency (ANHA) is also Hawar News Agency, Hawar News and ANHA."""
    for part in (name, *re.split(r"[()]", name)):
        folded = fold_line(part)
        yield from (folded,) if len(folded) > 1 else ()
        if short := _SHORT_FORM.fullmatch(folded):
            yield short["behind"] or short["before"]


def _any_of(patterns: Iterable[str]) -> str:
    """A pattern for any of `patterns`, which are in folded spelling, in any spelling and as whole words."""
    alternatives = "|".join(sorted(patterns, key=len, reverse=True))
    for folded, letters in (("ا", "[اأإآٱ]"), ("ه", "[هة]"), ("ي", "[يى]"), ("\\ ", r"\s*")):
        alternatives = alternatives.replace(folded, letters)
    return rf"(?<!\w)(?:{alternatives})(?!\w)"


_AGENCY = re.compile(_any_of(_AGENCIES), re.IGNORECASE)
_SIGNING = _any_of((*_AGENCIES, _TOWN_AS_WELL))
_AGENCY_ROW = re.compile(
    rf"[-–—\s]*[(\[]?\s*(?P<who>{_SIGNING}(?:\s*[-–_+،/و]\s*{_SIGNING})*)\s*[)\]]?\s*\.?", re.IGNORECASE
)
