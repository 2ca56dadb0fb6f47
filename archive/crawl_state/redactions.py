"""What service.db keeps of redactions: work that has begun, what is hidden or sealed, which articles to leave out."""

import json
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import TypedDict

from sqlite_utils import Database

from archive.crawl_state._barred_articles import digests, left_out
from archive.crawl_state._read_only import read_state
from archive.crawl_state._state_file import StateFile
from archive.record.redactions import Level
from archive.sqlite import transaction
from archive.times import stamp

# The rows that name an article, by its outlet and key, or by one of its addresses.
_BY_KEY = (
    "DELETE FROM visits WHERE outlet = :outlet AND key = :key",
    "DELETE FROM entries WHERE outlet = :outlet AND key = :key",
    "DELETE FROM hole_keys WHERE key = :key AND hole IN (SELECT id FROM holes WHERE outlet = :outlet)",
)
_BY_ADDRESS = (
    "DELETE FROM held WHERE url IN (SELECT value FROM json_each(:urls))",
    "DELETE FROM visits WHERE url IN (SELECT value FROM json_each(:urls))",
    "DELETE FROM bodies WHERE url IN (SELECT value FROM json_each(:urls))",
    "DELETE FROM crashes WHERE url IN (SELECT value FROM json_each(:urls))",
    "DELETE FROM under_way WHERE url IN (SELECT value FROM json_each(:urls))",
    "UPDATE decisions SET subject = '' WHERE subject IN (SELECT value FROM json_each(:urls))",
)
# Where words of a page stand: how they are read, and emptied.
_WORDS = (
    (
        "SELECT id, title || char(10) || excerpt FROM held WHERE outlet = ?",
        "UPDATE held SET title = '', excerpt = '' WHERE id IN (SELECT value FROM json_each(?)) AND outlet = ?",
    ),
    (
        "SELECT key, title FROM visits WHERE outlet = ?",
        "UPDATE visits SET title = '' WHERE key IN (SELECT value FROM json_each(?)) AND outlet = ?",
    ),
)
HELD = "SELECT id FROM held WHERE url IN (SELECT value FROM json_each(?))"


class JobRow(TypedDict):
    """Work on redactions that has begun and not ended: `work` is JSON (archive.redaction), empty once it is done."""

    id: int
    begun_at: str
    work: str


class SealedRow(TypedDict):
    """What is kept of an article: `content` is packed where `level` is hide, encrypted where it is seal."""

    id: int
    article_id: int
    level: Level
    at: str
    content: bytes


class LeftOutRow(TypedDict):
    """An article that is not taken in again; `digest` is an HMAC-SHA-256 of outlet and key, in hexadecimal."""

    digest: str
    article_id: int


class SecretRow(TypedDict):
    """The secret of those hashes: 32 bytes in hexadecimal, made with the file; its one row."""

    secret: str


class Redactions(StateFile):
    """service.db, open for writing."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        # What is deleted here leaves no trace in the file.
        self.db.execute("PRAGMA secure_delete = ON").fetchall()

    def begin(self, work: str, kept: Iterable[tuple[int, Level, bytes]], at: datetime) -> int:
        """Write down what is about to be done, with what is to be kept of it, before anything is."""
        with transaction(self.db):
            for article_id, level, content in kept:
                sql = "INSERT INTO sealed(article_id, level, at, content) VALUES(?, ?, ?, ?)"
                self.db.execute(sql, (article_id, level, stamp(at), content))
            sql = "INSERT INTO redaction_jobs(begun_at, work) VALUES(?, ?)"
            return int(self.db.execute(sql, (stamp(at), work)).lastrowid or 0)

    def begun(self) -> list[JobRow]:
        """Work that has not come to its end, the oldest first."""
        return list(self.rows(JobRow, "SELECT id, begun_at, work FROM redaction_jobs ORDER BY id"))

    def done(self, job: int) -> None:
        """Forget what was written down of a work: it names what was taken out. Its row waits for `ended`."""
        self.write("UPDATE redaction_jobs SET work = '' WHERE id = ?", job)

    def ended(self, job: int) -> None:
        """The file holds no trace of the work any more."""
        self.write("DELETE FROM redaction_jobs WHERE id = ?", job)

    def sealed(self, article_id: int) -> list[SealedRow]:
        """What is kept of an article, the newest first: the order in which it is put back."""
        return list(self.rows(SealedRow, "SELECT * FROM sealed WHERE article_id = ? ORDER BY id DESC", article_id))

    def keep_only(self, article_id: int, level: Level) -> None:
        """Of what is kept of an article, what was kept at another level goes; all of it, where it is erased."""
        self.write("DELETE FROM sealed WHERE article_id = ? AND level <> ?", article_id, level)

    def forget_sealed(self, article_ids: Collection[int]) -> None:
        """Nothing is kept of these any more."""
        self.write("DELETE FROM sealed WHERE article_id IN (SELECT value FROM json_each(?))", json.dumps(article_ids))

    def leave_out(self, article_id: int, outlet: str, keys: Iterable[str]) -> None:
        """Do not take these articles in again."""
        with transaction(self.db):
            for digest in digests(self.db, outlet, keys).values():
                self.db.execute("INSERT OR REPLACE INTO left_out VALUES(?, ?)", (digest, article_id))

    def take_in_again(self, article_ids: Collection[int]) -> None:
        sql = "DELETE FROM left_out WHERE article_id IN (SELECT value FROM json_each(?))"
        self.write(sql, json.dumps(article_ids))

    def forget_article(self, outlet: str, key: str, urls: Collection[str]) -> None:
        """Remove what routes and held pages say of an article."""
        values = {"outlet": outlet, "key": key, "urls": json.dumps(list(urls))}
        with transaction(self.db):
            for sql in (*_BY_KEY, *_BY_ADDRESS):
                self.db.execute(sql, values)

    def forget_words(self, outlet: str, is_in: Callable[[str], bool]) -> None:
        """Empty what is kept of the words of an outlet's held pages and listed articles where these are in them."""
        for read, empty in _WORDS:
            found = [row[0] for row in self.db.conn.execute(read, (outlet,)).fetchall() if is_in(str(row[1]))]
            self.write(empty, json.dumps(found), outlet)

    def held_at(self, urls: Collection[str]) -> list[int]:
        """The held pages of these addresses."""
        return list(self.column(int, HELD, json.dumps(list(urls))))


def is_begun(service: Path) -> bool:
    """Was a redaction begun that has not come to its end? Writes nothing."""
    sql = "SELECT 1 FROM redaction_jobs"
    return bool(read_state(service, lambda connection: connection.execute(sql).fetchone()))


def is_left_out(db: Database, outlet: str, key: str | None) -> bool:
    """Is an article not to be taken in again? False for an address that is no article's."""
    return bool(key and left_out(db, outlet, [key]))
