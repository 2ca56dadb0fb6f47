"""Articles a month, drawn and as a table: a line for each question, or for each outlet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from archive.web.app.language import Language
from archive.web.queries.months import month_of
from archive.web.queries.word_counts import Hits, WordCounts

TICKS = 8


@dataclass(frozen=True, slots=True)
class Line:
    """Articles a month of one question, or of one outlet; `shares` are of a thousand, None where there was nothing."""

    label: str
    counts: list[int]
    totals: list[int]

    @property
    def shares(self) -> list[float | None]:
        return [share(n, total) for n, total in zip(self.counts, self.totals, strict=True)]

    @property
    def whole(self) -> float | None:
        """The share over all the months."""
        return share(sum(self.counts), sum(self.totals))

    def values(self, unit: str) -> list[float | None]:
        """What is drawn: a month without any article of the outlet is a gap, not a nought."""
        if unit == "share":
            return self.shares
        return [n if total else None for n, total in zip(self.counts, self.totals, strict=True)]


def share(n: int, total: int) -> float | None:
    """How many of a thousand, with as many decimals as a reader can use; None of nothing."""
    if not total:
        return None
    exact = 1_000 * n / total
    return round(exact, 0 if exact >= 10 else 1 if exact >= 1 else 2)


def by_question(counts: WordCounts) -> list[Line]:
    everything = counts.totals.of(counts.totals.by_outlet)
    return [Line(question, by_month(hits, counts.months), everything) for question, hits in counts.hits.items()]


def by_outlet(counts: WordCounts) -> list[Line]:
    """Of a single question a line for every outlet with a hit, the most hits first; of several none."""
    if len(counts.hits) != 1:
        return []
    apart: dict[str, list[tuple[str, int, int]]] = {}
    for hit in next(iter(counts.hits.values())):
        apart.setdefault(hit[0], []).append(hit)
    totals = counts.totals.by_outlet
    lines = [Line(name, by_month(hits, counts.months), totals[name]) for name, hits in apart.items()]
    return sorted(lines, key=lambda line: (-sum(line.counts), line.label))


def by_month(hits: Hits, months: Sequence[str]) -> list[int]:
    counts = dict.fromkeys(months, 0)
    for _, day, n in hits:
        counts[month_of(day)] += n
    return list(counts.values())


def table(months: Sequence[str], lines: Sequence[Line]) -> Iterator[tuple[str, str, int | None]]:
    """The rows of a table, newest first: first and last month, which of the figures are theirs, None without any."""

    def is_empty(number: int) -> bool:
        return not any(line.totals[number] for line in lines)

    for empty, run in groupby(reversed(range(len(months))), is_empty):
        numbers = list(run)
        if empty:
            yield months[numbers[-1]], months[numbers[0]], None
        else:
            yield from ((months[number], months[number], number) for number in numbers)


def chart(counts: WordCounts, lines: Sequence[Line], unit: str, t: Language) -> Mapping[str, object]:
    """What words.js draws: the same figures as the table, and the words round them."""
    months = counts.months
    step = next(step for step in (1, 2, 3, 6, *range(12, 1_200, 12)) if len(months) <= step * TICKS)
    return {
        "months": [t.month(month) for month in months],
        "ticks": [n for n, month in enumerate(months) if (12 * int(month[:4]) + int(month[5:]) - 1) % step == 0],
        "lines": [{"label": line.label, "values": line.values(unit)} for line in lines],
        "gaps": [n for n, month in enumerate(months) if month in counts.totals.missing],
        "backwards": t.dir == "rtl",
        "lang": t.lang,
    }
