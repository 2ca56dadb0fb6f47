"""THE rule on what was given: a text or a page that nobody says to have captured is a version, and nobody's edit.

What an outlet changed is decided among captured texts alone, our own and imported ones, as if nothing had been given.
Every text that was given (each once, by its letters) stands beside them as a version of kind `given`, at the time its
line states, else at the time it came. It changes nothing that was seen: neither the text nor the status nor the first
and last sight of an article that was captured. An article of which nothing was captured has the text given last; its
first capture is its first version, whatever was given before. So the order in which they come in decides nothing.
"""

from archive.ingest._read_page import ReadPage
from archive.ingest._text_work import TextWork
from archive.model import Reading
from archive.record.rows import ArticleRow, VersionRow
from archive.record.store import Store
from archive.times import stamp
from archive.versions.compare import Change, Fingerprint

SAME = "SELECT * FROM versions WHERE article_id = ? AND kind = 'given' AND sha256 = ?"
# Of two that were last given at the same time, either: but the same one in whatever order they came.
LAST_GIVEN = (
    "SELECT * FROM versions WHERE article_id = ? AND kind = 'given' ORDER BY last_seen_at DESC, sha256 DESC LIMIT 1"
)
WITHIN = (
    "UPDATE articles SET first_seen_at = v.first, last_seen_at = v.last FROM"
    " (SELECT min(seen_at) AS first, max(last_seen_at) AS last FROM versions WHERE article_id = ? AND kind = 'given') v"
    " WHERE id = ?"
)


def only_given(article: ArticleRow) -> bool:
    """Was nothing of it captured, by us or anybody?"""
    return article["origin"] == "given"


def add_given(store: Store, article: ArticleRow, read: ReadPage) -> str:
    """Put a text that was given beside what a known article has; `given` where it had no such text, else empty."""
    same = store.row(VersionRow, SAME, article["id"], read.fingerprint.sha256)
    if same is None:
        read.add_version(store, article["id"], Change("given"))
        _keep_text(store, article["id"], read.fingerprint, (read.reading.title, read.reading.text))
    else:
        store.widen_version(same["id"], read.page.fetched_at)
    if only_given(article):
        _show_the_last(store, article, read)
    return "given" if same is None else ""


def take_over(store: Store, article: ArticleRow, read: ReadPage) -> str:
    """The first capture of an article that was only given: from now on it has what was seen. Returns `first`."""
    store.replace_text(article, read.reading, read.fingerprint)
    read.add_version(store, article["id"], Change("first"))
    at = stamp(read.page.fetched_at)
    store.db.execute(
        "UPDATE articles SET first_seen_at = ?, last_seen_at = ?, status = 'live', origin = ? WHERE id = ?",
        (at, at, read.page.via, article["id"]),
    )
    return "first"


def uncaptured_work(article: ArticleRow, reading: Reading) -> TextWork:
    """What `add_given` and `take_over` will ask of texts."""
    return TextWork(((reading.title, reading.text), (article["title"], article["body"])))


def _show_the_last(store: Store, article: ArticleRow, read: ReadPage) -> None:
    last = store.known_row(VersionRow, LAST_GIVEN, article["id"])
    # The text that came now is the only one that can have become the last.
    if last["sha256"] == read.fingerprint.sha256 and last["body"] is not None:
        store.replace_text(article, read.reading, read.fingerprint)
        _keep_text(store, article["id"], read.fingerprint, (None, None))
    store.db.execute(WITHIN, (article["id"], article["id"]))


def _keep_text(store: Store, article_id: int, fingerprint: Fingerprint, text: tuple[str | None, str | None]) -> None:
    """With its version; on its article instead where the text is None."""
    sql = "UPDATE versions SET title = ?, body = ? WHERE article_id = ? AND kind = 'given' AND sha256 = ?"
    store.db.execute(sql, (*text, article_id, fingerprint.sha256))
