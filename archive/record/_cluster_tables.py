"""The tables of copies and stories, beside what the first migration made: who was first, and how that is known."""

CLUSTERS = """
ALTER TABLE copies ADD COLUMN a_version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE copies ADD COLUMN b_version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE copies ADD COLUMN first_id INTEGER REFERENCES articles(id);
ALTER TABLE copies ADD COLUMN basis TEXT NOT NULL DEFAULT 'unknown';
CREATE TABLE clusters(id INTEGER PRIMARY KEY REFERENCES articles(id), origin_id INTEGER REFERENCES articles(id),
  basis TEXT NOT NULL, size INTEGER NOT NULL, first_at TEXT NOT NULL, last_at TEXT NOT NULL);
CREATE TABLE cluster_members(article_id INTEGER PRIMARY KEY REFERENCES articles(id),
  cluster_id INTEGER NOT NULL REFERENCES articles(id), containment REAL NOT NULL);
CREATE INDEX cluster_members_cluster ON cluster_members(cluster_id)
"""
