"""Migrations of the kinds of rows of a table: SQLite changes no CHECK of a table that is there."""

import re

from sqlite_utils import Database

_KINDS = re.compile(r"(?<=CHECK\(kind IN \()[^)]*")

# What a later page taught of an earlier version, and which change it was then taken for.
VERDICTS = """
ALTER TABLE versions ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE versions ADD COLUMN credit TEXT NOT NULL DEFAULT '';
ALTER TABLE versions ADD COLUMN published TEXT NOT NULL DEFAULT '';
ALTER TABLE versions ADD COLUMN told_at TEXT NOT NULL DEFAULT '';
UPDATE versions SET told_at = seen_at;
UPDATE versions SET told_at = c.received_at || iif(length(c.received_at) = 10, 'T23:59:59Z', '')
  FROM captures c WHERE c.id = versions.capture_id AND c.received_at > told_at;
CREATE INDEX versions_kind_told ON versions(kind, told_at);
CREATE INDEX versions_told ON versions(article_id, told_at)
  WHERE kind IN ('edit', 'revert', 'alternates', 'gone', 'back');
CREATE INDEX versions_taken ON versions(id, article_id) WHERE n = 1;
CREATE INDEX versions_unsettled ON versions(article_id) WHERE kind = 'unsettled';
DROP INDEX versions_edits;
CREATE INDEX versions_edits ON versions(article_id) WHERE kind IN ('edit', 'revert', 'alternates');
CREATE TABLE verdicts(
  id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES versions(id), at TEXT NOT NULL,
  was TEXT NOT NULL, kind TEXT NOT NULL, why TEXT NOT NULL);
CREATE INDEX verdicts_version ON verdicts(version_id);
CREATE VIEW version_texts AS
  SELECT v.id, v.article_id, v.n, v.seen_at, v.kind,
         coalesce(v.title, a.title) AS title, coalesce(v.body, a.body) AS body,
         v.sha256, v.words, v.added, v.removed, v.capture_id, v.changed, v.numbers,
         coalesce(c.via, iif(v.kind = 'given', 'given', 'crawl')) AS origin, v.author, v.published, v.told_at
  FROM versions v JOIN articles a ON a.id = v.article_id LEFT JOIN captures c ON c.id = v.capture_id
"""


def allow_kinds(db: Database, name: str, *kinds: str) -> None:
    """Let a table have more kinds: it is made anew. The view version_texts, on `versions`, is left to be made again."""
    sql = "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL"
    kept = db.execute(sql, (name,)).fetchall()
    table = next(sql for kind_of, sql in kept if kind_of == "table")
    more = "".join(f", '{kind}'" for kind in kinds)
    wider = _KINDS.sub(lambda known: known[0] + more, table, count=1)
    if name == "versions":
        db.execute("DROP VIEW version_texts")
    db.execute(re.sub(rf'"?{name}"?\(', f"{name}_wider(", wider, count=1))
    db.execute(f"INSERT INTO {name}_wider SELECT * FROM {name}")  # noqa: S608 - a table of ours
    db.execute(f"DROP TABLE {name}")
    # Triggers of other tables name this one, which is not there for a moment.
    db.execute("PRAGMA legacy_alter_table = ON")
    db.execute(f"ALTER TABLE {name}_wider RENAME TO {name}")
    db.execute("PRAGMA legacy_alter_table = OFF")
    for sql in [sql for kind_of, sql in kept if kind_of in ("index", "trigger")]:
        db.execute(sql)
