"""The verbs about what is derived from the record: copies shows who carried whose text, reindex makes it anew."""

from contextlib import closing
from typing import Any

import click

from archive.copies.finder import CopyFinder
from archive.copies.index import SimilarIndex
from archive.copies.queries import copies, count_copies
from archive.data_folder import DataFolder
from archive.record import fulltext
from archive.record.store import Store, open_record, read_record
from scheduler.options import with_data, with_json
from scheduler.printing import emit, emit_lines, facts, progress
from spiders.registry import outlets


@click.command("copies")
@click.argument("url_or_id", metavar="[URL|ID]", required=False, default="")
@with_data
@with_json
def copies_(url_or_id: str, data: DataFolder, as_json: bool) -> None:
    """Show which articles carry the same text: all of them, or those of one article.

    \b
    containment   the share of the shorter text that the longer one carries, by words in fours
    jaccard       the share of both texts together that they have in common
    kind          exact; near (the same but for a fifth); contains, contained (a holds b whole, or lies in it);
                  partial; republished (more than three days later)
    first, basis  who had it first, and how that is known: by credit; published, at times that were checked;
                  stated, by dates nobody checked; agency; first_seen by us; unknown
    """
    with closing(read_record(data.record)) as connection:
        found = copies(connection, url_or_id, outlets().values())
        if as_json:
            emit_lines(found)
            return
        for copy in found:
            _print(copy)


def _print(copy: dict[str, Any]) -> None:
    click.echo(f"{copy['containment']:.0%}  {copy['kind']}")
    for end in ("a", "b"):
        first = f"  ← first ({copy['basis']})" if copy["first"] == copy[f"{end}_url"] else ""
        click.echo(f"  {copy[f'{end}_id']}  {copy[f'{end}_outlet']}: {copy[f'{end}_title']}{first}")
    click.echo("")


@click.command()
@click.argument("what", type=click.Choice(["search", "copies"]), required=False)
@with_data
@with_json
def reindex(what: str | None, data: DataFolder, as_json: bool) -> None:
    """Make what is derived from the record anew: the search index, the copies and stories, or both.

    Needed after an upgrade that changed the rules (Warraq says so), and where similar.db was lost. The search index is
    written in one commit, for which crawls wait; copies are found beside them, and go on where they were interrupted.
    """
    busy = "Another reindex is running on this data folder; wait for it to end."
    result: dict[str, Any] = {}
    with data.make().lock("reindex", busy), closing(open_record(data.record)) as store:
        if what != "copies":
            result["articles"] = fulltext.reindex(store.db)
        if what != "search":
            result |= _find_copies(store, data, quiet=as_json)
    emit(result) if as_json else facts(result)


def _find_copies(store: Store, data: DataFolder, *, quiet: bool) -> dict[str, int]:
    with closing(CopyFinder(store, SimilarIndex(data.similar))) as finder, progress(quiet=quiet) as bar:
        finder.start_anew()
        total = finder.behind()
        task = bar.add_task("copies", total=total, note="")
        while left := finder.behind():
            finder.follow()
            bar.update(task, completed=total - left)
    return {"versions": total, **count_copies(store)}
