"""The numbers of a channel round a message as a row of marks, in percent of its width, in the direction of reading."""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.web.queries.messages import NumberState

WIDTH, GAP = 98.0, 0.26


@dataclass(frozen=True, slots=True)
class Slot:
    """A number's mark: where it begins, how wide it is, and its middle; `state` as a Place has it, or here."""

    x: float
    width: float
    middle: float
    state: str
    number: int


def sequence(places: Sequence[NumberState], here: int, *, rtl: bool) -> list[Slot]:
    """A mark a number, lowest first."""
    step = WIDTH / max(len(places), 1)
    slots = []
    for at, place in enumerate(places):
        start = 1 + step * ((len(places) - 1 - at) if rtl else at)
        state = "here" if place.number == here else place.state
        slots.append(Slot(round(start, 2), round(step * (1 - GAP), 2), round(start + step / 2, 2), state, place.number))
    return slots
