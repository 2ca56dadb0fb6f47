"""The tables of what edits took out and put in, and their own search index."""

# `edits` has a row for every version that is another text than the one before, whoever made it so: `grade` is empty
# where no word came or went, `rules` says by which rules that was told (archive.record.edits). The index is fed by hand
# with folded text, as that of the articles is.
EDITS = """
CREATE TABLE edits(
  version_id INTEGER PRIMARY KEY REFERENCES versions(id), article_id INTEGER NOT NULL REFERENCES articles(id),
  grade TEXT NOT NULL CHECK(grade IN ('', 'meaning', 'number_or_name', 'wording', 'spelling')), rules TEXT NOT NULL);
CREATE INDEX edits_article ON edits(article_id);
CREATE TABLE edit_spans(
  id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES edits(version_id),
  field TEXT NOT NULL CHECK(field IN ('title', 'body')), old_at INTEGER NOT NULL, new_at INTEGER NOT NULL,
  removed TEXT NOT NULL, added TEXT NOT NULL);
CREATE INDEX edit_spans_version ON edit_spans(version_id);
CREATE VIRTUAL TABLE search_edits USING fts5(
  removed, added, content="edit_spans", content_rowid="id", tokenize="TOKENIZER")
"""
