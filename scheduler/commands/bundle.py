"""warraq bundle: the evidence of one article in one file."""

from contextlib import closing
from pathlib import Path

import click

from archive.data_folder import DataFolder
from archive.evidence.bundle.bundle import Bundle, make_bundle, name_of
from archive.record.store import read_record
from archive.sqlite import one_state
from archive.versions.history import article_id_of
from scheduler.options import MOST_DIGITS, with_data, with_json
from scheduler.output import LOG, emit, facts, step_bars, unfinished
from spiders.registry import outlets


@click.command("bundle")
@click.argument("url_or_id", metavar="ID|URL")
@click.option("-o", "--to", "target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Its name.")
@with_data
@with_json
def command(url_or_id: str, target: Path | None, data: DataFolder, as_json: bool) -> None:
    """Write the evidence of one article into one file, for somebody who does not trust the archive.

    It is a WACZ: the captures as they are stored, byte for byte, every version's text, all that was noted, and a page
    for a person (warraq/evidence.html, in Arabic and English) that says what came, when and by whose clock, what this
    proves, how to check it and what it does not prove. Without -o it is warraq-ID.wacz, here.

    The same record gives the same bytes. A capture whose bytes are not what was recorded is left out and named in it.

    \b
    warraq bundle 2031200003
    warraq bundle https://example.org/607143 -o evidence.wacz
    """
    with closing(read_record(data.demand_record().record)) as connection, one_state(connection):
        # A number is looked up where the bundle is made: that of an article which was taken out is told there.
        is_number = url_or_id.isdecimal() and len(url_or_id) <= MOST_DIGITS
        article_id = int(url_or_id) if is_number else article_id_of(connection, url_or_id, outlets().values())
        file = target or Path(name_of(article_id))
        with unfinished(file) as path, path.open("w+b") as out, step_bars(quiet=as_json) as on_step:
            made = make_bundle(connection, data, article_id, out, on_bytes=lambda done, of: on_step("bytes", done, of))
    _print_result(file, made, as_json=as_json)


def _print_result(file: Path, made: Bundle, *, as_json: bool) -> None:
    summary = {
        "file": str(file),
        "sha256": made.sha256,
        "bytes": made.bytes,
        "article": made.article_id,
        "captures": made.captures,
        "left_out": made.left_out,
        "versions": made.versions,
    }
    if as_json:
        emit(summary)
        return
    facts(summary)
    if made.left_out:
        LOG.print(f"{made.left_out} captures are not what was recorded, and were left out; the page names each.")
