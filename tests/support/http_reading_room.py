"""The reading room served over HTTP, as a browser asks for it."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from archive.model import Outlet
from archive.web.app.access import Access
from archive.web.app.headers import App
from archive.web.app.server import create_app
from scheduler.listening_sockets import listeners


@contextmanager
def serving(
    data: Path,
    around: Callable[[App], App] = lambda app: app,
    *,
    allow_sql: bool = False,
    outlets: Iterable[Outlet] = (),
    access: Access | None = None,
    secret: str | None = None,
) -> Iterator[str]:
    """The address of the reading room over a data folder or a download; `around` puts something between it and the
    network, `allow_sql` lets readers write SQL; the rules of `outlets` are known, `access` says
    who may see what, `secret` signs their cookies.
    """
    (listening,) = listeners("127.0.0.1", 0)
    app = create_app(data, allow_sql=allow_sql, outlets=outlets, access=access, secret=secret).app()
    server = uvicorn.Server(uvicorn.Config(around(app), access_log=False, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()
