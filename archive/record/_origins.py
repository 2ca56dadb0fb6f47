"""A migration: what was given, imported and crawled told apart in a record that knew only crawls and imports."""

ORIGINS = """
ALTER TABLE captures ADD COLUMN received_at TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN origin TEXT NOT NULL DEFAULT 'crawl';
CREATE VIEW version_texts AS
  SELECT v.id, v.article_id, v.n, v.seen_at, v.kind,
         coalesce(v.title, a.title) AS title, coalesce(v.body, a.body) AS body,
         v.sha256, v.words, v.added, v.removed, v.capture_id, v.changed, v.numbers,
         coalesce(c.via, iif(v.kind = 'given', 'given', 'crawl')) AS origin
  FROM versions v JOIN articles a ON a.id = v.article_id LEFT JOIN captures c ON c.id = v.capture_id;
-- Until then a line of text stood as an imported answer with status 200, which no server gave. The file it was written
-- to says on which day it came.
UPDATE captures SET received_at = substr(warc_file, -16, 4) || '-' || substr(warc_file, -12, 2) || '-'
    || substr(warc_file, -10, 2) WHERE via = 'import' AND warc_file <> '';
UPDATE captures SET via = 'given', status = 0
  WHERE via = 'import' AND status = 200 AND content_type = 'application/json';
-- A text that was given is nobody's edit, and what was captured after it is the first that was captured.
UPDATE versions SET kind = 'given', added = 0, removed = 0, changed = '', numbers = ''
  WHERE extractor = 'given' AND kind NOT IN ('gone', 'back');
UPDATE versions SET kind = 'first', added = 0, removed = 0, changed = '', numbers = '' WHERE id IN (
  SELECT (SELECT v.id FROM versions v WHERE v.article_id = g.article_id AND v.kind NOT IN ('given', 'gone', 'back')
          ORDER BY v.seen_at, v.n LIMIT 1)
  FROM versions g WHERE g.kind = 'given');
UPDATE articles SET origin = coalesce((
    SELECT c.via FROM versions v JOIN captures c ON c.id = v.capture_id
    WHERE v.article_id = articles.id AND v.body IS NULL AND v.kind NOT IN ('gone', 'back') ORDER BY v.n DESC LIMIT 1),
    'crawl') WHERE id IN (SELECT article_id FROM captures WHERE via <> 'crawl');
UPDATE articles SET (first_seen_at, last_seen_at) = (
    SELECT min(seen_at), max(last_seen_at) FROM versions WHERE article_id = articles.id AND kind <> 'given')
  WHERE id IN (SELECT article_id FROM versions WHERE kind = 'given')
    AND EXISTS (SELECT 1 FROM versions WHERE article_id = articles.id AND kind NOT IN ('given', 'gone', 'back'));
-- Of an outlet that was never asked nobody expects anything.
UPDATE outlets SET every = '', expect_per_day = 0 WHERE enabled = 0 AND note = 'known from imports only'
"""
