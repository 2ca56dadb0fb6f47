"""The tables of service.db about what was taken out of the record: work begun, what is kept of it, keys to leave."""

from sqlite_utils import Database, Migrations

redactions = Migrations("redactions")


@redactions()
def taken_out(db: Database) -> None:
    for statement in (
        # Work that has begun and not ended: all it needs to be done again. Removed when it has.
        "CREATE TABLE redaction_jobs(id INTEGER PRIMARY KEY, begun_at TEXT NOT NULL, work TEXT NOT NULL)",
        # What was hidden (packed) or sealed (encrypted): so it can be put back.
        "CREATE TABLE sealed(id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL, level TEXT NOT NULL,"
        " at TEXT NOT NULL, content BLOB NOT NULL)",
        "CREATE INDEX sealed_article ON sealed(article_id)",
        # Which articles are not to be taken in again, by a hash of outlet and key under a secret that stays here: who
        # has the file alone can tell whether an address is among them, and nobody which they are.
        "CREATE TABLE left_out(digest TEXT PRIMARY KEY, article_id INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE left_out_secret(secret TEXT NOT NULL)",
        "INSERT INTO left_out_secret VALUES(lower(hex(randomblob(32))))",
    ):
        db.execute(statement)
