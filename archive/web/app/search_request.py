"""What an address asks of the search, and the words for what in it was not understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Literal, cast
from urllib.parse import quote_plus

from markupsafe import Markup

from archive.search.query_parser import Note
from archive.web.app.language import language
from archive.web.app.parameters import day_of, is_place

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
    "too_long": "search.cut",
    "unbalanced": "search.unbalanced",
}
# A page of hits leads to some thirty places, nearly all of them with the same words.
_quoted = lru_cache(maxsize=1_024)(quote_plus)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What the address of the page asks for, and what in it could not be understood (`notes`, sentences)."""

    q: str = ""
    mode: Literal["exact", "names", "forms"] = "names"
    order: Literal["newest", "rank"] = "newest"
    outlet: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    before: int | None = None
    notes: list[Markup] = field(default_factory=list)

    def address(self, **changes: object) -> str:
        """The query string of this question, some of it changed; the place in the pages is forgotten unless given."""
        asked = {name: getattr(self, name) for name in ADDRESSED} | {"before": None} | changes
        if not asked["q"] or asked["mode"] == "names":
            asked["mode"] = None
        if asked["order"] == "newest":
            asked["order"] = None
        return "?" + "&".join([f"{ADDRESSED[name]}={_quoted(str(value))}" for name, value in asked.items() if value])

    @property
    def filtered(self) -> bool:
        return bool(self.outlet or self.date_from or self.date_to)


def parse_request(values: Mapping[str, str], outlets: Mapping[str, str]) -> SearchRequest:
    """Read the query string. Nothing in it is an error: what makes no sense is left out, and a note says so."""
    say, notes = language(), []
    # Marks of the highlighter, a NUL or a half of a surrogate pair cannot be meant by anybody.
    typed = "".join(c for c in values.get("q", "") if c >= " " and not "\ud800" <= c <= "\udfff").strip()
    if len(typed) > MOST_CHARACTERS:
        notes.append(say("search.cut"))
    days: dict[str, date | None] = {}
    for name in ("from", "to"):
        text = values.get(name, "").strip()
        days[name] = day_of(text, last=name == "to")
        if text and days[name] is None:
            notes.append(say("search.bad_day", text=text[:40]))
    outlet = values.get("outlet") or None
    if outlet is not None and outlet not in outlets:
        notes.append(say("search.bad_outlet", text=outlet[:40]))
    before = values.get("before", "")
    if before and not is_place(before):
        notes.append(say("search.bad_before"))
    return SearchRequest(
        q=typed[:MOST_CHARACTERS],
        mode=cast("Any", values["mode"] if values.get("mode") in MODES else "names"),
        order=cast("Any", values["order"] if values.get("order") in ORDERS else "newest"),
        outlet=outlet if outlet in outlets else None,
        date_from=days["from"],
        date_to=days["to"],
        before=int(before) if is_place(before) else None,
        notes=notes,
    )


def note_text(note: Note) -> Markup:
    """What in the question was not understood, in the reader's language."""
    return language()(NOTES[note.code], text=note.text)
