"""warraq copies: who carried whose text."""

from contextlib import closing
from typing import Any

import click

from archive.copies.queries import copies
from archive.data_folder import DataFolder
from archive.record.store import read_record
from scheduler.options import with_data, with_json
from scheduler.output import emit_lines
from spiders.registry import outlets


@click.command("copies")
@click.argument("url_or_id", metavar="[URL|ID]", required=False, default="")
@with_data
@with_json
def command(url_or_id: str, data: DataFolder, as_json: bool) -> None:
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
