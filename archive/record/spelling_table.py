"""The table of spellings of foreign names (docs/search.md), derived from the articles while nobody waits for it.

All is read and reckoned outside the lock of the record, then written in one short commit: interrupted, it leaves the
table that was there. It is derived anew when the archive is another by more than a fiftieth, or the rules are.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from archive.record.fulltext import check_norm
from archive.record.store import open_record, read_record
from archive.search.spelling_pairs import RULES, SpellingPair, spelling_pairs
from archive.sqlite import transaction
from archive.times import now, stamp

CHANGED_ENOUGH = 50
SIZE = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM versions)"
MADE = "SELECT rules, articles, versions FROM search_spelling_made"
PUT = "INSERT INTO search_spelling(form, other, change, basis, house, company) VALUES(?, ?, ?, ?, ?, ?)"
Row = tuple[str, str, str, str, float, float]


def keep_up(path: Path) -> bool:
    """Derive the table of a record anew where that is due; returns whether it was. Raises IndexOutOfDate, DiskFull."""
    with closing(read_record(path)) as connection:
        size, made = connection.execute(SIZE).fetchone(), connection.execute(MADE).fetchone()
    if made and made[0] == RULES and not any(map(_is_another, size, made[1:])):
        return False
    with closing(open_record(path)) as store:
        derive(store.db)
    return True


def derive(db: Database, on_step: Callable[[int, int], object] = lambda *_: None) -> int:
    """Derive the table anew; returns the number of pairs, 0 also where there are too few outlets to tell.

    `on_step(texts read, of how many)` is called now and then. Raises IndexOutOfDate, DiskFull.
    """
    check_norm(db)
    size = db.execute(SIZE).fetchone()
    found = spelling_pairs(db.conn, on_step)
    rows = [row for pair in found for row in _both_ways(pair)]
    with transaction(db):
        db.execute("DELETE FROM search_spelling")
        db.conn.executemany(PUT, rows)
        db.execute("DELETE FROM search_spelling_made")
        db.execute("INSERT INTO search_spelling_made VALUES(?, ?, ?, ?)", (RULES, *size, stamp(now())))
    return len(found)


def _is_another(size: int, before: int) -> bool:
    return CHANGED_ENOUGH * abs(size - before) > before


def _both_ways(pair: SpellingPair) -> Iterator[Row]:
    """A row for whoever asks for either."""
    has, _, instead = pair.change.partition("/")
    why = (pair.basis, round(pair.house, 3), round(pair.company, 3))
    yield (pair.first, pair.second, pair.change, *why)
    yield (pair.second, pair.first, f"{instead}/{has}", *why)
