"""Which outlets write of Syria without naming it: those with a file of their own, but for the ones of elsewhere."""

# Of these, and of outlets known from imports alone, a text is read for places where it names Syria.
ELSEWHERE = frozenset(
    [
        "aawsat",
        "alaraby",
        "aljazeera",
        "almodon",
        "arabi21",
        "basnews",
        "kurdistan24",
        "rassd",
        "rojnews",
        "rt_arabic",
        "rudaw",
    ]
)
UNKNOWN_CHANNEL = "tg_"


def is_of_syria(name: str) -> bool:
    """By an outlet's short name; that of an outlet nobody described is its host, or its channel behind tg_."""
    return name not in ELSEWHERE and "." not in name and not name.startswith(UNKNOWN_CHANNEL)
