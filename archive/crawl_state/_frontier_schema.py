"""The tables of service.db about addresses: polls of routes, what they listed, when an article is due."""

from sqlite_utils import Database, Migrations

frontier = Migrations("frontier")

_ADDRESSES = (
    """CREATE TABLE polls(
      outlet TEXT NOT NULL, url TEXT NOT NULL, kind TEXT NOT NULL, edition TEXT NOT NULL,
      etag TEXT NOT NULL, last_modified TEXT NOT NULL,
      state TEXT NOT NULL, cause TEXT NOT NULL, checked_at TEXT NOT NULL, full_at TEXT, last_yield_at TEXT,
      entries INTEGER NOT NULL, PRIMARY KEY(outlet, url)) WITHOUT ROWID""",
    """CREATE TABLE entries(
      outlet TEXT NOT NULL, route_url TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL,
      place INTEGER NOT NULL, seen_at TEXT NOT NULL, PRIMARY KEY(outlet, route_url, key)) WITHOUT ROWID""",
    """CREATE TABLE visits(
      outlet TEXT NOT NULL, key TEXT NOT NULL, url TEXT NOT NULL,
      title TEXT NOT NULL, published TEXT NOT NULL, modified TEXT NOT NULL,
      found_at TEXT NOT NULL, place INTEGER NOT NULL, first_taken_at TEXT, next_due TEXT,
      misses INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
      etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '', PRIMARY KEY(outlet, key)) WITHOUT ROWID""",
    "CREATE INDEX visits_due ON visits(outlet, next_due)",
    """CREATE TABLE bodies(
      outlet TEXT NOT NULL, url TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY(outlet, url)) WITHOUT ROWID""",
    "CREATE TABLE pauses(outlet TEXT PRIMARY KEY, until TEXT NOT NULL, cause TEXT NOT NULL) WITHOUT ROWID",
)


@frontier()
def the_frontier(db: Database) -> None:
    for statement in _ADDRESSES:
        db.execute(statement)


@frontier()
def announced_routes(db: Database) -> None:
    # Routes that a site named by itself, and when each edition's pages were last searched for such.
    db.execute(
        "CREATE TABLE announced(outlet TEXT NOT NULL, edition TEXT NOT NULL, url TEXT NOT NULL, kind TEXT NOT NULL,"
        " found_at TEXT NOT NULL, PRIMARY KEY(outlet, edition, url)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE searched(outlet TEXT NOT NULL, edition TEXT NOT NULL, at TEXT NOT NULL,"
        " PRIMARY KEY(outlet, edition)) WITHOUT ROWID"
    )


@frontier()
def backfill(db: Database) -> None:
    # Addresses that list an outlet's past (a page of the REST interface, a sitemap) and were read to their end.
    db.execute(
        "CREATE TABLE backfilled(outlet TEXT NOT NULL, url TEXT NOT NULL, done_at TEXT NOT NULL,"
        " PRIMARY KEY(outlet, url)) WITHOUT ROWID"
    )


@frontier()
def looks_and_signals(db: Database) -> None:
    # When an article's page last answered, as itself or with 404; what a route said of it since: changed, vanished.
    db.execute("ALTER TABLE visits ADD COLUMN looked_at TEXT")
    db.execute("ALTER TABLE visits ADD COLUMN signal TEXT NOT NULL DEFAULT ''")


@frontier()
def notes_of_polls(db: Database) -> None:
    # What was wrong with a route's answer although something of it could be read.
    db.execute("ALTER TABLE polls ADD COLUMN note TEXT NOT NULL DEFAULT ''")


@frontier()
def crashes(db: Database) -> None:
    # What each outlet's crawl has under way, and on which addresses crawls have died; 0 times: with the whole command.
    db.execute(
        "CREATE TABLE under_way(outlet TEXT PRIMARY KEY, url TEXT NOT NULL, began_at TEXT NOT NULL) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE crashes(outlet TEXT NOT NULL, url TEXT NOT NULL, times INTEGER NOT NULL, last_at TEXT NOT NULL,"
        " PRIMARY KEY(outlet, url)) WITHOUT ROWID"
    )


@frontier()
def found_in_the_past(db: Database) -> None:
    # Does nothing but the walk through an outlet's past list the article? Then it is no news, whatever its page states.
    db.execute("ALTER TABLE visits ADD COLUMN past INTEGER NOT NULL DEFAULT 0")


@frontier()
def holes_between_polls(db: Database) -> None:
    # Where a route's answer did not reach back to the one before; what it listed then (place 0 is the newest), and what
    # was found in the hole since (place -1). When an edition's first days were taken; when a route was caught saying
    # "not modified" of what was, and last answered well; up to which run the gaps of the runs are written.
    for statement in (
        "CREATE TABLE holes(id INTEGER PRIMARY KEY, outlet TEXT NOT NULL, edition TEXT NOT NULL, since TEXT NOT NULL,"
        " until TEXT NOT NULL, route_url TEXT NOT NULL, next_url TEXT NOT NULL DEFAULT '', page INTEGER NOT NULL"
        " DEFAULT 1, tries INTEGER NOT NULL DEFAULT 0, asked_at TEXT NOT NULL, counted INTEGER, reached_at TEXT)",
        "CREATE INDEX holes_outlet ON holes(outlet)",
        "CREATE TABLE hole_keys(hole INTEGER NOT NULL, key TEXT NOT NULL, place INTEGER NOT NULL,"
        " published TEXT NOT NULL, PRIMARY KEY(hole, key)) WITHOUT ROWID",
        "CREATE TABLE begun(outlet TEXT NOT NULL, edition TEXT NOT NULL, at TEXT NOT NULL,"
        " PRIMARY KEY(outlet, edition)) WITHOUT ROWID",
        "INSERT INTO begun SELECT outlet, edition, min(checked_at) FROM polls WHERE last_yield_at IS NOT NULL"
        " GROUP BY 1, 2",
        "ALTER TABLE polls ADD COLUMN lied_at TEXT",
        "ALTER TABLE polls ADD COLUMN well_at TEXT",
        "UPDATE polls SET well_at = iif(cause = '', checked_at, full_at)",
        "CREATE TABLE gap_marks(outlet TEXT PRIMARY KEY, run_id INTEGER NOT NULL) WITHOUT ROWID",
    ):
        db.execute(statement)
