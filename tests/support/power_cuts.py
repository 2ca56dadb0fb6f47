"""A disk that loses power: what was synced stays, of all else some, torn, and folders forget the names of new files.

Everything that was synced survives a cut; of the other writes a random share does, every fifth of them torn at a
multiple of 512 bytes; the name of a file or folder may be gone until the folder that holds it was synced.
"""

import os
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Kind = Literal["made", "write", "sync", "told"]
SECTOR = 512


@dataclass(frozen=True, slots=True)
class Step:
    """One call: of a file that was `made`, what was written to it and where; `told` is what was acknowledged then."""

    kind: Kind
    path: Path
    at: int = 0
    content: bytes = b""
    told: Any = None


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
        self._paths[fd] = path
        if is_new:
            self.steps.append(Step("made", path))
        return fd

    def write(self, fd: int, content: bytes) -> int:
        self.steps.append(Step("write", self._paths[fd], os.lseek(fd, 0, os.SEEK_END), content))
        return os.write(fd, content)

    def fdatasync(self, fd: int) -> None:
        self.steps.append(Step("sync", self._paths[fd]))

    fsync = fdatasync

    def tell(self, told: Any) -> None:
        """Note that from here on this is acknowledged."""
        self.steps.append(Step("told", self.folder, told=told))

    def after_cut(self, steps: int, folder: Path, chance: random.Random) -> list[Any]:
        """What is left in `folder` when the power goes after so many steps; returns what was acknowledged by then."""
        return self._left(steps, folder, chance)

    def after_kill(self, steps: int, folder: Path) -> list[Any]:
        """What is left when the process alone is killed: all that it did."""
        return self._left(steps, folder, None)

    def _left(self, steps: int, folder: Path, chance: random.Random | None) -> list[Any]:
        done = self.steps[:steps]
        synced = {step.path: number for number, step in enumerate(done) if step.kind == "sync"}
        made = {step.path: number for number, step in enumerate(done) if step.kind == "made"}
        for path, number in made.items():
            if chance is None or self._is_named(path, number, synced) or chance.random() < 0.5:
                self._leave(path, folder, done, synced.get(path, -1), chance)
        return [step.told for step in done if step.kind == "told"]

    def _is_named(self, path: Path, made: int, synced: dict[Path, int]) -> bool:
        """Are its name and those of its folders durable?"""
        above = path.relative_to(self.folder).parents
        return all(synced.get(self.folder / one, -1) > made for one in above)

    def _leave(self, path: Path, folder: Path, done: list[Step], synced: int, chance: random.Random | None) -> None:
        left = folder / path.relative_to(self.folder)
        left.parent.mkdir(parents=True, exist_ok=True)
        with left.open("wb") as file:
            for number, step in enumerate(done):
                if step.kind != "write" or step.path != path:
                    continue
                content = step.content
                if chance is not None and number > synced:
                    if chance.random() < 0.5:
                        continue
                    if chance.random() < 0.2:
                        content = content[: chance.randrange(len(content)) // SECTOR * SECTOR]
                file.seek(step.at)
                file.write(content)
