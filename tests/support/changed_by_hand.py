"""What a check of `verify` finds in a data folder, and changes of its record by hand."""

import sqlite3
from contextlib import closing

from archive.data_folder import DataFolder
from archive.evidence.findings import Archive, Check
from archive.record.store import read_record


def found_bad(check: Check, data: DataFolder) -> list[tuple[str, str]]:
    """Where something is wrong, and what."""
    with closing(read_record(data.record)) as record:
        steps = check.steps(Archive(data, record), None)
        return [(found["where"], found["why"]) for step in steps for found in step.bad]


def change(data: DataFolder, sql: str) -> None:
    """Write into the record as no code of ours does."""
    with closing(sqlite3.connect(data.record)) as connection, connection:
        connection.execute(sql)
