"""What is wrong with a configuration: where, what, and what may stand there instead, as a sentence and as a row."""

from dataclasses import dataclass

KeyPath = tuple[str, ...]
LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """`problem` goes on after the name of a key or a file; `wanted` is a sentence of its own.

    `source` is a file or a variable, `line` its line, 0 where there is none, `key` as in `limits.memory_mb`.
    """

    problem: str
    wanted: str
    source: str = ""
    line: int = 0
    key: str = ""

    def __str__(self) -> str:
        place = f"{self.source}, line {self.line}" if self.line else self.source
        where = ": ".join(filter(None, (place, self.key)))
        return f"{where} {self.problem}. {self.wanted}".strip()


def dotted(path: KeyPath) -> str:
    """A key as it may be written: `limits.memory_mb`, `outlets."a b".every`."""
    return ".".join(name if name.replace("-", "").isidentifier() else quoted(name, '"', '"') for name in path)


def quoted(value: object, opening: str = "“", closing: str = "”") -> str:
    """A value as it may be shown to people: short, on one line, without marks that act on a terminal."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    shown = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text[:LONGEST_SHOWN])
    return f"{opening}{shown}{'…' if len(text) > LONGEST_SHOWN else ''}{closing}"
