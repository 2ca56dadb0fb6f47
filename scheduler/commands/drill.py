"""warraq drill: a backup restored elsewhere, to know that it can be."""

from dataclasses import asdict
from functools import partial
from pathlib import Path

import click

from archive.upkeep.drill import Drilled
from archive.upkeep.drill import drill as drill_backup
from scheduler.options import with_json
from scheduler.output import LOG, TO_PEOPLE, emit, facts, step_bars
from scheduler.serving_check import ask_reading_room
from spiders.registry import outlets


@click.command("drill")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--to",
    "keep",
    metavar="NEW",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep what was restored as this data folder, where all was well.",
)
@with_json
def command(folder: Path, keep: Path | None, as_json: bool) -> None:
    """Restore the newest backup elsewhere, compare it, read it again, open it, and time it.

    Every file is hashed, every database checked and counted, a sample of captures read again to the text that the
    record has of them, and the reading room opened on it. The archive itself is not touched. What was restored is
    removed afterwards (it lies where TMPDIR says), unless --to keeps it: that is how an archive is restored for good.

    Exit status 1 with what is bad. A file of captures that is bad is mended by removing it from DIR/warc: the next
    backup copies it again, as long as the archive has it.
    """
    known = outlets()
    with step_bars(quiet=as_json) as on_step:
        drilled = drill_backup(folder, known, partial(ask_reading_room, outlets=tuple(known.values())), keep, on_step)
    if as_json:
        emit(drilled)
    else:
        _print_report(folder, drilled)
    if not drilled.ok:
        raise click.exceptions.Exit(1)


def _print_report(folder: Path, drilled: Drilled) -> None:
    shown = asdict(drilled)
    bad, steps = shown.pop("bad"), shown.pop("steps")
    facts(shown | {"steps": ", ".join(f"{name} {seconds} s" for name, seconds in steps.items())})
    for problem in bad:
        TO_PEOPLE.print(f"bad: {problem['where']}: {problem['why']}", markup=False)
    if drilled.kept_in:
        LOG.print(f"Restored. Start it with: warraq run --data {drilled.kept_in}", markup=False)
    elif drilled.ok:
        LOG.print(f"To restore it for good: warraq drill {folder} --to NEW, then warraq run --data NEW", markup=False)
