"""What manifest.json says of the files published (docs/data.md)."""

from typing import NotRequired, TypedDict


class FileEntry(TypedDict):
    """A published file: its name, size and hash."""

    file: str
    bytes: int
    sha256: str


class RemovedEntry(FileEntry):
    """A file that was published once and removed since; its name is never given again."""

    removed_at: str


class DeltaEntry(FileEntry):
    """A delta of so many `rows` (lines that change something): it leads from the snapshot `since` to `to`.

    `format` is 3, or 2 of an older release; those of before, format 1, have neither it nor hashes of the two snapshots.
    """

    format: int
    rows: int
    since: str
    since_sha256: str
    to: str
    to_sha256: str
    made_at: str


class TableState(TypedDict):
    """How many rows a table has, and the sum of their hashes (archive.publish.table_states)."""

    rows: int
    hash: str


class ParquetEntry(FileEntry):
    """A `month` of a table (2026-11) as a Parquet file, put in the place of the one that it `replaces`, if of any.

    Of older releases a whole table, without both.
    """

    table: str
    rows: int
    month: NotRequired[str]
    replaces: NotRequired[str]


class TreeHead(TypedDict):
    """The log's head as the snapshot has it: how many leaves, and the root of their tree, hexadecimal."""

    size: int
    root: str


class Counts(TypedDict):
    """What a snapshot holds; the days are None in an empty one."""

    articles: int
    versions: int
    outlets: int
    last_version_id: int
    first_day: str | None
    last_day: str | None


class SnapshotEntry(FileEntry, Counts):
    """A snapshot, and its delta; where that is None, `no_delta` says why (archive.publish.delta).

    Entries of older releases end with `no_delta`. `schema` is how many changes of form the record has seen, `previous`
    the snapshot before, `tables_form` how `tables` is hashed (archive.publish.table_states), `replaces` those that this
    one was put in the place of, `parquet` all months in the newest snapshot and in the others those put aside
    since, `change_mark` where the record notes what changes from here on, `checked_at` when
    record and index were last checked as a whole.
    """

    made_at: str
    delta: DeltaEntry | None
    no_delta: str
    day: str
    licence: str
    schema: int
    previous: str
    replaces: list[str]
    tables: dict[str, TableState]
    tables_form: int
    tree: TreeHead | None
    packed: FileEntry | None
    parquet: list[ParquetEntry]
    change_mark: str
    checked_at: str


class Manifest(TypedDict):
    """manifest.json, the newest first: the snapshots, and the deltas that lead to one no longer offered.

    `verifier` is the program that checks them without Warraq, `sha256` of the manifest itself
    (archive.publish.manifest.digest_of).
    """

    snapshots: list[SnapshotEntry]
    deltas: NotRequired[list[DeltaEntry]]
    verifier: NotRequired[FileEntry]
    sha256: NotRequired[str]
