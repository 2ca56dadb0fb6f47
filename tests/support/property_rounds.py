"""Property tests in two lengths: a few examples in every run of the suite, or minutes of them for each module.

`WARRAQ_PROPERTY_MINUTES=10 pytest tests/text/test_folding.py` (without -n) shares ten minutes among the properties of
the module and tells at the end how many examples each of them saw.
"""

import functools
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest
from hypothesis import settings

MINUTES = float(os.environ.get("WARRAQ_PROPERTY_MINUTES", "0"))
# How long an example takes says something of the machine's load, nothing of the code: see `cpu_seconds`.
settings.register_profile("suite", deadline=None, max_examples=10)
settings.register_profile("minutes", deadline=None, derandomize=False, max_examples=300)


class OutOfTime(SystemExit):
    """Not an Exception, or the fences round foreign bytes, which catch all of those, would hide it."""


@contextmanager
def cpu_seconds(most: float) -> Iterator[None]:
    """Fail where what is inside takes more seconds of this process' CPU, also where it would never end."""

    def stop(_: int, frame: FrameType | None) -> None:
        raise OutOfTime(f"more than {most} s of CPU, last in {frame and frame.f_code.co_qualname}")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, most)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class Rounds:
    """The pytest plug-in that repeats property tests with new examples until their share of the minutes is over."""

    def __init__(self) -> None:
        self._examples: Counter[str] = Counter()
        self._took: Counter[str] = Counter()
        self._counted: set[int] = set()

    @pytest.hookimpl(trylast=True)  # of those that were chosen
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        found = [one for one in items if isinstance(one, pytest.Function) and hasattr(one.obj, "hypothesis")]
        of_module = Counter(str(one.path) for one in found)
        for one in found:
            self._count(one.obj)
            one.obj = self._repeated(one.obj, 60 * MINUTES / of_module[str(one.path)])

    def _count(self, test: Any) -> None:
        if id(test.hypothesis) in self._counted:
            return
        self._counted.add(id(test.hypothesis))
        inner, name = test.hypothesis.inner_test, test.__name__

        @functools.wraps(inner)
        def counted(*args: Any, **kwargs: Any) -> None:
            self._examples[name] += 1
            inner(*args, **kwargs)

        test.hypothesis.inner_test = counted

    def _repeated(self, test: Callable[..., None], seconds: float) -> Callable[..., None]:
        @functools.wraps(test)
        def repeated(*args: Any, **kwargs: Any) -> None:
            began = time.monotonic()
            try:
                while time.monotonic() - began < seconds:
                    test(*args, **kwargs)
            finally:
                self._took[test.__name__] += int(time.monotonic() - began)

        return repeated

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for name, examples in sorted(self._examples.items()):
            terminalreporter.write_line(f"{examples:>9,} examples in {self._took[name]:>4} s  {name}")


def pytest_configure(config: pytest.Config) -> None:
    """Take the profile the environment asks for."""
    settings.load_profile("minutes" if MINUTES else "suite")
    if MINUTES:
        config.pluginmanager.register(Rounds())
