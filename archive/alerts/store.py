"""readers.db, what readers entrusted to us: saved searches, what they found and what was sent. Never published."""

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from archive.alerts.rows import MatchRow, SearchRow
from archive.alerts.saved_search import Match, Reached, SavedSearch, Wanted
from archive.alerts.schema import migrations
from archive.errors import BadConfiguration
from archive.migrating import migrate
from archive.sqlite import column, open_database, rows, transaction
from archive.times import stamp

TOKEN_BYTES = 16  # 128 bits: an address that nobody guesses
FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=5), timedelta(hours=12)
GIVEN_UP_AFTER = timedelta(days=5)
# What the web may save: feeds only, and so many that no form-filling robot can slow the archive down.
MOST_FROM_WEB, MOST_IN_AN_HOUR = 500, 30
FORGOTTEN_AFTER = timedelta(days=60)
# The columns of what is in Reached.
CURSORS = ("cursor", "verdict_cursor")


class Readers:
    """readers.db, open for writing; a context manager. The file is made for its owner's eyes only."""

    def __init__(self, path: Path) -> None:
        if path.parent.is_dir():
            path.touch(mode=0o600)
        self.db = open_database(path, lambda database: migrate(database, migrations))

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()

    def searches(self) -> list[SavedSearch]:
        return self._searches("1 ORDER BY id")

    def search(self, search_id: int) -> SavedSearch:
        """Raises BadConfiguration where there is none of this number."""
        found = self._searches("id = ?", search_id)
        if not found:
            raise BadConfiguration(f"There is no saved search {search_id}. List them with: warraq alerts list")
        return found[0]

    def by_token(self, token: str) -> SavedSearch | None:
        return next(iter(self._searches("token = ?", token)), None)

    def to_send(self, now: datetime, *, also_waiting: bool) -> list[SavedSearch]:
        """Those with matches for a channel: not while it waits after a failure, nor once it was given up."""
        return self._searches(
            "channel <> '' AND (? OR (NOT given_up AND next_try <= ?)) AND EXISTS"
            " (SELECT 1 FROM matches WHERE search_id = searches.id AND sent_at = '') ORDER BY id",
            also_waiting,
            stamp(now),
        )

    def add(self, wanted: Wanted, reached: Reached, at: datetime) -> SavedSearch:
        """Save a search; articles archived up to where the record reaches are not new to it."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        saved = asdict(wanted) | {
            "label": wanted.label or wanted.question,
            "token": token,
            "created_at": stamp(at),
            "since_version": reached.version,
            "cursor": reached.version,
            "verdict_cursor": reached.verdict,
            "read_on": at.date().isoformat(),
        }
        with transaction(self.db):
            self.db.table("searches").insert(saved)
        return self._searches("token = ?", token)[0]

    def takes_from_web(self, at: datetime) -> bool:
        """May the web save one more? So many in all and so many an hour, from anybody: we keep nobody's address."""
        total, fresh = self.db.execute(
            "SELECT count(*), coalesce(sum(created_at > ?), 0) FROM searches WHERE origin = 'web'",
            (stamp(at - timedelta(hours=1)),),
        ).fetchone()
        return int(total) < MOST_FROM_WEB and int(fresh) < MOST_IN_AN_HOUR

    def forget_unread(self, at: datetime) -> None:
        """Remove feeds saved on the web that nobody has read in two months."""
        day = (at - FORGOTTEN_AFTER).date().isoformat()
        self._write("DELETE FROM searches WHERE origin = 'web' AND read_on < ?", day)

    def remove(self, search_id: int) -> None:
        """Forget a search and everything it found."""
        self._write("DELETE FROM searches WHERE id = ?", search_id)

    def known(self, search_id: int, articles: Iterable[int]) -> set[int]:
        """Which of these articles a search has found before."""
        sql = (
            "SELECT DISTINCT article_id FROM matches WHERE search_id = ? AND article_id IN"
            " (SELECT value FROM json_each(?))"
        )
        return set(column(self.db.conn, int, sql, (search_id, json.dumps(list(articles)))))

    def forget(self, articles: Iterable[int]) -> None:
        """These are no articles any more; writes nothing where none is."""
        for article in articles:
            if self.db.execute("SELECT 1 FROM matches WHERE article_id = ?", (article,)).fetchone():
                self._write("DELETE FROM matches WHERE article_id = ?", article)

    def walked(
        self, searches: Sequence[SavedSearch], number: int, cursor: int, matches: Iterable[Match], at: datetime
    ) -> int:
        """Write down what was found and how far the record was walked, in one commit; returns how many were new.

        `number` is that of the cursor in Reached. A search removed meanwhile is left out.
        """
        column = CURSORS[number]
        before = self.db.conn.total_changes
        with transaction(self.db):
            self.db.conn.executemany(
                "INSERT OR IGNORE INTO matches(search_id, article_id, version_id, kind, found_at)"
                " SELECT id, ?, ?, ?, ? FROM searches WHERE id = ?",
                [(match.article_id, match.version_id, match.kind, stamp(at), match.search_id) for match in matches],
            )
            written = self.db.conn.total_changes - before
            self.db.conn.executemany(
                f"UPDATE searches SET {column} = ? WHERE id = ?",  # noqa: S608 - ours
                [(cursor, search.id) for search in searches],
            )
        return written

    def rewind(self, newest: Reached) -> None:
        """No search has walked further than the record reaches."""
        if self.db.execute("SELECT 1 FROM searches WHERE cursor > ? OR verdict_cursor > ?", newest).fetchone():
            self._write(
                "UPDATE searches SET cursor = min(cursor, ?1), since_version = min(since_version, ?1),"
                " verdict_cursor = min(verdict_cursor, ?2)",
                *newest,
            )

    def unsent(self, search_id: int) -> list[MatchRow]:
        """What no channel has taken yet, the oldest first."""
        return self._matches("sent_at = '' AND search_id = ? ORDER BY id", search_id)

    def newest(self, search_id: int, limit: int) -> list[MatchRow]:
        """What a search found, the newest first."""
        return self._matches("search_id = ? ORDER BY id DESC LIMIT ?", search_id, limit)

    def counts(self, search_id: int) -> tuple[int, int]:
        """How much a search found, and how much of it no channel has taken."""
        found, unsent = self.db.execute(
            "SELECT count(*), coalesce(sum(sent_at = ''), 0) FROM matches WHERE search_id = ?", (search_id,)
        ).fetchone()
        return int(found), int(unsent)

    def sent(self, search_id: int, last_match: int, at: datetime) -> None:
        """The channel took everything up to this match."""
        with transaction(self.db):
            self.db.execute(
                "UPDATE matches SET sent_at = ? WHERE search_id = ? AND sent_at = '' AND id <= ?",
                (stamp(at), search_id, last_match),
            )
            self.db.execute(
                "UPDATE searches SET failures = 0, failing_since = '', next_try = '', cause = '', given_up = 0"
                " WHERE id = ?",
                (search_id,),
            )

    def failed(self, search: SavedSearch, cause: str, at: datetime) -> SavedSearch:
        """The channel did not take a message: wait twice as long as before; after five days of it give up."""
        since = search.failing_since or stamp(at)
        wait = min(FIRST_RETRY * 2 ** min(search.failures, 16), LONGEST_RETRY)
        self._write(
            "UPDATE searches SET failures = failures + 1, failing_since = ?, next_try = ?, cause = ?, given_up = ?"
            " WHERE id = ?",
            since,
            stamp(at + wait),
            cause,
            stamp(at - GIVEN_UP_AFTER) >= since,
            search.id,
        )
        return self.search(search.id)

    def was_read(self, search: SavedSearch, at: datetime) -> None:
        """Somebody read the feed; written down once a day, so that reading hardly ever writes."""
        day = at.date().isoformat()
        self._write("UPDATE searches SET read_on = ? WHERE id = ? AND read_on < ?", day, search.id, day)

    def _searches(self, where: str, *values: object) -> list[SavedSearch]:
        sql = f"SELECT * FROM searches WHERE {where}"  # noqa: S608 - ours
        return [SavedSearch.of(row) for row in rows(self.db.conn, SearchRow, sql, values)]

    def _matches(self, where: str, *values: object) -> list[MatchRow]:
        return list(rows(self.db.conn, MatchRow, f"SELECT * FROM matches WHERE {where}", values))  # noqa: S608 - ours

    def _write(self, sql: str, *values: object) -> None:
        with transaction(self.db):
            self.db.execute(sql, values)
