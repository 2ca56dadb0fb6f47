"""The places that an article names, as rows of `article_places`."""

from collections import defaultdict
from collections.abc import Iterable

from archive.analysis.analyser import Analyser, Found, Text, rules_of
from archive.places.outlets import is_of_syria
from archive.places.tagging import Mention, mentions

DECIDED_BY = (
    "places/places.tsv", "places/_bearers.py", "places/_cues.py", "places/_elsewhere.py", "places/_government.py",
    "places/_resolving.py", "places/candidates.py",
    "places/distance.py", "places/gazetteer.py", "places/outlets.py", "places/tagging.py", "text/letters.py",
    "text/folding.py", "text/folded_text.py", "analysis/places.py",
)  # fmt: skip


def found_places(text: Text) -> Iterable[Found]:
    """A row for each place, each way it is meant and each spelling; offsets are in title, newline, body."""
    whole = text.whole.text
    groups: defaultdict[tuple[str, str, str], list[Mention]] = defaultdict(list)
    for one in mentions(text.whole, of_syria=is_of_syria(text.outlet)):
        groups[one.place.id if one.place else "", one.how, whole[one.start : one.end]].append(one)
    return [_row(key, how, spelling, found) for (key, how, spelling), found in groups.items()]


def _row(key: str, how: str, spelling: str, found: list[Mention]) -> Found:
    place = found[0].place
    is_area = all(one.is_area for one in found)
    has_point = place is not None and how == "named" and not is_area
    return {
        "place": key,
        "how": how,
        "spelling": spelling,
        "name": place.names[0] if place else found[0].spelling,
        "governorate": place.governorate if place else "",
        "is_area": int(is_area),
        "lat": place.lat if place and has_point else None,
        "lon": place.lon if place and has_point else None,
        "mentions": len(found),
        "first_char": found[0].start,
    }


PLACES = Analyser("places", "article_places", "article", rules_of(*DECIDED_BY), found_places)
