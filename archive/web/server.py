"""Serving the reading room from a data folder."""

import socket
from contextlib import suppress
from pathlib import Path

import uvicorn
from datasette.app import Datasette

from archive.errors import BadConfiguration
from archive.web.compat import arguments

GRACE_SECONDS = 5


def create_app(data: Path) -> Datasette:
    """Datasette with our pages over `data`/warraq.db; its `.app()` is the ASGI application.

    Raises BadConfiguration where there is no record yet.
    """
    record = data / "warraq.db"
    if not record.is_file():
        raise BadConfiguration(f"There is no archive in {data} yet. Start one with: warraq crawl, or warraq import.")
    # A mutable file, which Datasette opens `mode=ro`: as an immutable one, a live record would read stale or corrupt.
    return Datasette([str(record)], **arguments())


def serve(data: Path, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM. No access log: readers' addresses are written nowhere.

    Raises BadConfiguration where there is no record yet, or the address cannot be listened on.
    """
    app = create_app(data).app()
    with listener(host, port) as listening:
        config = uvicorn.Config(
            app, access_log=False, log_level="warning", server_header=False, timeout_graceful_shutdown=GRACE_SECONDS
        )
        # Once it has shut down, uvicorn raises the signal that stopped it again.
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])


def listener(host: str, port: int) -> socket.socket:
    """A listening socket. Raises BadConfiguration where there can be none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as problem:
        raise BadConfiguration(
            f"Nothing can be served on {host} port {port} ({problem.strerror}). Name another port with --port."
        ) from problem
