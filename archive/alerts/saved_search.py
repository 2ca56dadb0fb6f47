"""What a saved search is, and what it finds."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, TypedDict

from archive.alerts.rows import Lang, MatchKind, Origin, SearchRow
from archive.search.compiled import Mode
from archive.search.engine import Order
from archive.search.filters import Part

FOLDED, QUOTED = "folded", "in"  # as the search page's address says it


class Reached(NamedTuple):
    """Up to which version and which verdict of the record."""

    version: int
    verdict: int


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split(",") if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the search page is asked, as it is saved.

    `outlet`, `langs`, `kinds`, `places`: names parted by commas; `date_from`, `date_to`: days as ISO 8601, both
    included; `copies`, `party`, `named`, `quotes`, `arabic`: as in the address of the page. Empty where nothing is left
    out. `sort` is the order in which the page lists what is found; a message and a feed have the newest first.
    """

    question: str
    mode: Mode = "names"
    sort: Order = "newest"
    outlet: str = ""
    date_from: str = ""
    date_to: str = ""
    langs: str = ""
    kinds: str = ""
    places: str = ""
    copies: str = ""
    party: str = ""
    named: str = ""
    quotes: str = ""
    arabic: str = ""

    @property
    def filters(self) -> Part:
        """The part of the record that the search is about."""
        return {
            "outlets": _names(self.outlet),
            "date_from": date.fromisoformat(self.date_from) if self.date_from else None,
            "date_to": date.fromisoformat(self.date_to) if self.date_to else None,
            "langs": _names(self.langs),
            "kinds": _names(self.kinds),
            "places": _names(self.places),
            "folded": self.copies == FOLDED,
            "party": self.party,
            "named": self.named,
            "quotes": self.quotes == QUOTED,
        }

    @property
    def waits_for_analysis(self) -> bool:
        """Is it about what is found in texts only behind their commit?"""
        return bool(self.places or self.party or self.named)


class SavedPart(TypedDict):
    """The fields of a Question that say which part of the record it is about."""

    outlet: str
    date_from: str
    date_to: str
    langs: str
    kinds: str
    places: str
    copies: str
    party: str
    named: str
    quotes: str


def part_saved(part: Part) -> SavedPart:
    return {
        "outlet": ",".join(part["outlets"]),
        "date_from": str(part["date_from"] or ""),
        "date_to": str(part["date_to"] or ""),
        "langs": ",".join(part["langs"]),
        "kinds": ",".join(part["kinds"]),
        "places": ",".join(part.get("places", ())),
        "copies": FOLDED if part["folded"] else "",
        "party": part.get("party", ""),
        "named": part.get("named", ""),
        "quotes": QUOTED if part.get("quotes") else "",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(Question):
    """A search to be saved, and what to do with what it finds.

    `edits`: report later edits and deletions too; `history`: and what is no news when it comes (see alerts.history).
    `channel` is an Apprise URL, secret; empty for a feed alone; `lang` is that of the messages it gets.
    """

    edits: bool = False
    history: bool = False
    channel: str = ""
    label: str = ""
    lang: Lang = "ar"
    origin: Origin = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch(Question):
    """A question somebody follows.

    Articles archived up to version `since_version` are not new to it; versions up to `cursor` have been looked at, and
    verdicts up to `verdict_cursor`.
    `failing_since`, `next_try`: stamps, empty while its messages go out.
    """

    id: int
    token: str
    label: str
    edits: bool
    history: bool
    channel: str
    lang: Lang
    origin: Origin
    created_at: str
    since_version: int
    cursor: int
    verdict_cursor: int
    failures: int
    failing_since: str
    next_try: str
    cause: str
    given_up: bool

    @classmethod
    def of(cls, row: SearchRow) -> "SavedSearch":
        return cls(
            id=row["id"],
            token=row["token"],
            label=row["label"],
            question=row["question"],
            mode=row["mode"],
            sort=row["sort"],
            outlet=row["outlet"],
            date_from=row["date_from"],
            date_to=row["date_to"],
            langs=row["langs"],
            kinds=row["kinds"],
            places=row["places"],
            copies=row["copies"],
            party=row["party"],
            named=row["named"],
            quotes=row["quotes"],
            arabic=row["arabic"],
            edits=bool(row["edits"]),
            history=bool(row["history"]),
            channel=row["channel"],
            lang=row["lang"],
            origin=row["origin"],
            created_at=row["created_at"],
            since_version=row["since_version"],
            cursor=row["cursor"],
            verdict_cursor=row["verdict_cursor"],
            failures=row["failures"],
            failing_since=row["failing_since"],
            next_try=row["next_try"],
            cause=row["cause"],
            given_up=bool(row["given_up"]),
        )

    @property
    def reached(self) -> Reached:
        return Reached(self.cursor, self.verdict_cursor)

    @property
    def state(self) -> Literal["ok", "waiting", "given_up"]:
        """Do its messages arrive?"""
        return "given_up" if self.given_up else "waiting" if self.failures else "ok"


@dataclass(frozen=True, slots=True)
class Match:
    """One event of the record that a saved search is about."""

    search_id: int
    article_id: int
    version_id: int
    kind: MatchKind
