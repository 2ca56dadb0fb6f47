CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
)
;
CREATE TABLE outlets(
  name TEXT PRIMARY KEY, title TEXT NOT NULL, title_en TEXT NOT NULL, home TEXT NOT NULL, lang TEXT NOT NULL,
  hosts TEXT NOT NULL, every TEXT NOT NULL, expect_per_day REAL NOT NULL, enabled INTEGER NOT NULL, note TEXT NOT NULL, closed TEXT NOT NULL DEFAULT '', closed_by TEXT NOT NULL DEFAULT '', barred TEXT NOT NULL DEFAULT '')
;
CREATE TABLE articles(
  id INTEGER PRIMARY KEY,
  outlet TEXT NOT NULL REFERENCES outlets(name), key TEXT NOT NULL, url TEXT NOT NULL,
  title TEXT NOT NULL, body TEXT NOT NULL, author TEXT NOT NULL, credit TEXT NOT NULL, lang TEXT NOT NULL,
  published_at TEXT, published_day TEXT NOT NULL, published_from TEXT NOT NULL,
  first_seen_at TEXT NOT NULL, last_seen_at TEXT NOT NULL,
  status TEXT NOT NULL CHECK(status IN ('live', 'missing', 'gone')),
  versions INTEGER NOT NULL, words_sha256 TEXT NOT NULL, search_extra TEXT, image_url TEXT NOT NULL DEFAULT '', image_caption TEXT NOT NULL DEFAULT '', origin TEXT NOT NULL DEFAULT 'crawl',
  UNIQUE(outlet, key))
;
CREATE TABLE captures(
  id INTEGER PRIMARY KEY, url TEXT NOT NULL, outlet TEXT NOT NULL, article_id INTEGER REFERENCES articles(id),
  fetched_at TEXT NOT NULL, status INTEGER NOT NULL, content_type TEXT NOT NULL, body_sha256 TEXT NOT NULL,
  warc_file TEXT NOT NULL, warc_offset INTEGER NOT NULL, warc_length INTEGER NOT NULL,
  error TEXT NOT NULL, via TEXT NOT NULL, held TEXT, received_at TEXT NOT NULL DEFAULT '', requested_url TEXT NOT NULL DEFAULT '', hops TEXT NOT NULL DEFAULT '', clock TEXT NOT NULL DEFAULT '', server TEXT NOT NULL DEFAULT '', tls_sha256 TEXT NOT NULL DEFAULT '', headers_sha256 TEXT NOT NULL DEFAULT '', decoded_sha256 TEXT NOT NULL DEFAULT '', record_sha256 TEXT NOT NULL DEFAULT '', member_sha256 TEXT NOT NULL DEFAULT '', warc_before INTEGER NOT NULL DEFAULT 0, software TEXT NOT NULL DEFAULT '', robots TEXT NOT NULL DEFAULT '')
;
CREATE TABLE urls(
  url TEXT PRIMARY KEY, outlet TEXT NOT NULL, key TEXT NOT NULL, article_id INTEGER REFERENCES articles(id),
  role TEXT NOT NULL CHECK(role IN ('seen', 'redirect', 'canonical')), first_seen_at TEXT NOT NULL) WITHOUT ROWID
;
CREATE TABLE copies(
  a_id INTEGER NOT NULL REFERENCES articles(id), b_id INTEGER NOT NULL REFERENCES articles(id),
  kind TEXT NOT NULL, containment REAL NOT NULL, jaccard REAL NOT NULL, found_at TEXT NOT NULL, a_version INTEGER NOT NULL DEFAULT 1, b_version INTEGER NOT NULL DEFAULT 1, first_id INTEGER REFERENCES articles(id), basis TEXT NOT NULL DEFAULT 'unknown',
  PRIMARY KEY(a_id, b_id), CHECK(a_id < b_id)) WITHOUT ROWID
;
CREATE VIRTUAL TABLE articles_fts USING fts5(
  body, title, search_extra, content="articles", content_rowid="id", tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn'")
;
CREATE TABLE search_alias(form TEXT NOT NULL, group_id INTEGER NOT NULL, kind TEXT NOT NULL,
  PRIMARY KEY(form, group_id)) WITHOUT ROWID
;
CREATE TABLE search_meta(norm_version TEXT NOT NULL, token_class_sha256 TEXT NOT NULL)
;
CREATE TABLE search_fold(n INTEGER PRIMARY KEY, src TEXT NOT NULL, dst TEXT NOT NULL)
;
CREATE TABLE search_input(q TEXT NOT NULL)
;
CREATE TABLE clusters(id INTEGER PRIMARY KEY REFERENCES articles(id), origin_id INTEGER REFERENCES articles(id),
  basis TEXT NOT NULL, size INTEGER NOT NULL, first_at TEXT NOT NULL, last_at TEXT NOT NULL)
;
CREATE TABLE cluster_members(article_id INTEGER PRIMARY KEY REFERENCES articles(id),
  cluster_id INTEGER NOT NULL REFERENCES articles(id), containment REAL NOT NULL)
;
CREATE TABLE search_spelling(form TEXT NOT NULL, other TEXT NOT NULL, change TEXT NOT NULL,
  basis TEXT NOT NULL CHECK(basis IN ('measured', 'rare', 'carried')), house REAL NOT NULL, company REAL NOT NULL,
  PRIMARY KEY(form, other)) WITHOUT ROWID
;
CREATE TABLE search_spelling_made(rules TEXT NOT NULL, articles INTEGER NOT NULL, versions INTEGER NOT NULL,
  made_at TEXT NOT NULL)
;
CREATE TABLE "versions"(
  id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES articles(id), n INTEGER NOT NULL,
  seen_at TEXT NOT NULL, last_seen_at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('first', 'edit', 'cosmetic', 'revert', 'extractor', 'gone', 'back', 'given', 'furniture', 'unsettled', 'alternates', 'repeat')),
  title TEXT, body TEXT,
  sha256 TEXT NOT NULL, words_sha256 TEXT NOT NULL, words INTEGER NOT NULL,
  added INTEGER NOT NULL, removed INTEGER NOT NULL,
  capture_id INTEGER REFERENCES captures(id), extractor TEXT NOT NULL, changed TEXT NOT NULL DEFAULT '', numbers TEXT NOT NULL DEFAULT '', author TEXT NOT NULL DEFAULT '', credit TEXT NOT NULL DEFAULT '', published TEXT NOT NULL DEFAULT '', told_at TEXT NOT NULL DEFAULT '',
  UNIQUE(article_id, n))
;
CREATE TABLE verdicts(
  id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES versions(id), at TEXT NOT NULL,
  was TEXT NOT NULL, kind TEXT NOT NULL, why TEXT NOT NULL)
;
CREATE TABLE gaps(id INTEGER PRIMARY KEY, outlet TEXT NOT NULL, since TEXT NOT NULL, until TEXT,
  cause TEXT NOT NULL, known_missing INTEGER, found_at TEXT NOT NULL)
;
CREATE TABLE channels(outlet TEXT PRIMARY KEY REFERENCES outlets(name), name TEXT NOT NULL, owner TEXT NOT NULL)
  WITHOUT ROWID
;
CREATE TABLE messages(
  outlet TEXT NOT NULL REFERENCES outlets(name), number INTEGER NOT NULL, kind TEXT NOT NULL,
  article_id INTEGER REFERENCES articles(id), first_seen_at TEXT NOT NULL,
  forwarded_from TEXT NOT NULL DEFAULT '', forwarded_url TEXT NOT NULL DEFAULT '', edited INTEGER NOT NULL DEFAULT 0,
  pictures TEXT NOT NULL DEFAULT '[]', links TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY(outlet, number)) WITHOUT ROWID
;
CREATE TABLE message_articles(
  message_id INTEGER NOT NULL REFERENCES articles(id), outlet TEXT NOT NULL, key TEXT NOT NULL,
  PRIMARY KEY(message_id, outlet, key)) WITHOUT ROWID
;
CREATE TABLE listed_days(outlet TEXT NOT NULL, day TEXT NOT NULL, edition TEXT NOT NULL, source TEXT NOT NULL,
  listed INTEGER NOT NULL, is_whole INTEGER NOT NULL, seen_at TEXT NOT NULL,
  PRIMARY KEY(outlet, day, edition, source)) WITHOUT ROWID

;
CREATE TABLE log_backlog(kind TEXT PRIMARY KEY, next_id INTEGER NOT NULL, last_id INTEGER NOT NULL) WITHOUT ROWID
;
CREATE TABLE changes(seq INTEGER PRIMARY KEY, what TEXT NOT NULL, tbl TEXT NOT NULL, pk TEXT NOT NULL)
;
CREATE TABLE redactions(
  kind TEXT NOT NULL CHECK(kind IN ('article', 'version', 'capture')), ref INTEGER NOT NULL,
  level TEXT NOT NULL CHECK(level IN ('hide', 'seal', 'erase')), reason TEXT NOT NULL, day TEXT NOT NULL,
  PRIMARY KEY(kind, ref)) WITHOUT ROWID

;
CREATE TABLE analyses(analyser TEXT PRIMARY KEY, rules TEXT NOT NULL, above INTEGER NOT NULL, upto INTEGER NOT NULL)
 WITHOUT ROWID
;
CREATE TABLE analysis_queue(version_id INTEGER PRIMARY KEY)
;
CREATE TABLE mentions(article_id INTEGER NOT NULL REFERENCES articles(id), party TEXT NOT NULL, name TEXT NOT NULL,
  variant TEXT NOT NULL, n INTEGER NOT NULL, quoted INTEGER NOT NULL, PRIMARY KEY(article_id, variant)) WITHOUT ROWID
;
CREATE TABLE article_places(article_id INTEGER NOT NULL, place TEXT NOT NULL, how TEXT NOT NULL, spelling TEXT NOT NULL,
 name TEXT NOT NULL, governorate TEXT NOT NULL, is_area INTEGER NOT NULL, lat REAL, lon REAL, mentions INTEGER NOT NULL,
 first_char INTEGER NOT NULL, PRIMARY KEY(article_id, place, how, spelling)) WITHOUT ROWID
;
CREATE TABLE quotations(article_id INTEGER NOT NULL, shingle INTEGER NOT NULL, PRIMARY KEY(article_id, shingle))
 WITHOUT ROWID
;
CREATE TABLE edits(
  version_id INTEGER PRIMARY KEY REFERENCES versions(id), article_id INTEGER NOT NULL REFERENCES articles(id),
  grade TEXT NOT NULL CHECK(grade IN ('', 'meaning', 'number_or_name', 'wording', 'spelling')), rules TEXT NOT NULL)
;
CREATE TABLE edit_spans(
  id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES edits(version_id),
  field TEXT NOT NULL CHECK(field IN ('title', 'body')), old_at INTEGER NOT NULL, new_at INTEGER NOT NULL,
  removed TEXT NOT NULL, added TEXT NOT NULL)
;
CREATE VIRTUAL TABLE search_edits USING fts5(
  removed, added, content="edit_spans", content_rowid="id", tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn'")
;
CREATE TABLE figures(version_id INTEGER NOT NULL REFERENCES versions(id), at INTEGER NOT NULL,
  article_id INTEGER NOT NULL REFERENCES articles(id), value INTEGER NOT NULL, bound TEXT NOT NULL, kind TEXT NOT NULL,
  words TEXT NOT NULL, sentence TEXT NOT NULL, PRIMARY KEY(version_id, at)) WITHOUT ROWID
;
CREATE TABLE outlet_days(outlet TEXT NOT NULL, day INTEGER NOT NULL, articles INTEGER NOT NULL, undated INTEGER NOT NULL, PRIMARY KEY(outlet, day)) WITHOUT ROWID
;
CREATE TABLE warc_files(file TEXT PRIMARY KEY, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL) WITHOUT ROWID
;
CREATE TABLE article_facts(id INTEGER PRIMARY KEY, facts TEXT NOT NULL)
;
CREATE TABLE edit_facts(version_id INTEGER PRIMARY KEY, facts TEXT NOT NULL)
;
CREATE TABLE governorate_counts(governorate TEXT PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID
;
CREATE TABLE "log"(
  n INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK(kind IN ('capture', 'version', 'described', 'reread', 'redacted', 'held', 'outlet', 'published')),
  ref INTEGER NOT NULL, salt BLOB, entry BLOB NOT NULL, detail TEXT NOT NULL)
;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name")
;
CREATE INDEX articles_words_sha256 ON articles(words_sha256)
;
CREATE INDEX articles_outlet_id ON articles(outlet, id)
;
CREATE INDEX captures_article ON captures(article_id, fetched_at)
;
CREATE INDEX captures_url ON captures(url, fetched_at)
;
CREATE INDEX captures_warc ON captures(warc_file, warc_offset)
;
CREATE INDEX urls_article ON urls(article_id)
;
CREATE INDEX copies_b ON copies(b_id)
;
CREATE INDEX articles_facets ON articles(id, outlet, lang, status, credit)
;
CREATE INDEX cluster_members_cluster ON cluster_members(cluster_id)

;
CREATE INDEX articles_absent ON articles(status, outlet, last_seen_at) WHERE status <> 'live'
;
CREATE INDEX articles_undated ON articles(id, outlet) WHERE published_day = ''
;
CREATE INDEX articles_given ON articles(id) WHERE origin = 'given'
;
CREATE INDEX versions_kind_seen ON versions(kind, seen_at)
;
CREATE INDEX versions_back ON versions(article_id) WHERE kind = 'back'
;
CREATE INDEX versions_kind_told ON versions(kind, told_at)
;
CREATE INDEX versions_told ON versions(article_id, told_at)
  WHERE kind IN ('edit', 'revert', 'alternates', 'gone', 'back')
;
CREATE INDEX versions_taken ON versions(id, article_id) WHERE n = 1
;
CREATE INDEX versions_unsettled ON versions(article_id) WHERE kind = 'unsettled'
;
CREATE INDEX versions_edits ON versions(article_id) WHERE kind IN ('edit', 'revert', 'alternates')
;
CREATE INDEX verdicts_version ON verdicts(version_id)
;
CREATE INDEX gaps_outlet ON gaps(outlet, since)

;
CREATE INDEX messages_article ON messages(article_id) WHERE article_id IS NOT NULL
;
CREATE INDEX message_articles_key ON message_articles(outlet, key)

;
CREATE INDEX mentions_party ON mentions(party, article_id, name, variant, n)
;
CREATE INDEX mentions_name ON mentions(name, article_id, n)

;
CREATE INDEX article_places_place ON article_places(place, how, article_id)
;
CREATE INDEX article_places_governorate ON article_places(governorate, how, article_id)

;
CREATE INDEX quotations_shingle ON quotations(shingle, article_id)

;
CREATE INDEX edits_article ON edits(article_id)
;
CREATE INDEX edit_spans_version ON edit_spans(version_id)
;
CREATE INDEX figures_article ON figures(article_id)

;
CREATE INDEX log_of ON log(kind, ref)
;
CREATE VIEW search_query AS
  WITH RECURSIVE f(n, q) AS (
    SELECT 0, q FROM search_input
    UNION ALL
    SELECT f.n + 1, replace(f.q, s.src, s.dst) FROM f JOIN search_fold s ON s.n = f.n + 1),
  folded(q) AS (SELECT q FROM f ORDER BY n DESC LIMIT 1),
  quoted(q) AS (SELECT replace(replace(replace(replace(q, '«', '"'), '»', '"'), '“', '"'), '”', '"') FROM folded),
  spelt(q) AS (SELECT replace(replace(replace(' ' || q || ' ', ' - ', ' '), ' -', ' NOT '), ' AND NOT ', ' NOT ')
               FROM quoted)
  -- Words between operators are a phrase. What already looks like FTS5 syntax is left to the one who typed it.
  SELECT CASE WHEN trim(q) = '' THEN '""'
    WHEN q GLOB '*["*()]*' OR q LIKE '% title:%' THEN trim(q)
    ELSE '"' || replace(replace(replace(q, ' OR ', '" OR "'), ' AND ', '" AND "'), ' NOT ', '" NOT "') || '"' END AS nq
  FROM spelt
;
CREATE VIEW search_results AS
  SELECT a.id, a.outlet, a.published_day, a.url, highlight(articles_fts, 1, '[', ']') AS title,
         snippet(articles_fts, 0, '[', ']', '…', 24) AS snippet
  FROM articles_fts CROSS JOIN articles a ON a.id = articles_fts.rowid
  WHERE articles_fts MATCH (SELECT nq FROM search_query)
  ORDER BY articles_fts.rowid DESC
;
CREATE VIEW version_texts AS
  SELECT v.id, v.article_id, v.n, v.seen_at, v.kind,
         coalesce(v.title, a.title) AS title, coalesce(v.body, a.body) AS body,
         v.sha256, v.words, v.added, v.removed, v.capture_id, v.changed, v.numbers,
         coalesce(c.via, iif(v.kind = 'given', 'given', 'crawl')) AS origin, v.author, v.published, v.told_at
  FROM versions v JOIN articles a ON a.id = v.article_id LEFT JOIN captures c ON c.id = v.capture_id
;
CREATE TRIGGER outlet_days_insert AFTER INSERT ON articles BEGIN 
INSERT INTO outlet_days(outlet, day, articles, undated)
VALUES(new.outlet, new.id / 100000, 1, new.published_day = '')
ON CONFLICT DO UPDATE SET articles = articles + 1, undated = undated + excluded.undated;
 END
;
CREATE TRIGGER outlet_days_delete AFTER DELETE ON articles BEGIN 
UPDATE outlet_days SET articles = articles - 1, undated = undated - (old.published_day = '')
WHERE outlet = old.outlet AND day = old.id / 100000;
DELETE FROM outlet_days WHERE outlet = old.outlet AND day = old.id / 100000 AND articles = 0;
 END
;
CREATE TRIGGER outlet_days_update AFTER 
UPDATE OF id, outlet, published_day ON articles WHEN (old.outlet, old.id / 100000, old.published_day = '')
IS NOT (new.outlet, new.id / 100000, new.published_day = '')
 BEGIN 
UPDATE outlet_days SET articles = articles - 1, undated = undated - (old.published_day = '')
WHERE outlet = old.outlet AND day = old.id / 100000;
DELETE FROM outlet_days WHERE outlet = old.outlet AND day = old.id / 100000 AND articles = 0;
 
INSERT INTO outlet_days(outlet, day, articles, undated)
VALUES(new.outlet, new.id / 100000, 1, new.published_day = '')
ON CONFLICT DO UPDATE SET articles = articles + 1, undated = undated + excluded.undated;
 END
;
CREATE TRIGGER article_facts_insert AFTER INSERT ON articles BEGIN 
INSERT INTO article_facts(id, facts) VALUES(new.id, new.outlet || '	' || new.lang || '	' || new.status || '	'
  || iif(EXISTS(SELECT 1 FROM versions INDEXED BY versions_edits WHERE article_id = new.id AND kind IN ('edit', 'revert', 'alternates')), 'e', '')
  || iif(EXISTS(SELECT 1 FROM versions INDEXED BY versions_back WHERE article_id = new.id AND kind = 'back'), 'b', '')
  || iif(new.origin = 'given', 'g', '') || iif(new.published_day = '', 'u', ''));
 END
;
CREATE TRIGGER article_facts_delete AFTER DELETE ON articles BEGIN DELETE FROM article_facts WHERE id = old.id; END
;
CREATE TRIGGER article_facts_update AFTER UPDATE OF id, outlet, lang, status, origin, published_day ON articles WHEN old.id <> new.id OR old.outlet <> new.outlet OR old.lang <> new.lang OR old.status <> new.status OR old.origin <> new.origin OR old.published_day <> new.published_day BEGIN DELETE FROM article_facts WHERE id = old.id; 
INSERT INTO article_facts(id, facts) VALUES(new.id, new.outlet || '	' || new.lang || '	' || new.status || '	'
  || iif(EXISTS(SELECT 1 FROM versions INDEXED BY versions_edits WHERE article_id = new.id AND kind IN ('edit', 'revert', 'alternates')), 'e', '')
  || iif(EXISTS(SELECT 1 FROM versions INDEXED BY versions_back WHERE article_id = new.id AND kind = 'back'), 'b', '')
  || iif(new.origin = 'given', 'g', '') || iif(new.published_day = '', 'u', ''));
 END
;
CREATE TRIGGER article_facts_version_insert AFTER INSERT ON versions WHEN (new.kind IN ('edit', 'revert', 'alternates') OR new.kind = 'back') BEGIN 
UPDATE article_facts SET facts = (SELECT facts FROM (
SELECT a.id AS id, a.outlet || '	' || a.lang || '	' || a.status || '	'
  || iif(EXISTS(SELECT 1 FROM versions INDEXED BY versions_edits WHERE article_id = a.id AND kind IN ('edit', 'revert', 'alternates')), 'e', '') || iif(EXISTS(SELECT 1 FROM versions INDEXED BY versions_back WHERE kind = 'back') AND EXISTS(SELECT 1 FROM versions INDEXED BY versions_back WHERE article_id = a.id AND kind = 'back'), 'b', '') || iif(EXISTS(SELECT 1 FROM articles INDEXED BY articles_given WHERE origin = 'given') AND EXISTS(SELECT 1 FROM articles INDEXED BY articles_given WHERE id = a.id AND origin = 'given'), 'g', '') || iif(EXISTS(SELECT 1 FROM articles INDEXED BY articles_undated WHERE published_day = '') AND EXISTS(SELECT 1 FROM articles u INDEXED BY articles_undated WHERE u.id = a.id AND u.published_day = ''), 'u', '') AS facts
FROM articles a INDEXED BY articles_facets
) WHERE id = article_facts.id) WHERE id = new.article_id;
 END
;
CREATE TRIGGER article_facts_version_delete AFTER DELETE ON versions WHEN (old.kind IN ('edit', 'revert', 'alternates') OR old.kind = 'back') BEGIN 
UPDATE article_facts SET facts = (SELECT facts FROM (
SELECT a.id AS id, a.outlet || '	' || a.lang || '	' || a.status || '	'
  || iif(EXISTS(SELECT 1 FROM versions INDEXED BY versions_edits WHERE article_id = a.id AND kind IN ('edit', 'revert', 'alternates')), 'e', '') || iif(EXISTS(SELECT 1 FROM versions INDEXED BY versions_back WHERE kind = 'back') AND EXISTS(SELECT 1 FROM versions INDEXED BY versions_back WHERE article_id = a.id AND kind = 'back'), 'b', '') || iif(EXISTS(SELECT 1 FROM articles INDEXED BY articles_given WHERE origin = 'given') AND EXISTS(SELECT 1 FROM articles INDEXED BY articles_given WHERE id = a.id AND origin = 'given'), 'g', '') || iif(EXISTS(SELECT 1 FROM articles INDEXED BY articles_undated WHERE published_day = '') AND EXISTS(SELECT 1 FROM articles u INDEXED BY articles_undated WHERE u.id = a.id AND u.published_day = ''), 'u', '') AS facts
FROM articles a INDEXED BY articles_facets
) WHERE id = article_facts.id) WHERE id = old.article_id;
 END
;
CREATE TRIGGER article_facts_version_update AFTER UPDATE OF article_id, kind ON versions WHEN (old.kind IN ('edit', 'revert', 'alternates') OR old.kind = 'back') OR (new.kind IN ('edit', 'revert', 'alternates') OR new.kind = 'back') BEGIN 
UPDATE article_facts SET facts = (SELECT facts FROM (
SELECT a.id AS id, a.outlet || '	' || a.lang || '	' || a.status || '	'
  || iif(EXISTS(SELECT 1 FROM versions INDEXED BY versions_edits WHERE article_id = a.id AND kind IN ('edit', 'revert', 'alternates')), 'e', '') || iif(EXISTS(SELECT 1 FROM versions INDEXED BY versions_back WHERE kind = 'back') AND EXISTS(SELECT 1 FROM versions INDEXED BY versions_back WHERE article_id = a.id AND kind = 'back'), 'b', '') || iif(EXISTS(SELECT 1 FROM articles INDEXED BY articles_given WHERE origin = 'given') AND EXISTS(SELECT 1 FROM articles INDEXED BY articles_given WHERE id = a.id AND origin = 'given'), 'g', '') || iif(EXISTS(SELECT 1 FROM articles INDEXED BY articles_undated WHERE published_day = '') AND EXISTS(SELECT 1 FROM articles u INDEXED BY articles_undated WHERE u.id = a.id AND u.published_day = ''), 'u', '') AS facts
FROM articles a INDEXED BY articles_facets
) WHERE id = article_facts.id) WHERE id = old.article_id;
 
UPDATE article_facts SET facts = (SELECT facts FROM (
SELECT a.id AS id, a.outlet || '	' || a.lang || '	' || a.status || '	'
  || iif(EXISTS(SELECT 1 FROM versions INDEXED BY versions_edits WHERE article_id = a.id AND kind IN ('edit', 'revert', 'alternates')), 'e', '') || iif(EXISTS(SELECT 1 FROM versions INDEXED BY versions_back WHERE kind = 'back') AND EXISTS(SELECT 1 FROM versions INDEXED BY versions_back WHERE article_id = a.id AND kind = 'back'), 'b', '') || iif(EXISTS(SELECT 1 FROM articles INDEXED BY articles_given WHERE origin = 'given') AND EXISTS(SELECT 1 FROM articles INDEXED BY articles_given WHERE id = a.id AND origin = 'given'), 'g', '') || iif(EXISTS(SELECT 1 FROM articles INDEXED BY articles_undated WHERE published_day = '') AND EXISTS(SELECT 1 FROM articles u INDEXED BY articles_undated WHERE u.id = a.id AND u.published_day = ''), 'u', '') AS facts
FROM articles a INDEXED BY articles_facets
) WHERE id = article_facts.id) WHERE id = new.article_id;
 END
;
CREATE TRIGGER edit_facts_insert AFTER INSERT ON edits BEGIN DELETE FROM edit_facts WHERE version_id = new.version_id; INSERT INTO edit_facts(version_id, facts) 
SELECT e.version_id AS version_id, v.kind || '	' || e.grade || '	' || f.outlet || '	' || CASE WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 0 THEN '' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 1 THEN 'hour' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 24 THEN 'day' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 >= 24 THEN 'later' ELSE '' END AS facts
FROM edits e JOIN versions v ON v.id = e.version_id JOIN articles f ON f.id = e.article_id
WHERE e.grade <> '' AND v.kind IN ('edit', 'revert', 'alternates', 'extractor', 'furniture', 'unsettled')
 AND e.version_id = new.version_id; END
;
CREATE TRIGGER edit_facts_delete AFTER DELETE ON edits BEGIN DELETE FROM edit_facts WHERE version_id = old.version_id; END
;
CREATE TRIGGER edit_facts_update AFTER UPDATE OF version_id, article_id, grade ON edits BEGIN DELETE FROM edit_facts WHERE version_id = old.version_id; DELETE FROM edit_facts WHERE version_id = new.version_id; INSERT INTO edit_facts(version_id, facts) 
SELECT e.version_id AS version_id, v.kind || '	' || e.grade || '	' || f.outlet || '	' || CASE WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 0 THEN '' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 1 THEN 'hour' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 24 THEN 'day' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 >= 24 THEN 'later' ELSE '' END AS facts
FROM edits e JOIN versions v ON v.id = e.version_id JOIN articles f ON f.id = e.article_id
WHERE e.grade <> '' AND v.kind IN ('edit', 'revert', 'alternates', 'extractor', 'furniture', 'unsettled')
 AND e.version_id = new.version_id; END
;
CREATE TRIGGER edit_facts_version_insert AFTER INSERT ON versions BEGIN DELETE FROM edit_facts WHERE version_id = new.id; INSERT INTO edit_facts(version_id, facts) 
SELECT e.version_id AS version_id, v.kind || '	' || e.grade || '	' || f.outlet || '	' || CASE WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 0 THEN '' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 1 THEN 'hour' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 24 THEN 'day' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 >= 24 THEN 'later' ELSE '' END AS facts
FROM edits e JOIN versions v ON v.id = e.version_id JOIN articles f ON f.id = e.article_id
WHERE e.grade <> '' AND v.kind IN ('edit', 'revert', 'alternates', 'extractor', 'furniture', 'unsettled')
 AND e.version_id = new.id; END
;
CREATE TRIGGER edit_facts_version_delete AFTER DELETE ON versions BEGIN DELETE FROM edit_facts WHERE version_id = old.id; END
;
CREATE TRIGGER edit_facts_version_update AFTER UPDATE OF id, kind, seen_at ON versions WHEN (old.id, old.kind, old.seen_at) IS NOT (new.id, new.kind, new.seen_at) BEGIN DELETE FROM edit_facts WHERE version_id = old.id; DELETE FROM edit_facts WHERE version_id = new.id; INSERT INTO edit_facts(version_id, facts) 
SELECT e.version_id AS version_id, v.kind || '	' || e.grade || '	' || f.outlet || '	' || CASE WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 0 THEN '' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 1 THEN 'hour' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 24 THEN 'day' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 >= 24 THEN 'later' ELSE '' END AS facts
FROM edits e JOIN versions v ON v.id = e.version_id JOIN articles f ON f.id = e.article_id
WHERE e.grade <> '' AND v.kind IN ('edit', 'revert', 'alternates', 'extractor', 'furniture', 'unsettled')
 AND e.version_id = new.id; END
;
CREATE TRIGGER edit_facts_article_insert AFTER INSERT ON articles BEGIN 
DELETE FROM edit_facts WHERE version_id IN (SELECT version_id FROM edits WHERE article_id = new.id);
INSERT INTO edit_facts(version_id, facts) 
SELECT e.version_id AS version_id, v.kind || '	' || e.grade || '	' || f.outlet || '	' || CASE WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 0 THEN '' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 1 THEN 'hour' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 24 THEN 'day' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 >= 24 THEN 'later' ELSE '' END AS facts
FROM edits e JOIN versions v ON v.id = e.version_id JOIN articles f ON f.id = e.article_id
WHERE e.grade <> '' AND v.kind IN ('edit', 'revert', 'alternates', 'extractor', 'furniture', 'unsettled')
 AND e.article_id = new.id;
 END
;
CREATE TRIGGER edit_facts_article_delete AFTER DELETE ON articles BEGIN 
DELETE FROM edit_facts WHERE version_id IN (SELECT version_id FROM edits WHERE article_id = old.id);
INSERT INTO edit_facts(version_id, facts) 
SELECT e.version_id AS version_id, v.kind || '	' || e.grade || '	' || f.outlet || '	' || CASE WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 0 THEN '' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 1 THEN 'hour' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 24 THEN 'day' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 >= 24 THEN 'later' ELSE '' END AS facts
FROM edits e JOIN versions v ON v.id = e.version_id JOIN articles f ON f.id = e.article_id
WHERE e.grade <> '' AND v.kind IN ('edit', 'revert', 'alternates', 'extractor', 'furniture', 'unsettled')
 AND e.article_id = old.id;
 END
;
CREATE TRIGGER edit_facts_article_update AFTER UPDATE OF id, outlet, published_at ON articles WHEN (old.id, old.outlet, old.published_at) IS NOT (new.id, new.outlet, new.published_at) BEGIN 
DELETE FROM edit_facts WHERE version_id IN (SELECT version_id FROM edits WHERE article_id = old.id);
INSERT INTO edit_facts(version_id, facts) 
SELECT e.version_id AS version_id, v.kind || '	' || e.grade || '	' || f.outlet || '	' || CASE WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 0 THEN '' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 1 THEN 'hour' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 24 THEN 'day' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 >= 24 THEN 'later' ELSE '' END AS facts
FROM edits e JOIN versions v ON v.id = e.version_id JOIN articles f ON f.id = e.article_id
WHERE e.grade <> '' AND v.kind IN ('edit', 'revert', 'alternates', 'extractor', 'furniture', 'unsettled')
 AND e.article_id = old.id;
 
DELETE FROM edit_facts WHERE version_id IN (SELECT version_id FROM edits WHERE article_id = new.id);
INSERT INTO edit_facts(version_id, facts) 
SELECT e.version_id AS version_id, v.kind || '	' || e.grade || '	' || f.outlet || '	' || CASE WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 0 THEN '' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 1 THEN 'hour' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 < 24 THEN 'day' WHEN (julianday(v.seen_at) - julianday(f.published_at)) * 24 >= 24 THEN 'later' ELSE '' END AS facts
FROM edits e JOIN versions v ON v.id = e.version_id JOIN articles f ON f.id = e.article_id
WHERE e.grade <> '' AND v.kind IN ('edit', 'revert', 'alternates', 'extractor', 'furniture', 'unsettled')
 AND e.article_id = new.id;
 END
;
CREATE TRIGGER governorate_counts_insert AFTER INSERT ON article_places BEGIN 
INSERT INTO governorate_counts(governorate, articles)
SELECT new.governorate, 1 WHERE new.how = 'named' AND 1 = (SELECT count(*) FROM (SELECT 1 FROM article_places WHERE governorate = new.governorate AND how = 'named' AND article_id = new.article_id LIMIT 2))
ON CONFLICT DO UPDATE SET articles = articles + 1;
 END
;
CREATE TRIGGER governorate_counts_delete AFTER DELETE ON article_places BEGIN 
UPDATE governorate_counts SET articles = articles - 1
WHERE governorate = old.governorate AND old.how = 'named' AND NOT EXISTS (SELECT 1 FROM article_places WHERE governorate = old.governorate AND how = 'named' AND article_id = old.article_id);
DELETE FROM governorate_counts WHERE governorate = old.governorate AND articles = 0;
 END
;
CREATE TRIGGER governorate_counts_update AFTER 
UPDATE OF article_id, governorate, how ON article_places
WHEN (old.article_id, old.governorate, old.how) IS NOT (new.article_id, new.governorate, new.how)
 BEGIN 
UPDATE governorate_counts SET articles = articles - 1
WHERE governorate = old.governorate AND old.how = 'named' AND NOT EXISTS (SELECT 1 FROM article_places WHERE governorate = old.governorate AND how = 'named' AND article_id = old.article_id);
DELETE FROM governorate_counts WHERE governorate = old.governorate AND articles = 0;
 
INSERT INTO governorate_counts(governorate, articles)
SELECT new.governorate, 1 WHERE new.how = 'named' AND 1 = (SELECT count(*) FROM (SELECT 1 FROM article_places WHERE governorate = new.governorate AND how = 'named' AND article_id = new.article_id LIMIT 2))
ON CONFLICT DO UPDATE SET articles = articles + 1;
 END
;
PRAGMA application_id = 1463898705
;
INSERT INTO articles_fts(articles_fts, rank) VALUES('rank', 'bm25(1.0, 5.0, 1.0)')
;
INSERT INTO search_input VALUES('')
