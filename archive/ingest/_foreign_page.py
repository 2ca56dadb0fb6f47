"""What a foreign file gives: an exchange with what is known of it, or the place and reason of a fault."""

from dataclasses import dataclass

from archive.model import Exchange, Hint, Reading

NO_HINT = Hint()


@dataclass(frozen=True, slots=True)
class Bad:
    """One thing in the input that could not be read."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class ForeignPage:
    """One page of the input: an exchange; the reading, where somebody else made it; whether its time is known."""

    exchange: Exchange
    reading: Reading | None = None
    hint: Hint = NO_HINT
    dated: bool = True
