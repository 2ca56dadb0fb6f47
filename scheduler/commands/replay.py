"""warraq replay: every kept page read again after a rule changed."""

from collections import Counter

import click

from archive.data_folder import DataFolder
from archive.ingest.replaying import count_articles, open_for_replay
from archive.ingest.replaying import replay as replay_all
from scheduler.options import with_data, with_json, with_outlet
from scheduler.output import LOG, emit, facts, progress
from scheduler.select import named
from spiders.registry import outlets


@click.command("replay")
@with_outlet("Only this outlet's articles.")
@with_data
@with_json
def command(outlet: str | None, data: DataFolder, as_json: bool) -> None:
    """Read every kept page again with today's rules, from the WARC and without network.

    What comes out differently becomes a version of kind `extractor`: our doing, never shown as an outlet's edit.
    """
    known = outlets()
    chosen = {outlet: named(known, outlet)} if outlet else known
    counts: Counter[str] = Counter()
    busy = "Another replay is running on this data folder; wait for it to end."
    with (
        data.demand_record().make().lock("replay", busy),
        open_for_replay(data) as writer,
        progress(quiet=as_json) as bar,
    ):
        task = bar.add_task("replay", total=count_articles(writer, chosen), note="")
        for article_id, happened, why in replay_all(writer, chosen):
            counts.update(("read", happened))
            if why:
                LOG.print(f"article {article_id}: {why}")
            bar.advance(task)
    result = {name: counts[name] for name in ("read", "changed", "same", "failed")}
    emit(result) if as_json else facts(result)
