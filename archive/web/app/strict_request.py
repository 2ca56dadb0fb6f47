"""Which part of the record a page that counts is asked for: as the search page has it, but nothing in it is guessed."""

from collections.abc import Mapping
from typing import cast

from archive.search.engine import Mode
from archive.search.facets import KINDS
from archive.web.app.parameters import LONGEST, Unclear, days_in, names_in, one_of, outlets_of
from archive.web.app.party_names import is_party
from archive.web.app.place_names import label_of
from archive.web.app.search_request import FOLDED, LANG, MODES, QUOTED, SearchRequest


def strict_request(values: Mapping[str, str], titles: Mapping[str, str]) -> SearchRequest:
    """Mode and part of the record (PART) of an address. Raises Unclear for what makes no sense."""
    first, last = days_in(values)
    unknown = set(names_in(values.get("kind", ""))) - set(KINDS)
    if unknown:
        raise Unclear("no_choice", name="kind", value=min(unknown)[:LONGEST], allowed=", ".join(KINDS))
    places = names_in(values.get("place", ""))
    if not all(label_of(place, "ar") for place in places):
        raise Unclear("no_named_place", 404)
    party = values.get("party", "")
    if party and not is_party(party):
        raise Unclear("no_party", 404)
    return SearchRequest(
        mode=cast("Mode", one_of(values, "mode", MODES, "names")),
        outlets=outlets_of(values, titles),
        date_from=first,
        date_to=last,
        langs=tuple(name for name in names_in(values.get("lang", "")) if LANG.fullmatch(name)),
        kinds=names_in(values.get("kind", "")),
        places=places,
        copies=one_of(values, "copies", (FOLDED,), ""),
        party=party,
        named=values.get("named", "")[:LONGEST],
        quotes=one_of(values, "quotes", (QUOTED,), ""),
    )
