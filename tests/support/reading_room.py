"""The reading room over a made archive, for the tests that ask it as a browser would, but without one."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from archive.web.app.server import create_app
from tests.support import made_archive

T = TypeVar("T")
PAGES = ("/", "/search", "/search?q=القوات", "/outlets", "/health", "/downloads", "/about")


class Room:
    """A data folder and the server over it, asked over ASGI."""

    def __init__(self, data: Path, ids: dict[str, int]) -> None:
        self.data, self.ids = data, ids
        self.app = create_app(data)

    def get(self, path: str, **more: Any) -> Any:
        address = quote(path, safe="/?&=:%")
        return asyncio.run(self.app.client.request(more.pop("method", "GET"), address, **more))

    def text(self, path: str) -> str:
        """The page without its tags."""
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", self.get(path).text))

    def ask(self, question: Callable[[Any], T]) -> T:
        """Ask the record on one of the server's own connections."""
        answer: T = asyncio.run(self.app.get_database("warraq").execute_fn(question))
        return answer


def made(data: Path) -> Room:
    """The room over the made archive, with the health of its outlets told."""
    ids = made_archive.make(data)
    made_archive.tell_health(data)
    return Room(data, ids)
