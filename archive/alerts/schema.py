"""The tables of readers.db: what is followed for whom, what was found and what of it was sent."""

from sqlite_utils import Database, Migrations

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


@migrations()
def places_parties_and_copies(db: Database) -> None:
    # As the search page has them, `places` parted by commas; empty where a search is narrowed by none.
    for column in ("places", "copies", "party", "named", "quotes"):
        db.execute(f"ALTER TABLE searches ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    # How its list on the search page is ordered, and whether Latin names are left as they are there.
    db.execute("ALTER TABLE searches ADD COLUMN sort TEXT NOT NULL DEFAULT 'newest'")
    db.execute("ALTER TABLE searches ADD COLUMN arabic TEXT NOT NULL DEFAULT ''")
