"""warraq backup: a second copy of the archive, elsewhere."""

from dataclasses import asdict
from pathlib import Path

import click

from archive.data_folder import DataFolder
from archive.upkeep.backup import BackedUp
from archive.upkeep.backup import backup as make_backup
from scheduler.night_work import files_beside
from scheduler.options import with_data, with_json
from scheduler.output import LOG, emit, facts, step_bars


@click.command("backup")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@with_data
@with_json
def command(folder: Path, data: DataFolder, as_json: bool) -> None:
    """Copy the archive into a folder elsewhere; beside a running service, and only what is new.

    DIR is an empty folder, or one of earlier backups, best on another machine's disk. It gets consistent copies of the
    databases, the bytes of all captures, warraq.toml and your own outlet files, with a hash of each. One that is cut
    short is never taken for a whole one, and the next goes on from there. The seven newest backups stay and, before
    these, the first of each month. They hold readers' addresses: keep them private.

    Exit status 1 where the archive itself lacks something; the rest is copied.

    \b
    warraq backup /mnt/backup/warraq
    warraq drill /mnt/backup/warraq     a backup counts once it was restored
    """
    with step_bars(quiet=as_json) as on_step:
        made = make_backup(data, folder, files_beside(data), on_step)
    emit(made) if as_json else facts(_as_record(made))
    for problem in made.problems:
        LOG.print(f"{problem['where']}: {problem['why']}", markup=False)
    if made.problems:
        raise click.exceptions.Exit(1)


def _as_record(made: BackedUp) -> dict[str, object]:
    shown = asdict(made)
    problems = shown.pop("problems")
    return shown | ({"problems": len(problems)} if problems else {})
