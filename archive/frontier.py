"""What is known of every address before it is fetched: polls of routes, what they listed, when an article is due.

Lives in service.db (private). An article is due from the moment a route lists it until its page was taken, so a crash
between fetching and recording costs a second fetch, never an article.
"""

from collections.abc import Sequence
from dataclasses import asdict, astuple, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.database import open_database, transaction
from archive.instants import stamp, unstamp
from archive.model import Hint, OutcomeKind, Outlet, Route
from archive.visits import Changes, Listed, Poll, Visit, migrations, next_due

# A page that answered well may be asked for conditionally next time; any other answer must come in full.
READABLE: frozenset[OutcomeKind] = frozenset({"new", "edited", "cosmetic", "unchanged", "back"})
INSTANTS = ("checked_at", "full_at", "last_yield_at")


class Frontier:
    """service.db's part of the crawl, open for writing."""

    def __init__(self, path: Path) -> None:
        self.db = open_database(path, migrations.apply)

    def close(self) -> None:
        self.db.close()

    def poll(self, outlet: str, url: str) -> Poll | None:
        row = self._one("SELECT * FROM polls WHERE outlet = ? AND url = ?", outlet, url)
        if row is None:
            return None
        return Poll(**row | {name: _unstamp(row[name]) for name in INSTANTS})

    def record_poll(self, poll: Poll, listed: Sequence[Listed] | None = None) -> Changes:
        """Remember a poll and, in the same commit, make due what it lists for the first time, differently, or no more.

        `listed` is newest first; None or empty (a 304, a failure, an empty feed) says nothing about the articles.
        """
        with transaction(self.db):
            changes = self._compare(poll, listed) if listed else Changes()
            if changes.new:
                poll = replace(poll, last_yield_at=poll.checked_at)
            self._put(poll)
        return changes

    def due_visits(self, outlet: str, now: datetime, limit: int = 500) -> list[Visit]:
        """Articles due now: never taken ones first, newest first, then the longest overdue."""
        rows = self._all(
            "SELECT * FROM visits WHERE outlet = ? AND next_due <= ? ORDER BY first_taken_at IS NOT NULL,"
            " CASE WHEN first_taken_at IS NULL THEN found_at END DESC,"
            " CASE WHEN first_taken_at IS NULL THEN place END, next_due LIMIT ?",
            outlet,
            stamp(now),
            limit,
        )
        return [_visit(row) for row in rows]

    def visited(
        self, outlet: Outlet, visit: Visit, kind: OutcomeKind, now: datetime, etag: str = "", last_modified: str = ""
    ) -> None:
        """Remember what became of a visit, and when the article is due again."""
        failures = visit.failures + 1 if kind == "failed" else 0
        misses = _misses(visit, kind)
        taken = visit.first_taken_at or (None if kind == "failed" else now)
        due = next_due(outlet, kind, now, taken, misses, failures)
        if kind == "failed":
            etag, last_modified = visit.etag, visit.last_modified
        elif kind not in READABLE:
            etag = last_modified = ""
        with transaction(self.db):
            self.db.execute(
                "UPDATE visits SET first_taken_at = ?, next_due = ?, misses = ?, failures = ?, etag = ?,"
                " last_modified = ? WHERE outlet = ? AND key = ?",
                [_stamp(taken), _stamp(due), misses, failures, etag, last_modified, outlet.name, visit.key],
            )

    def known_body(self, outlet: str, url: str) -> str:
        """The sha256 of the raw bytes this address (a feed, robots.txt) gave last time, empty when unknown."""
        row = self._one("SELECT sha256 FROM bodies WHERE outlet = ? AND url = ?", outlet, url)
        return str(row["sha256"]) if row else ""

    def remember_body(self, outlet: str, url: str, sha256: str) -> None:
        with transaction(self.db):
            self.db.table("bodies").upsert({"outlet": outlet, "url": url, "sha256": sha256}, pk=("outlet", "url"))

    def announced(self, outlet: str, edition: str) -> list[Route]:
        """The routes the site itself named for an edition, those that listed something last first."""
        rows = self._all(
            "SELECT a.kind, a.url FROM announced a LEFT JOIN polls p ON p.outlet = a.outlet AND p.url = a.url"
            " WHERE a.outlet = ? AND a.edition = ? ORDER BY p.last_yield_at DESC",
            outlet,
            edition,
        )
        return [Route(kind=row["kind"], url=row["url"], edition=edition) for row in rows]

    def remember_announced(self, outlet: str, edition: str, routes: Sequence[Route], at: datetime) -> None:
        """Remember what a search for announced routes found, and that it was made."""
        with transaction(self.db):
            self.db.execute("INSERT OR REPLACE INTO searched VALUES(?, ?, ?)", [outlet, edition, stamp(at)])
            self.db.conn.executemany(
                "INSERT INTO announced VALUES(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [(outlet, edition, route.url, route.kind, stamp(at)) for route in routes],
            )

    def searched_at(self, outlet: str, edition: str) -> datetime | None:
        """When an edition's pages were last searched for announced routes."""
        row = self._one("SELECT at FROM searched WHERE outlet = ? AND edition = ?", outlet, edition)
        return unstamp(row["at"]) if row else None

    def is_backfilled(self, outlet: str, url: str) -> bool:
        return self._one("SELECT 1 FROM backfilled WHERE outlet = ? AND url = ?", outlet, url) is not None

    def backfill(self, outlet: str, url: str, listed: Sequence[Listed], at: datetime) -> int:
        """Make due what `url` lists and nobody knew, and remember that it was read. Returns how many that were."""
        with transaction(self.db):
            before = self._known_addresses(outlet)
            self.db.conn.executemany(
                "INSERT INTO visits(outlet, key, url, title, published, modified, found_at, place, next_due)"
                " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [
                    (outlet, one.key, one.url, *astuple(one.hint), stamp(at), place, stamp(at))
                    for place, one in enumerate(listed)
                ],
            )
            self.db.execute("INSERT OR REPLACE INTO backfilled VALUES(?, ?, ?)", [outlet, url, stamp(at)])
            return self._known_addresses(outlet) - before

    def _known_addresses(self, outlet: str) -> int:
        row = self._one("SELECT count(*) AS n FROM visits WHERE outlet = ?", outlet)
        return int(row["n"]) if row else 0

    def pause(self, outlet: str, until: datetime, cause: str) -> None:
        """The outlet asked to be left alone until then."""
        with transaction(self.db):
            self.db.execute("INSERT OR REPLACE INTO pauses VALUES(?, ?, ?)", [outlet, stamp(until), cause])

    def paused_until(self, outlet: str, now: datetime) -> datetime | None:
        row = self._one("SELECT until FROM pauses WHERE outlet = ? AND until > ?", outlet, stamp(now))
        return unstamp(row["until"]) if row else None

    def _compare(self, poll: Poll, listed: Sequence[Listed]) -> Changes:
        rows = self._all("SELECT * FROM entries WHERE outlet = ? AND route_url = ?", poll.outlet, poll.url)
        before = {row["key"]: row for row in rows}
        now = {entry.key: entry for entry in reversed(listed)}
        new = tuple(entry.key for entry in listed if entry.key not in before)
        changed = tuple(k for k, row in before.items() if k in now and now[k].fingerprint != row["fingerprint"])
        oldest_kept = max((row["place"] for key, row in before.items() if key in now), default=-1)
        missing = tuple(k for k, row in before.items() if k not in now and row["place"] < oldest_kept)
        self._relist(poll, now)
        for place, entry in enumerate(listed):
            self._find(poll, entry, place, due=entry.key in changed)
        for key in missing:
            self._make_due(poll, key)
        return Changes(new, changed, missing)

    def _relist(self, poll: Poll, now: dict[str, Listed]) -> None:
        self.db.execute("DELETE FROM entries WHERE outlet = ? AND route_url = ?", [poll.outlet, poll.url])
        self.db.conn.executemany(
            "INSERT INTO entries VALUES(?, ?, ?, ?, ?, ?)",
            [
                (poll.outlet, poll.url, key, entry.fingerprint, place, stamp(poll.checked_at))
                for place, (key, entry) in enumerate(reversed(now.items()))
            ],
        )

    def _find(self, poll: Poll, entry: Listed, place: int, *, due: bool) -> None:
        hint, at = entry.hint, stamp(poll.checked_at)
        self.db.execute(
            "INSERT INTO visits(outlet, key, url, title, published, modified, found_at, place, next_due)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " title = excluded.title, published = excluded.published, modified = excluded.modified",
            [poll.outlet, entry.key, entry.url, hint.title, hint.published, hint.modified, at, place, at],
        )
        if due:
            self._make_due(poll, entry.key)

    def _make_due(self, poll: Poll, key: str) -> None:
        # What fails keeps its own, growing distance.
        self.db.execute(
            "UPDATE visits SET next_due = min(coalesce(next_due, :now), :now)"
            " WHERE outlet = :outlet AND key = :key AND failures = 0",
            {"now": stamp(poll.checked_at), "outlet": poll.outlet, "key": key},
        )

    def _put(self, poll: Poll) -> None:
        row = asdict(poll) | {name: _stamp(getattr(poll, name)) for name in INSTANTS}
        self.db.table("polls").upsert(row, pk=("outlet", "url"))

    def _all(self, sql: str, *values: object) -> list[dict[str, Any]]:
        return list(self.db.query(sql, values))

    def _one(self, sql: str, *values: object) -> dict[str, Any] | None:
        return next(iter(self._all(sql, *values)), None)


def _misses(visit: Visit, kind: OutcomeKind) -> int:
    if kind == "missing":
        return visit.misses + 1
    return visit.misses if kind == "failed" else 0


def _visit(row: dict[str, Any]) -> Visit:
    return Visit(
        key=row["key"],
        url=row["url"],
        hint=Hint(title=row["title"], published=row["published"], modified=row["modified"]),
        first_taken_at=_unstamp(row["first_taken_at"]),
        **{name: row[name] for name in ("misses", "failures", "etag", "last_modified")},
    )


def _stamp(instant: datetime | None) -> str | None:
    return stamp(instant) if instant else None


def _unstamp(text: str | None) -> datetime | None:
    return unstamp(text) if text else None
