"""What one writing process holds open: the record, the ledger, a WARC file and a reading process.

The order of every write is here: bytes appended, made durable, then one commit that acknowledges them.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from archive.database import transaction
from archive.folder import DataFolder
from archive.ledger import Ledger
from archive.model import Capture, Exchange, Outlet
from archive.reader import Reader
from archive.store import Store, open_record
from archive.warc import WarcAppender, repair


class Writer:
    """A context manager. The caller holds the lock of `warc_name`, so nobody else appends to that file.

    Raises what opening the record raises, and WarcDamaged when the WARC file lost acknowledged bytes.
    """

    def __init__(self, data: DataFolder, warc_name: str) -> None:
        self.data = data.make()
        self.store: Store = open_record(data.record)
        self.ledger = Ledger(data.service)
        self.reader = Reader()
        newest = max(data.warc.glob(f"*/*/{warc_name}-????????.warc.gz"), default=None)
        if newest:
            repair(newest, self.store.acknowledged_bytes(newest.relative_to(data.warc).as_posix()))
        self.warc = WarcAppender(data.warc, warc_name)
        self._kept: list[Capture] = []

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.reader.close()
        self.warc.close()
        self.ledger.close()
        self.store.close()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One commit for many pages, for imports; their bytes are durable before it."""
        with transaction(self.store.db):
            yield
            self.warc.sync()

    @contextmanager
    def acknowledged(self) -> Iterator[None]:
        """One commit, the bytes behind it made durable first. Inside a batch, the batch sees to both."""
        if not self.store.db.conn.in_transaction:
            self.warc.sync()
        with transaction(self.store.db):
            yield

    def keep(self, exchange: Exchange) -> Capture:
        """Append bytes to the WARC. They are acknowledged by the next `write_captures`."""
        capture = self.warc.append(exchange)
        self._kept.append(capture)
        return capture

    def note(self, capture: Capture) -> None:
        """Remember an answer that has no bytes worth keeping (a 304, a time-out)."""
        self._kept.append(capture)

    @property
    def has_unacknowledged(self) -> bool:
        return bool(self._kept)

    def write_captures(
        self, outlet: Outlet, addresses: Collection[str] = (), article_id: int | None = None
    ) -> int | None:
        """Rows for everything kept so far; those of `addresses` are the article's. Returns the last such row's id."""
        last: int | None = None
        for capture in self._kept:
            mine = capture.url in addresses
            row = self.store.add_capture(capture, outlet.name, article_id if mine else None)
            last = row if mine else last
        self._kept.clear()
        return last
