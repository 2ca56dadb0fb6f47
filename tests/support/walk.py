"""Which modules of ours something passes through while it runs, and how often it comes back to one it had left."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import NamedTuple

from sqlite_utils.utils import sqlite3

from tests.support.paths import ROOT

PACKAGES = ("archive", "spiders", "scheduler")


class Place(NamedTuple):
    """A function of ours: its module's path in the tree, empty for what is not ours, and its name there."""

    module: str
    function: str


class Walk:
    """The steps of one: a function of one module calls a function of another, itself or by way of a library.

    However often it does so, that is one step. What another process does is one step, too: the call that asks for it.
    """

    def __init__(self, start: str, first: str) -> None:
        """From the first call into the module `first`, which `start` makes; both are paths in the tree."""
        self.steps: dict[tuple[Place, Place], None] = {}
        self.is_over = False
        self._start, self._first = Place(start, ""), first

    def run(self, doing: Callable[[], object]) -> None:
        """Follow what is done now, by threads that begin meanwhile as well."""
        threading.setprofile(self._see)
        sys.setprofile(self._see)
        try:
            doing()
        finally:
            sys.setprofile(None)
            threading.setprofile(None)

    def end_at(self, connection: sqlite3.Connection, statement: str) -> None:
        """The walk is over when a statement that begins so is executed."""

        def look(sql: str) -> None:
            self.is_over = self.is_over or sql.startswith(statement)

        connection.set_trace_callback(look)

    @property
    def modules(self) -> list[str]:
        """In the order in which they were entered first."""
        return list(dict.fromkeys(place.module for step in self.steps for place in step))

    @property
    def returns(self) -> list[str]:
        """The steps into a module that was entered before."""
        entered, found = set[str](), []
        for caller, called in self.steps:
            if called.module in entered:
                found.append(f"{caller.module} -> {called.module}: {called.function}")
            entered |= {caller.module, called.module}
        return found

    def _see(self, frame: FrameType, event: str, _: object) -> None:
        if event != "call" or self.is_over or frame.f_code.co_name.startswith("<"):
            return
        called = _place_of(frame.f_code)
        if called.module and (self.steps or called.module == self._first):
            caller = (_caller_of(frame) if self.steps else None) or self._start
            if caller.module != called.module:
                self.steps.setdefault((caller, called))


def _caller_of(frame: FrameType) -> Place | None:
    """None at the beginning of a thread."""
    above = frame.f_back
    while above is not None:
        if (found := _place_of(above.f_code)).module:
            return found
        above = above.f_back
    return None


def _place_of(code: CodeType) -> Place:
    path = Path(code.co_filename)
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else Path("elsewhere")
    is_ours = name.parts[0] in PACKAGES and name.suffix == ".py"
    return Place(name.as_posix() if is_ours else "", code.co_name)
