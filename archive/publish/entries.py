"""What manifest.json says of the files published, and what a line of a delta says of a version."""

from typing import TypedDict

from archive.exchange import Origin
from archive.record.rows import ChannelRow, GapRow, ListedDayRow, MessageArticleRow, MessageRow
from archive.versions.compare import ChangeKind


class FileEntry(TypedDict):
    """A published file: its name, size and hash."""

    file: str
    bytes: int
    sha256: str


class RemovedEntry(FileEntry):
    """A file that was published once and removed since; its name is never given again."""

    removed_at: str


class DeltaEntry(FileEntry):
    """A delta of so many `rows` (lines); `since` names the snapshot that they come after."""

    rows: int
    since: str


class Counts(TypedDict):
    """What a snapshot holds; the days are None in an empty one."""

    articles: int
    versions: int
    outlets: int
    last_version_id: int
    first_day: str | None
    last_day: str | None


class SnapshotEntry(FileEntry, Counts):
    """A snapshot, and its delta; where that is None, `no_delta` says why (archive.publish._delta)."""

    made_at: str
    delta: DeltaEntry | None
    no_delta: str


class DeltaRow(TypedDict):
    """A version with its article, the text included."""

    version_id: int
    article_id: int
    outlet: str
    key: str
    url: str
    n: int
    kind: ChangeKind
    seen_at: str
    title: str
    body: str
    author: str
    credit: str
    lang: str
    published_at: str | None
    published_day: str
    published_from: str
    status: str
    image_url: str
    image_caption: str
    sha256: str
    origin: Origin


RowBeside = GapRow | ListedDayRow | ChannelRow | MessageRow | MessageArticleRow
# A row of another table that is new, or of which something else is known, under the word for it
# (archive.publish._delta): a line of its own, after those of the versions.
DeltaBeside = dict[str, RowBeside]
