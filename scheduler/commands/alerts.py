"""The verbs of saved searches: add, list, preview, remove, send."""

import threading
from contextlib import closing
from dataclasses import asdict
from typing import Unpack, get_args

import click

from archive.alerts.channel import Channel
from archive.alerts.delivery import Sent, demand_sense, preview, save, send, troubles
from archive.alerts.message import public_site
from archive.alerts.operator_delivery import Attempt, operator_troubles
from archive.alerts.overview import overview
from archive.alerts.rows import Lang
from archive.alerts.saved_search import SavedSearch, Wanted, part_saved
from archive.alerts.store import Readers
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, WarraqError
from archive.record.store import read_record
from archive.search.engine import Mode
from archive.search.filters import Part
from scheduler.narrowing import with_part
from scheduler.operator import OPERATOR_COLUMNS, add_operator, alert_operator, operator_rows, remove_operators
from scheduler.options import MOST_DIGITS, NUMBER, Asking, question, with_data, with_json
from scheduler.output import LOG, emit, emit_lines, facts, found_article, table, when

COLUMNS = ("id", "label", "mode", "outlet", "edits", "channel", "state", "found", "waiting", "feed")
TRIAL = ("ورّاق: تجربة", "هذه رسالة تجريبية من ورّاق. · A test message from Warraq.")


class AlertOptions(Part):
    """Options of `add`: which part of the record, and fields of a Wanted."""

    channel: str
    mode: Mode
    edits: bool
    history: bool
    label: str
    lang: Lang


@click.group("alerts")
def command() -> None:
    """Follow a question: each new match, and with --edits each later change, is told once.

    \b
    warraq alerts preview 'دير الزور'                         what it finds now; nothing is sent
    warraq alerts add 'دير الزور' --to ntfys://ntfy.sh/TOPIC  tell a phone; docs/alerts.md has other channels
    warraq alerts add 'دير الزور' --edits                     no channel: a feed with a secret address
    warraq alerts list                                        what is followed, and does it arrive
    warraq alerts send                                        one pass now; warraq run does one every two minutes
    warraq alerts add --operator mailto://USER:PASSWORD@example.org
                                    tell this channel when an outlet breaks or recovers, and a summary a day

    Say in warraq.toml (public_address) at which address readers reach the archive: it stands in every message.
    """


@command.command(cls=Asking)
@question("QUERY…", required=False)
@click.option(
    "--operator", metavar="URL", default="", help="No search: tell this channel of incidents (an Apprise URL)."
)
@click.option(
    "--to", "channel", metavar="URL", default="", help="An Apprise URL: mailto://, tgram://, ntfys://, jsons:// …"
)
@click.option("--mode", type=click.Choice(get_args(Mode)), default="names", show_default=True, help="As in search.")
@with_part("--until")
@click.option("--edits", is_flag=True, help="Tell of edits and deletions of what matches, too.")
@click.option("--history", is_flag=True, help="Tell of old articles, too, that an import or a backfill brings.")
@click.option("--label", default="", help="What to call it; else the question.")
@click.option("--lang", type=click.Choice(get_args(Lang)), default="ar", show_default=True, help="Of the messages.")
@click.option("--test", "trial", is_flag=True, help="Send a test message first, and save nothing unless it is taken.")
@with_data
@with_json
def add(
    data: DataFolder,
    *,
    as_json: bool,
    trial: bool,
    operator: str,
    query: tuple[str, ...],
    **options: Unpack[AlertOptions],
) -> None:
    """Save a search. What the archive holds now is old news to it; use preview to see that.

    So is, without --history, what was published more than a week before the archive first saw it, and all that imports
    and backfills bring.

    \b
    warraq alerts add القوات --to mailto://USER:PASSWORD@example.org --test
    warraq alerts add '"دير الزور" -طقس' --mode exact --outlet NAME --edits
    warraq alerts add --operator ntfys://ntfy.sh/TOPIC --test
    """
    if operator:
        if query or options["channel"]:
            raise click.UsageError("--operator goes with --lang and --test alone: it follows no question.")
        row = add_operator(data, operator, options["lang"], trial=TRIAL if trial else None)
        return emit(row) if as_json else facts(row)
    if not query:
        raise click.UsageError("Name what to look for, or with --operator a channel that is told of incidents.")
    wanted = Wanted(
        question=" ".join(query),
        mode=options["mode"],
        edits=options["edits"],
        history=options["history"],
        channel=options["channel"],
        label=options["label"],
        lang=options["lang"],
        **part_saved(options),
    )
    if wanted.channel:
        channel = Channel(wanted.channel)
        if trial:
            channel.deliver(*TRIAL)
    elif trial:
        raise click.UsageError("--test sends a message: say where with --to URL.")
    saved = save(data, wanted)
    with Readers(data.readers) as readers:
        saved_row = overview(readers, saved, public_site(data))
    return emit(saved_row) if as_json else facts(saved_row)


@command.command("list")
@with_data
@with_json
def list_(data: DataFolder, as_json: bool) -> None:
    """List the saved searches. Exit status 1 when messages of one of them do not arrive.

    \b
    ok        told of everything it found          waiting   its channel failed; it is tried again at next_try
    given_up  its channel failed for five days: mend it, then warraq alerts send --now
    """
    with _readers(data) as readers:
        rows = [overview(readers, saved, public_site(data)) for saved in readers.searches()]
    channels = operator_rows(data)
    emit_lines([*rows, *channels]) if as_json else table(rows, COLUMNS)
    if channels and not as_json:
        table(channels, OPERATOR_COLUMNS)
    sentences = [*troubles(data), *operator_troubles(data)]
    for sentence in sentences:
        LOG.print(sentence, markup=False)
    if sentences:
        raise click.exceptions.Exit(1)


@command.command("preview", cls=Asking)
@question("ID|QUERY…")
@click.option("--mode", type=click.Choice(get_args(Mode)), default="names", show_default=True, help="As in search.")
@with_part("--until")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True)
@with_data
@with_json
def preview_(
    query: tuple[str, ...], mode: Mode, limit: int, data: DataFolder, *, as_json: bool, **part: Unpack[Part]
) -> None:
    """Show the newest articles that a saved search, or a question not yet saved, finds now. Sends nothing."""
    wanted: Wanted | SavedSearch = Wanted(question=" ".join(query), mode=mode, **part_saved(part))
    if len(query) == 1 and query[0].isdecimal() and len(query[0]) <= MOST_DIGITS:
        with _readers(data) as readers:
            wanted = readers.search(int(query[0]))
    with closing(read_record(data.record)) as record:
        demand_sense(record, wanted)
        hits = preview(record, wanted, limit)
    if as_json:
        emit_lines(map(found_article, hits))
    else:
        rows = [{"id": hit.id, "published": when(hit), "outlet": hit.outlet, "title": hit.title} for hit in hits]
        table(rows, ("id", "published", "outlet", "title"))


@command.command()
@click.argument("ids", nargs=-1, required=True, type=NUMBER, metavar="ID…")
@click.option("--operator", is_flag=True, help="The numbers are those of the operator's channels.")
@with_data
@with_json
def remove(ids: tuple[int, ...], operator: bool, data: DataFolder, as_json: bool) -> None:
    """Forget saved searches: their feeds end, their channels hear nothing more."""
    if operator:
        removed = remove_operators(data, ids)
        return emit_lines(removed) if as_json else table(removed, OPERATOR_COLUMNS)
    with _readers(data) as readers:
        rows = [overview(readers, readers.search(search_id), public_site(data)) for search_id in ids]
        for search_id in ids:
            readers.remove(search_id)
    return emit_lines(rows) if as_json else table(rows, ("id", "label", "found"))


@command.command("send")
@click.option("--now", "also_waiting", is_flag=True, help="Also those that wait after a failure or were given up.")
@with_data
@with_json
def send_(also_waiting: bool, data: DataFolder, as_json: bool) -> None:
    """Look through what is new and tell every channel, once. For a system's own cron, or after mending a channel."""
    messages = list(alert_operator(data, also_waiting=also_waiting))
    for message in messages:
        emit(asdict(message)) if as_json else click.echo(str(message))
    results: list[Sent | Attempt] = [*messages]
    # Where nothing was archived yet, incidents can be told all the same.
    is_begun = data.record.exists() or not operator_rows(data)
    for result in send(data, public_site(data), also_waiting=also_waiting, stop=threading.Event()) if is_begun else ():
        results.append(result)
        emit(result) if as_json else click.echo(str(result))
    failed = [result for result in results if result.cause]
    if failed:
        raise WarraqError(f"{len(failed)} of {len(results)} messages were not taken; they will be sent again.")


def _readers(data: DataFolder) -> Readers:
    if not data.readers.exists():
        raise BadConfiguration(f"No search was ever saved in {data.root}. Save one with: warraq alerts add QUERY")
    return Readers(data.readers)
