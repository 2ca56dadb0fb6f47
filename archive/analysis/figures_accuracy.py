"""How often the figures that the rules find are right, as the page prints it: read by a person."""

from datetime import date
from typing import NamedTuple


class Accuracy(NamedTuple):
    """Of `read` figures drawn at random, so many had the value, and so many the kind, that the sentence prints."""

    day: date
    read: int
    values: int
    kinds: int


MEASURED = Accuracy(day=date(2026, 11, 27), read=100, values=100, kinds=99)
