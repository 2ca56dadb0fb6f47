"""How the command speaks: tables and progress bars for people, JSON for programs, logs on standard error.

People read days and times of Damascus, as the filters of the command take them; programs read the record's UTC.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from archive.exchange import Origin
from archive.search.highlight import to_marked_text
from archive.times import damascus_day, damascus_time, unstamp

if TYPE_CHECKING:
    from archive.search.engine import Hit

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class _Console(Console):
    """One that leaves the end of a closed pipe to `scheduler.cli`, which ends the command quietly."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


# Where nobody looks (a file, a pipe) there is no width to fold to.
TO_PEOPLE = _Console(highlight=False, width=None if sys.stdout.isatty() else 200)
LOG = _Console(stderr=True, highlight=False, soft_wrap=True)


# Beside a title, for people.
ORIGINS: dict[Origin, str] = {"crawl": "", "import": "  (imported)", "given": "  (given text)"}


class FoundArticle(TypedDict):
    """One article that was found, with the keys of `warraq search --json`; `published` is None where none is stated."""

    id: int
    outlet: str
    url: str
    title: str
    published: str | None
    snippet: str


def emit(thing: object) -> None:
    """One JSON document on a line of standard output."""
    if is_dataclass(thing) and not isinstance(thing, type):
        thing = asdict(thing)
    click.echo(json.dumps(thing, ensure_ascii=False, default=str))


def emit_lines(rows: Iterable[object]) -> None:
    for row in rows:
        emit(row)


def table(rows: Sequence[Mapping[str, object]], columns: Sequence[str], title: str = "") -> None:
    """Rows for people; an empty value stays empty."""
    drawn = Table(title=title or None, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for column in columns:
        numeric = bool(rows) and all(isinstance(row.get(column), int | float) for row in rows)
        drawn.add_column(column.replace("_", " "), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(shown(row.get(column)) for column in columns))
    TO_PEOPLE.print(drawn)


def facts(pairs: Mapping[str, object]) -> None:
    """A short list of names and values for people."""
    width = max(len(name) for name in pairs)
    for name, value in pairs.items():
        click.echo(f"{name:<{width}}  {shown(value)}")


def shown(value: object) -> str:
    """A value for people: an instant as the time in Damascus, nothing as nothing."""
    text = "" if value is None else str(value)
    return damascus_time(unstamp(text)) if _INSTANT.fullmatch(text) else text


def progress(*, quiet: bool) -> Progress:
    """A progress bar on standard error, so that standard output stays clean; silent where nobody looks."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
        TimeElapsedColumn(),
        console=LOG,
        disable=quiet or not LOG.is_terminal,
    )


def when(hit: "Hit") -> str:
    """The day of publication for people, or that none is known and since when the archive has it."""
    known = "the earliest time we have of it:" if hit.origin == "given" else "first seen"
    return hit.published_day or f"undated, {known} {damascus_day(unstamp(hit.first_seen_at))}"


def found_article(hit: "Hit") -> FoundArticle:
    return {
        "id": hit.id,
        "outlet": hit.outlet,
        "url": hit.url,
        "title": hit.title,
        "published": hit.published_at or hit.published_day or None,
        "snippet": to_marked_text(hit.snippet_marked),
    }


@contextmanager
def step_bars(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """A bar a step of long work: call it with the step's name, what is done and of how much (0: nobody knows)."""
    with progress(quiet=quiet) as bar:
        tasks: dict[str, TaskID] = {}

        def on_step(name: str, done: int, total: int) -> None:
            if name not in tasks:
                for before in tasks.values():
                    bar.update(before, completed=bar.tasks[before].total or 1, total=bar.tasks[before].total or 1)
                tasks[name] = bar.add_task(name, total=total or None, note="")
            bar.update(tasks[name], completed=done, total=total or None)

        yield on_step


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """Where a file is written: it gets its name when the block ends, and is gone where that fails."""
    path = target.with_name(f"{target.name}.{os.getpid()}.unfinished")
    try:
        yield path
        path.replace(target)
    except BaseException:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise
