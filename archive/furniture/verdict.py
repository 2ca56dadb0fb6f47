"""Is a change of a page the outlet's edit, its furniture, or not to be known yet?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from archive.model import PageLine

Judged = Literal["edit", "unsettled", "furniture"]


@dataclass(frozen=True, slots=True)
class SeenPage:
    """One of the two readings that are compared: its headline, its text, the lines of its page (none where unknown)."""

    title: str
    text: str
    lines: tuple[PageLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`lines` are those of the text that changed, as they were or as they are, and are no words of the story for sure:
    what later pages may teach. Of an edit, too: it is taken back where all of them turn out to be furniture."""

    kind: Judged
    lines: tuple[str, ...] = ()


# Of some lines those that are known to be furniture: learned from other articles of the outlet, or a title of another.
Known = Callable[[Sequence[str]], frozenset[str]]


def judge_change(old: SeenPage, new: SeenPage, known: Known) -> Verdict:
    """What a change of words between two readings of one page is."""
    changed = [*old.text.split("\n"), *new.text.split("\n")]
    return Verdict("furniture" if old.title == new.title and known(changed) >= {*changed} else "edit")
