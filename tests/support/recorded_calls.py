"""What a command does to the files of a folder, with every byte: steps that tests.support.power_cuts can lose.

Run as a program of its own: python -m tests.support.recorded_calls FOLDER OUT COMMAND WORD…
It writes a pickled list of steps to OUT, their paths within FOLDER.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.support.power_cuts import Kind, Step
from tests.support.syscalls import (
    AT_FDCWD,
    CANNOT_TRACE,
    MACHINE,
    NAMES,
    SYNCS,
    Tracer,
    link,
    named,
)

# As tests.support.syscalls has them.
OPENS, REMOVALS = ("open", "openat"), ("unlink", "unlinkat", "rmdir")
MORE = {"x86_64": (2, 257, 87, 263, 84), "aarch64": (-1, 56, -1, 35, -1)}
# What SQLite shares between processes of now, and makes anew after a crash.
PASSING = ("-shm",)
CUTS = ("ftruncate", "truncate", "fallocate")


class Recorder(Tracer):
    """Keeps steps: a call is looked at when it begins, and told when it came to its end."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.steps: list[Step] = []
        self._more = dict(zip(MORE[MACHINE], (*OPENS, *REMOVALS), strict=True))
        self._begun: dict[int, tuple[str, list[int], Step | None]] = {}

    def watched(self) -> dict[int, str]:
        return super().watched() | self._more

    def begin(self, thread: int, name: str, args: list[int]) -> None:
        self._begun[thread] = name, args, self._planned(thread, name, args)

    def end(self, thread: int, result: int) -> None:
        name, args, step = self._begun.pop(thread, ("", [], None))
        if step and result >= 0 and not str(step.path).endswith(PASSING):
            self.steps.append(self._done(thread, name, args, step, result))

    def _planned(self, thread: int, name: str, args: list[int]) -> Step | None:
        if name in OPENS:
            return self._opened(thread, args if name == "openat" else [AT_FDCWD, *args])
        if name in NAMES:
            path, to = named(thread, args[:4] if "at" in name else [AT_FDCWD, args[0], AT_FDCWD, args[1]])
            return Step("renamed", self._within(path), to=self._within(to)) if self._is_ours(to) else None
        if name in REMOVALS or name.startswith("mkdir") or name == "truncate":
            (path,) = named(thread, args[:2] if name.endswith("at") else [AT_FDCWD, args[0]])
            kind: Kind = "removed" if name in REMOVALS else "folder" if name.startswith("mkdir") else "cut"
            return Step(kind, self._within(path)) if self._is_ours(path) else None
        path = link(thread, f"fd/{args[2 if name == 'copy_file_range' else 0]}")
        of_bytes: Kind = "sync" if name in SYNCS else "cut" if name in CUTS else "write"
        return Step(of_bytes, self._within(path)) if self._is_ours(path) else None

    def _opened(self, thread: int, args: list[int]) -> Step | None:
        """A file that is made, or whose bytes are all given up, by being opened."""
        (path,) = named(thread, args[:2])
        if not self._is_ours(path) or not args[2] & (os.O_CREAT | os.O_TRUNC):
            return None
        if not os.path.lexists(path):
            return Step("made", self._within(path)) if args[2] & os.O_CREAT else None
        return Step("cut", self._within(path)) if args[2] & os.O_TRUNC else None

    def _done(self, thread: int, name: str, args: list[int], step: Step, result: int) -> Step:
        """With the bytes that were written, which are read back out of the file, and where they are."""
        if step.kind == "cut" and name not in OPENS:
            return Step("cut", step.path, at=(Path(self._folder) / step.path).stat().st_size)
        if step.kind != "write":
            return step
        fd = args[2 if name == "copy_file_range" else 0]
        position = Path(f"/proc/{thread}/fdinfo/{fd}").read_text().split("pos:", 1)[1].split()[0]
        at = args[3] if name.startswith("pwrite") else int(position) - result
        with Path(f"/proc/{thread}/fd/{fd}").open("rb") as file:
            file.seek(at)
            return Step("write", step.path, at=at, content=file.read(result))

    def _within(self, path: str) -> Path:
        return Path(path).relative_to(self._folder) if self._is_ours(path) else Path("..")


def recorded(command: Iterable[str], folder: Path, out: Path, environment: dict[str, str]) -> list[Step] | None:
    """Run a command to its end; its steps, or None where they cannot be seen. Fails where the command does."""
    if MACHINE not in MORE:
        return None
    tracer = [sys.executable, "-m", __name__, str(folder.resolve()), str(out), *command]
    root = Path(__file__).parents[2]
    done = subprocess.run(tracer, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == CANNOT_TRACE:
        return None
    assert done.returncode == 0, done.stdout + done.stderr
    found: list[Step] = pickle.loads(out.read_bytes())  # noqa: S301 - written by us a moment ago
    return found


def main(folder: str, out: str, *command: str) -> int:
    """See the module."""
    recorder = Recorder(folder)
    try:
        status = recorder.run(list(command))
    except OSError as problem:
        print(f"cannot trace: {problem}", file=sys.stderr)
        return CANNOT_TRACE
    Path(out).write_bytes(pickle.dumps(recorder.steps))
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
