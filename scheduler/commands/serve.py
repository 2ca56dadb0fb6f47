"""warraq serve: the reading room alone, of a data folder or of what it published last."""

import click

from archive.data_folder import DataFolder
from scheduler.commands.run import PORT, begin
from scheduler.options import with_data
from scheduler.service import HOST
from scheduler.serving import Serving


@click.command("serve")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="Where the reading room listens."
)
@click.option("--host", default=HOST, show_default=True, help="On which address; 0.0.0.0 within a container.")
@click.option("--published", is_flag=True, help="Serve the newest snapshot of published/, and each newer one.")
@click.option(
    "--allow-sql", is_flag=True, help="Let readers write SQL in the data room. For an instance that serves nobody else."
)
@with_data
def command(port: int, host: str, published: bool, allow_sql: bool, data: DataFolder) -> None:
    """Serve the archive in a browser, and nothing else: another process crawls (warraq run --no-serve).

    With --published nothing is written, not even beside the file: the data folder may be read-only to whoever runs
    this. Without, it must be possible to create files in it, or the crawling service must be running: SQLite shares
    its index of a live record through one. Ctrl-C ends it; SIGHUP reads the outlet files anew.
    """
    Serving(data, host, port, begin(), published=published, allow_sql=allow_sql).run()
