"""A crawl done in two places: what is asked on one machine is noted there, and answered from the notes on another.

Both run the same spider over the same state. So the record becomes what one crawl would make of it, and nobody is asked
twice. A line of the notes says what came, or why nothing did, and has the body of an answer behind a tab.
"""

import json
import time
from base64 import b64decode, b64encode
from collections import deque
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, NamedTuple, NotRequired, TypedDict

from archive.crawl_state.frontier import Frontier
from archive.exchange import ClockState, Exchange, RequestDetails
from archive.identity.keys import key_of
from archive.ingest.intake import Intake
from archive.ingest.precomputed_readings import DIGEST_LENGTH
from archive.times import clock_state, follow, now

ANSWERS, READINGS = "answers", "readings"


class Head(TypedDict):
    """What a line says of one request. Of an answer: all but its body. Of none: `failure` names the exception."""

    url: str
    at: str
    clock: ClockState
    is_article: bool
    status: NotRequired[int]
    headers: NotRequired[list[tuple[str, str]]]
    server: NotRequired[str]
    certificate: NotRequired[str]
    failure: NotRequired[str]
    text: NotRequired[str]
    until: NotRequired[str]
    is_private: NotRequired[bool]


class Noted(NamedTuple):
    """A request as it went: what was noted of it, and the body that came."""

    head: Head
    body: bytes


def awake_and_asleep() -> float:
    """Seconds since this machine was started, also those in which it, or this process, stood still."""
    # Outside Linux there is no such clock.
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class _Files:
    """Two files of a folder, to be closed."""

    _answers: IO[bytes]
    _readings: IO[bytes]

    def close(self) -> None:
        self._answers.close()
        self._readings.close()


class Notes(_Files):
    """What a crawl asks is written down in its folder; after the deadline nothing more is asked."""

    def __init__(self, folder: Path, deadline: float) -> None:
        self._deadline = deadline
        # Not buffered: what a crawl that is killed has noted is there.
        self._answers = (folder / ANSWERS).open("ab", buffering=0)
        self._readings = (folder / READINGS).open("ab", buffering=0)
        self._answers.write(json.dumps({"began": now().isoformat(), "clock": clock_state()}).encode() + b"\t\n")

    @property
    def is_over(self) -> bool:
        return awake_and_asleep() >= self._deadline

    def note(self, head: Head, body: bytes = b"") -> None:
        self._answers.write(json.dumps(head).encode() + b"\t" + b64encode(body) + b"\n")

    def note_reading(self, line: bytes) -> None:
        """A line of archive.ingest.precomputed_readings."""
        self._readings.write(line + b"\n")

    def room(self, room: int) -> int:
        """For how many more articles there is time, as this machine is."""
        self._answers.write(json.dumps({"room": room}).encode() + b"\t\n")
        return room


class Answers(_Files):
    """What was noted, in the order in which it was asked of each address. `ending` says how that crawl ended."""

    def __init__(self, folder: Path, ending: str = "") -> None:
        self.ending = ending
        self._answers = (folder / ANSWERS).open("rb")
        self._rooms: deque[int] = deque()
        self._began: tuple[datetime, ClockState] | None = None
        self._left: dict[str, deque[tuple[Head, int, int]]] = {}
        self._index()
        self._readings = (folder / READINGS).open("rb")
        self._where: dict[bytes, int] = {}
        while line := self._readings.readline():
            self._where[line[:DIGEST_LENGTH]] = self._readings.tell() - len(line)

    def begin(self) -> None:
        """Set the clock of this process to when the first request was made there."""
        if self._began:
            follow(*self._began)

    def _index(self) -> None:
        start = 0
        for line in self._answers:
            text = line.partition(b"\t")[0]
            # One that was killed while it wrote.
            if line.endswith(b"\n"):
                head = json.loads(text)
                if "room" in head:
                    self._rooms.append(head["room"])
                elif "began" in head:
                    self._began = self._began or (datetime.fromisoformat(head["began"]), head["clock"])
                else:
                    body = start + len(text) + 1, len(line) - len(text) - 2
                    self._left.setdefault(head["url"], deque()).append((head, *body))
            start += len(line)

    @property
    def is_used_up(self) -> bool:
        """Was every article asked for that was fetched?"""
        return not any(head["is_article"] for noted in self._left.values() for head, *_ in noted)

    def next_of(self, url: str) -> Noted | None:
        """What came when this address was asked the next time; None where it was not."""
        noted = self._left.get(url)
        return self._noted(*noted.popleft()) if noted else None

    def room(self, room: int) -> int:
        """For how many more articles there was time where they were asked for."""
        return self._rooms.popleft() if self._rooms else room

    def reading(self, digest: str) -> bytes | None:
        """The line of archive.ingest.precomputed_readings with this digest."""
        at = self._where.get(digest.encode("ascii"))
        if at is None:
            return None
        self._readings.seek(at)
        return self._readings.readline().rstrip(b"\n")

    def unasked(self) -> Iterator[Exchange]:
        """The answers of articles that were not asked for here."""
        for url in list(self._left):
            while noted := self.next_of(url):
                if noted.head["is_article"] and noted.head.get("status", 304) != 304:
                    yield _exchange(noted)

    def _noted(self, head: Head, start: int, length: int) -> Noted:
        self._answers.seek(start)
        return Noted(head, b64decode(self._answers.read(length)))


def head_of(url: str, at: datetime, *, is_article: bool) -> Head:
    """The beginning of what is noted of a request."""
    return {"url": url, "at": at.isoformat(), "clock": clock_state(), "is_article": is_article}


def keep_unasked(intake: Intake, frontier: Frontier, answers: Answers) -> int:
    """Keep as captures the pages that were fetched and are no part of the crawl: what they show is noted when the crawl
    that asks for them comes. How many; none of what is not to be taken in again. Raises DiskFull."""
    kept = 0
    for exchange in answers.unasked():
        key = key_of(exchange.url, intake.outlet)
        if key and frontier.is_left_out(intake.outlet.name, key):
            continue
        intake.keep(exchange)
        kept += 1
    intake.flush()
    return kept


def _exchange(noted: Noted) -> Exchange:
    head = noted.head
    certificate = b64decode(head.get("certificate", ""))
    details = RequestDetails(
        clock=head["clock"],
        server=head.get("server", ""),
        tls_sha256=sha256(certificate).hexdigest() if certificate else "",
        robots="allowed",
    )
    return Exchange(
        url=head["url"],
        status=head.get("status", 0),
        headers=tuple((name, value) for name, value in head.get("headers", ())),
        body=noted.body,
        fetched_at=datetime.fromisoformat(head["at"]),
        asked=details,
    )
