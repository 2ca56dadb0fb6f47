"""Made articles, any number of them: sentences of `stories/` filled with names, places and numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent / "stories"
_SLOT = re.compile(r"\{(\w+)\}")
_KINDS = {"= ": "headlines", "> ": "standfirsts", "- ": "paragraphs"}
WRITTEN = datetime(2026, 11, 18, 7, 0, tzinfo=UTC)
PARAGRAPHS = 6


@dataclass(frozen=True, slots=True)
class Story:
    """An article of `lang`; `number` is its own among all made ones, `paragraphs` are plain texts."""

    number: int
    lang: str
    title: str
    standfirst: str
    paragraphs: tuple[str, ...]
    author: str

    @property
    def published(self) -> datetime:
        return WRITTEN + timedelta(minutes=self.number % 1_000)


@dataclass(frozen=True, slots=True)
class Words:
    """What the stories of one language are made of."""

    slots: dict[str, tuple[str, ...]] = field(default_factory=dict)
    headlines: list[str] = field(default_factory=list)
    standfirsts: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)

    def filled(self, frame: str, chance: Random) -> str:
        """A sentence with a value in every slot, no value twice."""
        used: set[str] = set()

        def value(slot: re.Match[str]) -> str:
            chosen = self.value(slot[1], chance)
            while chosen in used:
                chosen = self.value(slot[1], chance)
            used.add(chosen)
            return chosen

        text = _SLOT.sub(value, frame)
        return text[0].upper() + text[1:]

    def value(self, slot: str, chance: Random) -> str:
        """One value of a slot: `n` is a number, `person` a full name."""
        if slot == "n":
            return str(chance.randrange(3, 990))
        if slot == "person":
            return f"{self.value('given', chance)} {self.value('family', chance)}"
        return chance.choice(self.slots[slot])


@cache
def words_of(lang: str) -> Words:
    """The words and sentences of a language: ar, en or ku."""
    words = Words()
    for line in (FOLDER / f"{lang}.txt").read_text(encoding="utf-8").splitlines():
        if kind := _KINDS.get(line[:2]):
            getattr(words, kind).append(line[2:])
        elif not line.startswith("#"):
            name, values = line.split(":", 1)
            words.slots[name] = tuple(value.strip() for value in values.split("|"))
    return words


@cache
def story(number: int, lang: str) -> Story:
    """The made article of a number, always the same."""
    words, chance = words_of(lang), Random(f"{lang} {number}")
    # Somebody speaks in each.
    spoken = chance.choice([frame for frame in words.paragraphs if "{person}" in frame])
    others = [frame for frame in words.paragraphs[1:] if frame != spoken]
    frames = [words.paragraphs[0], *chance.sample(others, PARAGRAPHS - 2)]
    frames.insert(chance.randrange(1, PARAGRAPHS), spoken)
    return Story(
        number,
        lang,
        words.filled(chance.choice(words.headlines), chance),
        words.filled(chance.choice(words.standfirsts), chance),
        tuple(words.filled(frame, chance) for frame in frames),
        words.value("person", chance),
    )


def stories(lang: str, first: int = 1) -> Iterator[Story]:
    """Made articles in the order of their numbers."""
    return (story(number, lang) for number in count(first))
