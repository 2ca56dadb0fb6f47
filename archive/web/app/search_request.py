"""What an address asks of the search, and the words for what in it was not understood."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import cast
from urllib.parse import quote_plus

from markupsafe import Markup

from archive.search.engine import Mode, Order
from archive.search.facets import KINDS
from archive.search.filters import Part
from archive.search.query_parser import Note
from archive.search.suggestions import Offer
from archive.web.app.language import Language, language
from archive.web.app.parameters import LONGEST, Unclear, day_of, is_number, names_in
from archive.web.app.party_names import is_party, title_of
from archive.web.app.place_names import label_of

MOST_CHARACTERS = 300
MOST_LINES = 4  # questions that one page compares
SEPARATORS = re.compile("[،,;؛]")
MODES = ("exact", "names", "forms")
NO_ARABIC = "no"
ORDERS = ("newest", "oldest", "rank")
FOLDED = "folded"
QUOTED = "in"
# What of a question stands in its address, and as what.
ADDRESSED = {
    "q": "q",
    "mode": "mode",
    "order": "order",
    "outlets": "outlet",
    "date_from": "from",
    "date_to": "to",
    "langs": "lang",
    "kinds": "kind",
    "places": "place",
    "copies": "copies",
    "party": "party",
    "named": "named",
    "quotes": "quotes",
    "arabic": "arabic",
    "before": "before",
    "start": "start",
}
# Those that say which part of the record, as archive.search.filters.Part has them.
PART = ("outlets", "date_from", "date_to", "langs", "kinds", "places", "copies", "party", "named", "quotes")
PAGING = ("before", "start")
USUAL = {"mode": "names", "order": "newest", "start": 1}  # what need not be said
NOTES = {
    "bad_day": "search.bad_day",
    "bad_kind": "search.bad_kind",
    "bad_outlet": "search.bad_outlet",
    "no_value": "search.no_value",
    "empty_or": "search.empty_or",
    "not_folded": "search.not_folded",
    "only_excluded": "search.only_excluded",
    "short_start": "search.short_start",
    "spoken_or": "search.spoken_or",
    "spoken_not": "search.spoken_not",
    "too_long": "search.cut",
    "unbalanced": "search.unbalanced",
}
LANG = re.compile("[a-z]{2,3}")  # as ISO 639 has them
# A page of hits leads to some thirty places, nearly all of them with the same words.
_quoted = lru_cache(maxsize=1_024)(quote_plus)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What the address of the page asks for, and what in it could not be understood (`notes`, sentences).

    `kinds` are some of search.facets.KINDS, of which an article may be any; `copies` is FOLDED where copies of one text
    stand under the first of them, else empty; `party` and `named` are as in archive.search.filters.Part, `quotes` is
    QUOTED where names in quotations count, else empty; `arabic` is NO_ARABIC where no Arabic names are to be offered
    for Latin ones, else empty. A page of a list begins at the hit number `start`, or with what is older than the
    article `before`.
    """

    q: str = ""
    mode: Mode = "names"
    order: Order = "newest"
    outlets: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    langs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    copies: str = ""
    party: str = ""
    named: str = ""
    quotes: str = ""
    arabic: str = ""
    before: int | None = None
    start: int = 1
    notes: list[Markup] = field(default_factory=list)

    def address(self, **changes: object) -> str:
        """The query string of this question, some of it changed; the first page of it, unless a page is named."""
        values = {name: getattr(self, name) for name in ADDRESSED} | {"before": None, "start": 1} | changes
        if not values["q"]:
            values["mode"] = None
        return "?" + _joined(values)

    def address_of(self, offer: Offer) -> str:
        """The query string of a question that was offered beside this one."""
        return self.address(q=offer.question, mode=offer.mode, **dict.fromkeys(offer.freed))

    def query(self, names: Iterable[str]) -> str:
        """These parts of the question as a query string."""
        return _joined({name: getattr(self, name) for name in names})

    def fields_beside(self, *names: str) -> list[tuple[str, str]]:
        """Names and values of all of the question but these parts and the page, as a form sends them."""
        return _named({name: getattr(self, name) for name in ADDRESSED if name not in (*names, *PAGING)})

    def toggled(self, name: str, value: str) -> Mapping[str, tuple[str, ...]]:
        """`outlets`, `langs`, `kinds` or `places` without this value, or with it where it is not among them."""
        known: tuple[str, ...] = getattr(self, name)
        left = tuple(one for one in known if one != value)
        return {name: left if value in known else (*left, value)}

    @property
    def filters(self) -> Part:
        """Which part of the record is asked for, whatever page of it."""
        return {
            "outlets": self.outlets,
            "date_from": self.date_from,
            "date_to": self.date_to,
            "langs": self.langs,
            "kinds": self.kinds,
            "folded": self.copies == FOLDED,
            "party": self.party,
            "named": self.named,
            "quotes": self.quotes == QUOTED,
            "places": self.places,
        }

    @property
    def place_names(self) -> list[tuple[str, str]]:
        """Each of the places, and what it is called in the reader's language."""
        return [(place, label_of(place, language().lang)) for place in self.places]

    @property
    def party_title(self) -> str:
        return title_of(self.party)

    @property
    def filtered(self) -> bool:
        return bool(self.outlets or self.date_from or self.date_to or self.narrowed)

    @property
    def narrowed(self) -> bool:
        """By more than outlets and days, which indexes of all articles count."""
        return bool(self.langs or self.kinds or self.copies or self.places or self.party or self.named)


def _named(values: Mapping[str, object]) -> list[tuple[str, str]]:
    """Parts of a question as its address names them, a pair for each value; what is usual is left out."""
    return [
        (ADDRESSED[name], str(one))
        for name, value in values.items()
        if value and value != USUAL.get(name)
        for one in (value if isinstance(value, tuple) else (value,))
    ]


def _joined(values: Mapping[str, object]) -> str:
    return "&".join([f"{name}={_quoted(value)}" for name, value in _named(values)])


def typed_text(values: Mapping[str, str]) -> str:
    """The question without what nobody can mean: marks of the highlighter, a NUL, a half of a surrogate pair."""
    return "".join(c for c in values.get("q", "") if c >= " " and not "\ud800" <= c <= "\udfff")


def questions_in(values: Mapping[str, str]) -> tuple[str, ...]:
    """Up to MOST_LINES questions parted by commas. Raises Unclear where there are more, or they are too long."""
    typed = typed_text(values)
    if len(typed) > MOST_CHARACTERS:
        raise Unclear("too_long", most=MOST_CHARACTERS)
    questions = tuple(dict.fromkeys(part.strip() for part in SEPARATORS.split(typed) if part.strip()))
    if len(questions) > MOST_LINES:
        raise Unclear("too_many_words", most=MOST_LINES)
    return questions


def parse_request(values: Mapping[str, str], outlets: Mapping[str, str]) -> SearchRequest:
    """Read the query string. Nothing in it is an error: what makes no sense is left out, and a note says so."""
    t, notes = language(), []
    typed = typed_text(values).strip()
    if len(typed) > MOST_CHARACTERS:
        notes.append(t("search.cut"))
    first, last, days_notes = _days(values, t)
    named = {name: names_in(values.get(name, "")) for name in ("outlet", "lang", "kind", "place")}
    notes += days_notes
    notes += [t("search.bad_outlet", text=name[:40]) for name in named["outlet"] if name not in outlets]
    notes += [t("search.bad_kind", text=name[:40]) for name in named["kind"] if name not in KINDS]
    notes += [t("search.bad_place", text=name[:40]) for name in named["place"] if not label_of(name, t.lang)]
    party, order = values.get("party", ""), values.get("order")
    if party and not is_party(party):
        notes.append(t("search.bad_party", text=party[:40]))
        party = ""
    before, start = values.get("before", ""), values.get("start", "")
    if any(place and not is_number(place) for place in (before, start)):
        notes.append(t("search.bad_before"))
    return SearchRequest(
        q=typed[:MOST_CHARACTERS],
        mode=cast("Mode", values["mode"] if values.get("mode") in MODES else "names"),
        order=cast("Order", order if order in ORDERS and (typed or order != "rank") else "newest"),
        outlets=tuple(name for name in named["outlet"] if name in outlets),
        date_from=first,
        date_to=last,
        langs=tuple(name for name in named["lang"] if LANG.fullmatch(name)),
        kinds=tuple(name for name in named["kind"] if name in KINDS),
        places=tuple(name for name in named["place"] if label_of(name, t.lang)),
        copies=FOLDED if values.get("copies") == FOLDED else "",
        party=party,
        named=values.get("named", "")[:LONGEST],
        quotes=QUOTED if values.get("quotes") == QUOTED else "",
        arabic=NO_ARABIC if values.get("arabic") == NO_ARABIC else "",
        before=int(before) if is_number(before) else None,
        start=max(1, int(start)) if is_number(start) else 1,
        notes=notes,
    )


def _days(values: Mapping[str, str], t: Language) -> tuple[date | None, date | None, list[Markup]]:
    """From when to when, and what was wrong with it. Days that stand the wrong way round are exchanged."""
    notes: list[Markup] = []
    days: dict[str, date | None] = {}
    for name in ("from", "to"):
        text = values.get(name, "").strip()
        days[name] = day_of(text, last=name == "to")
        if text and days[name] is None:
            notes.append(t("search.bad_day", text=text[:40]))
    first, last = days["from"], days["to"]
    if first and last and first > last:
        notes.append(t("search.days_exchanged"))
        return day_of(values["to"]), day_of(values["from"], last=True), notes
    return first, last, notes


def note_text(note: Note) -> Markup:
    """What in the question was not understood, in the reader's language."""
    return language()(NOTES[note.code], text=note.text)
