"""The tables of service.db and how each came to be; opening it, so that every part finds all of them.

`newest.sql` is what they all make together, for a new file; `python -m tests.newest_schema` writes it anew.
"""

from importlib.resources import files
from pathlib import Path

from sqlite_utils import Database, Migrations

from archive.crawl_state._frontier_schema import frontier
from archive.crawl_state._redaction_schema import redactions
from archive.migrating import migrate
from archive.sqlite import open_database

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


@_ledger()
def nights(db: Database) -> None:
    # When each nightly job last began and ended, and what went wrong; how large each store was on a day.
    db.execute(
        "CREATE TABLE nightly(job TEXT PRIMARY KEY, last_start TEXT NOT NULL, last_end TEXT NOT NULL DEFAULT '',"
        " last_ok TEXT NOT NULL DEFAULT '', problem TEXT NOT NULL DEFAULT '') WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE sizes(day TEXT NOT NULL, store TEXT NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY(day, store))"
        " WITHOUT ROWID"
    )


_INCIDENTS = (
    # Why pages gave no article ({"home_redirect": 3}), how the new articles are, what each failing route failed for.
    "ALTER TABLE runs ADD COLUMN reasons TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE runs ADD COLUMN quality TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE runs ADD COLUMN routes TEXT NOT NULL DEFAULT '{}'",
    # Was it a walk through the outlet's past? Then it says nothing of what the outlet brings.
    "ALTER TABLE runs ADD COLUMN past INTEGER NOT NULL DEFAULT 0",
    "CREATE TABLE incidents(id INTEGER PRIMARY KEY, outlet TEXT NOT NULL, cause TEXT NOT NULL, opened_at TEXT NOT NULL,"
    " seen_at TEXT NOT NULL, closed_at TEXT, detail TEXT NOT NULL DEFAULT '{}', told_at TEXT NOT NULL DEFAULT '',"
    " closing_told_at TEXT NOT NULL DEFAULT '')",
    # One at a time of an outlet; of ours, one of each cause.
    "CREATE UNIQUE INDEX incidents_open ON incidents(outlet, iif(outlet = '', cause, '')) WHERE closed_at IS NULL",
    "CREATE INDEX incidents_outlet ON incidents(outlet, opened_at)",
    "CREATE TABLE expectations(outlet TEXT NOT NULL, weekday INTEGER NOT NULL, hours TEXT NOT NULL, low REAL NOT NULL,"
    " middle REAL NOT NULL, high REAL NOT NULL, days INTEGER NOT NULL, PRIMARY KEY(outlet, weekday, hours))"
    " WITHOUT ROWID",
    "CREATE TABLE pasts(outlet TEXT PRIMARY KEY, made_at TEXT NOT NULL, days INTEGER NOT NULL, figures TEXT NOT NULL)"
    " WITHOUT ROWID",
)


@_ledger()
def incidents(db: Database) -> None:
    for statement in _INCIDENTS:
        db.execute(statement)


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


@_service()
def sites_to_check(db: Database) -> None:
    # What a request is about that is of no outlet: the address of a site to check, the check of a site to add.
    db.execute("ALTER TABLE requests ADD COLUMN subject TEXT NOT NULL DEFAULT ''")


_operator = Migrations("operator")


@_operator()
def decisions(db: Database) -> None:
    # What people decided on the operator's pages; and the beginning of what was read of a held page, to decide by.
    db.execute(
        "CREATE TABLE decisions(id INTEGER PRIMARY KEY, at TEXT NOT NULL, account TEXT NOT NULL, action TEXT NOT NULL,"
        " outlet TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL, result TEXT NOT NULL,"
        " refused TEXT NOT NULL)"
    )
    db.execute("ALTER TABLE held ADD COLUMN excerpt TEXT NOT NULL DEFAULT ''")


@_operator()
def how_the_service_is(db: Database) -> None:
    # Since when it runs, the bytes of memory it has, and if somebody keeps its clock right.
    for column in (
        "since TEXT NOT NULL DEFAULT ''",
        "memory INTEGER NOT NULL DEFAULT 0",
        "clock TEXT NOT NULL DEFAULT ''",
    ):
        db.execute(f"ALTER TABLE heartbeat ADD COLUMN {column}")


@_operator()
def held_of_a_day(db: Database) -> None:
    # Each page's text is held against those that were held of its outlet since the day before.
    db.execute("CREATE INDEX held_of_outlet ON held(outlet, held_at)")


_witness = Migrations("witness")


@_witness()
def others_logs(db: Database) -> None:
    # The largest tree seen of each log of others, and the key it was first seen with.
    db.execute(
        "CREATE TABLE witnessed(origin TEXT PRIMARY KEY, url TEXT NOT NULL, verifier TEXT NOT NULL,"
        " size INTEGER NOT NULL, root TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID"
    )


ALL = (_ledger, frontier, _schedule, _work, _service, _operator, redactions, _witness)
NEWEST = files(__package__) / "newest.sql"


def open_state(path: Path) -> Database:
    """Open service.db for writing, making or migrating it. Raises BadConfiguration for a file that is not ours."""
    return open_database(path, lambda db: migrate(db, *ALL, newest=NEWEST))
