"""Keeps what the threads of a long-lived process allocate in one heap.

glibc gives each thread a heap of its own, up to eight a processor, and what one thread frees no other takes again: the
service, whose threads come and go with the crawls, held some seven megabytes of such leftovers, and more with time.
Source: mallopt(3), M_ARENA_MAX.
"""

import ctypes
from contextlib import suppress

M_ARENA_MAX = -8


def share_one_heap() -> None:
    """Before the first thread starts. Does nothing where the C library has no such thing."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
