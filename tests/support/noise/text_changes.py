"""What an editor does to the sentences of an article: scripted on made stories."""

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.support.noise.stories import Story, story, words_of

NUMBER = re.compile(r"\d+")
Lines = list[str]


def _swapped(slot: str) -> Callable[[Lines, Story, Random], Lines]:
    """The first value of a slot that stands in a sentence becomes another value of the slot."""

    def changed(lines: Lines, whole: Story, chance: Random) -> Lines:
        values = words_of(whole.lang).slots[slot]
        for number, line in enumerate(lines):
            if found := next((value for value in values if value in line), None):
                other = chance.choice([value for value in values if value not in line])
                return [*lines[:number], line.replace(found, other, 1), *lines[number + 1 :]]
        raise ValueError(f"no {slot} in story {whole.number}")

    return changed


def _other_number(lines: Lines, whole: Story, chance: Random) -> Lines:
    del whole
    number = next(n for n, line in enumerate(lines) if NUMBER.search(line))
    changed = NUMBER.sub(lambda found: str(int(found[0]) + chance.randrange(1, 9)), lines[number], count=1)
    return [*lines[:number], changed, *lines[number + 1 :]]


def _rewritten(lines: Lines, whole: Story, chance: Random) -> Lines:
    del chance
    return [*lines[:3], story(whole.number + 50_000, whole.lang).paragraphs[2], *lines[4:]]


def _cut(lines: Lines, whole: Story, chance: Random) -> Lines:
    del whole, chance
    words = lines[2].split()
    return [*lines[:2], f"{' '.join(words[: len(words) // 2])}.", *lines[3:]]


TEXT_CHANGES: dict[str, Callable[[Lines, Story, Random], Lines]] = {
    "number": _other_number,
    "name": _swapped("family"),
    "place": _swapped("place"),
    "drop-first": lambda lines, _, __: lines[1:],
    "drop-middle": lambda lines, _, __: [*lines[:2], *lines[3:]],
    "drop-last": lambda lines, _, __: lines[:-1],
    "reorder": lambda lines, _, __: [lines[0], *lines[2:4], lines[1], *lines[4:]],
    "rewrite": _rewritten,
    "cut": _cut,
}


def edited(whole: Story, change: str) -> Story:
    """The story after the change of this name."""
    lines = TEXT_CHANGES[change](list(whole.paragraphs), whole, Random(f"{change} {whole.number}"))
    return replace(whole, paragraphs=tuple(lines))
