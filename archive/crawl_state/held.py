"""Pages held back from the record: why, since when, and what a person decided about each."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import TypedDict

from archive.crawl_state._state_file import StateFile
from archive.times import stamp

EXCERPT_LETTERS = 280
_SAME_AS_BEFORE = "(reason = excluded.reason AND words_sha256 = excluded.words_sha256)"


class HeldPage(TypedDict):
    """A page held back about which nobody has decided, as `warraq health --held --json` prints it."""

    id: int
    outlet: str
    reason: str
    title: str
    url: str
    held_at: str
    capture_id: int | None


class HeldText(TypedDict):
    """What is kept of the words of a page held back; `excerpt` is empty where nothing was read of it."""

    url: str
    reason: str
    title: str
    excerpt: str


class HeldPages(StateFile):
    """The pages held back of all outlets."""

    def hold(
        self,
        outlet: str,
        url: str,
        reason: str,
        title: str,
        capture_id: int | None,
        at: datetime,
        words: str = "",
        text: str = "",
    ) -> None:
        """Keep a page out of the record, with the reason; its bytes are safe in the WARC.

        `words` is the hash of its words, where it matters how often the same ones came; `text` is what was read of it,
        of which the beginning is kept for whoever decides.
        """
        self.write(
            "INSERT INTO held(outlet, url, reason, title, capture_id, held_at, words_sha256, first_held_at, excerpt)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT(outlet, url) DO UPDATE SET reason = excluded.reason, title = excluded.title,"
            " excerpt = excluded.excerpt,"
            " capture_id = excluded.capture_id, held_at = excluded.held_at, words_sha256 = excluded.words_sha256,"
            f" checks = CASE WHEN {_SAME_AS_BEFORE} THEN checks + 1 ELSE 1 END,"
            f" first_held_at = CASE WHEN {_SAME_AS_BEFORE} THEN first_held_at ELSE excluded.held_at END,"
            # What was released is looked at again when it is held for something else; what was dropped is not.
            f" decision = CASE WHEN decision = 'dropped' OR {_SAME_AS_BEFORE} THEN decision ELSE '' END",
            outlet,
            url,
            reason,
            title,
            capture_id,
            stamp(at),
            words,
            stamp(at),
            excerpt_of(text),
        )

    def held_since(self, outlet: str, url: str, reason: str, words: str) -> tuple[str, int]:
        """Since when, and on how many checks in a row, a page was held for this reason with these words."""
        sql = (
            "SELECT first_held_at, checks FROM held"
            " WHERE outlet = ? AND url = ? AND reason = ? AND words_sha256 = ? AND decision = ''"
        )
        found = self.db.conn.execute(sql, (outlet, url, reason, words)).fetchone()
        return (str(found[0]), int(found[1])) if found else ("", 0)

    def release(self, outlet: str, url: str) -> None:
        """The page turned out to be an article after all."""
        if self.exists("SELECT 1 FROM held WHERE outlet = ? AND url = ? AND decision = ''", outlet, url):
            self.write("DELETE FROM held WHERE outlet = ? AND url = ?", outlet, url)

    def is_released(self, outlet: str, url: str, reason: str, words: str = "") -> bool:
        """Did a person say that this page, though held for this reason (with these words), is an article?"""
        sql = (
            "SELECT 1 FROM held WHERE outlet = ? AND url = ? AND reason = ? AND words_sha256 IN ('', ?)"
            " AND decision = 'released'"
        )
        return self.exists(sql, outlet, url, reason, words)

    def held(self) -> list[HeldPage]:
        """Pages held back about which nobody has decided, newest first."""
        return list(
            self.rows(
                HeldPage,
                "SELECT id, outlet, reason, title, url, held_at, capture_id FROM held WHERE decision = ''"
                " ORDER BY held_at DESC, id DESC",
            )
        )

    def held_for(self, outlet: str, reason: str) -> list[HeldPage]:
        """The pages of an outlet held for this reason about which nobody has decided, the oldest first."""
        sql = (
            "SELECT id, outlet, reason, title, url, held_at, capture_id FROM held"
            " WHERE outlet = ? AND reason = ? AND decision = '' ORDER BY id"
        )
        return list(self.rows(HeldPage, sql, outlet, reason))

    def held_first_since(self, outlet: str, reason: str, since: str) -> list[str]:
        """The addresses that are held for this reason, and have been since no earlier than that."""
        sql = (
            "SELECT url FROM held WHERE outlet = ? AND reason = ? AND decision = '' AND first_held_at >= ? ORDER BY id"
        )
        return list(self.column(str, sql, outlet, reason, since))

    def texts_since(self, outlet: str, since: str) -> list[HeldText]:
        """Of all that were held of an outlet since a moment, how they begin, the oldest first."""
        sql = (
            "SELECT url, reason, title, excerpt FROM held"
            " WHERE outlet = ? AND held_at >= ? AND decision = '' ORDER BY id"
        )
        return list(self.rows(HeldText, sql, outlet, since))

    def forget_validators(self, outlet: str, urls: Collection[str]) -> None:
        """What these addresses answered was no page of theirs: they are asked for without a condition."""
        sql = (
            "UPDATE visits SET etag = '', last_modified = ''"
            " WHERE outlet = ? AND url IN (SELECT value FROM json_each(?))"
        )
        self.write(sql, outlet, json.dumps(list(urls)))

    def decide(self, held_id: int, decision: str, reason: str) -> None:
        """Remember what a person decided about a page held for this reason: released or dropped."""
        self.write("UPDATE held SET decision = ?, reason = ? WHERE id = ?", decision, reason, held_id)


def excerpt_of(text: str) -> str:
    """The beginning of a text in one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT_LETTERS else f"{line[:EXCERPT_LETTERS].rpartition(' ')[0]} …"
