"""The view `search` of a download: the question stands in the condition, so that asking writes nothing into the file.

A view takes no parameters. But the tokenizer tables of FTS3 hand on, as a column, the text they are asked for: a view
over one knows what its own WHERE says of that column. Asked without a question it is an error, never an empty answer.
Source: https://www.sqlite.org/fts3.html, section 8.2.
"""

from sqlite_utils import Database

from archive.errors import WarraqError

TYPED = "CREATE VIRTUAL TABLE search_typed USING fts3tokenize(simple)"
# Where the folding of `search_query` takes the question from, in the record and here.
WRITTEN, ASKED = "SELECT 0, q FROM search_input", "SELECT 0, input"
# Only what is shown is looked up in texts: sorted with their titles and snippets, all that is found would be.
VIEW = """CREATE VIEW search AS
  SELECT q, id,
    (SELECT outlet FROM articles WHERE id = found.id) AS outlet,
    (SELECT published_day FROM articles WHERE id = found.id) AS published_day,
    (SELECT url FROM articles WHERE id = found.id) AS url,
    (SELECT highlight(articles_fts, 1, '[', ']') FROM articles_fts
     WHERE articles_fts MATCH found.nq AND rowid = found.id) AS title,
    (SELECT snippet(articles_fts, 0, '[', ']', '…', 24) FROM articles_fts
     WHERE articles_fts MATCH found.nq AND rowid = found.id) AS snippet
  FROM (
    SELECT DISTINCT typed.q AS q, typed.nq AS nq, articles_fts.rowid AS id
    FROM (SELECT DISTINCT input AS q, (FOLDED) AS nq FROM search_typed) typed
    CROSS JOIN articles_fts WHERE articles_fts MATCH typed.nq
    ORDER BY articles_fts.rowid DESC) found"""


def put_in(snapshot: Database) -> None:
    """Add the view to a snapshot. It folds as the snapshot's own `search_query` does.

    Raises WarraqError where that view reads otherwise than this one knows.
    """
    (written,) = snapshot.execute("SELECT sql FROM sqlite_master WHERE name = 'search_query'").fetchone()
    folding = written.partition(" AS\n")[2]
    if folding.count(WRITTEN) != 1:
        raise WarraqError("The search views of the record are not those that publish knows. Nothing was published.")
    snapshot.execute(TYPED)
    snapshot.execute(VIEW.replace("FOLDED", folding.replace(WRITTEN, ASKED)))
