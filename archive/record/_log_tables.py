"""Migrations: the append-only log, and what a record that was there before it still has to enter; hashes of files."""

# Of WARC files that nobody appends to any more; archive.evidence.closed_files says which.
WARC_FILES = (
    "CREATE TABLE warc_files(file TEXT PRIMARY KEY, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL) WITHOUT ROWID"
)
LOG = """
CREATE TABLE log(
  n INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK(kind IN ('capture', 'version', 'described', 'reread', 'redacted')),
  ref INTEGER NOT NULL, salt BLOB, entry BLOB NOT NULL, detail TEXT NOT NULL);
CREATE INDEX log_of ON log(kind, ref);
-- Rows from before the log, by their ids: the next one may be as small as `next_id`, the last one is `last_id`.
CREATE TABLE log_backlog(kind TEXT PRIMARY KEY, next_id INTEGER NOT NULL, last_id INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO log_backlog SELECT 'capture', min(id), max(id) FROM captures HAVING count(*);
INSERT INTO log_backlog SELECT 'version', min(id), max(id) FROM versions HAVING count(*);
INSERT INTO log_backlog SELECT 'described', min(id), max(id) FROM articles HAVING count(*)
"""
