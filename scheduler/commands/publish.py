"""warraq publish: make the download."""

from dataclasses import asdict

import click

from archive.data_folder import DataFolder
from archive.publish.snapshot import publish as make_snapshot
from scheduler.options import with_data, with_json
from scheduler.output import emit, facts, progress


@click.command("publish")
@with_data
@with_json
def command(data: DataFolder, as_json: bool) -> None:
    """Make the download: a checked snapshot with sha256 and manifest, and the changes since the one before.

    Runs beside a crawling service. The files appear in DATA/published and on the downloads page.
    """
    with progress(quiet=as_json) as bar:
        task = bar.add_task("publish", total=7, note="")
        made = make_snapshot(data, lambda step: bar.update(task, advance=1, note=step))
    shown = asdict(made)
    why_no_delta = shown.pop("no_delta")
    emit(shown) if as_json else facts(shown | {"parquet": ", ".join(made.parquet)})
    if why_no_delta:
        click.echo(why_no_delta, err=True)
