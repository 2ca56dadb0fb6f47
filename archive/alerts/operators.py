"""The operator's channels in readers.db: which incidents each is to be told, what it took, and since when it fails."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from archive.alerts.rows import Lang, NoticeRow, OperatorRow
from archive.alerts.store import FIRST_RETRY, GIVEN_UP_AFTER, LONGEST_RETRY, Readers
from archive.crawl_state.monitoring_rows import IncidentRow
from archive.errors import BadConfiguration
from archive.sqlite import rows, transaction
from archive.times import damascus_day, stamp

BY_COMMAND, BY_CONFIGURATION = "command", "configuration"


class Operators:
    """Of an open readers.db."""

    def __init__(self, readers: Readers) -> None:
        self._db = readers.db

    def all(self) -> list[OperatorRow]:
        return self._channels("1 ORDER BY id")

    def of(self, operator_id: int) -> OperatorRow:
        """Raises BadConfiguration where there is none of this number."""
        found = self._channels("id = ?", operator_id)
        if not found:
            raise BadConfiguration(f"There is no operator's channel {operator_id}. List them with: warraq alerts list")
        return found[0]

    def add(
        self, channel: str, lang: Lang, at: datetime, open_now: Iterable[IncidentRow], origin: str = BY_COMMAND
    ) -> OperatorRow:
        """Tell incidents by this channel from now on, those that are open first. One that is there already stays."""
        with transaction(self._db):
            self._db.execute(
                "INSERT INTO operators(channel, lang, origin, created_at, digest_on) VALUES(?, ?, ?, ?, ?)"
                " ON CONFLICT(channel) DO UPDATE SET lang = excluded.lang",
                (channel, lang, origin, stamp(at), damascus_day(at).isoformat()),
            )
            (row,) = self._channels("channel = ?", channel)
            self._queue([row], [one for one in open_now if one["closed_at"] is None])
        return row

    def remove(self, operator_id: int) -> None:
        with transaction(self._db):
            self._db.execute("DELETE FROM operators WHERE id = ?", (operator_id,))

    def follow_configured(self, channels: Collection[str], lang: Lang, at: datetime) -> None:
        """The configuration names these channels now; those it named before and names no more are forgotten."""
        known = {row["channel"] for row in self.all()}
        for channel in channels:
            if channel not in known:
                self.add(channel, lang, at, (), BY_CONFIGURATION)
        for row in self._channels("origin = ?", BY_CONFIGURATION):
            if row["channel"] not in channels:
                self.remove(row["id"])

    def queue(self, incidents: Sequence[IncidentRow]) -> None:
        """Have every channel told of these; what was over before a channel was added is no news to it."""
        with transaction(self._db):
            self._queue(self.all(), incidents)

    def due(self, at: datetime, *, also_waiting: bool) -> list[OperatorRow]:
        """The channels that are not waiting after a failure, and were not given up."""
        return self._channels("? OR (NOT given_up AND next_try <= ?) ORDER BY id", also_waiting, stamp(at))

    def unsent(self, operator_id: int) -> list[NoticeRow]:
        """What the channel did not take yet, the oldest first; of what is over by now the end alone."""
        sql = (
            "SELECT * FROM notices n WHERE operator_id = ? AND sent_at = '' AND (closed_at <> '' OR NOT EXISTS"
            " (SELECT 1 FROM notices o WHERE o.operator_id = n.operator_id AND o.incident = n.incident"
            " AND o.closed_at <> '' AND o.sent_at = '')) ORDER BY id"
        )
        return list(rows(self._db.conn, NoticeRow, sql, (operator_id,)))

    def sent(self, operator_id: int, notices: Sequence[NoticeRow], at: datetime) -> None:
        """The channel took these."""
        with transaction(self._db):
            self._db.conn.executemany(
                "UPDATE notices SET sent_at = ? WHERE operator_id = ? AND incident = ? AND sent_at = ''"
                " AND (closed_at = ? OR ? <> '')",
                [(stamp(at), operator_id, one["incident"], one["closed_at"], one["closed_at"]) for one in notices],
            )
            self._well(operator_id)

    def summed_up(self, operator_id: int, day: str) -> None:
        """The channel took the daily summary."""
        with transaction(self._db):
            self._db.execute("UPDATE operators SET digest_on = ? WHERE id = ?", (day, operator_id))
            self._well(operator_id)

    def failed(self, channel: OperatorRow, cause: str, at: datetime) -> OperatorRow:
        """The channel did not take a message: wait twice as long as before; after five days of it give up."""
        since = channel["failing_since"] or stamp(at)
        wait = min(FIRST_RETRY * 2 ** min(channel["failures"], 16), LONGEST_RETRY)
        with transaction(self._db):
            self._db.execute(
                "UPDATE operators SET failures = failures + 1, failing_since = ?, next_try = ?, cause = ?, given_up = ?"
                " WHERE id = ?",
                (since, stamp(at + wait), cause, stamp(at - GIVEN_UP_AFTER) >= since, channel["id"]),
            )
        return self.of(channel["id"])

    def _well(self, operator_id: int) -> None:
        self._db.execute(
            "UPDATE operators SET failures = 0, failing_since = '', next_try = '', cause = '', given_up = 0"
            " WHERE id = ?",
            (operator_id,),
        )

    def _queue(self, channels: Sequence[OperatorRow], incidents: Sequence[IncidentRow]) -> None:
        self._db.conn.executemany(
            "INSERT OR IGNORE INTO notices(operator_id, incident, outlet, cause, opened_at, closed_at, detail)"
            " VALUES(?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    channel["id"],
                    one["id"],
                    one["outlet"],
                    one["cause"],
                    one["opened_at"],
                    one["closed_at"] or "",
                    one["detail"],
                )
                for one in incidents
                for channel in channels
                if one["closed_at"] is None or one["closed_at"] >= channel["created_at"]
            ],
        )

    def _channels(self, where: str, *values: object) -> list[OperatorRow]:
        return list(rows(self._db.conn, OperatorRow, f"SELECT * FROM operators WHERE {where}", values))  # noqa: S608
