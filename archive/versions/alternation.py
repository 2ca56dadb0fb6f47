"""Texts that take turns: a headline tested against another, a page served by two machines that never agree.

From the second return to an earlier text on, with no new text between, the run is one entry: its first change
`alternates`, all its others `repeat`. A new text ends it, and whatever comes after that is told for itself again.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from archive.versions.change_kinds import ChangeKind

# Kinds of versions that are another text than the one before. All others count as the text they stand beside.
OTHER_TEXTS: frozenset[ChangeKind] = frozenset({"edit", "revert", "alternates", "repeat"})
RETURNS = 2


class TextChange(NamedTuple):
    """A version that has a text of its own, as much of it as is needed here."""

    id: int
    kind: ChangeKind
    words_sha256: str


def kinds_of(versions: Sequence[TextChange]) -> dict[int, ChangeKind]:
    """What the changes of an article are, by version, where they take part: `versions` in the order of their times."""
    texts = list(_texts(versions))
    runs = list(_runs([text for text, _ in texts]))
    kinds = dict(_kinds_alone(texts))
    for first, last in runs:
        for n in range(first + 1, last + 1):
            kinds[texts[n][1].id] = "alternates" if n == first + 1 else "repeat"
    return kinds


def _texts(versions: Iterable[TextChange]) -> Iterator[tuple[int, TextChange]]:
    """Each change of text with a number for the text that it brought, the first text before them all.

    What furniture, marks or our own rules made of a text is that text still.
    """
    numbers: dict[str, int] = {}
    now: int | None = None
    for version in versions:
        if now is None or version.kind in OTHER_TEXTS:
            before, now = now, numbers.setdefault(version.words_sha256, len(numbers))
            if now != before:
                yield now, version
        else:
            now = numbers.setdefault(version.words_sha256, now)


def _runs(texts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The place of the text with which a run begins, and that of its last."""
    met: dict[int, int] = {}
    begins, returns, earliest = 0, 0, 0  # places; how often an earlier text returned since the last new one
    for place, text in enumerate(texts):
        if text in met:
            begins = met[text] if not returns else min(begins, met[text])
            returns += 1
        else:
            if returns >= RETURNS:
                yield max(begins, earliest), place - 1
                earliest = place - 1
            returns = 0
        met[text] = place
    if returns >= RETURNS:
        yield max(begins, earliest), len(texts) - 1


def _kinds_alone(texts: Iterable[tuple[int, TextChange]]) -> Iterator[tuple[int, ChangeKind]]:
    """What each change is for itself: what was told of a run, before its time, is not kept."""
    met = set[int]()
    for text, version in texts:
        if met and version.kind in OTHER_TEXTS:
            alone: ChangeKind = "revert" if text in met else "edit"
            yield version.id, alone if version.kind in ("alternates", "repeat") else version.kind
        met.add(text)
