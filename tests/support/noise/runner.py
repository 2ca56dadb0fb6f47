"""Takes visits into an archive as `warraq import` does, and reads from the record what it makes of the changes."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from archive.data_folder import DataFolder
from archive.ingest.importer import Importer
from archive.ingest.session import Writer
from archive.model import Outlet
from archive.sqlite import open_readonly
from tests.support.noise.outlets import Site, Visit
from tests.support.noise.patterns import Pattern

# edit: told as the outlet's. held: the second capture was not taken for its page. none: no version.
Told = Literal["edit", "unsettled", "furniture", "cosmetic", "extractor", "held", "none"]
TOLD: tuple[Told, ...] = get_args(Told)
# After so many other articles the kinds are read again.
STAGES = (0, 3, 10)

VERSIONS = """
SELECT u.url, group_concat(v.kind) AS kinds, max(c.held <> '') AS held
FROM urls u LEFT JOIN versions v ON v.article_id = u.article_id AND v.n > 1
LEFT JOIN captures c ON c.url = u.url GROUP BY u.url
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one pattern on one site: `told` at first sight and after each stage."""

    pattern: Pattern
    template: str
    has_selector: bool
    every: int
    told: tuple[Told, ...]


class Archive:
    """An archive in a folder that takes visits."""

    def __init__(self, folder: Path, outlets: Iterable[Outlet], writer: Writer) -> None:
        self._folder, self._writer = folder, writer
        self._outlets = {outlet.name: outlet for outlet in outlets}

    def take(self, visits: Iterable[Visit]) -> None:
        """Import captures, in order. AssertionError where one could not be read."""
        path = self._folder / "visits.jsonl"
        with path.open("w", encoding="utf-8") as lines:
            for url, html, at in visits:
                line = {"url": url, "html": html, "fetched_at": at.isoformat()}
                lines.write(json.dumps(line, ensure_ascii=False) + "\n")
        for outcome, _ in Importer(self._writer, self._outlets).run(path):
            if not hasattr(outcome, "kind"):
                raise AssertionError(f"{outcome}")

    def kinds(self, url: str) -> list[str]:
        """The kinds of the versions of the article at an address, in their order."""
        sql = "SELECT kind FROM versions WHERE article_id = (SELECT article_id FROM urls WHERE url = ?) ORDER BY n"
        return list(self._writer.store.column(str, sql, url))

    def told(self) -> dict[str, Told]:
        """By address, what the archive tells now of everything that happened to the page."""
        connection = open_readonly(self._folder / "data" / "warraq.db")
        try:
            return {row["url"]: _told(row["kinds"] or "", bool(row["held"])) for row in connection.execute(VERSIONS)}
        finally:
            connection.close()


def _told(kinds: str, held: bool) -> Told:
    found = kinds.split(",") if kinds else []
    if any(kind not in TOLD[1:] for kind in found):
        return "edit"
    worst = next((kind for kind in TOLD if kind in found), None)
    return worst or ("held" if held else "none")


@contextmanager
def archive(folder: Path, outlets: Iterable[Outlet]) -> Iterator[Archive]:
    """A new archive in `folder`, open for visits to these outlets."""
    folder.mkdir(parents=True, exist_ok=True)
    with Writer(DataFolder(folder / "data"), "import") as writer:
        yield Archive(folder, outlets, writer)


def run(folder: Path, sites: Sequence[Site], before: int = 0, stages: Sequence[int] = STAGES) -> list[Result]:
    """Live through what happens on sites: `before` other articles of each, the pairs, the articles of the stages."""
    told: list[dict[str, Told]] = []
    with archive(folder, [site.outlet for site in sites]) as taken:
        taken.take(visit for site in sites for visit in site.others(-before, 0))
        for second in (False, True):
            taken.take(visit for site in sites for visit in site.pairs(second=second))
        for start, stop in zip((0, *stages), stages, strict=False):
            taken.take(visit for site in sites for visit in site.others(start, stop))
            told.append(taken.told())
    return [result for site in sites for result in _results(site, told)]


def _results(site: Site, told: list[dict[str, Told]]) -> Iterator[Result]:
    for n, pattern in enumerate(site.patterns):
        if site.url(n) not in told[0]:
            raise AssertionError(f"{site.name} has no article of {pattern.name!r}")
        found = tuple(stage[site.url(n)] for stage in told)
        yield Result(pattern, site.template.name, site.has_selector, site.every, found)


def chunks(patterns: Sequence[Pattern], size: int) -> Iterator[tuple[Pattern, ...]]:
    """Patterns in groups of about one size, at most `size`."""
    count = -(-len(patterns) // size)
    for n in range(count):
        yield tuple(patterns[n * len(patterns) // count : (n + 1) * len(patterns) // count])


def named(sites: Iterable[Site]) -> list[Site]:
    """Sites with a number and a name each."""
    return [replace(site, number=n, name=f"noise{n}") for n, site in enumerate(sites)]
