"""Counts what became of the changes, of noise and of edits, and writes the tables of it."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tests.support.noise.runner import TOLD, Result, Told

MISSED: tuple[Told, ...] = ("none", "held", "furniture", "extractor")


@dataclass(frozen=True, slots=True)
class Counted:
    """Changes at one stage. Of noise `edit` is false; of edits what is `missed` or `cosmetic` is."""

    all: int
    told: Counter[Told]

    @property
    def false(self) -> int:
        return self.told["edit"]

    @property
    def missed(self) -> int:
        return sum(self.told[kind] for kind in MISSED)

    @property
    def lost(self) -> int:
        """Missed or called cosmetic."""
        return self.missed + self.told["cosmetic"]

    def share(self, number: int) -> float:
        return number / self.all if self.all else 0.0


def counted(results: Iterable[Result], stage: int) -> Counted:
    """What was told at a stage: 0 is first sight, -1 the last."""
    told = Counter(result.told[stage] for result in results)
    return Counted(told.total(), told)


def offending(results: Iterable[Result], stage: int) -> list[str]:
    """The changes told wrongly at a stage, one a line."""
    return [
        f"{result.pattern.name} [{result.template}{', selector' if result.has_selector else ''}]: {result.told[stage]}"
        for result in results
        if _is_wrong(result, result.told[stage])
    ]


def _is_wrong(result: Result, told: Told) -> bool:
    return told in (*MISSED, "cosmetic") if result.pattern.is_edit else told == "edit"


Group = Callable[[Result], str]
GROUPS: dict[str, Group] = {
    "kind": lambda result: result.pattern.kind,
    "pattern": lambda result: result.pattern.name,
    "template": lambda result: f"{result.template}{', selector' if result.has_selector else ''}",
}


def grouped(results: Iterable[Result], by: str) -> dict[str, list[Result]]:
    """The results by kind, pattern or template."""
    found: dict[str, list[Result]] = {}
    for result in results:
        found.setdefault(GROUPS[by](result), []).append(result)
    return found


def table(results: list[Result], by: str, stages: Iterable[int]) -> str:
    """Markdown: per group and stage how many were told as what."""
    stages = tuple(stages)
    columns = [f"{kind}, {stage}" for stage in stages for kind in TOLD]
    return "\n".join((_row(by, "changes", *columns), _row(*["---"] * (2 + len(columns))), *_rows(results, by, stages)))


def _rows(results: list[Result], by: str, stages: tuple[int, ...]) -> Iterator[str]:
    for name, group in sorted(grouped(results, by).items()):
        numbers = [counted(group, n).told[kind] for n in range(len(stages)) for kind in TOLD]
        yield _row(name, str(len(group)), *(str(number or "") for number in numbers))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def as_json(sets: dict[str, list[Result]]) -> str:
    """Every result, by set, for whoever wants to count otherwise."""
    rows = {
        name: [
            {
                "pattern": result.pattern.name,
                "kind": result.pattern.kind,
                "is_edit": result.pattern.is_edit,
                "ambiguous": result.pattern.ambiguous,
                "template": result.template,
                "selector": result.has_selector,
                "told": result.told,
            }
            for result in results
        ]
        for name, results in sets.items()
    }
    return json.dumps(rows, ensure_ascii=False, indent=1)
