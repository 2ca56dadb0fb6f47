"""warraq pull: keep a copy of another archive current."""

from pathlib import Path

import click

from archive.publish.pulling import pull as bring_up_to_date
from scheduler.options import with_json
from scheduler.output import emit, facts, step_bars
from spiders.http.other_archives import OtherArchive
from spiders.http.public_addresses import warn_when_open


@click.command("pull")
@click.argument("url", metavar="URL")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), metavar="[DIR]")
@with_json
def command(url: str, folder: Path, as_json: bool) -> None:
    """Keep a copy of another archive's download current: by its deltas, else by the whole file.

    URL is the archive's address. The copy is DIR/archive.db (DIR: this folder), for warraq open, search --data and any
    sqlite3. It is checked against the manifest and replaced whole, so it can be read meanwhile; what was cut short is
    gone on with the next time.
    """
    warn_when_open()
    source = OtherArchive(url)
    with step_bars(quiet=as_json) as on_step:
        pulled = bring_up_to_date(source, folder, on_step)
    emit(pulled.as_record()) if as_json else facts(pulled.as_record())
    if pulled.whole:
        click.echo(f"The whole file was taken. {pulled.whole}", err=True)
