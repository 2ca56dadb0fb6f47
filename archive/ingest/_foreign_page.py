"""What a foreign file gives: an exchange with what is known of it, or the place and reason of a fault."""

from dataclasses import dataclass

from archive.exchange import Exchange, Hint
from archive.model import Reading

NO_HINT = Hint()
# What a library says of a fault may quote the file it found it in, however long that goes on.
LONGEST_PLACE, LONGEST_REASON = 300, 500


@dataclass(frozen=True, slots=True)
class Bad:
    """One thing in the input that could not be read."""

    where: str
    why: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "where", _shortened(self.where, LONGEST_PLACE))
        object.__setattr__(self, "why", _shortened(self.why, LONGEST_REASON))


@dataclass(frozen=True, slots=True)
class ForeignPage:
    """One page of the input: an exchange; the reading, where somebody else made it; is it known by its time?

    `message` is the address of one message, where the page shows many and this is one of them.
    """

    exchange: Exchange
    reading: Reading | None = None
    hint: Hint = NO_HINT
    dated: bool = True
    message: str = ""

    @property
    def address(self) -> str:
        return self.message or self.exchange.url


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
