"""What is known of every address before it is fetched: polls of routes, what they listed, when an article is due.

Lives in service.db (private). An article is due from the moment a route lists it until its page was taken, so a crash
between fetching and recording costs a second fetch, never an article.
"""

from collections.abc import Sequence
from dataclasses import asdict, astuple, replace
from datetime import datetime, timedelta

from archive.crawl_state._barred_articles import without_left_out
from archive.crawl_state._crash_memory import CrashMemory
from archive.crawl_state._due_visits import DueVisits
from archive.crawl_state._hole_memory import HoleMemory
from archive.crawl_state._route_memory import RouteMemory
from archive.crawl_state.holes import Hole
from archive.crawl_state.revisits import MAX_RETRIES, Changes, Listed, Poll, Visit, next_due
from archive.crawl_state.rows import EntryRow, PollRow, VisitRow
from archive.model import OutcomeKind, Outlet
from archive.sqlite import transaction
from archive.times import stamp

# So long a cache in front of a site may go on showing the page as it was before an edit.
PAGE_CACHES = timedelta(hours=1)
INSTANTS = ("checked_at", "full_at", "last_yield_at", "lied_at", "well_at")


class Frontier(RouteMemory, CrashMemory, HoleMemory, DueVisits):
    """service.db's part of the crawl, open for writing."""

    def poll(self, outlet: str, url: str) -> Poll | None:
        found = self.rows(PollRow, "SELECT * FROM polls WHERE outlet = ? AND url = ?", outlet, url)
        return next(map(Poll.of, found), None)

    def record_poll(self, poll: Poll, listed: Sequence[Listed] | None = None, hole: Hole | None = None) -> Changes:
        """Remember a poll and, in the same commit, make due what it lists for the first time, differently, or no more,
        and the `hole` between it and the one before.

        `listed` is newest first; None or empty (a 304, a failure, an empty feed) says nothing about the articles.
        """
        listed = without_left_out(self.db, poll.outlet, listed or ())
        with transaction(self.db):
            if hole:
                self.open_hole(hole, [entry.key for entry in listed])
            changes = self._compare(poll, listed) if listed else Changes()
            if changes.new:
                poll = replace(poll, last_yield_at=poll.checked_at)
            if not poll.cause:
                poll = replace(poll, well_at=poll.checked_at)
            self._put(poll)
        return changes

    def record_deeper(self, outlet: str, listed: Sequence[Listed], at: datetime, hole: int | None = None) -> None:
        """Make due what a deeper page of a route lists and nobody knew; as found in the hole of this number, where it
        was asked for one."""
        listed = without_left_out(self.db, outlet, listed)
        with transaction(self.db):
            known = self.found_times(outlet, [entry.key for entry in listed])
            for position, entry in enumerate(listed):
                if entry.key not in known or not known[entry.key]:
                    self._find(outlet, at, entry, position)
            if hole is not None:
                self.found_in_hole(hole, [entry.key for entry in listed if not known.get(entry.key)])

    def caught_lying(self, outlet: str, url: str, at: datetime) -> None:
        """A route said by its validators that nothing had changed, and something had."""
        self.write("UPDATE polls SET lied_at = ? WHERE outlet = ? AND url = ?", stamp(at), outlet, url)

    def edited(self, outlet: str, listed: Sequence[Listed], at: datetime) -> int:
        """Make due what a route says was modified after its page was last seen. Returns how many articles that are."""
        moved = 0
        with transaction(self.db):
            for entry in listed:
                sql = "SELECT * FROM visits WHERE outlet = ? AND key = ? AND looked_at IS NOT NULL"
                for visit in map(Visit.of, list(self.rows(VisitRow, sql, outlet, entry.key))):
                    modified = replace(visit, hint=entry.hint).modified_at
                    if modified and visit.looked_at and modified > visit.looked_at:
                        moved += 1
                        self._make_due(outlet, at, entry.key, "changed")
        return moved

    def put_off(self, outlet: Outlet, route_url: str, now: datetime) -> None:
        """Put off to their next age the articles that a route lists as not modified since their pages were read.

        The listing counts as a look at them, so no request is spent.

        Only a page read well after that instant will do: a cache may have shown it as it was before. A missing page,
        and one that a route described anew since, are looked at all the same.
        """
        sql = (
            "SELECT visits.* FROM visits JOIN entries USING(outlet, key) WHERE outlet = ? AND route_url = ?"
            " AND next_due <= ? AND first_taken_at IS NOT NULL AND signal = '' AND misses = 0 AND failures = 0"
        )
        due = list(map(Visit.of, self.rows(VisitRow, sql, outlet.name, route_url, stamp(now))))
        with transaction(self.db):
            for visit in due:
                modified = visit.modified_at
                if modified and visit.looked_at and visit.looked_at >= modified + PAGE_CACHES:
                    later = next_due(outlet, "unchanged", now, visit.first_taken_at, 0, 0)
                    self.db.execute(
                        "UPDATE visits SET next_due = ? WHERE outlet = ? AND key = ?",
                        [_stamp(later), outlet.name, visit.key],
                    )

    def visited(
        self,
        outlet: Outlet,
        visit: Visit,
        kind: OutcomeKind,
        now: datetime,
        validators: tuple[str, str] = ("", ""),
        following: str = "",
    ) -> None:
        """Remember what became of a visit, and when the article is due again.

        `validators` are the ETag and Last-Modified its page came with; the address `following` is under way from now.
        """
        etag, last_modified = validators
        after = visit.after(kind, now, etag, last_modified)
        due = next_due(outlet, kind, now, after.first_taken_at, after.misses, after.failures)
        row = {
            "first_taken_at": _stamp(after.first_taken_at),
            "looked_at": _stamp(after.looked_at),
            "misses": after.misses,
            "failures": after.failures,
            "etag": after.etag,
            "last_modified": after.last_modified,
            "key": after.key,
        }
        with transaction(self.db):
            self.db.execute(
                "UPDATE visits SET first_taken_at = :first_taken_at, looked_at = :looked_at, next_due = :next_due,"
                " misses = :misses, failures = :failures, etag = :etag, last_modified = :last_modified,"
                " signal = iif(:failures, signal, '') WHERE outlet = :outlet AND key = :key",
                row | {"outlet": outlet.name, "next_due": _stamp(due)},
            )
            if following:
                self.begin(outlet.name, following, now)

    def ask_again(self, outlet: str, url: str, at: datetime) -> bool:
        """Make an article due at once. False where no route ever listed its address."""
        with transaction(self.db):
            return bool(
                self.db.execute(
                    "UPDATE visits SET next_due = ? WHERE outlet = ? AND url = ?", [stamp(at), outlet, url]
                ).rowcount
            )

    def lowest_number(self, outlet: str) -> int | None:
        """The lowest number among the keys that are known of an outlet whose keys are numbers; None without any."""
        sql = "SELECT min(CAST(key AS INTEGER)) FROM visits WHERE outlet = ? HAVING count(*)"
        return next(self.column(int, sql, outlet), None)

    def is_backfilled(self, outlet: str, url: str) -> bool:
        return self.exists("SELECT 1 FROM backfilled WHERE outlet = ? AND url = ?", outlet, url)

    def backfill(self, outlet: str, url: str, listed: Sequence[Listed], at: datetime) -> int:
        """Make due what `url` lists and nobody knew, and remember that it was read. Returns how many that were."""
        listed = without_left_out(self.db, outlet, listed)
        with transaction(self.db):
            before = self._known_addresses(outlet)
            self.db.conn.executemany(
                "INSERT INTO visits(outlet, key, url, title, published, modified, found_at, place, next_due, past)"
                " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING",
                [
                    (outlet, one.key, one.url, *astuple(one.hint), stamp(at), position, stamp(at))
                    for position, one in enumerate(listed)
                ],
            )
            self.db.execute("INSERT OR REPLACE INTO backfilled VALUES(?, ?, ?)", [outlet, url, stamp(at)])
            return self._known_addresses(outlet) - before

    def _known_addresses(self, outlet: str) -> int:
        return next(self.column(int, "SELECT count(*) FROM visits WHERE outlet = ?", outlet))

    def _compare(self, poll: Poll, listed: Sequence[Listed]) -> Changes:
        before = self._entries(poll)
        now = {entry.key: entry for entry in reversed(listed)}
        new = tuple(entry.key for entry in listed if entry.key not in before)
        changed = tuple(k for k, row in before.items() if k in now and now[k].fingerprint != row["fingerprint"])
        oldest_kept = max((row["place"] for key, row in before.items() if key in now), default=-1)
        missing = tuple(k for k, row in before.items() if k not in now and row["place"] < oldest_kept)
        self._relist(poll, now)
        for position, entry in enumerate(listed):
            self._find(poll.outlet, poll.checked_at, entry, position)
        for signal, keys in (("changed", changed), ("vanished", missing)):
            for key in keys:
                self._make_due(poll.outlet, poll.checked_at, key, signal)
        for key in (*new, *changed):
            self._take_up_again(poll, key)
        return Changes(new, changed, missing)

    def _entries(self, poll: Poll) -> dict[str, EntryRow]:
        sql = "SELECT * FROM entries WHERE outlet = ? AND route_url = ?"
        return {row["key"]: row for row in self.rows(EntryRow, sql, poll.outlet, poll.url)}

    def _relist(self, poll: Poll, now: dict[str, Listed]) -> None:
        self.db.execute("DELETE FROM entries WHERE outlet = ? AND route_url = ?", [poll.outlet, poll.url])
        self.db.conn.executemany(
            "INSERT INTO entries VALUES(?, ?, ?, ?, ?, ?)",
            [
                (poll.outlet, poll.url, key, entry.fingerprint, position, stamp(poll.checked_at))
                for position, (key, entry) in enumerate(reversed(now.items()))
            ],
        )

    def _find(self, outlet: str, found_at: datetime, entry: Listed, position: int) -> None:
        hint, at = entry.hint, stamp(found_at)
        self.db.execute(
            "INSERT INTO visits(outlet, key, url, title, published, modified, found_at, place, next_due)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            # What a feed says of an article stands when a sitemap, which says nothing, lists it too.
            " title = coalesce(nullif(excluded.title, ''), title),"
            " published = coalesce(nullif(excluded.published, ''), published), modified = excluded.modified, past = 0",
            [outlet, entry.key, entry.url, hint.title, hint.published, hint.modified, at, position, at],
        )

    def _make_due(self, outlet: str, at: datetime, key: str, signal: str) -> None:
        # What fails keeps its own, growing distance.
        self.db.execute(
            "UPDATE visits SET signal = :signal, next_due = min(coalesce(next_due, :now), :now)"
            " WHERE outlet = :outlet AND key = :key AND failures = 0",
            {"now": stamp(at), "outlet": outlet, "key": key, "signal": signal},
        )

    def _take_up_again(self, poll: Poll, key: str) -> None:
        """What was given up is asked at once when a route lists it again."""
        self.db.execute(
            "UPDATE visits SET next_due = :now WHERE outlet = :outlet AND key = :key AND failures > :most",
            {"now": stamp(poll.checked_at), "outlet": poll.outlet, "key": key, "most": MAX_RETRIES},
        )

    def _put(self, poll: Poll) -> None:
        row = asdict(poll) | {name: _stamp(getattr(poll, name)) for name in INSTANTS}
        self.db.table("polls").upsert(row, pk=("outlet", "url"))


def _stamp(instant: datetime | None) -> str | None:
    return stamp(instant) if instant else None
