"""Kill work with -9 at each of its steps: before its first, second, third … change of a file."""

import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator

CHANGES = frozenset(
    {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.rmtree", "sqlite3.connect"}
)
WRITING = os.O_WRONLY | os.O_RDWR


def killed_at_each_change(work: Callable[[], object]) -> Iterator[int]:
    """Run `work` again and again in a child, killed before its first change of a file, then before its second …

    Yields the number of each kill, for what must be true then; ends when `work` came to its end, well.
    """
    number = 1
    while _is_killed_at(work, number):
        yield number
        number += 1


def _is_killed_at(work: Callable[[], object], number: int) -> bool:
    with warnings.catch_warnings():
        # From Python 3.12 on a fork beside other threads warns; the child uses none of them.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _work_until(work, number)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), f"it failed, and was not killed ({status})"
    return status == signal.SIGKILL


def _work_until(work: Callable[[], object], number: int) -> None:
    done = 0

    def on_event(event: str, values: tuple[object, ...]) -> None:
        nonlocal done
        if event in CHANGES or (event == "open" and isinstance(values[2], int) and values[2] & WRITING):
            done += 1
            if done == number:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        sys.addaudithook(on_event)
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
