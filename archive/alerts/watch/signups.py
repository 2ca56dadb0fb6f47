"""What readers ask to be told of: kept for two days until its address confirms it, a few an hour, a few an address."""

import json
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from archive.alerts.rows import Lang
from archive.alerts.watch.schema import SignupRow, WayName
from archive.alerts.watch.sending import channel_to
from archive.alerts.watch.store import Needed, Watching
from archive.search.name_lists import Name
from archive.sqlite import transaction
from archive.times import stamp

TOKEN_BYTES = 16  # 128 bits: an address that nobody guesses
PENDING = timedelta(days=2)
# So few that no form-filling robot fills a mailbox, or the archive with names.
MOST_IN_AN_HOUR, MOST_LISTS, MOST_NAMES = 30, 500, 100_000
MOST_ASKED, MOST_OF_ADDRESS = 3, 5
FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=5), timedelta(hours=6)

_SUMS = (
    "SELECT (SELECT count(*) FROM signups WHERE made_at > ?1),"
    " (SELECT count(*) FROM signups) + (SELECT count(*) FROM lists WHERE origin = 'web'),"
    " (SELECT count(*) FROM names n JOIN lists l ON l.id = n.list_id WHERE l.origin = 'web')"
    " + (SELECT coalesce(sum(json_array_length(names)), 0) FROM signups)"
)
_OF_ADDRESS = (
    "SELECT (SELECT count(*) FROM signups WHERE way = ?1 AND address = ?2),"
    " (SELECT count(*) FROM subscriptions WHERE channel = ?3)"
)


class Signups:
    """The sign-ups of watch.db."""

    def __init__(self, watching: Watching) -> None:
        self._watching, self._db = watching, watching.db

    def has_room(self, names: int, at: datetime) -> bool:
        """May the web keep one more list of so many names?"""
        fresh, lists, kept = self._db.execute(_SUMS, (stamp(at - timedelta(hours=1)),)).fetchone()
        return int(fresh) < MOST_IN_AN_HOUR and int(lists) < MOST_LISTS and int(kept) + names <= MOST_NAMES

    def takes(self, way: WayName, address: str) -> bool:
        """May this address be asked once more? It is asked a few times in two days, and has a few lists."""
        values = (way, address, channel_to(way, address))
        messages, kept = self._db.execute(_OF_ADDRESS, values).fetchone()
        return int(messages) < MOST_ASKED and int(kept) < MOST_OF_ADDRESS

    def add(self, way: WayName, address: str, label: str, lang: Lang, names: Sequence[Name], at: datetime) -> str:
        """Keep what a reader asks for; its secret."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        listed = json.dumps([[name.line, name.label, name.text] for name in names], ensure_ascii=False)
        with transaction(self._db):
            self._db.execute(
                "INSERT INTO signups(token, way, address, label, lang, names, made_at) VALUES(?, ?, ?, ?, ?, ?, ?)",
                (token, way, address, label, lang, listed, stamp(at)),
            )
        return token

    def by_token(self, token: str) -> SignupRow | None:
        return next(iter(self._where("token = ?", token)), None)

    def to_ask(self, at: datetime) -> list[SignupRow]:
        """Those whose address was sent no message yet, and that are not waiting after a failure."""
        return self._where("way = 'mail' AND asked_at = '' AND next_try <= ? ORDER BY id", stamp(at))

    def confirmed(self) -> list[SignupRow]:
        return self._where("confirmed_at <> '' ORDER BY id")

    def waits_for(self, way: WayName) -> bool:
        """Is there one of this way that its reader has to confirm?"""
        return bool(self._where("way = ? AND confirmed_at = '' LIMIT 1", way))

    def mark_asked(self, one: SignupRow, at: datetime) -> None:
        self._write("UPDATE signups SET asked_at = ? WHERE id = ?", stamp(at), one["id"])

    def failed(self, one: SignupRow, at: datetime) -> None:
        """The message did not go out: wait twice as long as before."""
        wait = min(FIRST_RETRY * 2 ** min(one["failures"], 16), LONGEST_RETRY)
        sql = "UPDATE signups SET failures = failures + 1, next_try = ? WHERE id = ?"
        self._write(sql, stamp(at + wait), one["id"])

    def confirm(self, token: str, at: datetime, *, by_chat: str = "") -> bool:
        """Whoever has the address says yes: by its page, or, `by_chat`, in Telegram. Is there such a sign-up?"""
        with transaction(self._db):
            return bool(
                self._db.execute(
                    "UPDATE signups SET confirmed_at = ?1, address = CASE ?2 WHEN '' THEN address ELSE ?2 END"
                    " WHERE token = ?3 AND way = CASE ?2 WHEN '' THEN 'mail' ELSE 'telegram' END"
                    " AND confirmed_at = ''",
                    (stamp(at), by_chat, token),
                ).rowcount
            )

    def make_list(self, one: SignupRow, names: Sequence[tuple[Name, Needed]], newest: int, at: datetime) -> None:
        """Keep a confirmed list in the place of its sign-up, in one commit; articles up to version `newest` are not new
        to it."""
        with transaction(self._db):
            kept = self._watching.add(names, one["label"], newest, at, "web")
            channel = channel_to(one["way"], one["address"])
            self._watching.subscribe(kept["id"], channel, one["lang"], at, one["token"])
            self.drop(one["token"])

    def drop(self, token: str) -> None:
        self._write("DELETE FROM signups WHERE token = ?", token)

    def forget_old(self, at: datetime) -> None:
        """What nobody confirmed in two days."""
        self._write("DELETE FROM signups WHERE confirmed_at = '' AND made_at < ?", stamp(at - PENDING))

    def bot_name(self, bot_id: str, ask: Callable[[], str] = lambda: "") -> str:
        """What a bot is called; `ask` says it where it is not known yet, empty where it cannot."""
        row = self._db.execute("SELECT name FROM bots WHERE id = ?", (bot_id,)).fetchone()
        name = str(row[0]) if row else ask()
        if name and not row:
            self._write("INSERT OR REPLACE INTO bots(id, name) VALUES(?, ?)", bot_id, name)
        return name

    def _where(self, where: str, *values: object) -> list[SignupRow]:
        return self._watching.rows(SignupRow, f"SELECT * FROM signups WHERE {where}", *values)  # noqa: S608 - ours

    def _write(self, sql: str, *values: object) -> None:
        with transaction(self._db):
            self._db.execute(sql, values)


def names_of(signup: SignupRow) -> list[Name]:
    """The names that a reader asked for."""
    return [Name(line, label, text) for line, label, text in json.loads(signup["names"])]
