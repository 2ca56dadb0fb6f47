"""Takes out what a plan found: written down in service.db first, then store by store, and done again where it was cut.

The order: what is to be kept, with the work to be done (one commit; nobody begins to publish from then on) → the end
of a publish that had begun → the record (one commit, with the log) → what is derived, what readers and crawls noted →
the bytes in the WARC files → what deleted rows left in the record's file → the downloads → what deleted rows left in
the other files → the note of the work. Each step done twice is as if done once, so whoever is killed begins at the
first.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

from archive.alerts.forgetting import forget_matches
from archive.alerts.watch.forgetting import forget_found
from archive.copies.forgetting import compare_again, forget_copies, forget_sketch
from archive.crawl_state.redactions import JobRow, Redactions
from archive.data_folder import DataFolder
from archive.desk.forgetting import forget_key
from archive.errors import BadConfiguration
from archive.publish.replacing import BUSY, made_before, replace
from archive.record import redacting
from archive.record.edits import fill
from archive.record.redactions import LEVELS, Kind, RedactionRow, redaction_of
from archive.record.store import Store, open_record
from archive.redaction._cleansing import blot_out, cleanse_private, cleanse_record, left_in
from archive.redaction._log_entries import append_leaves
from archive.redaction._sealing import packed, seal
from archive.redaction._search_terms import pattern_of
from archive.redaction._stored_hashes import note_stored
from archive.redaction._work import Work, path_in, tombstone_of
from archive.redaction.plan import Plan
from archive.sqlite import transaction
from archive.times import now
from archive.versions.furniture.forgetting import forget_lines
from archive.warc.tombstone import overwrite

OnStep = Callable[[str], None]
# A large record takes minutes to publish.
PATIENCE_SECONDS = 600.0


def begin(redactions: Redactions, plans: Iterable[Plan], key: Path | None) -> None:
    """Write down what is about to be done, and keep what is to be kept of it. Raises BadConfiguration for a bad key."""
    for plan in plans:
        work = plan.work
        kept = _kept(plan, key)
        redactions.begin(work.to_json(), [(one, work.level, kept) for one in work.article_ids if kept], now())


def _kept(plan: Plan, key: Path | None) -> bytes:
    """What is kept; nothing where it is erased, or was sealed before."""
    if plan.kept is None or plan.work.level == "erase":
        return b""
    content = packed(plan.kept)
    if plan.work.level == "hide":
        return content
    if key is None:
        raise BadConfiguration(
            "To seal it, name the public key: --key FILE, or seal_to under [redaction] in warraq.toml."
            " docs/redaction.md says how one is made."
        )
    return seal(content, key)


def finish(data: DataFolder, on_step: OnStep = lambda _: None) -> list[str]:
    """Do all that was written down and has not come to its end; returns the files in which a byte search still finds
    something. Raises Busy, AlreadyRunning, DiskFull, WarcDamaged: given again, it goes on."""
    if not data.service.exists():
        return []
    with Redactions(data.service) as redactions:
        jobs = redactions.begun()
        if not jobs:
            return []
        # Whoever is publishing may have read the record before; nobody begins to from here on.
        on_step("publish")
        with data.make().lock("publish", BUSY, PATIENCE_SECONDS):
            pass
        works = [Work.of(job["work"]) for job in jobs if job["work"]]
        for work in works:
            _do(data, redactions, work, on_step)
        cleanse_record(data, on_step)
        on_step("downloads")
        replace(data, sorted({*_withdrawn(data, jobs)}), now())
        for job in jobs:
            redactions.done(job["id"])
        cleanse_private(data, on_step)
        for job in jobs:
            redactions.ended(job["id"])
    raw = [bytes.fromhex(one) for work in works for one in work.raw]
    on_step("search")
    return left_in(data, raw)


def _withdrawn(data: DataFolder, jobs: Iterable[JobRow]) -> Iterator[str]:
    """The snapshots that a plan found, and those that were on their way when it was made."""
    for job in jobs:
        if job["work"]:
            work = Work.of(job["work"])
            yield from work.snapshots
            yield from made_before(data, work.article_ids, job["begun_at"], work.snapshots)


def _do(data: DataFolder, redactions: Redactions, work: Work, on_step: OnStep) -> None:
    on_step("record")
    with closing(open_record(data.record)) as store:
        _from_the_record(store, work)
    on_step("private files")
    for article in work.articles:
        forget_sketch(data.similar, article.id)
        forget_matches(data.readers, article.id)
        forget_found(data.watch, article.id)
        if article.key:
            forget_lines(data.lines, article.outlet, [article.key])
            redactions.leave_out(article.id, article.outlet, [article.key])
            redactions.forget_article(article.outlet, article.key, article.addresses)
            forget_key(data.desk, article.id, article.outlet, article.key)
        redactions.keep_only(article.id, work.level)
    for text in work.texts:
        forget_sketch(data.similar, text.article_id)
        compare_again(data.similar, text.article_id)
        forget_lines(data.lines, text.outlet, [text.key])
        redactions.forget_words(text.outlet, partial(_has_name, pattern_of(text.name)))
    on_step("warc")
    _overwrite(data.warc, work)
    note_stored(data, [(one.file, one.offset) for one in work.members])
    blot_out(data, [bytes.fromhex(one) for one in work.raw])


def _has_name(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def _from_the_record(store: Store, work: Work) -> None:
    for article in work.articles:
        forget_copies(store, article.id)
    store.db.execute("PRAGMA secure_delete = ON").fetchall()
    with transaction(store.db):
        # What was taken out before, as far or further, stays said as it was: the log has one entry about it.
        marks = [one for one in _marks(work) if not _is_said(store, one)]
        append_leaves(store.db, work, marks)
        redacting.mark(store.db, marks)
        for article in work.articles:
            redacting.take_article_out(store.db, article.id)
        for text in work.texts:
            redacting.set_texts(store.db, text.id, text.texts)
        redacting.forget_spellings(store.db, work.words)
    fill(store.db)


def _is_said(store: Store, mark: RedactionRow) -> bool:
    """Was this done before, and stands in the log?"""
    before = redaction_of(store.db.conn, mark["kind"], mark["ref"])
    return before is not None and LEVELS.index(before["level"]) >= LEVELS.index(mark["level"])


def _marks(work: Work) -> Iterable[RedactionRow]:
    def mark(kind: Kind, ref: int) -> RedactionRow:
        return RedactionRow(kind=kind, ref=ref, level=work.level, reason=work.reason, day=work.day)

    for article in work.articles:
        yield mark("article", article.id)
        yield from (mark("version", one) for one in article.versions)
    yield from (mark("version", text.id) for text in work.texts)
    yield from (mark("capture", capture) for capture in work.captures)


def _overwrite(folder: Path, work: Work) -> None:
    for one in work.members:
        path = path_in(folder, one.file)
        if path is not None:
            day = date.fromisoformat(work.day)
            stone = tombstone_of(one.file, one.offset, one.length, work.level, work.reason, day)
            overwrite(path, one.offset, stone)
