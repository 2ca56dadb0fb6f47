"""Damages of an archive's form: no letter of a row is another, and yet it is not what Warraq wrote.

Those of a group are done at once and found at once; each names something else. Those of files stand in odd_files.
"""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing

from archive.data_folder import DataFolder
from archive.record.fulltext import DELETE, INDEX, INSERT
from archive.record.store import open_record
from archive.text.folding import fold_for_index
from tests.support.odd_files import BYTES, FORGED, PUBLISHED, Odd


def sql(*statements: str, file: str = "warraq.db") -> Callable[[DataFolder], None]:
    def do(data: DataFolder) -> None:
        with closing(sqlite3.connect(data.root / file, isolation_level=None)) as record:
            for statement in statements:
                record.execute(statement)

    return do


SCHEMA = (
    Odd(
        sql(
            "DROP TRIGGER changes_articles_update",
            "CREATE TRIGGER changes_articles_update AFTER UPDATE ON articles BEGIN SELECT 1; END",
        ),
        "trigger changes_articles_update: It is another one",
    ),
    Odd(sql("DROP TRIGGER changes_urls_insert"), "trigger changes_urls_insert: It is not there"),
    Odd(
        sql(
            "DROP TRIGGER outlet_days_update",
            "CREATE TRIGGER outlet_days_update AFTER UPDATE ON articles BEGIN SELECT 1; END",
        ),
        "outlet_days_update: The trigger",
    ),
    Odd(
        sql("CREATE TRIGGER tidy AFTER INSERT ON captures BEGIN DELETE FROM captures WHERE status = 404; END"),
        "trigger tidy: Warraq makes no such trigger",
    ),
    Odd(
        sql("DROP INDEX captures_url", "CREATE INDEX captures_url ON captures(url) WHERE status = 200"),
        "index captures_url: It is another one",
    ),
    Odd(sql("DROP INDEX log_of"), "index log_of: It is not there"),
    Odd(
        sql("DROP VIEW search_query", "CREATE VIEW search_query AS SELECT 1 AS n, q AS nq FROM search_input"),
        "view search_query: It is another one",
    ),
    Odd(sql("DROP VIEW search_results"), "view search_results: It is not there"),
    Odd(sql("DROP TABLE gaps"), "table gaps: It is not there"),
    Odd(sql("ALTER TABLE urls ADD COLUMN more"), "table urls: It is another one"),
    Odd(sql("CREATE TABLE more(x)"), "table more: Warraq makes no such table"),
    Odd(sql("CREATE VIEW seen AS SELECT 1"), "view seen: Warraq makes no such view"),
    Odd(sql("CREATE INDEX titles ON articles(title)"), "index titles: Warraq makes no such index"),
    Odd(sql("PRAGMA application_id = 7"), "header application_id: It is another one"),
    Odd(sql("UPDATE search_fold SET dst = 'ق' WHERE n = 9"), "table search_fold: Its rows are not the rules"),
    Odd(
        sql("DELETE FROM articles_fts_docsize WHERE id = (SELECT max(id) FROM articles)"),
        "The search index has other words",
    ),
    Odd(sql("DELETE FROM article_facts WHERE id = (SELECT min(id) FROM articles)"), "What searches count it by"),
)


def other_words(data: DataFolder) -> None:
    """Under its number the index has as many words of an article, two of them others."""
    with closing(open_record(data.record)) as store:
        number, title, body = store.db.execute("SELECT id, title, body FROM articles ORDER BY id DESC").fetchone()
        folded = fold_for_index(body).split(" ")
        turned = " ".join((folded[1], folded[0], *folded[2:]))
        store.db.execute(DELETE.format(INDEX), (number, fold_for_index(title), fold_for_index(body), None))
        store.db.execute(INSERT.format(INDEX), (number, fold_for_index(title), turned, None))


ROWS = (
    Odd(sql("DELETE FROM fp", "DELETE FROM sketched", file="similar.db"), "in similar.db: It is not sketched"),
    Odd(other_words, "The search index has other words of it than its text, or has them elsewhere"),
    Odd(sql("UPDATE outlets SET home = 'https://other.example/' WHERE name = 'paper1'"), "outlet paper1: Its title"),
    Odd(sql("DELETE FROM log WHERE kind = 'outlet' AND detail LIKE '%paper2%'"), "of the log: It is not there"),
    Odd(
        sql("UPDATE articles SET origin = 'given' WHERE id = (SELECT article_id FROM versions WHERE id = 30)"),
        "Its text is said to be from given",
    ),
    Odd(sql("UPDATE captures SET held = 'challenge' WHERE id = 17"), "capture 17: It is said to be held (challenge)"),
    Odd(sql("UPDATE versions SET author = 'x' WHERE id = 33"), "The author, credit or time that its page claims"),
    Odd(
        sql("INSERT INTO redactions SELECT 'article', max(id), 'hide', 'privacy', '2026-11-20' FROM articles"),
        "It is said to be taken out (hide, privacy, 2026-11-20), and the log does not say so",
    ),
    Odd(
        sql("INSERT INTO redactions SELECT 'capture', max(id), 'hide', 'privacy', '2026-11-20' FROM captures"),
        "capture 124: It is said to be taken out",
    ),
    Odd(sql("UPDATE versions SET id = 9999 WHERE id = 3"), "version with the number 9999: The log has no entry"),
    Odd(sql("UPDATE captures SET id = 9999 WHERE id = 7"), "capture 9999: The log has no entry"),
    Odd(sql("UPDATE captures SET url = replace(url, '//paper', '//PAPER') WHERE id = 11"), "capture 11"),
    Odd(sql("UPDATE captures SET url = rtrim(url, '/') WHERE id = 14"), "capture 14"),
    Odd(
        sql(
            "UPDATE articles SET title = substr(title, 1, 3) || char(0x200f) || substr(title, 4)"
            " WHERE id = (SELECT article_id FROM versions WHERE id = 20)"
        ),
        "Its text is not the one whose hash",
    ),
    Odd(
        sql(
            "CREATE TEMP TABLE pair AS SELECT v.id, v.article_id, v.sha256, v.words_sha256, a.title, a.body"
            " FROM versions v JOIN articles a ON a.id = v.article_id WHERE v.id IN (45, 46)",
            "UPDATE versions SET (sha256, words_sha256) ="
            " (SELECT sha256, words_sha256 FROM pair WHERE pair.id = 91 - versions.id) WHERE id IN (45, 46)",
            "UPDATE articles SET (title, body, words_sha256) = (SELECT title, body, words_sha256 FROM pair"
            " WHERE article_id <> articles.id) WHERE id IN (SELECT article_id FROM pair)",
        ),
        "version with the number 46",
    ),
)
_COPY = "INSERT INTO log SELECT (SELECT max(n) + 1 FROM log), kind, {}, salt, entry, detail FROM log WHERE kind = '{}'"
LOG = (
    Odd(sql(f"{_COPY.format('ref', 'capture')} LIMIT 1"), "The log has more than one entry for it"),
    Odd(sql(f"{_COPY.format('ref', 'described')} LIMIT 1"), "The log has one of the entries for it twice"),
    Odd(sql(f"{_COPY.format('77777', 'version')} LIMIT 1"), "of version with the number 77777: The version"),
    Odd(
        sql(
            "UPDATE log SET n = -1 WHERE n = 3", "UPDATE log SET n = 3 WHERE n = 8", "UPDATE log SET n = 8 WHERE n = -1"
        ),
        "entries of the log are not those that were signed",
    ),
)
SHORTER_LOG = (
    Odd(sql("DELETE FROM log WHERE n = (SELECT max(n) FROM log)"), "some were taken out of it"),
    Odd(lambda data: (data.published / "manifest.json").unlink(), "published/manifest.json: It is not there"),
    Odd(lambda data: (data.published / "log.vkey").write_bytes(b""), "published/log.vkey"),
)
GROUPS: Mapping[str, tuple[Odd, ...]] = {
    "schema": SCHEMA,
    "rows": ROWS,
    "log": LOG,
    "a shorter log": SHORTER_LOG,
    "bytes": BYTES,
    "published": PUBLISHED,
    "forged": FORGED,
}
