"""What a saved search is, what it finds, and the tables of readers.db that hold both."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from sqlite_utils import Database, Migrations

from archive.alerts.rows import Lang, MatchKind, Origin, SearchRow
from archive.search.filters import Part
from archive.search.fts_query import Mode

migrations = Migrations("readers")

TABLES = (
    """CREATE TABLE searches(
      id INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL UNIQUE, label TEXT NOT NULL, question TEXT NOT NULL,
      mode TEXT NOT NULL, outlet TEXT NOT NULL, edits INTEGER NOT NULL, channel TEXT NOT NULL, origin TEXT NOT NULL,
      created_at TEXT NOT NULL, since_version INTEGER NOT NULL, cursor INTEGER NOT NULL,
      failures INTEGER NOT NULL DEFAULT 0, failing_since TEXT NOT NULL DEFAULT '', next_try TEXT NOT NULL DEFAULT '',
      cause TEXT NOT NULL DEFAULT '', given_up INTEGER NOT NULL DEFAULT 0, read_on TEXT NOT NULL)""",
    """CREATE TABLE matches(
      id INTEGER PRIMARY KEY, search_id INTEGER NOT NULL REFERENCES searches(id) ON DELETE CASCADE,
      article_id INTEGER NOT NULL, version_id INTEGER NOT NULL, kind TEXT NOT NULL, found_at TEXT NOT NULL,
      sent_at TEXT NOT NULL DEFAULT '', UNIQUE(search_id, article_id, version_id))""",
    # However many versions an article has, it is new to a search once.
    "CREATE UNIQUE INDEX matches_new ON matches(search_id, article_id) WHERE kind = 'new'",
    "CREATE INDEX matches_unsent ON matches(search_id, id) WHERE sent_at = ''",
    "CREATE INDEX matches_newest ON matches(search_id, id)",
)


@migrations()
def saved_searches(db: Database) -> None:
    for statement in TABLES:
        db.execute(statement)


@migrations()
def language_of_messages(db: Database) -> None:
    db.execute("ALTER TABLE searches ADD COLUMN lang TEXT NOT NULL DEFAULT 'ar'")


@migrations()
def part_of_the_record(db: Database) -> None:
    # The days of a search, both included; empty where it has no such end. `outlet` may name several, parted by commas.
    for column in ("date_from", "date_to"):
        db.execute(f"ALTER TABLE searches ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")


@migrations()
def history_on_request(db: Database) -> None:
    db.execute("ALTER TABLE searches ADD COLUMN history INTEGER NOT NULL DEFAULT 0")


@migrations()
def languages_and_kinds(db: Database) -> None:
    # As the search page narrows by them, parted by commas; empty for all.
    for column in ("langs", "kinds"):
        db.execute(f"ALTER TABLE searches ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")


@migrations()
def moments_of_verdicts(db: Database) -> None:
    # Up to which verdict a search was told; a record of before had none.
    db.execute("ALTER TABLE searches ADD COLUMN verdict_cursor INTEGER NOT NULL DEFAULT 0")


_OPERATORS = (
    # Who is told of incidents, and by which channel; `digest_on` is the day of the last daily summary.
    """CREATE TABLE operators(
      id INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT NOT NULL UNIQUE, lang TEXT NOT NULL, origin TEXT NOT NULL,
      created_at TEXT NOT NULL, digest_on TEXT NOT NULL, failures INTEGER NOT NULL DEFAULT 0,
      failing_since TEXT NOT NULL DEFAULT '', next_try TEXT NOT NULL DEFAULT '', cause TEXT NOT NULL DEFAULT '',
      given_up INTEGER NOT NULL DEFAULT 0)""",
    """CREATE TABLE notices(
      id INTEGER PRIMARY KEY, operator_id INTEGER NOT NULL REFERENCES operators(id) ON DELETE CASCADE,
      incident INTEGER NOT NULL, outlet TEXT NOT NULL, cause TEXT NOT NULL, opened_at TEXT NOT NULL,
      closed_at TEXT NOT NULL, detail TEXT NOT NULL, sent_at TEXT NOT NULL DEFAULT '',
      UNIQUE(operator_id, incident, closed_at))""",
)


@migrations()
def operators(db: Database) -> None:
    for statement in _OPERATORS:
        db.execute(statement)


class Reached(NamedTuple):
    """Up to which version and which verdict of the record."""

    version: int
    verdict: int


def part_of(outlet: str, date_from: str, date_to: str, langs: str, kinds: str) -> Part:
    """The part of the record that a search is about: names parted by commas, days as ISO 8601; empty for all.

    Copies are not folded: each is news when it comes.
    """
    return {
        "outlets": _names(outlet),
        "date_from": date.fromisoformat(date_from) if date_from else None,
        "date_to": date.fromisoformat(date_to) if date_to else None,
        "langs": _names(langs),
        "kinds": _names(kinds),
        "folded": False,
    }


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split(",") if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A search to be saved: a question of the search page, and what to do with what it finds.

    `outlet`, `langs`, `kinds`: names parted by commas; `date_from`, `date_to`: days, both included; empty for all.
    `edits`: report later edits and deletions too; `history`: and what is no news when it comes (see alerts.history).
    `channel` is an Apprise URL, secret; empty for a feed alone; `lang` is that of the messages it gets.
    """

    question: str
    mode: Mode = "names"
    outlet: str = ""
    date_from: str = ""
    date_to: str = ""
    langs: str = ""
    kinds: str = ""
    edits: bool = False
    history: bool = False
    channel: str = ""
    label: str = ""
    lang: Lang = "ar"
    origin: Origin = "operator"

    @property
    def filters(self) -> Part:
        return part_of(self.outlet, self.date_from, self.date_to, self.langs, self.kinds)


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A question somebody follows.

    Articles archived up to version `since_version` are not new to it; versions up to `cursor` have been looked at, and
    verdicts up to `verdict_cursor`.
    `failing_since`, `next_try`: stamps, empty while its messages go out.
    """

    id: int
    token: str
    label: str
    question: str
    mode: Mode
    outlet: str
    edits: bool
    channel: str
    lang: Lang
    origin: Origin
    created_at: str
    since_version: int
    cursor: int
    failures: int
    failing_since: str
    next_try: str
    cause: str
    given_up: bool
    date_from: str
    date_to: str
    history: bool = False
    langs: str = ""
    kinds: str = ""
    verdict_cursor: int = 0

    @classmethod
    def of(cls, row: SearchRow) -> "SavedSearch":
        return cls(
            id=row["id"],
            token=row["token"],
            label=row["label"],
            question=row["question"],
            mode=row["mode"],
            outlet=row["outlet"],
            edits=bool(row["edits"]),
            channel=row["channel"],
            lang=row["lang"],
            origin=row["origin"],
            created_at=row["created_at"],
            since_version=row["since_version"],
            cursor=row["cursor"],
            failures=row["failures"],
            failing_since=row["failing_since"],
            next_try=row["next_try"],
            cause=row["cause"],
            given_up=bool(row["given_up"]),
            date_from=row["date_from"],
            date_to=row["date_to"],
            history=bool(row["history"]),
            langs=row["langs"],
            kinds=row["kinds"],
            verdict_cursor=row["verdict_cursor"],
        )

    @property
    def filters(self) -> Part:
        return part_of(self.outlet, self.date_from, self.date_to, self.langs, self.kinds)

    @property
    def reached(self) -> Reached:
        return Reached(self.cursor, self.verdict_cursor)

    @property
    def state(self) -> Literal["ok", "waiting", "given_up"]:
        """Do its messages arrive?"""
        return "given_up" if self.given_up else "waiting" if self.failures else "ok"


@dataclass(frozen=True, slots=True)
class Match:
    """One event of the record that a saved search is about."""

    search_id: int
    article_id: int
    version_id: int
    kind: MatchKind
