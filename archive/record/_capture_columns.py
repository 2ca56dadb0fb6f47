"""The columns of captures that say how an answer was asked for and by what it can be checked."""

from sqlite_utils import Database

ADDED = (
    *("requested_url TEXT", "hops TEXT", "clock TEXT", "server TEXT", "tls_sha256 TEXT", "headers_sha256 TEXT"),
    *("decoded_sha256 TEXT", "record_sha256 TEXT", "member_sha256 TEXT", "warc_before INTEGER", "software TEXT"),
    "robots TEXT",
)


def add_columns(db: Database) -> None:
    """Empty in the rows that are there: a default is no rewriting, however many these are."""
    for column in ADDED:
        none = "0" if column.endswith("INTEGER") else "''"
        db.execute(f"ALTER TABLE captures ADD COLUMN {column} NOT NULL DEFAULT {none}")
