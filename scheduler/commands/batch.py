"""warraq batch: a list of names, each asked of the archive."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import TextIO, TypedDict, get_args

import click

from archive.errors import BadConfiguration
from archive.publish.downloaded import read_archive
from archive.search.batch.counters import Counters
from archive.search.batch.counting import Batch, Counted, Near
from archive.search.batch.tables import HITS_HEAD, SUMMARY_HEAD, hit_lines, summary_line
from archive.search.engine import Mode
from archive.search.name_lists import LARGEST, MOST_LINES, Name, NameList, Remark, TooLarge, Why, decoded, read_list
from archive.sqlite import file_of, one_state
from scheduler.options import with_archive, with_json
from scheduler.output import emit, progress, table, unfinished

COLUMNS = ("label", "query", "articles", "outlets", "first", "last", "newest")
REMARKS: dict[Why, str] = {
    "empty": "it is empty, and was left out.",
    "decoded": "it was escaped as in an address; searched for: {searched}",
    "common": "“{content}” alone is in nearly every article, so it was left out.",
    "no_word": "“{content}” has no word to look for, so it was left out.",
    "address": "“{content}” is an address, so it was left out. Ask for it with: warraq search ADDRESS",
    "long": "it is very long; searched for: {searched}",
    "columns": "it has more than two columns; searched for the second: {searched}",
    "twice": "“{content}” stands in the list before, and is counted there.",
}


Found = tuple[Name, Counted, list[Near]]


class FoundName(TypedDict, total=False):
    """One name, with the keys of `warraq batch --json`; the last three only where there is something to say.

    `first`, `last`: days of publication, None where no article found states one; `newest`: the title of the newest.
    """

    query: str
    articles: int
    outlets: int
    first: str | None
    last: str | None
    newest: str | None
    newest_url: str | None
    label: str
    near: list[dict[str, str | int]]
    notes: list[str]


@click.command("batch")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--mode", type=click.Choice(get_args(Mode)), default="names", show_default=True, help="As in warraq search."
)
@click.option(
    "--without-copies", "folded", is_flag=True, help="Of articles that carry one text, only the first counts."
)
@click.option(
    "--summary", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write a CSV: a line a name."
)
@click.option(
    "--hits", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write a CSV: a line an article."
)
@with_archive
@with_json
def command(
    file: Path, *, mode: Mode, folded: bool, summary: Path | None, hits: Path | None, archive: Path, as_json: bool
) -> None:
    """Ask the archive for each name of a list: articles, outlets, first and last day, newest title.

    FILE has a name a line, as typed into the search box, at most 5,000; before it, if you like, a label of your own,
    parted from it by a tab or a semicolon. - reads standard input. Of a spreadsheet, save the CSV in UTF-8.

    Names that no article has come first, each with the nearest that some have; none of these is asked in its place.

    \b
    warraq batch names.csv
    warraq batch names.csv --summary summary.csv --hits hits.csv      both open in LibreOffice and Excel
    warraq batch names.csv --data warraq-2026-11-22.db --json         on a downloaded file; no list leaves this machine
    """
    names = _read(file)
    for remark in names.remarks:
        click.echo(f"Line {remark.line}: {_sentence(remark)}", err=True)
    with closing(read_archive(archive)) as connection, one_state(connection):
        with Counters(Path(file_of(connection)), mode, folded=folded) as counters:
            found = list(_counted(counters, names.names, summary, quiet=as_json))
        if as_json:
            for name, counted, near in found:
                emit(_record(name, counted, near))
        else:
            _show(found)
        if hits:
            _write_hits(Batch(connection, mode, folded=folded), found, hits, quiet=as_json)


def _read(file: Path) -> NameList:
    """Raises BadConfiguration for what cannot be read, is no text, has no name, or more than MOST_LINES or LARGEST."""
    try:
        with sys.stdin.buffer if str(file) == "-" else file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as problem:
        raise BadConfiguration(f"The list {file} cannot be read ({problem.strerror}).") from problem
    if len(content) > LARGEST:
        raise TooLarge
    names = read_list(decoded(content))
    if not names.names and not names.remarks:
        raise BadConfiguration(f"The list is empty. Write a name a line, at most {MOST_LINES:,}.")
    return names


def _sentence(remark: Remark) -> str:
    return REMARKS[remark.why].format(content=remark.content[:80], searched=remark.searched)


def _asked(batch: Batch, text: str) -> tuple[Counted, list[Near]]:
    counted = batch.count(text)
    return counted, [] if counted.articles else batch.near(text)


def _counted(counters: Counters, names: Sequence[Name], summary: Path | None, *, quiet: bool) -> Iterator[Found]:
    with progress(quiet=quiet) as bar, _written(summary, SUMMARY_HEAD) if summary else nullcontext() as file:
        task = bar.add_task("names", total=len(names), note="")
        answers = counters.each(_asked, [name.text for name in names])
        for name, (counted, near) in zip(names, answers, strict=True):
            if file:
                file.write(summary_line(name, counted, near))
            bar.advance(task)
            yield name, counted, near


def _write_hits(batch: Batch, found: Sequence[Found], target: Path, *, quiet: bool) -> None:
    with progress(quiet=quiet) as bar, _written(target, HITS_HEAD) as file:
        task = bar.add_task("articles", total=sum(counted.articles for _, counted, _ in found), note="")
        for name, counted, _ in found:
            for piece in batch.hits(name.text, counted.articles):
                file.write(hit_lines(name, piece))
                bar.advance(task, len(piece))


@contextmanager
def _written(target: Path, head: str) -> Iterator[TextIO]:
    """The file gets its name when it is whole."""
    with unfinished(target) as path, path.open("w", encoding="utf-8", newline="") as file:
        file.write(head)
        yield file


def _record(name: Name, counted: Counted, near: list[Near]) -> FoundName:
    record: FoundName = {
        "query": name.text,
        "articles": counted.articles,
        "outlets": counted.outlets,
        "first": counted.first or None,
        "last": counted.last or None,
        "newest": counted.newest.title if counted.newest else None,
        "newest_url": counted.newest.url if counted.newest else None,
    }
    if name.label:
        record["label"] = name.label
    if near:
        record["near"] = [{"q": one.question, "mode": one.mode, "count": one.articles} for one in near]
    if counted.notes:
        record["notes"] = [note.sentence for note in counted.notes]
    return record


def _show(found: Sequence[Found]) -> None:
    """What no article has first, with what lies nearest; then the others."""
    lacking = [(name, near) for name, counted, near in found if not counted.articles]
    there = [(name, counted) for name, counted, _ in found if counted.articles]
    if lacking:
        rows = [
            {
                "label": name.label,
                "query": name.text,
                "nearest": " | ".join(f"{one.question} ({one.articles})" for one in near),
            }
            for name, near in lacking
        ]
        click.echo("In no article, and what lies nearest:")
        table(rows, ("label", "query", "nearest"))
        click.echo("")
    if there:
        rows_found = [
            {**_record(name, counted, []), "label": name.label}
            for name, counted in sorted(there, key=lambda one: -one[1].articles)
        ]
        table(rows_found, COLUMNS)
    for name, counted in [(name, counted) for name, counted, _ in found if counted.notes]:
        click.echo(f"Line {name.line}: {' '.join(note.sentence for note in counted.notes)}", err=True)
    click.echo(f"{len(there)} of {len(found)} names found")
