"""warraq prune: what is older than it is to be kept goes."""

from dataclasses import asdict

import click

from archive.configuration import load
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.times import now
from archive.upkeep.pruning import Pruned
from archive.upkeep.pruning import prune as prune_folder
from scheduler.options import with_data, with_json
from scheduler.output import emit, facts


@click.command("prune")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@with_data
@with_json
def command(dry_run: bool, data: DataFolder, as_json: bool) -> None:
    """Remove what is older than it is to be kept: snapshots, runs, decided pages, logs.

    Of snapshots stay the newest of each of 30 days and, before them, the first of each month; deltas that begin from a
    removed one go with it. [retention] in warraq.toml says how long what is kept. Articles, versions, captures and
    their bytes never go.
    """
    if not data.root.is_dir():
        raise BadConfiguration(f"There is no data folder {data.root}. Name another with --data.")
    pruned = prune_folder(data, load(data).retention, now(), dry_run=dry_run)
    emit({"dry_run": dry_run, **asdict(pruned)}) if as_json else facts(_as_record(pruned))
    if dry_run and not as_json:
        click.echo("Nothing was removed. Without --dry-run it is.", err=True)


def _as_record(pruned: Pruned) -> dict[str, object]:
    return {
        "published": ", ".join(pruned.published) or "none",
        "logs": ", ".join(pruned.logs) or "none",
        "runs": pruned.runs,
        "held": pruned.held,
        "of killed publishes": f"{pruned.leftover_bytes:,} bytes",
        "in all": f"{pruned.bytes:,} bytes",
    } | ({"kept": pruned.kept_because} if pruned.kept_because else {})
