"""The tables of watch.db, private as readers.db is: lists of names, what they found, and who is told of it.

No word of an article stands in them.
"""

from typing import Literal, TypedDict

from sqlite_utils import Database, Migrations

from archive.alerts.rows import Lang, Origin

migrations = Migrations("watch")
WayName = Literal["mail", "telegram"]

TABLES = (
    "CREATE TABLE lists(id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL, made_at TEXT NOT NULL,"
    " since_version INTEGER NOT NULL, cursor INTEGER NOT NULL)",
    # `tree` is what an article must have for the name to be asked at all (see dictionary); JSON.
    "CREATE TABLE names(id INTEGER PRIMARY KEY, list_id INTEGER NOT NULL REFERENCES lists(id) ON DELETE CASCADE,"
    " line INTEGER NOT NULL, label TEXT NOT NULL, text TEXT NOT NULL, tree TEXT NOT NULL, read_on TEXT NOT NULL)",
    "CREATE INDEX names_list ON names(list_id)",
    "CREATE INDEX names_read ON names(read_on)",
    "CREATE TABLE triggers(word TEXT NOT NULL, name_id INTEGER NOT NULL REFERENCES names(id) ON DELETE CASCADE,"
    " PRIMARY KEY(word, name_id)) WITHOUT ROWID",
    "CREATE INDEX triggers_name ON triggers(name_id)",
    # Each article once. Numbers are never given twice: what was told is known by them.
    "CREATE TABLE found(id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " list_id INTEGER NOT NULL REFERENCES lists(id) ON DELETE CASCADE, article_id INTEGER NOT NULL,"
    " found_at TEXT NOT NULL, UNIQUE(list_id, article_id))",
    "CREATE INDEX found_article ON found(article_id)",
    "CREATE TABLE found_names(found_id INTEGER NOT NULL REFERENCES found(id) ON DELETE CASCADE,"
    " name_id INTEGER NOT NULL REFERENCES names(id) ON DELETE CASCADE, PRIMARY KEY(found_id, name_id)) WITHOUT ROWID",
    "CREATE INDEX found_names_name ON found_names(name_id)",
    # `told`: up to which row of `found`; `digest_on`: the day in Damascus of the last digest, or of the beginning.
    "CREATE TABLE subscriptions(id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " list_id INTEGER NOT NULL REFERENCES lists(id) ON DELETE CASCADE, channel TEXT NOT NULL, lang TEXT NOT NULL,"
    " told INTEGER NOT NULL, digest_on TEXT NOT NULL, failures INTEGER NOT NULL DEFAULT 0,"
    " failing_since TEXT NOT NULL DEFAULT '', next_try TEXT NOT NULL DEFAULT '', UNIQUE(list_id, channel))",
)


# Lists that readers keep by themselves, and what they must confirm before. `token` is the secret of a reader's page.
OF_READERS = (
    "ALTER TABLE lists ADD COLUMN origin TEXT NOT NULL DEFAULT 'operator'",
    "ALTER TABLE subscriptions ADD COLUMN token TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX subscriptions_token ON subscriptions(token) WHERE token <> ''",
    # `asked_at`: when the message that asks for it went out; `confirmed_at`: when its reader said yes. Empty before.
    "CREATE TABLE signups(id INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL UNIQUE, way TEXT NOT NULL,"
    " address TEXT NOT NULL, label TEXT NOT NULL, lang TEXT NOT NULL, names TEXT NOT NULL, made_at TEXT NOT NULL,"
    " asked_at TEXT NOT NULL DEFAULT '', confirmed_at TEXT NOT NULL DEFAULT '', failures INTEGER NOT NULL DEFAULT 0,"
    " next_try TEXT NOT NULL DEFAULT '')",
    # What a bot is called, by its number.
    "CREATE TABLE bots(id TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID",
)


class ListRow(TypedDict):
    """A list: articles archived up to version `since_version` are not new to it, later ones up to `cursor` were
    looked at. `origin`: who keeps it."""

    id: int
    label: str
    made_at: str
    since_version: int
    cursor: int
    origin: Origin


class NameRow(TypedDict):
    """A name of a list, by its line; `tree` is JSON, and was worked out on the day `read_on`."""

    id: int
    list_id: int
    line: int
    label: str
    text: str
    tree: str
    read_on: str


class FoundRow(TypedDict):
    """An article that a list found."""

    id: int
    list_id: int
    article_id: int
    found_at: str


class SubscriptionRow(TypedDict):
    """Who is told of a list: `channel` is an Apprise URL, or a reader's address (see `ways`), secret both.
    `failing_since` and `next_try` are empty while it takes its messages. `token` is empty where no reader keeps it."""

    id: int
    list_id: int
    channel: str
    lang: Lang
    told: int
    digest_on: str
    failures: int
    failing_since: str
    next_try: str
    token: str


class SignupRow(TypedDict):
    """What a reader asked for and did not confirm, or what is to be made of it: `names` is a JSON list of names.

    `address` is empty in Telegram until the reader has written to the bot.
    """

    id: int
    token: str
    way: WayName
    address: str
    label: str
    lang: Lang
    names: str
    made_at: str
    asked_at: str
    confirmed_at: str
    failures: int
    next_try: str


class BotRow(TypedDict):
    """A bot of Telegram."""

    id: str
    name: str


class TriggerRow(TypedDict):
    """A folded word that an article has where the name may be found in it."""

    word: str
    name_id: int


class FoundNameRow(TypedDict):
    """Which name found an article."""

    found_id: int
    name_id: int


@migrations()
def watch_lists(db: Database) -> None:
    for statement in TABLES:
        db.execute(statement)


@migrations()
def lists_of_readers(db: Database) -> None:
    for statement in OF_READERS:
        db.execute(statement)
