"""Damages an archive and heals it again, so that each damage is found by itself."""
# ruff: noqa: S608 - tables and columns are of this module

import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from archive.data_folder import DataFolder
from archive.evidence.findings import Archive
from archive.evidence.keys import known_signer
from archive.evidence.tree import Tree
from archive.publish.checking import Published
from archive.record.store import read_record
from archive.upkeep.verifying import verify

# Of a table: what a row is known by, the article that it belongs to, and the words for it.
TABLES: Mapping[str, tuple[str, str, str]] = {
    "articles": ("id", "id", "'article ' || id"),
    "captures": ("id", "coalesce(article_id, -id)", "'capture ' || id"),
    "versions": ("id", "article_id", "'version ' || n || ' of article ' || article_id"),
    "urls": ("url", "article_id", "'article ' || article_id"),
    "log": (
        "n",
        "CASE kind WHEN 'described' THEN ref"
        " WHEN 'capture' THEN (SELECT coalesce(article_id, -id) FROM captures WHERE id = ref)"
        " ELSE (SELECT article_id FROM versions WHERE id = ref) END",
        "'entry ' || n || ' of the log'",
    ),
}


@dataclass(frozen=True, slots=True)
class Damage:
    """What was done; `named` are words that must all stand, each in one of the findings, or others in their place."""

    what: str
    named: tuple[tuple[str, ...], ...]

    def is_named(self, told: str) -> bool:
        """In the lines of `told`, as whole words."""
        return all(any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", told) for one in words) for words in self.named)


@dataclass(frozen=True, slots=True)
class Row:
    """A row to damage: its key, the article that it belongs to, and the words for it."""

    table: str
    key: object
    subject: int
    name: str


Kind = Callable[["Damager", sqlite3.Connection], Damage | None]


@dataclass(slots=True)
class Damager:
    """Damages a folder, no article twice before it is healed: so each damage is found by itself."""

    data: Path
    chance: random.Random
    touched: set[object] = field(default_factory=set)
    whole: dict[Path, bytes] = field(default_factory=dict)

    def keep(self) -> None:
        """What `heal` goes back to."""
        shutil.copy(self.data / "warraq.db", self.data / "whole")

    def heal(self) -> None:
        shutil.copy(self.data / "whole", self.data / "warraq.db")
        for path, content in self.whole.items():
            path.write_bytes(content)
        self.whole.clear()
        self.touched.clear()

    def damage(self, kind: Kind) -> Damage:
        """One more damage of a kind (tests.support.damages)."""
        for _ in range(1_000):
            with closing(sqlite3.connect(self.data / "warraq.db", isolation_level=None)) as record:
                found = kind(self, record)
            if found is not None:
                return found
        raise AssertionError("nothing is left to damage")

    def told(self) -> str:
        """What is bad, a line each."""
        return "\n".join(f"{bad['where']}: {bad['why']}" for bad in verify(DataFolder(self.data), {}).bad)

    def told_of_published(self) -> str:
        """The same of what was published alone."""
        data = DataFolder(self.data)
        with closing(read_record(data.record)) as record:
            signer = known_signer(data, "log")
            checks = (
                Tree(data.published, of_record=True, key=str(signer and signer.verifier)),
                Published(data.published),
            )
            steps = [step for check in checks for step in check.steps(Archive(data, record), None)]
        return "\n".join(f"{bad['where']}: {bad['why']}" for step in steps for bad in step.bad)

    def take(self, *subjects: object) -> bool:
        """Is none of these touched yet? They are from now on."""
        if self.touched & set(subjects):
            return False
        self.touched |= set(subjects)
        return True

    def row(self, record: sqlite3.Connection, table: str, condition: str = "1") -> Row | None:
        """A row that satisfies a condition; it is not taken yet."""
        key, subject, name = TABLES[table]
        keys = [one for (one,) in record.execute(f"SELECT {key} FROM {table} WHERE {condition}")]
        if not keys:
            return None
        chosen = self.chance.choice(keys)
        found = record.execute(f"SELECT {subject}, {name} FROM {table} WHERE {key} = ?", (chosen,)).fetchone()
        return Row(table, chosen, found[0], found[1])

    def bend(self, path: Path, place: int) -> None:
        """Flip a bit of a byte."""
        content = path.read_bytes()
        self.whole.setdefault(path, content)
        changed = bytearray(content)
        changed[place] ^= 1 << self.chance.randrange(8)
        path.write_bytes(changed)
