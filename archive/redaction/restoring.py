"""What was hidden or sealed is put back: rows, words of the index, records of the WARC files.

What is erased is gone, and what was overwritten in lists and in pages of others stays so. The log keeps what was
written into it.
"""

from contextlib import closing
from pathlib import Path

from archive.copies.forgetting import compare_again
from archive.crawl_state.redactions import Redactions, SealedRow
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.record import redacting
from archive.record.edits import fill
from archive.record.redactions import RedactionRow, redaction_of
from archive.record.store import Store, open_record
from archive.redaction._log_entries import put_back as put_leaves_back
from archive.redaction._sealing import Kept, unpacked, unseal
from archive.redaction._stored_hashes import note_stored
from archive.redaction._work import path_in
from archive.sqlite import transaction
from archive.times import damascus_day, now
from archive.warc.tombstone import overwrite


def restore(data: DataFolder, article_id: int, key: Path | None) -> int:
    """Put back an article, or the older versions that were shown without a name; returns how many rows that were.

    Cut short, it is done again from its beginning. Raises BadConfiguration where nothing is kept of it, and where the
    key is not the one it was sealed for.
    """
    with Redactions(data.service) as redactions:
        rows = redactions.sealed(article_id)
        if not rows:
            raise BadConfiguration(f"Nothing is hidden or sealed of article {article_id}.")
        # All of it is opened before anything is done.
        kept = [_opened(row, key) for row in rows]
        with closing(open_record(data.record)) as store:
            count = sum(_put_back(data, store, article_id, one) for one in kept)
        compare_again(data.similar, article_id)
        redactions.take_in_again([article_id])
        redactions.forget_sealed([article_id])
    return count


def _opened(row: SealedRow, key: Path | None) -> Kept:
    if row["level"] == "hide":
        return unpacked(row["content"])
    if key is None:
        raise BadConfiguration(
            f"Article {row['article_id']} is sealed. Name the private key that opens it: --key seal.key"
        )
    return unpacked(unseal(row["content"], key))


def _put_back(data: DataFolder, store: Store, article_id: int, kept: Kept) -> int:
    for member in kept.members:
        if path := path_in(data.warc, member.file):
            overwrite(path, member.offset, member.content)
    with transaction(store.db):
        marked = _marked(store, article_id, kept)
        put_leaves_back(store.db, kept.salts, marked, damascus_day(now()).isoformat())
        redacting.unmark(store.db, marked)
        redacting.put_back(store.db, kept.rows)
    fill(store.db)
    note_stored(data, [(one.file, one.offset) for one in kept.members])
    return sum(map(len, kept.rows.values()))


def _marked(store: Store, article_id: int, kept: Kept) -> list[RedactionRow]:
    """What is said to be taken out and is back now: of records only those whose bytes are."""
    versions = [("version", int(row["id"] or 0)) for row in kept.rows.get("versions", [])]
    places = {(one.file, one.offset) for one in kept.members}
    shared = [one for place in places for one in redacting.captures_at(store.db, *place)]
    captures = [("capture", int(row["id"] or 0)) for row in kept.rows.get("captures", [])]
    of_article = [("article", article_id)] if kept.rows.get("articles") else []
    wanted = [*of_article, *versions, *captures, *(("capture", one) for one in shared)]
    found = (redaction_of(store.db.conn, kind, ref) for kind, ref in wanted)  # type: ignore[arg-type]
    return [one for one in found if one]
