"""The tables of what was not captured, and of what the outlets' own lists name to hold the archive against."""

GAPS = """
CREATE TABLE gaps(id INTEGER PRIMARY KEY, outlet TEXT NOT NULL, since TEXT NOT NULL, until TEXT,
  cause TEXT NOT NULL, known_missing INTEGER, found_at TEXT NOT NULL);
CREATE INDEX gaps_outlet ON gaps(outlet, since)
"""

LISTED_DAYS = """
CREATE TABLE listed_days(outlet TEXT NOT NULL, day TEXT NOT NULL, edition TEXT NOT NULL, source TEXT NOT NULL,
  listed INTEGER NOT NULL, is_whole INTEGER NOT NULL, seen_at TEXT NOT NULL,
  PRIMARY KEY(outlet, day, edition, source)) WITHOUT ROWID
"""
