"""Reads noise.txt and edits.txt: what changes on a page, where, in which words, and whether somebody did it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGES = ("ar", "en", "ku")


@dataclass(frozen=True, slots=True)
class Wording:
    """`old` stands on the page at the first visit, `new` at the second; either may be empty."""

    lang: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """What happens at one `place` of a page; `@NAME` is a change of the whole page, `@text NAME` of its sentences."""

    place: str
    wordings: tuple[Wording, ...] = ()
    langs: tuple[str, ...] = LANGUAGES

    def wording(self, lang: str, turn: int) -> Wording | None:
        """One wording of a language, another at each turn; None where there is none in it."""
        fitting = [one for one in self.wordings if one.lang == lang]
        return fitting[turn % len(fitting)] if fitting else None


@dataclass(frozen=True, slots=True)
class Pattern:
    """One thing that happens on pages. `ambiguous`, mostly empty, says why a reader could not tell either."""

    name: str
    kind: str
    is_edit: bool
    changes: tuple[Change, ...]
    ambiguous: str = ""

    def speaks(self, lang: str) -> bool:
        """Has it words of this language, or none at all?"""
        return any(change.wording(lang, 0) or (not change.wordings and lang in change.langs) for change in self.changes)


@cache
def noise() -> tuple[Pattern, ...]:
    """What nobody changed in the story."""
    return _read(HERE / "noise.txt", is_edit=False)


@cache
def edits() -> tuple[Pattern, ...]:
    """What somebody changed in the story."""
    return _read(HERE / "edits.txt", is_edit=True)


def _read(path: Path, *, is_edit: bool) -> tuple[Pattern, ...]:
    heads: list[tuple[str, list[Change]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        place, _, rest = line.partition(": ")
        if line.startswith("@text"):
            heads[-1][1].append(Change(line))
        elif line.startswith("@"):
            name, *langs = line.split()
            heads[-1][1].append(Change(name, (), tuple(langs) or LANGUAGES))
        elif " " in place:
            heads.append((line, []))
        else:
            heads[-1][1].append(Change(place, tuple(_wording(one.strip()) for one in f"{rest} ".split(" || "))))
    return tuple(_pattern(head, changes, is_edit=is_edit) for head, changes in heads)


def _pattern(head: str, changes: list[Change], *, is_edit: bool) -> Pattern:
    name, kind, *rest = (part.strip() for part in head.split(" | "))
    notes = dict(note.split(": ", 1) for note in rest)
    return Pattern(name, kind, is_edit, tuple(changes), notes.get("ambiguous", ""))


def _wording(written: str) -> Wording:
    prefix = written[:3]
    lang = prefix[:2] if prefix in ("en:", "ku:") else "ar"
    words = written.removeprefix(prefix).strip() if lang != "ar" else written
    if "=>" not in words:
        return Wording(lang, words, words)
    old, new = words.split("=>")
    return Wording(lang, old.strip(), new.strip())
