"""What the nights did: when each nightly job last ran, and how large each store was on each day."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from archive.crawl_state._read_only import read_state
from archive.crawl_state._state_file import StateFile
from archive.crawl_state.monitoring_rows import NightlyRow, SizeRow
from archive.sqlite import rows, transaction
from archive.times import damascus_day, stamp

JOBS = "SELECT job, last_start, last_end, last_ok, problem FROM nightly ORDER BY last_start, job"
SIZES = "SELECT day, store, bytes FROM sizes ORDER BY day"


class Nights(StateFile):
    """The part of service.db that nightly jobs write."""

    def jobs(self) -> dict[str, NightlyRow]:
        return {row["job"]: row for row in self.rows(NightlyRow, JOBS)}

    def met(self, job: str, at: datetime) -> None:
        """A job is known from now on, as if it had just run: its first night is the next one."""
        self.write("INSERT INTO nightly(job, last_start, last_end) VALUES(?, ?, ?)", job, stamp(at), stamp(at))

    def began(self, job: str, at: datetime) -> None:
        """A job began."""
        self.write(
            "INSERT INTO nightly(job, last_start) VALUES(?, ?)"
            " ON CONFLICT(job) DO UPDATE SET last_start = excluded.last_start",
            job,
            stamp(at),
        )

    def ended(self, job: str, at: datetime, problem: str) -> None:
        """A job ended; `problem` is a sentence, empty where it ended well."""
        self.write(
            "UPDATE nightly SET last_end = ?, problem = ?, last_ok = iif(? = '', ?, last_ok) WHERE job = ?",
            stamp(at),
            problem,
            problem,
            stamp(at),
            job,
        )

    def measured(self, at: datetime, sizes: Mapping[str, int]) -> None:
        """Note the bytes of each store; of a day the last counts."""
        day = damascus_day(at).isoformat()
        with transaction(self.db):
            for store, size in sizes.items():
                self.db.table("sizes").upsert({"day": day, "store": store, "bytes": size}, pk=("day", "store"))


def read_nights(service: Path) -> list[NightlyRow] | None:
    """Every nightly job, for pages; None where nothing is known."""
    return read_state(service, lambda connection: list(rows(connection, NightlyRow, JOBS)))


def read_sizes(service: Path) -> list[SizeRow]:
    """The sizes of all days, the oldest first; none where nothing is known."""
    return read_state(service, lambda connection: list(rows(connection, SizeRow, SIZES))) or []
