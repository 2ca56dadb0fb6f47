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

# Of edits the outlets made, one side of them: `what` is removed or added.
EDITS = """CREATE VIEW edit_search AS
  SELECT found.q AS q, found.what AS what, a.id, a.outlet, v.n, v.seen_at, e.grade, s.field, s.removed, s.added
  FROM (
    SELECT DISTINCT typed.q AS q, side.what AS what, search_edits.rowid AS span
    FROM (SELECT DISTINCT input AS q, (FOLDED) AS nq FROM search_typed) typed
    CROSS JOIN (SELECT 'removed' AS what UNION ALL SELECT 'added') side
    CROSS JOIN search_edits WHERE search_edits MATCH side.what || ' : (' || typed.nq || ')') found
  JOIN edit_spans s ON s.id = found.span JOIN edits e ON e.version_id = s.version_id
  JOIN versions v ON v.id = s.version_id AND v.kind IN ('edit', 'revert', 'alternates')
  JOIN articles a ON a.id = v.article_id
  ORDER BY v.seen_at DESC"""


def put_in(snapshot: Database) -> None:
    """Add the view to a snapshot. It folds as the snapshot's own `search_query` does.

    Raises WarraqError where that view reads otherwise than this one knows.
    """
    (written,) = snapshot.execute("SELECT sql FROM sqlite_master WHERE name = 'search_query'").fetchone()
    folding = written.partition(" AS\n")[2]
    if folding.count(WRITTEN) != 1:
        raise WarraqError("The search views of the record are not those that publish knows. Nothing was published.")
    snapshot.execute(TYPED)
    for view in (VIEW, EDITS):
        snapshot.execute(view.replace("FOLDED", folding.replace(WRITTEN, ASKED)))
