"""What the threads of the service allocate lies in one heap."""

import platform
import subprocess
import sys

import pytest

from tests.support.paths import ROOT

# The C library writes down its heaps, one for each thread that had to have its own.
COUNTED = """
import ctypes, sys, threading
from scheduler.single_heap import share_one_heap
if sys.argv[1] == "shared":
    share_one_heap()
together = threading.Barrier(4)
def work():
    kept = [bytes(4_000) for _ in range(200)]
    together.wait()
threads = [threading.Thread(target=work) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
libc.malloc_info(0, ctypes.c_void_p(libc.fopen(b"/dev/stdout", b"w")))
libc.fflush(None)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library has other heaps")
def test_threads_share_one_heap() -> None:
    heaps = {}
    for how in ("shared", "apart"):
        command = [sys.executable, "-c", COUNTED, how]
        written = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        heaps[how] = written.count("<heap nr=")
    assert heaps["shared"] == 1
    assert heaps["apart"] > 1, "nothing was shared, as there was nothing to share"
