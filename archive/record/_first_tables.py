"""The tables of the first migration: outlets, articles, captures, versions, addresses, copies; columns put to them."""

RECORD = """
CREATE TABLE outlets(
  name TEXT PRIMARY KEY, title TEXT NOT NULL, title_en TEXT NOT NULL, home TEXT NOT NULL, lang TEXT NOT NULL,
  hosts TEXT NOT NULL, every TEXT NOT NULL, expect_per_day REAL NOT NULL, enabled INTEGER NOT NULL, note TEXT NOT NULL);
CREATE TABLE articles(
  id INTEGER PRIMARY KEY,
  outlet TEXT NOT NULL REFERENCES outlets(name), key TEXT NOT NULL, url TEXT NOT NULL,
  title TEXT NOT NULL, body TEXT NOT NULL, author TEXT NOT NULL, credit TEXT NOT NULL, lang TEXT NOT NULL,
  published_at TEXT, published_day TEXT NOT NULL, published_from TEXT NOT NULL,
  first_seen_at TEXT NOT NULL, last_seen_at TEXT NOT NULL,
  status TEXT NOT NULL CHECK(status IN ('live', 'missing', 'gone')),
  versions INTEGER NOT NULL, words_sha256 TEXT NOT NULL, search_extra TEXT,
  UNIQUE(outlet, key));
CREATE INDEX articles_words_sha256 ON articles(words_sha256);
CREATE INDEX articles_outlet_id ON articles(outlet, id);
CREATE TABLE captures(
  id INTEGER PRIMARY KEY, url TEXT NOT NULL, outlet TEXT NOT NULL, article_id INTEGER REFERENCES articles(id),
  fetched_at TEXT NOT NULL, status INTEGER NOT NULL, content_type TEXT NOT NULL, body_sha256 TEXT NOT NULL,
  warc_file TEXT NOT NULL, warc_offset INTEGER NOT NULL, warc_length INTEGER NOT NULL,
  error TEXT NOT NULL, via TEXT NOT NULL);
CREATE INDEX captures_article ON captures(article_id, fetched_at);
CREATE INDEX captures_url ON captures(url, fetched_at);
CREATE INDEX captures_warc ON captures(warc_file, warc_offset);
CREATE TABLE versions(
  id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES articles(id), n INTEGER NOT NULL,
  seen_at TEXT NOT NULL, last_seen_at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('first', 'edit', 'cosmetic', 'revert', 'extractor', 'gone', 'back')),
  title TEXT, body TEXT,
  sha256 TEXT NOT NULL, words_sha256 TEXT NOT NULL, words INTEGER NOT NULL,
  added INTEGER NOT NULL, removed INTEGER NOT NULL,
  capture_id INTEGER REFERENCES captures(id), extractor TEXT NOT NULL,
  UNIQUE(article_id, n));
CREATE INDEX versions_kind_seen ON versions(kind, seen_at);
CREATE VIEW version_texts AS
  SELECT v.id, v.article_id, v.n, v.seen_at, v.kind,
         coalesce(v.title, a.title) AS title, coalesce(v.body, a.body) AS body,
         v.sha256, v.words, v.added, v.removed, v.capture_id
  FROM versions v JOIN articles a ON a.id = v.article_id;
CREATE TABLE urls(
  url TEXT PRIMARY KEY, outlet TEXT NOT NULL, key TEXT NOT NULL, article_id INTEGER REFERENCES articles(id),
  role TEXT NOT NULL CHECK(role IN ('seen', 'redirect', 'canonical')), first_seen_at TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX urls_article ON urls(article_id);
CREATE TABLE copies(
  a_id INTEGER NOT NULL REFERENCES articles(id), b_id INTEGER NOT NULL REFERENCES articles(id),
  kind TEXT NOT NULL, containment REAL NOT NULL, jaccard REAL NOT NULL, found_at TEXT NOT NULL,
  PRIMARY KEY(a_id, b_id), CHECK(a_id < b_id)) WITHOUT ROWID;
CREATE INDEX copies_b ON copies(b_id);
"""

NAMED_CHANGES = """
ALTER TABLE versions ADD COLUMN changed TEXT NOT NULL DEFAULT '';
ALTER TABLE versions ADD COLUMN numbers TEXT NOT NULL DEFAULT '';
DROP VIEW version_texts;
CREATE VIEW version_texts AS
  SELECT v.id, v.article_id, v.n, v.seen_at, v.kind,
         coalesce(v.title, a.title) AS title, coalesce(v.body, a.body) AS body,
         v.sha256, v.words, v.added, v.removed, v.capture_id, v.changed, v.numbers
  FROM versions v JOIN articles a ON a.id = v.article_id
"""
CLOSED = """
ALTER TABLE outlets ADD COLUMN closed TEXT NOT NULL DEFAULT '';
ALTER TABLE outlets ADD COLUMN closed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE outlets ADD COLUMN barred TEXT NOT NULL DEFAULT ''
"""
