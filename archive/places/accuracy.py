"""How often the rules are right, as the pages print it: read by a person before the rules knew the sentences.

`tests/places/test_labelled.py` counts `KEPT` again where the texts lie beside the checkout; docs/places.md tells how.
"""

from datetime import date
from typing import NamedTuple


class Accuracy(NamedTuple):
    """Of `sentences` that nobody looked at while the rules were made: `named` places stand in them, of `tagged` names
    `right` are the place that is meant."""

    day: date
    sentences: int
    named: int
    tagged: int
    right: int

    @property
    def precision(self) -> float:
        """Of a hundred tagged names, so many are the place that is meant."""
        return 100 * self.right / self.tagged

    @property
    def recall(self) -> float:
        """Of a hundred places that are named, so many are tagged."""
        return 100 * self.right / self.named


DAY = date(2026, 11, 27)
KEPT = Accuracy(DAY, sentences=192, named=119, tagged=116, right=115)
# What the rules made of further sentences before they were mended by them.
READ_ONCE = Accuracy(DAY, sentences=331, named=197, tagged=188, right=182)
MEASURED = Accuracy(DAY, *(kept + once for kept, once in zip(KEPT[1:], READ_ONCE[1:], strict=True)))


class ReadPlace(NamedTuple):
    """Of `read` names tagged as one place, drawn at random, `right` are that place: no government, no bearer."""

    day: date
    read: int
    right: int


OF_A_PLACE = {"SY01": ReadPlace(date(2026, 11, 28), read=50, right=37)}
