CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
)
;
CREATE TABLE schedule(outlet TEXT PRIMARY KEY, next_due TEXT NOT NULL, last_start TEXT, last_end TEXT, last_ok TEXT, interval_seconds REAL NOT NULL DEFAULT 0, lease_token TEXT NOT NULL DEFAULT '', lease_until TEXT)
;
CREATE TABLE runs(id INTEGER PRIMARY KEY, outlet TEXT NOT NULL, started_at TEXT NOT NULL, seconds REAL NOT NULL, found INTEGER NOT NULL, fetched INTEGER NOT NULL, new INTEGER NOT NULL, edited INTEGER NOT NULL, unchanged INTEGER NOT NULL, missing INTEGER NOT NULL, gone INTEGER NOT NULL, held INTEGER NOT NULL, failed INTEGER NOT NULL, cause TEXT NOT NULL, rungs TEXT NOT NULL DEFAULT '{}', monotonic REAL, boot_id TEXT NOT NULL DEFAULT '', reasons TEXT NOT NULL DEFAULT '{}', quality TEXT NOT NULL DEFAULT '[]', routes TEXT NOT NULL DEFAULT '{}', past INTEGER NOT NULL DEFAULT 0)
;
CREATE TABLE held(id INTEGER PRIMARY KEY, outlet TEXT NOT NULL, url TEXT NOT NULL, reason TEXT NOT NULL, title TEXT NOT NULL, capture_id INTEGER, held_at TEXT NOT NULL, decision TEXT NOT NULL DEFAULT '', words_sha256 TEXT NOT NULL DEFAULT '', first_held_at TEXT NOT NULL DEFAULT '', checks INTEGER NOT NULL DEFAULT 1, excerpt TEXT NOT NULL DEFAULT '', UNIQUE(outlet, url))
;
CREATE TABLE health(outlet TEXT PRIMARY KEY, state TEXT NOT NULL, cause TEXT NOT NULL, since TEXT NOT NULL, last_new TEXT, expected TEXT NOT NULL, given_up INTEGER NOT NULL DEFAULT 0)
;
CREATE TABLE nightly(job TEXT PRIMARY KEY, last_start TEXT NOT NULL, last_end TEXT NOT NULL DEFAULT '', last_ok TEXT NOT NULL DEFAULT '', problem TEXT NOT NULL DEFAULT '') WITHOUT ROWID
;
CREATE TABLE sizes(day TEXT NOT NULL, store TEXT NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY(day, store)) WITHOUT ROWID
;
CREATE TABLE incidents(id INTEGER PRIMARY KEY, outlet TEXT NOT NULL, cause TEXT NOT NULL, opened_at TEXT NOT NULL, seen_at TEXT NOT NULL, closed_at TEXT, detail TEXT NOT NULL DEFAULT '{}', told_at TEXT NOT NULL DEFAULT '', closing_told_at TEXT NOT NULL DEFAULT '')
;
CREATE TABLE expectations(outlet TEXT NOT NULL, weekday INTEGER NOT NULL, hours TEXT NOT NULL, low REAL NOT NULL, middle REAL NOT NULL, high REAL NOT NULL, days INTEGER NOT NULL, PRIMARY KEY(outlet, weekday, hours)) WITHOUT ROWID
;
CREATE TABLE pasts(outlet TEXT PRIMARY KEY, made_at TEXT NOT NULL, days INTEGER NOT NULL, figures TEXT NOT NULL) WITHOUT ROWID
;
CREATE TABLE polls(
      outlet TEXT NOT NULL, url TEXT NOT NULL, kind TEXT NOT NULL, edition TEXT NOT NULL,
      etag TEXT NOT NULL, last_modified TEXT NOT NULL,
      state TEXT NOT NULL, cause TEXT NOT NULL, checked_at TEXT NOT NULL, full_at TEXT, last_yield_at TEXT,
      entries INTEGER NOT NULL, note TEXT NOT NULL DEFAULT '', lied_at TEXT, well_at TEXT, PRIMARY KEY(outlet, url)) WITHOUT ROWID
;
CREATE TABLE entries(
      outlet TEXT NOT NULL, route_url TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL,
      place INTEGER NOT NULL, seen_at TEXT NOT NULL, PRIMARY KEY(outlet, route_url, key)) WITHOUT ROWID
;
CREATE TABLE visits(
      outlet TEXT NOT NULL, key TEXT NOT NULL, url TEXT NOT NULL,
      title TEXT NOT NULL, published TEXT NOT NULL, modified TEXT NOT NULL,
      found_at TEXT NOT NULL, place INTEGER NOT NULL, first_taken_at TEXT, next_due TEXT,
      misses INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
      etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '', looked_at TEXT, signal TEXT NOT NULL DEFAULT '', past INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(outlet, key)) WITHOUT ROWID
;
CREATE TABLE bodies(
      outlet TEXT NOT NULL, url TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY(outlet, url)) WITHOUT ROWID
;
CREATE TABLE pauses(outlet TEXT PRIMARY KEY, until TEXT NOT NULL, cause TEXT NOT NULL) WITHOUT ROWID
;
CREATE TABLE announced(outlet TEXT NOT NULL, edition TEXT NOT NULL, url TEXT NOT NULL, kind TEXT NOT NULL, found_at TEXT NOT NULL, PRIMARY KEY(outlet, edition, url)) WITHOUT ROWID
;
CREATE TABLE searched(outlet TEXT NOT NULL, edition TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY(outlet, edition)) WITHOUT ROWID
;
CREATE TABLE backfilled(outlet TEXT NOT NULL, url TEXT NOT NULL, done_at TEXT NOT NULL, PRIMARY KEY(outlet, url)) WITHOUT ROWID
;
CREATE TABLE under_way(outlet TEXT PRIMARY KEY, url TEXT NOT NULL, began_at TEXT NOT NULL) WITHOUT ROWID
;
CREATE TABLE crashes(outlet TEXT NOT NULL, url TEXT NOT NULL, times INTEGER NOT NULL, last_at TEXT NOT NULL, PRIMARY KEY(outlet, url)) WITHOUT ROWID
;
CREATE TABLE holes(id INTEGER PRIMARY KEY, outlet TEXT NOT NULL, edition TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, route_url TEXT NOT NULL, next_url TEXT NOT NULL DEFAULT '', page INTEGER NOT NULL DEFAULT 1, tries INTEGER NOT NULL DEFAULT 0, asked_at TEXT NOT NULL, counted INTEGER, reached_at TEXT)
;
CREATE TABLE hole_keys(hole INTEGER NOT NULL, key TEXT NOT NULL, place INTEGER NOT NULL, published TEXT NOT NULL, PRIMARY KEY(hole, key)) WITHOUT ROWID
;
CREATE TABLE begun(outlet TEXT NOT NULL, edition TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY(outlet, edition)) WITHOUT ROWID
;
CREATE TABLE gap_marks(outlet TEXT PRIMARY KEY, run_id INTEGER NOT NULL) WITHOUT ROWID
;
CREATE TABLE routes_due(outlet TEXT NOT NULL, route TEXT NOT NULL, next_due TEXT NOT NULL, interval_seconds REAL NOT NULL, lease_token TEXT NOT NULL DEFAULT '', lease_until TEXT, last_start TEXT, last_success TEXT, PRIMARY KEY(outlet, route)) WITHOUT ROWID
;
CREATE TABLE requests(id INTEGER PRIMARY KEY AUTOINCREMENT, outlet TEXT NOT NULL, kind TEXT NOT NULL, since TEXT NOT NULL, asked_at TEXT NOT NULL, taken_at TEXT, ended_at TEXT, found INTEGER NOT NULL DEFAULT 0, fetched INTEGER NOT NULL DEFAULT 0, left INTEGER NOT NULL DEFAULT 0, result TEXT NOT NULL DEFAULT '', subject TEXT NOT NULL DEFAULT '')
;
CREATE TABLE backfills(outlet TEXT PRIMARY KEY, since TEXT NOT NULL, state TEXT NOT NULL, asked_at TEXT NOT NULL, listed INTEGER NOT NULL DEFAULT 0, taken INTEGER NOT NULL DEFAULT 0, left INTEGER NOT NULL DEFAULT 0, seconds REAL NOT NULL DEFAULT 0, is_listed INTEGER NOT NULL DEFAULT 0, result TEXT NOT NULL DEFAULT '', cause TEXT NOT NULL DEFAULT '', tries INTEGER NOT NULL DEFAULT 0, next_at TEXT NOT NULL, updated_at TEXT NOT NULL) WITHOUT ROWID
;
CREATE TABLE heartbeat(id INTEGER PRIMARY KEY CHECK(id = 1), at TEXT NOT NULL, since TEXT NOT NULL DEFAULT '', memory INTEGER NOT NULL DEFAULT 0, clock TEXT NOT NULL DEFAULT '')
;
CREATE TABLE decisions(id INTEGER PRIMARY KEY, at TEXT NOT NULL, account TEXT NOT NULL, action TEXT NOT NULL, outlet TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL, result TEXT NOT NULL, refused TEXT NOT NULL)
;
CREATE TABLE redaction_jobs(id INTEGER PRIMARY KEY, begun_at TEXT NOT NULL, work TEXT NOT NULL)
;
CREATE TABLE sealed(id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL, level TEXT NOT NULL, at TEXT NOT NULL, content BLOB NOT NULL)
;
CREATE TABLE left_out(digest TEXT PRIMARY KEY, article_id INTEGER NOT NULL) WITHOUT ROWID
;
CREATE TABLE left_out_secret(secret TEXT NOT NULL)
;
CREATE TABLE witnessed(origin TEXT PRIMARY KEY, url TEXT NOT NULL, verifier TEXT NOT NULL, size INTEGER NOT NULL, root TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID
;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name")
;
CREATE INDEX runs_outlet ON runs(outlet, started_at)
;
CREATE UNIQUE INDEX incidents_open ON incidents(outlet, iif(outlet = '', cause, '')) WHERE closed_at IS NULL
;
CREATE INDEX incidents_outlet ON incidents(outlet, opened_at)
;
CREATE INDEX visits_due ON visits(outlet, next_due)
;
CREATE INDEX holes_outlet ON holes(outlet)
;
CREATE INDEX held_of_outlet ON held(outlet, held_at)
;
CREATE INDEX sealed_article ON sealed(article_id)
;
INSERT INTO left_out_secret VALUES(lower(hex(randomblob(32))))
