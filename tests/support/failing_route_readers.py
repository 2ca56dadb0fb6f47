"""Readers of a route that do what hostile bytes may make any reader do: hang, die, take all memory."""

import os
import time

from spiders.discovery.parsers import Found


def hangs(_body: bytes, _base: str) -> Found:
    time.sleep(60)
    return Found(())


def dies(_body: bytes, _base: str) -> Found:
    os.abort()


def bursts(_body: bytes, _base: str) -> Found:
    return Found((), tuple("x" * 1_000_000 + str(n) for n in range(1_000)))
