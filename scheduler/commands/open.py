"""warraq open: the reading room on a downloaded file."""

from pathlib import Path

import click

from archive.errors import BadConfiguration
from archive.model import Outlet
from archive.publish.downloaded import describe
from scheduler.commands.run import PORT
from scheduler.output import LOG
from scheduler.reading_room import serve
from scheduler.service import HOST
from scheduler.signals import Ending
from scheduler.web_process import Served
from spiders.registry import outlets


@click.command("open")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="Where the reading room listens."
)
def command(file: Path, port: int) -> None:
    """Show a downloaded file as the reading room: offline, on this machine only, changing nothing. Ctrl-C ends it.

    The file may be read-only; nothing is written into it, and beside it only desk.db, once you mark something on your
    desk: lists, tags and notes of yours, which a newer file in the same folder finds. The pages show the archive as it
    was on the day of the file. What only a running archive knows (how the outlets are, gaps, saved searches) is left
    out.

    \b
    warraq open warraq-2026-11-22.db
    warraq search القوات --data warraq-2026-11-22.db      the same file, asked on the command line
    """
    taken = describe(file)
    day = f"the archive as of {taken.day}" if taken.dated else "a file that does not say its day"
    LOG.print(f"{file}, {day}, on http://{HOST}:{port}/  (Ctrl-C ends it)", markup=False)
    ending = Ending()
    ending.heed()
    serve(HOST, port, Served(file, with_rules()), ending.stop)


def with_rules() -> tuple[Outlet, ...]:
    """Every outlet with the rules of its addresses. A broken file of a private one is told of; it hides no download."""
    try:
        return tuple(outlets().values())
    except BadConfiguration as broken:
        LOG.print(f"{broken} Until then a pasted address is found only as the file has it.", markup=False)
        return ()
