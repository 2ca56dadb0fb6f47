"""warraq compare: what one archive has and another lacks."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from archive.publish.comparison import compare
from archive.publish.differences import ArticleDifference, Comparison, Followed, OutletDifference
from archive.text.spreadsheets import BYTE_ORDER_MARK, csv_line
from scheduler.options import with_json
from scheduler.output import LOG, emit, step_bars, table, unfinished

SUMS = ("only_a", "only_b", "differ", "same")
DAY_COLUMNS = ("outlet", "day", "only_a", "only_b", "differ")
MOST_DAYS = 40


@click.command("compare")
@click.argument("a", metavar="A", type=click.Path(exists=True, path_type=Path))
@click.argument("b", metavar="B", type=click.Path(exists=True, path_type=Path))
@click.option("--csv", "target", metavar="FILE", type=click.Path(path_type=Path), help="Write each article here.")
@with_json
def command(a: Path, b: Path, target: Path | None, as_json: bool) -> None:
    """Say what one archive has and another lacks, by outlet and day.

    A and B are data folders or downloaded files; neither is written. Articles are the same where outlet and key are,
    whatever their numbers.

    \b
    only_a, only_b   articles that one has alone; (n) of them are of days that the other does not cover, or of an
                     outlet that it does not follow: those it never could have had
    differ           articles of both with another present text, other texts before it, or another number of versions
    days             an archive covers an outlet from its first article or capture there to its last;
                     a single one with no other within 30 days does not count

    --csv writes a line for each article that is not the same in both. Exit status 0 whatever was found.

    \b
    warraq compare data /mnt/partner/warraq-2026-11-22.db --csv differences.csv
    """
    with step_bars(quiet=as_json) as on_step, _written(target) as on_article:
        found = compare(a, b, on_article, on_step)
    if as_json:
        emit({"a": str(a), "b": str(b), **asdict(found)})
    else:
        _print_report(a, b, found)


@contextmanager
def _written(target: Path | None) -> Iterator[Callable[[ArticleDifference], None]]:
    """The file gets its name when it is whole."""
    if target is None:
        yield lambda _: None
        return
    with unfinished(target) as path, path.open("w", encoding="utf-8", newline="") as file:
        file.write(BYTE_ORDER_MARK + csv_line(tuple(ArticleDifference.__annotations__)))
        yield lambda article: print(csv_line(tuple(article.values())), end="", file=file)


def _print_report(a: Path, b: Path, found: Comparison) -> None:
    click.echo(f"A  {a}\nB  {b}\n")
    table([_row(outlet) for outlet in found.outlets], ("outlet", *SUMS, "days of A", "days of B"))
    shown = sorted(found.days, key=lambda row: row["day"], reverse=True)
    if shown:
        click.echo("")
        table(shown[:MOST_DAYS], DAY_COLUMNS, "By day of publication, the newest first:")
    if len(shown) > MOST_DAYS:
        LOG.print(f"{len(shown) - MOST_DAYS} more days: --json has them all, --csv FILE each article.", markup=False)
    for name, of_it, other in (("A", "a", "B"), ("B", "b", "A")):
        alone = [outlet["outlet"] for outlet in found.outlets if outlet["b" if of_it == "a" else "a"] is None]
        if alone:
            click.echo(f"\nOnly {name} follows, so that {other} lacks all of it: {', '.join(alone)}.")
    totals: Mapping[str, int] = {what: getattr(found, what) for what in SUMS}
    click.echo("\n" + ", ".join(f"{what.replace('_', ' ')} {number}" for what, number in totals.items()) + ".")


def _row(outlet: OutletDifference) -> dict[str, object]:
    return {
        "outlet": outlet["outlet"],
        "only_a": _with_outside(outlet["only_a"], outlet["only_a_outside"]),
        "only_b": _with_outside(outlet["only_b"], outlet["only_b_outside"]),
        "differ": outlet["differ"],
        "same": outlet["same"],
        "days of A": _days(outlet["a"]),
        "days of B": _days(outlet["b"]),
    }


def _with_outside(number: int, outside: int) -> str:
    return f"{number} ({outside})" if outside else str(number)


def _days(followed: Followed | None) -> str:
    return f"{followed['first_day']} – {followed['last_day']}" if followed else "not followed"
