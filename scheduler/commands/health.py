"""warraq health: how each outlet is, and why; or the pages held back."""

import click

from archive.alerts.delivery import troubles
from archive.configuration import current
from archive.crawl_state.held import HeldPages
from archive.crawl_state.runs import RunLog
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.times import now
from scheduler.health.judge import judge_all
from scheduler.health.self_check import clocks_of_now, sentence_of, watch
from scheduler.operator_configuration import as_configured
from scheduler.options import with_data, with_json
from scheduler.output import LOG, emit_lines, table

COLUMNS = ("outlet", "state", "cause", "since", "last_new", "expected", "given_up")


@click.command("health")
@click.option("--held", is_flag=True, help="List the pages held back instead: what was no article, and why.")
@with_data
@with_json
def command(held: bool, data: DataFolder, as_json: bool) -> None:
    """Say how each outlet is, with the cause. Exit status 1 when one is broken, or something of ours is wrong.

    With --held: the pages that were answered but are no articles to our rules, with the reason and their kept capture;
    warraq held release or drop decides about them.

    \b
    ok       its last crawl went well          late     a crawl failed, or one of its ways to its articles did
    silent   it answers, with nothing new      blocked  it refuses us; we do not go round that
    broken   it gives no articles              unknown  never crawled

    What is expected of today is learned from the outlet's own past; until two weeks are known its file says it.
    docs/running.md lists the causes. An incident is open for as long as an outlet has one.

    given up: addresses of articles that failed for two weeks. They are asked for once a month, and at once when a route
    lists them again.
    """
    if not data.service.exists():
        raise BadConfiguration(f"Nothing was ever crawled into {data.root}. Start with: warraq run, or warraq crawl.")
    if held:
        _show_held(data, as_json=as_json)
        return
    outlets = as_configured(current(data))
    ours = watch(data, outlets.values(), clocks_of_now())
    with RunLog(data.service) as run_log:
        rows = judge_all(run_log, outlets.values(), now())
    emit_lines(rows) if as_json else table(rows, COLUMNS)
    for incident in ours:
        LOG.print(sentence_of(incident), markup=False)
    for sentence in troubles(data):
        LOG.print(sentence, markup=False)
    if ours or any(row["state"] == "broken" for row in rows):
        raise click.exceptions.Exit(1)


def _show_held(data: DataFolder, *, as_json: bool) -> None:
    with HeldPages(data.service) as held_pages:
        rows = held_pages.held()
    emit_lines(rows) if as_json else table(rows, ("id", "outlet", "reason", "held_at", "capture_id", "title", "url"))
