"""warraq witness: hold another archive's signed log against what was seen of it, and cosign it."""

import time
from dataclasses import asdict

import click

from archive.configuration import load
from archive.crawl_state.witnessed_logs import Witnessed
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.evidence.cosignatures import pick_up
from archive.evidence.notes import LONGEST_NOTE
from archive.evidence.witness import Fetch, verifiers
from archive.evidence.witness import witness as look
from archive.times import now
from scheduler.options import with_data, with_json
from scheduler.output import emit, emit_lines, facts, table
from spiders.http.other_archives import OtherArchive
from spiders.http.public_addresses import warn_when_open

# Forty tiles prove that a log of a billion leaves only grew.
MOST_FILES, MOST_SECONDS = 200, 300.0
COLUMNS = ("origin", "url", "size", "at")


@click.command("witness")
@click.argument("url", metavar="[URL]", required=False)
@click.option("--key", metavar="KEY", default="", help="The other's verifier key, as its operator told it to you.")
@with_data
@with_json
def command(url: str | None, key: str, data: DataFolder, as_json: bool) -> None:
    """Hold another archive's signed log against what was seen of it before, and cosign it; or say what was.

    Without URL it says which keys others know this archive by, and what it saw of others.

    \b
    consistent   the log only grew since it was seen last: nothing in it was changed or taken out
    size         how many leaves it has now; before: when it was seen last

    cosigned_us  of how many leaves the checkpoint of ours is that this archive cosigned: its signature now stands
                 under ours

    What was cosigned lies in DATA/published/witness, and is served with the downloads: its operator, and everybody who
    reads both archives, finds there that we saw it. Let a cron do this every day, on both sides. The first time the key
    that the archive shows is believed: compare it with what its operator tells you, or name that with --key.

    Exit status 1 where the log is not what it was: what it signed then and now is kept as the proof.
    """
    if url is None:
        _print_known_logs(data, as_json)
        return
    warn_when_open()
    other = OtherArchive(url)
    fetch = _bounded(other)
    seen = look(data, other.name, fetch, now(), load(data).public_address, key)
    result = asdict(seen) | {"cosigned_us": pick_up(data, fetch) if seen.consistent else None}
    emit(result) if as_json else facts(result)
    if seen.before is None and not key:
        click.echo(f"Seen for the first time. Is this its key? Ask its operator: {seen.verifier}", err=True)
    if not seen.consistent:
        click.echo(f"The log of {other.name} is not what it signed before: {seen.why}. Nothing was cosigned.", err=True)
        click.get_current_context().exit(1)


def _print_known_logs(data: DataFolder, as_json: bool) -> None:
    ours = verifiers(data.demand_record())
    with Witnessed(data.service) as state:
        rows = state.all()
    if as_json:
        emit_lines([{"ours": purpose, "verifier": key} for purpose, key in ours.items()] + [dict(row) for row in rows])
        return
    if ours:
        facts(ours)
    table([dict(row) for row in rows], COLUMNS)


def _bounded(other: OtherArchive) -> Fetch:
    """Reads files of the other archive one after another; an answer without an end, or too many, is an error."""
    deadline, left = time.monotonic() + MOST_SECONDS, iter(range(MOST_FILES))

    def fetch(path: str) -> bytes:
        content = b""
        if next(left, None) is None:
            raise WarraqError(
                f"{other.name} was asked for {MOST_FILES} files, and that is no end. Nothing was cosigned."
            )
        for chunk in other.read(path, 0):
            content += chunk
            if len(content) > LONGEST_NOTE or time.monotonic() > deadline:
                raise WarraqError(f"{other.name} sends {path} without an end. Nothing was cosigned.")
        return content

    return fetch
