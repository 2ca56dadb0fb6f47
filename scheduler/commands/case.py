"""warraq case: a reading list out as one file."""

from contextlib import closing
from pathlib import Path

import click

from archive.data_folder import DataFolder
from archive.desk.case_file import CaseFile, find_list, make_case_file
from archive.desk.store import Desk
from archive.errors import BadConfiguration
from archive.record.store import read_record
from archive.sqlite import one_state
from scheduler.options import with_data, with_json
from scheduler.output import emit, facts, step_bars, unfinished


@click.command("case")
@click.argument("name", metavar="LIST")
@click.argument("target", metavar="OUT", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--account", required=True, metavar="NAME", help="Whose desk the list is on.")
@with_data
@with_json
def command(name: str, target: Path, account: str, data: DataFolder, as_json: bool) -> None:
    """Write a reading list of a desk into one zip, to hand on or to keep.

    It holds the list with its tags and notes (list.csv), every version's text, one WACZ of the captures as they are
    stored, byte for byte, with the proofs of each article and the program that checks them, and a read-me in Arabic and
    English. Articles that were withdrawn are counted in it and not named.

    \b
    warraq case "مياه دير الزور" case.zip --account samira
    """
    if not data.demand_record().desk.exists():
        raise BadConfiguration(f"There is no desk in {data.root} yet. A desk is made with the first mark, on /desk.")
    with (
        Desk(data.desk, account) as desk,
        closing(read_record(data.record)) as connection,
        one_state(connection),
    ):
        chosen = find_list(desk, name)
        with unfinished(target) as path, path.open("w+b") as out, step_bars(quiet=as_json) as on_step:
            made = make_case_file(
                desk, connection, data, chosen, out, on_bytes=lambda done, of: on_step("bytes", done, of)
            )
    _print_result(target, made, as_json=as_json)


def _print_result(file: Path, made: CaseFile, *, as_json: bool) -> None:
    summary = {
        "file": str(file),
        "bytes": file.stat().st_size,
        "articles": made.bundles.articles,
        "versions": made.bundles.versions,
        "captures": made.bundles.captures,
        "left_out": made.bundles.left_out,
        "withdrawn": made.withdrawn,
        "not_here": made.not_here,
    }
    (emit if as_json else facts)(summary)
