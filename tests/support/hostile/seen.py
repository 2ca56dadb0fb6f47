"""What an archive and the private state know of an outlet's hostile answers after its crawl."""

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Self

from tests.support.hostile.staging import Staged


class Seen(ExitStack):
    """The two databases, open. Answers are meant by their place in `Staged.answers`."""

    def __init__(self, folder: Path, outlet: Staged) -> None:
        super().__init__()
        self._outlet = outlet
        self._record = self.enter_context(closing(sqlite3.connect(folder / "warraq.db")))
        self._state = self.enter_context(closing(sqlite3.connect(folder / "service.db")))

    def __enter__(self) -> Self:
        return self

    def outcome(self, n: int) -> str:
        """One word; empty where the crawl's own cause says it."""
        answer, path = self._outlet.answers[n], self._outlet.paths[n]
        if answer.place in ("connection", "robots", "home", "past"):
            return ""
        if answer.place not in ("article", "edit"):
            sql = "SELECT cause FROM polls WHERE url = ?"
            found = self._state.execute(sql, (f"{self._outlet.site.home}{path}",)).fetchone()
            return "never_polled" if found is None else str(found[0]) or "ok"
        return self._of_article(n)

    def _of_article(self, n: int) -> str:
        number = str(self._outlet.numbers[n][0])
        held = self._state.execute("SELECT reason FROM held WHERE url LIKE ?", (f"%/{number}%",)).fetchone()
        if held:
            return str(held[0])
        kinds = self._record.execute(
            "SELECT v.kind FROM versions v JOIN articles a ON a.id = v.article_id WHERE a.key = ? AND a.outlet = ?"
            " ORDER BY v.id DESC",
            (number, self._outlet.outlet),
        ).fetchall()
        return self._failure(n, known=bool(kinds)) or self._version(n, [str(kind) for (kind,) in kinds])

    def _failure(self, n: int, *, known: bool) -> str:
        """Why the last visit gave no page; empty where it gave one."""
        last = self._last_capture(n)
        if last is None:
            return "never_asked"
        error, status = last
        if error or status in (200, 304):
            return error
        if known and status in (404, 410):
            return "missing"
        return "moved" if 300 <= status < 400 else f"http_{status}"

    def _last_capture(self, n: int) -> tuple[str, int] | None:
        """Of the answer and all it led to: what was captured before the good article behind it."""
        home, (hostile, good) = self._outlet.site.home, self._outlet.numbers[n]
        found = self._record.execute(
            "WITH first AS (SELECT max(id) AS id FROM captures WHERE url = :hostile)"
            " SELECT error, status FROM captures, first WHERE outlet = :outlet AND captures.id >= first.id"
            " AND captures.id < coalesce((SELECT min(id) FROM captures WHERE url = :good AND id > first.id), 1e18)"
            " ORDER BY captures.id DESC",
            {"outlet": self._outlet.outlet, "hostile": f"{home}/{hostile}/", "good": f"{home}/{good}/"},
        ).fetchone()
        return (str(found[0]), int(found[1])) if found else None

    def _version(self, n: int, kinds: list[str]) -> str:
        if not kinds:
            return "nothing"
        first = "unchanged" if self._outlet.answers[n].place == "edit" else "new"
        return {"first": first, "edit": "edited"}.get(kinds[0], kinds[0])

    def is_behind(self, n: int) -> bool:
        """Was the good article behind the n-th answer stored as it was published?"""
        number = self._outlet.numbers[n][1]
        sql = "SELECT title FROM articles WHERE key = ? AND outlet = ?"
        found = self._record.execute(sql, (str(number), self._outlet.outlet)).fetchone()
        return found is not None and found[0] == f"خبر {number}"

    def span(self, n: int) -> tuple[float, float]:
        """From the first request for the answer to the one for what stands behind it, in time.monotonic()."""
        asked = self._outlet.site.asked_at(self._outlet.paths[n])
        after = self._outlet.site.asked_at(f"/{self._outlet.numbers[n][1]}/")
        return (asked[-1] if self._is_edit(n) and asked else min(asked, default=0.0)), min(after, default=float("inf"))

    def seconds(self, n: int) -> float:
        """How long that was; 0 where the answer was crawled alone, or is not told from others."""
        begin, end = self.span(n)
        known = len(self._outlet.answers) > 1 and begin > 0 and end < float("inf")
        return round(end - begin, 2) if known else 0.0

    def _is_edit(self, n: int) -> bool:
        return self._outlet.answers[n].place == "edit"
