"""What can be wrong with an article that came: no date of its page's own, no title, a text too short for its outlet."""

from collections.abc import Callable, Mapping, Sequence
from statistics import quantiles

from archive.model import Traits

# Dates that a page states itself; those of a feed or an interface come from elsewhere.
BY_THE_PAGE = frozenset({"jsonld", "meta", "time", "text", "hijri"})
# Shorter than all but a few of its texts, and then by half.
LOWEST_OF, SHORT_OF_LOWEST, ENOUGH_TEXTS = 20, 0.5, 20

Sign = Callable[[Traits, int], bool]
SIGNS: Mapping[str, Sign] = {
    "undated": lambda one, _floor: not one.dated_by,
    "undated_by_page": lambda one, _floor: one.dated_by not in BY_THE_PAGE,
    "untitled": lambda one, _floor: one.untitled,
    "short": lambda one, floor: one.characters < floor,
}
# An article that is so is poorer; that a feed dates it and not its page makes it none.
HOLDING = ("undated", "untitled", "short")
CAUSES: Mapping[str, str] = {
    "undated": "dates_vanished",
    "undated_by_page": "dates_vanished",
    "untitled": "titles_vanished",
    "short": "bodies_cut",
}


def low_length(lengths: Sequence[int]) -> int:
    """The length in characters below which a text is short for its outlet; 0 where too few are known."""
    return int(SHORT_OF_LOWEST * quantiles(lengths, n=LOWEST_OF)[0]) if len(lengths) >= ENOUGH_TEXTS else 0
