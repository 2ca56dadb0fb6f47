"""watch.db, open: lists of names, what each found, who is told of it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from archive.alerts.rows import Lang, Origin
from archive.alerts.store import FIRST_RETRY, LONGEST_RETRY
from archive.alerts.watch.schema import FoundRow, ListRow, NameRow, SubscriptionRow, migrations
from archive.errors import BadConfiguration
from archive.migrating import migrate
from archive.search.name_lists import Name
from archive.search.needed_words import Tree
from archive.sqlite import Row, open_database, rows, transaction
from archive.times import damascus_day, stamp

_COUNTS = "SELECT (SELECT count(*) FROM names WHERE list_id = ?1), (SELECT count(*) FROM found WHERE list_id = ?1)"
_CANDIDATES = (
    "SELECT id, list_id, tree FROM names WHERE id IN"
    " (SELECT t.name_id FROM json_each(?) CROSS JOIN triggers t ON t.word = value)"
)
_FOUND_NAMES = (
    "SELECT f.found_id, n.* FROM found_names f JOIN names n ON n.id = f.name_id"
    " WHERE f.found_id IN (SELECT value FROM json_each(?)) ORDER BY f.found_id, n.line"
)


class Needed(NamedTuple):
    """What an article must have for a name: its tree, and the words under which it stands in the dictionary."""

    tree: Tree
    words: set[str]


class Candidate(NamedTuple):
    """A name that an article may have, with its list and its tree as JSON."""

    id: int
    list_id: int
    tree: str


class FoundName(NameRow):
    """A name, and which row of `found` it found."""

    found_id: int


class Watching:
    """watch.db, open for writing; a context manager. The file is made for its owner's eyes only."""

    def __init__(self, path: Path) -> None:
        if path.parent.is_dir():
            path.touch(mode=0o600)
        self.db = open_database(path, lambda database: migrate(database, migrations))
        # A reader's address that is deleted is in the file no more.
        self.db.execute("PRAGMA secure_delete = ON").fetchall()

    def __enter__(self) -> "Watching":
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()

    def lists(self) -> list[ListRow]:
        return list(self._rows(ListRow, "SELECT * FROM lists ORDER BY id"))

    def list_of(self, list_id: int) -> ListRow:
        """Raises BadConfiguration where there is none of this number."""
        found = next(self._rows(ListRow, "SELECT * FROM lists WHERE id = ?", list_id), None)
        if found is None:
            raise BadConfiguration(f"There is no watch list {list_id}. List them with: warraq watch list")
        return found

    def counts(self, list_id: int) -> tuple[int, int]:
        """How many names a list has, and how many articles it found."""
        names, found = self.db.execute(_COUNTS, (list_id,)).fetchone()
        return int(names), int(found)

    def add(
        self, names: Sequence[tuple[Name, Needed]], label: str, newest: int, at: datetime, origin: Origin = "operator"
    ) -> ListRow:
        """Keep a list; articles archived up to version `newest` are not new to it."""
        day = damascus_day(at).isoformat()
        with transaction(self.db):
            list_id = self.db.execute(
                "INSERT INTO lists(label, made_at, since_version, cursor, origin) VALUES(?, ?, ?, ?, ?)",
                (label, stamp(at), newest, newest, origin),
            ).lastrowid
            for name, needed in names:
                values = (list_id, name.line, name.label, name.text, json.dumps(needed.tree, ensure_ascii=False), day)
                name_id = self.db.execute(
                    "INSERT INTO names(list_id, line, label, text, tree, read_on) VALUES(?, ?, ?, ?, ?, ?)", values
                ).lastrowid
                self._enter(int(name_id or 0), needed.words)
        return self.list_of(int(list_id or 0))

    def remove(self, list_id: int) -> None:
        """Forget a list, what it found, and who was told of it."""
        with transaction(self.db):
            self.db.execute("DELETE FROM lists WHERE id = ?", (list_id,))

    def names(self, list_id: int) -> list[NameRow]:
        return list(self._rows(NameRow, "SELECT * FROM names WHERE list_id = ? ORDER BY line", list_id))

    def read_before(self, day: str, most: int) -> list[NameRow]:
        """Names whose trees were worked out before a day."""
        return list(self._rows(NameRow, "SELECT * FROM names WHERE read_on < ? LIMIT ?", day, most))

    def reread(self, anew: Mapping[int, Needed], day: str) -> None:
        with transaction(self.db):
            for name_id, needed in anew.items():
                tree = json.dumps(needed.tree, ensure_ascii=False)
                self.db.execute("UPDATE names SET tree = ?, read_on = ? WHERE id = ?", (tree, day, name_id))
                self.db.execute("DELETE FROM triggers WHERE name_id = ?", (name_id,))
                self._enter(name_id, needed.words)

    def _enter(self, name_id: int, words: Iterable[str]) -> None:
        self.db.conn.executemany(
            "INSERT OR IGNORE INTO triggers(word, name_id) VALUES(?, ?)", [(word, name_id) for word in words]
        )

    def candidates(self, words: Iterable[str]) -> list[Candidate]:
        """Names of all lists that stand in the dictionary under any of these words."""
        # Many for each article, of which few are kept: read as plain rows.
        return [Candidate(*row) for row in self.db.execute(_CANDIDATES, (json.dumps(list(words), ensure_ascii=False),))]

    def rewind(self, newest: int) -> None:
        """No list has looked further than the record reaches: one restored from a backup counts on from an older
        number."""
        with transaction(self.db):
            self.db.execute(
                "UPDATE lists SET cursor = min(cursor, ?1), since_version = min(since_version, ?1) WHERE cursor > ?1",
                (newest,),
            )

    def walked(self, cursor: int, found: Iterable[tuple[int, int, int]], at: datetime) -> int:
        """Write down what was found (list, article, name) and how far the record was walked, in one commit; how many
        articles were new."""
        new = 0
        with transaction(self.db):
            for list_id, article_id, name_id in found:
                values = (list_id, article_id, stamp(at), name_id)
                # A list or name that was removed meanwhile is left out.
                new += self.db.execute(
                    "INSERT OR IGNORE INTO found(list_id, article_id, found_at) SELECT list_id, ?2, ?3 FROM names"
                    " WHERE id = ?4 AND list_id = ?1",
                    values,
                ).rowcount
                self.db.execute(
                    "INSERT OR IGNORE INTO found_names(found_id, name_id) SELECT f.id, n.id FROM found f, names n"
                    " WHERE f.list_id = ?1 AND f.article_id = ?2 AND n.id = ?4 AND f.found_at = ?3",
                    values,
                )
            self.db.execute("UPDATE lists SET cursor = max(cursor, ?)", (cursor,))
        return new

    def found(self, list_id: int, after: int) -> list[FoundRow]:
        """What a list found behind a row, the oldest first."""
        sql = "SELECT * FROM found WHERE list_id = ? AND id > ? ORDER BY id"
        return list(self._rows(FoundRow, sql, list_id, after))

    def forget(self, found: Iterable[int]) -> None:
        """Rows that are none of a list's articles after all."""
        with transaction(self.db):
            self.db.conn.executemany("DELETE FROM found WHERE id = ?", [(row,) for row in found])

    def names_of(self, found: Iterable[FoundRow]) -> dict[int, list[FoundName]]:
        """The names by the rows that they found."""
        by_row: dict[int, list[FoundName]] = {}
        for one in self._rows(FoundName, _FOUND_NAMES, json.dumps([row["id"] for row in found])):
            by_row.setdefault(one["found_id"], []).append(one)
        return by_row

    def subscribe(self, list_id: int, channel: str, lang: Lang, at: datetime, token: str = "") -> None:
        """Tell a channel of what is found from now on; `token` is the secret of the reader who keeps the list."""
        with transaction(self.db):
            self.db.execute(
                "INSERT INTO subscriptions(list_id, channel, lang, told, digest_on, token)"
                " SELECT ?1, ?2, ?3, (SELECT coalesce(max(id), 0) FROM found), ?4, ?5",
                (list_id, channel, lang, damascus_day(at).isoformat(), token),
            )

    def subscription_of(self, token: str) -> SubscriptionRow | None:
        """The subscription that a reader's secret opens."""
        return next(
            self._rows(SubscriptionRow, "SELECT * FROM subscriptions WHERE token = ? AND token <> ''", token), None
        )

    def due(self, day: str, at: datetime, *, also_waiting: bool) -> list[SubscriptionRow]:
        """Those that had no digest on this day yet, and are not waiting after a failure."""
        sql = "SELECT * FROM subscriptions WHERE digest_on < ? AND (? OR next_try <= ?) ORDER BY id"
        return list(self._rows(SubscriptionRow, sql, day, also_waiting, stamp(at)))

    def subscriptions(self, list_id: int) -> list[SubscriptionRow]:
        return list(self._rows(SubscriptionRow, "SELECT * FROM subscriptions WHERE list_id = ? ORDER BY id", list_id))

    def mark_sent(self, subscription_id: int, last_found: int, day: str) -> None:
        """The channel took the digest of a day, with everything up to this row; or there was nothing to tell."""
        with transaction(self.db):
            self.db.execute(
                "UPDATE subscriptions SET told = max(told, ?), digest_on = ?, failures = 0, failing_since = '',"
                " next_try = '' WHERE id = ?",
                (last_found, day, subscription_id),
            )

    def failed(self, one: SubscriptionRow, at: datetime) -> None:
        """The channel did not take a digest: wait twice as long as before."""
        wait = min(FIRST_RETRY * 2 ** min(one["failures"], 16), LONGEST_RETRY)
        with transaction(self.db):
            self.db.execute(
                "UPDATE subscriptions SET failures = failures + 1, failing_since = ?, next_try = ? WHERE id = ?",
                (one["failing_since"] or stamp(at), stamp(at + wait), one["id"]),
            )

    def has_channels(self, start: str) -> bool:
        """Is anybody told by a channel that begins so?"""
        sql = "SELECT 1 FROM subscriptions WHERE substr(channel, 1, length(?1)) = ?1 LIMIT 1"
        return self.db.execute(sql, (start,)).fetchone() is not None

    def lists_told(self, channel: str) -> list[SubscriptionRow]:
        """What readers keep of whom this channel is."""
        return self.rows(SubscriptionRow, "SELECT * FROM subscriptions WHERE channel = ? AND token <> ''", channel)

    def rows(self, row_type: Callable[..., Row], sql: str, *values: object) -> list[Row]:
        return list(self._rows(row_type, sql, *values))

    def _rows(self, row_type: Callable[..., Row], sql: str, *values: object) -> Iterator[Row]:
        return rows(self.db.conn, row_type, sql, values)
