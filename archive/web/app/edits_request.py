"""What an address asks of the edits: a question, the side it is asked of, and what narrows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlencode

from markupsafe import Markup

from archive.search.compiled import Mode
from archive.search.edits import KINDS, LAGS, SIDES, EditFilter, EditOrder, Side, Who
from archive.versions.edit_grades import GRADES
from archive.web.app.language import language
from archive.web.app.parameters import is_number, names_in
from archive.web.app.search_request import MODES, MOST_CHARACTERS, typed_text

ORDERS: tuple[EditOrder, ...] = ("newest", "longest")
# The lag of what states no hour of publication stands in an address as a word.
UNKNOWN_LAG = "unknown"
USUAL = {"side": "removed", "mode": "names", "order": "newest", "who": "outlet", "start": 1}
ADDRESSED = {"q": "q", "side": "in", "mode": "mode", "outlets": "outlet", "grades": "grade", "lags": "after"}
ADDRESSED |= {"who": "by", "order": "order", "start": "start"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EditsRequest:
    """What the address of the page asks for; `notes` say what in it was not understood. A page begins at the edit
    number `start`."""

    q: str = ""
    side: Side = "removed"
    mode: Mode = "names"
    outlets: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    lags: tuple[str, ...] = ()
    who: Who = "outlet"
    order: EditOrder = "newest"
    start: int = 1
    notes: list[Markup] = field(default_factory=list)

    def address(self, **changes: object) -> str:
        """The query string of this question, some of it changed; its first page, unless a page is named."""
        return "?" + urlencode(self.fields(**{"start": 1} | changes))

    def fields(self, **changes: object) -> list[tuple[str, str]]:
        """Names and values of this question, some of it changed, as a form sends them."""
        values = {name: getattr(self, name) for name in ADDRESSED} | changes
        if not values["q"]:
            values["mode"] = None
        return [
            (ADDRESSED[name], str(one))
            for name, value in values.items()
            if value and value != USUAL.get(name)
            for one in (value if isinstance(value, tuple) else (value,))
        ]

    def form(self, *names: str) -> list[tuple[str, str]]:
        """These parts of the question alone, as a form sends them."""
        wanted = {ADDRESSED[name] for name in names}
        return [(name, value) for name, value in self.fields() if name in wanted]

    def toggled(self, name: str, value: str) -> dict[str, tuple[str, ...]]:
        """`outlets`, `grades` or `lags` with this value alone, without it where it is that already."""
        return {name: () if getattr(self, name) == (value,) else (value,)}

    @property
    def narrowed(self) -> bool:
        return bool(self.outlets or self.grades or self.lags)

    @property
    def filter(self) -> EditFilter:
        lags = tuple("" if lag == UNKNOWN_LAG else lag for lag in self.lags)
        return EditFilter(outlets=self.outlets, grades=self.grades, lags=lags, who=self.who)


def parse_edits(values: Mapping[str, str], outlets: Mapping[str, str]) -> EditsRequest:
    """Read the query string. Nothing in it is an error: what makes no sense is left out, and a note says so of what
    was typed."""
    t, notes = language(), []
    typed = typed_text(values).strip()
    if len(typed) > MOST_CHARACTERS:
        notes.append(t("search.cut"))
    named = names_in(values.get("outlet", ""))
    notes += [t("search.bad_outlet", text=name[:40]) for name in named if name not in outlets]
    lags = {lag or UNKNOWN_LAG for lag in LAGS}
    start = values.get("start", "")

    def one(name: str, allowed: object, usual: str) -> str:
        value = values.get(name, usual)
        return value if value in allowed else usual  # type: ignore[operator]

    return EditsRequest(
        q=typed[:MOST_CHARACTERS],
        side=cast("Side", one("in", SIDES, "removed")),
        mode=cast("Mode", one("mode", MODES, "names")),
        outlets=tuple(name for name in named if name in outlets),
        grades=tuple(name for name in names_in(values.get("grade", "")) if name in GRADES),
        lags=tuple(name for name in names_in(values.get("after", "")) if name in lags),
        who=cast("Who", one("by", KINDS, "outlet")),
        order=cast("EditOrder", one("order", ORDERS, "newest")),
        start=min(max(1, int(start)), 10**9) if is_number(start) else 1,
        notes=notes,
    )
