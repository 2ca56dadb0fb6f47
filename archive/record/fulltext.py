"""What is written into the search index: always the folded text, always by these statements.

The index points at `articles`, whose text stays as it was, and is fed the folded form by hand. Four ways to break it,
all silent: a trigger or FTS5's `rebuild` would index the raw text; `DELETE` or `UPDATE` on the index, or changing the
article first, would take the wrong words out of it.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from sqlite_utils import Database

from archive.errors import WarraqError
from archive.record.schema import FTS_TOKENIZER
from archive.sqlite import has_table
from archive.text.aliases import ROWS_SHA256, alias_rows, rows_sha256
from archive.text.folding import NOBODY_SEARCHES, NORM_VERSION, fold_and_find_merged, folded_words, is_plain
from archive.text.letters import fold_rules
from archive.text.memoized import Memoized
from archive.text.sqlite_tokens import token_class_sha256

INSERT = "INSERT INTO {0}(rowid, title, body, search_extra) VALUES(?, ?, ?, ?)"
DELETE = "INSERT INTO {0}({0}, rowid, title, body, search_extra) VALUES('delete', ?, ?, ?, ?)"
META = "SELECT norm_version, token_class_sha256 FROM search_meta"
# In the order of their key, and by columns: the least that SQLite has to hand over.
ALIASES = (
    "SELECT coalesce(group_concat(form), ''), coalesce(group_concat(group_id), ''), coalesce(group_concat(kind), '')"
    " FROM search_alias"
)
# While the index is written anew (see reindexing): a second one beside it, and how far that has come.
INDEX, SECOND_INDEX = "articles_fts", "articles_fts_new"
REBUILD = "SELECT upto, norm_version, token_class_sha256 FROM search_rebuild"
# The last of an article's sizes in the index is that of search_extra: to ask `articles` would be to read every text.
WITH_EXTRA = (
    "SELECT a.title, a.body, a.search_extra FROM articles_fts_docsize JOIN articles a USING(id)"
    " WHERE substr(sz, -1) <> x'00' OR substr(sz, -2, 1) > x'7f'"
)
CONTEXT = 5  # words kept on both sides of a merged word
LONGEST_EXTRA = 20_000  # characters, some three thousand words


class IndexOutOfDate(WarraqError):
    """The index was written under other spelling rules than the running ones; writing on would corrupt it."""


class IndexEntry(NamedTuple):
    """Title and body as they are indexed, and the value of `articles.search_extra` (see extra_for)."""

    title: str
    body: str
    extra: str | None


@Memoized
def index_entry(title: str, body: str) -> IndexEntry:
    """What the index keeps of a text. Asked before the record is locked, it costs nothing inside the lock."""
    (folded_title, in_title), (folded_body, in_body) = fold_and_find_merged(title), fold_and_find_merged(body)
    return IndexEntry(folded_title, folded_body, extra_for(title, body) if in_title or in_body else None)


def index_row(db: Database, article_id: int, title: str, body: str) -> None:
    """Make an article findable where it is not yet. Raises IndexOutOfDate; belongs in a transaction."""
    check_norm(db)
    entry = index_entry(title, body)
    if not is_indexed(db, article_id):
        db.execute(INSERT.format(INDEX), (article_id, *entry))
    if _has_come_past(db, article_id) and not is_indexed(db, article_id, SECOND_INDEX):
        db.execute(INSERT.format(SECOND_INDEX), (article_id, *entry))


def unindex_row(db: Database, article_id: int, old_title: str, old_body: str, old_extra: str | None) -> None:
    """Take an article out where it is in: with the very texts it was indexed under, before its row changes.

    Raises IndexOutOfDate; belongs in a transaction.
    """
    check_norm(db)
    indexed = index_entry(old_title, old_body)
    if is_indexed(db, article_id):
        db.execute(DELETE.format(INDEX), (article_id, indexed.title, indexed.body, old_extra))
    if _has_come_past(db, article_id) and is_indexed(db, article_id, SECOND_INDEX):
        db.execute(DELETE.format(SECOND_INDEX), (article_id, *indexed))
        db.execute("DELETE FROM search_rebuild_extra WHERE id = ?", (article_id,))


def is_indexed(db: Database, article_id: int, index: str = INDEX) -> bool:
    found = db.execute(f"SELECT 1 FROM {index}_docsize WHERE id = ?", (article_id,))  # noqa: S608
    return found.fetchone() is not None


def _has_come_past(db: Database, article_id: int) -> bool:
    """Is the index being written anew, and did that reach this article already? Raises IndexOutOfDate."""
    if not has_table(db.conn, "search_rebuild"):
        return False
    upto, *rules = db.execute(REBUILD).fetchone()
    if rules != [NORM_VERSION, token_class_sha256()]:
        raise IndexOutOfDate(
            "The search index is being written anew by another version of Warraq, and this one must not write into it."
            " Start the other one instead, or write the index with this one: warraq reindex search"
        )
    return article_id <= int(upto)


def extra_for(title: str, body: str) -> str | None:
    """The value of `articles.search_extra`: folded words round each merged word; None for nearly every text.

    Two indexed tokens stand for a word in two pieces, so a phrase of three words cannot match across it. Of a text
    that is all words in pieces, as many words are kept as fit in LONGEST_EXTRA characters.
    """
    words = chain.from_iterable(_near_merged(text) for text in (title, body) if not is_plain(text))
    next(words, None)
    kept, room = list[str](), LONGEST_EXTRA
    for word in words:
        room -= len(word) + 1
        if room < 0:
            break
        kept.append(word)
    return " ".join(kept) or None


def _near_merged(text: str) -> Iterator[str]:
    """The words with a merged word among the five before or after them, and before each stretch of them ء.

    A word of its own parts the stretches, so that no phrase reaches from one over into the next.
    """
    before: deque[str] = deque(maxlen=CONTEXT)
    after, apart = 0, True
    for word, pieces in ((word, pieces) for _, word, pieces in folded_words(text) if word):
        if pieces > 1:
            yield from [NOBODY_SEARCHES] * apart
            yield from before
            yield word
            before.clear()
            after, apart = CONTEXT, False
        elif after:
            yield word
            after -= 1
        else:
            apart = apart or len(before) == CONTEXT
            before.append(word)


def check_norm(db: Database) -> None:
    """Raise IndexOutOfDate unless the index was written under the running rules and token class."""
    if [tuple(row) for row in db.execute(META)] != [(NORM_VERSION, token_class_sha256())]:
        raise IndexOutOfDate(
            "The search index was written by another version of Warraq. Write it anew: warraq reindex search"
            " (where that is running, wait for it to end)"
        )


def seed_tables(db: Database) -> None:
    """Fill the tables the searching views and modes read. Writes nothing where they are already right.

    A file indexed under other rules keeps its rules, which fit its index, until `reindex`; unless the running rules
    would have indexed it alike.
    """
    if not db.execute("SELECT count(*) FROM search_meta").fetchone()[0]:
        with db.atomic():
            seed_rules(db)
    if _is_indexed_alike(db):
        db.execute("UPDATE search_meta SET norm_version = ?", (NORM_VERSION,))
    if rows_sha256(*db.execute(ALIASES).fetchone()) != ROWS_SHA256:
        with db.atomic():
            db.execute("DELETE FROM search_alias")
            db.conn.executemany("INSERT INTO search_alias(form, group_id, kind) VALUES(?, ?, ?)", alias_rows())


def _is_indexed_alike(db: Database) -> bool:
    """Is this an index of the rules 1, with no word in it that the rules 2 fold otherwise?

    Such a word is one in pieces, and those stand in `search_extra`: a text whose extra would be the same has none.
    """
    if [tuple(row) for row in db.execute(META)] != [("1", token_class_sha256())]:
        return False
    return all(extra_for(title, body) == extra for title, body, extra in db.execute(WITH_EXTRA))


def fold_rules_are_right(db: Database) -> bool:
    """Has a file that was indexed by the running rules these rules, by which plain SQLite folds a question? Of those
    indexed by others nobody knows here."""
    meta = [tuple(row) for row in db.execute(META)]
    if meta != [(NORM_VERSION, token_class_sha256())]:
        return True
    found = db.execute("SELECT n, src, dst FROM search_fold ORDER BY n")
    return [tuple(row) for row in found] == _numbered_rules()


def _numbered_rules() -> list[tuple[int, str, str]]:
    return [(n, src, dst) for n, (src, dst) in enumerate(fold_rules(), start=1)]


def seed_rules(db: Database) -> None:
    """Say in the file by which rules its index is written."""
    db.execute("DELETE FROM search_fold")
    db.conn.executemany("INSERT INTO search_fold(n, src, dst) VALUES(?, ?, ?)", _numbered_rules())
    db.execute("DELETE FROM search_meta")
    db.execute("INSERT INTO search_meta VALUES(?, ?)", (NORM_VERSION, token_class_sha256()))


def alignment_mismatches(db: Database, only: Iterable[int] | None = None) -> int:
    """How many articles are `misaligned`."""
    return len(misaligned(db, only))


def misaligned(db: Database, only: Iterable[int] | None = None) -> list[tuple[int, bool]]:
    """The articles that have another number of tokens in the index than in their text, so that marks land on wrong
    words, and whether the index has them at all.

    SQLite counts both: the texts go, as they are, through its tokenizer once more, in a table of the connection's own.
    Of all articles, or `only` of those with these numbers.
    """
    # Only their number is asked for: where each of them stands is not kept.
    options = f'content="", detail=none, tokenize="{FTS_TOKENIZER}"'
    db.execute(f"CREATE VIRTUAL TABLE temp.raw USING fts5(body, title, {options})")
    db.execute("CREATE TEMP TABLE asked(id INTEGER PRIMARY KEY)")
    try:
        if only is None:
            db.execute("INSERT INTO temp.asked SELECT id FROM articles")
        else:
            db.conn.executemany("INSERT OR IGNORE INTO temp.asked VALUES(?)", ((number,) for number in only))
        db.execute("INSERT INTO temp.raw(rowid, body, title) SELECT id, body, title FROM asked JOIN articles USING(id)")
        sizes = db.execute(
            "SELECT a.id, r.sz, i.sz FROM asked JOIN articles a USING(id) LEFT JOIN temp.raw_docsize r USING(id)"
            " LEFT JOIN articles_fts_docsize i USING(id)"
        )
        return [(n, bool(indexed)) for n, raw, indexed in sizes if not indexed or not indexed.startswith(raw)]
    finally:
        db.execute("DROP TABLE temp.raw")
        db.execute("DROP TABLE temp.asked")
