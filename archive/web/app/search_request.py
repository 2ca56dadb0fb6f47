"""What an address asks of the search, and the words for what in it was not understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypedDict, cast
from urllib.parse import quote_plus

from markupsafe import Markup

from archive.search.engine import Mode, Order
from archive.search.query_parser import Note
from archive.web.app.language import language
from archive.web.app.parameters import day_of, is_number

MOST_CHARACTERS = 300
MODES = ("exact", "names", "forms")
ORDERS = ("newest", "rank")
# What of a question stands in its address, and as what.
ADDRESSED = {
    "q": "q",
    "mode": "mode",
    "order": "order",
    "outlet": "outlet",
    "date_from": "from",
    "date_to": "to",
    "before": "before",
}
NOTES = {
    "bad_day": "search.bad_day",
    "bad_kind": "search.bad_kind",
    "bad_outlet": "search.bad_outlet",
    "no_value": "search.no_value",
    "empty_or": "search.empty_or",
    "only_excluded": "search.only_excluded",
    "short_start": "search.short_start",
    "too_long": "search.cut",
    "unbalanced": "search.unbalanced",
}
# A page of hits leads to some thirty places, nearly all of them with the same words.
_quoted = lru_cache(maxsize=1_024)(quote_plus)


class Part(TypedDict):
    """A part of the record: an outlet's name, days (both included); None where nothing is left out."""

    outlet: str | None
    date_from: date | None
    date_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What the address of the page asks for, and what in it could not be understood (`notes`, sentences)."""

    q: str = ""
    mode: Mode = "names"
    order: Order = "newest"
    outlet: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    before: int | None = None
    notes: list[Markup] = field(default_factory=list)

    def address(self, **changes: object) -> str:
        """The query string of this question, some of it changed; the first page of it, unless `before` is named."""
        values = {name: getattr(self, name) for name in ADDRESSED} | {"before": None} | changes
        if not values["q"] or values["mode"] == "names":
            values["mode"] = None
        if values["order"] == "newest":
            values["order"] = None
        return "?" + "&".join([f"{ADDRESSED[name]}={_quoted(str(value))}" for name, value in values.items() if value])

    @property
    def filters(self) -> Part:
        """Which part of the record is asked for, whatever page of it."""
        return {"outlet": self.outlet, "date_from": self.date_from, "date_to": self.date_to}

    @property
    def filtered(self) -> bool:
        return bool(self.outlet or self.date_from or self.date_to)


def typed_text(values: Mapping[str, str]) -> str:
    """The question without what nobody can mean: marks of the highlighter, a NUL, a half of a surrogate pair."""
    return "".join(c for c in values.get("q", "") if c >= " " and not "\ud800" <= c <= "\udfff")


def parse_request(values: Mapping[str, str], outlets: Mapping[str, str]) -> SearchRequest:
    """Read the query string. Nothing in it is an error: what makes no sense is left out, and a note says so."""
    t, notes = language(), []
    typed = typed_text(values).strip()
    if len(typed) > MOST_CHARACTERS:
        notes.append(t("search.cut"))
    days: dict[str, date | None] = {}
    for name in ("from", "to"):
        text = values.get(name, "").strip()
        days[name] = day_of(text, last=name == "to")
        if text and days[name] is None:
            notes.append(t("search.bad_day", text=text[:40]))
    outlet = values.get("outlet") or None
    if outlet is not None and outlet not in outlets:
        notes.append(t("search.bad_outlet", text=outlet[:40]))
    before = values.get("before", "")
    if before and not is_number(before):
        notes.append(t("search.bad_before"))
    return SearchRequest(
        q=typed[:MOST_CHARACTERS],
        mode=cast("Mode", values["mode"] if values.get("mode") in MODES else "names"),
        order=cast("Order", values["order"] if values.get("order") in ORDERS else "newest"),
        outlet=outlet if outlet in outlets else None,
        date_from=days["from"],
        date_to=days["to"],
        before=int(before) if is_number(before) else None,
        notes=notes,
    )


def note_text(note: Note) -> Markup:
    """What in the question was not understood, in the reader's language."""
    return language()(NOTES[note.code], text=note.text)
