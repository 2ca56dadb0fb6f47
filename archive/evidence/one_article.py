"""One article held against everything of its own: its entries in the log, the bytes of its captures, its texts."""

from archive.evidence._entries import check_leaf
from archive.evidence._files import check_kept
from archive.evidence._texts import check_article
from archive.evidence.findings import Archive, Step, Verified
from archive.evidence.leaves import leaves
from archive.evidence.rereading import Rereading
from archive.sqlite import column

LEAVES = """
SELECT n FROM log WHERE kind IN ('capture', 'held') AND ref IN (SELECT id FROM captures WHERE article_id = :id)
UNION ALL SELECT n FROM log WHERE kind IN ('version', 'reread')
  AND ref IN (SELECT id FROM versions WHERE article_id = :id)
UNION ALL SELECT n FROM log WHERE kind = 'described' AND ref = :id ORDER BY n
"""


def check_one_article(archive: Archive, number: int, readings: Rereading) -> Verified:
    """`number` is of an article that is there."""
    found = Verified()
    found.add("texts", Step(number, 1, list(check_article(archive.record, number))))
    entries = list(column(archive.record, int, LEAVES, {"id": number}))
    bad = [
        bad for n in entries for leaf in leaves(archive.record, n, n + 1) for bad in check_leaf(archive.record, leaf)
    ]
    found.add("log", Step(number, len(entries), bad))
    found.add("captures", check_kept(archive, number))
    found.add("readings", readings.of_article(archive, number))
    found.due = found.checked
    return found
