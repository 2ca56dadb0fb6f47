"""What a verification finds, and how it goes on step by step: the words that its checks have in common."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypedDict

from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder

# Behind what a check goes on after it was interrupted: a number, or a name; None before the first.
Cursor = int | str | None


class Bad(TypedDict):
    """Something that is not as it was recorded: which kind of thing, where it stands, and why it is bad."""

    what: str
    where: str
    why: str


class Reread(NamedTuple):
    """What became of a reading: `read_again` gave its text; `not_repeatable` as its rules are not `here`; `unread`.

    `differ` is how many words today's rules read otherwise, or why nothing was read; empty where nothing was tried.
    """

    what: str
    rules: str
    here: str
    differ: str


class Step(NamedTuple):
    """A part of a check that was done: `upto` is behind what the next part begins, `checked` so many records.

    `notes` counts what is worth saying and is not bad.
    """

    upto: Cursor
    checked: int
    bad: list[Bad]
    notes: Mapping[Reread, int] = {}


@dataclass(slots=True)
class Verified:
    """Of `due` records so many were `checked` before the time was up; what is `bad` is named with its place.

    `by_check` is how many each check looked at, `notes` counts what became of readings and is not bad.
    """

    due: int = 0
    by_check: Counter[str] = field(default_factory=Counter)
    bad: list[Bad] = field(default_factory=list)
    notes: Counter[Reread] = field(default_factory=Counter)

    @property
    def checked(self) -> int:
        return self.by_check.total()

    @property
    def ok(self) -> bool:
        return not self.bad

    def add(self, name: str, step: Step) -> None:
        """A step of the check of this name was done."""
        self.by_check[name] += step.checked
        self.bad += step.bad
        self.notes.update(step.notes)


LONG_CHECKS_EVERY = 7  # nights


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the archive, the `number`-th of `of`: after as many nights each record was checked once."""

    number: int = 0
    of: int = 1

    @property
    def has_long_checks(self) -> bool:
        """Every seventh has those that look at a whole file and take long, and so has the whole archive."""
        return self.number % LONG_CHECKS_EVERY == 0

    def takes(self, number: int) -> bool:
        return number % self.of == self.number


WHOLE = Share()


@dataclass(frozen=True, slots=True)
class Archive:
    """What is verified: the folder, its record opened for reading, and which share of it."""

    data: DataFolder
    record: sqlite3.Connection
    share: Share = WHOLE


class Check(Protocol):
    """One kind of check over an archive."""

    def total(self, archive: Archive) -> int:
        """How many records it checks, as far as can be known at once."""

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        """Check what comes behind `after`, a part at a time."""
