"""warraq copies: who carried whose text."""

from contextlib import closing
from pathlib import Path

import click

from archive.copies.queries import Copy, copies
from archive.publish.downloaded import read_archive
from archive.sqlite import one_state
from scheduler.options import with_archive, with_json
from scheduler.output import ORIGINS, emit_lines
from spiders.registry import outlets


@click.command("copies")
@click.argument("url_or_id", metavar="[URL|ID]", required=False, default="")
@with_archive
@with_json
def command(url_or_id: str, archive: Path, as_json: bool) -> None:
    """Show which articles carry the same text: all of them, or those of one article.

    \b
    containment   the share of the shorter text that the longer one carries, by words in fours
    jaccard       the share of both texts together that they have in common
    kind          exact; near (the same but for a fifth); contains, contained (a holds b whole, or lies in it);
                  partial; republished (more than three days later)
    first, basis  who had it first, and how that is known: by credit; published, at times that were checked;
                  stated, by dates nobody checked; agency; first_seen by us; unknown
    """
    with closing(read_archive(archive)) as connection, one_state(connection):
        found = copies(connection, url_or_id, outlets().values())
        if as_json:
            emit_lines(found)
            return
        for copy in found:
            _print(copy)


def _print(copy: Copy) -> None:
    click.echo(f"{copy['containment']:.0%}  {copy['kind']}")
    for article_id, outlet, title, url, origin in (
        (copy["a_id"], copy["a_outlet"], copy["a_title"], copy["a_url"], copy["a_origin"]),
        (copy["b_id"], copy["b_outlet"], copy["b_title"], copy["b_url"], copy["b_origin"]),
    ):
        first = f"  ← first ({copy['basis']})" if copy["first"] == url else ""
        click.echo(f"  {article_id}  {outlet}: {title}{ORIGINS[origin]}{first}")
    click.echo("")
