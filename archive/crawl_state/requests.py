"""What people asked of the running service: a crawl of an outlet, a look at a site, and how far it is."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from archive.crawl_state._state_file import StateFile
from archive.crawl_state.request_rows import RequestKind, RequestRow
from archive.errors import WarraqError
from archive.sqlite import transaction
from archive.times import now, stamp

# Nobody follows an answer longer.
KEPT = timedelta(days=7)


class Requests(StateFile):
    """The queue between commands, which ask and follow, and the service, which takes and answers."""

    def ask(self, outlet: str, kind: RequestKind = "crawl", subject: str = "") -> int:
        """Queue a request; returns its number. Answers that nobody can be waiting for any more are forgotten."""
        at = now()
        with transaction(self.db):
            self.db.execute("DELETE FROM requests WHERE ended_at < ?", [stamp(at - KEPT)])
            row = self.db.execute(
                "INSERT INTO requests(outlet, kind, since, asked_at, subject) VALUES(?, ?, '', ?, ?) RETURNING id",
                [outlet, kind, stamp(at), subject],
            ).fetchone()
        return int(row[0])

    def waiting(self) -> list[RequestRow]:
        """What nobody has taken, the longest waiting first."""
        return list(self.rows(RequestRow, "SELECT * FROM requests WHERE taken_at IS NULL ORDER BY id"))

    def take(self, number: int, at: datetime) -> bool:
        """Take a waiting request. False where it was taken or withdrawn meanwhile."""
        return self._changed("UPDATE requests SET taken_at = ? WHERE id = ? AND taken_at IS NULL", stamp(at), number)

    def progress(self, number: int, result: Mapping[str, object], left: int) -> None:
        """Note how far it is: `found` and `fetched` of the result so far, and how many articles are left."""
        sql = "UPDATE requests SET found = ?, fetched = ?, left = ? WHERE id = ?"
        self.write(sql, result["found"], result["fetched"], left, number)

    def ended(self, number: int, result: Mapping[str, object]) -> None:
        """Answer a request with the result of its crawl, which has the keys of `warraq crawl --json`."""
        with transaction(self.db):
            self.db.execute(
                "UPDATE requests SET ended_at = ?, found = ?, fetched = ?, left = 0, result = ? WHERE id = ?",
                [stamp(now()), result["found"], result["fetched"], json.dumps(result), number],
            )

    def answered(self, number: int, result: Mapping[str, object]) -> None:
        """Answer a request that was no crawl."""
        sql = "UPDATE requests SET ended_at = ?, result = ? WHERE id = ?"
        self.write(sql, stamp(now()), json.dumps(result), number)

    def refused(self, number: int, problem: WarraqError) -> None:
        """Answer a request that could not even begin: `result` has the keys error (a sentence) and exit_code."""
        result = json.dumps({"error": str(problem), "exit_code": problem.exit_code})
        self.write("UPDATE requests SET ended_at = ?, left = 0, result = ? WHERE id = ?", stamp(now()), result, number)

    def give_back(self, number: int | None = None) -> None:
        """Let a request that was taken and not answered wait again; without a number all of them, for a service that
        begins: the one before is gone."""
        sql = "UPDATE requests SET taken_at = NULL WHERE ended_at IS NULL AND id = ifnull(?, id)"
        self.write(sql, number)

    def withdraw(self, number: int, *, also_taken: bool = False) -> bool:
        """Ask no longer. False where it is answered already or, unless `also_taken`, where the service has taken it."""
        sql = "DELETE FROM requests WHERE id = ? AND ended_at IS NULL AND (taken_at IS NULL OR ?)"
        return self._changed(sql, number, also_taken)

    def of(self, number: int) -> RequestRow | None:
        """One request; None where it was withdrawn."""
        return next(self.rows(RequestRow, "SELECT * FROM requests WHERE id = ?", number), None)

    def _changed(self, sql: str, *values: object) -> bool:
        with transaction(self.db):
            return self.db.execute(sql, values).rowcount > 0
