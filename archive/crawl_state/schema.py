"""The tables of service.db and how each came to be; opening it, so that every part finds all of them."""

from pathlib import Path

from sqlite_utils import Database, Migrations

from archive.sqlite import migrate, open_database

# Sets with numbers of their own: the names under which a data folder remembers what was applied to it.
_ledger = Migrations("ledger")

_RUNS = (
    "CREATE TABLE schedule(outlet TEXT PRIMARY KEY, next_due TEXT NOT NULL, last_start TEXT, last_end TEXT,"
    " last_ok TEXT)",
    "CREATE TABLE runs(id INTEGER PRIMARY KEY, outlet TEXT NOT NULL, started_at TEXT NOT NULL, seconds REAL NOT NULL,"
    " found INTEGER NOT NULL, fetched INTEGER NOT NULL, new INTEGER NOT NULL, edited INTEGER NOT NULL,"
    " unchanged INTEGER NOT NULL, missing INTEGER NOT NULL, gone INTEGER NOT NULL, held INTEGER NOT NULL,"
    " failed INTEGER NOT NULL, cause TEXT NOT NULL)",
    "CREATE INDEX runs_outlet ON runs(outlet, started_at)",
    "CREATE TABLE held(id INTEGER PRIMARY KEY, outlet TEXT NOT NULL, url TEXT NOT NULL, reason TEXT NOT NULL,"
    " title TEXT NOT NULL, capture_id INTEGER, held_at TEXT NOT NULL, UNIQUE(outlet, url))",
    "CREATE TABLE health(outlet TEXT PRIMARY KEY, state TEXT NOT NULL, cause TEXT NOT NULL, since TEXT NOT NULL,"
    " last_new TEXT, expected TEXT NOT NULL)",
)


@_ledger()
def the_ledger(db: Database) -> None:
    for statement in _RUNS:
        db.execute(statement)


@_ledger()
def decisions_and_rungs(db: Database) -> None:
    # What a person decided about a held page ('', released, dropped); how a run's articles were read ({"selector": 3}).
    db.execute("ALTER TABLE held ADD COLUMN decision TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE runs ADD COLUMN rungs TEXT NOT NULL DEFAULT '{}'")


@_ledger()
def shrunken_pages(db: Database) -> None:
    # How often in a row, and since when, a page was held for the same reason with the same words.
    db.execute("ALTER TABLE held ADD COLUMN words_sha256 TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE held ADD COLUMN first_held_at TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE held ADD COLUMN checks INTEGER NOT NULL DEFAULT 1")


@_ledger()
def clocks_of_runs(db: Database) -> None:
    # The clocks beside the wall's at the end of a run: a wall clock that was set shows where they disagree.
    db.execute("ALTER TABLE runs ADD COLUMN monotonic REAL")
    db.execute("ALTER TABLE runs ADD COLUMN boot_id TEXT NOT NULL DEFAULT ''")


@_ledger()
def addresses_given_up(db: Database) -> None:
    # How many addresses of an outlet failed so often that they are asked for only monthly.
    db.execute("ALTER TABLE health ADD COLUMN given_up INTEGER NOT NULL DEFAULT 0")


_frontier = Migrations("frontier")

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


@_frontier()
def the_frontier(db: Database) -> None:
    for statement in _ADDRESSES:
        db.execute(statement)


@_frontier()
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


@_frontier()
def backfill(db: Database) -> None:
    # Addresses that list an outlet's past (a page of the REST interface, a sitemap) and were read to their end.
    db.execute(
        "CREATE TABLE backfilled(outlet TEXT NOT NULL, url TEXT NOT NULL, done_at TEXT NOT NULL,"
        " PRIMARY KEY(outlet, url)) WITHOUT ROWID"
    )


@_frontier()
def looks_and_signals(db: Database) -> None:
    # When an article's page last answered, as itself or with 404; what a route said of it since: changed, vanished.
    db.execute("ALTER TABLE visits ADD COLUMN looked_at TEXT")
    db.execute("ALTER TABLE visits ADD COLUMN signal TEXT NOT NULL DEFAULT ''")


@_frontier()
def notes_of_polls(db: Database) -> None:
    # What was wrong with a route's answer although something of it could be read.
    db.execute("ALTER TABLE polls ADD COLUMN note TEXT NOT NULL DEFAULT ''")


@_frontier()
def crashes(db: Database) -> None:
    # What each outlet's crawl has under way, and on which addresses crawls have died; 0 times: with the whole command.
    db.execute(
        "CREATE TABLE under_way(outlet TEXT PRIMARY KEY, url TEXT NOT NULL, began_at TEXT NOT NULL) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE crashes(outlet TEXT NOT NULL, url TEXT NOT NULL, times INTEGER NOT NULL, last_at TEXT NOT NULL,"
        " PRIMARY KEY(outlet, url)) WITHOUT ROWID"
    )


@_frontier()
def found_in_the_past(db: Database) -> None:
    # Does nothing but the walk through an outlet's past list the article? Then it is no news, whatever its page states.
    db.execute("ALTER TABLE visits ADD COLUMN past INTEGER NOT NULL DEFAULT 0")


_schedule = Migrations("schedule")


@_schedule()
def leases_and_routes(db: Database) -> None:
    # With which interval a due time was written, which crawl of an outlet is under way and until when that is believed;
    # the same of each of its routes.
    for column in (
        "interval_seconds REAL NOT NULL DEFAULT 0",
        "lease_token TEXT NOT NULL DEFAULT ''",
        "lease_until TEXT",
    ):
        db.execute(f"ALTER TABLE schedule ADD COLUMN {column}")
    db.execute(
        "CREATE TABLE routes_due(outlet TEXT NOT NULL, route TEXT NOT NULL, next_due TEXT NOT NULL,"
        " interval_seconds REAL NOT NULL, lease_token TEXT NOT NULL DEFAULT '', lease_until TEXT, last_start TEXT,"
        " last_success TEXT, PRIMARY KEY(outlet, route)) WITHOUT ROWID"
    )


_work = Migrations("work")


@_work()
def asked_of_the_service(db: Database) -> None:
    # What commands asked of the running service, and the pasts it fetches beside the news.
    db.execute(
        "CREATE TABLE requests(id INTEGER PRIMARY KEY AUTOINCREMENT, outlet TEXT NOT NULL, kind TEXT NOT NULL,"
        " since TEXT NOT NULL, asked_at TEXT NOT NULL, taken_at TEXT, ended_at TEXT, found INTEGER NOT NULL DEFAULT 0,"
        " fetched INTEGER NOT NULL DEFAULT 0, left INTEGER NOT NULL DEFAULT 0, result TEXT NOT NULL DEFAULT '')"
    )
    db.execute(
        "CREATE TABLE backfills(outlet TEXT PRIMARY KEY, since TEXT NOT NULL, state TEXT NOT NULL,"
        " asked_at TEXT NOT NULL, listed INTEGER NOT NULL DEFAULT 0, taken INTEGER NOT NULL DEFAULT 0,"
        " left INTEGER NOT NULL DEFAULT 0, seconds REAL NOT NULL DEFAULT 0, is_listed INTEGER NOT NULL DEFAULT 0,"
        " result TEXT NOT NULL DEFAULT '', cause TEXT NOT NULL DEFAULT '', tries INTEGER NOT NULL DEFAULT 0,"
        " next_at TEXT NOT NULL, updated_at TEXT NOT NULL) WITHOUT ROWID"
    )


_service = Migrations("service")


@_service()
def heartbeat(db: Database) -> None:
    # One row: when the service last wrote.
    db.execute("CREATE TABLE heartbeat(id INTEGER PRIMARY KEY CHECK(id = 1), at TEXT NOT NULL)")


def open_state(path: Path) -> Database:
    """Open service.db for writing, making or migrating it. Raises BadConfiguration for a file that is not ours."""
    return open_database(path, _prepare)


def _prepare(db: Database) -> None:
    migrate(db, _ledger, _frontier, _schedule, _work, _service)
