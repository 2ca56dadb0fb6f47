"""warraq mcp: the archive for a research assistant."""

import os
import signal
from importlib.util import find_spec
from pathlib import Path

import click

from archive.errors import BadConfiguration
from scheduler.commands.open import with_rules
from scheduler.options import with_archive
from scheduler.output import LOG


@click.command("mcp")
@with_archive
def command(archive: Path) -> None:
    """Answer a research assistant over standard input and output (Model Context Protocol), until it hangs up.

    The assistant's program starts this verb. It has six tools: search, article, versions, copies, batch, coverage. They
    only read; each answer has key, version digest, permalink and time of capture, and marks what outlets printed as
    quoted. Nothing listens on the network, and your desk is not shown. Needs an extra: pip install 'warraq[mcp]'

    \b
    warraq mcp --data warraq-2026-11-22.db      what to enter as the command in the assistant's settings
    warraq mcp --data /srv/warraq               the live archive of a data folder
    """
    if find_spec("mcp") is None:
        raise BadConfiguration(
            "What speaks with assistants is not installed. Install it with: pip install 'warraq[mcp]'"
        )
    from archive.web.assistants.open_archive import room_at  # noqa: PLC0415 - the reading room takes a second to load
    from archive.web.assistants.server import serve  # noqa: PLC0415 - an extra

    room = room_at(archive, with_rules())
    # A thread of the library waits for the next line, and Python for the thread. Nothing here is ever half written.
    signal.signal(signal.SIGINT, lambda *_: os._exit(0))
    LOG.print(f"{archive}, for an assistant on standard input  (Ctrl-C ends it)", markup=False)
    serve(room)
