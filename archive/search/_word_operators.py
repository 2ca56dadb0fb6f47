"""Operators that readers write as words: أو, ليس and the vertical bar, between unquoted words.

A pasted headline may hold them as plain words, so what is typed so is looked for as a phrase, too.
"""

from dataclasses import dataclass, field

from archive.text.sqlite_tokens import token_run

# As it is folded: what it stands for, and how it is written in a note.
SPOKEN = {
    "او": ("OR", "أو"),
    "|": ("OR", "|"),
    "||": ("OR", "||"),
    "ليس": ("NOT", "ليس"),
    "وليس": ("NOT", "وليس"),
}
NOTES = {"OR": "spoken_or", "NOT": "spoken_not"}


@dataclass(slots=True)
class Spoken:
    """The words of one group in order, as long as they are `plain`: not quoted, left out, or joined by other signs."""

    words: list[str] = field(default_factory=list)
    plain: bool = True
    heard: str = ""

    def take(self, words: tuple[str, ...], *, plain: bool) -> None:
        self.words += words
        self.plain = self.plain and plain

    def apply(self, typed: str) -> tuple[str, str]:
        """An operator as the reader wrote it: its name, and how a note writes it."""
        self.heard = typed
        self.words += token_run().findall(typed)
        return SPOKEN[typed]

    def whole(self) -> tuple[str, ...]:
        """All of it as one phrase, where an operator among the words may be a word itself; else empty."""
        return tuple(self.words) if self.plain and self.heard else ()
