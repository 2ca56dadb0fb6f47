"""warraq replay: every kept page read again after a rule changed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing

import click
from rich.progress import Progress

from archive.data_folder import DataFolder
from archive.ingest.replaying import Replayed, count_articles, open_for_replay
from archive.ingest.replaying import replay as replay_all
from archive.ingest.session import Writer
from archive.model import Outlet
from scheduler.engine.choice import engine_of, place_of
from scheduler.engine.interface import Engine
from scheduler.engine.rereading import Rereads
from scheduler.options import with_data, with_engine, with_json, with_outlet
from scheduler.outlet_selection import named
from scheduler.output import LOG, emit, facts, progress
from spiders.registry import outlets


@click.command("replay")
@with_outlet("Only this outlet's articles.")
@with_engine
@with_data
@with_json
def command(outlet: str | None, engine: str | None, place: str | None, data: DataFolder, as_json: bool) -> None:
    """Read every kept page again with today's rules, from the WARC and without network.

    What comes out differently becomes a version of kind `extractor`: our doing, never shown as an outlet's edit.

    With --engine the pages are read by other processes, on this machine or many, a WARC file at a time, and the record
    is written here. What comes out is the same; an interrupted one goes on where it was. docs/cluster.md has the rest.

    \b
    warraq replay --engine processes
    warraq replay --engine dask+tls://archive.example.org:8786 --place /mnt/shared/warraq
    """
    known = outlets()
    chosen = {outlet: named(known, outlet)} if outlet else known
    others = engine_of(engine) if engine else None
    counts: Counter[str] = Counter()
    busy = "Another replay is running on this data folder; wait for it to end."
    with (
        data.demand_record().make().lock("replay", busy),
        open_for_replay(data) as writer,
        progress(quiet=as_json) as bar,
    ):
        task = bar.add_task("replay", total=count_articles(writer, chosen), note="")
        replayed = (
            _with_engine(writer, chosen, others, place_of(data, place), bar) if others else replay_all(writer, chosen)
        )
        for article_id, happened, why in replayed:
            counts.update(("read", happened))
            if why:
                LOG.print(f"article {article_id}: {why}")
            bar.advance(task)
    result = {name: counts[name] for name in ("read", "changed", "same", "failed")}
    emit(result) if as_json else facts(result)


def _with_engine(
    writer: Writer, chosen: Mapping[str, Outlet], engine: Engine, place: str, bar: Progress
) -> Iterator[tuple[int, Replayed, str]]:
    with closing(engine):
        task = bar.add_task("files read", total=None, note="")
        rereads = Rereads(writer, chosen, place, lambda done, total: bar.update(task, completed=done, total=total))
        with rereads.at_hand(engine, writer):
            yield from replay_all(writer, chosen, rereads.ready)
        rereads.remove()
