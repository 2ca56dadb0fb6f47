"""How often the figures that the rules find are right, and how many they find, as pages print it: read by a person."""

from datetime import date
from typing import NamedTuple


class Accuracy(NamedTuple):
    """Of `read` figures drawn at random, so many had the value, and so many the kind, that the sentence prints. Of
    `named` figures that a person found in sentences before the rules were asked, the rules found so many."""

    day: date
    read: int
    values: int
    kinds: int
    named: int
    found: int


MEASURED = Accuracy(day=date(2026, 11, 27), read=158, values=158, kinds=154, named=186, found=154)
