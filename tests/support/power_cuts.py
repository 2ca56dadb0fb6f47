"""A disk that loses power: what was synced stays, of all else some, torn, and folders forget what became of names.

Everything that was synced survives a cut; of the other writes a random share does, every fifth of them torn at a
multiple of 512 bytes. What a folder was told of names (a file made, renamed, removed) holds from when it was synced;
before that each of it may be lost by itself.
"""

import os
import random
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Kind = Literal["made", "folder", "write", "cut", "sync", "renamed", "removed", "told"]
NAMES = ("made", "folder", "renamed", "removed")
SECTOR = 512


@dataclass(frozen=True, slots=True)
class Step:
    """One call: of a file that was `made`, what was written to it and where, to how many bytes it was `cut` (`at`),
    what it was renamed `to`; `told` is what was acknowledged then."""

    kind: Kind
    path: Path
    at: int = 0
    content: bytes = b""
    to: Path | None = None
    told: Any = None


@dataclass
class _File:
    """A file by what became of it, whatever it was called: what it held before, and the steps by their numbers."""

    before: bytes = b""
    mode: int = 0o644
    changes: list[tuple[int, Step]] = field(default_factory=list)
    synced: int = -1

    @classmethod
    def of(cls, path: Path) -> "_File":
        return cls(path.read_bytes(), path.stat().st_mode & 0o777)

    def left(self, chance: random.Random | None) -> bytes:
        content = bytearray(self.before)
        for number, step in self.changes:
            written, is_sure = step.content, chance is None or number < self.synced
            if chance and not is_sure:
                if chance.random() < 0.5:
                    continue
                if chance.random() < 0.2:
                    written = written[: chance.randrange(len(written) + 1) // SECTOR * SECTOR]
            if step.kind == "cut":
                content[step.at :] = bytes(max(step.at - len(content), 0))
            else:
                content[len(content) :] = bytes(max(step.at - len(content), 0))
                content[step.at : step.at + len(written)] = written
        return bytes(content)


@dataclass
class _Seen:
    """What a run of steps did: the files as they are called in the end, what became of names, when each was synced."""

    files: dict[Path, _File]
    named: list[tuple[int, Step, _File | None]] = field(default_factory=list)
    synced: dict[Path, int] = field(default_factory=dict)

    def see(self, number: int, step: Step) -> None:
        if step.kind == "made":
            self.files[step.path] = _File()
        file = self.files.get(step.path)
        if step.kind in NAMES:
            self._name(number, step, file)
        elif step.kind == "sync":
            self.synced[step.path] = number
            if file:
                file.synced = number
        elif file and step.kind != "told":
            file.changes.append((number, step))

    def _name(self, number: int, step: Step, file: _File | None) -> None:
        self.named.append((number, step, file))
        if step.kind in ("renamed", "removed"):
            self.files.pop(step.path, None)
        if step.to and file:
            self.files[step.to] = file

    def holds(self, number: int, step: Step, chance: random.Random | None) -> bool:
        """Is what became of a name sure, or kept by luck?"""
        folders = {path.parent for path in (step.path, step.to) if path}
        return chance is None or all(self.synced.get(one, -1) > number for one in folders) or chance.random() < 0.5


def leave(folder: Path, steps: Iterable[Step], chance: random.Random | None) -> list[Any]:
    """Make of a folder what is left when the power goes after these steps, or, without `chance`, when the process alone
    is killed; returns what was acknowledged. Their paths are within the folder, as it was before the first of them."""
    left = {path.relative_to(folder): _File.of(path) for path in folder.rglob("*") if path.is_file()}
    seen, done = _Seen(dict(left)), list(steps)
    for number, step in enumerate(done):
        seen.see(number, step)
    held = [(step, file) for number, step, file in seen.named if seen.holds(number, step, chance)]
    folders = {step.path for _, step, _ in seen.named if step.kind == "folder"}
    lost = folders - {step.path for step, _ in held}
    for step, file in held:
        left.pop(step.path, None)
        if file and step.kind in ("made", "renamed"):
            left[step.to or step.path] = file
    _write(folder, {path: file for path, file in left.items() if lost.isdisjoint(path.parents)}, chance)
    return [step.told for step in done if step.kind == "told"]


def _write(folder: Path, files: dict[Path, _File], chance: random.Random | None) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    for path, file in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(file.left(chance))
        (folder / path).chmod(file.mode)


@dataclass
class Disk:
    """Stands in for the module os where files are written, passes every call on and keeps it."""

    folder: Path
    steps: list[Step] = field(default_factory=list)
    _paths: dict[int, Path] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def open(self, path: Path, flags: int, mode: int = 0o777) -> int:
        is_new = not path.exists()
        fd = os.open(path, flags, mode)
        self._paths[fd] = path.relative_to(self.folder)
        if is_new:
            known = {step.path for step in self.steps}
            above = [one for one in self._paths[fd].parents if one != Path() and one not in known]
            self.steps += [Step("folder", one) for one in reversed(above)]
            self.steps.append(Step("made", self._paths[fd]))
        return fd

    def write(self, fd: int, content: bytes) -> int:
        self.steps.append(Step("write", self._paths[fd], os.lseek(fd, 0, os.SEEK_END), content))
        return os.write(fd, content)

    def fdatasync(self, fd: int) -> None:
        self.steps.append(Step("sync", self._paths[fd]))

    fsync = fdatasync

    def rename(self, path: Path, to: Path) -> Path:
        """Stands in for Path.rename."""
        path.replace(to)
        self.steps.append(Step("renamed", path.relative_to(self.folder), to=to.relative_to(self.folder)))
        self._paths = {
            fd: to.relative_to(self.folder) if one == path.relative_to(self.folder) else one
            for fd, one in self._paths.items()
        }
        return to

    def tell(self, told: Any) -> None:
        """Note that from here on this is acknowledged."""
        self.steps.append(Step("told", Path(), told=told))
