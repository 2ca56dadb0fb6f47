"""warraq reindex: what is derived from the record made anew."""

from contextlib import closing

import click

from archive.analysis.follower import Follower
from archive.copies.finder import CopyFinder
from archive.copies.index import SimilarIndex
from archive.copies.queries import count_copies
from archive.data_folder import DataFolder
from archive.record.article_facts import rebuild_facts
from archive.record.edit_facts import rebuild_facts as tell_edits_again
from archive.record.edits import fill
from archive.record.governorate_counts import recount as recount_places
from archive.record.outlet_days import recount
from archive.record.reindexing import reindex
from archive.record.relabelling import relabel
from archive.record.spelling_table import derive
from archive.record.store import Store, open_record
from scheduler.options import with_data, with_json
from scheduler.output import emit, facts, progress


@click.command("reindex")
@click.argument(
    "what",
    type=click.Choice(["search", "spellings", "copies", "changes", "edits", "analysis", "counts"]),
    required=False,
)
@with_data
@with_json
def command(what: str | None, data: DataFolder, as_json: bool) -> None:
    """Make what is derived anew: search, spellings, copies, changes, edits, analysis, counts; or all.

    search is the index, changes the labels of edits, edits the words that they took out and put in, analysis what
    rules find in texts (names of parties, places, quotations), counts the articles of each outlet and day, those
    that name places of each governorate, and what articles and edits are counted by.

    Needed after an upgrade that changed the rules (Warraq says so), and where similar.db was lost. It is made beside
    crawls and readers, in short steps, and goes on where it was interrupted. The index in use stays until the new one
    takes its place; meanwhile the disk holds both.
    """
    busy = "Another reindex is running on this data folder; wait for it to end."
    result: dict[str, int] = {}
    with data.demand_record().make().lock("reindex", busy), closing(open_record(data.record)) as store:
        if what in (None, "search"):
            result["articles"] = _index(store, quiet=as_json)
        if what in (None, "spellings"):
            result["spellings"] = _derive_spellings(store, quiet=as_json)
        if what in (None, "changes"):
            result["renamed_changes"] = _relabel(store, quiet=as_json)
        # The index over the words of edits is folded by the rules that the search index is now written by.
        if what in (None, "search", "edits"):
            result["edits"] = _fill_edits(store, quiet=as_json)
        if what in (None, "copies"):
            result |= _find_copies(store, data, quiet=as_json)
        if what in (None, "analysis"):
            result["analysed"] = _analyse(store, quiet=as_json)
        if what in (None, "counts"):
            result["recounted"] = _recount(store, quiet=as_json)
    emit(result) if as_json else facts(result)


def _index(store: Store, *, quiet: bool) -> int:
    with progress(quiet=quiet) as bar:
        task = bar.add_task("search", total=None, note="")
        return reindex(store.db, lambda done, total: bar.update(task, completed=done, total=total))


def _derive_spellings(store: Store, *, quiet: bool) -> int:
    with progress(quiet=quiet) as bar:
        task = bar.add_task("spellings", total=None, note="")
        return derive(store.db, lambda done, total: bar.update(task, completed=done, total=total))


def _relabel(store: Store, *, quiet: bool) -> int:
    with progress(quiet=quiet) as bar:
        task = bar.add_task("changes", total=None, note="")
        return relabel(store.db, lambda done, total: bar.update(task, completed=done, total=total))


def _fill_edits(store: Store, *, quiet: bool) -> int:
    with progress(quiet=quiet) as bar:
        task = bar.add_task("edits", total=None, note="")
        return fill(store.db, lambda done, total: bar.update(task, completed=done, total=total))


def _find_copies(store: Store, data: DataFolder, *, quiet: bool) -> dict[str, int]:
    with closing(CopyFinder(store, SimilarIndex(data.similar))) as finder, progress(quiet=quiet) as bar:
        finder.start_anew()
        total = finder.behind()
        task = bar.add_task("copies", total=total, note="")
        while left := finder.behind():
            finder.follow()
            bar.update(task, completed=total - left)
    return {"versions": total, **count_copies(store)}


def _analyse(store: Store, *, quiet: bool) -> int:
    follower = Follower(store.db)
    # One that was interrupted goes on where it was.
    if not follower.behind():
        follower.start_anew()
    with progress(quiet=quiet) as bar:
        task = bar.add_task("analysis", total=follower.behind(), note="")
        return follower.catch_up(on_step=lambda taken: bar.update(task, advance=taken))


def _recount(store: Store, *, quiet: bool) -> int:
    with progress(quiet=quiet) as bar:
        task = bar.add_task("counts", total=None, note="")

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        return sum(each(store.db, show) for each in (recount, rebuild_facts, tell_edits_again, recount_places))
