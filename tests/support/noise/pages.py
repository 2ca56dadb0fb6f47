"""A made article in a template, with whatever stands round it at a visit: the HTML of a page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

from tests.support.noise.page_changes import PAGE_CHANGES
from tests.support.noise.patterns import Change, Pattern
from tests.support.noise.stories import Story, words_of
from tests.support.noise.templates import EVERYWHERE, LABELS, PLACES, Template
from tests.support.noise.text_changes import edited

_MONTHS = "2026-11-{:02}"


@dataclass(frozen=True, slots=True)
class Sight:
    """One visit to a page: `moment` grows from visit to visit; `others` are headlines of other articles, shown then."""

    moment: int
    others: tuple[Story, Story]


@dataclass(slots=True)
class Draft:
    """A page before it is put together: lines by place, and changes of the whole page."""

    story: Story
    template: Template
    placed: dict[str, list[str]] = field(default_factory=dict)
    page_changes: list[str] = field(default_factory=list)

    def put(self, place: str, text: str) -> None:
        self.placed.setdefault(place, []).append(text)

    def html(self) -> str:
        """The page."""
        story, template = self.story, self.template
        title = self._one("title") or story.title
        values = {
            "lang": template.lang,
            "og": title,
            "h1": self._one("h1") or title,
            "lede": template.lede.format(lede) if (lede := self._lede()) else "",
            "text": "\n".join(self._lines()),
            "author": story.author,
            "date": f"{story.published:%Y-%m-%dT%H:%M:%S}+03:00",
            "shown": f"{story.published:%d/%m/%Y}",
            **LABELS[template.lang],
            **{place: self._at(place) for place in PLACES if place not in ("first", "mid", "last")},
        }
        html = template.page(values)
        for name in self.page_changes:
            html = PAGE_CHANGES[name](html)
        return html

    def _one(self, place: str) -> str:
        return next(iter(self.placed.get(place, [])), "")

    def _lede(self) -> str:
        if "lede" in self.placed:
            return self._one("lede")
        return self.story.standfirst if self.story.number % 2 else ""

    def _lines(self) -> Iterator[str]:
        """The paragraphs, and what stands before, between and after them."""
        lines = [self.template.line.format(line) for line in self.story.paragraphs]
        half = len(lines) // 2
        for part in (self._among("first"), lines[:half], self._among("mid"), lines[half:], self._among("last")):
            yield from part

    def _among(self, place: str) -> list[str]:
        return [
            line if line.startswith("<") else self.template.line.format(line) for line in self.placed.get(place, [])
        ]

    def _at(self, place: str) -> str:
        fixed = EVERYWHERE[self.template.lang].get(place, "")
        tag = "span" if place in ("meta", "caption", "tags") else "p"
        lines = (line if line.startswith("<") else f"<{tag}>{line}</{tag}>" for line in self.placed.get(place, []))
        return " ".join((*lines, *([fixed] if fixed else [])))


def apply(draft: Draft, pattern: Pattern, *, second: bool, turn: int, sight: Sight) -> None:
    """Put what a pattern shows at the first or the second visit on a page; `turn` chooses the wording."""
    fields = fields_of(draft.story, sight, fixed=pattern.is_edit)
    for change in pattern.changes:
        if change.place.startswith("@"):
            _change_page(draft, change, second=second)
        elif wording := change.wording(draft.template.lang, turn):
            text = wording.new if second else wording.old
            if text or change.place == "lede":
                draft.put(change.place, text.format_map(fields))


def apply_elsewhere(
    draft: Draft, patterns: Iterable[Pattern], turns: Iterable[int], sight: Sight, *, is_new: bool
) -> None:
    """Put furniture on another page of the outlet: what comes or goes is there, of two the old one or the new."""
    for pattern, turn in zip(patterns, turns, strict=True):
        fields = fields_of(draft.story, sight, fixed=False)
        for change in pattern.changes:
            if wording := change.wording(draft.template.lang, turn):
                first, last = wording.old or wording.new, wording.new or wording.old
                draft.put(change.place, (last if is_new else first).format_map(fields))


def _change_page(draft: Draft, change: Change, *, second: bool) -> None:
    if second and change.place.startswith("@text "):
        draft.story = edited(draft.story, change.place.removeprefix("@text "))
    elif second:
        draft.page_changes.append(change.place[1:])


def fields_of(story: Story, sight: Sight, *, fixed: bool) -> dict[str, str]:
    """What the fields of wordings say on a page; `fixed` are those that do not change from visit to visit."""
    own, words = Random(f"fields {story.lang} {story.number}"), words_of(story.lang)
    people = own.sample(words.slots["given"], 3), own.sample(words.slots["family"], 3)
    places = own.sample(words.slots["place"], 2)
    number = own.randrange(12, 470)
    stands = {
        **{
            name: f"{given} {family}"
            for name, given, family in zip(("person", "person2", "person3"), *people, strict=True)
        },
        "own": story.title,
        "place": places[0],
        "place2": places[1],
        "n": str(number),
        "m": str(number + own.randrange(3, 40)),
        "small": str(own.randrange(1, 9)),
    }
    return {**stands, **_turning(story, sight), **(stands if fixed else {})}


def _turning(story: Story, sight: Sight) -> dict[str, str]:
    own, moment = Random(f"turning {story.number}"), sight.moment
    start, minute = own.randrange(40, 9_000), own.randrange(0, 1_440) + 239 * moment
    cold, rate = own.randrange(4, 30), own.randrange(11_000, 14_000)
    return {
        "n": str(start + 37 * moment),
        "visits": str(start + 41 * moment),
        "small": str((start + moment) % 8 + 1),
        "small2": str((start + 3 * moment) % 10),
        "clock": f"{minute // 60 % 24:02}:{minute % 60:02}",
        "clock2": f"{(minute + 71) // 60 % 24:02}:{(minute + 71) % 60:02}",
        "date": _MONTHS.format(19 + moment % 6),
        "temp": str(cold + moment % 5),
        "temp2": str(cold - 3 + moment % 4),
        "rate": str(rate + 25 * moment),
        "rate2": str(rate + 900 + 15 * moment),
        "year": "2026",
        "id": str(10_000 + story.number),
        "title": sight.others[0].title,
        "opening": sight.others[0].paragraphs[1],
        "title2": sight.others[1].title,
        "id2": str(10_000 + sight.others[0].number),
        "id3": str(10_000 + sight.others[1].number),
    }
