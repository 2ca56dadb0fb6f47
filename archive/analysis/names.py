"""Who calls whom what: the parties of `names.tsv`, the names the press prints for each, and their other spellings.

Columns: id and kind of the party; `variant`, a name as it is printed; `canonical`, the name of which it is only another
spelling, empty where it is a name of its own; `en` and `ku`, the party in English and Kurmanji, in its first line;
`from` and `to`, the years in which the name was in use; `note`, the reason of the line. Another spelling of a name is
counted with it; another name never is. A note says where a name is loaded (it says more than which party is meant), for
every side alike, and where it is ambiguous (others have it as well).
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

TABLE = "names.tsv"


@dataclass(frozen=True, slots=True)
class Variant:
    """A spelling of a name of a party; `name` is the same where it is a name of its own."""

    party: str
    variant: str
    name: str
    since: str
    until: str
    note: str

    @property
    def is_loaded(self) -> bool:
        return "loaded:" in self.note

    @property
    def is_ambiguous(self) -> bool:
        return "ambiguous:" in self.note


@dataclass(frozen=True, slots=True)
class Party:
    """A party, and every variant of its names, in the order of the table; it is called by the first."""

    id: str
    kind: str
    en: str
    ku: str
    variants: tuple[Variant, ...]

    @property
    def title(self) -> str:
        return self.variants[0].name

    @property
    def names(self) -> tuple[Variant, ...]:
        """Its names, without their other spellings."""
        return tuple(one for one in self.variants if one.variant == one.name)


@cache
def parties() -> dict[str, Party]:
    """Every party by its id."""
    found: dict[str, Party] = {}
    for line in _lines():
        party, kind, variant, canonical, en, ku, since, until, note = line.split("\t")
        known = found.get(party) or Party(party, kind, en, ku, ())
        one = Variant(party, variant, canonical or variant, since, until, note)
        found[party] = Party(party, known.kind, known.en, known.ku, (*known.variants, one))
    return found


def names_tsv() -> str:
    """The table as it ships."""
    return (files("archive.analysis") / TABLE).read_text(encoding="utf-8")


def _lines() -> list[str]:
    return names_tsv().splitlines()[1:]
