"""The WARC files of a backup: only what is new is copied, and no copy gives way to other bytes."""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO

from archive.upkeep._file_copies import copy_beginning, give_name, hash_beginning
from archive.upkeep.backup_set import JOURNAL, WARC, BackupFile, Problem


class WarcCopies:
    """Copies files of a folder of WARC files; `files` and `problems` are what became of them."""

    def __init__(
        self, source: Path, folder: Path, known: Iterable[BackupFile], on_step: Callable[[str, int, int], None]
    ) -> None:
        self._source, self._folder, self._on_step = source, folder, on_step
        self._known = {file["path"]: file for file in known if file["path"].startswith(f"{WARC}/")}
        self.files: list[BackupFile] = []
        self.problems: list[Problem] = []
        self.copied_files = self.copied_bytes = 0

    def copy(self, acknowledged: Mapping[str, int]) -> None:
        """Of each file as many bytes as are given, and what was put aside (`NAME.cut-OFFSET`) whole. Raises OSError."""
        aside = self._source.rglob("*.cut-*")
        wanted = {path.relative_to(self._source).as_posix(): path.stat().st_size for path in aside} | dict(acknowledged)
        left = {name: size for name, size in wanted.items() if not self._is_there(name, size)}
        total, done = sum(left.values()), 0
        with (self._folder / JOURNAL).open("a", encoding="utf-8") as journal:
            # A line that was torn must not spoil the next one.
            journal.write("\n")
            for name, size in sorted(wanted.items()):
                if name not in left:
                    self.files.append({**self._known[f"{WARC}/{name}"], "bytes": size})
                    continue
                self._on_step(WARC, done, total)
                self._copy(name, size, journal)
                done += size

    def _is_there(self, name: str, size: int) -> bool:
        known = self._known.get(f"{WARC}/{name}")
        stored = self._folder / known["stored"] if known else None
        return known is not None and known["bytes"] == size and _size_of(stored) >= size

    def _copy(self, name: str, size: int, journal: IO[str]) -> None:
        source, path = self._source / name, f"{WARC}/{name}"
        before = _size_of(self._folder / path)
        try:
            copied = copy_beginning(source, self._folder / path, size, lambda _: None, prefix=min(before, size))
        except FileNotFoundError:
            self._lost(path, "it is not there, and the record names captures in it")
            return
        if copied.bytes < size:
            copied.path.unlink()
            self._lost(path, f"it has {copied.bytes} bytes where the record knows of {size}")
            return
        stored = path
        if before and hash_beginning(self._folder / path, min(before, size))[1] != copied.prefix:
            # Whichever of the two is right, neither is given up.
            stored = f"{path}.{copied.sha256[:12]}"
        elif before > size:
            copied.path.unlink()
            stored = ""
        if stored:
            give_name(copied, self._folder / stored)
        file: BackupFile = {"path": path, "stored": stored or path, "bytes": size, "sha256": copied.sha256}
        self.files.append(file)
        self.copied_files += 1
        self.copied_bytes += size
        journal.write(json.dumps(file, ensure_ascii=False) + "\n")
        journal.flush()
        os.fsync(journal.fileno())

    def _lost(self, path: str, why: str) -> None:
        self.problems.append({"what": "archive", "where": path, "why": why})


def _size_of(path: Path | None) -> int:
    try:
        return path.stat().st_size if path else 0
    except FileNotFoundError:
        return 0
