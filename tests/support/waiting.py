"""Waiting for what another process brings about: as short as it can be, and long enough for a busy machine."""

import time
from collections.abc import Callable


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Returns after `seconds` too: what a test asserts next says what is missing."""
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
