"""The verbs of watch lists: estimate, add, list, remove, send."""

import sys
from pathlib import Path
from typing import TypedDict, get_args

import click

from archive.alerts.channel import Channel
from archive.alerts.message import public_site
from archive.alerts.rows import Lang
from archive.alerts.watch.delivery import Digest, keep, name_of, send_digests, troubles
from archive.alerts.watch.double_opt_in import take_in
from archive.alerts.watch.schema import ListRow
from archive.alerts.watch.store import Watching
from archive.configuration import current
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, WarraqError
from archive.search.name_lists import MOST_LINES, Name, decoded, read_list
from scheduler.commands._watch_estimate import estimate_row, estimated, show_estimate
from scheduler.options import NUMBER, with_archive, with_data, with_json
from scheduler.output import LOG, emit, emit_lines, facts, table

COLUMNS = ("id", "label", "names", "found", "channels")
FILE = click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))


class WatchRow(TypedDict):
    """A list, with the keys of `warraq watch list --json`."""

    id: int
    label: str
    made_at: str
    names: int
    found: int
    channels: list[str]


@click.group("watch")
def command() -> None:
    """Hold a list of names against each article that comes, and tell of it once a day.

    \b
    warraq watch estimate names.txt                       what it would have told, a day, in the last 90 days
    warraq watch add names.txt --to ntfys://ntfy.sh/TOPIC one message a day, however much is found
    warraq watch list                                     what is watched, and does it arrive
    warraq watch remove 1
    warraq watch send --now                               one pass now, with the digests; warraq run does it by itself

    A list has a name a line, at most 5,000, as typed into the search box. A name is found as the search page finds it
    in its mode “names”. Digests go out at [operator] digest_at of warraq.toml, 07:00 by clocks in Damascus.
    """


@command.command("estimate")
@FILE
@with_archive
@with_json
def estimate_(file: Path, archive: Path, as_json: bool) -> None:
    """Say how much a list would have told a day, and which of its names flood it. Keeps nothing.

    Counted are the articles published in the last 90 days, or since the archive's first of these. A name above 3 a day
    is loud, and so are the loudest of a list above 100 a day: warraq watch add leaves them out unless --loud is given.

    \b
    warraq watch estimate names.txt
    warraq watch estimate names.txt --data warraq-2026-11-22.db --json    also on a downloaded file
    """
    names = _read(file)
    found = estimated(archive, names, quiet=as_json)
    row = estimate_row(names, found)
    if as_json:
        return emit(row)
    show_estimate(row)
    return None


@command.command()
@FILE
@click.option(
    "--to", "channel", metavar="URL", default="", help="An Apprise URL: mailto://, tgram://, ntfys://, jsons:// …"
)
@click.option("--label", default="", help="What to call it; else the name of the file.")
@click.option("--loud", "with_loud", is_flag=True, help="Watch loud names as well.")
@click.option("--lang", type=click.Choice(get_args(Lang)), default="ar", show_default=True, help="Of the messages.")
@with_data
@with_json
def add(file: Path, *, channel: str, label: str, with_loud: bool, lang: Lang, data: DataFolder, as_json: bool) -> None:
    """Watch a list from now on. It is estimated first; loud names are named and left out, unless --loud is given.

    What the archive holds now is old news to it. An article is told once, under the first of its names, when a name is
    first found in it; later edits and removals of it are not told. History is none, as docs/alerts.md says.

    \b
    warraq watch add names.txt --to mailto://USER:PASSWORD@example.org
    warraq watch add names.txt --to tgram://BOT_TOKEN/CHAT_ID --label 'بلدات' --loud
    """
    if channel:
        Channel(channel)
    names = _read(file)
    row = estimate_row(names, estimated(data.root, names, quiet=as_json))
    loud = set() if with_loud else {one["line"] for one in row["loud"]}
    wanted = [name for name in names if name.line not in loud]
    if not wanted:
        raise BadConfiguration("Every name of the list is loud. Watch them all the same with --loud.")
    if not as_json:
        show_estimate(row)
    kept, odd = keep(data, wanted, label or file.stem or "names", channel, lang)
    for name in odd:
        click.echo(f"Line {name.line}: “{name.text}” is a start or a condition, not a name; left out.", err=True)
    with Watching(data.watch) as watching:
        added = _row(watching, kept)
    return emit(added) if as_json else facts(added)


@command.command("list")
@with_data
@with_json
def list_(data: DataFolder, as_json: bool) -> None:
    """List the watch lists. Exit status 1 when the digest of one does not arrive."""
    with _watching(data) as watching:
        rows = [_row(watching, kept) for kept in watching.lists()]
    emit_lines(rows) if as_json else table(rows, COLUMNS)
    sentences = troubles(data)
    for sentence in sentences:
        LOG.print(sentence, markup=False)
    if sentences:
        raise click.exceptions.Exit(1)


@command.command()
@click.argument("ids", nargs=-1, required=True, type=NUMBER, metavar="ID…")
@with_data
@with_json
def remove(ids: tuple[int, ...], data: DataFolder, as_json: bool) -> None:
    """Forget watch lists, what they found, and their channels."""
    with _watching(data) as watching:
        rows = [_row(watching, watching.list_of(one)) for one in ids]
        for one in ids:
            watching.remove(one)
    return emit_lines(rows) if as_json else table(rows, COLUMNS)


@command.command()
@click.option("--now", "at_once", is_flag=True, help="Send digests now, whatever the hour, also to what failed before.")
@with_data
@with_json
def send(at_once: bool, data: DataFolder, as_json: bool) -> None:
    """Hold the lists against what is new, and send the digests that are due; take in what readers asked for before.

    For a system's own cron.
    """
    _watching(data).db.close()
    steps = list(take_in(data, public_site(data)))
    for step in steps:
        LOG.print(str(step), markup=False)
    results: list[Digest] = []
    digest_at = current(data).operator.digest_at
    for digest in send_digests(data, public_site(data), digest_at, at_once=at_once, also_waiting=at_once):
        results.append(digest)
        emit(digest) if as_json else click.echo(str(digest))
    failed = [one for one in results if one.cause]
    if any(step.cause for step in steps):
        raise WarraqError("A reader was not asked to confirm a list; it will be tried again.")
    if failed:
        raise WarraqError(f"{len(failed)} of {len(results)} digests were not taken; they will be sent again.")


def _read(file: Path) -> list[Name]:
    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as problem:
        raise BadConfiguration(f"The list {file} cannot be read ({problem.strerror}).") from problem
    listed = read_list(decoded(content))
    if not listed.names:
        raise BadConfiguration(f"The list has no name. Write a name a line, at most {MOST_LINES:,}.")
    return list(listed.names)


def _watching(data: DataFolder) -> Watching:
    if not data.watch.exists():
        raise BadConfiguration(f"No list is watched in {data.root}. Begin with: warraq watch add FILE")
    return Watching(data.watch)


def _row(watching: Watching, kept: ListRow) -> WatchRow:
    names, found = watching.counts(kept["id"])
    # What comes after the scheme may be a secret.
    channels = [one["channel"].partition(":")[0] for one in watching.subscriptions(kept["id"])]
    return {
        "id": kept["id"],
        "label": name_of(kept),
        "made_at": kept["made_at"],
        "names": names,
        "found": found,
        "channels": channels,
    }
