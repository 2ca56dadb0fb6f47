"""What an address asks of the search, and the words for what in it was not understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import cast
from urllib.parse import quote_plus

from markupsafe import Markup

from archive.search.engine import Mode, Order
from archive.search.filters import Part
from archive.search.offers import Offer
from archive.search.query_parser import Note
from archive.web.app.language import language
from archive.web.app.parameters import day_of, is_number, names_in

MOST_CHARACTERS = 300
MODES = ("exact", "names", "forms")
NO_ARABIC = "no"
ORDERS = ("newest", "rank")
# What of a question stands in its address, and as what.
ADDRESSED = {
    "q": "q",
    "mode": "mode",
    "order": "order",
    "outlets": "outlet",
    "date_from": "from",
    "date_to": "to",
    "arabic": "arabic",
    "before": "before",
    "start": "start",
}
NOTES = {
    "bad_day": "search.bad_day",
    "bad_kind": "search.bad_kind",
    "bad_outlet": "search.bad_outlet",
    "no_value": "search.no_value",
    "empty_or": "search.empty_or",
    "only_excluded": "search.only_excluded",
    "short_start": "search.short_start",
    "spoken_or": "search.spoken_or",
    "spoken_not": "search.spoken_not",
    "too_long": "search.cut",
    "unbalanced": "search.unbalanced",
}
# A page of hits leads to some thirty places, nearly all of them with the same words.
_quoted = lru_cache(maxsize=1_024)(quote_plus)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What the address of the page asks for, and what in it could not be understood (`notes`, sentences).

    `arabic` is NO_ARABIC where no Arabic names are to be offered for Latin ones, else empty. A page of a list begins at
    the hit number `start`, or with what is older than the article `before`.
    """

    q: str = ""
    mode: Mode = "names"
    order: Order = "newest"
    outlets: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    arabic: str = ""
    before: int | None = None
    start: int = 1
    notes: list[Markup] = field(default_factory=list)

    def address(self, **changes: object) -> str:
        """The query string of this question, some of it changed; the first page of it, unless a page is named."""
        values = {name: getattr(self, name) for name in ADDRESSED} | {"before": None, "start": 1} | changes
        if not values["q"] or values["mode"] == "names":
            values["mode"] = None
        if values["order"] == "newest":
            values["order"] = None
        if values["start"] == 1:
            values["start"] = None
        named = [
            (name, one) for name, value in values.items() if value for one in (value if name == "outlets" else [value])
        ]
        return "?" + "&".join([f"{ADDRESSED[name]}={_quoted(str(value))}" for name, value in named])

    def address_of(self, offer: Offer) -> str:
        """The query string of a question that was offered beside this one."""
        return self.address(q=offer.question, mode=offer.mode, **dict.fromkeys(offer.freed))

    def toggled(self, outlet: str) -> tuple[str, ...]:
        """The outlets asked for without this one, or with it where it is not among them."""
        left = tuple(name for name in self.outlets if name != outlet)
        return left if outlet in self.outlets else (*left, outlet)

    @property
    def filters(self) -> Part:
        """Which part of the record is asked for, whatever page of it."""
        return {"outlets": self.outlets, "date_from": self.date_from, "date_to": self.date_to}

    @property
    def filtered(self) -> bool:
        return bool(self.outlets or self.date_from or self.date_to)


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
    asked = names_in(values.get("outlet", ""))
    notes += [t("search.bad_outlet", text=name[:40]) for name in asked if name not in outlets]
    before, start = values.get("before", ""), values.get("start", "")
    if any(place and not is_number(place) for place in (before, start)):
        notes.append(t("search.bad_before"))
    return SearchRequest(
        q=typed[:MOST_CHARACTERS],
        mode=cast("Mode", values["mode"] if values.get("mode") in MODES else "names"),
        order=cast("Order", values["order"] if values.get("order") in ORDERS else "newest"),
        outlets=tuple(name for name in asked if name in outlets),
        date_from=days["from"],
        date_to=days["to"],
        arabic=NO_ARABIC if values.get("arabic") == NO_ARABIC else "",
        before=int(before) if is_number(before) else None,
        start=max(1, int(start)) if is_number(start) else 1,
        notes=notes,
    )


def note_text(note: Note) -> Markup:
    """What in the question was not understood, in the reader's language."""
    return language()(NOTES[note.code], text=note.text)
