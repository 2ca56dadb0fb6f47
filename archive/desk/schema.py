"""The tables of desk.db. No word of an article stands in them: a quotation is a place in a version's text.

An article is named by outlet and key, which are the same in every snapshot; `article_id` is its number in the archive
where it was marked, by which it is known when it was taken out (its key is forgotten then, see desk.forgetting).
"""

from typing import TypedDict

from sqlite_utils import Database, Migrations

migrations = Migrations("desk")
APPLICATION_ID = 0x5761446B  # "WaDk"

TABLES = (
    "CREATE TABLE articles(n INTEGER PRIMARY KEY, article_id INTEGER NOT NULL, outlet TEXT NOT NULL,"
    " key TEXT NOT NULL)",
    "CREATE UNIQUE INDEX articles_key ON articles(outlet, key) WHERE key <> ''",
    "CREATE INDEX articles_article ON articles(article_id)",
    "CREATE TABLE lists(id INTEGER PRIMARY KEY, account TEXT NOT NULL, name TEXT NOT NULL, made_at TEXT NOT NULL,"
    " UNIQUE(account, name))",
    "CREATE TABLE listed(list_id INTEGER NOT NULL REFERENCES lists(id) ON DELETE CASCADE,"
    " article INTEGER NOT NULL REFERENCES articles(n), version TEXT NOT NULL, added_at TEXT NOT NULL,"
    " PRIMARY KEY(list_id, article)) WITHOUT ROWID",
    "CREATE TABLE tags(account TEXT NOT NULL, article INTEGER NOT NULL REFERENCES articles(n), tag TEXT NOT NULL,"
    " at TEXT NOT NULL, PRIMARY KEY(account, article, tag)) WITHOUT ROWID",
    # `quote_end` 0: a note on the article as a whole.
    "CREATE TABLE notes(id INTEGER PRIMARY KEY, account TEXT NOT NULL, article INTEGER NOT NULL REFERENCES articles(n),"
    " version TEXT NOT NULL, quote_start INTEGER NOT NULL, quote_end INTEGER NOT NULL, note TEXT NOT NULL,"
    " at TEXT NOT NULL, UNIQUE(account, article, version, quote_start, quote_end, note, at))",
    "CREATE TABLE note_tags(note_id INTEGER NOT NULL REFERENCES notes(id) ON DELETE CASCADE, tag TEXT NOT NULL,"
    " PRIMARY KEY(note_id, tag)) WITHOUT ROWID",
    # Pieces of three letters: a word is found with whatever clings to it, as in والقوات.
    "CREATE VIRTUAL TABLE notes_fts USING fts5(folded, tokenize = 'trigram')",
)


class MarkedArticle(TypedDict):
    """A row of `articles`."""

    n: int
    article_id: int
    outlet: str
    key: str


class ListRow(TypedDict):
    """A list of one account, with how many articles are on it and when the last one came ('' where none did)."""

    id: int
    name: str
    made_at: str
    articles: int
    newest: str


class ListedRow(MarkedArticle):
    """An article on a list: `version` is the sha256 of the text it had when it was put there, '' if none is known."""

    version: str
    added_at: str


class NoteRow(MarkedArticle):
    """A note. `quote_start` and `quote_end` are characters of the version's body; both 0 for the article as a whole."""

    id: int
    version: str
    quote_start: int
    quote_end: int
    note: str
    at: str


class TagRow(TypedDict):
    """A tag, and on how many articles and notes it is."""

    tag: str
    marks: int


@migrations()
def marks(db: Database) -> None:
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in TABLES:
        db.execute(statement)


class FrozenRow(TypedDict):
    """A search as it was frozen: `address` is the query string of the search page; `as_of` until when the record knew
    anything; `articles` how many it had, `found` how many the search found; `sha256` of their keys (frozen.digest)."""

    id: int
    token: str
    question: str
    address: str
    at: str
    as_of: str
    articles: int
    found: int
    sha256: str


@migrations()
def frozen_searches(db: Database) -> None:
    db.execute(
        "CREATE TABLE frozen(id INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, account TEXT NOT NULL,"
        " question TEXT NOT NULL, address TEXT NOT NULL, at TEXT NOT NULL, as_of TEXT NOT NULL,"
        " articles INTEGER NOT NULL, found INTEGER NOT NULL, sha256 TEXT NOT NULL)"
    )
    db.execute(
        "CREATE TABLE frozen_articles(frozen_id INTEGER NOT NULL REFERENCES frozen(id) ON DELETE CASCADE,"
        " article INTEGER NOT NULL REFERENCES articles(n), PRIMARY KEY(frozen_id, article)) WITHOUT ROWID"
    )
