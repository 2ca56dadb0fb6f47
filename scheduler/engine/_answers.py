"""The answers of a run as they are wanted: unit by unit, waited for, their lines found again by what they are of."""

import logging
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from typing import IO

from archive.errors import WarraqError
from archive.ingest.precomputed_readings import DIGEST_LENGTH, ReaderAtHand
from archive.ingest.session import Writer
from scheduler.engine._place import place_at
from scheduler.engine._shards import open_shard
from scheduler.engine.interface import Answer, Engine, Job, UnitHeld, run

_log = logging.getLogger(__name__)


class ReadElsewhere:
    """Pages that an engine reads while those before them are written: what a replay and an import have in common.

    `on_answer` is told of each unit that is done, and of how many there are.
    """

    def __init__(self, job: Job, address: str, on_answer: Callable[[int, int], None]) -> None:
        self._place, self._address = place_at(address), address
        self._job, self._on_answer = job, on_answer
        self._answers: Answers | None = None

    @property
    def units(self) -> Sequence[str]:
        """What is to be read, in the order in which it will be wanted."""
        raise NotImplementedError

    def remove(self) -> None:
        """All is written: take everything away that was put at the place."""
        raise NotImplementedError

    @contextmanager
    def at_hand(self, engine: Engine, writer: Writer) -> Iterator[ReaderAtHand]:
        """The reader that the writer has meanwhile. The engine works when units are waited for, and a few ahead."""
        self._answers = Answers(self._job, self.units, self._address, engine, self._on_answer)
        writer.reader = reader = ReaderAtHand(self.find)
        with closing(self._answers):
            yield reader

    def find(self, digest: str) -> bytes | None:
        """The line of a page, among those of the units that were taken last."""
        return self._answers.find(digest) if self._answers else None

    def _take(self, units: Collection[str]) -> dict[str, str]:
        return self._answers.take(units) if self._answers else {}


class Answers:
    """`on_answer` is told how many units are done, and how many there are."""

    def __init__(
        self, job: Job, units: Sequence[str], address: str, engine: Engine, on_answer: Callable[[int, int], None]
    ) -> None:
        self._place, self._on_answer, self._total = place_at(address), on_answer, len(units)
        self._coming = run(job, units, address, engine)
        self._came: dict[str, Answer] = {}
        self._done = 0
        self._open = ExitStack()
        self._lines: IO[bytes] | None = None
        self._where: dict[bytes, int] = {}

    def take(self, units: Collection[str]) -> dict[str, str]:
        """Wait for these units, and have their lines at hand instead of those taken before. Which of them are held, and
        why. A unit whose job failed has no lines: its pages are read by whoever asks for them.

        Raises EngineLost, and what says that no worker can do any unit: OtherCode, NoPlan, BadConfiguration.
        """
        while any(unit not in self._came for unit in units):
            answer = next(self._coming)
            self._came[answer.unit] = answer
            self._done += 1
            self._on_answer(self._done, self._total)
        self._let_go()
        held = {}
        self._lines = self._open.enter_context(closing(tempfile.TemporaryFile()))  # noqa: SIM115
        for answer in map(self._came.pop, units):
            if isinstance(answer.problem, UnitHeld):
                held[answer.unit] = str(answer.problem)
            elif isinstance(answer.problem, WarraqError):
                raise answer.problem
            elif answer.problem is not None:
                _log.warning("%s is read here: a worker could not (%r)", answer.unit, answer.problem)
            else:
                self._add(answer)
        return held

    def find(self, digest: str) -> bytes | None:
        """The line of this digest among the units that were taken last."""
        at = self._where.get(bytes.fromhex(digest))
        if at is None or self._lines is None:
            return None
        self._lines.seek(at)
        return self._lines.readline().rstrip(b"\n")

    def close(self) -> None:
        """Ask for no more, and end what is under way."""
        self._let_go()
        self._coming.close()

    def _let_go(self) -> None:
        """Of the lines of the units that were taken last."""
        self._open.close()
        self._lines, self._where = None, {}

    def _add(self, answer: Answer) -> None:
        if self._lines is None or answer.receipt is None:
            return
        with open_shard(self._place, answer.unit, answer.receipt) as lines:
            if lines is None:
                _log.warning("%s is read here: its shard is not at the place any more", answer.unit)
                return
            for line in lines:
                self._where[bytes.fromhex(line[:DIGEST_LENGTH].decode("ascii"))] = self._lines.tell()
                self._lines.write(line)
