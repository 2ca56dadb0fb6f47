"""The tables of public channels: what stands at each number of one, and which articles its messages lead to."""

# `kind`: text (an article of its own), part (of an album, its number is that of another message's picture), media (no
# word is in it), service (the channel tells what was done in it).
CHANNELS = """
CREATE TABLE channels(outlet TEXT PRIMARY KEY REFERENCES outlets(name), name TEXT NOT NULL, owner TEXT NOT NULL)
  WITHOUT ROWID;
CREATE TABLE messages(
  outlet TEXT NOT NULL REFERENCES outlets(name), number INTEGER NOT NULL, kind TEXT NOT NULL,
  article_id INTEGER REFERENCES articles(id), first_seen_at TEXT NOT NULL,
  forwarded_from TEXT NOT NULL DEFAULT '', forwarded_url TEXT NOT NULL DEFAULT '', edited INTEGER NOT NULL DEFAULT 0,
  pictures TEXT NOT NULL DEFAULT '[]', links TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY(outlet, number)) WITHOUT ROWID;
CREATE INDEX messages_article ON messages(article_id) WHERE article_id IS NOT NULL;
CREATE TABLE message_articles(
  message_id INTEGER NOT NULL REFERENCES articles(id), outlet TEXT NOT NULL, key TEXT NOT NULL,
  PRIMARY KEY(message_id, outlet, key)) WITHOUT ROWID;
CREATE INDEX message_articles_key ON message_articles(outlet, key)
"""
