"""Damages to an archive, each of one byte, letter, value or row, and the words by which it must be named."""
# ruff: noqa: S608 - tables and columns are of this module

import random
import sqlite3
from functools import partial

from tests.support.damager import TABLES, Damage, Damager, Kind, Row

LETTERS, DIGITS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي0123456789abcdef", "0123456789"
TEXTS = (
    *("articles.title", "articles.body", "articles.author", "articles.words_sha256"),
    *("versions.title", "versions.body", "versions.sha256", "versions.words_sha256", "versions.extractor"),
)
ADDRESSES = ("captures.url", "articles.url", "urls.url", "urls.key", "captures.outlet", "articles.key")
DATES = (
    *("captures.fetched_at", "articles.published_at", "articles.published_day", "articles.first_seen_at"),
    *("articles.last_seen_at", "versions.seen_at", "versions.last_seen_at"),
)
STATUS = ("captures.status", "captures.content_type", "captures.body_sha256", "captures.record_sha256")
PLACES = ("captures.warc_file", "captures.warc_offset", "captures.warc_length", "captures.member_sha256")
LOG = ("log.entry", "log.salt", "log.detail", "log.ref")
SWAPPED = (
    *("captures.url", "captures.fetched_at", "captures.body_sha256", "articles.title", "articles.published_day"),
    *("versions.sha256", "versions.capture_id", "versions.seen_at", "log.entry", "log.salt"),
)
DELETED = ("captures", "versions", "articles", "log")


def byte_of_warc(damager: Damager, record: sqlite3.Connection) -> Damage | None:
    path = damager.chance.choice(sorted((damager.data / "warc").rglob("*.warc.gz")))
    place, name = damager.chance.randrange(path.stat().st_size), path.relative_to(damager.data / "warc").as_posix()
    row = record.execute(
        "SELECT id, coalesce(article_id, -id) FROM captures WHERE warc_file = ?"
        " AND ? BETWEEN warc_offset - warc_before AND warc_offset + warc_length - 1",
        (name, place),
    ).fetchone()
    if not damager.take(row[1] if row else name):
        return None
    damager.bend(path, place)
    return Damage(f"byte {place} of {name}", ((f"capture {row[0]}" if row else f"warc/{name}",),))


def letter(damager: Damager, record: sqlite3.Connection, columns: tuple[str, ...] = ()) -> Damage | None:
    """One letter of a value is another."""
    table, column = damager.chance.choice(columns).split(".")
    row = damager.row(record, table, f"length({column}) > 0")
    if row is None or not damager.take(row.subject):
        return None
    key = TABLES[table][0]
    value = record.execute(f"SELECT {column} FROM {table} WHERE {key} = ?", (row.key,)).fetchone()[0]
    other = _another(value, damager.chance, digits=columns == DATES)
    record.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {key} = ?", (other, row.key))
    if not record.execute("SELECT changes()").fetchone()[0]:
        return None
    return Damage(f"{table}.{column} of {row.name}: {value!r:.60} → {other!r:.60}", ((row.name, *_else(row)),))


def _another(value: object, chance: random.Random, *, digits: bool) -> object:
    if isinstance(value, bytes):
        place = chance.randrange(len(value))
        return value[:place] + bytes([value[place] ^ 1 << chance.randrange(8)]) + value[place + 1 :]
    if isinstance(value, int):
        return value + chance.choice((-1, 1))
    text = str(value)
    place = chance.choice([at for at, one in enumerate(text) if not digits or one in DIGITS])
    other = chance.choice([one for one in (DIGITS if digits else LETTERS) if one != text[place]])
    return text[:place] + other + text[place + 1 :]


def _else(row: Row) -> tuple[str, ...]:
    """How a row may be named otherwise."""
    if row.table == "versions":
        return f"version with the number {row.key}", f"article {row.subject}"
    return ()


def status(damager: Damager, record: sqlite3.Connection) -> Damage | None:
    row = damager.row(record, "articles")
    if row is None or not damager.take(row.subject):
        return None
    (now,) = record.execute("SELECT status FROM articles WHERE id = ?", (row.key,)).fetchone()
    other = damager.chance.choice([one for one in ("live", "missing", "gone") if one != now])
    record.execute("UPDATE articles SET status = ? WHERE id = ?", (other, row.key))
    return Damage(f"status of {row.name}: {now} → {other}", ((row.name,),))


def deleted(damager: Damager, record: sqlite3.Connection) -> Damage | None:
    table = damager.chance.choice(DELETED)
    row = damager.row(record, table)
    if row is None or not damager.take(row.subject):
        return None
    record.execute(f"DELETE FROM {table} WHERE {TABLES[table][0]} = ?", (row.key,))
    return Damage(f"{row.name} deleted", ((row.name, *_else(row)),))


def swapped(damager: Damager, record: sqlite3.Connection) -> Damage | None:
    """Two rows have each other's value."""
    table, column = damager.chance.choice(SWAPPED).split(".")
    one, other = (damager.row(record, table, f"length({column}) > 0") for _ in range(2))
    if one is None or other is None or one.subject == other.subject:
        return None
    key = TABLES[table][0]
    sql = f"SELECT {column} FROM {table} WHERE {key} = ?"
    first, second = (record.execute(sql, (row.key,)).fetchone()[0] for row in (one, other))
    if first == second or not damager.take(one.subject, other.subject):
        return None
    for row, value in ((one, second), (other, first)):
        record.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (value, row.key))
    named = ((one.name, *_else(one)), (other.name, *_else(other)))
    return Damage(f"{table}.{column} of {one.name} and {other.name} swapped", named)


def byte_of(damager: Damager, _: sqlite3.Connection, pattern: str = "") -> Damage | None:
    """A byte of a published file."""
    paths = sorted(path for path in (damager.data / "published").glob(pattern) if path.is_file())
    path = damager.chance.choice(paths)
    if not damager.take(path):
        return None
    place = damager.chance.randrange(path.stat().st_size)
    damager.bend(path, place)
    return Damage(f"byte {place} of {path.name}", ((path.relative_to(damager.data).as_posix(),),))


KINDS: dict[str, Kind] = {
    "warc": byte_of_warc,
    "texts": partial(letter, columns=TEXTS),
    "addresses": partial(letter, columns=ADDRESSES),
    "dates": partial(letter, columns=DATES),
    "captures": partial(letter, columns=STATUS),
    "places": partial(letter, columns=PLACES),
    "status": status,
    "log": partial(letter, columns=LOG),
    "deleted": deleted,
    "swapped": swapped,
}
# Of what was published: found beside the others, as they say that what was signed is not what is there now.
PUBLISHED_KINDS: dict[str, Kind] = {
    "tiles": partial(byte_of, pattern="tile/**/*"),
    "checkpoint": partial(byte_of, pattern="checkpoint*"),
    "checkpoints": partial(byte_of, pattern="checkpoints/*"),
    "manifest": partial(byte_of, pattern="manifest.json"),
    "latest": partial(byte_of, pattern="latest.json"),
    "download": partial(byte_of, pattern="warraq-2*"),
    "key": partial(byte_of, pattern="*.vkey"),
}
