"""warraq publish: make the download."""

from dataclasses import asdict

import click

from archive.configuration import load
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.evidence.checkpoint import begin_anew, sign
from archive.evidence.timestamps import Wanted, stamp
from archive.publish.snapshot import publish as make_snapshot
from archive.publish.verifier_file import put as put_verifier
from scheduler.options import with_data, with_json
from scheduler.output import emit, facts, progress


@click.command("publish")
@with_data
@with_json
@click.option("--new-log", is_flag=True, help="First put the signed log aside and begin another, under another name.")
def command(data: DataFolder, as_json: bool, new_log: bool) -> None:
    """Make the download: a checked snapshot with sha256 and manifest, and the changes since the one before.

    Runs beside a crawling service. The files appear in DATA/published and on the downloads page. Then the log of all
    captures and versions is signed as the snapshot has it: log_size leaves, whose root is log_root.

    A record that was restored from a backup does not begin with what was signed before: nothing is signed any more, and
    the exit status is 9, until --new-log begins another log. What was signed of the old one stays in DATA/published.
    """
    data.demand_record()
    if new_log:
        begin_anew(data)
    with progress(quiet=as_json) as bar:
        task = bar.add_task("publish", total=8, note="")
        made = make_snapshot(data, lambda step: bar.update(task, advance=1, note=step))
        put_verifier(data)
        bar.update(task, advance=1, note="log")
        try:
            holds, file = load(data), data.published / made.file
            signed, problem = sign(data, holds.public_address, file, whole=made.whole), None
            missed = stamp(data, Wanted(holds.log.authorities, holds.log.calendars)).missed
        except WarraqError as unsigned:
            signed, problem, missed = None, unsigned, ()
    shown = asdict(made) | ({"log_size": signed.size, "log_root": signed.root} if signed else {})
    why_no_delta = shown.pop("no_delta")
    emit(shown) if as_json else facts(shown | {"parquet": f"{len(made.parquet)} files"})
    if why_no_delta:
        click.echo(why_no_delta, err=True)
    for one in missed:
        click.echo(f"Not stamped, tried again at the next publish: {one}", err=True)
    if problem:
        raise problem
