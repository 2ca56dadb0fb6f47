"""Dates that no mark parts from the words beside them: a section and its day, a counter behind one, a dateline.

A line may name an event with its day in the very same words. A weekday, an hour, a counter or a label tells them apart.
"""

import re

from archive.reading._calendars import day_is_named, fold, has_year
from archive.reading._date_labels import names_a_publication, names_an_update
from archive.reading._date_lines import date_in, names_else, other_words
from archive.reading._times_of_day import CLOCK
from archive.reading.dates import whole_date

_LONGEST, _MOST_BESIDE, _MOST_OF_A_PLACE = 70, 3, 4
_LONGEST_DATELINE = 90
_PARTED = re.compile(r"[|•●·»]|\s[-–—/]\s")
_DASH = re.compile(r"\s?(?:--?|[–—:])\s")
_OF_TODAY = re.compile(r"(?<!\w)(?:اليوم|today|bugun|iro)(?!\w)")
_PLACE = re.compile(r"((?:(?!(?:الي|من|علي|عن|مع|بعد|قبل|ان) )\w+ ){1,3})في ?:? ?(\D{0,10}\d[^.؟!]*)$")
_AGENCY = re.compile(r"\([^()\d]{2,30}\)")


def date_beside_words(line: str) -> str:
    """The date that a short line opens or ends with; empty where that may be another thing's."""
    folded = fold(line)
    if (
        len(line) > _LONGEST
        or line[-1] in ".؟!:"
        or _PARTED.search(line)
        or names_else(folded)
        or is_of_today(folded)
        or names_an_update(folded)
    ):
        return ""
    found = whole_date(folded)
    if not found:
        return ""
    before, behind = folded[: found.start()], folded[found.end() :]
    words, words_behind = other_words(before), other_words(behind)
    if (words and words_behind) or len(words + words_behind) > _MOST_BESIDE:
        return ""
    is_counted = any(map(str.isdigit, before + behind))
    is_told = day_is_named(folded) or CLOCK.search(folded) or is_counted or names_a_publication(folded)
    if not is_told and words:
        return ""
    return folded[found.start() :] if words else folded[: found.end()]


def is_of_today(folded: str) -> bool:
    """Does folded text say of its date that it is today's, as themes do that print the day of whoever reads?"""
    return _OF_TODAY.search(folded) is not None


def date_of_dateline(line: str) -> str:
    """The date in front of a text, between a place, an agency in brackets and a dash."""
    opening = line[:_LONGEST_DATELINE]
    for dash in _DASH.finditer(opening):
        dateline = fold(opening[: dash.start()])
        found = whole_date(dateline)
        if found and _AGENCY.search(opening[: dash.start()]):
            bare = fold(_AGENCY.sub(" ", opening[: dash.start()]))
            return found[0] if 0 < len(other_words(bare)) <= _MOST_OF_A_PLACE else ""
    return ""


def date_of_signature(line: str) -> str:
    """The date of a line as one stands under a text: a date, or a place and a date, with a mark between them or في."""
    said = date_in(line)
    if said:
        return said if said == line or len(other_words(line)) < _MOST_OF_A_PLACE else ""
    folded = fold(line)
    found = _PLACE.match(folded)
    if not found or names_else(folded) or names_an_update(folded) or other_words(found[2]):
        return ""
    return found[2] if has_year(found[2]) and whole_date(found[2]) and other_words(found[1]) else ""
