"""The tables and views of the search, as the migrations make them."""

SEARCH = """
CREATE VIRTUAL TABLE articles_fts USING fts5(
  body, title, search_extra, content="articles", content_rowid="id", tokenize="TOKENIZER");
INSERT INTO articles_fts(articles_fts, rank) VALUES('rank', 'bm25(1.0, 5.0, 1.0)');
CREATE TABLE search_alias(form TEXT NOT NULL, group_id INTEGER NOT NULL, kind TEXT NOT NULL,
  PRIMARY KEY(form, group_id)) WITHOUT ROWID;
CREATE TABLE search_meta(norm_version TEXT NOT NULL, token_class_sha256 TEXT NOT NULL);
CREATE TABLE search_fold(n INTEGER PRIMARY KEY, src TEXT NOT NULL, dst TEXT NOT NULL);
CREATE TABLE search_input(q TEXT NOT NULL);
INSERT INTO search_input VALUES('');
CREATE VIEW search_query AS
  WITH RECURSIVE f(n, q) AS (
    SELECT 0, q FROM search_input
    UNION ALL
    SELECT f.n + 1, replace(f.q, s.src, s.dst) FROM f JOIN search_fold s ON s.n = f.n + 1),
  folded(q) AS (SELECT trim(q) FROM (SELECT q FROM f ORDER BY n DESC LIMIT 1))
  -- Plain words are quoted one by one. What already looks like FTS5 syntax is left to the one who typed it.
  SELECT CASE WHEN q = '' THEN '""'
    WHEN q GLOB '*["*()]*' OR q GLOB '* OR *' OR q GLOB '* AND *' OR q GLOB '* NOT *' THEN q
    ELSE '"' || replace(replace(replace(q, '  ', ' '), '  ', ' '), ' ', '" "') || '"' END AS nq
  FROM folded;
CREATE VIEW search_results AS
  SELECT a.id, a.outlet, a.published_day, a.url, highlight(articles_fts, 1, '[', ']') AS title,
         snippet(articles_fts, 0, '[', ']', '…', 24) AS snippet
  FROM articles_fts CROSS JOIN articles a ON a.id = articles_fts.rowid
  WHERE articles_fts MATCH (SELECT nq FROM search_query)
  ORDER BY articles_fts.rowid DESC;
"""

SEARCH_QUERY = """
DROP VIEW search_results;
DROP VIEW search_query;
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
  FROM spelt;
CREATE VIEW search_results AS
  SELECT a.id, a.outlet, a.published_day, a.url, highlight(articles_fts, 1, '[', ']') AS title,
         snippet(articles_fts, 0, '[', ']', '…', 24) AS snippet
  FROM articles_fts CROSS JOIN articles a ON a.id = articles_fts.rowid
  WHERE articles_fts MATCH (SELECT nq FROM search_query)
  ORDER BY articles_fts.rowid DESC;
"""

# Spellings of foreign names that searches join, derived from the articles (see spelling_table), and what of them.
SPELLINGS = """
CREATE TABLE search_spelling(form TEXT NOT NULL, other TEXT NOT NULL, change TEXT NOT NULL,
  basis TEXT NOT NULL CHECK(basis IN ('measured', 'rare', 'carried')), house REAL NOT NULL, company REAL NOT NULL,
  PRIMARY KEY(form, other)) WITHOUT ROWID;
CREATE TABLE search_spelling_made(rules TEXT NOT NULL, articles INTEGER NOT NULL, versions INTEGER NOT NULL,
  made_at TEXT NOT NULL)
"""
