"""Pairs of texts as news brings them, and whether one carries the other's text, as a person says.

`copy_patterns.tsv` has one a line: `pair`, what it is, yes or no, how many days lie between the two, the two texts; and
`text`, a name, a passage, which others hold in braces. A new pattern is one line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.copied_articles import DAY, HOUR, MadeRecord


@dataclass(frozen=True, slots=True)
class Pattern:
    """Two texts, the second published `days` after the first by another outlet."""

    what: str
    is_copy: bool
    days: int
    texts: tuple[str, str]


def patterns() -> Iterator[Pattern]:
    rows = [line.split("\t") for line in Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()]
    passages = {row[1]: row[2] for row in rows if row[0] == "text"}
    for _, what, is_copy, days, *texts in (row for row in rows if row[0] == "pair"):
        one, other = (text.format_map(passages) for text in texts)
        yield Pattern(what, is_copy == "yes", int(days), (one, other))


def kind_told(desk: MadeRecord, pattern: Pattern) -> str:
    """Publish the two, and say what the archive calls them: the kind of the copy, empty for none."""
    for name, text, at in zip(("one", "two"), pattern.texts, (0 * HOUR, pattern.days * DAY + HOUR), strict=True):
        # So short a page is only taken in where it is longer than that: signs are no words.
        desk.put(f"{name}/1", text + " ." * 30, at, title=f"{pattern.what} {name}")
    return next((str(copy["kind"]) for copy in desk.copies().values()), "")
