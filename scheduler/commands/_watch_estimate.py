"""What a list of names would have told, for `warraq watch estimate` and `add`."""

from contextlib import closing
from pathlib import Path
from typing import TypedDict

import click

from archive.alerts.watch.estimate import MOST_OF_A_LIST, MOST_OF_A_NAME, Estimate, estimate
from archive.publish.downloaded import read_archive
from archive.search.name_lists import Name
from archive.sqlite import one_state
from scheduler.output import progress, table

SHOWN = 20


class Loud(TypedDict):
    """A name that would be told too often: so many articles in all the days, and a day."""

    line: int
    name: str
    articles: int
    a_day: float


class EstimateRow(TypedDict):
    """An estimate, with the keys of `warraq watch estimate --json`: articles are counted once, loud names left out."""

    names: int
    first: str
    last: str
    days: int
    articles: int
    a_day: float
    fullest_day: int
    silent: int
    loud: list[Loud]


def estimated(archive: Path, names: list[Name], *, quiet: bool) -> Estimate:
    """What a list would have told; a bar on the way."""
    with closing(read_archive(archive)) as connection, one_state(connection), progress(quiet=quiet) as bar:
        task = bar.add_task("names", total=len(names), note="")
        return estimate(connection, names, lambda: bar.advance(task))


def estimate_row(names: list[Name], found: Estimate) -> EstimateRow:
    """As a row, the loudest name first."""
    loud = sorted(found.loud, key=lambda at: -found.counts[at])
    return {
        "names": len(names),
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "days": found.days,
        "articles": found.total,
        "a_day": round(found.a_day, 1),
        "fullest_day": found.fullest,
        "silent": found.counts.count(0),
        "loud": [
            {
                "line": names[at].line,
                "name": names[at].text,
                "articles": found.counts[at],
                "a_day": round(found.counts[at] / found.days, 1),
            }
            for at in loud
        ],
    }


def show_estimate(row: EstimateRow) -> None:
    """For people."""
    click.echo(
        f"{row['names']:,} names, {row['first']} to {row['last']}: {row['articles']:,} articles,"
        f" {row['a_day']:g} a day, {row['fullest_day']:,} on the fullest; {row['silent']:,} names in none."
    )
    if row["loud"]:
        click.echo(
            f"Loud, left out of these numbers: {len(row['loud']):,} names"
            f" (above {MOST_OF_A_NAME} a day, or the loudest of a list above {MOST_OF_A_LIST})."
        )
        table(row["loud"][:SHOWN], ("line", "name", "articles", "a_day"))
        if len(row["loud"]) > SHOWN:
            click.echo(f"and {len(row['loud']) - SHOWN:,} more: --json lists them all.")
